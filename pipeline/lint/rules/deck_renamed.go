package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
)

var deckRenamed = &lint.Rule{
	Code:     "deck-renamed",
	Severity: diag.Warning,
	Title:    "Published cards lie in another deck",
	Says:     "deck `ML` is now `Machine learning`: learners keep 4 cards in the old one, new cards go to the new one",
	Why: "Anki knows decks by their names, and an import never moves a card that the learner has. After a deck is renamed, or a note " +
		"moved to another one, those cards stay in the old deck, which stays too; new cards arrive in the new one, and the learner " +
		"has to study two decks, or to move the cards by hand. The same happens by a misspelt name.",
	Bad: `# the last release said "deck: ML"
deck: Machine learning`,
	Good: `deck: ML`,
	Not: []string{
		"a name that differs in capital and small letters only",
	},
	Baseline: findRenamedDecks,
}

// A deckMove is the name of a deck before and now.
type deckMove struct{ old, now string }

type movedCards struct {
	cards, note int // how many; the first note that has one
	card        int // its template
}

func findRenamedDecks(p *lint.DeckPass) {
	moved := map[deckMove]*movedCards{}
	var order []deckMove
	decks := newDeckPairs(p)
	for i, old := range p.Before() {
		if old == nil {
			continue
		}
		n := &p.Collection.Notes[i]
		if p.NotetypeBefore(n.Notetype) != p.Baseline.NotetypeOf(old) {
			continue // its cards are others
		}
		for _, c := range n.Cards {
			for _, d := range old.Cards {
				if d.Ord != c.Ord {
					continue
				}
				m, same := decks.move(d.Deck, c.Deck)
				if same {
					continue
				}
				if moved[m] == nil {
					moved[m] = &movedCards{note: i, card: c.Ord}
					order = append(order, m)
				}
				moved[m].cards++
			}
		}
	}
	places := keyPlaces{}
	for _, m := range order {
		reportRenamedDeck(p, m, moved[m], decks.stays(m.old), places)
	}
}

// deckPairs compares decks of the last release with decks of this one, each pair once.
type deckPairs struct {
	p     *lint.DeckPass
	known map[[2]int]deckMove // the zero deckMove for two decks that are one to Anki
	now   map[string]bool     // folded names of this release
}

func newDeckPairs(p *lint.DeckPass) *deckPairs {
	d := &deckPairs{p: p, known: map[[2]int]deckMove{}, now: map[string]bool{}}
	for _, deck := range p.Collection.Decks {
		d.now[names.Fold(deck.Name)] = true
	}
	return d
}

// stays reports whether a deck of the last release is in this one.
func (d *deckPairs) stays(name string) bool { return d.now[names.Fold(name)] }

// move returns the names of two decks that are not one, given by index. Where a parent was renamed, and is gone, it is that
// which moved.
func (d *deckPairs) move(old, now int) (m deckMove, same bool) {
	key := [2]int{old, now}
	if m, known := d.known[key]; known {
		return m, m == deckMove{}
	}
	m = deckMove{d.p.Baseline.Collection.Decks[old].Name, d.p.Collection.Decks[now].Name}
	if names.Fold(m.old) == names.Fold(m.now) {
		m = deckMove{}
	}
	for {
		oldParent, oldName := cutLast(m.old, "::")
		nowParent, nowName := cutLast(m.now, "::")
		if oldParent == "" || nowParent == "" || oldName != nowName || d.stays(oldParent) {
			break
		}
		m = deckMove{oldParent, nowParent}
	}
	d.known[key] = m
	return m, m == deckMove{}
}

func reportRenamedDeck(p *lint.DeckPass, m deckMove, cards *movedCards, stays bool, places keyPlaces) {
	d := diag.Diagnostic{
		Span: deckPlace(p, cards, places), Note: p.Origins[cards.note].Label,
		Message: fmt.Sprintf("deck `%s` is now `%s`: learners keep %s in the old one, new cards go to the new one",
			m.old, m.now, diag.Plural(cards.cards, "card")),
		Help: "keep the old name, or tell learners to move their cards",
	}
	if stays {
		d.Message = fmt.Sprintf("%s moved from deck `%s` to `%s`: learners keep theirs in the old one",
			diag.Plural(cards.cards, "card"), m.old, m.now)
		d.Help = "leave published notes in their deck, or tell learners to move these"
	}
	if m.now == p.Deck.Name.Value {
		d.Span, d.Note = p.Deck.Name.Whole(), ""
	}
	p.Found(d)
}

// deckPlace returns where the deck of the first of the cards is written.
func deckPlace(p *lint.DeckPass, cards *movedCards, places keyPlaces) source.Span {
	t := p.Notetypes[p.Collection.Notes[cards.note].Notetype]
	if !t.Cloze && !t.Cards[cards.card].DeckSpan.IsZero() {
		return t.Cards[cards.card].DeckSpan
	}
	if v := places.of(p, cards.note, "deck"); v != nil {
		return v.Span()
	}
	return p.Origins[cards.note].Span
}
