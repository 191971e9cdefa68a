package lint

import (
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

// A Foreign is a file with notes that are not ours: decks are compared with it.
type Foreign struct {
	Name  string // as the user calls the file
	Notes []ForeignNote

	seed   maphash.Seed
	byHash []hashed // of the questions and the first fields, sorted
}

// A ForeignNote is one of its notes.
type ForeignNote struct {
	Span     source.Span // where it stands, or the file
	First    string      // HTML of its first field
	Question string      // as Asked.QuestionText gives it
	Answer   string      // HTML
}

// NewForeign returns a Foreign that finds notes by their questions.
func NewForeign(name string, notes []ForeignNote) *Foreign {
	f := &Foreign{Name: name, Notes: notes, seed: maphash.MakeSeed()}
	all := make([]int, len(notes))
	for i := range all {
		all[i] = i
	}
	question := func(i int) (string, bool) { return notes[i].Question, notes[i].Question != "" }
	first := func(i int) (string, bool) { k := Compared(notes[i].First); return k, k != "" && k != notes[i].Question }
	f.byHash = append(hashKeys(f.seed, all, question), hashKeys(f.seed, all, first)...)
	slices.SortFunc(f.byHash, func(a, b hashed) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.note, b.note)) })
	return f
}

// ForeignCollection returns the notes of a package.
func ForeignCollection(name string, c *collection.Collection) *Foreign {
	file := source.NewFile(name, nil).Whole()
	asked := make([]Asked, len(c.Notetypes))
	for i := range c.Notetypes {
		t := &c.Notetypes[i]
		names := make([]string, len(t.Fields))
		for k, f := range t.Fields {
			names[k] = f.Name
		}
		asked[i] = Asked{Question: []int{0}, Answer: -1}
		if len(t.Templates) > 0 {
			front, _ := template.Parse(t.Templates[0].Front)
			back, _ := template.Parse(t.Templates[0].Back)
			asked[i] = AskedBy(names, template.Sides{Front: front, Back: back})
		}
	}
	notes := make([]ForeignNote, len(c.Notes))
	for i := range c.Notes {
		n := &c.Notes[i]
		a := asked[n.Notetype]
		notes[i] = ForeignNote{Span: file, First: n.Fields[0], Question: a.QuestionText(n.Fields), Answer: a.AnswerHTML(n.Fields)}
	}
	return NewForeign(name, notes)
}

// With returns the notes that have text, as Compared gives it, as their question or their first field.
func (f *Foreign) With(text string) []*ForeignNote {
	if text == "" {
		return nil
	}
	hash := maphash.String(f.seed, text)
	at, _ := slices.BinarySearchFunc(f.byHash, hash, func(h hashed, hash uint64) int { return cmp.Compare(h.hash, hash) })
	var out []*ForeignNote
	for ; at < len(f.byHash) && f.byHash[at].hash == hash; at++ {
		n := &f.Notes[f.byHash[at].note]
		if n.Question == text || Compared(n.First) == text {
			out = append(out, n)
		}
	}
	return out
}
