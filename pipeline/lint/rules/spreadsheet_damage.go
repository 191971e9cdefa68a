package rules

import (
	"fmt"
	"regexp"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var spreadsheetDamage = &lint.Rule{
	Code:     "spreadsheet-damage",
	Severity: diag.Warning,
	Title:    "A spreadsheet has changed a text, or would run it",
	Says:     "`#REF!` comes from a spreadsheet",
	Why: "A spreadsheet takes some texts for something else. What begins with `=`, `+`, `-` or `@` is computed, and if that fails, " +
		"`#NAME?` or `#REF!` stands there when the table is saved; long numbers become `1.23E+11`, and their last digits are lost. " +
		"The learner gets what the table says. A cell that a spreadsheet would compute also runs on the machine of everyone " +
		"who opens the table.",
	Bad: `id,front,back
avogadro,How many particles are in a mole?,6.02E+23`,
	Good: `id,front,back
avogadro,How many particles are in a mole?,about 6.022 · 10²³`,
	Not: []string{
		"texts outside of tables",
		"a suffix like `-ing`, `+1`, `=`, `@user`, `-f(x)`",
		"such a sign within a text, or in code: `` `=SUM(A1:A9)` ``",
		"`1e3`, as people write numbers",
		"ids and guids",
	},
	Note: findSpreadsheetDamage,
}

var (
	spreadsheetError   = regexp.MustCompile(`^#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!)$`)
	shortenedNumber    = regexp.MustCompile(`^-?[0-9]+(?:[.,][0-9]+)?E\+[0-9]{2,3}$`)
	spreadsheetFormula = regexp.MustCompile(`^[=+@-][A-Z][A-Z0-9.]+\(`)
)

func findSpreadsheetDamage(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Source == "" || !f.Bytes.HasAny("#+=@-") || f.Text().Node == nil || !f.Text().Node.IsCell() {
			continue
		}
		d := diag.Diagnostic{Span: f.Span(0, len(f.Source))}
		switch formula := spreadsheetFormula.FindString(f.Source); {
		case spreadsheetError.MatchString(f.Source):
			d.Message = fmt.Sprintf("`%s` comes from a spreadsheet", f.Source)
			d.Help = "write what stood there before"
		case shortenedNumber.MatchString(f.Source):
			d.Message = fmt.Sprintf("`%s` was a number", f.Source)
			d.Help = "write all its digits, and give the column the format `Text` in the spreadsheet"
		case formula != "":
			d.Span = f.Span(0, len(formula))
			d.Message = fmt.Sprintf("`%s` would run in a spreadsheet", formula)
			d.Help = "write it as code, between back quotes, or begin with another character"
		default:
			continue
		}
		p.Found(d)
	}
}
