package interop_test

import (
	"cmp"
	"fmt"
	"strings"
)

// A presetClaim is what an option of a preset means: lines of deck.yaml, and what Anki must have for each, by the names of
// Anki's own messages.
type presetClaim struct {
	key, field string
	written    []string
	meant      []any
}

// fieldsOf23_10 and wordsOf23_10 are what Anki 23.10 calls things that have other names now. Orders that it does not know stand
// for `day` there.
var (
	fieldsOf23_10 = map[string]string{"historical_retention": "sm2_retention"}
	wordsOf23_10  = map[any]any{
		"RETRIEVABILITY_ASCENDING": "RELATIVE_OVERDUENESS", "ADDED": "unknown 9", "REVERSE_ADDED": "unknown 10",
		"RETRIEVABILITY_DESCENDING": "unknown 11", "RELATIVE_OVERDUENESS": "unknown 12",
	}
)

// expect puts what is meant into the values of a preset, all of which are there if this Anki knows them.
func (c *presetClaim) expect(values map[string]any, meant any) {
	field := c.field
	if _, old := values["sm2_retention"]; old {
		field = cmp.Or(fieldsOf23_10[field], field)
		if word, ok := meant.(string); ok && c.key == "review-order" {
			meant = cmp.Or(wordsOf23_10[word], meant)
		}
	}
	if _, known := values[field]; known {
		values[field] = meant
	}
}

// numbers and words are claims about an option whose values Anki has as they are written, or by other words.
func numbers(key string, written ...string) presetClaim {
	c := presetClaim{key: key, field: strings.ReplaceAll(key, "-", "_"), written: written}
	for _, w := range written {
		var n float64
		_, _ = fmt.Sscan(w, &n)
		c.meant = append(c.meant, n)
	}
	return c
}

func words(key, meant string, written ...string) presetClaim {
	c := presetClaim{key: key, field: strings.ReplaceAll(key, "-", "_"), written: written}
	for _, w := range strings.Fields(meant) {
		c.meant = append(c.meant, w)
	}
	return c
}

func switches(keys ...string) []presetClaim {
	var out []presetClaim
	for _, key := range keys {
		out = append(out, presetClaim{key, strings.ReplaceAll(key, "-", "_"), []string{"true", "false"}, []any{true, false}})
	}
	return out
}

// presetClaims are all options, with the ends of their ranges and all their words.
var presetClaims = append([]presetClaim{
	{"learn-steps", "learn_steps", []string{"[30s, 1m, 10, 1.5h, 1d]", "[]", "[1s, 9999d]"}, []any{list(0.5, 1, 10, 90, 1440), list(), list(1.0/60, 9999*1440)}},
	{"relearn-steps", "relearn_steps", []string{"[]", "[2d]"}, []any{list(), list(2880)}},
	{"easy-days-percentages", "easy_days_percentages", []string{"[1, 1, 0.5, 1, 1, 0.25, 0]"}, []any{list(1, 1, 0.5, 1, 1, 0.25, 0)}},
	numbers("new-per-day", "0", "8", "9999"),
	numbers("reviews-per-day", "0", "150", "9999"),
	numbers("initial-ease", "1.31", "2.345", "5"),
	numbers("easy-multiplier", "1", "1.5", "5"),
	numbers("hard-multiplier", "0.5", "1.1", "1.3"),
	numbers("lapse-multiplier", "0", "0.25", "1"),
	numbers("interval-multiplier", "0.5", "0.9", "2"),
	numbers("maximum-review-interval", "1", "365", "36500"),
	numbers("minimum-lapse-interval", "1", "2", "36500"),
	numbers("graduating-interval-good", "1", "3", "36500"),
	numbers("graduating-interval-easy", "1", "5", "36500"),
	numbers("leech-threshold", "1", "6", "9999"),
	numbers("cap-answer-time-to-secs", "1", "30", "9999"),
	numbers("desired-retention", "0.7", "0.92", "0.99"),
	numbers("historical-retention", "0.7", "0.8", "0.97"),
	numbers("seconds-to-show-question", "0", "4.5", "9999"),
	numbers("seconds-to-show-answer", "0", "3", "9999"),
	words("new-card-insert-order", "DUE RANDOM", "due", "random"),
	words("leech-action", "SUSPEND TAG_ONLY", "suspend", "tag"),
	words("new-mix", "MIX_WITH_REVIEWS AFTER_REVIEWS BEFORE_REVIEWS", "mix", "after", "before"),
	words("interday-learning-mix", "MIX_WITH_REVIEWS AFTER_REVIEWS BEFORE_REVIEWS", "mix", "after", "before"),
	words("new-card-sort-order", "TEMPLATE NO_SORT TEMPLATE_THEN_RANDOM RANDOM_NOTE_THEN_TEMPLATE RANDOM_CARD",
		"template", "none", "template-random", "random-note", "random-card"),
	words("review-order", "DAY DAY_THEN_DECK DECK_THEN_DAY INTERVALS_ASCENDING INTERVALS_DESCENDING EASE_ASCENDING EASE_DESCENDING "+
		"RETRIEVABILITY_ASCENDING RANDOM ADDED REVERSE_ADDED RETRIEVABILITY_DESCENDING RELATIVE_OVERDUENESS",
		"day", "day-deck", "deck-day", "interval-asc", "interval-desc", "ease-asc", "ease-desc", "retrievability-asc", "random", "added",
		"added-desc", "retrievability-desc", "overdueness"),
	words("new-card-gather-priority", "DECK LOWEST_POSITION HIGHEST_POSITION RANDOM_NOTES RANDOM_CARDS DECK_THEN_RANDOM_NOTES",
		"deck", "position-asc", "position-desc", "random-notes", "random-cards", "deck-random-notes"),
	words("question-action", "SHOW_ANSWER SHOW_REMINDER", "answer", "reminder"),
	words("answer-action", "BURY_CARD ANSWER_AGAIN ANSWER_GOOD ANSWER_HARD SHOW_REMINDER", "bury", "again", "good", "hard", "reminder"),
}, switches("disable-autoplay", "show-timer", "skip-question-when-replaying-answer", "bury-new", "bury-reviews", "bury-interday-learning",
	"stop-timer-on-answer", "wait-for-audio")...)

func list(numbers ...float64) []any {
	out := []any{}
	for _, n := range numbers {
		out = append(out, n)
	}
	return out
}
