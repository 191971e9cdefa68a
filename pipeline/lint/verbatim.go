package lint

import (
	"sort"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// A Verbatim says which bytes of a field's source are not prose: code, math, tags, addresses, sounds. It is what keeps
// rules about text away from `\sum_{i}` and `if x == "???"`. It errs on the side of silence. The ranges ascend.
type Verbatim []textRange

type textRange struct{ start, end int }

// Has reports whether the byte at i is verbatim.
func (v Verbatim) Has(i int) bool {
	_, _, ok := v.Range(i)
	return ok
}

// Range returns the range that has the byte at i, if it is verbatim: a code span with its back quotes, a tag, a formula.
func (v Verbatim) Range(i int) (start, end int, ok bool) {
	n := sort.Search(len(v), func(n int) bool { return v[n].end > i })
	if n == len(v) || v[n].start > i {
		return 0, 0, false
	}
	return v[n].start, v[n].end, true
}

// MarkupOf returns how a field of a note is written.
func MarkupOf(n *deck.Note, field int) deck.Markup {
	m := n.Notetype.Fields[field].Markup
	if m == deck.Inherit {
		m = n.Markup
	}
	if m == deck.Inherit {
		m = deck.Markdown
	}
	return m
}

// VerbatimOf finds what is not prose in a source written in m.
func VerbatimOf(src string, m deck.Markup) Verbatim {
	if m == deck.Media {
		return Verbatim{{0, len(src)}}
	}
	var out Verbatim
	scan(src, m, func(start, end int, tag bool) { out = append(out, textRange{start, end}) })
	return out
}

// A Tag is an HTML tag in a field's source, at src[Start:End].
type Tag struct {
	Start, End int
	Name       string // lower case, without the slash
	Closing    bool
}

// TagsOf returns the tags in a source written in m, but for those of code, pictures drawn in place, and comments.
func TagsOf(src string, m deck.Markup) []Tag {
	var out []Tag
	scan(src, m, func(start, end int, tag bool) {
		if name := tagName(src[start:]); tag && name != "" && endsName(src[start+len("<")+len(name)]) {
			bare := strings.TrimPrefix(name, "/")
			out = append(out, Tag{Start: start, End: end, Name: bare, Closing: bare != name})
		}
	})
	return out
}

// endsName reports whether c stands behind the name of a tag. Others begin the address of a mail: `<a@b.c>`.
func endsName(c byte) bool { return isBlank(c) || c == '>' || c == '/' }

// scan calls found for each verbatim range, in order; tag says that it begins as a tag does.
func scan(src string, m deck.Markup, found func(start, end int, tag bool)) {
	var f finder
	for i := 0; i < len(src); {
		n := f.verbatimAt(src[i:])
		if n == 0 && m == deck.Markdown {
			n = f.verbatimInMarkdown(src, i)
		}
		if n == 0 && m != deck.PlainText {
			n = f.verbatimTag(src[i:])
		}
		if n > 0 {
			found(i, i+n, src[i] == '<')
			i += n
			continue
		}
		if src[i] == '\\' && m == deck.Markdown {
			i++ // what it escapes is no sign of anything
		}
		i++
	}
}

// verbatimAt returns the length of math, sound or address that s begins with, in any markup; 0 for none.
func (f *finder) verbatimAt(s string) int {
	switch s[0] {
	case '\\':
		return f.between(s, `\(`, `\)`) + f.between(s, `\[`, `\]`)
	case '[':
		return f.between(s, "[sound:", "]") + f.between(s, "[latex]", "[/latex]") + f.between(s, "[$]", "[/$]") +
			f.between(s, "[$$]", "[/$$]") + f.between(s, "[anki:", "[/anki")
	case 'h':
		if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
			if n := strings.IndexAny(s, " \t\n<>\")]"); n > 0 {
				return n
			}
			return len(s)
		}
	}
	return 0
}

// verbatimTag returns the length of the tag, comment or element of code that s begins with.
func (f *finder) verbatimTag(s string) int {
	if s[0] != '<' {
		return 0
	}
	if strings.HasPrefix(s, "<!--") {
		return lengthTo(s, "-->")
	}
	switch name := tagName(s); name {
	case "":
		return 0
	case "code", "pre", "style", "script", "svg", "math":
		return lengthTo(s, "</"+name)
	}
	return f.tag(s)
}

// verbatimInMarkdown returns the length of the code, math or link target of Markdown at src[i:].
func (f *finder) verbatimInMarkdown(src string, i int) int {
	s := src[i:]
	switch s[0] {
	case '`', '~':
		return codeLength(s, beginsLine(src, i))
	case '$':
		if strings.HasPrefix(s, "$$") {
			return f.between(s, "$$", "$$")
		}
		return f.dollarLength(src, i)
	case ']':
		return f.between(s, "](", ")")
	}
	return 0
}

// beginsLine reports whether nothing but indentation and the signs of lists stands before src[i] on its line.
func beginsLine(src string, i int) bool {
	const deepest = 60 // further in, nothing is the beginning of a line
	before := src[max(0, i-deepest):i]
	start := strings.LastIndexByte(before, '\n')
	if start < 0 && i > deepest {
		return false
	}
	return strings.TrimLeft(before[start+1:], " -*+>0123456789.)") == ""
}

// codeLength returns the length of the code span or, at the start of a line, of the fenced block that s begins with.
func codeLength(s string, lineStart bool) int {
	run := len(s) - len(strings.TrimLeft(s, s[:1]))
	if lineStart && run >= 3 {
		return fenceLength(s, s[:run])
	}
	if s[0] == '~' {
		return 0
	}
	for at := run; at < len(s); {
		n := strings.IndexByte(s[at:], '`')
		if n < 0 {
			break
		}
		at += n
		closer := len(s[at:]) - len(strings.TrimLeft(s[at:], "`"))
		at += closer
		if closer == run {
			return at
		}
	}
	return run // back quotes without a partner are text, in which nothing stands
}

// fenceLength returns the length of the block that s begins with, up to the end of the line that closes it.
func fenceLength(s, fence string) int {
	end := strings.IndexByte(s, '\n')
	for end >= 0 {
		start := end + 1
		end = strings.IndexByte(s[start:], '\n')
		line := s[start:]
		if end >= 0 {
			end += start
			line = s[start:end]
		}
		if strings.HasPrefix(strings.TrimLeft(line, " "), fence) {
			return start + len(line)
		}
	}
	return len(s)
}

// dollarLength returns the length of `$x$` at src[i:] (format.md section 8): no blank just inside, no digit behind, no
// empty line.
func (f *finder) dollarLength(src string, i int) int {
	if i+2 >= len(src) || isBlank(src[i+1]) {
		return 0
	}
	k := max(i+1, f.dollars)
scan:
	for ; k < len(src); k++ {
		switch src[k] {
		case '\\':
			k++
		case '\n':
			if k+1 < len(src) && src[k+1] == '\n' {
				break scan
			}
		case '$':
			if !isBlank(src[k-1]) && (k+1 == len(src) || !isDigit(src[k+1])) {
				return k + 1 - i
			}
		}
	}
	f.dollars = k
	return 0
}
