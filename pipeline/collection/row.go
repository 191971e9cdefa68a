package collection

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/markup"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// MaxFieldBytes is how large the HTML of a field may be (format.md section 15).
const MaxFieldBytes = 1 << 20

// A Row is one compiled note, before the deck as a whole is known.
type Row struct {
	Fields []string // HTML
	Ords   []int    // its cards, ascending; empty when something was reported

	Skipped bool // the edition leaves the note out, because it lacks a text that it cannot do without
	NoCard  bool // no front shows anything, because fields lack a text that other variants may have; it was not reported

	kind     *compiledType
	id       string // the note's id, NFC; "" when it has none
	guid     string // the final guid
	given    bool   // the guid was written by the author
	tags     []string
	decks    []string // full name of the deck of each card
	origin   Origin
	fix      func(id string) []diag.Edit // writes an id; nil when the note has an identity
	first    string                      // first field as written, when fix is set
	deferred bool                        // a field holds names of files that are not settled yet
	noteRow  int64
	cardRows int64 // the first of a block
}

// Note compiles one note. memo may be nil; it is that of the note for all editions.
func (c *Compiler) Note(n *deck.Note, memo *Memo, report diag.Report) Row {
	if c.deck.Skips(n) {
		return Row{Skipped: true}
	}
	r := Row{kind: c.types[n.Notetype], id: n.ID.Value, origin: Origin{Label: n.Label(), Span: n.Span, Broken: n.Broken}}
	x := noteCompiler{Compiler: c, note: n, memo: memo, row: &r, report: report}
	x.identity()
	x.fields()
	x.masks()
	r.tags = mergeTags(n.Tags)
	x.cards()
	x.required()
	if r.Skipped {
		return r
	}
	x.media.use(x.files...)
	r.noteRow, r.cardRows = c.ids.rows(r.guid)
	r.decks = make([]string, len(r.Ords))
	for i, ord := range r.Ords {
		r.decks[i] = x.deckOf(ord)
	}
	return r
}

// A noteCompiler compiles one note into one row.
type noteCompiler struct {
	*Compiler
	note    *deck.Note
	memo    *Memo
	row     *Row
	report  diag.Report
	current deck.Text    // the field being compiled
	made    compiledText // of it
	files   []usedFile   // that the fields refer to
	broken  bool         // its deletions cannot be trusted
}

func (x *noteCompiler) problem(code string, at source.Span, help, format string, args ...any) {
	x.report(diag.Diagnostic{Code: code, Span: at, Message: fmt.Sprintf(format, args...), Help: help})
}

func (x *noteCompiler) identity() {
	n, r := x.note, x.row
	switch {
	case n.GUID.Value != "":
		r.guid, r.given, r.origin.Given = n.GUID.Value, true, true
	case n.ID.Value != "":
		r.guid = x.ids.guid(n.ID.Value)
	case !n.ID.Given() && !n.GUID.Given() && !n.Node.Damaged:
		r.first = asWritten(n.Fields[0])
		r.fix = func(id string) []diag.Edit { return deck.WriteID(n.Node, "", id) }
	}
}

// asWritten returns a field as its author wrote it: of a map its source, with the line breaks of every system as one.
func asWritten(t deck.Text) string {
	if t.Node != nil && t.Node.Kind == yamltree.Map {
		return strings.ReplaceAll(t.Whole().Text(), "\r\n", "\n")
	}
	return t.Value
}

// fields compiles the fields.
func (x *noteCompiler) fields() {
	n, r := x.note, x.row
	r.Fields = make([]string, len(n.Fields))
	r.origin.Fields = make([]source.Span, len(n.Fields))
	for i := range n.Fields {
		t := n.Fields[i]
		if t.Given() {
			r.origin.Fields[i] = t.Whole()
		}
		if t.Value == "" {
			continue
		}
		f := &n.Notetype.Fields[i]
		c := x.compile(t, x.mode(f))
		for _, p := range c.problems {
			x.broken = x.broken || strings.HasPrefix(p.Code, "cloze-")
			x.report(diagnose(p, t))
		}
		x.files = append(x.files, c.files...)
		r.deferred = r.deferred || c.deferred
		html := c.html
		if len(html) > MaxFieldBytes && len(t.Value) <= deck.MaxText {
			x.problem("bad-value", t.Whole(), "split the note", "`%s` makes %d bytes of HTML; a field may have at most %d",
				f.Key, len(html), MaxFieldBytes)
		}
		r.Fields[i] = html
	}
}

// compile compiles the text of a field, unless another edition of the note has done so.
func (x *noteCompiler) compile(t deck.Text, mode markup.Mode) compiledText {
	cloze := x.note.Notetype.Cloze
	if c := x.memo.find(t.Node, mode, cloze); c != nil {
		return *c
	}
	x.current, x.made = t, compiledText{}
	x.made.html, x.made.problems = markup.Compile(t.Value, markup.Options{Mode: mode, Cloze: cloze, Media: x.file, Exists: x.media.exists})
	x.memo.keep(t.Node, mode, cloze, x.made)
	return x.made
}

func (x *noteCompiler) mode(f *deck.Field) markup.Mode {
	m := f.Markup
	if m == deck.Inherit {
		m = x.note.Markup
	}
	switch m {
	case deck.PlainText:
		return markup.Text
	case deck.HTML:
		return markup.HTML
	case deck.Media:
		return markup.Media
	}
	return markup.Markdown
}

// file returns the packaged name of a file that the current field refers to.
func (x *noteCompiler) file(ref string, start, end int, seen bool) (string, bool) {
	if external(ref) {
		return "", false
	}
	f, d := x.media.mediaIndex.find(ref, x.current, start, end)
	if d != nil {
		x.report(*d)
		return "", false
	}
	x.made.files = append(x.made.files, usedFile{f, seen})
	if seen || f.static || x.media.plainName(f) {
		return x.media.named(f, f.static), true
	}
	x.made.deferred = true
	return placeholder(strings.TrimPrefix(f.path, "media/")), true
}

// mergeTags returns the tags as a package holds them: unique ignoring case, first spelling kept, sorted by case-folded
// code points (format.md section 5).
func mergeTags(tags []deck.Text) []string {
	if len(tags) == 0 {
		return nil
	}
	out := make([]string, 0, len(tags))
	for _, t := range tags {
		if !slices.ContainsFunc(out, func(have string) bool { return names.Compare(have, t.Value) == 0 }) {
			out = append(out, t.Value)
		}
	}
	slices.SortFunc(out, names.Compare)
	return out
}
