package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

var needsNewerAnki = &lint.Rule{
	Code:     "needs-newer-anki",
	Severity: diag.Hint,
	Title:    "Older versions of Anki do not know this",
	Says:     "a cloze deletion with several numbers needs Anki 26.05; `minimum-anki` is 23.10",
	Why: "Learners use what their phone or their distribution has, and that may be years old. There a deletion with several " +
		"numbers is shown with its braces, a deeply nested one ends too early, a comment in a template is not one, and a turned mask lies " +
		"straight beside what it should hide.",
	Bad: `- id: brackets
  notetype: cloze
  text: "{{c1,2::Paris}} is the capital of {{c2::France}}."`,
	Good: `- id: brackets
  notetype: cloze
  text: "{{c1::Paris}} is the capital of {{c2::France}}."`,
	Not: []string{
		"what the version that you name with `minimum-anki` can do",
	},
	Options: []lint.Option{{Name: "minimum-anki", Default: "23.10", About: "the oldest version of Anki that learners may have"}},
	Note:    findNewInNote,
	Deck:    findNewTemplates,
}

// The versions that brought what they are named for (anki-format.md 5.1, 5.2, 6.1, 6.2).
const (
	masksVersion   = "23.10"
	labelVersion   = "23.12" // colons and backslashes in labels on pictures
	commentVersion = "25.02"
	nestedVersion  = "25.02" // deeper than 3
	deepVersion    = "25.07" // deeper than 8
	turnedVersion  = "25.07" // masks with an angle
	cardIDVersion  = "25.07"
	numbersVersion = "26.05"
	tagsVersion    = "26.05" // Tags make a card
	specialVersion = "26.08" // and so do the other special names
)

// needsVersion reports whether a version is newer than what learners may have, and what to say about it.
func needsVersion(least, version, feature string) (message string, newer bool) {
	if slices.Compare(versionOf(version), versionOf(least)) <= 0 {
		return "", false
	}
	return fmt.Sprintf("%s needs Anki %s; `minimum-anki` is %s", feature, version, lint.Clip(least)), true
}

// versionOf returns the numbers of a version such as 25.02.7; what is no number is 0, and so older than all.
func versionOf(version string) []int {
	var out []int
	for part := range strings.SplitSeq(version, ".") {
		n, _ := strconv.Atoi(part)
		out = append(out, n)
	}
	return out
}

func findNewInNote(p *lint.NotePass) {
	if p.Note.Notetype.Cloze {
		findNewClozes(p)
		findNewMasks(p)
	}
}

func findNewClozes(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('{') || !f.Bytes.Has(',') && strings.Count(f.HTML, "{{c") <= 3 {
			continue
		}
		nodes, _ := field.ParseClozes(f.HTML)
		reportNewClozes(p, f, featuresOf(nodes))
	}
}

// clozeFeatures are what old versions do not know about the deletions of a field.
type clozeFeatures struct {
	several *field.Cloze // the first with several numbers
	depth   int
}

func featuresOf(nodes []field.Node) (out clozeFeatures) {
	for _, n := range nodes {
		if n.Cloze == nil {
			continue
		}
		inside := featuresOf(n.Cloze.Nodes) // at most ten deep
		out.depth = max(out.depth, inside.depth+1)
		out.several = cmp.Or(out.several, inside.several)
		if out.several == nil && len(n.Cloze.Numbers) > 1 {
			out.several = n.Cloze
		}
	}
	return out
}

func reportNewClozes(p *lint.NotePass, f *lint.Field, has clozeFeatures) {
	report := func(version, feature, help string, at *field.Cloze) {
		if message, newer := needsVersion(p.Word("minimum-anki"), version, feature); newer {
			d := diag.Diagnostic{Span: f.Text().Whole(), Message: message, Help: help}
			if at != nil {
				opener, _, _ := strings.Cut(f.HTML[at.Start:at.End], "::")
				d.Span = f.Search(opener+"::", 0)
			}
			p.Found(d)
		}
	}
	if has.several != nil {
		report(numbersVersion, "a cloze deletion with several numbers", "write a deletion for each number, or set `minimum-anki`", has.several)
	}
	feature, help := fmt.Sprintf("a cloze deletion within %d others", has.depth-1), "take some out of the others, or set `minimum-anki`"
	switch {
	case has.depth > 8:
		report(deepVersion, feature, help, nil)
	case has.depth > 3:
		report(nestedVersion, feature, help, nil)
	}
}

// findNewMasks reports masks that older versions do not know, draw straight, or, if it is a label, leave out: of each kind the
// first in the note.
func findNewMasks(p *lint.NotePass) {
	if p.Note.Masks == nil {
		return
	}
	report := func(at source.Span, version, feature, help string) {
		if message, newer := needsVersion(p.Word("minimum-anki"), version, feature); newer {
			p.Found(diag.Diagnostic{Span: at, Message: message, Help: help})
		}
	}
	report(p.Fields[p.Note.Notetype.OcclusionField()].Place(), masksVersion, "image occlusion", "make a note of each part of the picture, or set `minimum-anki`")
	shapes := p.Note.Masks.Shapes
	if i := slices.IndexFunc(shapes, func(m deck.Mask) bool { return m.Shape.Angle != 0 }); i >= 0 {
		report(shapes[i].Span, turnedVersion, "a turned mask", "draw it as a polygon, or set `minimum-anki`")
	}
	if i := slices.IndexFunc(shapes, func(m deck.Mask) bool { return strings.ContainsAny(m.Shape.Text, `:\\`) }); i >= 0 {
		report(shapes[i].Span, labelVersion, "a label with a colon or a backslash", "write it without, or set `minimum-anki`")
	}
}
