package interop_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// An updateClaim is what the page of a rule of scope baseline says that Anki does with the next release.
type updateClaim struct {
	rule     string
	old, new string // the deck, without its name and id; a text before `---` is the file _a.svg
	merge    bool
	notes    int // the update condition: 0 if newer, 1 always
	late     bool

	want    []string // lines of release_on_release.py
	wantOld []string // of Anki 23.10, where it is another
}

// Decks of the claims. Note a has the guid `a`.
const (
	twoFields   = "notetype: vocab\nnotetypes:\n  vocab:\n    fields: [word, meaning]\n    cards: [{key: read, front: '{{Word}}', back: '{{Meaning}}'}]\nnotes:\n  - {guid: a, word: ame, meaning: rain}\n"
	snowAtEnd   = "notetype: vocab\nnotetypes:\n  vocab:\n    fields: [word, meaning, source]\n    cards: [{key: read, front: '{{Word}}', back: '{{Meaning}}'}]\nnotes:\n  - {guid: a, word: ame, meaning: snow, source: book}\n  - {guid: b, word: kaze, meaning: wind}\n"
	snowBetween = "notetype: vocab\nnotetypes:\n  vocab:\n    fields: [word, source, meaning]\n    cards: [{key: read, front: '{{Word}}', back: '{{Meaning}}'}]\nnotes:\n  - {guid: a, word: ame, meaning: snow, source: book}\n"
	twoCards    = "notetype: vocab\nnotetypes:\n  vocab:\n    fields: [word, meaning]\n    cards:\n      - {key: read, front: '{{Word}}', back: '{{Meaning}}'}\n      - {key: write, front: '{{Meaning}}', back: '{{Word}}'}\nnotes:\n  - {guid: a, word: ame, meaning: rain}\n"
	exchanged   = "notetype: vocab\nnotetypes:\n  vocab:\n    fields: [word, meaning]\n    cards:\n      - {key: read, front: '{{Meaning}}', back: '{{Word}}'}\n      - {key: write, front: '{{Word}}', back: '{{Meaning}}'}\nnotes:\n  - {guid: a, word: ame, meaning: rain}\n"
	firstCard   = "notetype: vocab\nnotetypes:\n  vocab:\n    fields: [word, meaning]\n    cards:\n      - {key: write, front: '{{Meaning}}', back: '{{Word}}'}\n      - {key: read, front: '{{Word}}', back: '{{Meaning}}'}\nnotes:\n  - {guid: a, word: ame, meaning: rain}\n"
	asCloze     = "notetype: vocab\nnotetypes:\n  vocab:\n    cloze: true\n    fields: [word, meaning]\n    cards: [{key: read, front: '{{cloze:Word}}', back: '{{cloze:Word}}'}]\nnotes:\n  - {guid: a, word: '{{c1::ame}}', meaning: rain}\n"
	renamed     = "notetype: word\nnotetypes:\n  word:\n    was: vocab\n    fields: [{key: term, was: word}, {key: sense, was: meaning}]\n    cards: [{key: recall, was: read, front: '{{Term}}', back: '{{Sense}}'}]\nnotes:\n  - {guid: a, term: ame, sense: snow}\n"
	optional    = "notes:\n  - {guid: a, notetype: basic-optional-reversed, front: ame, back: rain, add-reverse: y}\n"
	clozes      = "notetype: cloze\nnotes:\n  - {guid: a, text: '{{c1::Rhône}} and {{c2::Saône}} meet.'}\n"
	picture     = "notes:\n  - {guid: a, front: ame, back: '<img src=\"_a.svg\">'}\n"
)

