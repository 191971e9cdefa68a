package diag

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/source"
)

// TextOptions say how WriteText prints.
type TextOptions struct {
	Color bool
	Width int // of the screen, in cells; 0 is 100. Excerpts are cut to it, messages are not
	Max   int // findings shown of each rule; ten times as many are shown in all; 0 shows all

	Baseline string // what commands call the last release, quoted for a shell; "" when none was named
}

// messageLimit is the length in runes at which a message is cut. It is a net under rules that quote a whole field.
const messageLimit = 1000

// relatedLimit is the number of other places shown with a finding.
const relatedLimit = 5

// WriteText prints a sorted list for people: each finding with its place, the lines it is about with the place
// underlined, the other places that belong to it, and what to do. Card text is escaped (see Escape).
func WriteText(w io.Writer, list List, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = 100
	}
	p := textPrinter{w: bufio.NewWriter(w), o: o, told: map[string]bool{}}
	shown, hidden := limit(list, o.Max)
	for _, d := range shown {
		p.finding(d)
	}
	for _, h := range hidden {
		fmt.Fprintf(p.w, "and %s (--max 0 shows all)\n", strings.TrimSpace(fmt.Sprintf("%d more %s", h.n, h.code)))
	}
	if len(hidden) > 0 {
		p.w.WriteByte('\n')
	}
	return p.w.Flush()
}

type textPrinter struct {
	w    *bufio.Writer
	o    TextOptions
	told map[string]bool // codes of rules of which it was said how their suggestions are made
}

func (p textPrinter) finding(d Diagnostic) {
	gutter := gutterOf(d)
	p.place(d.Span)
	p.w.WriteString(p.paint(colorOf(d.Severity), d.Severity.String()+": "))
	p.w.WriteString(p.paint(Bold, Escape(Clip(d.Message, messageLimit))))
	if d.Code != "" { // else no rule says more about it
		p.w.WriteString(" " + p.paint(Dim, "["+d.Code+"]"))
	}
	p.w.WriteByte('\n')
	p.excerpt(d.Span, gutter, colorOf(d.Severity))
	for i, r := range d.Related {
		if i == relatedLimit {
			fmt.Fprintf(p.w, "  and %s\n", Plural(len(d.Related)-i, "more place"))
			break
		}
		p.related(d, r, gutter)
	}
	if help := helpOf(d); help != "" {
		fmt.Fprintf(p.w, "  %s %s%s\n", p.paint(Green, "help:"), Escape(Clip(help, messageLimit)), Escape(p.suggestion(d)))
	}
	p.w.WriteByte('\n')
}

// suggestion says, with the first finding of each rule that suggests something, which command does that, and what it is
// where the help speaks of something else.
func (p textPrinter) suggestion(d Diagnostic) string {
	if len(d.Fixes) == 0 || d.Fixes[0].Safe || p.told[d.Code] {
		return ""
	}
	p.told[d.Code] = true
	command := "deckmill fix --suggested " + d.Code
	if d.Fixes[0].Release {
		command += " --baseline " + cmp.Or(p.o.Baseline, "FILE")
	}
	if strings.Contains(helpOf(d), lineIn(d.Fixes[0].Message)) {
		return " (`" + command + "` does it)"
	}
	return " (to " + d.Fixes[0].Message + ": `" + command + "`)"
}

// lineIn returns the line that a message quotes, with its quotes, as in "write `was: back`"; a message that quotes none, as a
// whole.
func lineIn(message string) string {
	_, rest, _ := strings.Cut(message, "`")
	line, _, _ := strings.Cut(rest, "`")
	if !strings.Contains(line, ": ") {
		return message
	}
	return "`" + line + "`"
}

func (p textPrinter) related(d Diagnostic, r Related, gutter int) {
	p.w.WriteString("  ")
	p.place(r.Span)
	fmt.Fprintf(p.w, "%s\n", Escape(Clip(r.Message, messageLimit)))
	sameLine := r.Span.File == d.Span.File && r.Span.HasPlace() && d.Span.HasPlace() &&
		r.Span.From().Line == d.Span.From().Line
	if !sameLine || r.Span.Start != d.Span.Start {
		p.excerpt(r.Span, gutter, Blue)
	}
}

