package diag

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/deckmill/deckmill/pipeline/source"
)

// What GitHub takes of a SARIF file (ci-release.md section 4): it refuses a run with more results, cuts longer
// descriptions, and looks at no more tags and places than these.
const (
	sarifResultLimit      = 25000
	sarifDescriptionLimit = 1024 // characters
	sarifTagLimit         = 20
	sarifRelatedLimit     = 100
)

// A RuleDoc is what SARIF tells about a rule.
type RuleDoc struct {
	Code     string
	Severity Severity // the default
	Title    string   // what is wrong, as a short sentence
	Why      string   // a paragraph
	Text     string   // the rule's page as plain text
	Markdown string   // the same in Markdown
	URL      string   // where the page is on the web; may be empty
	Tags     []string
}

// SARIFOptions say how WriteSARIF prints.
type SARIFOptions struct {
	Version string // of deckmill; may be empty
	URL     string // of deckmill's page on the web; may be empty
	Prefix  string // path from GitHub's checkout to the repository's root, ending with a slash; or ""
	Home    string // path that stands for the whole repository: GitHub refuses findings without a file
}

// WriteSARIF writes the findings as a SARIF 2.1.0 document for GitHub's code scanning and for editors, in the order of
// WriteJSON. Of more findings than GitHub takes, the most severe are written, and a notification says how many are not.
func WriteSARIF(w io.Writer, groups []Group, rules []RuleDoc, o SARIFOptions) error {
	s := sarifWriter{o: o, ruleIndex: map[string]int{}, prints: map[string]int{}}
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{Name: "deckmill", Version: o.Version, InformationURI: o.URL, Rules: []sarifRule{}}},
		// The slash at the end makes it a category: runs of one category replace each other.
		Automation: sarifAutomation{ID: "deckmill/" + o.Prefix},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	for i, r := range rules {
		s.ruleIndex[r.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(r))
	}
	found, missing := mostSevere(ungroup(groups), sarifResultLimit)
	for _, f := range found {
		run.Results = append(run.Results, s.result(f))
	}
	if missing > 0 {
		text := fmt.Sprintf("%s left out, the least severe ones: GitHub takes %d; `--format json` has all",
			Plural(missing, "finding"), sarifResultLimit)
		run.Invocations = []sarifInvocation{{Successful: true,
			Notifications: []sarifNotification{{Level: "warning", Message: sarifText{Text: text}}}}}
	}
	return writeDocument(w, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func sarifRuleOf(r RuleDoc) sarifRule {
	severity := sarifLevel(r.Severity)
	if r.Severity == Hint {
		severity = "recommendation"
	}
	return sarifRule{
		ID:                   r.Code,
		ShortDescription:     sarifText{Text: Clip(cmp.Or(r.Title, r.Code), sarifDescriptionLimit)},
		FullDescription:      sarifText{Text: Clip(cmp.Or(r.Why, r.Title, r.Code), sarifDescriptionLimit)},
		Help:                 sarifText{Text: cmp.Or(r.Text, r.Title, r.Code), Markdown: r.Markdown},
		HelpURI:              r.URL,
		DefaultConfiguration: sarifConfiguration{Level: sarifLevel(r.Severity)},
		Properties:           sarifRuleProperties{Tags: r.Tags[:min(len(r.Tags), sarifTagLimit)], Severity: severity},
	}
}

func sarifLevel(s Severity) string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "note"
}

// A sarifWriter makes the results of one run.
type sarifWriter struct {
	o         SARIFOptions
	ruleIndex map[string]int
	prints    map[string]int // how often a fingerprint was written
}

func (s *sarifWriter) result(f groupedFinding) sarifResult {
	s.prints[f.print]++
	r := sarifResult{
		RuleID: f.Code, Level: sarifLevel(f.Severity), Message: sarifText{Text: s.message(f.Diagnostic)},
		Locations: []sarifLocation{{Physical: s.physical(f.Span)}},
		Fingerprints: map[string]string{
			// GitHub looks at no other; the number behind it tells equal ones apart, as its own tool does.
			"primaryLocationLineHash": fmt.Sprintf("%s:%d", f.print, s.prints[f.print]),
			"deckmill/v1":             f.print,
		},
	}
	if i, ok := s.ruleIndex[f.Code]; ok {
		r.RuleIndex = &i
	}
	if f.deck != "" || f.Note != "" {
		r.Properties = &sarifResultProperties{Deck: f.deck, Note: f.Note}
	}
	for i, rel := range f.Related[:min(len(f.Related), sarifRelatedLimit)] {
		l := sarifLocation{ID: i + 1, Physical: s.physical(rel.Span)}
		if rel.Message != "" {
			l.Message = &sarifText{Text: sarifMessage(rel.Message)}
		}
		r.Related = append(r.Related, l)
	}
	for _, fix := range f.Fixes {
		if len(fix.Edits) > 0 {
			r.Fixes = append(r.Fixes, s.fix(fix))
		}
	}
	return r
}

// message returns what a result says: message and help, and how many related places are left out.
func (s *sarifWriter) message(d Diagnostic) string {
	text := sarifMessage(cmp.Or(d.Message, d.Code))
	if n := len(d.Related) - sarifRelatedLimit; n > 0 {
		text += fmt.Sprintf(" (and %s)", Plural(n, "more place"))
	}
	if help := helpOf(d); help != "" {
		text += "\nhelp: " + sarifMessage(help)
	}
	return text
}

// sarifMessage makes card text safe to show as a message: `[text](address)` would be a link there.
func sarifMessage(s string) string {
	return strings.ReplaceAll(Escape(Clip(s, messageLimit)), "](", "] (")
}

// physical returns where a finding is. White space at its end begins no further line: GitHub shows a finding in a pull
// request only if all its lines were changed there.
func (s *sarifWriter) physical(span source.Span) sarifPhysical {
	if span.Path() == "" {
		return sarifPhysical{Artifact: s.artifact(s.o.Home)}
	}
	p := sarifPhysical{Artifact: s.artifact(span.Path())}
	if span.HasPlace() {
		if _, last := linesOf(span); span.To().Line > last {
			span.End = max(span.Start, span.File.LineSpan(last).End)
		}
		region := sarifRegionOf(span)
		p.Region = &region
	}
	return p
}

// artifact names a file: a URI relative to GitHub's checkout.
func (s *sarifWriter) artifact(path string) sarifArtifact {
	return sarifArtifact{URI: escapePath(s.o.Prefix + path)}
}

func sarifRegionOf(s source.Span) sarifRegion {
	from, to := s.From(), s.To()
	return sarifRegion{StartLine: from.Line, StartColumn: from.Column, EndLine: to.Line, EndColumn: to.Column}
}

// fix returns a fix, whose edits are of one file.
func (s *sarifWriter) fix(f Fix) sarifFix {
	change := sarifChange{Artifact: s.artifact(f.Edits[0].Span.Path())}
	for _, e := range f.Edits {
		r := sarifReplacement{Deleted: sarifRegionOf(e.Span)}
		if e.New != "" {
			r.Inserted = &sarifText{Text: e.New}
		}
		change.Replacements = append(change.Replacements, r)
	}
	fix := sarifFix{Changes: []sarifChange{change}}
	if f.Message != "" {
		fix.Description = &sarifText{Text: sarifMessage(f.Message)}
	}
	return fix
}
