package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// An Act is a kind of thing that learners do between two imports. Do returns what the worker is asked to do, or nil if
// there is nothing to do it with.
type Act struct {
	Name   string
	Weight int
	Do     func(l *Study) Request
}

// A Request is what the worker takes: one JSON object.
type Request map[string]any

// A Study is a learner at the desk: the collection as it is, and the deck that it is about.
type Study struct {
	*State
	own  map[string]bool // guids of the notes of the deck
	deck *Deck
	rand *rand.Rand
}

var acts = []Act{
	{"reviews", 10, func(l *Study) Request {
		var due []int64
		for _, c := range some(l.rand, l.Cards, 1+l.rand.IntN(12)) {
			if c.Queue >= 0 {
				due = append(due, c.ID)
			}
		}
		if due == nil {
			return nil
		}
		return Request{"do": "review", "cards": due, "rating": l.rand.IntN(4)}
	}},
	{"an edit", 5, func(l *Study) Request {
		n := l.note()
		i := l.rand.IntN(len(n.Fields))
		text := n.Fields[i] + " mine" + fmt.Sprint(l.rand.IntN(1000))
		return Request{"do": "edit", "note": n.GUID, "fields": map[int]string{i: text}}
	}},
	{"a new cloze in a note", 1, func(l *Study) Request {
		n := l.note()
		if !strings.Contains(n.Fields[0], "{{c1::") {
			return nil
		}
		return Request{"do": "edit", "note": n.GUID, "fields": map[int]string{0: n.Fields[0] + " {{c9::mine}}"}}
	}},
	{"a personal field", 4, func(l *Study) Request {
		for _, n := range some(l.rand, l.Notes, len(l.Notes)) {
			if i := slices.Index(l.fieldNames(&n), "My notes"); i >= 0 && l.own[n.GUID] {
				return Request{"do": "edit", "note": n.GUID, "fields": map[int]string{i: "I met this in " + fmt.Sprint(1900+l.rand.IntN(200))}}
			}
		}
		return nil
	}},
	{"tags", 4, func(l *Study) Request {
		return Request{"do": "tag", "note": l.note().GUID, "tags": []string{oneOf(l.rand, []string{"mine", "marked", "Later::maybe", "HARD"})}}
	}},
	{"suspending", 3, func(l *Study) Request { return Request{"do": "suspend", "cards": l.cards(3)} }},
	{"burying", 1, func(l *Study) Request { return Request{"do": "bury", "cards": l.cards(3)} }},
	{"flags", 3, func(l *Study) Request {
		return Request{"do": "flag", "cards": l.cards(3), "flag": 1 + l.rand.IntN(7)}
	}},
	{"moving cards", 3, func(l *Study) Request {
		return Request{"do": "move", "cards": l.cards(4), "deck": oneOf(l.rand, []string{"My own", "My own::Hard", l.deck.Name + "::Mine"})}
	}},
	{"a note of their own", 1, func(l *Study) Request {
		n := l.note()
		fields := map[int]string{0: fmt.Sprintf("My own question %d?", l.rand.IntN(1e6)), 1: "{{c1::mine}}"}
		return Request{"do": "add", "note": fmt.Sprintf("own%d", l.rand.IntN(1e9)), "notetype": n.Notetype, "fields": fields, "deck": l.deck.Name}
	}},
}

// note returns one of the deck's notes.
func (l *Study) note() *HeldNote {
	var own []int
	for i := range l.Notes {
		if l.own[l.Notes[i].GUID] {
			own = append(own, i)
		}
	}
	return &l.Notes[oneOf(l.rand, own)]
}

// cards returns the ids of up to n cards.
func (l *Study) cards(n int) []int64 {
	var ids []int64
	for _, c := range some(l.rand, l.Cards, 1+l.rand.IntN(n)) {
		ids = append(ids, c.ID)
	}
	return ids
}

func (l *Study) fieldNames(n *HeldNote) []string {
	var out []string
	for _, f := range l.notetype(n.Notetype).Fields {
		out = append(out, f.Name)
	}
	return out
}
