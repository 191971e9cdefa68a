package deck

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

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
	written := t // whose places are those of the source
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
			x.bad("bad-value", written.Span(i, i+len(stringOpening)), "write `{{@name}}`", "`{{@` is not closed by `}}`")
			return Text{Node: t.Node, File: t.File, Broken: true}
		}
		end := i + n + len(stringClosing)
		value, ok := x.stringOf(as[i+len(stringOpening):end-len(stringClosing)], written.Span(i, end))
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
	if x.deck.repository {
		x.perVariant(at, "write the text itself", "`{{@"+name+"}}` is another text in each deck and variant")
		return "", false
	}
	if value, ok = x.deck.builtinString(name); ok {
		return value, true
	}
	text, known := x.strings[norm.NFC.String(name)]
	switch {
	case !known && x.brokenStrings: // which was reported
		return "", false
	case !known:
		x.unknownString(name, at)
		return "", false
	case text.columns != nil:
		return x.stringInTable(name, text, at)
	}
	picked, ok := x.pick(text.node)
	if ok && picked == nil {
		x.noString(name, x.deck.lacking(text.node), text.node.Span(), at)
	}
	if !ok || picked == nil {
		return "", false
	}
	if picked.Kind == yamltree.Absent {
		x.bad("bad-value", at, "write one behind its name in `strings`; `\"\"` is an empty text", "string `%s` has no text", name)
		return "", false
	}
	t := x.text(picked)
	return t.Value, !t.Broken
}

// unknownString reports the name of a string that the deck does not have.
func (x *decoder) unknownString(name string, at source.Span) {
	help := "define it in `strings`; those that are always there are " + x.builtinStrings()
	if s, ok := diag.Suggest(name, slices.Sorted(maps.Keys(x.strings))); ok {
		help = fmt.Sprintf("did you mean `{{@%s}}`?", s)
	}
	x.bad("bad-value", at, help, "there is no string `%s`", name)
}

// noString reports a string that lacks a text for a variant; text is where it stands, and at where it is used.
func (x *decoder) noString(name, variant string, text, at source.Span) {
	x.report(diag.Diagnostic{Code: "variant-mismatch", Severity: diag.Error, Span: text,
		Message: fmt.Sprintf("string `%s` has no %s text", name, variant),
		Help:    "add one, or give the value a `fallback`", Related: []diag.Related{{Span: at, Message: "used here"}}})
}

// stringInTable returns a string that stands in a table, where an empty cell is an empty text.
func (x *decoder) stringInTable(name string, s namedString, at source.Span) (value string, ok bool) {
	axis := x.deck.Axes.Of(s.columns[0])
	for v := x.deck.Edition.Value(axis); v != nil; v = axis.Value(v.Fallback) {
		if slices.Contains(s.columns, v.Name) {
			return scalarText(s.node.Get(v.Name)).Value, true
		}
	}
	variants := axis.without(func(v *Value) bool { return slices.Contains(s.columns, v.Name) })
	i := slices.IndexFunc(s.node.Entries, func(e yamltree.Entry) bool { return e.Key.Value == stringColumn })
	x.report(diag.Diagnostic{Code: "variant-mismatch", Severity: diag.Error, Span: s.node.Entries[i].Key.Span(), // the same for all strings
		Message: "the table of strings has no column for " + variants,
		Help:    "add one, in which an empty cell is an empty text; or give the value a `fallback`",
		Related: []diag.Related{{Span: at, Message: "used here"}}})
	return "", false
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

// A namedString is the text of a string: a Text, or a row of a table with a column for each value of an axis.
type namedString struct {
	node    *yamltree.Node
	columns []string // of a row: the values that have one
}

// readStrings reads the strings of the deck by name: written in the map, or in the table that it names.
func (x *decoder) readStrings(n *yamltree.Node) {
	if n == nil || n.Kind != yamltree.Map {
		return
	}
	x.strings = map[string]namedString{}
	if file := n.Get("file"); file != nil && len(n.Entries) == 1 && file.Kind == yamltree.Scalar && yamltree.IsTable(file.Value) {
		x.stringTable(file)
		return
	}
	for _, e := range n.Entries {
		x.addString(e.Key, namedString{node: e.Value})
	}
}

func (x *decoder) addString(name *yamltree.Node, s namedString) {
	key := norm.NFC.String(name.Value)
	_, builtin := x.deck.builtinString(key)
	_, known := x.strings[key]
	switch {
	case builtin:
		x.bad("bad-value", name.Span(), "give yours another name", "`{{@%s}}` is there already, and says something else", key)
	case known:
		x.bad("duplicate-key", name.Span(), "keep one of them", "string `%s` is given twice", key)
	default:
		x.strings[key] = s
	}
}

// stringTable reads a table of strings: a column `string` with their names, and one for each value of an axis.
func (x *decoder) stringTable(file *yamltree.Node) {
	x.brokenStrings = true
	text := x.files.file(file, x.report)
	if text.Broken {
		return
	}
	t, ok := yamltree.ParseTable(text.File, x.report)
	if !ok {
		return
	}
	columns, ok := x.stringColumns(t)
	if !ok {
		return
	}
	x.brokenStrings = false
	report := func(d diag.Diagnostic) {
		x.brokenStrings = true
		x.report(d)
	}
	for _, rows := range t.Chunks() {
		for _, row := range rows(report) {
			switch name := row.Get(stringColumn); {
			case name == nil:
				x.bad("csv-shape", row.Span(), "write its name into the column `string`", "this string has no name")
			case !isKey(name.Value): // of names in YAML the schema says it
				x.bad("bad-value", name.Span(), "choose another name", "`%s` must be a key: 1 to 60 lower-case letters, digits, `-` or `_`, the first a letter", name.Value)
			default:
				x.addString(name, namedString{node: row, columns: columns})
			}
		}
	}
}

// isKey reports whether text may be a key (format.md section 3).
func isKey(text string) bool {
	return keys.MatchString(text) && utf8.RuneCountInString(text) <= maxKey && strings.ToLower(text) == text
}

// maxKey is how many characters a key may have.
const maxKey = 60

// stringColumn is the column of a table of strings that holds their names.
const stringColumn = "string"

// stringColumns returns the columns of a table of strings that hold texts.
func (x *decoder) stringColumns(t *yamltree.Table) (columns []string, ok bool) {
	ok = true
	var axis *Axis
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Key == nil || c.Name.Value == stringColumn {
			continue
		}
		own := x.deck.Axes.Of(c.Name.Value)
		switch {
		case own == nil:
			x.unknownValue(c.Name)
			ok = false
			continue
		case axis != nil && own != axis:
			x.bad("csv-shape", c.Name.Span(), "write the strings that differ in more than one way in YAML, in maps",
				"`%s` is a value of the axis `%s`, and the table is about `%s`", c.Name.Value, own.Name, axis.Name)
			ok = false
		}
		axis = own
		columns = append(columns, c.Name.Value)
	}
	if t.Column(stringColumn) < 0 || len(columns) == 0 {
		x.bad("csv-shape", t.File.Whole(), "let the first row be `string` and the values of an axis: `string,en,de`",
			"a table of strings has a column `string`, and one for each value of an axis")
		ok = false
	}
	return columns, ok
}
