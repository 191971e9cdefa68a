package lint_test

import (
	"slices"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/template"
)

func TestAskedBy(t *testing.T) {
	fields := []string{"Word", "Picture", "Meaning", "Extra"}
	for _, test := range []struct {
		front, back string
		question    []int
		answer      int
	}{
		{"{{Word}}", "{{FrontSide}}<hr id=answer>{{Meaning}}", []int{0}, 2},
		{"{{#Picture}}{{Picture}}{{/Picture}}{{Word}}", "{{Word}}: {{Extra}} {{Meaning}}", []int{1, 0}, 3},
		{"{{cloze:Word}}", "{{cloze:Word}}<br>{{Extra}}", []int{0}, 3},
		{"{{Word}} {{type:Meaning}}", "{{type:Meaning}}{{Extra}}", []int{0}, 3},
		{"{{Word}}", "{{Word}}", []int{0}, -1},
		{"{{Tags}}", "{{Unknown}}", nil, -1},
	} {
		front, _ := template.Parse(test.front)
		back, _ := template.Parse(test.back)
		got := lint.AskedBy(fields, template.Sides{Front: front, Back: back})
		if !slices.Equal(got.Question, test.question) || got.Answer != test.answer {
			t.Errorf("%s | %s: got %+v", test.front, test.back, got)
		}
	}
}

func TestLoose(t *testing.T) {
	for html, want := range map[string]string{
		"<b>What</b> is  it?": "what is it", "Año!": "año", "ano": "ano", "ＡＢＣ１？": "abc1", "Straße…": "strasse", "C#": "c#", "": "",
		"a.b, c;": "a.b, c",
	} {
		if got := lint.Loose(html); got != want {
			t.Errorf("%q: got %q, want %q", html, got, want)
		}
	}
}

func TestComparedKeepsCodeApart(t *testing.T) {
	if a, b := lint.Compared("call <code>len</code>"), lint.Compared("call len"); a == b {
		t.Errorf("both are %q", a)
	}
	if a, b := lint.Compared(`<code class="x">a  b</code>`), lint.Compared("<code>a b</code>"); a != b {
		t.Errorf("%q and %q", a, b)
	}
}

func TestForeignCollection(t *testing.T) {
	c := &collection.Collection{
		Notetypes: []collection.Notetype{
			{Fields: []collection.Field{{Name: "Rank"}, {Name: "Word"}, {Name: "Meaning"}}, Templates: []collection.Template{{Front: "{{Word}}", Back: "{{Meaning}}"}}},
			{Fields: []collection.Field{{Name: "A"}}, Templates: []collection.Template{{Front: "{{oops", Back: ""}}},
		},
		Notes: []collection.Note{
			{Fields: []string{"1", "<b>wool</b>", "Wolle"}},
			{Fields: []string{"2", "wool", "Garn"}},
			{Notetype: 1, Fields: []string{"broken"}},
		},
	}
	f := lint.ForeignCollection("x.apkg", c)
	answers := func(text string) (out []string) {
		for _, n := range f.With(text) {
			out = append(out, n.Answer)
		}
		return out
	}
	for text, want := range map[string][]string{"wool": {"Wolle", "Garn"}, "2": {"Garn"}, "broken": {""}, "Wool": nil, "": nil} {
		if got := answers(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// What is the same to a loose reader has one rough number, and most of what is not has another.
func TestRough(t *testing.T) {
	for _, pair := range [][2]string{
		{"GANs", "gans."}, {"<b>What</b> is it?", "what is it"}, {"über Größe", "ÜBER GRÖßE!"}, {"a&nbsp;b", "A&nbsp;B"}, {"日本。", "日本"}, {"", ""}, {"x < y", "X < Y"},
	} {
		if lint.Rough(pair[0]) != lint.Rough(pair[1]) {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"sine", "cosine"}, {"c1", "c2"}, {"ab", "ba"}, {"<b>a</b>", "b"}} {
		if lint.Rough(pair[0]) == lint.Rough(pair[1]) {
			t.Errorf("%q and %q are one", pair[0], pair[1])
		}
	}
}
