package yamltree

import (
	"bytes"
	"regexp"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// document returns the bounds of the first document, without the directives above it, and reports a second one.
func (t *text) document(report diag.Report) (start, end int) {
	start, end = t.directives(report), len(t.data)
	if body := t.data[start:]; !bytes.HasPrefix(body, []byte("---")) && !bytes.HasPrefix(body, []byte("...")) &&
		!bytes.Contains(body, []byte("\n---")) && !bytes.Contains(body, []byte("\n...")) {
		return start, end
	}
	begun := false
	var l line
	for i := start; i < end; i = l.next {
		l = t.lineAt(i, end)
		switch {
		case !t.isMarker(l):
			begun = begun || !t.isEmpty(l) && !t.isComment(l)
			continue
		case t.data[i] == '-' && !begun:
			begun = true
			continue
		case t.data[i] == '.':
			if i = t.nextText(l.next); i == end {
				return start, l.start
			}
		}
		at := t.lineAt(i, end)
		t.tell(mistake{
			start: i, end: t.trimmed(i, at.end),
			what: "a second document begins here", hint: "a file is one document",
			help: "delete this line if the text below belongs to the same deck, or move that text to a file of its own",
		}, report)
		return start, l.start
	}
	return start, end
}

// nextText returns the start of the first line from i on with something but blanks, comments and document ends.
func (t *text) nextText(i int) int {
	for i < len(t.data) {
		l := t.lineAt(i, len(t.data))
		if !t.isEmpty(l) && !t.isComment(l) && !(t.isMarker(l) && t.data[i] == '.') {
			return i
		}
		i = l.next
	}
	return i
}

// rightVersion matches the one directive that says nothing new: deck files are YAML 1.2 (format.md section 3).
var rightVersion = regexp.MustCompile(`^%YAML[ \t]+1\.2(?:[ \t]+#.*|[ \t]*)$`)

// directives returns the start of the document: the `---` below the directives, or where the file starts when it has
// none. The library must not see them, since it knows only version 1.1. All are reported but `%YAML 1.2` above `---`.
func (t *text) directives(report diag.Report) (start int) {
	var found []line
	var l line
	i := t.start
	for ; i < len(t.data); i = l.next {
		l = t.lineAt(i, len(t.data))
		if i < l.end && t.data[i] == '%' {
			found = append(found, l)
		} else if !t.isEmpty(l) && !t.isComment(l) {
			break
		}
	}
	if len(found) == 0 {
		return t.start
	}
	if i < len(t.data) && t.isMarker(l) && t.data[i] == '-' && rightVersion.Match(t.data[found[0].start:found[0].end]) {
		found = found[1:]
	}
	for _, d := range found {
		t.tell(t.noDirective(d), report)
	}
	return i
}

// noDirective is the mistake of a line that begins with `%`.
func (t *text) noDirective(l line) mistake {
	end := t.trimmed(l.start, l.end)
	return mistake{
		start: l.start, end: end,
		what: "deck files have no " + codeSpan(string(t.data[l.start:end])) + " line", hint: "remove it",
		help: "a deck file begins with its first key, for instance `deck:`; it is always read as YAML 1.2",
		fix:  &diag.Fix{Message: "remove the line", Edits: []diag.Edit{{Span: t.file.Span(l.start, l.next)}}},
	}
}
