package cli

import (
	"fmt"
	"time"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// A sinceLast is what is remembered of the last release of a package when its deck was compiled.
type sinceLast struct {
	name       string // of the package
	latest     int64  // its latest time, in seconds since 1970; 0 when it has none that learners know
	notes, new int    // notes of the package, and those that it does not have
}

func sinceLastOf(c *pipeline.Compiled) []sinceLast {
	var list []sinceLast
	for _, p := range c.Packages {
		list = append(list, sinceLast{name: p.Name, latest: p.Latest, notes: p.Notes, new: p.New})
	}
	return list
}

// lasts returns what is remembered of the last releases of all packages.
func lasts(results []result) []sinceLast {
	var list []sinceLast
	for _, res := range results {
		list = append(list, res.last...)
	}
	return list
}

// news says which of the packages were built or checked without a last release, and of which the package has only a few notes:
// a part of the release may have been named for the whole.
func (b *baseline) news(results []result) []string {
	if b == nil {
		return nil
	}
	var lines []string
	if len(b.new) > 0 {
		lines = append(lines, fmt.Sprintf("%s: not in `%s`, so taken for new", diag.Escape(enumerate(b.new)), diag.Escape(b.name)))
	}
	for _, last := range lasts(results) {
		if b.rev == nil && 2*last.new > last.notes && last.new < last.notes {
			lines = append(lines, fmt.Sprintf("%s: %d of %s are not in `%s`; was all of the last release named?", diag.Escape(last.name),
				last.new, diag.Plural(last.notes, "note"), diag.Escape(b.packages[last.name].shown)))
		}
	}
	return lines
}

// tooLate is how far from now, in seconds, a time must lie that no clock can be excused for.
const tooLate = 24 * 60 * 60

// whatLateTimesDo is what becomes of learners' own changes when a note has a time that is still to come: an edit of
// theirs has an earlier one, and the next import takes it for old (anki-format.md 4.2).
const whatLateTimesDo = "until then each import replaces what learners have changed in its notes"

// warnOfTime warns of a build whose time is still to come.
func (s *session) warnOfTime(seconds int64) {
	if seconds-s.env.Now().Unix() > tooLate {
		printProblem(s.env.Stderr, fmt.Sprintf("this build has the time %s, which is still to come: %s", moment(seconds), whatLateTimesDo),
			"give it a time that has passed: with `--timestamp`, with `SOURCE_DATE_EPOCH`, or by a commit")
	}
}

// warnOfBaseline warns of last releases with times that are still to come.
func (s *session) warnOfBaseline(b *baseline, results []result) {
	if b == nil {
		return
	}
	var late []string
	latest := int64(0)
	for _, last := range lasts(results) {
		if last.latest-s.env.Now().Unix() > tooLate {
			late, latest = append(late, b.packages[last.name].shown), max(latest, last.latest)
		}
	}
	if len(late) > 0 {
		printProblem(s.env.Stderr, fmt.Sprintf("%s: built with the time %s, which is still to come: %s", quoteList(late, 3), moment(latest), whatLateTimesDo),
			"the way out replaces their changes once more: build without `--baseline`, and tell learners to import that release with *Always* for notes and note types")
	}
}

// moment writes a time, in seconds since 1970, for people.
func moment(seconds int64) string {
	return time.Unix(seconds, 0).UTC().Format("2006-01-02 15:04:05 UTC")
}
