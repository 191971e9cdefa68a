package deck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// IsVariants reports whether a map holds values for variants, and is no value itself: that shows in its first key.
func (axes Axes) IsVariants(n *yamltree.Node) bool {
	return n != nil && n.Kind == yamltree.Map && len(n.Entries) > 0 && axes.Of(n.Entries[0].Key.Value) != nil
}

// pick returns what stands for the decoder's edition in place of n, which may be a map over the values of an axis, or nil
// when there is nothing for the edition (format.md section 11). ok is false when the map is wrong, which was reported.
func (x *decoder) pick(n *yamltree.Node) (picked *yamltree.Node, ok bool) {
	return x.pickUntil(n, func(n *yamltree.Node) bool { return n.Get("file") != nil })
}

// pickUntil is pick where some maps are values themselves.
func (x *decoder) pickUntil(n *yamltree.Node, isValue func(*yamltree.Node) bool) (picked *yamltree.Node, ok bool) {
	if n == nil || n.Kind != yamltree.Map || isValue(n) {
		return n, true
	}
	axis, ok := x.axisOf(n)
	if !ok {
		return nil, false
	}
	for v := x.deck.Edition.Value(axis); v != nil; v = axis.Value(v.Fallback) {
		given := n.Get(v.Name)
		if given == nil || given.Kind == yamltree.Absent {
			continue
		}
		if !isValue(given) && x.deck.Axes.IsVariants(given) && x.deck.Axes.Of(given.Entries[0].Key.Value) == axis {
			x.bad("bad-value", given.Span(), "write the text for `"+v.Name+"` here, or one for each value of another axis",
				"a map over the axis `%s` stands in another one over it", axis.Name)
			return nil, false
		}
		if picked, ok = x.pickUntil(given, isValue); picked != nil || !ok {
			return picked, ok
		}
	}
	return nil, true
}

// axisOf returns the axis whose values are the keys of a map.
func (x *decoder) axisOf(n *yamltree.Node) (axis *Axis, ok bool) {
	if len(n.Entries) == 0 {
		x.bad("bad-value", n.Span(), "write a text, or one for each variant", "an empty map is no text")
		return nil, false
	}
	if x.deck.repository {
		x.perVariant(n.Span(), "write one value for all", "this would have a value of its own in each variant")
		return nil, false
	}
	ok = true
	for _, e := range n.Entries {
		if axis != nil && axis.Value(e.Key.Value) != nil {
			continue
		}
		a := x.deck.Axes.Of(e.Key.Value)
		switch {
		case a == nil:
			x.unknownValue(e.Key)
			ok = false
		case axis == nil:
			axis = a
		case a != axis:
			x.bad("bad-value", e.Key.Span(), "let the map have the values of one axis, and nest another map in it where that matters",
				"`%s` is a value of the axis `%s`, and the map is about `%s`", e.Key.Value, a.Name, axis.Name)
			ok = false
		}
	}
	return axis, ok
}

// unknownValue reports a name that is no value of any axis.
func (x *decoder) unknownValue(n *yamltree.Node) { x.report(unknownValue(x.deck, n)) }

// unknownValue makes the finding about a name that is no value of any axis of d.
func unknownValue(d *Deck, n *yamltree.Node) diag.Diagnostic {
	values := d.Axes.values()
	meant := func(s string) []diag.Fix {
		return []diag.Fix{{Message: fmt.Sprintf("write `%s`", s), Edits: []diag.Edit{yamltree.Replace(n, s)}}}
	}
	if s, ok := diag.Suggest(n.Value, []string{"file"}); ok {
		return diag.Diagnostic{Code: "unknown-key", Span: n.Span(), Message: fmt.Sprintf("unknown key `%s`; did you mean `%s`?", n.Value, s), Fixes: meant(s)}
	}
	if len(values) == 0 {
		return diag.Diagnostic{Code: "bad-value", Span: n.Span(), Message: fmt.Sprintf("`%s` is no variant: this deck has none", n.Value),
			Help: "only a deck with `variants` has some; text that begins with `{` stands in quotes"}
	}
	unknown := diag.Diagnostic{Code: "bad-value", Span: n.Span(), Message: fmt.Sprintf("no variant is called `%s`", n.Value),
		Help: "the values of `variants` are `" + strings.Join(values, "`, `") + "`"}
	if s, ok := diag.Suggest(n.Value, values); ok {
		unknown.Help, unknown.Fixes = fmt.Sprintf("did you mean `%s`?", s), meant(s)
	}
	return unknown
}

// present reports whether the thing with the list `only` is there in the decoder's edition: for each axis that the list
// names, the edition's value is in it.
func (x *decoder) present(only *yamltree.Node) bool {
	if only == nil || only.Kind != yamltree.List {
		return true
	}
	if x.deck.repository {
		x.perVariant(only.Span(), "remove it", "`only` would leave this out of some")
		return true
	}
	named := map[*Axis]bool{} // whether the edition's value is named
	for _, item := range only.Items {
		if item.Kind != yamltree.Scalar || item.Value == "" {
			continue // reported by the schema
		}
		axis := x.deck.Axes.Of(item.Value)
		if axis == nil {
			x.unknownValue(item)
			continue
		}
		named[axis] = named[axis] || x.deck.Edition.Value(axis).Name == item.Value
	}
	for _, has := range named {
		if !has {
			return false
		}
	}
	return true
}

