package deck

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// tables reads the entries of `tables`, whose files must exist.
func (x *decoder) tables(n *yamltree.Node) {
	if n == nil || n.Kind != yamltree.Map {
		return
	}
	x.deck.Tables = map[string]*yamltree.Node{}
	for _, e := range n.Entries {
		name := "notes/" + norm.NFC.String(e.Key.Value)
		d, ok := x.files.checkPath(name, e.Key.Span())
		switch _, _, isPart := SplitPart(name); {
		case !ok:
			if d.Code == "bad-value" && x.files.Dir != "" {
				d.Message = fmt.Sprintf("there is no table `%s`", name)
				d.Help = "check the spelling; the path is relative to the folder `notes`"
			}
			if s, near := x.similarTable(e.Key.Value); near {
				d.Help = fmt.Sprintf("did you mean `%s`?", s)
			}
			x.report(d)
		case !yamltree.IsTable(name):
			x.bad("bad-value", e.Key.Span(), "tables are files that end in `.csv` or `.tsv`; a YAML file says this itself", "`%s` is no table", e.Key.Value)
		case isPart:
			x.bad("bad-value", e.Key.Span(), "write it for the table that has the notes", "`%s` is part of another table, and has no notes of its own", e.Key.Value)
		default:
			x.deck.Tables[name] = e.Value
		}
	}
}

// similarTable returns the table that a path which is not there most likely means, below notes/.
func (x *decoder) similarTable(name string) (string, bool) {
	var tables []string
	for _, p := range x.files.Under("notes", ".csv", ".tsv") {
		below := strings.TrimPrefix(p, "notes/")
		if stem(p) == stem(name) || strings.EqualFold("notes/"+below, name) {
			return below, true
		}
		tables = append(tables, below)
	}
	return diag.Suggest(name, tables)
}

// SplitPart takes the path of a table apart that is part of another: `notes/x.de.csv` is part `de` of `notes/x`.
func SplitPart(name string) (whole, part string, ok bool) {
	if !yamltree.IsTable(name) {
		return "", "", false
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	i := strings.LastIndexByte(stem, '.')
	if i <= strings.LastIndexByte(stem, '/')+1 || i == len(stem)-1 {
		return "", "", false
	}
	return stem[:i], stem[i+1:], true
}

// CheckColumns reports the columns of a table that no note in it can have (rules.md `csv-shape`). A field of another note
// type than the default is one that some note may have, as long as a column says the note type of each. Without defaults it is any note type's.
func CheckColumns(d *Deck, def *Defaults, t *yamltree.Table, report diag.Report) {
	checkVariants(d, t, report)
	types := d.Notetypes
	if def != nil && !slices.ContainsFunc(t.Columns, func(c yamltree.Column) bool { return c.Name.Value == "notetype" }) && def.Notetype != nil {
		types = []*Notetype{def.Notetype}
	}
	if slices.ContainsFunc(types, func(nt *Notetype) bool { return nt.BrokenFields }) {
		return // which fields there are cannot be said
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Key == nil || !c.IsField() {
			continue
		}
		key := norm.NFC.String(c.Key.Value)
		if !slices.ContainsFunc(types, func(nt *Notetype) bool { return nt.hasField(key) }) {
			report(unknownColumn(d, def, c, types))
		}
	}
}

// checkVariants reports the columns for variants that the deck does not have. Where a cell below has text, its note says
// the same of this place; a column that is still empty has no note to say it.
func checkVariants(d *Deck, t *yamltree.Table, report diag.Report) {
	for i := range t.Columns {
		if v := t.Columns[i].Variant; v != nil && d.Axes.Of(v.Value) == nil {
			report(unknownValue(d, v))
		}
	}
}

// hasField reports whether the type has a field of this key in any edition.
func (t *Notetype) hasField(key string) bool {
	return t.FieldIndex(key) >= 0 || slices.Contains(t.Absent, key)
}

// keysOfFields returns the keys of all fields that the type has in any edition, so that findings are one for all.
func (t *Notetype) keysOfFields() []string {
	keys := make([]string, 0, len(t.Fields)+len(t.Absent))
	for _, f := range t.Fields {
		keys = append(keys, f.Key)
	}
	return append(keys, t.Absent...)
}

// NotOfParts are the reserved columns that a part of a table cannot have: it adds fields to notes that stand elsewhere.
var NotOfParts = []string{"notetype", "deck", "tags", "only"}

// CheckPart reports the columns that a part of a table cannot have. It answers false when none says to which note a row
// belongs.
func CheckPart(d *Deck, t *yamltree.Table, report diag.Report) bool {
	named := false
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Key == nil || c.IsField() {
			continue
		}
		key := c.Key.Value
		named = named || c.Variant == nil && (key == "id" || key == "guid")
		if slices.Contains(NotOfParts, key) {
			report(diag.Diagnostic{Code: "csv-shape", Span: c.Name.Span(),
				Message: fmt.Sprintf("a part of a table cannot have the column `%s`: it adds fields to notes that stand elsewhere", key),
				Help:    "write it where the notes are"})
		}
	}
	if !named && len(t.Columns) > 0 {
		report(diag.Diagnostic{Code: "csv-shape", Span: t.Columns[0].Name.Span(), Message: "this part of a table has no column `id`",
			Help: "add one that says for each row to which note it belongs"})
		return false
	}
	CheckColumns(d, nil, t, report)
	return true
}

