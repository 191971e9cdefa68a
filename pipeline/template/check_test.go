package template

import (
	"slices"
	"testing"
)

func parse(src string) *Template {
	t, _ := Parse(src)
	return t
}

func card(name, front, back string) Sides {
	return Sides{Name: name, Front: parse(front), Back: parse(back)}
}

// checked writes problems as "card side code ‹text› message [suggestion]".
func checked(nt Notetype) []string {
	var lines []string
	for _, p := range Check(nt) {
		c := nt.Cards[p.Card]
		src := [...]*Template{c.Front, c.Back, c.BrowserFront, c.BrowserBack}[p.Side].Source()
		line := c.Name + " " + p.Side.String() + " " + found(src, []Problem{p})[0]
		if p.Suggestion != "" {
			line += " [" + p.Suggestion + "]"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestCheck(t *testing.T) {
	fields := []string{"Front", "Back", "Capital"}
	browser := card("A", "{{Front}}", "{{Back}}")
	browser.BrowserFront, browser.BrowserBack = parse("{{Frnt}}"), parse("no field is fine here")
	tests := []struct {
		name  string
		cloze bool
		cards []Sides
		want  []string
	}{
		{name: "fine", cards: []Sides{card("A", "{{Front}}{{#Tags}}{{Tags}}{{/Tags}}{{^c1}}{{/c1}}", "{{FrontSide}}{{tts en_US voices=x:Back}}{{tts-voices:}}")}},
		{name: "syntax", cards: []Sides{card("A", "{{#Front}}", "{{Back}}")}, want: []string{
			"A front template-syntax ‹{{#Front}}› missing `{{/Front}}`"}},
		{name: "unknown", cards: []Sides{card("A", "{{hint:Frnt}}", "{{#Capitol}}{{/Capitol}}{{^Nothing like it}}{{/Nothing like it}}{{FrontSid}}")}, want: []string{
			"A front unknown-template-field ‹Frnt› no field called `Frnt`; did you mean `Front`? [Front]",
			"A back unknown-template-field ‹Capitol› no field called `Capitol`; did you mean `Capital`? [Capital]",
			"A back unknown-template-field ‹Nothing like it› no field called `Nothing like it`",
			"A back unknown-template-field ‹FrontSid› no field called `FrontSid`; did you mean `FrontSide`? [FrontSide]"}},
		{name: "capitals and spaces", cards: []Sides{card("A", "{{front}}", "{{text: Back}}")}, want: []string{
			"A front unknown-template-field ‹front› no field called `front`; did you mean `Front`? [Front]",
			"A back unknown-template-field ‹ Back› no field called ` Back`; did you mean `Back`? [Back]"}},
		{name: "odd names", cards: []Sides{card("A", "{{Front}}{{c1}}", "{{}}{{#FrontSide}}{{/FrontSide}}{{hint:}}")}, want: []string{
			"A front unknown-template-field ‹c1› no field called `c1`",
			"A back unknown-template-field ‹{{}}› `{{}}` names no field",
			"A back unknown-template-field ‹FrontSide› `FrontSide` cannot be asked for"}},
		{name: "reported once", cards: []Sides{card("A", "{{Front {{Back}}{{@x}}", "{{Back}}")}, want: []string{
			"A front template-syntax ‹{{Front {{Back}}› `{{Front {{Back}}` swallows a field: its first `{{` is not closed",
			"A front template-syntax ‹{{@x}}› `{{@x}}` stands in a string, and strings cannot hold others"}},
		{name: "no field", cards: []Sides{card("A", "Translate: {{#c1}}{{/c1}}{{FrontSide}}", "no field is fine here")}, want: []string{
			"A front template-shape ‹› front of `A` shows no field"}},
		{name: "same fronts", cards: []Sides{card("A", "{{Front}}", "a"), card("B", "{{Back}}", "b"), card("C", "{{Front}}", "c")}, want: []string{
			"C front template-shape ‹› cards `A` and `C` have the same front"}},
		{name: "same fronts with Card", cards: []Sides{card("A", "{{Front}}{{ Card }}", "a"), card("B", "{{Front}}{{ Card }}", "b")}},
		{name: "cloze type", cloze: true, cards: []Sides{card("A", "{{cloze:Front}}", "{{text:cloze:Front}}")}},
		{name: "cloze type without clozes", cloze: true, cards: []Sides{card("A", "{{Front}}", "{{cloze-only:Front}}")}, want: []string{
			"A front template-shape ‹› a cloze type needs `{{cloze:…}}` on both sides; the front of `A` has none",
			"A back template-shape ‹› a cloze type needs `{{cloze:…}}` on both sides; the back of `A` has none"}},
		{name: "filters", cards: []Sides{card("A", "{{hnt:Front}}{{cloze:Front}}{{tts:Front}}{{tts voices=A:Back}}", "{{type:text:Back}}{{ text :Back}}{{xyzzy:Back}}{{a::Back}}")}, want: []string{
			"A front bad-filter ‹hnt› unknown filter `hnt`; Anki shows the text unchanged; did you mean `hint`? [hint]",
			"A front bad-filter ‹cloze› filter `cloze` in a note type that is not a cloze type",
			"A front bad-filter ‹tts› filter `tts` has no language",
			"A front bad-filter ‹tts voices=A› filter `tts voices=A` has no language",
			"A back bad-filter ‹type› `type` with other filters: Anki ignores them",
			"A back bad-filter ‹text › unknown filter `text `; Anki shows the text unchanged; did you mean `text`? [text]",
			"A back bad-filter ‹xyzzy› unknown filter `xyzzy`; Anki shows the text unchanged",
			"A back bad-filter ‹a› unknown filter `a`; Anki shows the text unchanged"}},
		{name: "typing without accents", cards: []Sides{card("A", "{{type:nc:Front}}", "{{nc:Front}}")}, want: []string{
			"A back bad-filter ‹nc› unknown filter `nc`; Anki shows the text unchanged"}},
		{name: "typing clozes", cards: []Sides{card("A", "{{type:cloze:Front}}", "{{Back}}")}, want: []string{
			"A front bad-filter ‹cloze› filter `cloze` in a note type that is not a cloze type"}},
		{name: "browser", cards: []Sides{browser}, want: []string{
			"A browser-front unknown-template-field ‹Frnt› no field called `Frnt`; did you mean `Front`? [Front]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			nt := Notetype{Cloze: tt.cloze, Fields: fields, Cards: tt.cards}
			if got := checked(nt); !slices.Equal(got, tt.want) {
				t.Errorf("got\n%q\nwant\n%q", got, tt.want)
			}
			for _, p := range Check(nt) {
				if p.Help == "" {
					t.Errorf("no help for %q", p.Message)
				}
			}
		})
	}
}
