package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

var catalogue = []*lint.Rule{
	{Code: "bad-value", Severity: diag.Error, Fixed: true},
	{Code: "empty-answer", Severity: diag.Error},
	{Code: "no-card", Severity: diag.Error, Fixed: true},
	{Code: "cloze-unclosed", Severity: diag.Error, Fixed: true},
	{Code: "media-content", Severity: diag.Error, Contract: func(d *diag.Diagnostic) bool { return d.Severity == diag.Error }},
	{Code: "pdf-debris", Severity: diag.Warning},
	{Code: "html-unbalanced", Severity: diag.Warning},
	{Code: "lost-angle", Severity: diag.Error},
	{Code: "stray-bullet", Severity: diag.Hint},
	{Code: "bad-suppression", Severity: diag.Error, Fixed: true},
	{Code: "unused-suppression", Severity: diag.Warning},
}

// at is a finding at the first place of text in f.
func at(f *source.File, code, text string) diag.Diagnostic {
	i := strings.Index(string(f.Data), text)
	if i < 0 {
		panic("no " + text)
	}
	return diag.Diagnostic{Code: code, Span: f.Span(i, i+len(text)), Message: code}
}

// summary lists findings as `severity code line`.
func summary(list diag.List) string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s %s %d", d.Severity, d.Code, d.Span.From().Line))
	}
	return strings.Join(out, "\n")
}

func finish(t *testing.T, list diag.List, f *source.File) diag.List {
	t.Helper()
	r := lint.NewRunner(catalogue)
	got := r.Finish(slices.Clone(list), whole(f))
	slices.Reverse(list)
	if again := r.Finish(list, whole(f)); summary(again) != summary(got) {
		t.Errorf("in another order:\n%s\nnot\n%s", summary(again), summary(got))
	}
	return got
}

// whole is the outcome of a complete run over one file.
func whole(f *source.File) lint.Outcome {
	return lint.Outcome{Files: []*source.File{f}, Complete: true}
}

func expect(t *testing.T, got diag.List, want ...string) {
	t.Helper()
	if summary(got) != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", summary(got), strings.Join(want, "\n"))
	}
}

func TestFinishResolvesSortsAndDropsDoubles(t *testing.T) {
	f := source.NewFile("a.yaml", []byte("one\ntwo\nthree\n"))
	hint := at(f, "pdf-debris", "three")
	hint.Severity = diag.Hint
	got := finish(t, diag.List{hint, at(f, "stray-bullet", "two"), at(f, "pdf-debris", "two"), at(f, "stray-bullet", "two"), at(f, "unheard-of", "one")}, f)
	expect(t, got, "error unheard-of 1", "warning pdf-debris 2", "hint stray-bullet 2", "hint pdf-debris 3")
}

