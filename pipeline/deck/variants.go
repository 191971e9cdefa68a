package deck

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
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

// Limits on variants (format.md section 15).
const (
	maxAxes     = 4
	maxPackages = 1000
)

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

// variantNames are what values of axes are called.
var variantNames = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// DecodeAxes reads the `variants` of a deck, which the schema has seen. After a mistake that leaves the packages of the
// deck in doubt, ok is false: notes cannot be compiled.
func DecodeAxes(root *yamltree.Node, report diag.Report) (axes Axes, ok bool) {
	n := root.Get("variants")
	if n == nil || n.Kind != yamltree.List {
		return nil, n == nil || n.Kind == yamltree.Absent
	}
	x := axisDecoder{report: report}
	for _, item := range n.Items {
		x.axis(item)
	}
	if len(x.axes) > maxAxes {
		x.bad(x.axes[maxAxes].Span, "put two of them together", "a deck may have %d axes, this one has %d", maxAxes, len(x.axes))
	}
	if packages := x.axes.count(); packages > maxPackages {
		x.bad(x.axes[0].Span, "split the deck", "a deck may have %d packages, these axes make %d", maxPackages, packages)
	}
	x.sameNames()
	if language := root.Get("language"); language != nil && x.axes.named(languageAxis) != nil {
		x.bad(language.Span(), "remove `language:`; each value of the axis `language` is one", "the axis `language` says what language a package is in")
	}
	return x.axes, !x.failed
}

// DecodeEditions returns the editions of a deck, the original first. When its variants are in doubt that is the only one:
// there may be more than anyone can count.
func DecodeEditions(root *yamltree.Node, report diag.Report) []Edition {
	axes, ok := DecodeAxes(root, report)
	if !ok {
		return []Edition{axes.Original()}
	}
	return axes.Editions()
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

// An axisDecoder reads the axes of a deck.
type axisDecoder struct {
	axes   Axes
	report diag.Report
	failed bool
}

func (x *axisDecoder) bad(span source.Span, help, format string, args ...any) {
	x.failed = true
	x.report(diag.Diagnostic{Code: "bad-value", Span: span, Message: fmt.Sprintf(format, args...), Help: help})
}

func (x *axisDecoder) axis(n *yamltree.Node) {
	name := scalarText(n.Get("axis"))
	a := &Axis{Name: norm.NFC.String(name.Value), Span: name.Whole(), Shared: scalarText(n.Get("identity")).Value == "shared", index: map[string]int{}}
	values := n.Get("values")
	if a.Name == "" || values == nil || values.Kind != yamltree.Map || len(values.Entries) == 0 || n.Damaged {
		x.failed = true // reported by the schema
		return
	}
	if x.axes.named(a.Name) != nil {
		x.bad(a.Span, "put the values of both into one", "two axes are named `%s`", a.Name)
		return
	}
	for _, e := range values.Entries {
		x.value(a, e)
	}
	if len(a.Values) == 0 {
		return
	}
	x.fallbacks(a, values)
	x.original(a, n)
	x.axes = append(x.axes, a)
}

func (x *axisDecoder) value(a *Axis, e yamltree.Entry) {
	v := Value{Name: e.Key.Value, Span: e.Key.Span(), Skip: scalarText(e.Value.Get("missing")).Value == "skip"}
	switch {
	case !variantNames.MatchString(v.Name):
		x.failed = true // reported by the schema
		return
	case v.Name == "file":
		x.bad(v.Span, "choose another name", "no value can be called `file`: `{file: ...}` names a file")
		return
	case x.axes.Of(v.Name) != nil:
		x.bad(v.Span, "give one of them another name", "`%s` is a value of the axis `%s` too", v.Name, x.axes.Of(v.Name).Name)
		return
	case a.Name == languageAxis && !isLanguage(v.Name):
		x.bad(v.Span, "write a tag like `en`, `pt-br` or `ja`", "`%s` is no language tag", v.Name)
	}
	a.index[v.Name] = len(a.Values)
	a.Values = append(a.Values, v)
}

// sameNames reports two editions whose packages would have one name, as those of `a-b` and of `a` with `b` have.
func (x *axisDecoder) sameNames() {
	if x.failed || len(x.axes) < 2 {
		return
	}
	first := map[string]Edition{}
	for _, e := range x.axes.Editions() {
		if other, taken := first[e.Suffix()]; taken {
			i := 0
			for e.chosen[i].Name == x.axes[i].Original {
				i++
			}
			x.bad(e.chosen[i].Span, "give one of the values another name",
				"the packages of `%s` and of `%s` would have one name, which ends in `%s`", other, e, e.Suffix())
			return
		}
		first[e.Suffix()] = e
	}
}

// fallbacks reads and checks the `fallback` of each value.
func (x *axisDecoder) fallbacks(a *Axis, values *yamltree.Node) {
	for i := range a.Values {
		v := &a.Values[i]
		f := scalarText(values.Get(v.Name).Get("fallback"))
		if f.Value == "" {
			continue
		}
		if a.Value(f.Value) == nil {
			x.bad(f.Whole(), x.helpFor(f.Value, a), "the axis `%s` has no value `%s`", a.Name, f.Value)
			continue
		}
		v.Fallback = f.Value
	}
	for i := range a.Values {
		if path, round := a.cycle(&a.Values[i]); round && path[0] == slices.Min(path) {
			at := scalarText(values.Get(path[0]).Get("fallback"))
			x.bad(at.Whole(), "let one of them stand on its own feet: remove its `fallback`",
				"these fall back to each other in a circle: `%s`", strings.Join(append(path, path[0]), "` -> `"))
			a.Values[i].Fallback = "" // nobody must go round
		}
	}
}

// cycle follows the fallbacks of a value; round says that they lead back to it, by way of path.
func (a *Axis) cycle(from *Value) (path []string, round bool) {
	for v := from; v.Fallback != ""; {
		if slices.Contains(path, v.Name) {
			return path, false // a circle that it only leads into
		}
		path = append(path, v.Name)
		if v = a.Value(v.Fallback); v == from {
			return path, true
		}
	}
	return path, false
}

func (x *axisDecoder) original(a *Axis, n *yamltree.Node) {
	o := scalarText(n.Get("original"))
	if o.Value == "" {
		x.failed = true // reported by the schema
		return
	}
	if a.Value(o.Value) == nil {
		x.bad(o.Whole(), x.helpFor(o.Value, a), "the axis `%s` has no value `%s`", a.Name, o.Value)
	}
	a.Original = o.Value
}

func (x *axisDecoder) helpFor(name string, a *Axis) string {
	values := Axes{a}.values()
	if s, ok := diag.Suggest(name, values); ok {
		return fmt.Sprintf("did you mean `%s`?", s)
	}
	return "its values are `" + strings.Join(values, "`, `") + "`"
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
