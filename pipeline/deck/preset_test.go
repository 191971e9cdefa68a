package deck_test

import (
	"slices"
	"testing"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/preset"
)

// TestPresetsSayWhatTheyMean reads a preset that sets every option.
func TestPresetsSayWhatTheyMean(t *testing.T) {
	d, _, found := decode(t, head+`presets:
  all:
    name: All of them
    anki-id: 1531764320123
    learn-steps: [30s, 1m, 10, 1.5h, 1d]
    relearn-steps: []
    easy-days-percentages: [1, 1, 1, 1, 1, 0.5, 0]
    new-per-day: 8
    reviews-per-day: 9999
    initial-ease: 2.345
    easy-multiplier: 1.5
    hard-multiplier: 1
    lapse-multiplier: 0.25
    interval-multiplier: 0.9
    maximum-review-interval: 365
    minimum-lapse-interval: 2
    graduating-interval-good: 3
    graduating-interval-easy: 5
    new-card-insert-order: random
    leech-action: suspend
    leech-threshold: 6
    disable-autoplay: true
    cap-answer-time-to-secs: 30
    show-timer: true
    skip-question-when-replaying-answer: true
    bury-new: true
    bury-reviews: true
    bury-interday-learning: true
    new-mix: before
    interday-learning-mix: after
    new-card-sort-order: random-card
    review-order: overdueness
    new-card-gather-priority: deck-random-notes
    question-action: reminder
    desired-retention: 0.85
    stop-timer-on-answer: true
    historical-retention: 0.8
    seconds-to-show-question: 4.5
    seconds-to-show-answer: 3
    answer-action: reminder
    wait-for-audio: false
`, nil)
	if len(found) > 0 {
		t.Fatalf("found\n%s", screen(found))
	}
	p := d.Presets[0]
	if p.Name != "All of them" || p.Identity != (deck.Identity{Name: "all", AnkiID: 1531764320123}) {
		t.Errorf("got %q, %+v", p.Name, p.Identity)
	}
	want := preset.Values{
		{0.5, 1, 10, 90, 1440}, nil, {1, 1, 1, 1, 1, 0.5, 0}, {8}, {9999}, {2.345}, {1.5}, {1}, {0.25}, {0.9}, {365}, {2}, {3}, {5},
		{1}, {0}, {6}, {1}, {30}, {1}, {1}, {1}, {1}, {1}, {2}, {1}, {4}, {12}, {5}, {1}, {0.85}, {1}, {0.8}, {4.5}, {3}, {4}, {0},
	}
	for _, c := range want.Changes(&p.Values) {
		t.Errorf("%s: got %s, want %s", c.Key, c.After, c.Before)
	}
}

// TestPresetOf asks for the presets of decks: their own, else that of the nearest deck above.
func TestPresetOf(t *testing.T) {
	d, _, found := decode(t, head+`preset: light
presets: {light: {}, hard: {new-per-day: 50}}
subdecks: {Bones: {preset: hard}, Bones::Skull: {}, "Bones::Skull::Jaw": {preset: light}, Heart: {}}
`, nil)
	if len(found) > 0 {
		t.Fatalf("found\n%s", screen(found))
	}
	for path, want := range map[string]string{
		"": "light", "Heart": "light", "Heart::Left": "light", "Bones": "hard", "Bones::Skull": "hard", "Bones::Skull::Jaw": "light",
		"Bones::Skull::Jaw::Teeth": "light", "BonesToo": "light",
	} {
		if got := d.PresetOf(path).Key; got != want {
			t.Errorf("%q has the preset %s, want %s", path, got, want)
		}
	}
	if d, _, _ := decode(t, head, nil); d.PresetOf("A") != nil {
		t.Error("a deck without presets has one")
	}
}

// TestBrokenPresets holds that what was reported elsewhere counts as not given.
func TestBrokenPresets(t *testing.T) {
	d, _, _ := decode(t, head+"presets: {a: {new-per-day: 10000, learn-steps: 10m, bury-new: yes, review-order: dya}, b: 5}\npreset: c\n", nil)
	if len(d.Presets) != 1 || !slices.EqualFunc(d.Presets[0].Values[:], preset.Options[:], func(v preset.Value, o preset.Option) bool { return slices.Equal(v, o.Default) }) {
		t.Errorf("got %d presets, the first with %v", len(d.Presets), d.Presets[0].Values)
	}
	if d.PresetOf("") != nil {
		t.Error("a preset that is not there is used")
	}
}
