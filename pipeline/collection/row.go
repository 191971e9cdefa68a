package collection

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/markup"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
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

// cards says which cards the note makes, by Anki's own rules (anki-format.md 5).
func (x *noteCompiler) cards() {
	if x.note.Notetype.Cloze {
		x.clozeCards()
		return
	}
	r := x.row
	empty := make([]bool, len(r.Fields))
	for i, html := range r.Fields {
		empty[i] = field.Empty(html)
	}
	nonEmpty := func(name string) bool {
		for i := range r.kind.out.Fields {
			if r.kind.out.Fields[i].Name == name {
				return !empty[i]
			}
		}
		return false
	}
	for ord, s := range r.kind.sides {
		if s.Front.Shows(nonEmpty) {
			r.Ords = append(r.Ords, ord)
		}
	}
	if len(r.Ords) == 0 {
		x.noCard(empty)
	}
}

// noCard reports a note of a standard type that makes no card, naming the fields that its fronts wait for.
func (x *noteCompiler) noCard(empty []bool) {
	if x.note.Broken || x.broken {
		return
	}
	var waiting []string
	at, gap := x.note.Span, false
	for i := range empty {
		f := &x.note.Notetype.Fields[i]
		if !empty[i] || !slices.ContainsFunc(x.row.kind.sides, func(s template.Sides) bool { return mentions(s.Front, f.Name) }) {
			continue
		}
		if len(waiting) == 0 {
			at = x.note.KeySpan(i)
		}
		waiting = append(waiting, f.Key)
		gap = gap || x.note.ForVariants(i)
	}
	x.note.Broken = len(waiting) > 0
	if gap { // which the rule `translation-gap` reports, that sees all variants
		x.row.Skipped, x.row.NoCard = x.deck.Edition.Skips(), true
		return
	}
	if len(waiting) == 0 {
		if !x.row.kind.broken {
			x.problem("no-card", at, "let a front show a field of the note", "the note makes no card: no front shows anything of it")
		}
		return
	}
	is := "is"
	if len(waiting) > 1 {
		is = "are"
	}
	x.problem("no-card", at, "write something there; otherwise learners never see the note",
		"the note makes no card: `%s` %s empty", strings.Join(waiting, "`, `"), is)
}

func (x *noteCompiler) clozeCards() {
	r := x.row
	var nums, shown []int
	for i, html := range r.Fields {
		nums = field.ClozeNumbers(nums, html)
		if slices.Contains(r.kind.clozed, i) {
			shown = field.ClozeNumbers(shown, html)
		}
	}
	for _, n := range nums {
		r.Ords = append(r.Ords, n-1)
	}
	if len(shown) > 0 || x.broken || x.note.Broken || len(r.kind.clozed) == 0 {
		return
	}
	first := r.kind.clozed[0]
	x.note.Broken = true
	if x.note.ForVariants(first) && r.Fields[first] == "" {
		r.Skipped, r.NoCard = x.deck.Edition.Skips(), true
		return
	}
	if x.note.Notetype.OcclusionField() == first {
		x.problem("occlusion-shape", x.note.KeySpan(first), "add a mask like `shapes: [{c: 1, rect: [10%, 10%, 20%, 5%]}]` below it",
			"the note has no mask, so it makes no card")
		return
	}
	x.problem("no-card", x.note.KeySpan(first), "put what learners should recall between `{{c1::` and `}}`",
		"a cloze note without a cloze deletion makes no card")
}

// required reports fields that must be filled and are not.
func (x *noteCompiler) required() {
	if x.note.Broken {
		return
	}
	for i := range x.note.Notetype.Fields {
		f := &x.note.Notetype.Fields[i]
		if !f.Required || !field.Empty(x.row.Fields[i]) {
			continue
		}
		if x.note.ForVariants(i) {
			continue // which the rule `translation-gap` reports, that sees all variants
		}
		if x.note.Fields[i].Given() {
			x.problem("bad-value", x.note.KeySpan(i), "write its text, or remove the note", "`%s` is required and empty", f.Key)
		} else {
			help := fmt.Sprintf("add `%s: ...` to the note", f.Key)
			if yamltree.IsTable(x.note.Span.Path()) {
				help = fmt.Sprintf("write it into the column `%s`", f.Key)
			}
			x.problem("bad-value", x.note.Span, help, "`%s` is missing: every note of type `%s` has it", f.Key, x.note.Notetype.Key)
		}
	}
}

// deckOf returns the full name of the deck of one of the note's cards, and reports one that the deck does not list.
func (x *noteCompiler) deckOf(ord int) string {
	path := x.note.Deck
	if !x.note.Notetype.Cloze {
		if own := x.note.Notetype.Cards[ord].Deck; own != "" {
			path = strings.TrimPrefix(join(path, own), "::")
		}
	}
	if path == "" {
		return x.deck.Name.Value
	}
	full := join(x.deck.Name.Value, path)
	if x.deck.OnlySubdecks && !x.deck.HasSubdeck(path) {
		help := "add it to `subdecks` of `deck.yaml`, or correct the name"
		if s, ok := diag.Suggest(path, x.deck.SubdeckPaths()); ok {
			help = fmt.Sprintf("did you mean `%s`?", s)
		}
		x.problem("bad-value", x.deckSpan(ord), help, "`subdecks` does not list the sub-deck `%s`", path)
	}
	if depth := strings.Count(full, "::") + 1; depth > deck.MaxDeckDepth {
		x.problem("deck-name", x.deckSpan(ord), "use fewer `::`", "a deck may lie %d levels deep, `%s` lies %d deep", deck.MaxDeckDepth, full, depth)
	}
	return full
}

// deckSpan returns the place that says where a card lies: the same for all notes if the card template says it, so that a
// finding there is one.
func (x *noteCompiler) deckSpan(ord int) source.Span {
	switch nt := x.note.Notetype; {
	case !nt.Cloze && !nt.Cards[ord].DeckSpan.IsZero():
		return nt.Cards[ord].DeckSpan
	case !x.note.DeckSpan.IsZero():
		return x.note.DeckSpan
	}
	return x.note.Span
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
