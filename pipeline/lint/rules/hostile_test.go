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

// See the test of this name in package lint.
func TestHostileFields(t *testing.T) {
	const size = 1 << 18
	front, _ := template.Parse("{{Front}}")
	back, _ := template.Parse("{{FrontSide}}{{Back}}")
	basic := &deck.Notetype{Key: "basic", Fields: []deck.Field{{Key: "front", Name: "Front"}, {Key: "back", Name: "Back"}}, Cards: []deck.Card{{Name: "Card 1"}}}
	runner := lint.NewRunner(rules.All)
	for _, piece := range []string{"{{", "${", "__A", "[insert ", "?", "(cid:", "a-\n", "-", "\uFB01", "\U0001D43A", "•", "\n• ", "– ", "<b>", "</b>", "<b", "{{c1::", "{{c1::std::v}}", "{{c1::{}}", "{{c1::abcd}} abcd ",
		"\\(", "$$ x_", "$x", "**", "&amp;", "[latex]", "https://", "![](//", "<img src=//a", " ", "&nbsp;", "`?", "$?$",
		"\u200b", "e\u0301", "Ã", "Ã©", "РџСЂ", "Ã\u0083Â©", "oо", "the the ", "a a ", "(", ")", "]0,", "[0,1", "a)", "漢[か", "[か", "`“", "`a“` ",
		"```py\n“ \"", "—", "<li>", "- a\n", "<b style=\"color:#000\">", "<b style=color:#000;", "<font color=",
		"<script ", "<b onclick=", "<style>", "<link href=", "<iframe src=//a ", "](http://a.b", "![", "http://a.b ", "data:", "[a](javascript:"} {
		text := strings.Repeat(piece, size/len(piece))
		field := deck.Text{Value: text, File: source.NewFile("decks/a/front.md", []byte(text))}
		note := &deck.Note{Notetype: basic, Fields: []deck.Text{field, field}}
		p := &lint.NotePass{Deck: &deck.Deck{}, Report: func(d diag.Diagnostic) {
			if strings.Contains(d.Message, "this check failed") {
				t.Errorf("%q: %s: %s", piece, d.Code, d.Message)
			}
		}}
		p.Show(note, []string{text, text}, []int{0}, []template.Sides{{Front: front, Back: back}})
		runner.Note(p)
	}
}
