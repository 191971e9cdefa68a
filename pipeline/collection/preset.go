package collection

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/preset"
)

// A Preset is options of decks under a name. Learners get it only if they ask for it, and keep it as it came
// (anki-format.md 4.6).
type Preset struct {
	ID     int64
	Name   string
	Values preset.Values
}

// PresetOf returns the preset of a deck of c, or nil when that is the learner's default.
func (c *Collection) PresetOf(d *Deck) *Preset {
	if d.Preset == 0 {
		return nil
	}
	return &c.Presets[d.Preset-1]
}

// Preset returns the preset with this id, or nil.
func (c *Collection) Preset(id int64) *Preset {
	if i := slices.IndexFunc(c.Presets, func(p Preset) bool { return p.ID == id }); i >= 0 {
		return &c.Presets[i]
	}
	return nil
}

// UsePreset gives a deck of c a preset, which becomes one of c's if it is not yet.
func (c *Collection) UsePreset(d *Deck, p Preset) {
	i := slices.IndexFunc(c.Presets, func(q Preset) bool { return q.ID == p.ID })
	if i < 0 {
		i = len(c.Presets)
		c.Presets = append(c.Presets, p)
	}
	d.Preset = i + 1
}

// presetID returns the id of a preset of the deck, or repository, with this id: one for all its variants (format.md section
// 13).
func presetID(owner string, p deck.Identity) int64 {
	if p.AnkiID != 0 {
		return p.AnkiID
	}
	id, _ := uuid.Parse(owner)
	return number(under(id, "preset:"+p.Name))
}

// ownerOf returns the id of what a preset belongs to: of the repository, or of the deck.
func (c *Compiler) ownerOf(p *deck.Preset) string {
	if p.Shared {
		return c.deck.Shared.ID.Value
	}
	return c.deck.ID.Value
}

// presetOf returns the preset of the deck of this name, or nil. Decks above that of the source are not its own.
func (c *Compiler) presetOf(name string) *deck.Preset {
	path, below := strings.CutPrefix(name, c.deck.Name.Value)
	if !below || path != "" && !strings.HasPrefix(path, "::") {
		return nil
	}
	return c.deck.PresetOf(strings.TrimPrefix(path, "::"))
}
