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
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// configured are rules of every kind that a configuration can speak of.
func configured() []*lint.Rule {
	return []*lint.Rule{
		{Code: "missing-id", Severity: diag.Error, Fixed: true},
		{Code: "doubled-word", Severity: diag.Hint},
		{Code: "pdf-debris", Severity: diag.Warning},
		{Code: "media-content", Severity: diag.Error, Contract: func(d *diag.Diagnostic) bool { return d.Severity == diag.Error }},
		{
			Code: "long-answer", Severity: diag.Hint,
			Options: []lint.Option{
				{Name: "words", Default: 100}, {Name: "share", Default: 0.5}, {Name: "dashes", Default: true},
				{Name: "allow", Default: []string{"a"}}, {Name: "minimum", Default: "23.10"},
			},
			Note: func(p *lint.NotePass) {
				p.Found(diag.Diagnostic{Span: p.Note.Span, Message: fmt.Sprint(p.Int("words"), p.Float("share"), p.Bool("dashes"), p.List("allow"), p.Word("minimum"))})
			},
		},
		{Code: "orphan-media", Severity: diag.Warning, Options: []lint.Option{{Name: "ignore", Default: []string{}}},
			Drop: func(d *diag.Diagnostic, o *lint.Options) bool { return slices.Contains(o.List("ignore"), d.Message) }},
		{Code: "bad-suppression", Severity: diag.Error, Fixed: true},
		{Code: "unused-suppression", Severity: diag.Warning},
	}
}

// configure returns a runner with the `lint:` that text is, written in a file of the folder dir, and what is wrong with it.
func configure(t *testing.T, r *lint.Runner, dir, text string) (*lint.Runner, diag.List) {
	t.Helper()
	var found diag.List
	doc := yamltree.Parse(source.NewFile(dir+"/deck.yaml", []byte(text)), "", found.Report)
	return r.With(r.ReadConfig(doc.Root, dir, found.Report)), found
}

func TestConfigDecidesSeverities(t *testing.T) {
	base := lint.NewRunner(configured())
	repository, _ := configure(t, base, ".", `
rules: {pdf-debris: error, doubled-word: off, media-content: hint}
paths:
  - {path: "decks/old/**", rules: {pdf-debris: off}}
  - {path: "decks/old/new.yaml", rules: {pdf-debris: hint}}
`)
	near, _ := configure(t, repository, "decks/near", `
rules: {doubled-word: warning}
paths: [{path: "notes/*.yaml", rules: {pdf-debris: {severity: warning}}}]
`)
	for _, test := range []struct {
		rules     *lint.Runner
		path      string
		code      string
		own, want diag.Severity // Unresolved: dropped
	}{
		{base, "decks/a.yaml", "pdf-debris", 0, diag.Warning},
		{repository, "decks/a.yaml", "pdf-debris", 0, diag.Error},
		{repository, "decks/a.yaml", "pdf-debris", diag.Hint, diag.Hint},
		{repository, "decks/old/a.yaml", "pdf-debris", 0, diag.Unresolved},
		{repository, "decks/old/new.yaml", "pdf-debris", 0, diag.Hint},
		{repository, "decks/a.yaml", "doubled-word", 0, diag.Unresolved},
		{repository, "decks/a.yaml", "doubled-word", diag.Error, diag.Unresolved},
		{repository, "decks/a.yaml", "media-content", 0, diag.Error},
		{repository, "decks/a.yaml", "media-content", diag.Warning, diag.Hint},
		{repository, "decks/a.yaml", "missing-id", 0, diag.Error},
		{near, "decks/near/deck.yaml", "doubled-word", 0, diag.Warning},
		{near, "decks/near/deck.yaml", "pdf-debris", 0, diag.Error},
		{near, "decks/near/notes/a.yaml", "pdf-debris", 0, diag.Warning},
		{near, "decks/near/notes/deep/a.yaml", "pdf-debris", 0, diag.Error},
	} {
		f := source.NewFile(test.path, []byte("text\n"))
		got := test.rules.Finish(diag.List{{Code: test.code, Severity: test.own, Span: f.Span(0, 4)}}, lint.Outcome{})
		severity := diag.Unresolved
		if len(got) > 0 {
			severity = got[0].Severity
		}
		if severity != test.want {
			t.Errorf("%s in %s: %s, want %s", test.code, test.path, severity, test.want)
		}
	}
}

