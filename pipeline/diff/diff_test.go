package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/schema"
)

const (
	before = 1_700_000_000 // when the old release was built
	after  = 1_710_000_000 // and the new one
)

// A release is one for tests: two note types, two decks, some notes of before.
func release(name string, change ...func(*collection.Collection)) Release {
	c := &collection.Collection{
		Time:  before,
		Decks: []collection.Deck{{ID: 10, Name: "Body", Description: "All of it."}, {ID: 11, Name: "Body::Heart"}},
		Notetypes: []collection.Notetype{
			{ID: 100, Name: "Body basic", Mod: before, CSS: ".card {}",
				Fields:    []collection.Field{{ID: 1, Name: "Front"}, {ID: 2, Name: "Back"}, {ID: 3, Name: "Mine"}},
				Templates: []collection.Template{{ID: 1, Name: "Forward", Front: "{{Front}}", Back: "{{Back}}"}, {ID: 2, Name: "Reverse", Front: "{{Back}}", Back: "{{Front}}"}}},
			{ID: 200, Name: "Body cloze", Cloze: true, Mod: before,
				Fields: []collection.Field{{ID: 4, Name: "Text"}}, Templates: []collection.Template{{ID: 3, Name: "Cloze", Front: "{{cloze:Text}}", Back: "{{cloze:Text}}"}}},
		},
		Notes: []collection.Note{
			{ID: 1, GUID: "valves", Mod: before, Tags: []string{"organ"}, Fields: []string{"valves", "<b>three</b> of them", ""}, Cards: []collection.Card{{ID: 1, Deck: 1}, {ID: 2, Deck: 1, Ord: 1}}},
			{ID: 2, GUID: "lungs", Mod: before, Fields: []string{"lungs", "two", ""}, Cards: []collection.Card{{ID: 3}, {ID: 4, Ord: 1}}},
			{ID: 3, GUID: "bones", Notetype: 1, Mod: before, Fields: []string{"{{c1::femur}} and {{c2::tibia}}"}, Cards: []collection.Card{{ID: 5}, {ID: 6, Ord: 1}}},
		},
		Media: []collection.Media{{Name: "_font.woff2", SHA1: [20]byte{1}}, {Name: "heart.png", SHA1: [20]byte{2}}},
	}
	for _, f := range change {
		f(c)
	}
	return Release{Name: name, Collection: c}
}

// later makes a release the new one: what a change of it touches must carry its time.
func later(c *collection.Collection) { c.Time = after }

func edited(note, field int, to string) func(*collection.Collection) {
	return func(c *collection.Collection) { c.Notes[note].Fields[field], c.Notes[note].Mod = to, after }
}

func lacking(note int) func(*collection.Collection) {
	return func(c *collection.Collection) { c.Notes = slices.Delete(c.Notes, note, note+1) }
}

func notetype(i int, change func(*collection.Notetype)) func(*collection.Collection) {
	return func(c *collection.Collection) {
		change(&c.Notetypes[i])
		c.Notetypes[i].Mod = after
	}
}