// unknownColumn makes the finding about a column that is no field of the note types of its table.
func unknownColumn(d *Deck, def *Defaults, c *yamltree.Column, types []*Notetype) diag.Diagnostic {
	key := c.Key.Value
	var fields []string
	for _, t := range types {
		for _, key := range t.keysOfFields() {
			if !slices.Contains(fields, key) {
				fields = append(fields, key)
			}
		}
	}
	x := diag.Diagnostic{Code: "csv-shape", Span: c.Key.Span(), Message: fmt.Sprintf("the column `%s` is no field", diag.Clip(key, 60)),
		Help: fmt.Sprintf("the fields are `%s`; a column whose name begins with `_` is yours and not read", strings.Join(fields, "`, `"))}
	meant := func(s string) {
		x.Message += fmt.Sprintf("; did you mean `%s`?", s)
		x.Help = "or let the name begin with `_`: then the column is yours and not read"
		x.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", s), Edits: []diag.Edit{{Span: c.Key.Span(), New: s}}}}
	}
	if s, ok := diag.Suggest(key, append(slices.Clone(fields), "id", "guid", "notetype", "deck", "tags", "only", yamltree.IgnoreColumn)); ok && s != key {
		meant(s)
		return x
	}
	for _, t := range types {
		if i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.Name == key }); i >= 0 {
			meant(t.Fields[i].Key)
			return x
		}
	}
	if i := slices.IndexFunc(d.Notetypes, func(t *Notetype) bool { return t.FieldIndex(key) >= 0 }); i >= 0 {
		other := d.Notetypes[i].Key
		x.Message += fmt.Sprintf(" of `%s`; it is one of `%s`", def.Notetype.Key, other)
		x.Help = fmt.Sprintf("add a column `notetype`, or say `notetype: %s` for this table under `tables:` in deck.yaml", other)
	}
	return x
}

// unknownInTable reports a cell under a column that the note's type does not have, though others in the table may:
// what no note type has was said of the header.
func (x *decoder) unknownInTable(note *Note, e yamltree.Entry, fields []string) {
	if !slices.ContainsFunc(x.deck.Notetypes, func(t *Notetype) bool { return t.hasField(norm.NFC.String(e.Key.Value)) }) {
		return
	}
	x.bad("unknown-key", e.Value.Span(), fmt.Sprintf("empty the cell; the fields of note type `%s` are `%s`", note.Notetype.Key, strings.Join(fields, "`, `")),
		"`%s` is no field of this note, which is `%s`", e.Key.Value, note.Notetype.Key)
}
