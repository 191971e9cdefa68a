package deck

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A seam is a place of a Text's Value where a string stands in place of its `{{@name}}` (format.md section 11).
type seam struct {
	from, to int // in Value
	start    int // of `{{@name}}` in the text as written
	end      int
}

// written returns the range of the text as written behind the bytes [i, j) of its Value, and whether it lies outside of
// every string.
func (t *Text) written(i, j int) (start, end int, outside bool) {
	start, end, outside = i, j, true
	shift := 0
	startDone, endDone := false, false
	for _, s := range t.seams {
		if !startDone && i < s.to {
			start, startDone = i+shift, true
			if i >= s.from {
				start, outside = s.start, false
			}
		}
		if !endDone && j <= s.to {
			end, endDone = j+shift, true
			if j > s.from {
				end, outside = s.end, false
			}
		}
		outside = outside && (j <= s.from || s.to <= i)
		shift = s.end - s.to
	}
	if !startDone {
		start = i + shift
	}
	if !endDone {
		end = j + shift
	}
	return start, end, outside
}

const (
	stringOpening = "{{@"
	stringClosing = "}}"
)

// withStrings returns a text with every `{{@name}}` replaced by the string of this name, once and as it is.
func (x *decoder) withStrings(t Text) Text {
	if t.Broken || !strings.Contains(t.Value, stringOpening) {
		return t
	}
	var b strings.Builder
	as := t.Value
	at := 0
	for {
		i := strings.Index(as[at:], stringOpening)
		if i < 0 {
			break
		}
		i += at
		n := strings.Index(as[i:], stringClosing)
		if n < 0 {
			x.bad("bad-value", t.Span(i, i+len(stringOpening)), "write `{{@name}}`", "`{{@` is not closed by `}}`")
			return Text{Node: t.Node, File: t.File, Broken: true}
		}
		end := i + n + len(stringClosing)
		value, ok := x.stringOf(as[i+len(stringOpening):end-len(stringClosing)], t.Span(i, end))
		if !ok {
			return Text{Node: t.Node, File: t.File, Broken: true}
		}
		b.WriteString(as[at:i])
		s := seam{from: b.Len(), start: i, end: end}
		b.WriteString(value)
		s.to = b.Len()
		t.seams = append(t.seams, s)
		at = end
	}
	b.WriteString(as[at:])
	t.Value = b.String()
	if i := strings.Index(t.Value, stringOpening); i >= 0 {
		x.bad("bad-value", t.Span(i, i+len(stringOpening)), "write the text itself in the string", "strings cannot hold others, and the one that stands here does")
		t.Broken = true
	}
	return t
}

// builtinString returns a string that is always there: the value of an axis, the language, its direction.
func (d *Deck) builtinString(name string) (value string, ok bool) {
	switch {
	case name == "language":
		return d.Language, true
	case name == "dir" && d.rtl:
		return "rtl", true
	case name == "dir":
		return "ltr", true
	}
	value = d.Edition.On(name)
	return value, value != ""
}

// stringOf returns the string of this name, which is used at span.
func (x *decoder) stringOf(name string, at source.Span) (value string, ok bool) {
	if value, ok = x.deck.builtinString(name); ok {
		return value, true
	}
	n, known := x.strings[norm.NFC.String(name)]
	if !known {
		all := slices.Sorted(maps.Keys(x.strings))
		help := "define it in `strings`; those that are always there are " + x.builtinStrings()
		if s, ok := diag.Suggest(name, all); ok {
			help = fmt.Sprintf("did you mean `{{@%s}}`?", s)
		}
		x.bad("bad-value", at, help, "there is no string `%s`", name)
		return "", false
	}
	picked, ok := x.pick(n)
	if ok && picked == nil {
		x.report(diag.Diagnostic{Code: "variant-mismatch", Severity: diag.Error, Span: n.Span(),
			Message: fmt.Sprintf("string `%s` has no %s text", name, x.deck.Lacking(n)),
			Help:    "add one, or give the value a `fallback`", Related: []diag.Related{{Span: at, Message: "used here"}}})
		return "", false
	}
	if !ok {
		return "", false
	}
	t := x.text(picked)
	return t.Value, !t.Broken
}

// builtinStrings lists the strings that are always there.
func (x *decoder) builtinStrings() string {
	list := []string{"`{{@language}}`", "`{{@dir}}`"}
	for _, a := range x.deck.Axes {
		if a.Name != languageAxis {
			list = append(list, "`{{@"+a.Name+"}}`")
		}
	}
	return strings.Join(list, ", ")
}

// stringTable reads the strings of the deck by name: written in the map, or in the table that it names.
func (x *decoder) stringTable(n *yamltree.Node) map[string]*yamltree.Node {
	if n == nil || n.Kind != yamltree.Map {
		return nil
	}
	table := map[string]*yamltree.Node{}
	for _, e := range n.Entries {
		name := norm.NFC.String(e.Key.Value)
		if _, ok := x.deck.builtinString(name); ok || x.deck.Axes.named(name) != nil {
			x.bad("bad-value", e.Key.Span(), "give yours another name", "`{{@%s}}` is there already, and says something else", name)
			continue
		}
		table[name] = e.Value
	}
	return table
}
