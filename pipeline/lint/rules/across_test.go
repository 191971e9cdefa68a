package rules_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
	"github.com/deckmill/deckmill/pipeline/near"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

// passOf is a compiled deck of notes with a front and a back. The note type's name is the deck's.
func passOf(slug string, report diag.Report, notes ...[2]string) *lint.DeckPass {
	front, _ := template.Parse("{{Front}}")
	back, _ := template.Parse("{{Back}}")
	p := &lint.DeckPass{
		Deck:       &deck.Deck{Place: deck.Place{Slug: slug}},
		Collection: &collection.Collection{Decks: []collection.Deck{{Name: slug}}},
		Notetypes: []*deck.Notetype{{
			Key: slug, Unique: []int{0}, Cards: []deck.Card{{Name: "Card 1"}},
			Fields: []deck.Field{{Key: "front", Name: "Front"}, {Key: "back", Name: "Back"}},
		}},
		Sides:  [][]template.Sides{{{Front: front, Back: back}}},
		Report: report,
	}
	file := source.NewFile("decks/"+slug+".yaml", []byte("one line\n"))
	for i, n := range notes {
		p.Collection.Notes = append(p.Collection.Notes, collection.Note{Fields: n[:], Cards: []collection.Card{{}}})
		p.Origins = append(p.Origins, collection.Origin{Label: fmt.Sprintf("%s-%d", slug, i+1), Span: file.Span(0, 3)})
	}
	return p
}

func TestDuplicateNotesOfOtherDecks(t *testing.T) {
	var got []string
	report := func(d diag.Diagnostic) {
		got = append(got, fmt.Sprintf("%s %s: %s (%s)", d.Code, d.Note, d.Message, d.Related[0].Span.Path()))
	}
	r := lint.NewRunner(rules.All)
	seen := lint.NewSeen()
	a := passOf("a", report, [2]string{"bank", "Ufer"}, [2]string{"bank", "Ufer"}, [2]string{"wool", "Wolle"}, [2]string{"&nbsp;", ""})
	b := passOf("b", report, [2]string{"bank", "Geldinstitut"}, [2]string{"<b>wool</b>", "Wolle"}, [2]string{"wool", "Wolle"}, [2]string{"&nbsp;", ""})
	c := passOf("c", report, [2]string{"bank", "Ufer"}, [2]string{"bank", "Geldinstitut"}, [2]string{"Wool", "Wolle"})
	for _, p := range []*lint.DeckPass{a, b, c, a, b} {
		r.Across(p, seen)
		r.Across(p, nil)
	}
	ofB := "duplicate-note b-2: the same `front` and the same cards as a note in deck `a` (decks/a.yaml)"
	want := []string{
		ofB,
		"duplicate-note c-1: the same `front` and the same cards as a note in deck `a` (decks/a.yaml)",
		"duplicate-note c-2: the same `front` and the same cards as a note in deck `b` (decks/b.yaml)",
		ofB, // b was compiled twice, and says the same
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestSeenIsSmall(t *testing.T) {
	const notes = 200_000
	p := passOf("a", nil)
	all := make([]int, notes)
	for i := range all {
		all[i] = i
	}
	p.Origins = make([]collection.Origin, notes)
	at := source.NewFile("decks/a.yaml", []byte("one line\n")).Span(0, 3)
	key := func(note int) (string, bool) { return fmt.Sprint(note), true }
	before := heap()
	seen := lint.NewSeen()
	place := func(int) source.Span { return at }
	seen.Notes(p, all, key, place, nil)
	question := func(note int) (string, bool) { return fmt.Sprintf("Which of all questions has number %d?", note), true }
	seen.Near(p, near.Texts{Words: 3, Len: notes, Question: question}, place, nil)
	if used := (heap() - before) / notes; used > 200 {
		t.Errorf("%d bytes a note", used)
	}
	runtime.KeepAlive(seen)
	runtime.KeepAlive(p)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
