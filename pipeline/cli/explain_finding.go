package cli

import (
	"fmt"
	"regexp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// fingerprint is what names a finding in reports; no rule has such a code.
var fingerprint = regexp.MustCompile(`^[0-9a-f]{16}$`)

// explainFinding prints the page of a rule, filled with one finding: where it is, what to do, what its fixes change.
func (s *session) explainFinding(print string) error {
	r, sel, err := s.openDecks(nil)
	if err != nil {
		return err
	}
	defer r.close()
	p := startProgress(s.env, "checking")
	var groups []diag.Group
	var results []result
	done := s.interruptible(func() {
		results = s.compileAll(r, sel, pipeline.Options{Time: s.env.Now().Unix(), Notes: p.notes}, p, nil)
		groups = groupsOf(r, sel, results)
		lint.Fingerprint(groups)
	})
	p.stop()
	if !done {
		return errInterrupted
	}
	for _, g := range groups {
		for i, d := range g.Found {
			if g.Prints[i] == print {
				return s.printFinding(d)
			}
		}
	}
	if failures := failuresOf(r, results); len(failures) > 0 {
		return failures[0]
	}
	return &usageError{message: fmt.Sprintf("nothing that is found here has the fingerprint `%s`", print),
		help: "it was mended, or its text has changed; `deckmill check --format json` shows the fingerprints of today"}
}

func (s *session) printFinding(d diag.Diagnostic) error {
	if rule, err := findRule(d.Code); err == nil {
		fmt.Fprint(s.out, rulePage(rule))
	}
	s.say("\nHere:\n")
	if err := s.wrote(diag.WriteText(s.out, diag.List{d}, s.textOptions())); err != nil {
		return err
	}
	for _, fix := range d.Fixes {
		if len(fix.Edits) == 0 {
			continue
		}
		file := fix.Edits[0].Span.File
		after, err := diag.Apply(file.Data, fix.Edits)
		if err != nil {
			continue // a fix that contradicts itself is not made either
		}
		how := "Suggested"
		if fix.Safe {
			how = "`deckmill fix` does this"
		}
		s.say("%s: %s\n", how, diag.Escape(fix.Message))
		s.showDiff(file.Name, file.Data, after)
	}
	return nil
}
