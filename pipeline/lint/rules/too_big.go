package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var tooBig = &lint.Rule{
	Code:     "too-big",
	Severity: diag.Warning,
	Title:    "A field is as big as a book chapter",
	Says:     "2 KB in one field",
	Why: "A card asks for one fact. Tens of thousands of characters are a web page that was pasted as a whole, with its styles " +
		"and its navigation: slow on a phone, and nothing that anyone can answer.",
	Bad:     `back: "<html><head>... a whole web page ...</html>"`,
	Good:    `back: the one fact that the page was copied for`,
	Not:     []string{"32 KB and less"},
	Options: []lint.Option{{Name: "kib", Default: 32, About: "how many KB (1024 bytes) of HTML a field may have"}},
	Note:    findBigFields,
}

func findBigFields(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if len(f.HTML) < 1<<10 || len(f.HTML) <= p.Int("kib")<<10 {
			continue
		}
		p.Found(diag.Diagnostic{
			Span:    f.Span(0, firstLineLength(f.Source)),
			Message: fmt.Sprintf("%d KB in one field", (len(f.HTML)+1<<9)>>10),
			Help:    "keep what the card asks for, and put the rest on a page that the card links to",
		})
	}
}

// firstLineLength returns the length of the first line of a text.
func firstLineLength(text string) int {
	line, _, _ := strings.Cut(text, "\n")
	return len(line)
}
