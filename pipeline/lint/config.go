package lint

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Config is what one file says about rules: `lint:` in deckmill.yaml or in a deck.yaml (rules.md section 1).
type Config struct {
	clauses []clause // a later one wins
}

// A clause is what is said about rules for some files.
type clause struct {
	glob  string // relative to the repository's root; "" is every file
	rules map[string]setting
}

// A setting is what a clause says about one rule.
type setting struct {
	severity diag.Severity // Unresolved when it says nothing about it
	off      bool
	options  map[string]any
}

// severities are the words for what a rule's findings are.
var severities = map[string]setting{
	"off":     {off: true},
	"hint":    {severity: diag.Hint},
	"warning": {severity: diag.Warning},
	"error":   {severity: diag.Error},
}

const severityWords = "`off`, `hint`, `warning` or `error`"

// A configReader reads one `lint:`.
type configReader struct {
	rules  *Runner
	dir    string // that paths are relative to: the folder of the file
	report diag.Report
}

// ReadConfig reads the value of `lint:` in a file that lies in the folder dir; n may be nil. It reports rules and options
// that do not exist, and values that they cannot have; kinds and other keys are what the schema checks.
func (r *Runner) ReadConfig(n *yamltree.Node, dir string, report diag.Report) Config {
	x := configReader{rules: r, dir: dir, report: report}
	var c Config
	if rules := n.Get("rules"); rules != nil {
		c.clauses = append(c.clauses, clause{rules: x.settings(rules)})
	}
	if paths := n.Get("paths"); paths != nil {
		for _, item := range paths.Items {
			if glob, ok := x.glob(item.Get("path")); ok {
				c.clauses = append(c.clauses, clause{glob: glob, rules: x.settings(item.Get("rules"))})
			}
		}
	}
	return c
}

func (x *configReader) glob(n *yamltree.Node) (glob string, ok bool) {
	if n == nil || n.Kind != yamltree.Scalar {
		return "", false
	}
	if !doublestar.ValidatePattern(n.Value) || n.Value == "" {
		x.report(diag.Diagnostic{Code: "bad-value", Span: n.Span(), Message: fmt.Sprintf("`%s` is no pattern of paths", n.Value),
			Help: "write a path in which `*` stands for any name and `**` for any folders, like `notes/old/**`"})
		return "", false
	}
	glob = path.Join(x.dir, n.Value)
	if strings.HasPrefix(n.Value, "/") || glob == ".." || strings.HasPrefix(glob, "../") ||
		!strings.HasPrefix(glob+"/", x.dir+"/") && x.dir != "." {
		x.report(diag.Diagnostic{Code: "bad-value", Span: n.Span(), Message: fmt.Sprintf("`%s` leads out of the folder of this file", n.Value),
			Help: "write a path below it, like `notes/old/**`; what holds elsewhere is set in `deckmill.yaml`"})
		return "", false
	}
	return glob, true
}

func (x *configReader) settings(n *yamltree.Node) map[string]setting {
	out := map[string]setting{}
	if n == nil {
		return out
	}
	for _, e := range n.Entries {
		rule := x.rules.byCode[e.Key.Value]
		if rule == nil {
			x.unknown(e.Key, fmt.Sprintf("there is no rule `%s`", e.Key.Value), "`deckmill explain` lists all rules", x.rules.codes)
			continue
		}
		x.rules.mentionRename("unknown-key", e.Key.Value, e.Key.Span(), x.report)
		out[rule.Code] = x.setting(rule, e)
	}
	return out
}

func (x *configReader) setting(rule *Rule, e yamltree.Entry) setting {
	switch e.Value.Kind {
	case yamltree.Scalar:
		return x.severity(rule, e.Value)
	case yamltree.Map:
	default:
		x.bad(e.Value, fmt.Sprintf("`%s` must be %s, or a map of options", rule.Code, severityWords))
		return setting{}
	}
	s := setting{options: map[string]any{}}
	for _, entry := range e.Value.Entries {
		if entry.Key.Value == "severity" {
			chosen := x.severity(rule, entry.Value)
			s.severity, s.off = chosen.severity, chosen.off
			continue
		}
		x.option(rule, entry, s.options)
	}
	return s
}

func (x *configReader) severity(rule *Rule, n *yamltree.Node) setting {
	s, ok := severities[n.Value]
	switch {
	case !ok || n.Kind != yamltree.Scalar:
		x.bad(n, fmt.Sprintf("the severity of `%s` must be %s", rule.Code, severityWords))
		return setting{}
	case rule.Fixed:
		x.report(diag.Diagnostic{Code: "bad-value", Span: n.Span(), Help: "remove it, and mend what the rule reports",
			Message: fmt.Sprintf("`%s` cannot be changed: a deck with it would not arrive as written", rule.Code)})
		return setting{}
	}
	return s
}

func (x *configReader) option(rule *Rule, e yamltree.Entry, into map[string]any) {
	i := slices.IndexFunc(rule.Options, func(o Option) bool { return o.Name == e.Key.Value })
	if i < 0 {
		names := []string{"severity"}
		for _, o := range rule.Options {
			names = append(names, o.Name)
		}
		x.unknown(e.Key, fmt.Sprintf("`%s` has no option `%s`", rule.Code, e.Key.Value), "its options are "+quoteAll(names), names)
		return
	}
	value, must := rule.Options[i].read(e.Value)
	if must != "" {
		x.bad(e.Value, fmt.Sprintf("`%s` of `%s` must be %s", e.Key.Value, rule.Code, must))
		return
	}
	into[e.Key.Value] = value
}

func (x *configReader) bad(n *yamltree.Node, message string) {
	if n.Kind == yamltree.Broken {
		return // reported
	}
	x.report(diag.Diagnostic{Code: "bad-value", Span: n.Span(), Message: message})
}

// unknown reports a rule or an option that there is not (rules.md `unknown-key`).
func (x *configReader) unknown(key *yamltree.Node, message, help string, known []string) {
	d := diag.Diagnostic{Code: "unknown-key", Span: key.Span(), Message: message, Help: help}
	if s, ok := diag.Suggest(key.Value, known); ok {
		d.Message += fmt.Sprintf("; did you mean `%s`?", s)
		d.Help = ""
		d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", s), Edits: []diag.Edit{{Span: key.Span(), New: s}}}}
	}
	x.report(d)
}

func quoteAll(words []string) string { return "`" + strings.Join(words, "`, `") + "`" }
