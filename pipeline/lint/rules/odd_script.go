package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var oddScript = &lint.Rule{
	Code:     "odd-script",
	Severity: diag.Hint,
	Title:    "A text in another script than that field of the other notes",
	Says:     "`front` is Cyrillic in 97 % of the notes, and Latin here",
	Why: "When a field holds Russian words in nearly every note and English in one, two columns were probably swapped, or a " +
		"text was not translated yet.",
	Bad:  "front: Scotland   # the fronts of the other 200 notes are Russian",
	Good: "front: Шотландия",
	Not: []string{
		"fields in which scripts are mixed, and note types with fewer than 40 notes",
		"texts of fewer than three letters, code and math",
	},
	Options: []lint.Option{{Name: "allow", Default: []string{},
		About: "scripts that may stand anywhere: `[Latin]` where names are not translated"}},
	Deck: findOddScripts,
}

// When a script is that of a field.
const (
	fewestNotes   = 40   // with letters in the field
	dominantShare = 0.97 // of them have letters of the script
	fewestLetters = 3    // of a text that is odd
)

func findOddScripts(p *lint.DeckPass) {
	byType := make([][]int, len(p.Notetypes))
	for n := range p.Collection.Notes {
		t := p.Collection.Notes[n].Notetype
		byType[t] = append(byType[t], n)
	}
	for t, notes := range byType {
		if len(notes) < fewestNotes {
			continue
		}
		for i := range p.Notetypes[t].Fields {
			if f := &p.Notetypes[t].Fields[i]; f.Markup != deck.Media && !f.Personal && !isPhonetic(f) {
				findOddScript(p, notes, i, f.Key)
			}
		}
	}
}

// findOddScript looks at one field of the notes of one note type.
func findOddScript(p *lint.DeckPass, notes []int, field int, key string) {
	var written [lint.OtherScript + 1]int // numberOfNotes that have letters of a script
	total := 0
	for _, n := range notes {
		scripts := writtenScripts(p.Collection.Notes[n].Fields[field])
		for s := range written {
			written[s] += int(scripts >> s & 1)
		}
		if scripts != 0 {
			total++
		}
	}
	if total < fewestNotes {
		return
	}
	for s, count := range written {
		script, share := lint.Script(s), float64(count)/float64(total)
		if count == total || share < dominantShare || script == lint.OtherScript {
			continue
		}
		for _, n := range notes {
			reportOddScript(p, n, field, script, fmt.Sprintf("`%s` is %s in %d %% of the notes", key, script, int(100*share)))
		}
	}
}

func reportOddScript(p *lint.DeckPass, note, field int, dominant lint.Script, most string) {
	html := p.Collection.Notes[note].Fields[field]
	if scripts := writtenScripts(html); scripts == 0 || scripts>>dominant&1 == 1 {
		return
	}
	odd := oddestScript(lint.ProseOf(html, deck.HTML).Text, dominant)
	if odd == lint.NoScript || allowsScript(p.List("allow"), odd) {
		return
	}
	p.Found(diag.Diagnostic{
		Span:    p.Place(note, field),
		Note:    p.Origins[note].Label,
		Message: fmt.Sprintf("%s, and %s here", most, odd),
		Help:    "look whether two fields were swapped, or a translation is missing",
	})
}

// allowsScript reports whether a list names a script: `Japanese` is one name of what Chinese and Japanese share.
func allowsScript(list []string, s lint.Script) bool {
	return slices.ContainsFunc(list, func(name string) bool {
		return slices.Contains(strings.Fields(strings.ToLower(s.String())), strings.ToLower(name))
	})
}
