package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
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
		case c.old != "" && !strings.Contains(files[c.file], c.old):
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
// nothing is built, or, where only cards go astray, a warning. The fourth way needs variants: see TestFourthWay.
func TestTenWays(t *testing.T) {
	const main, rivers = "decks/d/deck.yaml", "decks/d/notes/rivers.yaml"
	for _, way := range []struct {
		name    string
		changes []change
		want    string
	}{
		{"1 an id is corrected", []change{{rivers, "id: rhine", "id: rhine-end"}}, "error note-vanished"},
		{"2 a note is deleted", []change{{main, "  - {id: ame, notetype: vocab, word: ame, meaning: rain}\n", ""}}, "error note-vanished"},
		{"2 an id is used for another note", []change{{rivers, "'Where does the Rhine end?', back: in the North Sea", "'Which lake has no outflow?', back: the Caspian"}}, "error note-replaced"},
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

// TestFourthWay adds a language and sorts them, in a deck that is published in two: in Anki nothing changes. Only where another
// language is called the original one do all notes get other guids, and that is stopped.
func TestFourthWay(t *testing.T) {
	const main = "decks/d/deck.yaml"
	const values = "{en: , de: }"
	first := map[string]string{main: strings.Replace(head, "deck: Test", "deck: Test ({{@language}})", 1) + `variants:
  - {axis: language, original: en, values: ` + values + `}
notes:
  - {id: rhine, front: {en: Where does the Rhine end, de: Wo endet der Rhein, fr: Où finit le Rhin}, back: {en: in the North Sea, de: in der Nordsee, fr: dans la mer du Nord}}
  - {id: rhone, guid: {en: "a!b", de: "c!d"}, front: {en: Where does the Rhône end, de: Wo endet die Rhone, fr: Où finit le Rhône}, back: {en: near Marseille, de: bei Marseille, fr: près de Marseille}}
`}
	first[main] = strings.NewReplacer(", fr: Où finit le Rhin", "", ", fr: Où finit le Rhône", "", ", fr: dans la mer du Nord", "", ", fr: près de Marseille", "").Replace(first[main])
	french := strings.NewReplacer("de: Wo endet der Rhein", "de: Wo endet der Rhein, fr: Où finit le Rhin", "de: Wo endet die Rhone", "de: Wo endet die Rhone, fr: Où finit le Rhône",
		"de: in der Nordsee", "de: in der Nordsee, fr: dans la mer du Nord", "de: bei Marseille", "de: bei Marseille, fr: près de Marseille")
	before := compile(t, repository(first), pipeline.Options{Time: firstTime})
	if len(before.Packages) != 2 || before.Collection == nil {
		t.Fatalf("the first release has errors: %v", before.Diagnostics)
	}
	load := func(name string) (*collection.Baseline, error) {
		if p := before.Named(name); p != nil {
			return collection.NewBaseline(name+".apkg", p.Collection), nil
		}
		return nil, nil
	}
	for _, way := range []struct{ name, text, want string }{
		{"a translation is added, languages are sorted", french.Replace(strings.Replace(first[main], values, "{de: , en: , fr: }", 1)), ""},
		{"another language is the original", strings.Replace(first[main], "original: en", "original: de", 1), "error note-vanished"},
	} {
		t.Run(way.name, func(t *testing.T) {
			got := compile(t, repository(map[string]string{main: way.text}), pipeline.Options{Time: secondTime, LoadBaseline: load})
			if way.want != "" {
				checkStopped(t, got, way.want)
				return
			}
			for _, d := range got.Diagnostics {
				t.Errorf("%s: %s [%s]", d.Severity, d.Message, d.Code)
			}
			for _, p := range before.Packages {
				sameRows := cmpopts.IgnoreFields(collection.Note{}, "ID", "Cards") // these are no identity
				if diff := cmp.Diff(p.Collection.Notes, got.Named(p.Name).Collection.Notes, sameRows); diff != "" {
					t.Errorf("%s is another: %s", p.Name, diff)
				}
			}
		})
	}
}

// TestInnocentChanges makes changes that look like some of those, and hurt nobody.
func TestInnocentChanges(t *testing.T) {
	const main, rivers = "decks/d/deck.yaml", "decks/d/notes/rivers.yaml"
	first := tenWaysDeck()
	vocabID := collection.FormulasOf(&deck.Deck{ID: deck.Text{Value: "5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52"}}).Notetype(deck.Identity{Name: "vocab"})
	for _, c := range []struct {
		name    string
		changes []change
	}{
		{"texts of a note", []change{{main, "meaning: rain", "meaning: the rain"}}},
		{"new notes", []change{{main, "notes:\n", "notes:\n  - {id: new, front: a new one, back: neu}\n"}}},
		{"notes in another order and file", []change{{main, "  - {id: ame, notetype: vocab, word: ame, meaning: rain}\n", ""},
			{"decks/d/notes/words.yaml", "", "notetype: vocab\nnotes:\n  - {id: ame, word: ame, meaning: rain}\n"}}},
		{"a file with another name", []change{{rivers, "", ""}, {"decks/d/notes/europe/rivers.yaml", "", first[rivers]}}},
		{"the deck in one file", []change{{main, "<img src=_rule.svg>", ""}, {rivers, "", ""}, {"decks/d/media/_rule.svg", "", ""}, {main, "", ""},
			{"decks/d.yaml", "", strings.Replace(first[main], "<img src=_rule.svg>", "", 1) + "  - {id: rhine, deck: Rivers, front: 'Where does the Rhine end?', back: in the North Sea}\n"}}},
		{"keys with was", []change{{main, "  vocab:", "  word:\n    was: vocab"}, {main, "notetype: vocab", "notetype: word"}, {main, "[word, meaning]", "[word, {key: sense, was: meaning}]"},
			{main, "{{Meaning}}", "{{Sense}}"}, {main, "meaning: rain", "sense: rain"}, {main, "key: read", "key: recognise, was: read"}}},
		{"names", []change{{main, "  vocab:", "  vocab:\n    name: Words"}, {main, "[word, meaning]", "[{key: word, name: Japanese}, meaning]"},
			{main, "{{Word}}", "{{Japanese}}"}, {main, "key: read", "key: read, name: Recognise"}}},
		{"a built-in of the deck's own", []change{{main, "  vocab:", "  question:\n    was: basic\n    fields: [front, back]\n    cards: [{key: card-1, front: '{{Front}}!', back: '{{Back}}'}]\n  vocab:"},
			{main, "id: gan-how", "id: gan-how, notetype: question"}, {rivers, "deck:", "notetype: question\ndeck:"}}},
		{"an id written down", []change{{main, "  vocab:", fmt.Sprintf("  vocab:\n    anki-id: %d", vocabID)}}},
		{"styles and templates", []change{{main, "  vocab:", "  vocab:\n    css: '.card { color: teal }'"}, {main, "{{Word}}\"", "{{Word}}?\""}}},
		{"more clozes, in another order", []change{{main, "The {{c1::Rhône}} and the {{c2::Saône}} meet in {{c3::Lyon}}.", "{{c3::Lyon}}: {{c4::here}} meet the {{c2::Saône}} and the {{c1::Rhône}}."}}},
		{"a deck's capitals", []change{{main, "deck: Test", "deck: TEST"}, {rivers, "Rivers", "rivers"}}},
		{"a description", []change{{main, "notetypes:", "description: With rivers.\nnotetypes:"}}},
		{"a picture with another name", []change{{"decks/d/media/_rule.svg", "", ""}, {"decks/d/media/_rule-2.svg", "", "<svg/>"}, {main, "_rule.svg", "_rule-2.svg"}}},
		{"another default that no note has", []change{{main, "notetypes:", "notetype: vocab\nnotetypes:"}, {main, "id: gan-how", "id: gan-how, notetype: basic"}, {rivers, "notes:", "notetype: basic\nnotes:"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := release{first: first, changes: c.changes}.compile(t)
			for _, d := range got.Diagnostics {
				t.Errorf("%s: %s [%s]", d.Severity, d.Message, d.Code)
			}
		})
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
