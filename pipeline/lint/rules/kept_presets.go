package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// findKeptPresets reports presets with other options, or another name, under their old identity: Anki never changes one that
// is there (anki-format.md 4.6).
func findKeptPresets(p *lint.DeckPass) {
	for i := range p.Collection.Presets {
		now := &p.Collection.Presets[i]
		old := p.Baseline.Collection.Preset(now.ID)
		if old == nil || old.Name == now.Name && old.Values.Equal(&now.Values) {
			continue
		}
		d := diag.Diagnostic{
			Span: deckNamePlace(p),
			Message: fmt.Sprintf("preset `%s` changed but will not reach learners: who has it keeps it as it came (%s)",
				now.Name, presetChanges(old, now)),
			Help: "give it another key, here and where `preset:` names it, and no `anki-id`",
		}
		if at := slices.IndexFunc(p.Deck.Presets, func(s *deck.Preset) bool { return s.Name == now.Name }); at >= 0 {
			source := p.Deck.Presets[at]
			d.Span = source.KeyNode.Span()
			d.Message = strings.Replace(d.Message, now.Name, source.Key, 1)
			if source.Shared {
				d.Help = "give it another key, here and where `preset:` of decks names it, and no `anki-id`"
			} else if source.Identity.AnkiID == 0 {
				key, name := nextPreset(p.Deck, source)
				if old.Name != now.Name {
					name = now.Name // another already
				}
				d.Help = fmt.Sprintf("call it `%s`, here and where `preset:` names it", key)
				d.Fixes = []diag.Fix{{Message: d.Help, Edits: rekeyPreset(p.Deck, source, key, name)}}
			}
		}
		p.Found(d)
	}
}

// manyChanges is how many options of a preset are named.
const manyChanges = 3

// presetChanges says what differs in two presets: "`new-per-day` was 10 and is 12".
func presetChanges(old, now *collection.Preset) string {
	var says []string
	if old.Name != now.Name {
		says = append(says, fmt.Sprintf("its name was `%s` and is `%s`", old.Name, now.Name))
	}
	for _, c := range old.Values.Changes(&now.Values) {
		says = append(says, fmt.Sprintf("`%s` was %s and is %s", c.Key, c.Before, c.After))
	}
	if more := len(says) - manyChanges; more > 0 {
		says = append(says[:manyChanges], fmt.Sprintf("%d more", more))
	}
	return strings.Join(says, ", ")
}

// nextPreset returns the key and the name of a preset's next version, which no other has.
func nextPreset(d *deck.Deck, source *deck.Preset) (key, name string) {
	key, name = source.Key, source.Name
	taken := func(s *deck.Preset) bool { return s.Key == key || names.Fold(s.Name) == names.Fold(name) }
	for slices.ContainsFunc(d.Presets, taken) {
		key, name = nextVersion(key, "-"), nextVersion(name, " ")
	}
	return key, name
}

// rekeyPreset returns the edits that give a preset another key, and another name if one is written: learners will have both
// presets.
func rekeyPreset(d *deck.Deck, source *deck.Preset, key, name string) []diag.Edit {
	edits := []diag.Edit{yamltree.Replace(source.KeyNode, deck.Scalar(key))}
	if source.NameNode != nil && name != source.Name {
		edits = append(edits, yamltree.Replace(source.NameNode, deck.Scalar(name)))
	}
	for _, c := range d.PresetChoices() {
		if c.Preset == source {
			edits = append(edits, yamltree.Replace(c.Node, deck.Scalar(key)))
		}
	}
	slices.SortFunc(edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start })
	return edits
}
