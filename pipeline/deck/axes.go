package deck

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// Limits on variants (format.md section 15).
const (
	maxAxes     = 4
	maxPackages = 1000
)

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
// there may be more than anyone can count. ok is false then.
func DecodeEditions(root *yamltree.Node, report diag.Report) (editions []Edition, ok bool) {
	axes, ok := DecodeAxes(root, report)
	if !ok {
		return []Edition{axes.Original()}, false
	}
	return axes.Editions(), true
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
