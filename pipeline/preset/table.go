package preset

var (
	on, off = []float32{1}, []float32{0}
	mixing  = []string{"mix", "after", "before"}
)

// most is what Anki's window allows of many numbers.
const most, longest = 9999, 36500

// Options are the options that a deck can set, in the order of their fields in Anki's message. Not among them are those
// that are the learner's own: parameters of FSRS, and what its optimiser looks at (format.md section 12).
var Options = [...]Option{
	{Key: "learn-steps", Field: 1, Path: "new.delays", Kind: Steps, Default: []float32{1, 10}},
	{Key: "relearn-steps", Field: 2, Path: "lapse.delays", Kind: Steps, Default: []float32{10}},
	{Key: "easy-days-percentages", Field: 4, Path: "easyDaysPercentages", Kind: Shares, Max: 1, Default: []float32{1, 1, 1, 1, 1, 1, 1}},
	{Key: "new-per-day", Field: 9, Path: "new.perDay", Kind: Whole, Max: most, Default: []float32{20}},
	{Key: "reviews-per-day", Field: 10, Path: "rev.perDay", Kind: Whole, Max: most, Default: []float32{200}},
	{Key: "initial-ease", Field: 11, Path: "new.initialFactor", Legacy: Permille, Kind: Number, Min: 1.31, Max: 5, Default: []float32{2.5}},
	{Key: "easy-multiplier", Field: 12, Path: "rev.ease4", Kind: Number, Min: 1, Max: 5, Default: []float32{1.3}},
	{Key: "hard-multiplier", Field: 13, Path: "rev.hardFactor", Kind: Number, Min: 0.5, Max: 1.3, Default: []float32{1.2}},
	{Key: "lapse-multiplier", Field: 14, Path: "lapse.mult", Kind: Number, Max: 1, Default: []float32{0}},
	{Key: "interval-multiplier", Field: 15, Path: "rev.ivlFct", Kind: Number, Min: 0.5, Max: 2, Default: []float32{1}},
	{Key: "maximum-review-interval", Field: 16, Path: "rev.maxIvl", Kind: Whole, Min: 1, Max: longest, Default: []float32{longest}},
	{Key: "minimum-lapse-interval", Field: 17, Path: "lapse.minInt", Kind: Whole, Min: 1, Max: longest, Default: []float32{1}},
	{Key: "graduating-interval-good", Field: 18, Path: "new.ints.0", Kind: Whole, Min: 1, Max: longest, Default: []float32{1}},
	{Key: "graduating-interval-easy", Field: 19, Path: "new.ints.1", Kind: Whole, Min: 1, Max: longest, Default: []float32{4}},
	{Key: "new-card-insert-order", Field: 20, Path: "new.order", Legacy: Inverted, Kind: Word, Words: []string{"due", "random"}, Default: []float32{0}},
	{Key: "leech-action", Field: 21, Path: "lapse.leechAction", Kind: Word, Words: []string{"suspend", "tag"}, Default: []float32{1}},
	{Key: "leech-threshold", Field: 22, Path: "lapse.leechFails", Kind: Whole, Min: 1, Max: most, Default: []float32{8}},
	{Key: "disable-autoplay", Field: 23, Path: "autoplay", Legacy: Inverted, Kind: Switch, Default: off},
	{Key: "cap-answer-time-to-secs", Field: 24, Path: "maxTaken", Kind: Whole, Min: 1, Max: most, Default: []float32{60}},
	{Key: "show-timer", Field: 25, Path: "timer", Legacy: Binary, Kind: Switch, Default: off},
	{Key: "skip-question-when-replaying-answer", Field: 26, Path: "replayq", Legacy: Inverted, Kind: Switch, Default: off},
	{Key: "bury-new", Field: 27, Path: "new.bury", Kind: Switch, Default: off},
	{Key: "bury-reviews", Field: 28, Path: "rev.bury", Kind: Switch, Default: off},
	{Key: "bury-interday-learning", Field: 29, Path: "buryInterdayLearning", Kind: Switch, Default: off},
	{Key: "new-mix", Field: 30, Path: "newMix", Kind: Word, Words: mixing, Default: []float32{0}},
	{Key: "interday-learning-mix", Field: 31, Path: "interdayLearningMix", Kind: Word, Words: mixing, Default: []float32{0}},
	{Key: "new-card-sort-order", Field: 32, Path: "newSortOrder", Kind: Word, Words: []string{"template", "none", "template-random", "random-note", "random-card"}, Default: []float32{0}},
	{Key: "review-order", Field: 33, Path: "reviewOrder", Kind: Word, Words: []string{
		"day", "day-deck", "deck-day", "interval-asc", "interval-desc", "ease-asc", "ease-desc", "retrievability-asc", "random", "added",
		"added-desc", "retrievability-desc", "overdueness"}, Default: []float32{0}},
	{Key: "new-card-gather-priority", Field: 34, Path: "newGatherPriority", Kind: Word, Words: []string{
		"deck", "position-asc", "position-desc", "random-notes", "random-cards", "deck-random-notes"}, Default: []float32{0}},
	{Key: "question-action", Field: 36, Path: "questionAction", Kind: Word, Words: []string{"answer", "reminder"}, Default: []float32{0}},
	{Key: "desired-retention", Field: 37, Path: "desiredRetention", Kind: Number, Min: 0.7, Max: 0.99, Default: []float32{0.9}},
	{Key: "stop-timer-on-answer", Field: 38, Path: "stopTimerOnAnswer", Kind: Switch, Default: off},
	{Key: "historical-retention", Field: 40, Path: "sm2Retention", Kind: Number, Min: 0.7, Max: 0.97, Default: []float32{0.9}},
	{Key: "seconds-to-show-question", Field: 41, Path: "secondsToShowQuestion", Kind: Number, Max: most, Default: []float32{0}},
	{Key: "seconds-to-show-answer", Field: 42, Path: "secondsToShowAnswer", Kind: Number, Max: most, Default: []float32{0}},
	{Key: "answer-action", Field: 43, Path: "answerAction", Kind: Word, Words: []string{"bury", "again", "good", "hard", "reminder"}, Default: []float32{0}},
	{Key: "wait-for-audio", Field: 44, Path: "waitForAudio", Kind: Switch, Default: on},
}
