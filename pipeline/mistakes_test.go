package pipeline_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// One mistake gives one finding, at its place; nothing that check lets pass may fail in build.
func TestMistakes(t *testing.T) {
	const note = "notes:\n  - {id: a, front: One question, back: answer}\n"
	const guidOfA = "1RmHBoyddHMxICM519G10P" // of id a under head
	const own = "notetype: x\nnotetypes:\n  x:\n    fields: [a, b]\n    cards: [{key: c, front: '{{A}}', back: '{{B}}'}]\nnotes:\n  - {id: n, a: one, b: two}\n"
	for _, c := range []mistake{
		{"two types of one identity in use", strings.Replace(own, "  x:\n", "  x:\n    was: basic\n", 1) + "  - {id: m, notetype: basic, front: f, back: b}\n", nil, []string{"5:3 bad-value"}},
		{"a type that a built-in became", strings.Replace(own, "  x:\n", "  x:\n    was: basic\n", 1), nil, nil},
		{"a name that an unused built-in has", strings.Replace(own, "  x:\n", "  x:\n    name: 'Test: Basic'\n", 1), nil, nil},
		{"front with special names only", strings.Replace(own, "{{A}}", "{{Tags}}", 1), nil, []string{"9:10 no-card"}},
		{"front that a filled field hides", strings.Replace(own, "{{A}}", "{{^A}}x{{/A}}", 1), nil, []string{"9:10 no-card"}},
		{"a field twice", strings.Replace(own, "[a, b]", "[a, a]", 1), nil, []string{"6:17 unsafe-name", "6:17 bad-value"}},
		{"broken fields", strings.Replace(own, "[a, b]", "[a b, b]", 1), nil, []string{"6:14 bad-value"}},
		{"no fields", strings.Replace(own, "[a, b]", "[]", 1), nil, []string{"6:13 bad-value"}},
		{"a template that is not there", strings.Replace(own, "'{{A}}'", "{file: no.html}", 1), nil, []string{"7:36 bad-value"}},
		{"a built-in with other fields", "notetypes: {basic: {fields: [q, a]}}\nnotes:\n  - {id: n, q: one, a: two}\n", nil,
			[]string{"3:13 unknown-template-field", "3:13 unknown-template-field"}},
		{"a card's deck that is not listed", "subdecks: {V: {}}\n" + strings.Replace(own, "{key: c,", "{key: c, deck: W,", 1) + "  - {id: o, a: three, b: four}\n", nil, []string{"8:28 bad-value"}},
		{"a note's deck that is not listed", "subdecks: {V: {}}\nnotes:\n  - {id: n, deck: W, front: one, back: two}\n", nil, []string{"5:19 bad-value"}},
		{"notes in the folder of media", note, map[string]string{"media/a.yaml": "notes: []\n"}, []string{" unread-file"}},
		{"strings in a file", "description: {file: d.md}\n" + note, map[string]string{"d.md": "A {{@name}}"}, []string{"1:3 bad-value"}},
		{"control character and a poster", "notes:\n  - {id: n, front: '<video poster=\"p.svg\"></video>', back: \"a\\x1ab\"}\n", map[string]string{"media/p.svg": "<svg/>"}, []string{"4:62 bad-value"}},
		{"second row of control characters", "notes:\n  - {id: n, front: one, back: \"a\\x85b\"}\n", nil, []string{"4:33 bad-value"}},
		{"field of more than a mebibyte", "notes:\n  - id: n\n    front: one\n    back: '" + strings.Repeat("[sound:", 160_000) + "'\n", nil, []string{"6:11 bad-value"}},
		{"notes with one proposal", "notes:\n  - {front: same, back: one}\n  - {front: same, back: two}\n", nil, []string{"4:6 missing-id", "5:6 missing-id", "5:13 ambiguous-card"}},
		{"two spellings of a sub-deck", "notes:\n  - {id: a, deck: Bones, front: one, back: x}\n  - {id: b, deck: bones, front: two, back: y}\n", nil, []string{"5:10 deck-name"}},
		{"a name with a per cent sign", "notes:\n  - {id: a, front: '![](a%20b.svg)', back: x}\n", map[string]string{"media/a%20b.svg": "<svg/>"}, nil},
		{"a name that was encoded", "notes:\n  - {id: a, front: '![](a%20b.svg)', back: x}\n", map[string]string{"media/a b.svg": "<svg/>"}, []string{"4:25 media-reference", " orphan-media"}},
		{"retired in a wrong form", "retired: {id: a, reason: b}\n" + note, nil, []string{"3:10 bad-value"}},
		{"retired without anything", "retired:\n  -\n" + note, nil, []string{"4:4 bad-value"}},
		{"a guid that an id makes is retired", "retired: [{guid: " + guidOfA + ", reason: b}]\n" + note, nil, []string{"5:10 bad-value"}},
		{"an id and the guid it makes", "retired: [{id: a, reason: b}, {guid: " + guidOfA + ", reason: b}]\nnotes:\n  - {id: b, front: One question, back: answer}\n", nil, []string{"3:38 bad-value"}},
		{"notes that could not be read replace nothing", "retired: [{id: b, reason: c, replaced-by: d}]\nnotes:\n  - {id: d, notetype: none, front: One question, back: answer}\n", nil, []string{"5:23 bad-value"}},
		{"a picture in another case", "notes:\n  - {id: a, front: '![](A.svg)', back: x}\n", map[string]string{"media/a.svg": "<svg/>"}, []string{"4:25 missing-media"}},
	} {
		t.Run(c.name, func(t *testing.T) { c.check(t, head) })
	}
}