func TestOneCauseOneFinding(t *testing.T) {
	f := source.NewFile("a.yaml", []byte("id: a\nfront: x\nback:\n"))
	of := func(note string, d diag.Diagnostic, message string) diag.Diagnostic {
		d.Note, d.Message = note, message
		return d
	}
	t.Run("no card silences the required field it names", func(t *testing.T) {
		got := finish(t, diag.List{
			of("a", at(f, "no-card", "id"), "the note makes no card: `front` is empty"),
			of("a", at(f, "bad-value", "front"), "`front` is required and empty"),
			of("a", at(f, "bad-value", "back"), "`back` is required and empty"),
			of("b", at(f, "bad-value", "x"), "`front` is required and empty"),
		}, f)
		expect(t, got, "error no-card 1", "error bad-value 2", "error bad-value 3")
	})
	t.Run("a missing value silences the empty answer", func(t *testing.T) {
		got := finish(t, diag.List{
			of("a", at(f, "empty-answer", "back"), "the back shows nothing"),
			of("a", at(f, "bad-value", "back"), "`back` is required and empty"),
			of("b", at(f, "empty-answer", "front"), "the back shows nothing"),
		}, f)
		expect(t, got, "error empty-answer 2", "error bad-value 3")
	})
	t.Run("an unclosed deletion silences that there is no card", func(t *testing.T) {
		got := finish(t, diag.List{
			of("a", at(f, "no-card", "id"), "no deletion"),
			of("a", at(f, "cloze-unclosed", "front"), "never closed"),
		}, f)
		expect(t, got, "error cloze-unclosed 2")
	})
	t.Run("broken syntax silences what is said about the same field", func(t *testing.T) {
		f := source.NewFile("a.yaml", []byte("notes:\n- {id: a, front: <x> TODO, back: TOO}\n- id: b\n  front: |\n    key: <y>\n    LATER\n  back: TBD\n"))
		list := diag.List{
			of("a", at(f, "html-unbalanced", "<x>"), "x"), of("a", at(f, "pdf-debris", "TODO"), "todo"), of("a", at(f, "pdf-debris", "TOO"), "too"),
			of("b", at(f, "lost-angle", "<y>"), "y"), of("b", at(f, "stray-bullet", "LATER"), "later"), of("b", at(f, "pdf-debris", "TBD"), "tbd"),
		}
		expect(t, finish(t, list, f), "warning html-unbalanced 2", "warning pdf-debris 2", "error lost-angle 5", "warning pdf-debris 7")
	})
	t.Run("a cause that is suppressed explains nothing", func(t *testing.T) {
		f := source.NewFile("a.yaml", []byte("notes:\n- id: a\n  front: <x> TODO  # deckmill:ignore html-unbalanced -- on purpose\n"))
		list := diag.List{of("a", at(f, "html-unbalanced", "<x>"), "x"), of("a", at(f, "pdf-debris", "TODO"), "todo")}
		expect(t, finish(t, list, f), "warning pdf-debris 3")
	})
}

const deckWithSuppressions = `deck: Notes
notes:
  # deckmill:ignore pdf-debris -- covers the note
  - id: note
    front: ONE
    back: |
      two
      TWO
  - id: key
    # deckmill:ignore pdf-debris,stray-bullet -- covers the key
    # another comment
    front: THREE
    back: FOUR
  - id: line
    front: FIVE  # deckmill:ignore pdf-debris -- covers the line
    back: SIX
  - id: block
    front: |  # deckmill:ignore pdf-debris -- covers what starts here
      seven
      SEVEN
    back: EIGHT
`

func TestSuppressions(t *testing.T) {
	f := source.NewFile("decks/a.yaml", []byte(deckWithSuppressions))
	for _, test := range []struct {
		place string
		want  bool // silenced
	}{
		{"ONE", true}, {"TWO", true}, {"THREE", true}, {"FOUR", false}, {"FIVE", true}, {"SIX", false}, {"SEVEN", true},
		{"EIGHT", false}, {"deck", false},
	} {
		t.Run(test.place, func(t *testing.T) {
			r := lint.NewRunner(catalogue)
			got := r.Finish(diag.List{at(f, "pdf-debris", test.place)}, lint.Outcome{Files: []*source.File{f}})
			if silenced := len(got) == 0; silenced != test.want {
				t.Errorf("silenced: %v", silenced)
			}
			if got := r.Finish(diag.List{at(f, "empty-answer", test.place)}, lint.Outcome{Files: []*source.File{f}}); len(got) != 1 {
				t.Errorf("another code: got %s", summary(got))
			}
		})
	}
	t.Run("the other place of a pair", func(t *testing.T) {
		d := at(f, "pdf-debris", "EIGHT")
		d.Related = []diag.Related{{Span: at(f, "", "ONE").Span}}
		if got := lint.NewRunner(catalogue).Finish(diag.List{d}, lint.Outcome{Files: []*source.File{f}}); len(got) != 0 {
			t.Errorf("got %s", summary(got))
		}
	})
	t.Run("unused", func(t *testing.T) {
		got := finish(t, diag.List{at(f, "pdf-debris", "THREE")}, f)
		expect(t, got, "warning unused-suppression 3", "warning unused-suppression 10", "warning unused-suppression 15", "warning unused-suppression 18")
		data, err := diag.Apply(f.Data, fixes(got))
		if err != nil {
			t.Fatal(err)
		}
		want := strings.NewReplacer(
			"  # deckmill:ignore pdf-debris -- covers the note\n", "",
			"pdf-debris,stray-bullet", "pdf-debris",
			"  # deckmill:ignore pdf-debris -- covers the line", "",
			"  # deckmill:ignore pdf-debris -- covers what starts here", "",
		).Replace(deckWithSuppressions)
		if string(data) != want {
			t.Errorf("fixed:\n%s", data)
		}
	})
}

