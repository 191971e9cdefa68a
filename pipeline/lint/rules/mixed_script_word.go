package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mixedScriptWord = &lint.Rule{
	Code:     "mixed-script-word",
	Severity: diag.Warning,
	Title:    "A word of Latin and Cyrillic letters",
	Says:     "`Mocква` mixes Latin `Moc` with Cyrillic",
	Why: "Many Latin and Cyrillic letters look alike. A word with letters of both looks right, but search does not find it, " +
		"a learner who types it is marked wrong, and a voice reads nonsense. It comes from a keyboard that was switched too " +
		"late, or from a scan.",
	Bad: `- id: moscow
  front: Mocква
  back: Moscow`,
	Good: `- id: moscow
  front: Москва
  back: Moscow`,
	Not: []string{
		"Greek letters beside Latin ones (`Δx`, `µm`)",
		"letters with an accent, such as stressed vowels",
		"words that a hyphen, a digit or an apostrophe joins, and endings of abbreviations (`PCшка`)",
		"words in which letters of both scripts can have no other meaning",
		"fields for pronunciation, code and math",
	},
	Fix:  "The word with letters of one script is suggested where it is clear which of them are the strangers.",
	Note: findMixedScripts,
}

func findMixedScripts(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has(0xD0) && !f.Bytes.Has(0xD1) || isPhonetic(f.Def) {
			continue
		}
		reportMixedScripts(p, f)
	}
}

// reportMixedScripts reports the first such word of a field, with a fix for all if each has one.
func reportMixedScripts(p *lint.NotePass, f *lint.Field) {
	var first *diag.Diagnostic
	var changes []deck.Change
	unclear := false
	for _, w := range mixedWords(f.Source) {
		if f.Verbatim().Has(w.start) {
			continue
		}
		if first == nil {
			first = &diag.Diagnostic{
				Span: f.Span(w.start, w.end),
				Message: fmt.Sprintf("`%s` mixes %s `%s` with %s", lint.Clip(f.Source[w.start:w.end]), w.fewer, lint.Clip(w.intruders),
					otherScript(w.fewer)),
				Help: "type the word anew with one keyboard",
			}
		}
		unclear = unclear || w.mended == ""
		changes = append(changes, deck.Change{Start: w.start, End: w.end, New: w.mended})
	}
	if first == nil {
		return
	}
	if !unclear {
		first.Fixes = f.Fix("write it with letters of one script", false, changes...)
	}
	p.Found(*first)
}

func otherScript(s lint.Script) lint.Script {
	if s == lint.Latin {
		return lint.Cyrillic
	}
	return lint.Latin
}
