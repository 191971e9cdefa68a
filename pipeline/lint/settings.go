package lint

import (
	"github.com/bmatcuk/doublestar/v4"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// settings are all that is said about rules in the files below one path: the defaults of the rules, then the
// configurations, the nearest last. They are immutable.
type settings struct {
	rules map[string]*resolved
	note  []*resolved // the rules for notes that are on, in their order
}

// A resolved is a rule with what was decided about it.
type resolved struct {
	rule     *Rule
	severity diag.Severity
	off      bool
	values   []any // of the rule's options
}

// at returns the settings for a file. It may be called from several goroutines.
func (r *Runner) at(path string) *settings {
	if s, ok := r.byPath.Load(path); ok {
		return s.(*settings)
	}
	s := &settings{rules: make(map[string]*resolved, len(r.byCode))}
	for _, code := range r.codes {
		x := r.decide(r.byCode[code], path)
		s.rules[code] = x
		if x.rule.Note != nil && !x.off {
			s.note = append(s.note, x)
		}
	}
	stored, _ := r.byPath.LoadOrStore(path, s)
	return stored.(*settings)
}

// decide puts together what is said about a rule for a file.
func (r *Runner) decide(rule *Rule, path string) *resolved {
	x := &resolved{rule: rule, severity: rule.Severity, values: rule.defaults()}
	for _, c := range r.clauses {
		s, named := c.rules[rule.Code]
		if !named || !c.covers(path) {
			continue
		}
		if s.off || s.severity != diag.Unresolved {
			x.off = s.off
		}
		if s.severity != diag.Unresolved {
			x.severity = s.severity
		}
		for i, o := range rule.Options {
			if v, set := s.options[o.Name]; set {
				x.values[i] = v
			}
		}
	}
	return x
}

// covers reports whether a clause speaks of a file. Findings about the repository as a whole have no path, and only what
// is said of every file counts for them.
func (c *clause) covers(path string) bool {
	return c.glob == "" || path != "" && doublestar.MatchUnvalidated(c.glob, path)
}

// Match reports whether any of the patterns of an option matches a path or its last component: `*.psd` and
// `media/drafts/**` both mean what they seem to.
func Match(globs []string, path, base string) bool {
	for _, g := range globs {
		if doublestar.MatchUnvalidated(g, path) || doublestar.MatchUnvalidated(g, base) {
			return true
		}
	}
	return false
}

// mayRun reports whether a rule is on anywhere: in the file main, or where some clause with a path turns it on.
func (r *Runner) mayRun(rule *Rule, main string) bool {
	if !r.at(main).rules[rule.Code].off {
		return true
	}
	for _, c := range r.clauses {
		if s, named := c.rules[rule.Code]; named && c.glob != "" && s.severity != diag.Unresolved {
			return true
		}
	}
	return false
}

// severity returns what a finding is under these settings. A finding that says how bad it is itself stays milder than
// the rule's others, or worse; the contract of the format cannot be changed (rules.md section 1). off says that nobody
// wants to know.
func (s *settings) severity(d *diag.Diagnostic) (severity diag.Severity, off bool) {
	x := s.rules[d.Code]
	if x == nil {
		return max(d.Severity, diag.Error), false // a code that no rule has is a mistake in Deckmill
	}
	own := d.Severity
	if own == diag.Unresolved {
		own = x.rule.Severity
	}
	switch {
	case x.rule.Drop != nil && x.rule.Drop(d, &Options{turn{rule: x.rule, values: x.values}}):
		return own, true
	case x.rule.isContract(d, own):
		return own, false
	case x.off:
		return own, true
	case own == x.rule.Severity:
		return x.severity, false
	case own < x.rule.Severity:
		return min(own, x.severity), false
	}
	return own, false
}
