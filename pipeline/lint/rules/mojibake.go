package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mojibake = &lint.Rule{
	Code:     "mojibake",
	Severity: diag.Warning,
	Title:    "Letters that were read in the wrong encoding",
	Says:     "`Ã©` looks like `é` read in the wrong encoding",
	Why: "A program took a file for another encoding than it has, and what was one letter became two or three strange ones. " +
		"Spreadsheets do that when they open a CSV file of UTF-8. Learners see `cafÃ©` for `café`.",
	Bad: `- id: coffee
  front: Where does one drink coffee?
  back: in a cafÃ©`,
	Good: `- id: coffee
  front: Where does one drink coffee?
  back: in a café`,
	Not: []string{
		"signs that can stand behind a letter: quotes, dashes, a no-break space (`«IRMÃ»`), units (`Å²`)",
		"code and math",
	},
	Fix:  "`deckmill fix` writes the letters that were meant where the whole field was read wrongly. Else they are suggested only.",
	Note: findMojibake,
}

func findMojibake(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		var found []garbled
		switch {
		case f.Bytes.Has(0xC3): // the first byte of all letters that misread bytes begin with
			found = garbledLatin(f.Source)
		case f.Bytes.Has(0xD0) && f.Bytes.HasAny("\xA0\xA1"): // Р and С, which all misread Cyrillic letters begin with
			found = garbledCyrillic(f.Source)
		}
		if len(found) > 0 {
			reportMojibake(p, f, found)
		}
	}
}

// reportMojibake reports the first misread letter of a field of which there is no doubt.
func reportMojibake(p *lint.NotePass, f *lint.Field, found []garbled) {
	whole := true // every sign that is not ASCII was misread
	at := 0
	var first *garbled
	var changes []deck.Change
	for i := range found {
		g := &found[i]
		whole = whole && isASCII(f.Source[at:g.start])
		at = g.end
		if g.sure && first == nil && !f.Verbatim().Has(g.start) {
			first = g
		}
	}
	if first == nil {
		return
	}
	whole = whole && isASCII(f.Source[at:])
	for _, g := range found {
		if (g.sure || whole) && !f.Verbatim().Has(g.start) {
			changes = appendMeant(changes, g)
		}
	}
	d := diag.Diagnostic{
		Span: f.Span(first.start, first.end),
		Message: fmt.Sprintf("`%s` looks like `%s` read in the wrong encoding", lint.Clip(f.Source[first.start:first.end]),
			lint.Clip(first.meant)),
		Help: "write what was meant, and export or open the source of the text as UTF-8",
	}
	switch first.meant {
	case "\uFFFD":
		d.Message = fmt.Sprintf("`%s` stands where a letter was lost in the wrong encoding", f.Source[first.start:first.end])
		d.Help = "write what was meant"
	case "\uFEFF":
		d.Message = fmt.Sprintf("`%s` is an invisible mark read in the wrong encoding", f.Source[first.start:first.end])
		d.Help = "remove it"
	}
	if lost := strings.Contains(f.Source, "\u00EF\u00BF\u00BD"); !lost {
		d.Fixes = f.Fix("write what was meant", whole, changes...)
	}
	p.Found(d)
}

// appendMeant adds what was meant, as one change with its neighbours: a text has room for few.
func appendMeant(changes []deck.Change, g garbled) []deck.Change {
	meant := strings.TrimPrefix(g.meant, "\uFEFF")
	last := len(changes) - 1
	if last < 0 || changes[last].End != g.start || len(changes[last].New) > longestChange {
		return append(changes, deck.Change{Start: g.start, End: g.end, New: meant})
	}
	changes[last].End = g.end
	changes[last].New += meant
	return changes
}
