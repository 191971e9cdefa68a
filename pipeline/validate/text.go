package validate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A textCheck reports what the schema cannot see in the texts of a file's head. Escapes bring control characters into
// them, and Anki drops those (format.md section 8); the fields of notes are for package deck.
type textCheck struct {
	report  diag.Report
	refused map[source.Span]bool // values about which something was said
}

// remembering passes findings on and notes what they are about.
func (c *textCheck) remembering(d diag.Diagnostic) {
	c.refused[d.Span] = true
	c.report(d)
}

func (c *textCheck) controls(n *yamltree.Node) {
	if n.Kind == yamltree.Scalar {
		c.control(n)
	}
	for _, item := range n.Items {
		c.controls(item)
	}
	for _, e := range n.Entries {
		c.controls(e.Key)
		c.controls(e.Value)
	}
}

// control reports the first control character of a text.
func (c *textCheck) control(n *yamltree.Node) {
	i := strings.IndexFunc(n.Value, isControl)
	if i < 0 || c.refused[n.Span()] {
		return
	}
	r, size := utf8.DecodeRuneInString(n.Value[i:])
	c.report(diag.Diagnostic{Code: "bad-value", Span: n.SpanOf(i, i+size), Help: "remove it",
		Message: fmt.Sprintf("a control character (U+%04X), which Anki would drop", r)})
}

// isControl reports whether no text may have r.
func isControl(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// noNotes reports a `notes` key without a single note.
func noNotes(root *yamltree.Node, report diag.Report) {
	notes := root.Get("notes")
	if notes == nil {
		return
	}
	span := notes.Span()
	switch {
	case notes.Kind == yamltree.Absent:
		span = entry(root, "notes").Span()
	case notes.Kind != yamltree.List || notes.Streamed || len(notes.Items) > 0:
		return
	}
	report(diag.Diagnostic{Code: "bad-value", Span: span, Message: "`notes` is empty",
		Help: "write at least one note below it, or remove the line"})
}