// A mistake is a deck with one, and what must be said of it.
type mistake struct {
	name string
	deck string            // deck.yaml without its first two lines
	more map[string]string // other files of the deck
	want []string          // line:column code
}

// check compiles the deck, whose first two lines are head.
func (c mistake) check(t *testing.T, head string) {
	files := map[string]string{"decks/d/deck.yaml": head + c.deck}
	for name, text := range c.more {
		files["decks/d/"+name] = text
	}
	r := repository(files)
	got := compile(t, r, pipeline.Options{})
	var places []string
	for _, d := range got.Diagnostics {
		place := ""
		if d.Span.HasPlace() {
			p := d.Span.From()
			place = fmt.Sprintf("%d:%d", p.Line, p.Column)
		}
		places = append(places, place+" "+d.Code)
	}
	slices.Sort(places)
	slices.Sort(c.want)
	if !slices.Equal(places, c.want) {
		t.Errorf("got  %q\nwant %q", places, c.want)
		for _, d := range got.Diagnostics {
			t.Log(d.Code, d.Message)
		}
	}
	if got.Collection == nil {
		return
	}
	if _, err := got.Write(pipeline.Output{Dir: t.TempDir()}); err != nil {
		t.Errorf("check lets pass what cannot be written: %v", err)
	}
}

// Files are found by their names, whatever code points the disk stores for them.
func TestComposedNames(t *testing.T) {
	files := repository(map[string]string{
		"decks/d/deck.yaml": head + "notes:\n  - {id: a, front: '![](\u00e9.svg)', back: x}\n",
		"decks/d/" + norm.NFD.String("notes/\u00e9.yaml"): "notes:\n  - {id: b, front: A question, back: y}\n",
		"decks/d/" + norm.NFD.String("media/\u00e9.svg"):  "<svg/>",
	})
	c := compile(t, files, pipeline.Options{})
	if c.Collection == nil || len(c.Collection.Notes) != 2 {
		t.Errorf("%v", c.Diagnostics)
	}
}

// No id is proposed that a retired note had: learners have it.
func TestProposedIDsAreNotRetired(t *testing.T) {
	const notes = "notes:\n  - {front: One question, back: answer}\n"
	proposed := func(more string) string {
		t.Helper()
		c := compile(t, repository(map[string]string{"decks/d/deck.yaml": head + more + notes}), pipeline.Options{})
		if codes := codes(c.Diagnostics); !slices.Equal(codes, []string{"decks/d/deck.yaml missing-id"}) {
			t.Fatalf("found %q", codes)
		}
		return c.Diagnostics[0].Fixes[0].Message
	}
	first := proposed("")
	id := strings.TrimSuffix(strings.TrimPrefix(first, "add `id: "), "`")
	if second := proposed("retired: [{id: " + id + ", reason: It was wrong.}]\n"); second == first {
		t.Errorf("twice %q", first)
	}
}

// What is safe to fix is fixed by applying it: the finding is gone, the file parses, and nothing new is found.
func TestSafeFixes(t *testing.T) {
	text := head + `tags: ['# x', 'a, b', '* z', "it's on"]
notes:
  - front: One question
    back: answer
    tags:
      - '# foo bar'
      - plain one
  - id:
    front: Another question
    back: other
  - {front: A third question, back: third}
  - id: ""
    front: A fourth question
    back: fourth
`
	fixed := 0
	for range 3 {
		c := compile(t, repository(map[string]string{"decks/d/deck.yaml": text}), pipeline.Options{})
		var edits []diag.Edit
		for _, d := range c.Diagnostics {
			if len(d.Fixes) > 0 && d.Fixes[0].Safe {
				edits = append(edits, d.Fixes[0].Edits...)
			}
		}
		fixed += len(edits)
		after, err := diag.Apply([]byte(text), edits)
		if err != nil {
			t.Fatal(err)
		}
		text = string(after)
	}
	c := compile(t, repository(map[string]string{"decks/d/deck.yaml": text}), pipeline.Options{})
	if len(c.Diagnostics) > 0 || fixed != 10 {
		t.Errorf("%d edits, then found %v\n%s", fixed, codes(c.Diagnostics), text)
	}
	tags := map[string]bool{}
	for _, n := range c.Collection.Notes {
		for _, tag := range n.Tags {
			tags[tag] = true
		}
	}
	want := []string{"#-foo-bar", "#-x", "*-z", "a,-b", "it's-on", "plain-one"}
	if got := slices.Sorted(maps.Keys(tags)); !slices.Equal(got, want) {
		t.Errorf("tags %q, want %q", got, want)
	}
}
