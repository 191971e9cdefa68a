package deck

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// Limits of a note's tags (format.md section 15).
const (
	MaxTags     = 100
	MaxTagBytes = 200
)

// reserved are the keys of a note that are no fields.
var reserved = []string{"id", "guid", "notetype", "deck", "tags", "only", "fields"}

// DecodeNote reads one note for the edition of d; the schema has seen it. ok is false when the edition does not have it
// (`only`), and when nothing more can be said about it: it is no map, or its note type is unknown or has no fields.
func DecodeNote(d *Deck, def *Defaults, n *yamltree.Node, report diag.Report) (note Note, ok bool) {
	if n.Kind != yamltree.Map {
		return Note{}, false
	}
	x := decoder{deck: d, report: report}
	note = Note{Node: n, Notetype: def.Notetype, Deck: def.Deck, Tags: def.Tags, Markup: def.Markup, Span: n.Span(), Broken: n.Damaged}
	if len(n.Entries) > 0 {
		note.Span = n.Entries[0].Place()
	}
	if t := n.Get("notetype"); t != nil {
		note.Notetype = x.notetype(t, nil)
	}
	x.noteIdentity(&note)
	if present := x.present(n.Get("only")); !present || note.Notetype == nil {
		return note, false
	}
	if x.emptied(note.Notetype) || note.Notetype.BrokenFields {
		return note, false
	}
	note.Fields = make([]Text, len(note.Notetype.Fields))
	if len(d.Axes) > 0 {
		note.Variants = make([]yamltree.Entry, len(note.Fields))
	}
	for _, e := range n.Entries {
		switch e.Key.Value {
		case "id", "guid", "notetype", "only":
		case "deck":
			if t := scalarText(e.Value); t.Value != "" {
				note.Deck, note.DeckSpan = x.path(t), t.Whole()
			}
		case "tags":
			if own := x.tags(e.Value); len(own) > 0 {
				note.Tags = append(note.Tags[:len(note.Tags):len(note.Tags)], own...)
			}
		case "fields":
			for _, f := range e.Value.Entries {
				x.field(&note, f)
			}
		default:
			x.field(&note, e)
		}
	}
	if len(note.Tags) > MaxTags {
		x.bad("bad-value", note.Span, "remove some", "a note may have %d tags, this one has %d", MaxTags, len(note.Tags))
	}
	return note, true
}

// emptied reports a note type of whose fields or cards none is left in the edition (`only`), though there are notes of it.
func (x *decoder) emptied(t *Notetype) bool {
	what := "field"
	switch {
	case len(t.Fields) == 0 && len(t.Absent) > 0:
	case len(t.Cards) == 0 && t.AbsentCards > 0:
		what = "card"
	default:
		return false
	}
	x.bad("bad-value", t.Span, "leave one without `only`; or give the notes the same `only`, if these packages are not to have them",
		"note type `%s` has no %s in some packages that have notes of it", t.Key, what)
	return true
}

func (x *decoder) noteIdentity(note *Note) {
	if id := note.Node.Get("id"); id != nil && !isEmpty(id) {
		note.ID = scalarText(id)
		note.ID.Value = norm.NFC.String(note.ID.Value)
		note.ID.Node = id // also when it is broken: then it is not missing
		note.Span = id.Span()
	}
	if guid := note.Node.Get("guid"); guid != nil {
		note.GUID = scalarText(x.ownIdentity(guid, "notes, and so the same guids"))
		note.GUID.Node = guid
		if note.ID.Node == nil {
			note.Span = guid.Span()
		}
	}
}

// IDOf returns what the tree of a note, or of a row that belongs to one, says of its id: `id`, else `guid`, else "".
func IDOf(n *yamltree.Node) string {
	if id := n.Get("id"); id != nil && id.Kind == yamltree.Scalar && id.Value != "" {
		return norm.NFC.String(id.Value)
	}
	if guid := n.Get("guid"); guid != nil {
		return guid.Value
	}
	return ""
}

// isEmpty reports whether there is nothing where an id should be, so that it is missing.
func isEmpty(n *yamltree.Node) bool {
	return n.Kind == yamltree.Absent || n.Kind == yamltree.Scalar && n.Value == ""
}

// WriteID returns the edits that give a map of notes or decks an id: in the place of an empty one, else as a new line, after
// the key after if that is there and first if it is "". In a table it is a cell.
func WriteID(m *yamltree.Node, after, id string) []diag.Edit { return yamltree.Put(m, after, "id", id) }

