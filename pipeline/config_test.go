package pipeline_test

import (
	"slices"
	"testing"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// checkAll returns the findings about a repository and its decks that have one of codes, as `path code severity`.
func checkAll(t *testing.T, files map[string]string, wanted ...string) []string {
	t.Helper()
	repo, err := pipeline.Open(repository(files))
	if err != nil {
		t.Fatal(err)
	}
	list := repo.Found
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{Time: 1})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c.Diagnostics...)
	}
	return codesOf(list, wanted)
}

func codesOf(list diag.List, wanted []string) []string {
	var out []string
	for _, d := range list {
		for _, code := range wanted {
			if d.Code == code {
				out = append(out, d.Span.Path()+" "+d.Code+" "+d.Severity.String())
			}
		}
	}
	return out
}

const otherHead = "deck: Other\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c53\n"

func TestConfigurationOfARepository(t *testing.T) {
	files := map[string]string{
		"deckmill.yaml":        "lint: {rules: {placeholder-text: hint}, paths: [{path: decks/b/notes/**, rules: {placeholder-text: off}}]}\n",
		"decks/a.yaml":         head + "notes:\n  - {id: a, front: TODO, back: b}\n",
		"decks/b/deck.yaml":    otherHead + "lint: {rules: {placeholder-text: error}}\nnotes:\n  - {id: a, front: FIXME, back: b}\n",
		"decks/b/notes/x.yaml": "notes:\n  - {id: x, front: TBD, back: b}\n",
	}
	got := checkAll(t, files, "placeholder-text")
	want := []string{"decks/a.yaml placeholder-text hint", "decks/b/deck.yaml placeholder-text error", "decks/b/notes/x.yaml placeholder-text error"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// A pair is silenced at either place, also when the other is in another deck; and what silences it there is of use.
func TestSuppressionInTheOtherDeck(t *testing.T) {
	note := "  - {id: a, front: bank, back: Ufer}\n"
	ignored := "  # deckmill:ignore duplicate-note -- both decks teach it\n" + note
	for name, notes := range map[string][2]string{"first": {ignored, note}, "second": {note, ignored}} {
		t.Run(name, func(t *testing.T) {
			got := checkAll(t, map[string]string{
				"decks/a.yaml": head + "notes:\n" + notes[0], "decks/b.yaml": otherHead + "notes:\n" + notes[1],
			}, "duplicate-note", "unused-suppression")
			if len(got) > 0 {
				t.Errorf("got %q", got)
			}
		})
	}
	got := checkAll(t, map[string]string{"decks/a.yaml": head + "notes:\n" + note, "decks/b.yaml": otherHead + "notes:\n" + note}, "duplicate-note")
	if want := []string{"decks/b.yaml duplicate-note warning"}; !slices.Equal(got, want) {
		t.Errorf("without a suppression: %q", got)
	}
}