func mustCompare(t *testing.T, old, new Release) *Diff {
	t.Helper()
	d, err := Compare(old, new, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestBump holds the rule of the version bump to cases, and to what each is about.
func TestBump(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*collection.Collection)
		want   Bump
		codes  string // of all reasons
	}{
		{"nothing", func(*collection.Collection) {}, None, ""},
		{"other ids of rows", func(c *collection.Collection) { c.Notes[0].ID = 77 }, None, ""},
		{"a text", edited(0, 1, "<b>four</b> of them"), Patch, "notes-changed"},
		{"a tag", func(c *collection.Collection) { c.Notes[0].Tags, c.Notes[0].Mod = []string{"organs"}, after }, Patch, "notes-changed"},
		{"the letters of a tag that Anki drops", func(c *collection.Collection) { c.Notes[0].Tags, c.Notes[0].Mod = []string{"leech", "organ"}, after }, Patch, "notes-rewritten"},
		{"only the time of a note", func(c *collection.Collection) { c.Notes[0].Mod = after }, Patch, "notes-rewritten"},
		{"a style", notetype(0, func(t *collection.Notetype) { t.CSS = ".card {color: red}" }), Patch, "notetypes-changed"},
		{"a renamed field", notetype(0, func(t *collection.Notetype) { t.Fields[0].Name = "Question" }), Patch, "notetypes-changed"},
		{"a description", func(c *collection.Collection) { c.Decks[0].Description = "More of it." }, Patch, "descriptions-changed"},
		{"a file that no note shows", func(c *collection.Collection) { c.Media = c.Media[:1] }, None, ""},
		{"a note", func(c *collection.Collection) {
			c.Notes = append(c.Notes, collection.Note{ID: 9, GUID: "nose", Mod: after, Fields: []string{"nose", "one", ""}, Cards: []collection.Card{{ID: 9}}})
		}, Minor, "notes-new"},
		{"a card of a note that is there", func(c *collection.Collection) {
			edited(2, 0, "{{c1::femur}} and {{c2::tibia}}, {{c3::fibula}}")(c)
			c.Notes[2].Cards = append(c.Notes[2].Cards, collection.Card{ID: 9, Ord: 2})
		}, Minor, "cards-new notes-changed"},
		{"cards in another deck", func(c *collection.Collection) { c.Notes[1].Cards[0].Deck = 1 }, Minor, "cards-moved"},
		{"a note type of a note", func(c *collection.Collection) {
			c.Notes[1].Notetype, c.Notes[1].Mod, c.Notes[1].Fields = 1, after, []string{"{{c1::two}} lungs"}
			c.Notes[1].Cards = c.Notes[1].Cards[:1]
		}, Major, "import-refused notes-skipped"},
		{"a change without a newer time", func(c *collection.Collection) { c.Notes[0].Fields[1] = "four" }, Major, "notes-blocked"},
		{"a style without a newer time", func(c *collection.Collection) { c.Notetypes[0].CSS = "x" }, Major, "notetypes-blocked"},
		{"a vanished note", lacking(1), Major, "notes-vanished"},
		{"a dropped cloze", func(c *collection.Collection) {
			edited(2, 0, "{{c1::femur}} and tibia")(c)
			c.Notes[2].Cards = c.Notes[2].Cards[:1]
		}, Major, "cards-blank notes-changed"},
		{"a field at the end", func(c *collection.Collection) {
			notetype(0, func(t *collection.Notetype) { t.Fields = append(t.Fields, collection.Field{ID: 9, Name: "More"}) })(c)
			c.Notes[0].Fields, c.Notes[1].Fields = append(c.Notes[0].Fields, ""), append(c.Notes[1].Fields, "")
		}, Major, "notes-skipped"},
		{"a card template in front", notetype(0, func(t *collection.Notetype) { slices.Reverse(t.Templates) }), Major, "notes-skipped"},
		{"a file under its old name", func(c *collection.Collection) { c.Media[0].SHA1 = [20]byte{7} }, Major, "media-blocked"},
		{"another sort field", notetype(0, func(t *collection.Notetype) { t.SortField = 1 }), Major, "one-way-sync notetypes-changed"},
		{"a deck with another name", func(c *collection.Collection) { c.Decks[1].Name = "Body::The heart" }, Major, "decks-renamed"},
		{"a deck in other letters", func(c *collection.Collection) { c.Decks[1].Name = "Body::HEART" }, None, ""},
	} {
		d := mustCompare(t, release("old"), release("new", later, c.change))
		var codes []string
		for _, r := range d.Reasons {
			codes = append(codes, r.Code)
		}
		if d.Bump() != c.want || strings.Join(slices.Compact(codes), " ") != c.codes {
			t.Errorf("%s: bump %s (%s), want %s (%s)", c.name, d.Bump(), strings.Join(codes, " "), c.want, c.codes)
		}
	}
}

