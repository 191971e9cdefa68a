package rules

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
)

var updateBlocked = &lint.Rule{
	Code:     "update-blocked",
	Severity: diag.Error,
	Title:    "Something changed that will not reach learners",
	Says:     "`media/_sort.js` changed but will not reach learners: who has a file of this name keeps the old one",
	Why: "An import takes only what Anki can tell to be newer. A note or note type is newer when its time is, so a build whose time is not " +
		"after that of the last release changes nothing for learners. Files with names that begin with `_` or `latex-` are never " +
		"replaced where a file of that name is there. Any other file arrives under a new name, which unchanged notes do not " +
		"know: they go on showing the old one. A description of a deck is kept when the new one is empty. A preset is known by its " +
		"key: who has it keeps its options as they came, because they may be the learner's own by now.",
	Bad: `# media/_sort.js was edited
notetypes:
  sorting:
    cards:
    - {key: sort, front: "{{Items}}<script src=_sort.js></script>", back: "{{Items}}"}`,
	Good: `# media/_sort.js is media/_sort-2.js now
notetypes:
  sorting:
    cards:
    - {key: sort, front: "{{Items}}<script src=_sort-2.js></script>", back: "{{Items}}"}`,
	Fix: "`deckmill fix --suggested update-blocked` gives a preset that changed another key.",
	Not: []string{
		"files with hashed names, which change with their content",
		"the time, when the last release is known by its sources only",
		"a description that was empty before",
		"a preset that is new or gone, or that another deck has",
	},
	Baseline: findBlockedUpdates,
}

func findBlockedUpdates(p *lint.DeckPass) {
	if !p.Baseline.Undated {
		findLateNotes(p)
		findLateNotetypes(p)
	}
	findKeptFiles(p)
	findKeptDescriptions(p)
	findKeptPresets(p)
}

// findLateNotes reports notes that changed, but would carry no later time than learners have them with, or than the whole
// release: who imported that has changed notes and note types since.
func findLateNotes(p *lint.DeckPass) {
	release := p.Baseline.Collection.Time
	before, first, late := p.Before(), -1, 0
	for _, i := range p.Changed() {
		if max(before[i].Mod, release) < p.Collection.Time {
			continue
		}
		late++
		if first < 0 || before[i].Mod > before[first].Mod {
			first = i
		}
	}
	if late > 0 {
		reportLate(p, diag.Plural(late, "note"), max(before[first].Mod, release),
			diag.Related{Span: p.Origins[first].Span, Message: "a note with that time is here"})
	}
}

// findLateNotetypes does the same for note types.
func findLateNotetypes(p *lint.DeckPass) {
	for i, t := range p.Notetypes {
		old, now := p.NotetypeBefore(i), &p.Collection.Notetypes[i]
		if old == nil || old.Equal(now) {
			continue
		}
		if then := max(old.Mod, p.Baseline.Collection.Time); then >= p.Collection.Time {
			reportLate(p, fmt.Sprintf("note type `%s`", t.Key), then, diag.Related{Span: typePlace(p, t), Message: "it is here"})
		}
	}
}

// farApart is how many seconds a last release must be later than the build that its time is suspect: a day.
const farApart = 24 * 60 * 60

func reportLate(p *lint.DeckPass, what string, mod int64, place diag.Related) {
	help := fmt.Sprintf("build with a later time: commit the changes, or give it, for instance `--timestamp %s`", time.Unix(mod+1, 0).UTC().Format(time.RFC3339))
	if mod-p.Collection.Time > farApart {
		help += "; but as long as that time is still to come, each import replaces what learners have changed in those notes"
	}
	p.Found(diag.Diagnostic{
		Span: deckNamePlace(p),
		Message: fmt.Sprintf("%s changed but will not reach learners: this build has the time %s, not after that of the last release, %s",
			what, moment(p.Collection.Time), moment(mod)),
		Help:    help,
		Related: []diag.Related{place},
	})
}

// moment writes a time, in seconds since 1970, for people.
func moment(seconds int64) string {
	return time.Unix(seconds, 0).UTC().Format("2006-01-02 15:04:05 UTC")
}

// deckNamePlace returns what a finding about the whole deck points at: its name, which stands first.
func deckNamePlace(p *lint.DeckPass) source.Span {
	if at := p.Deck.Span(); !at.IsZero() {
		return at
	}
	return p.Deck.File.Whole()
}

// findKeptFiles reports files with other content under their old name.
func findKeptFiles(p *lint.DeckPass) {
	old := make(map[string]*collection.Media, len(p.Baseline.Collection.Media))
	for i := range p.Baseline.Collection.Media {
		m := &p.Baseline.Collection.Media[i]
		old[m.Name] = m
	}
	for i := range p.Collection.Media {
		now, file := &p.Collection.Media[i], &p.Media[i]
		before := old[now.Name]
		if before == nil || before.SHA1 == now.SHA1 || before.SHA1 == [20]byte{} {
			continue
		}
		why := "notes that are not changed themselves go on showing the old one"
		if strings.HasPrefix(now.Name, "_") || strings.HasPrefix(now.Name, "latex-") {
			why = "who has a file of this name keeps the old one"
		}
		p.Found(diag.Diagnostic{
			Span:    file.Span,
			Message: fmt.Sprintf("`%s` changed but will not reach learners: %s", file.Path, why),
			Help:    fmt.Sprintf("rename it to `%s`, here and where it is named", nextName(path.Base(file.Path))),
		})
	}
}

var numbered = regexp.MustCompile(`^(.*[- ])([0-9]{1,6})$`)

// nextName returns the name of a file's next version: _sort.js, _sort-2.js, _sort-3.js.
func nextName(name string) string {
	ext := path.Ext(name)
	return nextVersion(strings.TrimSuffix(name, ext), "-") + ext
}

// nextVersion counts a name up, with a number after a sign.
func nextVersion(name, sign string) string {
	if m := numbered.FindStringSubmatch(name); m != nil {
		n, _ := strconv.Atoi(m[2])
		return m[1] + strconv.Itoa(n+1)
	}
	return name + sign + "2"
}

// findKeptDescriptions reports descriptions of decks that were taken away.
func findKeptDescriptions(p *lint.DeckPass) {
	old := map[string]string{}
	for _, d := range p.Baseline.Collection.Decks {
		old[names.Fold(d.Name)] = d.Description
	}
	for _, d := range p.Collection.Decks {
		if d.Description == "" && old[names.Fold(d.Name)] != "" {
			p.Found(diag.Diagnostic{
				Span:    deckNamePlace(p),
				Message: fmt.Sprintf("deck `%s` lost its description, but learners will keep the one that they have", d.Name),
				Help:    "write another one, be it short",
			})
		}
	}
}
