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
	const size = 1 << 17
	types := hostileTypes()
	runner := lint.NewRunner(rules.All)
	for _, piece := range []string{"{{", "${", "__A", "[insert ", "?", "(cid:", "a-\n", "-", "\uFB01", "\U0001D43A", "•", "\n• ", "– ", "<b>", "</b>", "<b", "{{c1::", "{{c1::std::v}}", "{{c1::{}}", "{{c1::abcd}} abcd ",
		"https://", "![](//", "<img src=//a", " ", "&nbsp;", "`?", "$?$", "$$ x_", "$x", "**", "&amp;", "[latex]", "{{c1::{", "{{c1::a}}", "}}", "{{c1::std::", `\(x^`, `\(<b`, `\(<b\)`, "$$a^", "$a_", "$1abc$",
		"**a", "**a**", "`a", "[a](", "## a\n", "&amp;nbsp;", "&lt;b&gt;", "&lt;", "[$]", "[$]a[/$]", `\(\left`, "$$\na^2\n$$\n",
		"\u200b", "e\u0301", "Ã", "Ã©", "РџСЂ", "Ã\u0083Â©", "oо", "the the ", "a a ", "(", ")", "]0,", "[0,1", "a)", "漢[か", "[か", "`“", "`a“` ",
		"```py\n“ \"", "—", "<li>", "- a\n", "<b style=\"color:#000\">", "<b style=color:#000;", "<font color=",
		"<script ", "<b onclick=", "<style>", "<link href=", "<iframe src=//a ", "](http://a.b", "![", "http://a.b ", "data:", "[a](javascript:"} {
		text := strings.Repeat(piece, size/len(piece))
		for _, notetype := range types {
			runHostile(t, runner, notetype, text)
		}
	}
}

// runHostile runs all rules over a note that has text in each of its fields, as source and as HTML.
func runHostile(t *testing.T, runner *lint.Runner, notetype *deck.Notetype, text string) {
	t.Helper()
	field := deck.Text{Value: text, File: source.NewFile("decks/a/front.md", []byte(text))}
	note := &deck.Note{Notetype: notetype, Fields: []deck.Text{field, field}}
	p := &lint.NotePass{Deck: &deck.Deck{}, Report: func(d diag.Diagnostic) {
		if strings.Contains(d.Message, "this check failed") {
			t.Errorf("%q: %s: %s", lint.Clip(text), d.Code, d.Message)
		}
	}}
	front, _ := template.Parse(notetype.Cards[0].Front.Value)
	back, _ := template.Parse("{{FrontSide}}{{Back}}")
	p.Show(note, []string{text, text}, []int{0}, []template.Sides{{Front: front, Back: back}})
	runner.Note(p)
}

// hostileTypes returns note types with fields in all markups.
func hostileTypes() []*deck.Notetype {
	basic := hostileType("{{Front}}", deck.Markdown, deck.Markdown)
	raw := hostileType("{{Front}}", deck.HTML, deck.PlainText)
	cloze := hostileType("{{cloze:Front}}", deck.Markdown, deck.HTML)
	cloze.Cloze = true
	return []*deck.Notetype{basic, raw, cloze}
}

// hostileType returns a note type whose two fields are written in these markups.
func hostileType(front string, first, second deck.Markup) *deck.Notetype {
	return &deck.Notetype{
		Key:    "hostile",
		Fields: []deck.Field{{Key: "front", Name: "Front", Markup: first}, {Key: "back", Name: "Back", Markup: second}},
		Cards:  []deck.Card{{Name: "Card 1", Front: deck.Text{Value: front}}},
	}
}
