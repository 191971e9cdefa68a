// Package markup turns field text as authors write it (Markdown, plain text, HTML, lists of media; math and cloze
// deletions in them) into the HTML that Anki receives: format.md section 8. It is the only user of the Markdown and
// highlighting libraries. It knows no files: offsets are bytes of the string it was given.
//
// A Markdown field takes this way: deletion.go finds the cloze deletions in the source, strip.go takes their braces and
// hints out and remembers where they stood, goldmark.go parses what is left, block.go and inline.go write HTML, and
// place.go puts the braces back while they do. Fields without anything special take the short cut of fast.go.
package markup

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A Mode says how a field is written.
type Mode uint8

// The modes of format.md section 8.
const (
	Markdown Mode = iota
	Text
	HTML
	Media
)

// Options say how to compile one field.
type Options struct {
	Mode  Mode
	Cloze bool // the note type is a cloze type: deletions are markup everywhere in its fields
	// Media returns the packaged name of the file that ref names (a path below media/, decoded: no entities, no
	// percent-encoding assumed). src[start:end] is where it stands. Seen says that Anki itself would find the reference
	// (anki-format.md 6.8), so that the file needs no leading underscore. ok is false when the reference stays as it is
	// (missing file: reported by the callee). A nil Media leaves every reference as it is.
	Media func(ref string, start, end int, seen bool) (name string, ok bool)
	// Exists reports whether ref, a path below media/ that is not decoded, names a file. It is asked about references that
	// look percent-encoded, which are right if there is a file of exactly that name (rules.md media-reference). Nil: there is none.
	Exists func(ref string) bool
}

// A Problem is something wrong with the text, at src[Start:End].
type Problem struct {
	Code       string // a rule of rules.md: cloze-unclosed, cloze-syntax, lost-angle, accidental-markdown, ...
	Start, End int
	Message    string
	Help       string
	Fix        *Fix
}

// A Fix replaces bytes of the field's text.
type Fix struct {
	Message string
	Safe    bool
	Edits   []Edit
}

// An Edit replaces src[Start:End].
type Edit struct {
	Start, End int
	New        string
}

// Compile returns the HTML for src. It always returns something; problems are appended in source order.
func Compile(src string, o Options) (html string, problems []Problem) {
	if html, ok := fastPath(src, o); ok {
		return html, nil
	}
	c := &compiler{src: src, o: o, verbatims: verbatimReader{s: src}, out: make([]byte, 0, len(src)+len(src)/4+64)}
	switch o.Mode {
	case Text:
		c.plainField()
	case HTML:
		c.htmlField()
	case Media:
		c.mediaField()
	default:
		c.markdownField()
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return a.Start - b.Start })
	return composed(c.out), c.problems
}

// A compiler holds what is known about one field while it is compiled.
type compiler struct {
	src      string
	o        Options
	problems []Problem

	deletions []deletion
	marks     []mark // openers and closers that are still to be placed, in source order
	next      int    // the first of marks that is not placed
	open      []openDeletion

	text  string // src without the parts in cuts; Markdown only
	cuts  []cut
	bytes []byte // a copy of text, as the parser wants it; Markdown only
	// verbatims reads the sounds of src; not for Markdown.
	verbatims verbatimReader
	// others is what lostAngle knows about tags that are not HTML's, once it has asked.
	others *otherTags
	ends   map[any]int // where links, images and code spans end in text, if there are marks

	out       []byte
	fresh     int // len(out) right after an opener that needs no line break; see newBlock
	guardAt   int // index in out of the last byte that guard may have to replace
	guardMath bool
	tags      []string       // raw HTML elements that are open, innermost last
	tagCount  map[string]int // how often each is among tags; nil if tags was always empty
	unclosed  [2]bool        // in an HTML field no `\)`, no `\]` follows
	stars     []starRun
}

func (c *compiler) report(p Problem) { c.problems = append(c.problems, p) }

// composed returns b in NFC. U+0338 after a tag would turn its `>` into another letter, so it becomes an entity there.
func composed(b []byte) string {
	s := string(b)
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(strings.ReplaceAll(s, ">\u0338", ">&#824;"))
}
