package template

import (
	"slices"
	"strings"
	"testing"
)

// found writes problems as "code text-pointed-at: message".
func found(src string, problems []Problem) []string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Code+" ‹"+src[p.Start:p.End]+"› "+p.Message)
	}
	return lines
}

func TestParseProblems(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"fine", "{{#a}}{{b}}{{/a}}{{^a}}{{hint:text:c}}{{/a}}<!-- {{#x}} -->", nil},
		{"empty", "", nil},
		{"css braces", "a { b } }} c", nil},
		{"never closed", "{{#a}}x{{^b}}", []string{
			"template-syntax ‹{{#a}}› missing `{{/a}}`", "template-syntax ‹{{^b}}› missing `{{/b}}`"}},
		{"closed by another", "{{#a}}{{a}}{{/b}}", []string{"template-syntax ‹{{/b}}› found `{{/b}}`, but expected `{{/a}}`"}},
		{"crossed", "{{#a}}{{#b}}{{/a}}{{/b}}x", []string{
			"template-syntax ‹{{/a}}› found `{{/a}}`, but expected `{{/b}}`",
			"template-syntax ‹{{/b}}› found `{{/b}}`, but missing `{{#b}}` or `{{^b}}`"}},
		{"inner one forgotten", "{{#a}}{{#b}}{{/a}}{{#a}}{{/a}}", []string{"template-syntax ‹{{/a}}› found `{{/a}}`, but expected `{{/b}}`"}},
		{"never opened", "x{{/ a }}", []string{"template-syntax ‹{{/ a }}› found `{{/a}}`, but missing `{{#a}}` or `{{^a}}`"}},
		{"swallowed", "{{Front {{Back}}", []string{
			"template-syntax ‹{{Front {{Back}}› `{{Front {{Back}}` swallows a field: its first `{{` is not closed"}},
		{"triple braces swallow nothing", "{{{a}}}", nil},
		{"lone", "{{a}} {{b", []string{"template-syntax ‹{{› `{{` is never closed"}},
		{"lone, other delimiters", "{{=<% %>=}}{{ <% a", []string{"template-syntax ‹<%› `<%` is never closed"}},
		{"string", "{{@title}} {{a}}", []string{"template-syntax ‹{{@title}}› `{{@title}}` stands in a string, and strings cannot hold others"}},
		{"two types", "{{type:a}}{{type:cloze:b}}{{type:c}}", []string{
			"template-syntax ‹{{type:cloze:b}}› a second `{{type:…}}` on one side; Anki asks for one answer only"}},
		{"types that exclude each other", "{{#a}}{{type:a}}{{/a}}{{^a}}{{#b}}{{type:b}}{{/b}}{{^b}}{{type:c}}{{/b}}{{/a}}", nil},
		{"types in two sections", "{{#a}}{{type:a}}{{/a}}{{#b}}{{type:b}}{{/b}}", []string{
			"template-syntax ‹{{type:b}}› a second `{{type:…}}` on one side; Anki asks for one answer only"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parsed, problems := Parse(tt.src)
			if got := found(tt.src, problems); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if parsed.Source() != tt.src {
				t.Errorf("Source() = %q", parsed.Source())
			}
			for _, p := range problems {
				if p.Help == "" {
					t.Errorf("no help for %q", p.Message)
				}
			}
		})
	}
}

func TestReferences(t *testing.T) {
	const src = " <b>{{ hint:text: a }}</b>{{# b }}{{{c}}}{{/b}}{{^d}}<!-- {{e}} -->{{/d}}{{x:}}{{#}}"
	want := []Reference{
		{Name: " a", Filters: []string{"hint", "text"}},
		{Name: "b", Conditional: true},
		{Name: "c", Filters: []string{}},
		{Name: "d", Conditional: true, Negated: true},
		{Name: "", Filters: []string{"x"}},
		{Name: "#", Filters: []string{}},
	}
	tags := []string{"{{ hint:text: a }}", "{{# b }}", "{{{c}}", "{{^d}}", "{{x:}}", "{{#}}"}
	parsed, _ := Parse(src)
	got := parsed.References()
	if len(got) != len(want) {
		t.Fatalf("got %d references, want %d", len(got), len(want))
	}
	for i, ref := range got {
		w := want[i]
		if ref.Name != w.Name || !slices.Equal(ref.Filters, w.Filters) || (ref.Filters == nil) != w.Conditional ||
			ref.Conditional != w.Conditional || ref.Negated != w.Negated {
			t.Errorf("got %+v, want %+v", ref, w)
		}
		if src[ref.Start:ref.End] != tags[i] || src[ref.NameStart:ref.NameEnd] != w.Name {
			t.Errorf("%q stands at %q, its name at %q", tags[i], src[ref.Start:ref.End], src[ref.NameStart:ref.NameEnd])
		}
	}
}

