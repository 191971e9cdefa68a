package main

import (
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/learner"
)

// predict imports a release into the model of the learner's collection and says where Anki did something else: note by
// note in its import log, and in everything that the collection then holds. Both end as the model is after the import.
func (h *History) predict(m *learner.Collection, r *Release, c Choice, a *Answer) []string {
	o := learner.Options{Notes: learner.Condition(c.Notes), Notetypes: learner.Condition(c.Notetypes), Merge: c.Merge}
	log, err := m.Import(r.Collection, o, h.now)
	if err != nil || a.Error != "" {
		if (err != nil) != (a.Error != "") {
			return []string{fmt.Sprintf("predicted refusal: %v; Anki's: %s", err, a.Error)}
		}
		return nil
	}
	m.CheckDatabase() // as the worker does after every import
	h.stats.predicted += len(r.Notes)
	d := &differences{}
	got := a.outcomes(r)
	for i := range r.Collection.Notes {
		guid := r.Collection.Notes[i].GUID
		d.compare("outcome of note "+guid, int(log.Notes[i]), got[guid])
	}
	d.compare("one-way sync", log.OneWaySync, a.OneWay)
	d.states(m, a.State)
	return d.found
}

// outcomes returns Anki's import log by guid.
func (a *Answer) outcomes(r *Release) map[string]int {
	guids := map[int64]string{}
	for _, n := range a.State.Notes {
		guids[n.ID] = n.GUID
	}
	packages := map[int64]string{}
	for i := range r.Collection.Notes {
		packages[r.Collection.Notes[i].ID] = r.Collection.Notes[i].GUID
	}
	out := map[string]int{}
	for outcome, ids := range a.Outcomes {
		for _, id := range ids {
			if outcome == int(learner.Conflicting) { // Anki names the package's note, else the learner's
				out[packages[id]] = outcome
			} else {
				out[guids[id]] = outcome
			}
		}
	}
	return out
}

// differences are those between a prediction and Anki.
type differences struct{ found []string }

func (d *differences) compare(what string, predicted, got any) {
	if p, g := fmt.Sprintf("%#v", predicted), fmt.Sprintf("%#v", got); p != g {
		d.found = append(d.found, fmt.Sprintf("%s: predicted %s, Anki has %s", what, p, g))
	}
}

// states compares a model with a collection: notes, cards, note types, decks and media.
func (d *differences) states(m *learner.Collection, s *State) {
	d.compare("number of notes", len(m.Notes()), len(s.Notes))
	for _, n := range m.Notes() {
		held := s.note(n.GUID)
		if held == nil {
			d.found = append(d.found, "note "+n.GUID+" is predicted, Anki has none")
			continue
		}
		d.note(n, held, s)
	}
	types := map[string]*HeldType{}
	for i := range s.Notetypes {
		types[s.Notetypes[i].Name] = &s.Notetypes[i]
	}
	d.compare("number of note types", len(m.Notetypes()), len(types))
	for _, t := range m.Notetypes() {
		if held := types[t.Name]; held == nil {
			d.found = append(d.found, fmt.Sprintf("note type %q is predicted, Anki has none", t.Name))
		} else if !t.Stock() {
			d.notetype(t, held)
		}
	}
	var decks []string
	for _, k := range m.Decks() {
		decks = append(decks, k.Name+": "+k.Description)
	}
	var held []string
	for _, k := range s.Decks {
		held = append(held, k.Name+": "+k.Description)
	}
	slices.Sort(decks)
	slices.Sort(held)
	d.compare("decks", decks, held)
	media := map[string]string{}
	for name, sum := range m.Media() {
		media[name] = hex.EncodeToString(sum[:])
	}
	d.compare("media", sorted(media), sorted(s.Media))
}

func sorted(m map[string]string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, name+" "+m[name])
	}
	return out
}

func (d *differences) note(n *learner.Note, held *HeldNote, s *State) {
	what := "note " + n.GUID + ": "
	d.compare(what+"time", n.Mod, held.Mod)
	d.compare(what+"tags", strings.Join(n.Tags, " "), strings.Join(held.Tags, " "))
	d.compare(what+"fields", strings.Join(n.Fields, "\x1f"), strings.Join(held.Fields, "\x1f"))
	d.compare(what+"note type", n.Notetype.Name, s.notetype(held.Notetype).Name)
	var cards, have []string
	for _, c := range n.Cards {
		cards = append(cards, strconv.Itoa(c.Ord)+" "+c.Deck)
	}
	for _, c := range s.byNote[held.ID] {
		have = append(have, strconv.Itoa(c.Ord)+" "+s.deckName(c.Deck))
	}
	d.compare(what+"cards", cards, have)
}

func (d *differences) notetype(t *learner.Notetype, held *HeldType) {
	what := fmt.Sprintf("note type %q: ", t.Name)
	d.compare(what+"time", t.Mod, held.Mod)
	d.compare(what+"CSS", t.CSS, held.CSS)
	d.compare(what+"sort field", t.SortField, held.Sort)
	d.compare(what+"origin", t.Original, held.Original)
	var fields, templates []HeldPart
	for _, f := range t.Fields {
		fields = append(fields, HeldPart{ID: f.ID, Name: f.Name})
	}
	for _, c := range t.Templates {
		templates = append(templates, HeldPart{ID: c.ID, Name: c.Name, Front: c.Front, Back: c.Back})
	}
	d.compare(what+"fields", fields, held.Fields)
	d.compare(what+"cards", templates, held.Templates)
}
