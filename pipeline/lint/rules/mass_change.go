package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var massChange = &lint.Rule{
	Code:     "mass-change",
	Severity: diag.Warning,
	Title:    "Most published notes change at once",
	Says:     "20 of 20 notes change (a tag on all: `v2`): each replaces the learner's own edits and tags in it",
	Why: "A note that changes is written over the learner's: with it go the learner's own edits, tags and remarks in that note. So only " +
		"what has to change should. When most notes of a deck change at once, it is often by something that was not meant to " +
		"change any: another `markup`, files with other names, a tag for all, a newer version of Deckmill.",
	Bad: `# the last release had no tags here
deck: Vocabulary
tags: [v2]`,
	Good: `deck: Vocabulary
description: "Version 2"`,
	Not: []string{
		"new notes; templates and styles, which are no part of notes",
		"fewer than 20 notes",
	},
	Options:  []lint.Option{{Name: "share", Default: 0.5, About: "how much of the last release may change"}},
	Baseline: findMassChange,
}

// fewestChanges is the number of changed notes from which on it is a mass.
const fewestChanges = 20

func findMassChange(p *lint.DeckPass) {
	changed, all := p.Changed(), len(p.Baseline.Collection.Notes)
	if len(changed) < fewestChanges || float64(len(changed)) <= p.Float("share")*float64(all) {
		return
	}
	cause := ""
	if c := causeOfChanges(p, changed); c != "" {
		cause = " (" + c + ")"
	}
	p.Found(diag.Diagnostic{
		Span: deckNamePlace(p),
		Message: fmt.Sprintf("%d of %d notes change%s: each replaces the learner's own edits and tags in it",
			len(changed), all, cause),
		Help:    "change only what has to; `deckmill diff` shows what each note becomes",
		Related: []diag.Related{{Span: p.Origins[changed[0]].Span, Message: "the first of them is here"}},
	})
}

// causeOfChanges says what changed all of the notes, when it is one thing.
func causeOfChanges(p *lint.DeckPass, changed []int) string {
	before := p.Before()
	for _, cause := range []struct {
		name string
		is   func(old, now *collection.Note) bool
	}{
		{"files with other names", sameButForFiles},
		{"the same texts in other HTML, as after a change of `markup`", sameTexts},
	} {
		if !slices.ContainsFunc(changed, func(i int) bool { return !cause.is(before[i], &p.Collection.Notes[i]) }) {
			return cause.name
		}
	}
	return tagOnAll(p, changed)
}

// sameTexts reports whether a reader sees the same in both notes.
func sameTexts(old, now *collection.Note) bool {
	return sameFieldsBy(old, now, lint.Key) && slices.Equal(old.Tags, now.Tags)
}

// sameButForFiles reports whether two notes differ in the names of media files only.
func sameButForFiles(old, now *collection.Note) bool {
	return sameFieldsBy(old, now, withoutFiles) && slices.Equal(old.Tags, now.Tags)
}

func sameFieldsBy(old, now *collection.Note, view func(html string) string) bool {
	return slices.EqualFunc(old.Fields, now.Fields, func(a, b string) bool { return a == b || view(a) == view(b) })
}

// withoutFiles returns a field with all media files named alike.
func withoutFiles(html string) string {
	refs := field.MediaRefs(html)
	slices.SortFunc(refs, func(a, b field.MediaRef) int { return a.Start - b.Start })
	var out strings.Builder
	at := 0
	for _, r := range refs {
		if r.Start >= at { // a name within a name is gone with it
			out.WriteString(html[at:r.Start] + "?")
			at = r.End
		}
	}
	return out.String() + html[at:]
}

// tagOnAll names the one tag that all of the notes got or lost, if that is all that changed.
func tagOnAll(p *lint.DeckPass, changed []int) string {
	first, before := changed[0], p.Before()
	got, lost := tagChange(before[first].Tags, p.Collection.Notes[first].Tags)
	for _, i := range changed {
		old, n := before[i], &p.Collection.Notes[i]
		g, l := tagChange(old.Tags, n.Tags)
		if !slices.Equal(old.Fields, n.Fields) || !slices.Equal(g, got) || !slices.Equal(l, lost) {
			return ""
		}
	}
	switch {
	case len(got) == 1 && len(lost) == 0:
		return fmt.Sprintf("a tag on all: `%s`", got[0])
	case len(got) == 0 && len(lost) == 1:
		return fmt.Sprintf("a tag off all: `%s`", lost[0])
	case len(got) == 1 && len(lost) == 1:
		return fmt.Sprintf("tag `%s` for `%s` on all", got[0], lost[0])
	}
	return "other tags on all"
}

// tagChange returns the tags that only one of two lists has.
func tagChange(old, now []string) (got, lost []string) {
	only := func(a, b []string) (out []string) {
		for _, t := range a {
			if !slices.Contains(b, t) {
				out = append(out, t)
			}
		}
		return out
	}
	return only(now, old), only(old, now)
}
