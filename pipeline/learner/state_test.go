package learner_test

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/deckmill/deckmill/pipeline/learner"
)

// A state is what can be seen after a step, in Anki and in the model.
type state struct {
	Error     string
	Panic     string            // Anki crashed, and the history ends
	Log       map[string]string // outcome by guid
	OneWay    bool
	Unsettled bool // says the model
	Notes     []noteState
	Notetypes []typeState
	Decks     map[string]string // description by name
	Media     map[string]string // SHA-1 by name
}

type noteState struct {
	GUID, Notetype string
	Mod            int64
	Tags, Fields   []string
	Cards          []learner.Card
}

type typeState struct {
	Name          string
	Mod, Original int64
	Cloze         bool
	CSS           string
	Sort          int
	Fields        []fieldState
	Templates     []templateState
}

type fieldState struct {
	Name string
	ID   int64
}

type templateState struct {
	Name                      string
	ID                        int64
	Front, Back               string
	BrowserFront, BrowserBack string
}

// look fills in the state of the model.
func (out *state) look(c *learner.Collection) {
	for _, n := range c.Notes() {
		out.Notes = append(out.Notes, noteState{n.GUID, n.Notetype.Name, n.Mod, n.Tags, n.Fields, n.Cards})
	}
	for _, nt := range c.Notetypes() {
		if nt.Stock() {
			continue
		}
		ts := typeState{Name: nt.Name, Mod: nt.Mod, Original: nt.Original, Cloze: nt.Cloze, CSS: nt.CSS, Sort: nt.SortField}
		for _, f := range nt.Fields {
			ts.Fields = append(ts.Fields, fieldState{f.Name, f.ID})
		}
		for _, k := range nt.Templates {
			ts.Templates = append(ts.Templates, templateState{k.Name, k.ID, k.Front, k.Back, k.BrowserFront, k.BrowserBack})
		}
		out.Notetypes = append(out.Notetypes, ts)
	}
	out.Decks, out.Media = map[string]string{}, map[string]string{}
	for _, d := range c.Decks() {
		out.Decks[d.Name] = d.Description
	}
	for name, sum := range c.Media() {
		out.Media[name] = hex.EncodeToString(sum[:])
	}
}

// sorted puts a state into an order that does not depend on ids.
func (s state) sorted() state {
	slices.SortFunc(s.Notes, func(a, b noteState) int { return cmp.Compare(a.GUID, b.GUID) })
	slices.SortFunc(s.Notetypes, func(a, b typeState) int { return cmp.Compare(a.Name, b.Name) })
	for i := range s.Notes {
		slices.SortStableFunc(s.Notes[i].Cards, func(a, b learner.Card) int {
			return cmp.Or(cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.Deck, b.Deck))
		})
	}
	return s
}

// difference returns the first step after which the model and Anki differ, and how; -1 when none does. Both must refuse
// the same imports; their words may differ.
func difference(model, real []state) (int, string) {
	for i := range real {
		if real[i].Panic != "" {
			break
		}
		m, r := model[i].sorted(), real[i].sorted()
		if (m.Error != "") != (r.Error != "") {
			return i, fmt.Sprintf("error of the model: %q, of Anki: %q", m.Error, r.Error)
		}
		m.Error, r.Error, m.Unsettled = "", "", false
		if d := gocmp.Diff(m, r, cmpopts.EquateEmpty()); d != "" {
			return i, "(-model +Anki)\n" + d
		}
	}
	return -1, ""
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// checkLog holds the log of an import to what the learner had before and has now.
func checkLog(t *testing.T, before, after *learner.Collection, log *learner.Log) {
	t.Helper()
	var decks, media, logged []string
	for _, d := range after.Decks()[len(before.Decks()):] {
		decks = append(decks, d.Name)
	}
	for name, sum := range after.Media() {
		if had, ok := before.Media()[name]; !ok || had != sum {
			media = append(media, name)
		}
	}
	for _, m := range log.Media {
		if before.Media()[m.As] != after.Media()[m.As] { // not the same once more
			logged = append(logged, m.As)
		}
	}
	slices.Sort(media)
	slices.Sort(logged)
	if !slices.Equal(decks, log.Decks) || !slices.Equal(media, logged) {
		t.Errorf("decks %q, logged %q; media %q, logged %q", decks, log.Decks, media, logged)
	}
	cards := log.Generated - log.Deleted
	for _, n := range log.Cards {
		cards += n
	}
	if had, has := countCards(before), countCards(after); had+cards != has {
		t.Errorf("%d cards of %d logged; now there are %d", cards, had, has)
	}
	for _, nt := range log.Notetypes {
		if nt.Notetype != nil && !slices.Contains(after.Notetypes(), nt.Notetype) {
			t.Errorf("note type %q is logged and not there", nt.Notetype.Name)
		}
	}
}

func countCards(c *learner.Collection) int {
	sum := 0
	for _, n := range c.Notes() {
		sum += len(n.Cards)
	}
	return sum
}
