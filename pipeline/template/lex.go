package template

import "strings"

const (
	commentOpening = "<!--"
	commentClosing = "-->"
)

// A token is a tag, or text between tags, at src[start:end].
type token struct {
	tag                  bool
	start, end           int
	innerStart, innerEnd int // of a tag: what stands between its delimiters
}

// A lexer splits a template (anki-format.md 6.1). Comments are text.
type lexer struct {
	src                        string
	pos                        int
	opening, closing           string // delimiters
	lone                       int    // where the first opening delimiter stands that is never closed, or -1
	noMoreTags, noMoreComments bool
}

// next returns the next token. Text is never empty.
func (l *lexer) next() (tok token, ok bool) {
	start := l.pos
	for l.pos < len(l.src) {
		rest := l.src[l.pos:]
		switch {
		case strings.HasPrefix(rest, l.opening) && !l.noMoreTags:
			n := strings.Index(rest[len(l.opening):], l.closing)
			if n < 0 {
				l.noMoreTags, l.lone = true, l.pos
				continue
			}
			if l.pos > start { // the text first; the tag is found again
				return token{start: start, end: l.pos}, true
			}
			tok := token{tag: true, start: start, innerStart: start + len(l.opening)}
			tok.innerEnd = tok.innerStart + n
			tok.end = tok.innerEnd + len(l.closing)
			l.pos = tok.end
			return tok, true
		case strings.HasPrefix(rest, commentOpening) && !l.noMoreComments:
			n := strings.Index(rest[len(commentOpening):], commentClosing)
			if n < 0 {
				l.noMoreComments = true
				continue
			}
			l.pos += len(commentOpening) + n + len(commentClosing)
		default:
			l.pos++
		}
	}
	return token{start: start, end: l.pos}, l.pos > start
}
