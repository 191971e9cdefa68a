package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var emptyFirstField = &lint.Rule{
	Code:     "empty-first-field",
	Severity: diag.Warning,
	Title:    "The first field of a note is empty",
	Says:     "the first field, `front`, is empty to Anki: its editor refuses such a note",
	Why: "Anki knows a note by its first field. Its editor does not let a learner save a note whose first field has nothing but " +
		"blanks and tags, not even after a change of another field. Where nothing at all stands there, an import of the CSV " +
		"file leaves the note out.",
	Bad: `- id: blank
  front: "&nbsp;"
  back: What nobody asked for.`,
	Good: `- id: blank
  front: What does the card ask?
  back: What nobody asked for.`,
	Not: []string{
		"a picture or a sound: Anki counts their names",
		"cloze notes with text in this field",
		"notes that make no card: `no-card` says so",
	},
	Note: findEmptyFirstFields,
}

func findEmptyFirstFields(p *lint.NotePass) {
	f := &p.Fields[0]
	if len(p.Cards) == 0 || p.Note.Broken || f.Def.Personal || beginsWithText(f.HTML) || strings.TrimSpace(field.Strip(f.HTML)) != "" {
		return
	}
	d := diag.Diagnostic{
		Span:    f.Place(),
		Message: fmt.Sprintf("the first field, `%s`, is empty to Anki: its editor refuses such a note", f.Def.Key),
		Help:    "write something there, or make another field the first of the note type before the deck is released",
	}
	if f.HTML == "" {
		d.Message = fmt.Sprintf("the first field, `%s`, is empty: Anki's editor refuses such a note, and CSV import leaves it out", f.Def.Key)
	}
	p.Found(d)
}

// beginsWithText is the quick look: a letter of ASCII is text to everybody.
func beginsWithText(html string) bool {
	return html != "" && html[0] > ' ' && html[0] < 0x7f && html[0] != '<' && html[0] != '&'
}
