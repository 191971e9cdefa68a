package diff

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/preset"
)

// Presets is what differs in presets. They are for learners who tick *Import any deck presets*; nobody else gets any.
type Presets struct {
	Added   []string // names; only New has them
	Gone    []string // only Old has; who has one keeps it
	Changed []PresetChange
	Decks   []DeckPreset
}

// A PresetChange is a preset of both releases, by its id, with other options.
type PresetChange struct {
	Name    string // in New
	Options []preset.Change
	Arrives bool // learners who have it get this
}

// A DeckPreset is a deck of both releases that has another preset. Names are "" for the learner's default.
type DeckPreset struct {
	Deck, From, To string
	Arrives        bool // learners who take presets get this
}

// comparePresets compares the presets of both releases, and those of their decks. l is what a learner has who took the presets
// of both.
func comparePresets(before, after *collection.Collection, l *learner.Collection) Presets {
	var out Presets
	for i := range after.Presets {
		now := &after.Presets[i]
		old := before.Preset(now.ID)
		if old == nil {
			out.Added = append(out.Added, now.Name)
			continue
		}
		changes := old.Values.Changes(&now.Values)
		if old.Name != now.Name {
			changes = append([]preset.Change{{Key: "name", Before: old.Name, After: now.Name}}, changes...)
		}
		if len(changes) > 0 {
			has := l.Preset(now.ID)
			arrives := has != nil && has.Name == now.Name && has.Values.Equal(&now.Values)
			out.Changed = append(out.Changed, PresetChange{now.Name, changes, arrives})
		}
	}
	for i := range before.Presets {
		if old := &before.Presets[i]; after.Preset(old.ID) == nil {
			out.Gone = append(out.Gone, old.Name)
		}
	}
	olds := byFoldedName(before.Decks)
	for i := range after.Decks {
		k := &after.Decks[i]
		old, both := olds[names.Fold(k.Name)]
		if !both {
			continue
		}
		from, fromID := presetOf(before, old)
		to, id := presetOf(after, k)
		if fromID != id {
			has := l.Deck(k.Name)
			out.Decks = append(out.Decks, DeckPreset{Deck: k.Name, From: from, To: to, Arrives: has != nil && has.Preset == id})
		}
	}
	return out
}

// blocked returns how many changes of presets do not arrive.
func (p *Presets) blocked() int {
	n := 0
	for _, c := range p.Changed {
		if !c.Arrives {
			n++
		}
	}
	return n
}

// presetOf returns the name and the id of a deck's preset.
func presetOf(c *collection.Collection, d *collection.Deck) (name string, id int64) {
	if p := c.PresetOf(d); p != nil {
		return p.Name, p.ID
	}
	return "", 0
}

// says tells what changed in presets and who gets it.
func (p *Presets) says() []string {
	const ticking = "who ticks *Import any deck presets*"
	var out []string
	for _, c := range p.Changed {
		text := fmt.Sprintf("`%s`: %s", c.Name, optionsSay(c.Options))
		if c.Arrives {
			text += "; learners get this"
		} else {
			text += "; this reaches nobody who has the preset, for Anki never changes one that is there: it needs a new key"
		}
		out = append(out, text)
	}
	out = append(out, some("new; "+ticking+" gets it", p.Added)...)
	out = append(out, some("in use no more; who has it keeps it", p.Gone)...)
	for _, d := range p.Decks {
		switch {
		case d.To == "":
			out = append(out, fmt.Sprintf("deck `%s` has no preset any more; who has `%s` there keeps it", d.Deck, d.From))
		case d.From == "":
			out = append(out, fmt.Sprintf("deck `%s` has the preset `%s` now; %s gets it", d.Deck, d.To, ticking))
		default:
			out = append(out, fmt.Sprintf("deck `%s` has the preset `%s` now, before `%s`; %s gets it", d.Deck, d.To, d.From, ticking))
		}
	}
	return out
}

// optionsSay tells how options changed.
func optionsSay(changes []preset.Change) string {
	var out []string
	for i, c := range changes {
		if i == someNames {
			out = append(out, counted(len(changes)-i, "more option", "more options"))
			break
		}
		out = append(out, fmt.Sprintf("`%s` was %s and is %s", c.Key, c.Before, c.After))
	}
	return strings.Join(out, ", ")
}
