package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/deckmill/deckmill/pipeline/source"
)

// annotationLimit is how many annotations of a level GitHub keeps of one step; it drops the others without a word.
const annotationLimit = 10

// annotationLength is where GitHub cuts a message, in characters.
const annotationLength = 4096

// GitHubOptions say how WriteGitHub prints.
type GitHubOptions struct {
	Text    TextOptions
	Prefix  string // path from GitHub's checkout to the repository's root, ending with a slash; or ""
	Summary bool   // the summary of the job has every finding
}

// rest says where the findings are that have no annotation.
func (o GitHubOptions) rest() string {
	if o.Summary {
		return "see the summary of this run"
	}
	return "see the log of this step"
}

// WriteGitHub prints a sorted list for the log of a GitHub workflow: the text that WriteText prints, made safe by a
// LogWriter, and then workflow commands that GitHub turns into annotations beside the lines of the sources: the errors,
// then the warnings, then the hints as notices, at most ten of each. GitHub keeps the first and tells nobody that others
// are missing, so that the last one does.
func WriteGitHub(w io.Writer, list List, o GitHubOptions) error {
	log := NewLogWriter(w)
	if err := WriteText(log, list, o.Text); err != nil {
		return err
	}
	if err := log.Flush(); err != nil {
		return err
	}
	var b bytes.Buffer
	for _, l := range []level{{Error, "error"}, {Warning, "warning"}, {Hint, "notice"}} {
		for _, a := range annotationsOf(list, l, o) {
			a.write(&b, o.Prefix)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// A level is a severity and GitHub's word for it.
type level struct {
	severity Severity
	command  string
}

// An annotation is one workflow command.
type annotation struct {
	command string
	span    source.Span
	title   string
	message string
}

// annotationsOf returns the annotations of one severity. When there are more findings than GitHub shows, those of one
// rule in one file become one; when that is not enough, the last says how many are missing.
func annotationsOf(list List, l level, o GitHubOptions) []annotation {
	groups := repeats(list, l.severity, false)
	if len(groups) > annotationLimit {
		groups = repeats(list, l.severity, true)
	}
	rest := 0
	if len(groups) > annotationLimit {
		for _, g := range groups[annotationLimit-1:] {
			rest += len(g)
		}
		groups = groups[:annotationLimit-1]
	}
	var as []annotation
	for _, g := range groups {
		as = append(as, annotation{command: l.command, span: g[0].Span, title: g[0].Code, message: messageOf(g, o)})
	}
	if rest > 0 {
		more := fmt.Sprintf("… and %s: %s", Plural(rest, "more "+l.severity.String()), o.rest())
		as = append(as, annotation{command: l.command, title: "deckmill", message: more})
	}
	return as
}

// repeats returns the findings of a severity, each in a list of its own or, joined, those of one rule in one file.
func repeats(list List, s Severity, joined bool) []List {
	var groups []List
	index := map[[2]string]int{}
	for _, d := range list {
		if d.Severity != s {
			continue
		}
		key := [2]string{d.Span.Path(), d.Code}
		if i, ok := index[key]; ok && joined {
			groups[i] = append(groups[i], d)
			continue
		}
		index[key] = len(groups)
		groups = append(groups, List{d})
	}
	return groups
}

// messageOf returns what an annotation says: message, help and other places of the first finding, and how many more
// there are of its kind.
func messageOf(group List, o GitHubOptions) string {
	d := group[0]
	lines := []string{Escape(d.Message)}
	if help := helpOf(d); help != "" {
		lines = append(lines, "help: "+Escape(help))
	}
	for _, r := range d.Related[:min(len(d.Related), relatedLimit)] {
		line := Escape(r.Message)
		if at := Place(r.Span); at != "" {
			line = at + ": " + line
		}
		lines = append(lines, line)
	}
	more := ""
	if n := len(group) - 1; n > 0 {
		more = fmt.Sprintf("\nand %d more like this in this file: %s", n, o.rest())
	}
	return Clip(strings.Join(lines, "\n"), annotationLength-len(more)) + more
}

// write prints the command. Columns are given only for ASCII text on one line: the runner drops those of several lines,
// and nobody says whether GitHub counts code points or UTF-16 units.
func (a annotation) write(b *bytes.Buffer, prefix string) {
	var properties []string
	add := func(key, value string) {
		if value != "" { // the runner drops empty ones
			properties = append(properties, key+"="+escapeProperty(value))
		}
	}
	if path := a.span.Path(); path != "" {
		add("file", Escape(prefix+path))
	}
	if a.span.HasPlace() {
		first, last := linesOf(a.span)
		add("line", fmt.Sprint(first))
		switch line := a.span.File.LineSpan(first); {
		case last > first:
			add("endLine", fmt.Sprint(last))
		case isASCII(line.Text()):
			add("col", fmt.Sprint(a.span.From().Column))
			if to := a.span.To(); to.Line == first && a.span.End > a.span.Start {
				add("endColumn", fmt.Sprint(to.Column))
			}
		}
	}
	add("title", Escape(a.title))
	b.WriteString("::" + a.command)
	if len(properties) > 0 {
		b.WriteString(" " + strings.Join(properties, ","))
	}
	b.WriteString("::" + escapeData(a.message) + "\n")
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// escapeData escapes a command's message, as the runner unescapes it. Its own older form of a command, `##[`, is broken
// too: it would be found anywhere in the line if the line were not a command.
func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", "##[", `##\[`).Replace(s)
}

// escapeProperty escapes the value of a command's property.
func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
