package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var listAnswer = &lint.Rule{
	Code:     "list-answer",
	Severity: diag.Hint,
	Title:    "An answer is a long list",
	Says:     "9 items to recall at once",
	Why: "Lists are the hardest to keep: the whole answer is wrong when one item is missing, so all items come back again and " +
		"again because of that one. A card for each item, or a cloze note that hides one item after the other, asks only for what " +
		"was forgotten.",
	Bad: `- id: planets
  front: What are the planets, and the Sun?
  back: |
    - Sun
    - Mercury
    - Venus
    - Earth
    - Mars
    - Jupiter
    - Saturn
    - Uranus
    - Neptune`,
	Good: `- id: planets
  notetype: cloze
  text: The planet next to the Sun is {{c1::Mercury}}, then comes {{c2::Venus}}.`,
	Not: []string{
		"cloze notes",
		"fields after the first that is new on the back",
		"tables and code",
		"choices to select from: `a) ... b) ...`",
		"fields of more than 8 KiB, which are pages of a dictionary rather than answers",
	},
	Options: []lint.Option{{Name: "items", Default: 7, About: "how many items the list of an answer may have"}},
	Note:    findListAnswers,
}

func findListAnswers(p *lint.NotePass) {
	limit := p.Int("items")
	if !p.Some(func(f *lint.Field) bool { return mayList(f, limit) }) {
		return
	}
	for _, f := range answersOf(p) {
		if !mayList(f, limit) {
			continue
		}
		if n := itemsIn(f); n > limit {
			p.Found(diag.Diagnostic{
				Span:    f.Span(0, firstLineLength(f.Source)),
				Message: fmt.Sprintf("%d items to recall at once", n),
				Help:    "ask for them one by one, or hide one after the other in a cloze note",
			})
		}
	}
}

// mayList is the quick look: more items than the limit need line breaks or tags between them.
func mayList(f *lint.Field, limit int) bool {
	return len(f.Source) > 4*limit && f.Bytes.HasAny("\n<") && !f.TooLong() &&
		(strings.Count(f.Source, "\n") >= limit || strings.Count(f.Source, "<") > limit)
}

// itemsIn counts the items of lists in a field: those that Anki shows as lists, and lines that begin with the sign of one.
func itemsIn(f *lint.Field) int {
	items := 0
	for rest := f.HTML; ; {
		at := strings.Index(rest, "<li")
		if at < 0 {
			break
		}
		rest = rest[at+len("<li"):]
		if end := strings.IndexByte(rest, '>'); end == 0 || end > 0 && rest[0] == ' ' {
			if !isChoice(strings.TrimPrefix(strings.TrimLeft(rest[end+1:], " \n"), "<p>")) {
				items++
			}
		}
	}
	lines := 0
	for line := range strings.SplitSeq(f.Prose().Text, "\n") {
		line = strings.TrimLeft(line, " \t")
		first, size := utf8.DecodeRuneInString(line)
		bullet := strings.ContainsRune(bulletSigns+dashSigns, first) && len(line) > size
		if (bullet || f.Markup != deck.Markdown && listSign(line) != "") && !isChoice(strings.TrimLeft(line[size:], " ")) {
			lines++
		}
	}
	return max(items, lines)
}

// isChoice reports whether an item begins as a choice does: `a) `, `B. `.
func isChoice(item string) bool {
	return len(item) > 2 && isASCIILetter(item[0]) && (item[1] == ')' || item[1] == '.') && item[2] == ' '
}
