package pipeline

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/deckmill/deckmill/pipeline/coverage"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// Coverage counts what the variants of a deck have and lack, and lists what the value wanted lacks, unless that is "". whole
// is false when something of the deck could not be read. An error means that its folder could not be listed.
func (r *Repository) Coverage(p deck.Place, wanted string) (report *coverage.Report, whole bool, err error) {
	files, err := deck.ListFiles(r.FS, p)
	if err != nil {
		return nil, false, err
	}
	var found diag.List
	head := r.take(p)
	found = append(found, head.found...)
	axes, ok := deck.DecodeAxes(head.doc.Root, found.Report)
	if !ok {
		return &coverage.Report{Slug: p.Slug}, false, nil
	}
	var editions []*edition
	var decks []*deck.Deck
	for _, e := range axes.Editions() {
		d := deck.Decode(p, head.file, files, head.doc.Root, e, r.shared.deck, found.Report)
		editions, decks = append(editions, &edition{deck: d}), append(decks, d)
	}
	counter := coverage.NewCounter(decks, wanted)
	counter.Deck(head.doc.Root)
	units := openNotes(editions, files, openParts(decks[0], files, found.Report), head.doc, found.Report)
	for _, c := range countNotes(units, decks, wanted, &found) {
		counter.Add(c)
	}
	return counter.Report(), !slices.ContainsFunc(found, hidesNotes), nil
}

// hidesNotes reports whether a finding means that notes or texts of a deck were not seen.
func hidesNotes(d diag.Diagnostic) bool { return d.Code != "bad-value" && hidesOthers(d) }

// countNotes counts the notes of all units in parallel.
func countNotes(units []unit, decks []*deck.Deck, wanted string, found *diag.List) []*coverage.Counter {
	counters, lists := make([]*coverage.Counter, len(units)), make([]diag.List, len(units))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(units)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(units); i = int(next.Add(1)) - 1 {
				counters[i] = coverage.NewCounter(decks, wanted)
				units[i].count(decks, counters[i], lists[i].Report)
			}
		})
	}
	wg.Wait()
	for _, l := range lists {
		*found = append(*found, l...)
	}
	return counters
}

// count counts the notes of a unit.
func (u *unit) count(decks []*deck.Deck, c *coverage.Counter, report diag.Report) {
	items := u.items(report)
	u.items = nil
	notes := make([]*deck.Note, len(decks))
	for _, item := range items {
		for i, d := range decks {
			notes[i] = nil
			if note, ok := deck.DecodeNote(d, &u.defaults[i], item, report); ok {
				notes[i] = &note
			}
		}
		c.Note(notes)
	}
}