var updateClaims = []updateClaim{
	{rule: "note-type-moved", old: "notes:\n  - {guid: a, front: ame, back: rain}\n", new: "notetype: basic-reversed\nnotes:\n  - {guid: a, front: ame, back: snow}\n",
		want: []string{"log new 0 updated 0 duplicate 0 conflicting 1", "note a Test: Basic | ame | rain", "card a 0 Test | ame"}},
	{rule: "note-type-moved", old: "notes:\n  - {guid: a, front: ame, back: rain}\n  - {guid: b, front: kaze, back: wind}\n",
		new: "notes:\n  - {guid: a, notetype: basic-reversed, front: ame, back: snow}\n  - {guid: b, front: kaze, back: wind}\n", merge: true,
		want: []string{"log new 0 updated 1 duplicate 1 conflicting 0", "one-way sync", "card a 2 Test"}}, // one type of both, with three cards
	{rule: "note-type-moved", old: twoFields, new: clozes, merge: true,
		want: []string{"refused BackendError", "note a Vocab | ame | rain"}, wantOld: []string{"log new 0 updated 1 duplicate 0 conflicting 0"}},
	{rule: "note-type-moved", old: twoFields, new: renamed,
		want: []string{"log new 0 updated 1 duplicate 0 conflicting 0", "note a Word | ame | snow"}},
	{rule: "fields-changed", old: twoFields, new: snowAtEnd,
		want: []string{"log new 1 updated 0 duplicate 0 conflicting 1", "note a Vocab | ame | rain", "note b Vocab+ | kaze | wind | "}},
	{rule: "fields-changed", old: twoFields, new: snowAtEnd, merge: true,
		want: []string{"log new 1 updated 0 duplicate 1 conflicting 0", "one-way sync", "note a Vocab | ame | rain | ", "note b Vocab | kaze | wind | "}},
	{rule: "fields-changed", old: twoFields, new: snowAtEnd, merge: true, notes: 1,
		want: []string{"log new 1 updated 1 duplicate 0 conflicting 0", "note a Vocab | ame | snow | book"}},
	{rule: "fields-changed", old: twoFields, new: snowBetween, merge: true, notes: 1,
		want: []string{"note a Vocab | ame | snow | book"}},
	{rule: "fields-changed", old: snowAtEnd, new: twoFields, merge: true, // what was removed stays
		want: []string{"note a Vocab | ame | rain | "}},
	{rule: "fields-changed", old: twoFields, new: strings.Replace(twoFields, "  vocab:\n", "  vocab:\n    sort-field: meaning\n", 1),
		want: []string{"one-way sync", "note a Vocab | ame | rain"}},
	{rule: "fields-changed", old: twoFields, new: strings.Replace(strings.Replace(twoFields, "[word, meaning]", "[{key: word, name: Meaning}, {key: meaning, name: Word}]", 1), "{{Word}}", "{{Meaning}}", 1),
		want: []string{"note a Vocab | ame | rain", "card a 0 Test | rain"}}, // the front should show ame
	{rule: "fields-changed", old: twoFields, new: strings.Replace(strings.Replace(twoFields, "[word, meaning]", "[{key: word, name: Meaning}, {key: meaning, name: Sense}]", 1), "{{Word}}", "{{Meaning}}", 1),
		want: []string{"card a 0 Test | rain"}},
	{rule: "templates-changed", old: twoFields, new: twoCards,
		want: []string{"log new 0 updated 0 duplicate 0 conflicting 1", "card a 0 Test | ame"}},
	{rule: "templates-changed", old: twoFields, new: twoCards, merge: true,
		want: []string{"one-way sync", "card a 0 Test | ame", "card a 1 Test | rain"}},
	{rule: "templates-changed", old: twoFields, new: strings.Replace(twoCards, "rain", "snow", 1), merge: true, // unlike with a field, texts arrive
		want: []string{"log new 0 updated 1 duplicate 0 conflicting 0", "note a Vocab | ame | snow"}},
	{rule: "templates-changed", old: twoFields, new: firstCard, merge: true,
		want: []string{"card a 0 Test | ame", "card a 1 Test | rain"}},
	{rule: "templates-changed", old: twoCards, new: exchanged,
		want: []string{"card a 0 Test | rain", "card a 1 Test | ame"}},
	{rule: "templates-changed", old: twoFields, new: asCloze, merge: true,
		want: []string{"refused BackendError", "note a Vocab | ame | rain"}, wantOld: []string{"log new 0 updated 1 duplicate 0 conflicting 0"}},
	{rule: "cloze-changed", old: clozes, new: strings.Replace(clozes, "{{c2::Saône}}", "Saône", 1),
		want: []string{"log new 0 updated 1 duplicate 0 conflicting 0", "card a 1 Test | <div>No cloze"}},
	{rule: "card-vanished", old: optional, new: strings.Replace(optional, "add-reverse: y", "add-reverse: ''", 1),
		want: []string{"log new 0 updated 1 duplicate 0 conflicting 0", "card a 1 Test | "}},
	{rule: "deck-renamed", old: optional, new: "deck: Other\n" + strings.Replace(optional, "rain", "snow", 1),
		want: []string{"card a 0 Test | ame", "card a 1 Test | snow"}},
	{rule: "update-blocked", old: twoFields, new: strings.Replace(twoFields, "rain", "snow", 1), late: true,
		want: []string{"log new 0 updated 0 duplicate 1 conflicting 0", "note a Vocab | ame | rain"}},
	{rule: "update-blocked", old: "<svg id='1'/>---" + picture, new: "<svg id='2'/>---" + strings.Replace(picture, "ame", "yuki", 1),
		want: []string{"log new 0 updated 1 duplicate 0 conflicting 0", "file _a.svg | <svg id='1'/>"}},
	{rule: "update-blocked", old: "description: Words.\n" + twoFields, new: twoFields,
		want: []string{"deck Test | Words."}},
	{rule: "mass-change", old: twoFields, new: strings.Replace(twoFields, "notetype: vocab\n", "tags: [v2]\nnotetype: vocab\n", 1),
		want: []string{"log new 0 updated 1 duplicate 0 conflicting 0"}},
}

