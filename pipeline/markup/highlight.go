package markup

import (
	"sort"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// codeBlock writes a fenced code block with highlighted tokens.
func (c *compiler) codeBlock(n *ast.FencedCodeBlock) {
	code, lines := codeText(n.Lines(), c.bytes)
	end := n.Pos()
	if len(lines) > 0 {
		end = n.Lines().At(n.Lines().Len() - 1).Stop
	} else {
		end = min(endOfLine(c.text, end)+1, len(c.text))
	}
	c.leaf(n, n.Pos(), end, func() {
		language := unescaped(string(n.Language(c.bytes)))
		c.put("<pre><code")
		if language != "" {
			c.put(` class="language-`)
			c.attribute(language)
			c.put(`"`)
		}
		c.put(">")
		if len(lines) > 0 {
			c.skipWithin(n, lines[0].at)
		}
		c.tokens(n, code, lines, highlight(language, code))
		c.put("</code></pre>")
	})
}

// tokens writes code with its marks; a token that holds a mark is split.
func (c *compiler) tokens(n ast.Node, code string, lines []codeLine, tokens []token) {
	pos := 0
	for _, t := range tokens {
		for c.next < len(c.marks) && len(lines) > 0 {
			at := codeOffset(lines, c.marks[c.next].at)
			if at >= t.end {
				break
			}
			c.token(code[pos:at], t.class)
			c.place(n)
			pos = at
		}
		c.token(code[pos:t.end], t.class)
		pos = t.end
	}
	if len(lines) > 0 {
		last := n.Lines().At(n.Lines().Len() - 1)
		for c.next < len(c.marks) && c.marks[c.next].at < last.Stop {
			c.place(n)
		}
	}
}

// codeOffset returns the offset in the code of offset at of the parsed text, or more than any if it lies behind.
func codeOffset(lines []codeLine, at int) int {
	k := max(sort.Search(len(lines), func(i int) bool { return lines[i].at > at })-1, 0)
	return lines[k].code + max(at-lines[k].at, 0)
}

// token writes a piece of code in its colour. White space needs none.
func (c *compiler) token(s, class string) {
	body := strings.TrimSpace(s)
	if class == "" || body == "" {
		c.escaped(s, false)
		return
	}
	start := strings.Index(s, body)
	c.escaped(s[:start], false)
	c.put(`<span class="hl-`)
	c.put(class)
	c.put(`">`)
	c.escaped(body, false)
	c.put("</span>")
	c.escaped(s[start+len(body):], false)
}

// A token ends at an offset of the code and has a class of CodeCSS without `hl-`, or none.
type token struct {
	class string
	end   int
}

// highlightedBytes bounds the code that is highlighted; longer code has no spans. The library gives each of its regular
// expressions a quarter of a second and takes the time running out for "no match". Without a bound, long code on a busy
// machine could get other spans, and its notes other fields, than elsewhere. Code of this length takes a tiny part of that.
const highlightedBytes = 16 << 10

// highlight returns the tokens of code, neighbours of one class as one. Code that no lexer knows, or that is longer than
// highlightedBytes, is one token.
func highlight(language, code string) []token {
	plain := []token{{end: len(code)}}
	if language == "" || code == "" || len(code) > highlightedBytes {
		return plain
	}
	if tokens, ok := highlighted.get(language, code); ok {
		return tokens
	}
	tokens, ok := tokenise(language, code)
	if !ok {
		tokens = plain
	}
	highlighted.put(language, code, tokens)
	return tokens
}

func tokenise(language, code string) (tokens []token, ok bool) {
	lexer := lexers.Get(language)
	if lexer == nil {
		return nil, false
	}
	next, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return nil, false
	}
	end := 0
	for t := next(); t != chroma.EOF; t = next() {
		if t.Value == "" {
			continue
		}
		if !strings.HasPrefix(code[end:], t.Value) {
			if rest := code[end:]; rest+"\n" == t.Value || rest == "" && t.Value == "\n" {
				t.Value = rest // a line break that some lexers add
			} else {
				return nil, false // never show other code than the author's
			}
		}
		end += len(t.Value)
		class := tokenClass(t.Type)
		if k := len(tokens) - 1; k >= 0 && (tokens[k].class == class || strings.TrimSpace(t.Value) == "") {
			tokens[k].end = end
			continue
		}
		tokens = append(tokens, token{class: class, end: end})
	}
	return tokens, end == len(code)
}

// tokenClass maps the many token types of lexers to the few colours of CodeCSS. The letters are part of the published
// fields: changing one changes every note with code.
func tokenClass(t chroma.TokenType) string {
	switch {
	case t == chroma.KeywordType || t == chroma.NameBuiltin || t == chroma.NameBuiltinPseudo || t == chroma.NameAttribute:
		return "t"
	case t.InCategory(chroma.Keyword) || t == chroma.NameTag || t == chroma.OperatorWord:
		return "k"
	case t.InSubCategory(chroma.NameFunction) || t == chroma.NameFunction || t == chroma.NameClass || t == chroma.NameFunctionMagic:
		return "f"
	case t == chroma.NameDecorator || t == chroma.CommentPreproc || t == chroma.CommentPreprocFile:
		return "p"
	case t.InSubCategory(chroma.LiteralString):
		return "s"
	case t.InSubCategory(chroma.LiteralNumber):
		return "n"
	case t.InCategory(chroma.Comment):
		return "c"
	case t == chroma.GenericDeleted:
		return "d"
	case t == chroma.GenericInserted:
		return "i"
	}
	return ""
}

// A tokenCache remembers tokens, because highlighting costs as much as eighty fields and the variants of a deck, and a
// preview after every change, show the same code again. It holds pure results, so it cannot change what is built.
type tokenCache struct {
	mu     sync.Mutex
	tokens map[codeKey][]token
	bytes  int
}

type codeKey struct{ language, code string }

// cachedBytes bounds the code in a tokenCache; when it is reached the cache starts afresh.
const cachedBytes = 4 << 20

// highlighted is the cache of this process.
var highlighted = &tokenCache{tokens: map[codeKey][]token{}}

func (t *tokenCache) get(language, code string) ([]token, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	tokens, ok := t.tokens[codeKey{language, code}]
	return tokens, ok
}

func (t *tokenCache) put(language, code string, tokens []token) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bytes += len(code); t.bytes > cachedBytes {
		t.tokens, t.bytes = map[codeKey][]token{}, len(code)
	}
	t.tokens[codeKey{strings.Clone(language), strings.Clone(code)}] = tokens
}