// place prints `path:line:column: `, as much of it as there is.
func (p textPrinter) place(s source.Span) {
	if at := Place(s); at != "" {
		p.w.WriteString(p.paint(Bold, at+":"))
		p.w.WriteByte(' ')
	}
}

// Place returns a span's beginning as `path:line:column`, or only the path of a file as a whole, or "" for nowhere.
// Lines and columns count from 1, columns in code points. The path is escaped.
func Place(s source.Span) string {
	path := Escape(s.Path())
	if !s.HasPlace() {
		return path
	}
	at := s.From()
	return path + ":" + strconv.Itoa(at.Line) + ":" + strconv.Itoa(at.Column)
}

// excerpt prints the line a span is on with the span underlined; of a span of several lines the first and the last.
func (p textPrinter) excerpt(s source.Span, gutter int, color Style) {
	if !s.HasPlace() {
		return
	}
	first, last := linesOf(s)
	p.line(s, first, gutter, color)
	if last > first+1 {
		fmt.Fprintf(p.w, "  %s\n", p.paint(Blue, strings.Repeat(" ", gutter-min(gutter, 3))+"..."))
	}
	if last > first {
		p.line(s, last, gutter, color)
	}
}

func (p textPrinter) line(s source.Span, line, gutter int, color Style) {
	const frame = 5 // two blanks before the number, " | " behind it
	span := s.File.LineSpan(line)
	mark := source.Span{File: s.File, Start: max(s.Start, span.Start), End: min(max(s.End, s.Start), span.End)}
	isFirst := s.Start >= span.Start
	if !isFirst { // the indentation of a later line is not what is meant
		for mark.Start < mark.End && (s.File.Data[mark.Start] == ' ' || s.File.Data[mark.Start] == '\t') {
			mark.Start++
		}
	}
	st := stripOf(span, mark, max(p.o.Width-gutter-frame, 20), isFirst)
	number := fmt.Sprintf("%*d |", gutter, line)
	bar := strings.Repeat(" ", gutter) + " |"
	fmt.Fprintln(p.w, strings.TrimRight("  "+p.paint(Blue, number)+" "+st.text, " "))
	fmt.Fprintf(p.w, "  %s %s\n", p.paint(Blue, bar), p.paint(color, st.marks))
}

// linesOf returns the first and the last line of a span. White space at its end begins no further line.
func linesOf(s source.Span) (first, last int) {
	end := s.End
	for end > s.Start && strings.IndexByte(" \t\r\n", s.File.Data[end-1]) >= 0 {
		end--
	}
	return s.From().Line, s.File.Position(max(s.Start, end-1)).Line
}

// gutterOf returns the width of the widest line number of a finding's excerpts.
func gutterOf(d Diagnostic) int {
	n := 0
	measure := func(s source.Span) {
		if s.HasPlace() {
			_, last := linesOf(s)
			n = max(n, len(strconv.Itoa(last)))
		}
	}
	measure(d.Span)
	for _, r := range d.Related[:min(len(d.Related), relatedLimit)] {
		measure(r.Span)
	}
	return n
}

// helpOf returns what to do: the help line, else the best fix, and whether `deckmill fix` does it.
func helpOf(d Diagnostic) string {
	help := d.Help
	if len(d.Fixes) == 0 {
		return help
	}
	if help == "" {
		help = d.Fixes[0].Message
	}
	if d.Fixes[0].Safe && !strings.Contains(help+d.Message, "deckmill fix") {
		help += " (`deckmill fix` does it)"
	}
	return help
}

func (p textPrinter) paint(style Style, s string) string {
	if !p.o.Color {
		return s
	}
	return style.Paint(s)
}

func colorOf(s Severity) Style {
	switch s {
	case Error:
		return Alarm
	case Warning:
		return Notice
	}
	return Advice
}

// Plural writes a number of things: `1 note`, `2 notes`.
func Plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
