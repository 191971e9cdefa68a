package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var markupInMath = &lint.Rule{
	Code:     "markup-in-math",
	Severity: diag.Error,
	Title:    "HTML inside a formula",
	Says:     "`<br>` inside a formula stops MathJax",
	Why: "In a field that is HTML, a formula is text for MathJax. A tag in it, such as the `<br>` that an editor puts at the end of " +
		"a line, cuts it into pieces, and learners see the TeX. A `<` with a letter behind it is taken for a tag as well: everything up " +
		"to the next `>` is gone.",
	Bad:  `front: \(a<b\)   # in a field with markup: html`,
	Good: `front: \(a \lt b\)`,
	Not: []string{
		"Markdown and plain text, in which the compiler writes `&lt;`",
		"entities: `&lt;`, `&amp;`, `&nbsp;`",
		"a `<` before a blank or digit",
		"cloze deletions",
	},
	Fix:  "`deckmill fix` writes `&lt;` for a `<` that begins no tag, and a line break for `<br>`.",
	Note: findMarkupInMath,
}

func findMarkupInMath(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Markup != deck.HTML || !f.Bytes.Has('<') || !f.Bytes.Has('\\') {
			continue
		}
		for _, m := range f.Math() {
			if reportMarkupInMath(p, f, m) {
				break
			}
		}
	}
}

// reportMarkupInMath reports the first tag of a formula, with a fix for all if all can be mended.
func reportMarkupInMath(p *lint.NotePass, f *lint.Field, m lint.Math) bool {
	start, end := m.TeX()
	var d *diag.Diagnostic
	var changes []deck.Change
	mendable := true
	for i := start; i < end; {
		n, name := signOfTag(f.Source[i:end])
		if n == 0 {
			i++
			continue
		}
		sign := f.Source[i : i+n]
		if d == nil {
			d = &diag.Diagnostic{
				Span:    f.Span(i, i+n),
				Message: fmt.Sprintf("`%s` inside a formula stops MathJax", lint.Clip(sign)),
				Help:    "end the formula before the tag, or remove the tag",
			}
			if name == "" {
				d.Message = "`<` and a letter inside a formula are read as a tag, and what follows is gone"
				d.Help = "write `\\lt` or `&lt;`"
			}
		}
		switch {
		case name == "":
			changes = append(changes, deck.Change{Start: i, End: i + 1, New: "&lt;"})
		case name == "br":
			changes = append(changes, deck.Change{Start: i, End: i + n, New: "\n"})
		default:
			mendable = false
		}
		i += n
	}
	if d == nil {
		return false
	}
	if mendable {
		d.Fixes = f.Fix("write what MathJax reads", true, changes...)
	}
	p.Found(*d)
	return true
}

// signOfTag returns the length and the name of the tag that s begins with; 1 and no name for a `<` with a letter behind it
// that begins none.
func signOfTag(s string) (n int, name string) {
	if len(s) < 2 || s[0] != '<' || s[1] != '/' && (s[1]|0x20 < 'a' || s[1]|0x20 > 'z') {
		return 0, ""
	}
	name = strings.TrimPrefix(s[1:], "/")
	for i := range len(name) {
		if !isAlphanumeric(name[i]) {
			name = strings.ToLower(name[:i])
			break
		}
	}
	closed := strings.IndexByte(s, '>')
	if closed < 0 || !htmlTags[name] || strings.IndexByte(s[1:closed], '<') >= 0 {
		return 1, ""
	}
	return closed + 1, name
}

// htmlTags are the tags that editors put into fields. Others inside a formula are a `<` and a variable.
var htmlTags = words(`br div span p b i u em strong sub sup font ul ol li table tr td th a img code pre mark small`)