// field reads one field's value.
func (x *decoder) field(note *Note, e yamltree.Entry) {
	i := note.Notetype.FieldIndex(e.Key.Value)
	if i < 0 {
		i = note.Notetype.FieldIndex(norm.NFC.String(e.Key.Value))
	}
	if i < 0 {
		if !slices.Contains(note.Notetype.Absent, norm.NFC.String(e.Key.Value)) {
			x.unknownField(note, e)
		}
		return
	}
	f := &note.Notetype.Fields[i]
	if note.Fields[i].Given() {
		x.bad("duplicate-key", e.Place(), "keep one of them", "`%s` is given twice", f.Key)
		return
	}
	if x.deck.Axes.IsVariants(e.Value) {
		note.Variants[i] = e
	}
	value, ok := x.fieldValue(f, e.Value)
	if !ok {
		note.Fields[i] = Text{Node: e.Value}
		note.Broken = true
		return
	}
	if value == nil {
		note.Fields[i] = Text{Node: e.Value} // for this edition there is none
		return
	}
	if f.Markup == Occlusion && value.Kind != yamltree.Broken && !isEmpty(value) {
		x.occlusion(note, i, value)
		return
	}
	switch value.Kind {
	case yamltree.Absent, yamltree.Scalar:
		if !x.checkFieldText(note, i, value) {
			break
		}
		note.Fields[i] = Text{Value: value.Value, Node: value}
		if e.Value.Kind == yamltree.Absent {
			note.Fields[i].Node = e.Key // a finding about nothing points at the key
		}
		return
	}
	note.Fields[i] = Text{Node: e.Value}
	note.Broken = true
}

// fieldValue returns what a field holds in the edition, nil when only other variants have a text. What is no text is
// reported.
func (x *decoder) fieldValue(f *Field, n *yamltree.Node) (value *yamltree.Node, ok bool) {
	if f.Markup == Occlusion {
		return x.pickUntil(n, x.isMasks)
	}
	value, ok = x.pick(n)
	switch {
	case !ok || value == nil:
	case value.Kind == yamltree.Map: // with the key `file`
		x.bad("bad-value", value.Span(), "write the text here; only templates, styles and descriptions may come from files", "`%s` must be text; found a map", f.Key)
		return nil, false
	case value.Kind == yamltree.List:
		x.bad("bad-value", value.Span(), "write it in quotes, or below `|`", "`%s` must be text; found a list", f.Key)
		return nil, false
	}
	return value, ok
}

// checkFieldText reports what a field may not hold; ok is false when its text must not be looked at any further.
func (x *decoder) checkFieldText(note *Note, i int, n *yamltree.Node) (ok bool) {
	f := &note.Notetype.Fields[i]
	text := n.Value
	if f.Personal && text != "" {
		x.bad("bad-value", n.Span(), "remove the text; the field is for the learner's own words",
			"`%s` is a personal field: a text here would replace what learners wrote", f.Key)
	}
	if len(text) > MaxText {
		x.bad("bad-value", n.Span(), "split the note", "`%s` has %d bytes; a field may have at most %d", f.Key, len(text), MaxText)
		return false
	}
	for j := 0; j < len(text); j++ {
		c := text[j]
		if c >= ' ' && c != 0x7f && c != 0xc2 || c == '\n' || c == '\t' {
			continue // 0xC2 begins the second row of control characters, U+0080 to U+009F
		}
		if r, size := utf8.DecodeRuneInString(text[j:]); IsControl(r) {
			x.bad("bad-value", n.SpanOf(j, j+size), "remove it", "a control character (U+%04X), which Anki would drop", r)
			return false
		}
	}
	return true
}

// otherLevels are keys that stand elsewhere in a deck, and where.
var otherLevels = map[string]string{
	"authors": "the deck", "description": "the deck", "language": "the deck", "license": "the deck", "lint": "the deck",
	"markup": "the deck", "media": "the deck", "notes": "the deck", "notetypes": "the deck", "subdecks": "the deck",
	"cards": "a note type", "cloze": "a note type", "css": "a note type", "latex": "a note type", "name": "a note type",
	"sort-field": "a note type", "unique": "a note type",
}

