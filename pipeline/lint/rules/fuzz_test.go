package rules_test

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

// FuzzRules runs every rule for notes over any text in any markup: none may fail, and what a fix writes must fit where it
// stands.
func FuzzRules(f *testing.F) {
	for _, seed := range []string{
		"a\u200bb \u202ec", "e\u0301", "cafÃ© РџСЂРёРІ", "Mocква", "<br> x &nbsp;", "`print(“x”)`", "```py\n–x ‘y’\n```", "漢字[かんじ", "漢字[かんじ]",
		"(a [0, 1) b", "the the\nof of", "TODO {{Front}} ${x} ??? [insert y", "𝐺J ﬁ diffe-\nrent (cid:3)", "• a\n– b\n– c", "– a – b – c", "– –  – ", "<b>x</i>", "{{c1::x",
		"{{c1::std::a}}", `{{c1::\(a{b}}\)}}`, "{{c1::a::b}} a", "$a{$", `\(\left(`, `\begin{a}\end{b}`, "$$\n\na^2$$", `\(a<b<br>\)`, "$5 per a$", "[$]a[/$]",
		"**a** `b` [c](d.md)", "## a", "```\n", "&amp;nbsp;", "&lt;b&gt;&lt;/b&gt;", "&#x;",
	} {
		f.Add(seed)
	}
	front, _ := template.Parse("{{Front}}")
	back, _ := template.Parse("{{furigana:Back}}")
	basic := &deck.Notetype{Key: "basic", Fields: []deck.Field{{Key: "front", Name: "Front"}, {Key: "back", Name: "Back"}}, Cards: []deck.Card{{Name: "Card 1"}}}
	gaps := *basic
	gaps.Cloze = true
	runner := lint.NewRunner(rules.All)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.NewReplacer("\r", "", "\ufeff", "").Replace(text) // which reading a file takes away
		file := source.NewFile("decks/a/front.md", []byte(text))
		field := deck.Text{Value: text, File: file}
		for _, m := range []deck.Markup{deck.Markdown, deck.HTML, deck.PlainText, deck.Media, deck.Occlusion} {
			for _, notetype := range []*deck.Notetype{basic, &gaps} {
				p := &lint.NotePass{Deck: &deck.Deck{}, Report: func(d diag.Diagnostic) { checkFinding(t, file, d) }}
				p.Show(&deck.Note{Notetype: notetype, Markup: m, Fields: []deck.Text{field, field}}, []string{text, text}, []int{0},
					[]template.Sides{{Front: front, Back: back}})
				runner.Note(p)
			}
		}
	})
}

func checkFinding(t *testing.T, file *source.File, d diag.Diagnostic) {
	if strings.Contains(d.Message, "this check failed") {
		t.Errorf("%s: %s", d.Code, d.Message)
	}
	for _, fix := range d.Fixes {
		if _, err := diag.Apply(file.Data, fix.Edits); err != nil {
			t.Errorf("%s: %s: %v", d.Code, fix.Message, err)
		}
	}
}
