package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/spdx"
)

var deckMetadata = &lint.Rule{
	Code:     "deck-metadata",
	Severity: diag.Warning,
	Title:    "The deck does not say what others may do with it, or what it is",
	Says:     "no licence: nobody else may use this deck",
	Why: "Without a licence nobody but its authors may copy, change or translate a deck, however public it is. A site that lists " +
		"decks, and whoever wants to use one, looks for an SPDX expression such as `CC-BY-4.0`: a name that means exactly one " +
		"text.\n\n" +
		"The description is what learners read when they open the deck. The language decides in which direction fields are " +
		"written, and some rules know its words.",
	Bad: `deck: Capitals of Europe`,
	Good: `deck: Capitals of Europe
description: The 44 capitals, with maps.
language: en
license: CC-BY-4.0`,
	Not: []string{
		"expressions: `CC-BY-SA-4.0 OR GPL-3.0-or-later`",
		"terms of your own: `LicenseRef-our-school`",
		"a missing description or language, as a warning: they are a hint",
	},
	Fix:  "The name of a licence that was probably meant is suggested.",
	Deck: findMissingMetadata,
}

func findMissingMetadata(p *lint.DeckPass) {
	d := p.Deck
	if !d.Name.Given() {
		return // reported; nothing to point at
	}
	switch license := d.License; {
	case strings.TrimSpace(license.Value) == "":
		p.Found(diag.Diagnostic{
			Span: d.Span(), Message: "no licence: nobody else may use this deck",
			Help: "add a line such as `license: CC-BY-4.0`; for a deck that is never published, add `lint: {rules: {deck-metadata: off}}`",
		})
	default:
		checkLicense(p, license)
	}
	var missing, lines []string
	if !d.Description.Broken && strings.TrimSpace(d.Description.Value) == "" {
		missing, lines = append(missing, "description"), append(lines, "`description: ...`, which learners read when they open the deck,")
	}
	if d.Language == "" {
		missing, lines = append(missing, "language"), append(lines, "`language: en`, or whichever it is")
	}
	if len(missing) > 0 {
		p.Found(diag.Diagnostic{
			Span: d.Span(), Severity: diag.Hint, Message: "no " + strings.Join(missing, " and no "),
			Help: "add " + strings.TrimSuffix(strings.Join(lines, " and "), ","),
		})
	}
}

func checkLicense(p *lint.DeckPass, license deck.Text) {
	problem, ok := spdx.Check(license.Value)
	if ok {
		return
	}
	found := diag.Diagnostic{
		Span:    license.Span(problem.Start, problem.End),
		Message: problem.Message,
		Help: "write a name from https://spdx.org/licenses such as `CC-BY-4.0`, several joined by `AND` and `OR`, " +
			"or `LicenseRef-` and a name for terms of your own",
	}
	if problem.Suggestion != "" {
		found.Help = "write `" + problem.Suggestion + "`"
		if edits, ok := license.Edits([]deck.Change{{Start: problem.Start, End: problem.End, New: problem.Suggestion}}); ok {
			found.Fixes = []diag.Fix{{Message: found.Help, Edits: edits}}
		}
	}
	p.Found(found)
}
