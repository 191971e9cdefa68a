package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var csvShape = &lint.Rule{
	Code:     "csv-shape",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A table is not in order",
	Says:     "row 3 has 4 cells, the header 3",
	Why: "A table is read by its header: which text belongs to which field depends on the separators alone. A comma that stands " +
		"outside of quotes moves all texts behind it into the next field, and a quote that is never closed swallows the notes " +
		"below it. Every program reads such a row in another way, and none of them says so.\n\n" +
		"The first row names the columns: `id`, `guid`, `notetype`, `deck`, `tags`, `only`, `ignore`, and fields. A column whose name begins " +
		"with `_` is yours and not read. The file must be UTF-8: Excel calls it `CSV UTF-8`, and LibreOffice asks for the " +
		"character set when it saves.",
	Bad: `id,front,back
france,What is France's capital?,Paris, on the Seine`,
	Good: `id,front,back
france,What is France's capital?,"Paris, on the Seine"`,
	Not: []string{
		"rows that are shorter than the header, or longer by empty cells; empty rows",
		"semicolons or tabs between the cells: the header shows what is meant",
		"a byte order mark, line breaks as Windows writes them, and cells of several lines in quotes",
	},
	Fix: "`deckmill fix` puts a cell with a quote in it into quotes, and takes blanks off names in the header. A name that is near is suggested.",
}