// unknownField reports a key that is neither reserved nor a field of the note's type (rules.md `unknown-key`).
func (x *decoder) unknownField(note *Note, e yamltree.Entry) {
	key, t := e.Key.Value, note.Notetype
	note.Broken = true
	fields := t.keysOfFields()
	if e.Key.IsCell() {
		x.unknownInTable(note, e, fields)
		return
	}
	allowed := slices.DeleteFunc(append(slices.Clone(reserved), fields...), func(s string) bool { return s == key })
	d := diag.Diagnostic{Code: "unknown-key", Span: e.Key.Span(), Message: fmt.Sprintf("unknown key `%s`", key),
		Help: fmt.Sprintf("the fields of note type `%s` are `%s`", t.Key, strings.Join(fields, "`, `"))}
	if s, ok := diag.Suggest(key, allowed); ok {
		d.Message += fmt.Sprintf("; did you mean `%s`?", s)
		d.Help = ""
		d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", s), Edits: []diag.Edit{{Span: e.Key.Span(), New: s}}}}
	} else if i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.Name == key }); i >= 0 {
		d.Message += fmt.Sprintf("; the field that Anki shows as `%s` has the key `%s`", key, t.Fields[i].Key)
		d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", t.Fields[i].Key), Edits: []diag.Edit{{Span: e.Key.Span(), New: t.Fields[i].Key}}}}
	} else if i := slices.IndexFunc(x.deck.Notetypes, func(t *Notetype) bool { return t.FieldIndex(key) >= 0 }); i >= 0 {
		other := x.deck.Notetypes[i].Key
		d.Message += fmt.Sprintf("; it is a field of `%s`, and this note is `%s`", other, t.Key)
		d.Help = fmt.Sprintf("add `notetype: %s` to the note, or use one of `%s`", other, strings.Join(fields, "`, `"))
	} else if level, ok := otherLevels[key]; ok {
		d.Message += "; it belongs to " + level
	}
	x.report(d)
}

// tags reads a list of tags, without the broken ones.
func (x *decoder) tags(n *yamltree.Node) []Text {
	if n == nil || n.Kind != yamltree.List {
		return nil
	}
	out := make([]Text, 0, len(n.Items))
	for i, item := range n.Items {
		if t := scalarText(item); t.Value != "" && x.checkTag(&t, n, i) {
			out = append(out, t)
		}
	}
	return out
}

// plainTag matches tags that need no closer look.
var plainTag = regexp.MustCompile(`^[a-z0-9_-]+(::[a-z0-9_-]+)*$`)

// checkTag reports a tag that Anki would split, change or drop (anki-format.md 10). It is item i of list.
func (x *decoder) checkTag(t *Text, list *yamltree.Node, i int) bool {
	t.Value = norm.NFC.String(t.Value)
	d := diag.Diagnostic{Code: "bad-tag", Span: t.Whole()}
	fixed := strings.Join(strings.FieldsFunc(t.Value, unicode.IsSpace), "-")
	switch {
	case strings.EqualFold(t.Value, "marked") || strings.EqualFold(t.Value, "leech"):
		d.Message = fmt.Sprintf("`%s` is Anki's own tag: it is dropped when learners import", t.Value)
		d.Help = "remove it, or use another word"
		if e, ok := RemoveItem(list, i); ok {
			d.Fixes = []diag.Fix{{Message: fmt.Sprintf("remove the tag `%s`", t.Value), Safe: true, Edits: []diag.Edit{e}}}
		}
	case plainTag.MatchString(t.Value) && len(t.Value) <= MaxTagBytes:
		return true
	case fixed != t.Value:
		d.Message = fmt.Sprintf("`%s` would become %d tags in Anki", t.Value, len(strings.Fields(t.Value)))
		d.Help = fmt.Sprintf("write `%s`", fixed)
		if fixed != "" {
			d.Fixes = []diag.Fix{{Message: d.Help, Safe: true, Edits: []diag.Edit{yamltree.Replace(t.Node, tagText(fixed))}}}
		}
	case strings.Contains("::"+t.Value+"::", "::::") || strings.HasPrefix(t.Value, ":") || strings.HasSuffix(t.Value, ":"):
		d.Message = fmt.Sprintf("`%s` has an empty part", t.Value)
		d.Help = "remove the extra colons; `a::b` is tag `b` below `a`"
	case len(t.Value) > MaxTagBytes:
		d.Message = fmt.Sprintf("a tag may have %d bytes, this one has %d", MaxTagBytes, len(t.Value))
		d.Help = "use a shorter one"
	case names.Tag(t.Value) != t.Value:
		d.Message = fmt.Sprintf("Anki would change the tag `%s` to `%s`", t.Value, names.Tag(t.Value))
		d.Help = fmt.Sprintf("write `%s`", names.Tag(t.Value))
	default:
		return true
	}
	x.report(d)
	return false
}

// tagText writes a tag as a YAML scalar that stands in lists of either form.
func tagText(tag string) string {
	if plainTag.MatchString(tag) {
		return tag
	}
	return yamltree.Quoted(tag)
}

// KeySpan returns what a finding about a field that was not filled points at.
func (n *Note) KeySpan(field int) source.Span {
	if n.Fields[field].Given() {
		return n.Fields[field].Whole()
	}
	return n.Span
}
