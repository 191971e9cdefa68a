package rules

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var unusedPreset = &lint.Rule{
	Code:     "unused-preset",
	Severity: diag.Hint,
	Title:    "A preset is used by no deck",
	Says:     "no deck uses preset `gentle`",
	Why: "A preset is in the package only if the deck or a sub-deck names it with `preset:`. Without that, nobody gets its options. " +
		"It is a leftover, or `preset:` was forgotten.",
	Bad: `presets:
  gentle: {new-per-day: 2}`,
	Good: `preset: gentle
presets:
  gentle: {new-per-day: 2}`,
	Deck: findUnusedPresets,
}

func findUnusedPresets(p *lint.DeckPass) {
	choices := p.Deck.PresetChoices()
	if slices.ContainsFunc(choices, func(c deck.PresetChoice) bool { return c.Preset == nil }) {
		return // one of them is meant, which was reported
	}
	for _, s := range p.Deck.Presets {
		if s.Shared || slices.ContainsFunc(choices, func(c deck.PresetChoice) bool { return c.Preset == s }) {
			continue
		}
		p.Found(diag.Diagnostic{
			Span:    s.KeyNode.Span(),
			Message: fmt.Sprintf("no deck uses preset `%s`", s.Key),
			Help:    fmt.Sprintf("write `preset: %s` in the deck or below a sub-deck, or remove the preset", s.Key),
		})
	}
}