// namesShared reports whether a list `only` names a value of an axis with shared identity.
func (x *decoder) namesShared(only *yamltree.Node) bool {
	return only != nil && slices.ContainsFunc(only.Items, func(item *yamltree.Node) bool {
		axis := x.deck.Axes.Of(item.Value)
		return axis != nil && axis.Shared
	})
}

// text reads a Text (format.md section 3): a scalar, {file: path}, or a map over variants of these. Where there is
// none for the edition, it says so: such texts have no empty default.
func (x *decoder) text(n *yamltree.Node) Text {
	picked, ok := x.pick(n)
	switch {
	case !ok:
		return Text{Node: n, Broken: true}
	case picked == nil && n != nil:
		x.bad("bad-value", n.Span(), "add one, or give the value a `fallback`", "there is no text for %s", x.deck.lacking(n))
		return Text{Node: n, Broken: true}
	case picked == nil:
		return Text{}
	}
	if f := picked.Get("file"); f != nil && len(picked.Entries) > 1 {
		x.bad("bad-value", picked.Span(), "remove the other keys", "`file` stands for all of the text; nothing can stand beside it")
		return Text{Node: n, Broken: true}
	} else if f != nil && f.Kind == yamltree.Scalar {
		return x.files.file(f, x.report)
	}
	return scalarText(picked)
}

// Variant names the edition as a map over variants tells it from the others, in back quotes: “ `de` “, or where maps are
// nested “ `de`/`extended` “.
func (d *Deck) Variant(n *yamltree.Node) string {
	v := d.Edition.Value(d.Axes.Of(n.Entries[0].Key.Value))
	name := "`" + v.Name + "`"
	if inner := n.Get(v.Name); d.Axes.IsVariants(inner) {
		return name + "/" + d.Variant(inner)
	}
	return name
}

// Having returns for how many values of the axis that a map is about it has something that is wanted, or falls back to it; of
// a map in it, for each of its values.
func (axes Axes) Having(n *yamltree.Node, wanted func(*yamltree.Node) bool) int {
	axis, having := axes.Of(n.Entries[0].Key.Value), 0
	for i := range axis.Values {
		for v := &axis.Values[i]; v != nil; v = axis.Value(v.Fallback) {
			given := n.Get(v.Name)
			if given == nil || given.Kind == yamltree.Absent {
				continue
			}
			has := wanted(given)
			if axes.IsVariants(given) {
				has = axes.Having(given, wanted) == len(axes.Of(given.Entries[0].Key.Value).Values)
			}
			if has {
				having++
			}
			break
		}
	}
	return having
}

// Find returns the text that a map over variants has for an edition, and the values that it stands under: where there are
// others than the edition's, they stand in for these (`fallback`). Without a text both are nil.
func (e Edition) Find(n *yamltree.Node) (text *yamltree.Node, under []string) {
	axis := e.axes.Of(n.Entries[0].Key.Value)
	for v := e.Value(axis); v != nil; v = axis.Value(v.Fallback) {
		given := n.Get(v.Name)
		switch {
		case given == nil || given.Kind == yamltree.Absent:
			continue
		case !e.axes.IsVariants(given):
			return given, []string{v.Name}
		}
		if text, under = e.Find(given); text != nil {
			return text, append(under, v.Name)
		}
	}
	return nil, nil
}

// Concerns reports whether a map over variants, or one in it, is about an axis.
func (axes Axes) Concerns(n *yamltree.Node, axis *Axis) bool {
	return axes.IsVariants(n) && (axes.Of(n.Entries[0].Key.Value) == axis ||
		slices.ContainsFunc(n.Entries, func(e yamltree.Entry) bool { return axes.Concerns(e.Value, axis) }))
}

// Skips reports whether the edition leaves a note out: for `missing: skip`, one that lacks a required text.
func (d *Deck) Skips(n *Note) bool {
	if !d.Edition.Skips() || n.Broken {
		return false
	}
	for i := range n.Fields {
		masks := n.Masks != nil && i == n.Notetype.OcclusionField()
		if n.Notetype.Fields[i].Required && n.Fields[i].Value == "" && !masks {
			return true
		}
	}
	return false
}

// lacking names the variants that a map has no text for, in back quotes, one of which is that of the edition: all values of the
// map's axis, so that each of their editions says the same.
func (d *Deck) lacking(n *yamltree.Node) string {
	axis := d.Axes.Of(n.Entries[0].Key.Value)
	own := d.Edition.Value(axis).Name
	if inner := n.Get(own); d.Axes.IsVariants(inner) {
		return "`" + own + "`/" + d.lacking(inner)
	}
	names := axis.without(func(v *Value) bool {
		given := n.Get(v.Name)
		return given != nil && given.Kind != yamltree.Absent
	})
	return cmp.Or(names, "`"+own+"`") // else that which it falls back to has none for the edition
}

// without lists the values for which nothing is given, neither for them nor for what they fall back to, in back quotes.
func (a *Axis) without(given func(*Value) bool) string {
	var names []string
	for i := range a.Values {
		v := &a.Values[i]
		for v != nil && !given(v) {
			v = a.Value(v.Fallback)
		}
		if v == nil {
			names = append(names, "`"+a.Values[i].Name+"`")
		}
	}
	return strings.Join(names, ", ")
}
