package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// Page returns the description of a rule in Markdown, with its code as a heading of the second level.
func Page(r *lint.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s. %s\n\n", r.Code, r.Title, standingOf(r))
	fmt.Fprintf(&b, "> %s: %s [%s]\n\n%s\n\n", r.Severity, r.Says, r.Code, r.Why)
	fmt.Fprintf(&b, "Reported:\n\n```yaml\n%s\n```\n\nRight:\n\n```yaml\n%s\n```\n", r.Bad, r.Good)
	if len(r.Not) > 0 {
		b.WriteString("\nNot reported:\n\n")
		for _, n := range r.Not {
			fmt.Fprintf(&b, "- %s\n", n)
		}
	}
	if r.Fix != "" {
		fmt.Fprintf(&b, "\n%s\n", r.Fix)
	}
	if command := suggestionsOf(r); command != "" {
		fmt.Fprintf(&b, "\n`%s` writes what is suggested; look at the result.\n", command)
	}
	if len(r.Options) > 0 {
		b.WriteString("\nOptions:\n\n")
		for _, o := range r.Options {
			fmt.Fprintf(&b, "- `%s: %s`: %s\n", o.Name, optionValue(o.Default), o.About)
		}
	}
	return b.String()
}

// suggestionsOf returns the command that makes the suggestions of a rule; "" when it has none.
func suggestionsOf(r *lint.Rule) string {
	switch {
	case !strings.Contains(r.Fix, "suggest"):
		return ""
	case r.Baseline != nil:
		return "deckmill fix --suggested " + r.Code + " --baseline FILE"
	}
	return "deckmill fix --suggested " + r.Code
}

// optionValue writes the value of an option as a configuration would.
func optionValue(value any) string {
	switch v := value.(type) {
	case bool:
		if v {
			return "on"
		}
		return "off"
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	}
	return fmt.Sprint(value)
}

// standingOf says what a finding means for a build, and whether it can be suppressed.
func standingOf(r *lint.Rule) string {
	s := map[diag.Severity]string{
		diag.Error:   "An error: the deck is not built",
		diag.Warning: "A warning: the deck is built, `deckmill check` fails",
		diag.Hint:    "A hint: worth a look",
	}[r.Severity]
	switch {
	case r.Fixed:
		return s + ". It cannot be suppressed."
	case r.Contract != nil:
		return s + ". Not all of its findings can be suppressed."
	}
	return s + "."
}

// Reference returns the pages of all rules, with a table of contents: the README.md of this folder.
func Reference() string {
	var b strings.Builder
	b.WriteString(`# What Deckmill reports

<!-- Made by "go test ./pipeline/lint/rules -update" from the files of this folder. Do not edit. -->

Every message ends with the code of its rule in brackets; the rules are listed here by code. ` + "`deckmill explain CODE`" + ` shows one.

A finding that is wrong in one place is silenced with a comment that names the code and says why. The comment stands on the
line before a key, list item or note, and covers all of it, or at the end of a line:

` + "```yaml" + `
# deckmill:ignore pdf-debris -- the ligature is what the card asks about
- id: ligature
  front: What is ﬁ called?
` + "```" + `

` + "`# deckmill:ignore-file CODE -- reason`" + ` before the first key covers a whole file. In a table, a column ` + "`ignore`" + ` with
` + "`CODE -- reason`" + ` covers its row. Templates and style sheets have the same in
` + "`<!-- -->` and `/* */`" + `; learners do not get these comments.

How severe a rule is, and its options, can be set: for all decks in ` + "`deckmill.yaml`" + ` beside the folder ` + "`decks`" + `, for one deck in its
` + "`deck.yaml`" + `, for some files with ` + "`paths`" + `. What is nearer to the cards wins, and a later path over an earlier one.

` + "```yaml" + `
lint:
  rules:
    near-duplicate: off                      # off, hint, warning or error
    long-answer: {severity: warning, words: 60}
  paths:
    - {path: "decks/imported/**", rules: {edge-space: off}}
` + "```" + `

| rule | severity | |
|---|---|---|
`)
	for _, r := range All {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r.Code, r.Code, r.Severity, r.Title)
	}
	for _, r := range All {
		b.WriteString("\n" + Page(r))
	}
	return b.String()
}
