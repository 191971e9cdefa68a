package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// A release is one that is made of the first by changes, and compiled on top of it.
type release struct {
	first   map[string]string
	changes []change
	time    int64
}

// A change replaces old in a file by text. Without old it writes the file; without either it removes it.
type change struct{ file, old, text string }

const firstTime, secondTime = 1_600_000_000, 1_700_000_000

func (r release) compile(t *testing.T) *pipeline.Compiled {
	t.Helper()
	before := compile(t, repository(r.first), pipeline.Options{Time: firstTime})
	if before.Collection == nil {
		t.Fatalf("the first release has errors: %v", before.Diagnostics)
	}
	files := map[string]string{}
	for name, text := range r.first {
		files[name] = text
	}
	for _, c := range r.changes {
		switch {
		case c.old == "" && c.text == "":
			delete(files, c.file)
		case c.old == "":
			files[c.file] = c.text
		case !strings.Contains(files[c.file], c.old):
			t.Fatalf("%q is not in %s", c.old, c.file)
		default:
			files[c.file] = strings.ReplaceAll(files[c.file], c.old, c.text)
		}
	}
	time := r.time
	if time == 0 {
		time = secondTime
	}
	return compile(t, repository(files), pipeline.Options{Time: time, Baseline: collection.NewBaseline("d.apkg", before.Collection)})
}

// tenWaysDeck is a deck that can be hurt in every way.
func tenWaysDeck() map[string]string {
	return map[string]string{
		"decks/d/deck.yaml": head + `notetypes:
  vocab:
    fields: [word, meaning]
    cards:
      - {key: read, front: "{{Word}}", back: "{{Meaning}}"}
      - {key: write, front: "{{Meaning}}", back: "{{Word}}<img src=_rule.svg>"}
notes:
  - {id: gan-how, front: 'How are the two networks of a GAN trained?', back: against each other}
  - {id: lyon, notetype: cloze, text: "The {{c1::Rhône}} and the {{c2::Saône}} meet in {{c3::Lyon}}."}
  - {id: ame, notetype: vocab, word: ame, meaning: rain}
`,
		"decks/d/notes/rivers.yaml": "deck: Rivers\nnotes:\n  - {id: rhine, front: 'Where does the Rhine end?', back: in the North Sea}\n",
		"decks/d/media/_rule.svg":   "<svg id='1'/>",
	}
}

