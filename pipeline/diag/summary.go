package diag

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/source"
)

// SummaryLimit is the room for the summary of one step of a job, in bytes. GitHub throws away all of a summary of more
// than 1 MiB (ci-release.md section 3).
const SummaryLimit = 900 << 10

// summaryReserve is kept free for the lines that say what is missing, in bytes.
const summaryReserve = 1 << 10

// SummaryOptions say how WriteSummary prints.
type SummaryOptions struct {
	Title   string            // above everything: "deckmill check"
	Verdict string            // what was found, in a line
	Notes   map[string]int    // from a deck's slug to the number of its notes
	Link    string            // where the repository's root is on the web, at the commit, ending with a slash; or ""
	Pages   map[string]string // from a rule's code to its page on the web
	Room    int               // bytes that may be written
}

// WriteSummary writes the findings for the summary of a GitHub job, in GitHub's Markdown: the verdict, a table of decks,
// one of rules, and one of all findings, the most severe first, each linked to its line. It ends when there is no more
// room, with a whole row, and says how much is missing. Card text is shown as it is and does nothing (see Markdown).
func WriteSummary(w io.Writer, groups []Group, o SummaryOptions) error {
	s := summaryWriter{o: o, left: o.Room - summaryReserve}
	if !s.add("### " + Markdown(o.Title) + "\n\n" + Markdown(o.Verdict) + "\n\n") {
		return nil
	}
	decks := slices.DeleteFunc(slices.Clone(groups), func(g Group) bool { return g.Deck == "" && len(g.Found) == 0 })
	s.table("| deck | notes | errors | warnings | hints |\n|---|--:|--:|--:|--:|\n", len(decks), "deck",
		func(i int) string { return s.deck(decks[i]) })
	counts := CountRules(groups)
	s.table("| findings | | rule |\n|--:|---|---|\n", len(counts), "rule", func(i int) string { return s.rule(counts[i]) })
	all := ungroup(groups)
	slices.SortStableFunc(all, func(a, b groupedFinding) int { return cmp.Compare(b.Severity, a.Severity) })
	s.table("| | rule | where | what |\n|---|---|---|---|\n", len(all), "finding", func(i int) string { return s.finding(all[i].Diagnostic) })
	_, err := w.Write(s.b.Bytes())
	return err
}

// A summaryWriter writes pieces of a summary as long as there is room for them.
type summaryWriter struct {
	o    SummaryOptions
	b    bytes.Buffer
	left int
}

// add writes a piece if there is room for it.
func (s *summaryWriter) add(text string) bool {
	if len(text) > s.left {
		return false
	}
	s.left -= len(text)
	s.b.WriteString(text)
	return true
}

// table writes a table of n rows, or as many of them as there is room for and how many are missing.
func (s *summaryWriter) table(head string, n int, noun string, row func(int) string) {
	if n == 0 {
		return
	}
	for i := range n {
		text := row(i)
		if i == 0 {
			text = head + text
		}
		if !s.add(text) {
			fmt.Fprintf(&s.b, "\nand %s, for which there is no room here: `deckmill check --max 0` shows all\n\n", Plural(n-i, "more "+noun))
			return
		}
	}
	s.b.WriteByte('\n')
}

func (s *summaryWriter) deck(g Group) string {
	name, notes := Markdown(g.Deck), fmt.Sprint(s.o.Notes[g.Deck])
	if g.Deck == "" {
		name, notes = "*the repository*", ""
	}
	return fmt.Sprintf("| %s | %s | %d | %d | %d |\n", name, notes, g.Found.Count(Error), g.Found.Count(Warning), g.Found.Count(Hint))
}

func (s *summaryWriter) rule(c RuleCount) string {
	return fmt.Sprintf("| %d | %s | %s |\n", c.Findings, c.Severity, link(Markdown(c.Code), s.o.Pages[c.Code]))
}

func (s *summaryWriter) finding(d Diagnostic) string {
	lines := []string{Markdown(Clip(d.Message, messageLimit))}
	for i, r := range d.Related {
		if i == relatedLimit {
			lines = append(lines, "and "+Plural(len(d.Related)-i, "more place"))
			break
		}
		line := Markdown(Clip(r.Message, messageLimit))
		if at := s.place(r.Span); at != "" {
			line = at + ": " + line
		}
		lines = append(lines, line)
	}
	if help := helpOf(d); help != "" {
		lines = append(lines, "help: "+Markdown(Clip(help, messageLimit)))
	}
	return fmt.Sprintf("| %s | %s | %s | %s |\n", d.Severity, Markdown(d.Code), s.place(d.Span), strings.Join(lines, "<br>"))
}

// place returns where something is, linked to its lines on the web.
func (s *summaryWriter) place(span source.Span) string {
	if span.Path() == "" {
		return ""
	}
	address := ""
	if s.o.Link != "" {
		address = s.o.Link + escapePath(span.Path())
		if span.HasPlace() {
			first, last := linesOf(span)
			address += fmt.Sprintf("#L%d", first)
			if last > first {
				address += fmt.Sprintf("-L%d", last)
			}
		}
	}
	return link(Markdown(Place(span)), address)
}

func link(text, address string) string {
	if address == "" {
		return text
	}
	return "[" + text + "](" + address + ")"
}