func fixes(list diag.List) []diag.Edit {
	var out []diag.Edit
	for _, d := range list {
		out = append(out, d.Fixes[0].Edits...)
	}
	return out
}

func TestFileSuppression(t *testing.T) {
	f := source.NewFile("decks/a.yaml", []byte("# deckmill:ignore-file pdf-debris -- a draft\nnotes:\n- id: a\n  front: ONE\n"))
	expect(t, finish(t, diag.List{at(f, "pdf-debris", "ONE"), {Code: "pdf-debris", Span: f.Whole()}}, f))
	late := source.NewFile("decks/a.yaml", []byte("notes:\n# deckmill:ignore-file pdf-debris -- late\n- id: a\n  front: ONE\n"))
	expect(t, finish(t, diag.List{at(late, "pdf-debris", "ONE")}, late), "error bad-suppression 2", "warning pdf-debris 4")
}

func TestSuppressionsInTemplates(t *testing.T) {
	f := source.NewFile("decks/a/front.html", []byte("<!-- deckmill:ignore pdf-debris -- next line -->\nONE\nTWO <!-- deckmill:ignore pdf-debris -- this line -->\nTHREE\n"))
	expect(t, finish(t, diag.List{at(f, "pdf-debris", "ONE"), at(f, "pdf-debris", "TWO"), at(f, "pdf-debris", "THREE")}, f), "warning pdf-debris 4")
	css := source.NewFile("decks/a/style.css", []byte("/* deckmill:ignore-file pdf-debris -- all */\nONE\n"))
	expect(t, finish(t, diag.List{at(css, "pdf-debris", "ONE")}, css))
	inline := source.NewFile("decks/a.yaml", []byte("notetypes:\n  word:\n    css: |\n      /* deckmill:ignore pdf-debris -- next */\n      ONE\nnotes: []\n"))
	expect(t, finish(t, diag.List{at(inline, "pdf-debris", "ONE")}, inline))
}

// Without a reason a suppression is wrong, and that is all there is to say: it counts, and is not reported as unused.
func TestSuppressionsInTemplatesWithoutReason(t *testing.T) {
	for name, text := range map[string]string{
		"front.html":  "<!-- deckmill:ignore pdf-debris -->\nONE\n",
		"dashes.html": "<!-- deckmill:ignore pdf-debris -- -->\nONE\n",
		"tight.html":  "<!--deckmill:ignore pdf-debris-->\nONE\n",
		"style.css":   "/* deckmill:ignore-file pdf-debris */\nONE\n",
		"deck.yaml":   "notetypes:\n  word:\n    css: |\n      /* deckmill:ignore pdf-debris */\n      ONE\nnotes: []\n",
		"one.yaml":    "notetypes:\n  word:\n    cards: [{front: \"<!-- deckmill:ignore pdf-debris -->ONE\"}]\nnotes: []\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := source.NewFile("decks/a/"+name, []byte(text))
			line := f.Span(strings.Index(text, "deckmill"), len(text)).From().Line
			want := fmt.Sprintf("error bad-suppression %d", line)
			expect(t, finish(t, nil, f), want)
			expect(t, finish(t, diag.List{at(f, "pdf-debris", "ONE")}, f), want)
		})
	}
}

