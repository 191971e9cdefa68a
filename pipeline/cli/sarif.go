package cli

import (
	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

// Where Deckmill and the pages of its rules are on the web.
const (
	homePage  = "https://github.com/deckmill/deckmill"
	rulesPage = homePage + "/blob/main/pipeline/lint/rules/README.md"
)

// writeSARIF writes the findings for code scanning.
func (s *session) writeSARIF(r *repository, groups []diag.Group) error {
	docs := make([]diag.RuleDoc, len(rules.All))
	for i, rule := range rules.All {
		docs[i] = ruleDoc(rule)
	}
	return diag.WriteSARIF(s.env.Stdout, groups, docs, diag.SARIFOptions{
		Version: version(), URL: homePage, Prefix: s.prefix(r.root), Home: pipeline.DecksDir})
}

// ruleDoc returns a rule as SARIF tells of it.
func ruleDoc(r *lint.Rule) diag.RuleDoc {
	tags := []string{"flashcards"}
	if r.Fix != "" {
		tags = append(tags, "fixable")
	}
	return diag.RuleDoc{
		Code: r.Code, Severity: r.Severity, Title: r.Title, Why: r.Why, Text: rulePage(r), Markdown: rules.Page(r),
		URL: rulesPage + "#" + r.Code, Tags: tags,
	}
}