// TestUpdateClaims asks real Anki whether it does with a release what rules of scope baseline say it does.
func TestUpdateClaims(t *testing.T) {
	dir := t.TempDir()
	for i, c := range updateClaims {
		c.build(t, filepath.Join(dir, string(rune('a'+i))))
	}
	for _, variable := range []string{"DECKMILL_ANKI_PYTHON", "DECKMILL_ANKI_OLD_PYTHON"} {
		t.Run(variable, func(t *testing.T) {
			answers := releaseOnRelease(t, python(t, variable), dir)
			for i, c := range updateClaims {
				want := c.want
				if c.wantOld != nil && variable == "DECKMILL_ANKI_OLD_PYTHON" {
					want = c.wantOld
				}
				for _, line := range want {
					if !slices.ContainsFunc(answers[i], func(got string) bool { return strings.HasPrefix(got, line) }) {
						t.Errorf("%s, claim %d: no `%s` in\n%s", c.rule, i, line, strings.Join(answers[i], "\n"))
					}
				}
			}
		})
	}
}

// build writes both releases into new folders below dir, and makes sure that the rule speaks of the second.
func (c *updateClaim) build(t *testing.T, dir string) {
	t.Helper()
	var base *collection.Baseline
	for i, text := range []string{c.old, c.new} {
		picture, deck, found := strings.Cut(text, "---")
		if !found {
			picture, deck = "<svg/>", text
		}
		if !strings.HasPrefix(deck, "deck:") {
			deck = "deck: Test\n" + deck
		}
		name, rest, _ := strings.Cut(deck, "\n")
		files := fstest.MapFS{
			"decks/test/deck.yaml":    &fstest.MapFile{Data: []byte(name + "\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n" + rest)},
			"decks/test/media/_a.svg": &fstest.MapFile{Data: []byte(picture)},
		}
		repo, err := pipeline.Open(files)
		if err != nil {
			t.Fatal(err)
		}
		time := int64(buildTime)
		if i > 0 && !c.late {
			time += 1000
		}
		release, err := repo.Compile(repo.Decks[0], pipeline.Options{Time: time, Baseline: base, Ungated: true})
		if err != nil || release.Collection == nil {
			t.Fatalf("%s: %v %v", c.rule, err, release.Diagnostics)
		}
		base = collection.NewBaseline("test.apkg", release.Collection)
		out := filepath.Join(dir, []string{"first", "second"}[i])
		if err := os.MkdirAll(out, 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := release.Write(pipeline.Output{Dir: out}); err != nil {
			t.Fatal(err)
		}
	}
}

// releaseOnRelease imports the releases below dir in real Anki.
func releaseOnRelease(t *testing.T, python, dir string) [][]string {
	t.Helper()
	type job struct {
		First  string `json:"first"`
		Second string `json:"second"`
		Merge  bool   `json:"merge"`
		Notes  int    `json:"notes"`
	}
	var jobs []job
	for i, c := range updateClaims {
		folder := filepath.Join(dir, string(rune('a'+i)))
		jobs = append(jobs, job{filepath.Join(folder, "first", "test.apkg"), filepath.Join(folder, "second", "test.apkg"), c.merge, c.notes})
	}
	var answers [][]string
	if run(t, python, "testdata/release_on_release.py", jobs, &answers); len(answers) != len(jobs) {
		t.Fatalf("%d answers", len(answers))
	}
	return answers
}
