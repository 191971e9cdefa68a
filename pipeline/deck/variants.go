package deck

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/deckmill/deckmill/pipeline/source"
)

// An Axis is one way in which the packages of a deck differ, as its language or its edition (format.md section 11).
type Axis struct {
	Name     string
	Shared   bool   // its values have the same notes, with more cards or fields; else each value is a deck of its own
	Original string // the value whose identities are those of a deck without variants
	Values   []Value
	Span     source.Span

	index map[string]int // of Values, by name
}

// A Value is one value of an axis.
type Value struct {
	Name     string
	Fallback string // the value whose texts stand in for its own; "" for none
	Skip     bool   // a note that lacks a required text is left out, and no error
	Span     source.Span
}

// languageAxis is the name of the axis whose values are languages.
const languageAxis = "language"

// Value returns the value of this name, or nil.
func (a *Axis) Value(name string) *Value {
	if i, ok := a.index[name]; ok {
		return &a.Values[i]
	}
	return nil
}

// Axes are the axes of a deck, in the order of its variants. A deck without variants has none.
type Axes []*Axis

// Of returns the axis with this value, or nil. No two axes share a value.
func (axes Axes) Of(value string) *Axis {
	for _, a := range axes {
		if a.Value(value) != nil {
			return a
		}
	}
	return nil
}

// values returns the names of all values, to choose a suggestion from.
func (axes Axes) values() []string {
	var names []string
	for _, a := range axes {
		for i := range a.Values {
			names = append(names, a.Values[i].Name)
		}
	}
	return names
}

// An Edition is one value of each axis: what one package of a deck holds. That of a deck without variants is the zero
// Edition.
type Edition struct {
	axes   Axes
	chosen []*Value // by axis
}

// Editions returns every combination of values, that of the original ones first.
func (axes Axes) Editions() []Edition {
	editions := []Edition{{axes: axes}}
	for _, a := range axes {
		var next []Edition
		for _, e := range editions {
			for _, v := range a.originalFirst() {
				next = append(next, Edition{axes: axes, chosen: append(slices.Clone(e.chosen), v)})
			}
		}
		editions = next
	}
	return editions
}

// Original returns the edition of the original values.
func (axes Axes) Original() Edition {
	e := Edition{axes: axes}
	for _, a := range axes {
		e.chosen = append(e.chosen, a.originalFirst()[0])
	}
	return e
}

func (a *Axis) originalFirst() []*Value {
	var values []*Value
	for i := range a.Values {
		if v := &a.Values[i]; v.Name == a.Original {
			values = slices.Insert(values, 0, v)
		} else {
			values = append(values, v)
		}
	}
	return values
}

// Axes returns the axes of the edition's deck.
func (e Edition) Axes() Axes { return e.axes }

// Value returns the value that the edition has on an axis.
func (e Edition) Value(axis *Axis) *Value { return e.chosen[slices.Index(e.axes, axis)] }

// On returns the name of the value on the axis of this name, or "".
func (e Edition) On(axis string) string {
	for i, a := range e.axes {
		if a.Name == axis {
			return e.chosen[i].Name
		}
	}
	return ""
}

// Suffix is what the edition adds to the names of files: `-` and the value for every value that is not original.
func (e Edition) Suffix() string {
	var b strings.Builder
	for i, a := range e.axes {
		if e.chosen[i].Name != a.Original {
			b.WriteString("-" + e.chosen[i].Name)
		}
	}
	return b.String()
}

// String names the edition in messages: its values, those of every axis.
func (e Edition) String() string {
	var names []string
	for _, v := range e.chosen {
		names = append(names, v.Name)
	}
	return strings.Join(names, ", ")
}

// Own returns `<axis>=<value>` for every axis with own identity on which the edition is not the original, in byte order
// of the axes' names: what its identities are made from besides the deck's id (format.md section 13).
func (e Edition) Own() []string {
	var own []string
	for i, a := range e.axes {
		if !a.Shared && e.chosen[i].Name != a.Original {
			own = append(own, a.Name+"="+e.chosen[i].Name)
		}
	}
	slices.SortFunc(own, func(a, b string) int {
		x, _, _ := strings.Cut(a, "=")
		y, _, _ := strings.Cut(b, "=")
		return strings.Compare(x, y)
	})
	return own
}

// ownValues returns the values of Own, in the order of the axes.
func (e Edition) ownValues() []string {
	var own []string
	for i, a := range e.axes {
		if !a.Shared && e.chosen[i].Name != a.Original {
			own = append(own, e.chosen[i].Name)
		}
	}
	return own
}

// Differs returns the value that the edition has on the first axis where another edition has another; "" when they are one.
func (e Edition) Differs(other Edition) string {
	for i := range e.axes {
		if e.chosen[i] != other.chosen[i] {
			return e.chosen[i].Name
		}
	}
	return ""
}

// Special returns the first value of the edition that is not original, or nil.
func (e Edition) Special() *Value {
	for i, a := range e.axes {
		if e.chosen[i].Name != a.Original {
			return e.chosen[i]
		}
	}
	return nil
}

// Skips reports whether a note that lacks a required text is left out of the edition (`missing: skip`).
func (e Edition) Skips() bool {
	return slices.ContainsFunc(e.chosen, func(v *Value) bool { return v.Skip })
}

func (axes Axes) named(name string) *Axis {
	i := slices.IndexFunc(axes, func(a *Axis) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return axes[i]
}

// count returns the number of editions, or a number above every limit.
func (axes Axes) count() int {
	n := 1
	for _, a := range axes {
		if n *= len(a.Values); n > maxPackages {
			return n
		}
	}
	return n
}

// SameLanguage reports whether two values of the axis `language` are so close that a text may be right in both: regions of
// one language, Danish and Norwegian.
func SameLanguage(a, b string) bool {
	x, err := language.Parse(a)
	y, err2 := language.Parse(b)
	return err == nil && err2 == nil && language.Comprehends(x, y) >= language.High && language.Comprehends(y, x) >= language.High
}

// Language returns the axis whose values are languages, or nil.
func (axes Axes) Language() *Axis { return axes.named(languageAxis) }
