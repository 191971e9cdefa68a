package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

var clozeGap = &lint.Rule{
	Code:     "cloze-gap",
	Severity: diag.Hint,
	Title:    "The numbers of the cloze deletions have a gap",
	Says:     "there are cloze deletions 1 and 3, but no 2",
	Why: "Anki makes one card for each number and does not mind a gap. Often it is the trace of a slip: two deletions " +
		"that were meant to have one number, or one that was lost while the text was edited. Once learners have the " +
		"note, a gap is right: the number is what their progress hangs on.",
	Bad: `- id: carbon
  notetype: cloze
  text: "{{c1::Carbon}} has the number {{c3::six}}."`,
	Good: `- id: carbon
  notetype: cloze
  text: "{{c1::Carbon}} has the number {{c2::six}}."`,
	Not: []string{
		"note types whose card shows more than one field as cloze: their numbers follow a plan of their own",
	},
	Note: findClozeGaps,
}

// findClozeGaps goes by the cards: a cloze note has one for each number (anki-format.md 5.2).
func findClozeGaps(p *lint.NotePass) {
	n := len(p.Cards)
	if n == 0 || !p.Note.Notetype.Cloze || p.Cards[n-1] == n-1 {
		return
	}
	clozed, _ := shownAs(p)
	only := -1
	for f, is := range clozed {
		if is && only >= 0 {
			return
		}
		if is {
			only = f
		}
	}
	if only < 0 {
		return
	}
	missing := missingNumbers(p.Cards)
	p.Found(diag.Diagnostic{
		Span:    clozeBehind(p, only, missing[0]),
		Message: fmt.Sprintf("%s, but no %s", presentNumbers(p.Cards), runs(missing)),
		Help: "number them 1, 2, 3, ...; once learners have the note, leave the numbers as they are and write " +
			"`# deckmill:ignore cloze-gap -- reason`",
	})
}

// missingNumbers returns the numbers below the last that no card has. cards ascend.
func missingNumbers(cards []int) []int {
	var out []int
	next := 1
	for _, ord := range cards {
		for ; next < ord+1; next++ {
			out = append(out, next)
		}
		next = ord + 2
	}
	return out
}

func presentNumbers(cards []int) string {
	numbers := make([]int, len(cards))
	for i, ord := range cards {
		numbers[i] = ord + 1
	}
	if len(cards) == 1 {
		return "there is a cloze deletion " + runs(numbers)
	}
	return "there are cloze deletions " + runs(numbers)
}

// runs writes ascending numbers as a person does: `1, 2 and 5 to 9`.
func runs(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		n := 1
		for i+n < len(numbers) && numbers[i+n] == numbers[i]+n {
			n++
		}
		switch first := strconv.Itoa(numbers[i]); n {
		case 1:
			parts = append(parts, first)
		case 2:
			parts = append(parts, first, strconv.Itoa(numbers[i+1]))
		default:
			parts = append(parts, first+" to "+strconv.Itoa(numbers[i+n-1]))
		}
		i += n
	}
	if last := len(parts) - 1; last > 0 {
		return strings.Join(parts[:last], ", ") + " and " + parts[last]
	}
	return parts[0]
}

// clozeBehind returns where the first deletion with a number above n begins, else its field.
func clozeBehind(p *lint.NotePass, field, n int) source.Span {
	f := &p.Fields[field]
	for i := strings.Index(f.Source, "{{c"); i >= 0; {
		if length := lint.ClozeOpener(f.Source[i:]); length > 0 {
			digits, _, _ := strings.Cut(f.Source[i+len("{{c"):], ":")
			if number, err := strconv.Atoi(digits); err == nil && number > n {
				return f.Span(i, i+length)
			}
		}
		next := strings.Index(f.Source[i+1:], "{{c")
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return f.Place()
}
