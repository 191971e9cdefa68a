// Package coverage counts what the variants of a deck have and lack: for each value of each axis the texts that were written
// for it, those it takes from another value, and those that nobody wrote. It looks at the deck as it was decoded; nothing is
// compiled.
package coverage

import (
	"cmp"
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Report is how far the variants of a deck are.
type Report struct {
	Slug  string
	Notes int    // of the deck, in whatever variants
	Axes  []Axis // none for a deck without variants
}

// An Axis is how far its values are. A text is missing if it is required, or the original or nearly all values have it: what
// few have is a local remark.
type Axis struct {
	Name   string
	Values []Value
}

// A Value is what one value of an axis has. Texts are the fields of notes, and the texts of the deck itself, that are written
// for the values of the axis; where only some of the editions of the value have a text, it is missing.
type Value struct {
	Name    string
	Notes   int // that the value has or should have (`only`)
	Whole   int // of these, all texts are there, its own or others'
	LeftOut int // of these, they lack a required text and are left out (`missing: skip`)

	Texts   int
	Own     int // written for the value, perhaps empty
	Taken   int // from the value that it falls back to
	Missing int

	Gaps []Gap // what is missing, by its place in the sources, if that was asked for
}

// A Gap is a text that a value lacks.
type Gap struct {
	Note     string // its id, else its guid; "" for a text of the deck
	Key      string // of the field; for a text of the deck the keys above it too
	Required bool
	Entry    yamltree.Entry // where it should stand
	Original string         // the text of the original
}

// A Counter counts the notes of a deck, one after the other.
type Counter struct {
	axes     deck.Axes
	editions [][][]int // by axis and value, which are looked at
	wanted   string    // the value whose gaps are listed; "" for none
	report   Report
	decks    []*deck.Deck
}

// NewCounter returns a Counter for a deck. decks are all its editions, the original first; wanted is the value whose gaps are
// listed, or "".
func NewCounter(decks []*deck.Deck, wanted string) *Counter {
	c := &Counter{axes: decks[0].Axes, decks: decks, wanted: wanted, report: Report{Slug: decks[0].Slug}}
	for _, a := range c.axes {
		axis, editions := Axis{Name: a.Name}, make([][]int, len(a.Values))
		for i := range a.Values {
			axis.Values = append(axis.Values, Value{Name: a.Values[i].Name})
			for e, d := range decks {
				if d.Edition.Value(a) == &a.Values[i] && (!a.Shared || isOriginal(d.Edition, c.axes, a)) {
					editions[i] = append(editions[i], e)
				}
			}
		}
		c.report.Axes = append(c.report.Axes, axis)
		c.editions = append(c.editions, editions)
	}
	return c
}

// isOriginal reports whether an edition is the original one on all axes but one. What a value with shared identity has is seen
// there: else it would lack whatever any language lacks.
func isOriginal(e deck.Edition, axes deck.Axes, but *deck.Axis) bool {
	return !slices.ContainsFunc(axes, func(a *deck.Axis) bool { return a != but && e.Value(a).Name != a.Original })
}

// Add counts what another Counter of the deck has counted, whose notes come behind those of this one.
func (c *Counter) Add(other *Counter) {
	c.report.Notes += other.report.Notes
	for i := range c.report.Axes {
		for k := range c.report.Axes[i].Values {
			v, o := &c.report.Axes[i].Values[k], &other.report.Axes[i].Values[k]
			v.Notes, v.Whole, v.LeftOut = v.Notes+o.Notes, v.Whole+o.Whole, v.LeftOut+o.LeftOut
			v.Texts, v.Own, v.Taken, v.Missing = v.Texts+o.Texts, v.Own+o.Own, v.Taken+o.Taken, v.Missing+o.Missing
			v.Gaps = append(v.Gaps, o.Gaps...)
		}
	}
}

// Report returns what was counted.
func (c *Counter) Report() *Report {
	for i := range c.report.Axes {
		for k := range c.report.Axes[i].Values {
			slices.SortStableFunc(c.report.Axes[i].Values[k].Gaps, func(a, b Gap) int {
				x, y := a.Entry.Place(), b.Entry.Place()
				return cmp.Or(cmp.Compare(x.Path(), y.Path()), cmp.Compare(x.Start, y.Start))
			})
		}
	}
	return &c.report
}

// Note counts a note. notes are, by edition, the note as it is there; nil where the edition does not have it.
func (c *Counter) Note(notes []*deck.Note) {
	if !slices.ContainsFunc(notes, func(n *deck.Note) bool { return n != nil }) {
		return
	}
	c.report.Notes++
	for i := range c.report.Axes {
		for k := range c.report.Axes[i].Values {
			c.count(notes, i, k)
		}
	}
}

// A state is what a value has of a text.
type state uint8

const (
	unasked state = iota // the text is not written for the values of the axis
	own
	taken
	missing
)

// count counts a note for the k-th value of the i-th axis.
func (c *Counter) count(notes []*deck.Note, i, k int) {
	v := &c.report.Axes[i].Values[k]
	present, out := false, true
	var keys []string
	var states []state
	for _, e := range c.editions[i][k] {
		n := notes[e]
		if n == nil {
			continue
		}
		present, out = true, out && c.decks[e].Skips(n)
		for f := range n.Variants {
			if !n.ForVariants(f) {
				continue
			}
			key := n.Notetype.Fields[f].Key
			s := c.stateOf(n.Variants[f].Value, c.decks[e].Edition, c.axes[i])
			at := slices.Index(keys, key)
			if at < 0 {
				at = len(keys)
				keys, states = append(keys, key), append(states, unasked)
			}
			if s == missing && !n.Notetype.Fields[f].Required && !c.isMissed(n.Variants[f].Value, c.axes[i]) {
				s = unasked
			}
			if s == missing && states[at] != missing && c.wanted == v.Name {
				v.Gaps = append(v.Gaps, Gap{Note: n.Label(), Key: key, Required: n.Notetype.Fields[f].Required,
					Entry: n.Variants[f], Original: c.original(n.Variants[f].Value)})
			}
			states[at] = max(states[at], s)
		}
	}
	if !present {
		return
	}
	v.Notes++
	switch {
	case out:
		v.LeftOut++
	case !slices.Contains(states, missing):
		v.Whole++
	}
	v.add(states)
}

func (v *Value) add(states []state) {
	for _, s := range states {
		switch s {
		case unasked:
			continue
		case own:
			v.Own++
		case taken:
			v.Taken++
		case missing:
			v.Missing++
		}
		v.Texts++
	}
}

// stateOf says what an edition has of a text for its value on an axis.
func (c *Counter) stateOf(n *yamltree.Node, e deck.Edition, axis *deck.Axis) state {
	text, under := e.Find(n)
	if !c.axes.Concerns(n, axis) {
		return unasked
	}
	if text == nil {
		return missing
	}
	for _, name := range under {
		if axis.Value(name) != nil && name != e.Value(axis).Name {
			return taken
		}
	}
	return own
}

// missedShare is of how many values of an axis, in percent, a text is missed by the others.
const missedShare = 80

// isMissed reports whether a text that is not required is missing where there is none.
func (c *Counter) isMissed(n *yamltree.Node, axis *deck.Axis) bool {
	if c.original(n) != "" {
		return true
	}
	if c.axes.Of(n.Entries[0].Key.Value) != axis {
		return false
	}
	given := c.axes.Having(n, func(*yamltree.Node) bool { return true })
	return given*100 >= len(axis.Values)*missedShare
}

// original returns the text of the original edition, "" where there is none.
func (c *Counter) original(n *yamltree.Node) string {
	if text, _ := c.decks[0].Edition.Find(n); text != nil {
		return text.Value
	}
	return ""
}

// Deck counts the texts of the deck itself: its name and description, its strings, the templates of its note types. root is
// the map of its deck.yaml without the notes.
func (c *Counter) Deck(root *yamltree.Node) { c.deck(root, "") }

func (c *Counter) deck(n *yamltree.Node, above string) {
	if n == nil {
		return
	}
	for _, item := range n.Items {
		c.deck(item, above+"[]")
	}
	for _, e := range n.Entries {
		key := e.Key.Value
		if above != "" {
			key = above + "." + key
		}
		switch {
		case above == "" && (key == "notes" || key == "variants"):
		case c.axes.IsVariants(e.Value):
			c.text(e, key)
		default:
			c.deck(e.Value, key)
		}
	}
}

// text counts one text of the deck.
func (c *Counter) text(e yamltree.Entry, key string) {
	for i := range c.report.Axes {
		for k := range c.report.Axes[i].Values {
			v, worst := &c.report.Axes[i].Values[k], unasked
			for _, edition := range c.editions[i][k] {
				worst = max(worst, c.stateOf(e.Value, c.decks[edition].Edition, c.axes[i]))
			}
			v.add([]state{worst})
			if worst == missing && c.wanted == v.Name {
				v.Gaps = append(v.Gaps, Gap{Key: key, Required: true, Entry: e, Original: c.original(e.Value)})
			}
		}
	}
}