// TestRetired tells notes that are gone on purpose from those that vanished.
func TestRetired(t *testing.T) {
	after := release("new", later, lacking(1))
	after.Retired = []collection.Retired{{GUID: "lungs", Reason: "wrong"}}
	d := mustCompare(t, release("old"), after)
	if d.Bump() != Minor || len(d.Reasons) != 1 || d.Reasons[0].Code != "notes-retired" {
		t.Errorf("bump %s, reasons %v", d.Bump(), d.Reasons)
	}
}

// everything is a comparison in which nearly everything there is to print happens.
func everything(t *testing.T, hostile string) *Report {
	old := release("old", func(c *collection.Collection) {
		c.Notes = append(c.Notes,
			collection.Note{ID: 70, GUID: "gone", Mod: before, Fields: []string{hostile, hostile, ""}, Cards: []collection.Card{{ID: 70}}},
			collection.Note{ID: 71, GUID: "wrong", Mod: before, Fields: []string{hostile, hostile, ""}, Cards: []collection.Card{{ID: 71}}})
		c.Media = append(c.Media, collection.Media{Name: hostile})
		c.Decks = append(c.Decks, collection.Deck{ID: 12, Name: "Body::" + hostile})
		c.Notes[1].Cards[0].Deck = 2
	})
	new := release("new", later, edited(0, 1, "<b>"+hostile+"</b>"), func(c *collection.Collection) {
		c.Notes[0].Tags = []string{strings.ReplaceAll(hostile, " ", "_")}
		c.Notes = append(c.Notes, collection.Note{ID: 9, GUID: "nose", Mod: after, Fields: []string{hostile, "one", ""}, Cards: []collection.Card{{ID: 9, Deck: 1}}})
		c.Decks[1].Name = "Body::" + hostile + "s"
		c.Decks[0].Description = hostile
		c.Media[0].SHA1 = [20]byte{9}
		c.Media[1].Name = hostile + ".png"
		edited(2, 0, "{{c1::femur}} "+hostile)(c)
		c.Notes[2].Cards = c.Notes[2].Cards[:1]
		notetype(0, func(t *collection.Notetype) {
			t.Name, t.CSS, t.Fields[1].Name, t.Templates[0].Name, t.Templates[0].Front = hostile, hostile, hostile, hostile, hostile+"{{Front}}"
		})(c)
	})
	new.Retired = []collection.Retired{{GUID: "wrong", Reason: hostile}}
	return &Report{Old: hostile, New: "new", Decks: []*Diff{mustCompare(t, old, new), mustCompare(t, Release{}, new), mustCompare(t, old, Release{})}}
}

// TestJSONSchema holds what WriteJSON writes to the schema.
func TestJSONSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema.Diff))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("diff.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s := c.MustCompile("diff.schema.json")
	same := &Report{Old: "a", New: "b", Decks: []*Diff{mustCompare(t, release("old"), release("new"))}}
	for _, r := range []*Report{everything(t, "text"), everything(t, hostileText), same, {}} {
		var b strings.Builder
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(instance); err != nil {
			t.Error(err)
		}
	}
	if strings.Contains(fmt.Sprint(doc), "description:] ") {
		t.Error("an empty description")
	}
}

// TestName finds what a deck is called in Anki.
func TestName(t *testing.T) {
	decks := func(names ...string) string {
		c := &collection.Collection{}
		for i, name := range names {
			c.Decks = append(c.Decks, collection.Deck{ID: int64(i + 2), Name: strings.TrimPrefix(name, "-")})
			if !strings.HasPrefix(name, "-") {
				c.Notes = append(c.Notes, collection.Note{Cards: []collection.Card{{Deck: i}}})
			}
		}
		side := sideOf(Release{Collection: c}, 0)
		return side.name()
	}
	for _, c := range []struct{ want, names string }{
		{"A", "A"}, {"A::B", "-A A::B"}, {"A", "A A::B"}, {"A", "-A A::B A::C"}, {"A::B", "-A -A::B A::B::C A::B::D"}, {"A", "A B"}, {"AB", "AB AB::C"}, {"AB", "AB AC"}, {"", ""},
	} {
		if got := decks(strings.Fields(c.names)...); got != c.want {
			t.Errorf("%s is called %q, want %q", c.names, got, c.want)
		}
	}
}