func TestClozeFields(t *testing.T) {
	parsed, _ := Parse("{{cloze:a}}{{b}}{{text:cloze:c}}{{type:cloze:a}}{{cloze-only:d}}{{#e}}{{/e}}")
	if got, want := parsed.ClozeFields(), []string{"a", "c"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestShows(t *testing.T) {
	tests := []struct {
		front    string
		nonEmpty string // letters of the fields with text
		want     bool
	}{
		{"{{a}}", "a", true}, {"{{a}}", "b", false}, {"text <!-- {{a}} -->", "a", false}, {"", "a", false},
		{"{{hint:a}}{{type:b}}", "b", true}, {"{{cloze:a}}", "a", true},
		{"{{#a}}{{b}}{{/a}}", "ab", true}, {"{{#a}}{{b}}{{/a}}", "b", false}, {"{{#a}}text{{/a}}", "a", false},
		{"{{^a}}{{b}}{{/a}}", "b", true}, {"{{^a}}{{b}}{{/a}}", "ab", false},
		{"{{#a}}{{#b}}x{{/b}}{{/a}}{{c}}", "c", true}, {"{{#a}}{{^b}}{{c}}{{/b}}{{/a}}", "ac", true},
		{"{{#c1}}{{a}}{{/c1}}", "a", false}, {"{{Tags}}{{FrontSide}}", "a", false},
		{"{{#a}}{{a}}", "a", false}, {"{{a}}{{/a}}", "a", false}, // syntax errors make no card
	}
	for _, tt := range tests {
		front, _ := Parse(tt.front)
		got := front.Shows(func(name string) bool { return len(name) == 1 && strings.Contains(tt.nonEmpty, name) })
		if got != tt.want {
			t.Errorf("%q with %q: got %t", tt.front, tt.nonEmpty, got)
		}
	}
}

func TestReqs(t *testing.T) {
	fields := []string{"Front", "Back", "Add Reverse"}
	tests := []struct {
		name, front string
		want        Req
	}{
		{"basic", "{{Front}}", Req{Kind: 1, Fields: []int{0}}},
		{"optional reversed", "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", Req{Kind: 2, Fields: []int{1, 2}}},
		{"type in", "{{Front}}\n\n{{type:Back}}", Req{Kind: 1, Fields: []int{0, 1}}},
		{"cloze", "{{cloze:Front}}", Req{Kind: 1, Fields: []int{0}}},
		{"negated counts", "{{^Back}}{{Front}}{{/Back}}", Req{Kind: 1, Fields: []int{0}}},
		{"nothing", "text", Req{}},
		{"special name", "{{Tags}}", Req{}},
		{"syntax error", "{{#Front}}{{Front}}", Req{}},
		{"one of two with a third", "{{#Front}}{{Back}}{{Add Reverse}}{{/Front}}", Req{Kind: 2, Fields: []int{0}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			front, _ := Parse(tt.front)
			got := Reqs([]*Template{front}, fields)
			if len(got) != 1 || got[0].Kind != tt.want.Kind || !slices.Equal(got[0].Fields, tt.want.Fields) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

// Much of anything has to be parsed, checked and rendered at once, whatever the nesting: what is not linear runs into the
// time limit of tests, after minutes.
func TestLinearTime(t *testing.T) {
	n := 1 << 20
	repeat := func(s string) string { return strings.Repeat(s, n/len(s)) }
	sources := []string{
		repeat("{{#a}}"), repeat("{{^a}}"), repeat("{{/a}}"), repeat("{{#a}}{{/b}}"), repeat("{{"), repeat("<!--"), repeat("{{a}}"), repeat("{"),
		repeat("{{type:a}}"), repeat("{{:::::::"), repeat("{{a:") + "}}", repeat("{{nope}}"), repeat("<!--") + repeat("{{"),
		strings.Repeat("{{#a}}", n/12) + strings.Repeat("{{/a}}", n/12),
		strings.Repeat("{{#a}}{{type:a}}", n/22) + strings.Repeat("{{/a}}", n/22),
	}
	for _, src := range sources {
		parsed, _ := Parse(src)
		Check(Notetype{Fields: []string{"a"}, Cards: []Sides{{Front: parsed, Back: parsed}}})
		Reqs([]*Template{parsed}, []string{"a"})
		Render(parsed, parsed, Card{Fields: map[string]string{"a": "x"}})
	}
	n = 1 << 18
	show, _ := Parse("{{cloze:a}}{{furigana:a}}{{text:a}}{{a}}")
	for _, piece := range []string{
		"[sound:", "[anki:", "[anki:a]", "[anki:a b=", "[anki:tts lang=x]", "[/anki:tts]", "{{c1::", "}}", `\(`, "[", "a[", "[latex]", "[$]", "[$][/$]",
		"[anki:a b=c ", "{{c1::image-occlusion:", "{{c1::}}",
	} {
		for _, value := range []string{repeat(piece), repeat(piece) + "]"} {
			Render(show, show, Card{Fields: map[string]string{"a": value}})
		}
	}
}