func TestConfigSetsOptions(t *testing.T) {
	r, found := configure(t, lint.NewRunner(configured()), ".", `
rules:
  long-answer: {words: 60, share: 0.25, dashes: off, allow: [x, y], minimum: 25.07}
  orphan-media: {ignore: [kept]}
paths:
  - {path: "decks/short.yaml", rules: {long-answer: {words: 10}}}
  - {path: "decks/off.yaml", rules: {long-answer: off}}
`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for path, want := range map[string]string{
		"decks/a.yaml": "60 0.25 false [x y]25.07", "decks/short.yaml": "10 0.25 false [x y]25.07", "decks/off.yaml": "",
	} {
		var list diag.List
		f := source.NewFile(path, []byte("id: a\n"))
		p := &lint.NotePass{Note: &deck.Note{Span: f.Span(4, 5)}, Report: list.Report}
		r.Note(p)
		got := ""
		if len(list) > 0 {
			got = list[0].Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	f := source.NewFile("decks/a.yaml", []byte("text\n"))
	got := r.Finish(diag.List{{Code: "orphan-media", Span: f.Span(0, 4), Message: "kept"}, {Code: "orphan-media", Span: f.Span(0, 4), Message: "lost"}}, lint.Outcome{})
	if len(got) != 1 || got[0].Message != "lost" {
		t.Errorf("got %v", got)
	}
}

// A suppression of a rule that is off waits for nothing, and is not reported.
func TestSuppressionOfARuleThatIsOff(t *testing.T) {
	f := source.NewFile("decks/a.yaml", []byte("notes:\n# deckmill:ignore doubled-word -- a title\n- id: a\n"))
	r, _ := configure(t, lint.NewRunner(configured()), ".", "rules: {doubled-word: off}\n")
	expect(t, r.Finish(nil, whole(f)))
	expect(t, lint.NewRunner(configured()).Finish(nil, whole(f)), "warning unused-suppression 2")
}

func TestBadConfigs(t *testing.T) {
	for text, want := range map[string]string{
		"rules: {doubld-word: off}":                        "unknown-key there is no rule `doubld-word`; did you mean `doubled-word`?",
		"rules: {sentiment: off}":                          "unknown-key there is no rule `sentiment`",
		"rules: {doubled-word: no}":                        "bad-value the severity of `doubled-word` must be `off`, `hint`, `warning` or `error`",
		"rules: {doubled-word: [off]}":                     "bad-value `doubled-word` must be `off`, `hint`, `warning` or `error`, or a map of options",
		"rules: {doubled-word: {severity: bad}}":           "bad-value the severity of `doubled-word` must be `off`, `hint`, `warning` or `error`",
		"rules: {missing-id: off}":                         "bad-value `missing-id` cannot be changed: a deck with it would not arrive as written",
		"rules: {long-answer: {word: 3}}":                  "unknown-key `long-answer` has no option `word`; did you mean `words`?",
		"rules: {long-answer: {words: -3}}":                "bad-value `words` of `long-answer` must be a whole number",
		"rules: {long-answer: {share: 2}}":                 "bad-value `share` of `long-answer` must be a number between 0 and 1",
		"rules: {long-answer: {dashes: maybe}}":            "bad-value `dashes` of `long-answer` must be `on` or `off`",
		"rules: {long-answer: {allow: x}}":                 "bad-value `allow` of `long-answer` must be a list of texts",
		"rules: {long-answer: {minimum: [1]}}":             "bad-value `minimum` of `long-answer` must be a text",
		"paths: [{path: 'a[', rules: {}}]":                 "bad-value `a[` is no pattern of paths",
		"paths: [{path: '../b/*', rules: {}}]":             "bad-value `../b/*` leads out of the folder of this file",
		"paths: [{path: '/decks/*', rules: {}}]":           "bad-value `/decks/*` leads out of the folder of this file",
		"paths: [{path: '**', rules: {pdf-debris: loud}}]": "bad-value the severity of `pdf-debris` must be `off`, `hint`, `warning` or `error`",
	} {
		_, found := configure(t, lint.NewRunner(configured()), "decks", text+"\n")
		var got []string
		for _, d := range found {
			got = append(got, d.Code+" "+d.Message)
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}
