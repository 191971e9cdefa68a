package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// doubledCommand matches two backslashes before the letters of a command. `\\[2ex]` and `\\ \alpha` begin a new line.
var doubledCommand = regexp.MustCompile(`\\\\([A-Za-z]{3,})`)

// findDoubledBackslash reports a command of a formula that is written as double quotes need it where they are not: TeX then
// begins a new line, and shows the name of the command.
func findDoubledBackslash(p *lint.NotePass, f *lint.Field) {
	if !strings.Contains(f.Source, `\\`) {
		return
	}
	var first textSpan
	var changes []deck.Change
	for _, m := range f.Math() {
		tex := f.Source[m.Start:m.End]
		for _, c := range doubledCommand.FindAllStringSubmatchIndex(tex, -1) {
			at := m.Start + c[0]
			if !commonCommands[tex[c[2]:c[3]]] || tex[c[0]-1] == '\\' {
				continue
			}
			if len(changes) == 0 {
				first = textSpan{at, m.Start + c[1]}
			}
			changes = append(changes, deck.Change{Start: at, End: at + 1})
		}
	}
	if len(changes) == 0 {
		return
	}
	written := f.Source[first.start:first.end]
	p.Found(diag.Diagnostic{
		Span:    f.Span(first.start, first.end),
		Message: fmt.Sprintf("`%s` is a new line and the letters `%s`", written, written[2:]),
		Help:    fmt.Sprintf("write `%s`; only in double quotes a backslash is doubled", written[1:]),
		Fixes:   f.Fix("write one backslash", false, changes...),
	})
}

// commonCommands are commands whose names are no words that could begin a line of a formula.
var commonCommands = wordSet(`frac sqrt alpha beta gamma delta epsilon theta lambda sigma omega infty partial nabla cdot leq geq neq approx
	mathbb mathrm mathbf mathcal rightarrow Rightarrow leftarrow subseteq forall exists
	overline pmod`)
