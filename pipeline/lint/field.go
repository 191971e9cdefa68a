package lint

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A Field is one field of a note as rules see it: its source, what became of it, and views of the source that are made
// when the first rule asks for them (rules.md section 2). Offsets are bytes of Source.
type Field struct {
	Source string // the text as its author wrote it, decoded
	HTML   string // what goes into the package
	Markup deck.Markup
	Def    *deck.Field
	Bytes  ByteSet // those of Source: a look at it is much faster than one at the text

	note     *deck.Note
	index    int
	verbatim Verbatim
	prose    *Prose
	looked   bool // verbatim is known
}

func fieldOf(n *deck.Note, index int, html string) Field {
	text := n.Fields[index].Value
	return Field{
		Source: text, HTML: html, Markup: MarkupOf(n, index), Def: &n.Notetype.Fields[index], Bytes: bytesOf(text),
		note: n, index: index,
	}
}

// Text returns the field in the model.
func (f *Field) Text() *deck.Text { return &f.note.Fields[f.index] }

// Span returns where the bytes [i, j) of Source stand in the file.
func (f *Field) Span(i, j int) source.Span { return f.Text().Span(i, j) }

// Place returns where the field stands, or its note when nothing was written.
func (f *Field) Place() source.Span { return f.note.KeySpan(f.index) }

// Verbatim returns what of Source is not prose.
func (f *Field) Verbatim() Verbatim {
	if !f.looked {
		f.verbatim, f.looked = VerbatimOf(f.Source, f.Markup), true
	}
	return f.verbatim
}

// Prose returns what a person reads of Source.
func (f *Field) Prose() *Prose {
	if f.prose == nil {
		f.prose = proseOf(f.Source, f.Markup, f.Bytes)
	}
	return f.prose
}

// TooLong reports whether the field is a page of a dictionary rather than an answer: rules about style leave it alone
// (rules.md section 2).
func (f *Field) TooLong() bool { return len(f.Source) > 8<<10 }

// Edits returns the edits that make changes of Source in the file, in whatever style the text is written there. ok is
// false where that cannot be done; they must not overlap, and ascend.
func (f *Field) Edits(changes ...deck.Change) (edits []diag.Edit, ok bool) {
	return f.Text().Edits(changes)
}

// Fix returns a fix that makes changes of Source, as the list that a diagnostic has; none where that cannot be done.
func (f *Field) Fix(message string, safe bool, changes ...deck.Change) []diag.Fix {
	edits, ok := f.Edits(changes...)
	if !ok {
		return nil
	}
	return []diag.Fix{{Message: message, Safe: safe, Edits: edits}}
}

// A ByteSet says which bytes occur in a text.
type ByteSet [4]uint64

func bytesOf(s string) (b ByteSet) {
	for i := range len(s) {
		c := s[i]
		b[c>>6] |= 1 << (c & 63)
	}
	return b
}

// Has reports whether c occurs.
func (b *ByteSet) Has(c byte) bool { return b[c>>6]&(1<<(c&63)) != 0 }

// HasAny reports whether any of the bytes of chars occurs.
func (b *ByteSet) HasAny(chars string) bool {
	for i := range len(chars) {
		if b.Has(chars[i]) {
			return true
		}
	}
	return false
}

// HasAll reports whether each of the bytes of chars occurs.
func (b *ByteSet) HasAll(chars string) bool {
	for i := range len(chars) {
		if !b.Has(chars[i]) {
			return false
		}
	}
	return true
}

// ASCII reports whether every byte is ASCII.
func (b *ByteSet) ASCII() bool { return b[2]|b[3] == 0 }

// Search returns where text stands first at or behind offset from, else the whole field. It is for rules that look at
// the HTML and point at the source.
func (f *Field) Search(text string, from int) source.Span {
	if i := strings.Index(f.Source[min(from, len(f.Source)):], text); i >= 0 && text != "" {
		return f.Span(from+i, from+i+len(text))
	}
	return f.Text().Whole()
}