// TestTenWays makes each of the innocent changes of format.md section 16 and expects it to be stopped: an error, by which
// nothing is built, or, where only cards go astray, a warning. The fourth way needs variants.
func TestTenWays(t *testing.T) {
	const main, rivers = "decks/d/deck.yaml", "decks/d/notes/rivers.yaml"
	for _, way := range []struct {
		name    string
		changes []change
		want    string
	}{
		{"2 a retired id is used again", []change{{main, "notes:\n", "retired: [{id: gan-how, reason: wrong}]\nnotes:\n"}}, "error bad-value"},
		{"3 a deck is copied", []change{{"decks/e/deck.yaml", "", tenWaysDeck()[main]}, {"decks/e/media/_rule.svg", "", "<svg id='1'/>"}}, "error duplicate-id"},
		{"5 the key of a field is changed", []change{{main, "[word, meaning]", "[word, sense]"}, {main, "{{Meaning}}", "{{Sense}}"}, {main, "meaning: rain", "sense: rain"}}, "error fields-changed"},
		{"5 the key of a card is changed", []change{{main, "key: read", "key: recognise"}}, "error templates-changed"},
		{"5 the key of a note type is changed", []change{{main, "  vocab:", "  word:"}, {main, "notetype: vocab", "notetype: word"}}, "error note-type-moved"},
		{"5 a note type is replaced by another", []change{{main, "lyon, notetype: cloze, text: \"The {{c1::Rhône}} and the {{c2::Saône}} meet in {{c3::Lyon}}.\"", "lyon, front: 'Where do the Rhône and the Saône meet?', back: in Lyon"}}, "error note-type-moved"},
		{"5 the default note type is another", []change{{rivers, "notes:", "notetype: basic-reversed\nnotes:"}}, "error note-type-moved"},
		{"6 a card is put first", []change{{main, "      - {key: read,", "      - {key: hear, front: \"{{Word}}!\", back: \"{{Meaning}}\"}\n      - {key: read,"}}, "error templates-changed"},
		{"6 a field is put first", []change{{main, "[word, meaning]", "[number, word, meaning]"}, {main, "{{Meaning}}\"}", "{{Meaning}} {{Number}}\"}"}}, "error fields-changed"},
		{"7 a cloze number is dropped", []change{{main, "{{c3::Lyon}}", "Lyon"}}, "error cloze-changed"},
		{"7 clozes are renumbered", []change{{main, "{{c1::Rhône}} and the {{c2::Saône}} meet in {{c3::Lyon}}", "Rhône and the {{c1::Saône}} meet in {{c2::Lyon}}"}}, "error cloze-changed"},
		{"8 a picture is replaced under its name", []change{{"decks/d/media/_rule.svg", "1", "2"}}, "error update-blocked"},
		{"9 a file is renamed to .yml", []change{{rivers, "", ""}, {"decks/d/notes/rivers.yml", "", tenWaysDeck()[rivers]}}, "error unread-file"},
		{"9 a file is moved out of notes/", []change{{rivers, "", ""}, {"decks/d/rivers.yaml", "", tenWaysDeck()[rivers]}}, "error unread-file"},
		{"10 a typo in the name of the deck", []change{{main, "deck: Test", "deck: Tset"}}, "warning deck-renamed"},
		{"10 a typo in the name of a sub-deck", []change{{rivers, "Rivers", "Rievrs"}}, "warning deck-renamed"},
	} {
		t.Run(way.name, func(t *testing.T) {
			got := release{first: tenWaysDeck(), changes: way.changes}.compile(t)
			checkStopped(t, got, way.want)
		})
	}
}

// checkStopped makes sure that a finding is there, and that an error stops the build.
func checkStopped(t *testing.T, c *pipeline.Compiled, want string) {
	t.Helper()
	found := ""
	for _, d := range c.Diagnostics {
		found += fmt.Sprintf("%s %s: %s\n", d.Severity, d.Code, d.Message)
	}
	if !slices.ContainsFunc(c.Diagnostics, func(d diag.Diagnostic) bool { return d.Severity.String()+" "+d.Code == want }) {
		t.Errorf("no %s among\n%s", want, found)
	}
	if strings.HasPrefix(want, "error") && c.Collection != nil {
		t.Error("the deck would be built")
	}
}

// Without a change there is no finding, and nothing is newer than it was.
func TestSameReleaseAgain(t *testing.T) {
	got := release{first: tenWaysDeck()}.compile(t)
	if len(got.Diagnostics) > 0 {
		t.Errorf("%v", got.Diagnostics)
	}
	for _, n := range got.Collection.Notes {
		if n.Mod != firstTime {
			t.Errorf("note %s has the time of this build", n.GUID)
		}
	}
}

// A release must be later than the one before it, and its author must learn how.
func TestLateRelease(t *testing.T) {
	const main = "decks/d/deck.yaml"
	for _, c := range []struct {
		name, old, text string
		want            int
	}{
		{"a note", "meaning: rain", "meaning: the rain", 1},
		{"a note type", "{{Meaning}}\"}", "<b>{{Meaning}}</b>\"}", 1},
		{"both", "rain", "rain, {{Meaning}}", 1},
		{"a new note", "notes:\n", "notes:\n  - {id: new, front: new, back: neu}\n", 0},
		{"nothing", "rain", "rain", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, time := range []int64{firstTime - 1, firstTime, firstTime + 1} {
				got := release{first: tenWaysDeck(), changes: []change{{main, c.old, c.text}}, time: time}.compile(t)
				blocked := 0
				for _, d := range got.Diagnostics {
					if d.Code == "update-blocked" {
						blocked++
					}
				}
				want := c.want
				if time > firstTime {
					want = 0
				}
				if blocked != want {
					t.Errorf("time %d: %d findings, want %d: %v", time, blocked, want, got.Diagnostics)
				}
			}
		})
	}
}
