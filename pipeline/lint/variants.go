package lint

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/template"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A VariantPass is what a rule sees of one note in the editions of its deck. It may be used for one note after the other,
// with Forget.
type VariantPass struct {
	Axes     deck.Axes
	Editions []NoteEdition // that have the note, in the order of the deck's
	Report   diag.Report

	turn
	fields []VariantField
	listed bool // fields are known
}

// A NoteEdition is a note in one edition of its deck.
type NoteEdition struct {
	Deck   *deck.Deck
	Note   *deck.Note
	HTML   []string         // by index of Note.Fields
	Cards  []int            // ordinals of the cards it makes
	Sides  []template.Sides // as in a NotePass
	NoCard bool             // it makes none for want of texts
}

// A VariantField is a field that has texts for variants.
type VariantField struct {
	Entry yamltree.Entry // its key, and the map over variants
	Def   *deck.Field    // in the first edition
	Texts []VariantText  // one for each edition that has the field
}

// A VariantText is what a field holds in one edition.
type VariantText struct {
	*NoteEdition
	Index int // of the field
}

// Forget makes the pass one over the next note, of which no edition is known.
func (p *VariantPass) Forget() {
	clear(p.Editions)
	p.Editions, p.fields, p.listed = p.Editions[:0], nil, false
}

// Fields returns the fields of the note that have texts for variants.
func (p *VariantPass) Fields() []VariantField {
	if p.listed {
		return p.fields
	}
	p.listed = true
	for e := range p.Editions {
		in := &p.Editions[e]
		for i := range in.Note.Variants {
			if !in.Note.ForVariants(i) {
				continue
			}
			key := in.Note.Notetype.Fields[i].Key
			at := slices.IndexFunc(p.fields, func(f VariantField) bool { return f.Def.Key == key })
			if at < 0 {
				at = len(p.fields)
				p.fields = append(p.fields, VariantField{Entry: in.Note.Variants[i], Def: &in.Note.Notetype.Fields[i]})
			}
			p.fields[at].Texts = append(p.fields[at].Texts, VariantText{NoteEdition: in, Index: i})
		}
	}
	return p.fields
}

// Found reports a finding of the rule that is running. It fills in the code and the note.
func (p *VariantPass) Found(d diag.Diagnostic) {
	d.Code, d.Note = p.rule.Code, p.Editions[0].Note.Label()
	p.Report(d)
}

// Axis returns the axis whose values are the keys of the field's map.
func (f *VariantField) Axis() *deck.Axis {
	d := f.Texts[0].Deck
	return d.Axes.Of(f.Entry.Value.Entries[0].Key.Value)
}

// Variant names the edition of a text as the field's map tells it from the others, in back quotes.
func (f *VariantField) Variant(t *VariantText) string { return t.Deck.Variant(f.Entry.Value) }

// Compiled returns the HTML of the text.
func (t *VariantText) Compiled() string { return t.NoteEdition.HTML[t.Index] }

// Text returns the field in the model.
func (t *VariantText) Text() *deck.Text { return &t.Note.Fields[t.Index] }

// Empty reports whether there is nothing for Anki or for a learner in the text.
func (t *VariantText) Empty() bool { return field.Empty(t.Compiled()) || VisiblyEmpty(t.Compiled()) }

// Written reports whether there is a text for the edition, perhaps an empty one, or that of a value that it falls back to.
func (t *VariantText) Written(f *VariantField) bool { return t.Text().Node != f.Entry.Value }

// Makes reports whether the note makes the card of this key in the edition.
func (e *NoteEdition) Makes(key string) bool {
	if e.Note.Notetype.Cloze {
		return false
	}
	return slices.ContainsFunc(e.Cards, func(ord int) bool { return e.Note.Notetype.Cards[ord].Key == key })
}

// WrittenFor returns the value of an axis that a text was written for, and the values of the others in one text; ok is false
// if it stands there for all of the axis' values, or falls back.
func (f *VariantField) WrittenFor(axis *deck.Axis, t *VariantText) (value, others string, ok bool) {
	d := t.Deck
	for n := f.Entry.Value; d.Axes.IsVariants(n); {
		a := d.Axes.Of(n.Entries[0].Key.Value)
		own := d.Edition.Value(a).Name
		if n = n.Get(own); n == nil {
			return "", "", false
		}
		if a == axis {
			value, ok = own, true
		} else {
			others += "/" + own
		}
		if n == t.Text().Node {
			return value, others, ok
		}
	}
	return "", "", false
}
