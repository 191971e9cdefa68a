package lint

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A suppression is a directive that names at least one code and what it covers.
type suppression struct {
	directive
	covers []source.Span
	cell   bool            // of the column `ignore` of a table
	used   map[string]bool // by code
}

// suppressions are those of a run.
type suppressions struct {
	by  map[string][]*suppression // by path and code
	all []*suppression            // of the deck's own files
	bad diag.List                 // what is wrong with those

	files map[*source.File]bool // that were read, those of other decks among them
}

// suppressions reads those of a deck.
func (r *Runner) suppressions(o Outcome) *suppressions {
	s := &suppressions{by: map[string][]*suppression{}, files: map[*source.File]bool{}}
	for _, f := range o.Files {
		s.open(r, f)
	}
	return s
}

// open reads the suppressions of a file once.
func (s *suppressions) open(r *Runner, f *source.File) {
	if f == nil || s.files[f] {
		return
	}
	s.files[f] = true
	switch {
	case yamltree.IsTable(f.Name):
		s.readTable(r, f)
	case bytes.Contains(f.Data, []byte(mark)):
		s.read(r, f)
	}
}

func (s *suppressions) read(r *Runner, f *source.File) {
	if !strings.HasSuffix(f.Name, ".yaml") {
		for _, c := range markupComments(string(f.Data)) {
			s.add(r, f.Span(c.start, c.end), c.from, c.to, coversInMarkup)
		}
		return
	}
	root := TreeOf(f)
	o := outlineOf(root)
	for _, c := range yamltree.Comments(f, mark) {
		s.add(r, c.Span, c.Span.Start+1, c.Span.End, func(d directive) ([]source.Span, string) {
			return o.covers(d, c.OwnLine)
		})
	}
	if types := root.Get("notetypes"); types != nil {
		at := types.Span()
		for _, c := range markupComments(at.Text()) {
			s.add(r, f.Span(at.Start+c.start, at.Start+c.end), at.Start+c.from, at.Start+c.to, coversInline)
		}
	}
}

// add reads the comment at span. covers says what it covers, or what is wrong with its place.
func (s *suppressions) add(r *Runner, span source.Span, from, to int, covers func(directive) ([]source.Span, string)) {
	if d, ok := parseDirective(span, from, to); ok {
		s.take(r, d, covers)
	}
}

// take takes a directive for a suppression, or reports what is wrong with it. It returns nil then.
func (s *suppressions) take(r *Runner, d directive, covers func(directive) ([]source.Span, string)) *suppression {
	span := d.span
	r.problems(&d, s.bad.Report)
	if len(d.codes) == 0 {
		return nil
	}
	spans, misplaced := covers(d)
	if misplaced != "" {
		s.bad.Report(diag.Diagnostic{Code: "bad-suppression", Span: span, Message: misplaced,
			Help: "write it at the top of the file, or use `deckmill:ignore` on the line before what is reported"})
		return nil
	}
	sup := &suppression{directive: d, covers: spans, used: map[string]bool{}}
	s.all = append(s.all, sup)
	for _, code := range d.codes {
		key := span.Path() + "\x00" + code
		s.by[key] = append(s.by[key], sup)
	}
	return sup
}

// readTable reads the suppressions of a table: those in its column `ignore`, each of which covers its row.
func (s *suppressions) readTable(r *Runner, f *source.File) {
	if !bytes.Contains(f.Data, []byte(yamltree.IgnoreColumn)) {
		return
	}
	t, ok := yamltree.ParseTable(f, func(diag.Diagnostic) {})
	if !ok {
		return
	}
	column := t.Column(yamltree.IgnoreColumn)
	if column < 0 {
		return
	}
	t.Cells(column, func(cell *yamltree.Node, row source.Span) {
		text := cell.SpanOf(0, len(cell.Value))
		sup := s.take(r, directiveInCell(cell.Span(), text.Start, text.End), func(directive) ([]source.Span, string) { return []source.Span{row}, "" })
		if sup != nil {
			sup.cell = true
		}
	})
}

// silences reports whether a suppression covers d, at its place or at one of the others that belong to it, and notes
// that these suppressions are of use.
func (s *suppressions) silences(r *Runner, d *diag.Diagnostic) bool {
	rule := r.byCode[d.Code]
	if rule == nil || rule.isContract(d, d.Severity) {
		return false
	}
	found := s.at(d.Span, d.Code)
	for _, other := range d.Related {
		if !s.files[other.Span.File] { // of a deck before this one, which told what is wrong with its suppressions
			all, bad := s.all, s.bad
			s.open(r, other.Span.File)
			s.all, s.bad = all, bad
		}
		found = s.at(other.Span, d.Code) || found
	}
	return found
}

func (s *suppressions) at(span source.Span, code string) bool {
	found := false
	for _, sup := range s.by[span.Path()+"\x00"+code] {
		for _, c := range sup.covers {
			if c.Start <= span.Start && span.Start <= c.End {
				sup.used[code] = true
				found = true
			}
		}
	}
	return found
}

// unused reports suppressions that silenced nothing, though the rule ran (rules.md `unused-suppression`).
func (s *suppressions) unused(r *Runner, o Outcome) diag.List {
	var out diag.List
	for _, sup := range s.all {
		if sup.reason == "" {
			continue // that was reported, and comes first
		}
		var idle, busy []string
		for _, code := range sup.codes {
			rule := r.byCode[code]
			if sup.used[code] || r.at(sup.span.Path()).rules[code].off ||
				o.Others && rule.Across != nil || !o.Baseline && rule.Baseline != nil {
				busy = append(busy, code)
			} else {
				idle = append(idle, code)
			}
		}
		if len(idle) == 0 {
			continue
		}
		at := sup.at
		if len(idle) == 1 {
			at = sup.where(idle[0])
		}
		out.Report(diag.Diagnostic{
			Code:    "unused-suppression",
			Span:    at,
			Message: fmt.Sprintf("there is no `%s` to suppress here", strings.Join(idle, "` and no `")),
			Help:    "remove it",
			Fixes: []diag.Fix{{
				Message: fmt.Sprintf("remove the suppression of `%s`", strings.Join(idle, "` and `")),
				Safe:    true, Edits: []diag.Edit{sup.without(busy)},
			}},
		})
	}
	return out
}

// without is the edit that leaves the codes in busy; without any the comment goes, and its line if it has one of its
// own, or the cell is emptied.
func (s *suppression) without(busy []string) diag.Edit {
	if len(busy) > 0 {
		return diag.Edit{Span: s.at, New: strings.Join(busy, ",")}
	}
	if s.cell {
		return diag.Edit{Span: s.span}
	}
	f, start, end := s.span.File, s.span.Start, s.span.End
	for start > 0 && (f.Data[start-1] == ' ' || f.Data[start-1] == '\t') {
		start--
	}
	if start == 0 || f.Data[start-1] == '\n' {
		if n := bytes.IndexByte(f.Data[end:], '\n'); n >= 0 && len(bytes.TrimSpace(f.Data[end:end+n])) == 0 {
			end += n + 1
		}
	}
	return diag.Edit{Span: f.Span(start, end)}
}