func TestFixedRulesCannotBeSuppressed(t *testing.T) {
	f := source.NewFile("decks/a.yaml", []byte("# deckmill:ignore-file bad-value,media-content -- please\nnotes:\n- id: a\n  front: ONE\n"))
	mild := at(f, "media-content", "front")
	mild.Severity = diag.Warning
	got := finish(t, diag.List{at(f, "bad-value", "ONE"), at(f, "media-content", "ONE"), mild}, f)
	expect(t, got, "error bad-suppression 1", "error bad-value 4", "error media-content 4")
}

func TestBadSuppressions(t *testing.T) {
	for comment, want := range map[string]string{
		"deckmill:ignore pdf-debris":       "this suppression gives no reason",
		"deckmill:ignore pdf-debris -- ":   "this suppression gives no reason",
		"deckmill:ignore -- why":           "this suppression names no code",
		"deckmill:ignore pdf-derbis -- x":  "there is no rule `pdf-derbis`",
		"deckmill:ignore bad-value -- x":   "`bad-value` cannot be suppressed",
		"deckmill:ignroe pdf-debris -- x":  "`deckmill:ignroe` means nothing",
		"deckmill: ignore pdf-debris -- x": "`deckmill:` means nothing",
		"see deckmill:ignore":              "",
		"deckmill:ignore pdf-debris -- x":  "",
	} {
		f := source.NewFile("decks/a.yaml", []byte("notes:\n# "+comment+"\n- id: a\n  front: ONE\n"))
		got := lint.NewRunner(catalogue).Finish(nil, lint.Outcome{Files: []*source.File{f}})
		message := ""
		if len(got) > 0 {
			message = got[0].Message
		}
		if message != want || len(got) > 1 {
			t.Errorf("# %s: got %q, want %q", comment, message, want)
		}
	}
}

func TestARuleThatFails(t *testing.T) {
	f := source.NewFile("decks/a.yaml", []byte("id: a\n"))
	r := lint.NewRunner([]*lint.Rule{
		{Code: "broken", Severity: diag.Warning, Note: func(*lint.NotePass) { panic("index out of range") }},
		{Code: "working", Severity: diag.Hint, Note: func(p *lint.NotePass) { p.Found(diag.Diagnostic{Span: p.Note.Span, Message: "found"}) }},
		{Code: "broken-deck", Severity: diag.Warning, Deck: func(*lint.DeckPass) { panic("nil map") }},
	})
	var list diag.List
	note := &deck.Note{Span: f.Span(4, 5), ID: deck.Text{Value: "a"}}
	r.Note(&lint.NotePass{Note: note, Report: list.Report})
	r.Deck(&lint.DeckPass{Deck: &deck.Deck{File: f}, Report: list.Report})
	got := r.Finish(list, lint.Outcome{Complete: true})
	expect(t, got, "warning broken-deck 1", "warning broken 1", "hint working 1")
	if got[2].Note != "a" || !strings.Contains(got[1].Message, "index out of range") {
		t.Errorf("got %+v", got)
	}
}

// No comment may make the search for suppressions fail.
func FuzzSuppressions(f *testing.F) {
	f.Add(deckWithSuppressions)
	f.Add("# deckmill:ignore x")
	f.Add("a: 1 # deckmill:ignore-file pdf-debris -- y\n")
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range []string{"a.yaml", "a.html"} {
			file := source.NewFile(name, []byte(s))
			for _, d := range lint.NewRunner(catalogue).Finish(nil, whole(file)) {
				if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(s) {
					t.Fatalf("span [%d, %d) of %d bytes", d.Span.Start, d.Span.End, len(s))
				}
				for _, fix := range d.Fixes {
					if _, err := diag.Apply(file.Data, fix.Edits); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
}
