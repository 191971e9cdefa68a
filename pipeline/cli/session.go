package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// The forms in which findings are printed.
const (
	formatText   = "text"
	formatJSON   = "json"
	formatSARIF  = "sarif"
	formatGitHub = "github"
)

// formats are all of them.
var formats = []string{formatText, formatJSON, formatSARIF, formatGitHub}

// A session is one run of a command that looks at decks: its common options, decided.
type session struct {
	env    Env
	format string
	color  bool
	max    int    // findings shown of each rule; 0 is all
	dir    string // the folder that paths on the command line are relative to, absolute
	out    io.Writer
	guard  *diag.LogWriter // behind out when the log is GitHub's; else nil

	baseline string // what stands behind --baseline, quoted for a shell; "" without it
}

// placeFlag is the option of every command that looks at decks.
func placeFlag() cli.Flag {
	return &cli.StringFlag{Name: "C", Usage: "work as if started in `DIR`"}
}

// reportFlags are the options of the commands that print findings.
func reportFlags() []cli.Flag {
	return []cli.Flag{
		placeFlag(),
		&cli.StringFlag{Name: "format", Usage: "print findings as `FORMAT`: text, json, sarif (for code scanning) or github (the default on GitHub: also beside the lines of a pull request)"},
		colorFlag(),
		&cli.IntFlag{Name: "max", Value: 20, Usage: "show `N` findings of each rule and ten times as many in all (default 20; 0 shows all)"},
	}
}

func colorFlag() cli.Flag {
	return &cli.StringFlag{Name: "color", Value: "auto", Usage: "use colour `WHEN`: auto (on a terminal; the default), always or never"}
}

// newSession decides the common options of a command that prints findings.
func newSession(env Env, c *cli.Context) (*session, error) {
	return newFormatSession(env, c, formats)
}

// newFormatSession decides the common options of a command that prints in one of several formats, the first unless
// another is asked for; on GitHub in its format if that is one of them.
func newFormatSession(env Env, c *cli.Context, formats []string) (*session, error) {
	s := &session{env: env, format: formats[0], max: c.Int("max"), dir: env.Dir, out: env.Stdout}
	if dir := c.String("C"); dir != "" {
		s.dir = resolveDir(env.Dir, dir)
	}
	onGitHub := env.Environ["GITHUB_ACTIONS"] == "true"
	if onGitHub && slices.Contains(formats, formatGitHub) {
		s.format = formatGitHub
	}
	if f := c.String("format"); f != "" {
		s.format = f
	}
	if err := oneOf("--format", s.format, formats); err != nil {
		return nil, err
	}
	if s.max < 0 {
		return nil, &usageError{message: "`--max` must be 0 or more", command: c.Command.Name}
	}
	var err error
	if s.color, err = useColor(env, c.String("color")); err != nil {
		return nil, err
	}
	if onGitHub || s.format == formatGitHub {
		s.guard = diag.NewLogWriter(env.Stdout)
		s.out = s.guard
	}
	return s, nil
}

// resolveDir returns a folder of the command line, as seen from another one, absolute.
func resolveDir(from, dir string) string {
	if filepath.IsAbs(dir) {
		return filepath.Clean(dir)
	}
	return filepath.Join(from, dir)
}

// close writes what is left of the output.
func (s *session) close() {
	if s.guard != nil {
		s.guard.Flush()
	}
}

// useColor decides about colour: the option, then NO_COLOR (no-color.org), then CLICOLOR_FORCE (bixense.com/clicolors),
// then whether anyone could see it.
func useColor(env Env, option string) (bool, error) {
	option = cmp.Or(option, "auto")
	if err := oneOf("--color", option, []string{"auto", "always", "never"}); err != nil {
		return false, err
	}
	switch force := env.Environ["CLICOLOR_FORCE"]; {
	case option != "auto":
		return option == "always", nil
	case env.Environ["NO_COLOR"] != "":
		return false, nil
	case force != "" && force != "0":
		return true, nil
	}
	return env.StdoutTerminal && env.Environ["TERM"] != "dumb", nil
}

func oneOf(flag, value string, allowed []string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	return &usageError{message: fmt.Sprintf("`%s` cannot be `%s`%s", flag, value, didYouMean(value, allowed)),
		help: "choose one of " + quoteList(allowed, len(allowed))}
}

// print writes the findings of all groups in the chosen format.
func (s *session) print(r *repository, groups []diag.Group) error {
	switch s.format {
	case formatJSON:
		lint.Fingerprint(groups)
		return s.wrote(diag.WriteJSON(s.env.Stdout, groups))
	case formatSARIF:
		lint.Fingerprint(groups)
		return s.wrote(s.writeSARIF(r, groups))
	}
	var all diag.List
	for _, g := range groups {
		all = append(all, g.Found...)
	}
	all.Sort()
	text := s.textOptions()
	if s.format == formatGitHub {
		return s.wrote(diag.WriteGitHub(s.env.Stdout, all, diag.GitHubOptions{
			Text: text, Prefix: s.prefix(r.root), Summary: s.env.Environ[summaryVariable] != ""}))
	}
	return s.wrote(diag.WriteText(s.out, all, text))
}

// textOptions says how findings are printed as text.
func (s *session) textOptions() diag.TextOptions {
	o := diag.TextOptions{Color: s.color, Max: s.max, Baseline: s.baseline}
	if s.env.StdoutTerminal {
		o.Width = min(s.env.Width, 160)
	}
	return o
}

func (s *session) wrote(err error) error {
	if err == nil {
		return nil
	}
	return &failure{doing: "cannot print the findings", err: err}
}

// prefix returns the path from GitHub's checkout to the repository's root with a slash behind it, or "".
func (s *session) prefix(root string) string {
	workspace := s.env.Environ["GITHUB_WORKSPACE"]
	if workspace == "" {
		return ""
	}
	rel, err := filepath.Rel(workspace, root)
	if err != nil || rel == "." || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(rel) + "/"
}

// isDocument reports whether standard output is one document, beside which nothing may stand.
func (s *session) isDocument() bool { return s.format == formatJSON || s.format == formatSARIF }

// say writes a line of results. It goes to standard error when standard output is a document.
func (s *session) say(format string, args ...any) {
	w := s.out
	if s.isDocument() {
		w = s.env.Stderr
	}
	fmt.Fprintf(w, format+"\n", args...)
}

// finish prints the failures of a run that no finding tells about, and decides how the command ends.
func (s *session) finish(groups []diag.Group, failures []*failure, hasFindings bool) error {
	told := map[string]bool{}
	for _, g := range groups {
		for _, d := range g.Found {
			told[d.Span.Path()] = told[d.Span.Path()] || !d.Span.HasPlace()
		}
	}
	printFailures(s.env.Stderr, slices.DeleteFunc(slices.Clone(failures), func(f *failure) bool { return f.file != "" && told[f.file] }))
	switch {
	case slices.ContainsFunc(failures, func(f *failure) bool { return !f.usage && f.found == nil }):
		return errFailed
	case slices.ContainsFunc(failures, func(f *failure) bool { return f.usage }):
		return errUsage
	case len(failures) > 0, hasFindings:
		return errFindings
	}
	return nil
}

// asFailure returns err as a failure with the given words unless it is one.
func asFailure(err error, doing string) *failure {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	return &failure{doing: doing, err: err}
}
