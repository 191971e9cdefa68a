package deck

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// Decode makes the model of one edition of a deck from the root of its deck.yaml, which the schema has seen: wrong kinds,
// missing and unknown keys are not reported again. root may be nil after a syntax error; the deck then has the built-in
// note types and nothing else.
//
// shared is what DecodeShared returned, or nil.
func Decode(p Place, f *source.File, files *Files, root *yamltree.Node, e Edition, shared *Deck, report diag.Report) *Deck {
	d := &Deck{Place: p, File: f, root: root, Shared: shared, Axes: e.axes, Edition: e}
	x := decoder{deck: d, files: files, report: report}
	x.language(root.Get("language"))
	x.readStrings(root.Get("strings"))
	d.Name = x.withStrings(x.text(root.Get("deck")))
	d.Name.Value = norm.NFC.String(d.Name.Value)
	if n := root.Get("deck"); d.Name.Value != "" {
		x.checkDeckName(d.Name)
		x.checkRoot(d.Name)
	} else if n != nil && !d.Name.Broken && (n.Kind == yamltree.Map || len(d.Name.seams) > 0) { // the schema sees other empty names
		x.bad("deck-name", d.Name.Whole(), "write one; a string that is empty makes none", "the name of the deck is empty")
	}
	d.ID = x.uuid(root.Get("id"))
	d.Description, d.HTML = x.description(root.Get("description"))
	d.License = scalarText(root.Get("license"))
	if a := root.Get("authors"); a != nil {
		for _, n := range a.Items {
			d.Authors = append(d.Authors, n.Value)
		}
	}
	d.PlainMedia = scalarText(root.Get("media").Get("names")).Value == "plain"
	d.Defaults.Markup = Markdown
	if m := x.markup(root.Get("markup")); m != Inherit {
		d.Defaults.Markup = m
	}
	d.Defaults.Tags = x.tags(root.Get("tags"))
	d.Presets = DecodePresets(root.Get("presets"), report)
	x.notetypes(root.Get("notetypes"), d.rtl)
	x.addShared()
	d.Preset = x.presetChoice(root.Get("preset"))
	x.subdecks(root.Get("subdecks"))
	x.retired(root.Get("retired"))
	x.tables(root.Get("tables"))
	d.Defaults.Notetype = x.notetype(root.Get("notetype"), d.ByKey("basic"))
	return d
}

// DecodeDefaults reads the defaults of a file below notes/, or an entry of `tables`, on top of the deck's. root may be nil.
func DecodeDefaults(d *Deck, files *Files, root *yamltree.Node, report diag.Report) Defaults {
	x := decoder{deck: d, files: files, report: report}
	def := d.Defaults
	def.Notetype = x.notetype(root.Get("notetype"), def.Notetype)
	if t := scalarText(root.Get("deck")); t.Value != "" {
		def.Deck = x.path(t)
	}
	if own := x.tags(root.Get("tags")); len(own) > 0 {
		def.Tags = append(def.Tags[:len(def.Tags):len(def.Tags)], own...)
	}
	if m := x.markup(root.Get("markup")); m != Inherit {
		def.Markup = m
	}
	return def
}

// ByKey returns the deck's note type of this key, or nil.
func (d *Deck) ByKey(key string) *Notetype {
	for _, t := range d.Notetypes {
		if t.Key == key {
			return t
		}
	}
	return nil
}

// HasSubdeck reports whether subdecks lists the path.
func (d *Deck) HasSubdeck(path string) bool {
	return slices.ContainsFunc(d.Subdecks, func(s Subdeck) bool { return s.Path.Value == path })
}

// SubdeckPaths returns the paths that subdecks lists.
func (d *Deck) SubdeckPaths() []string {
	var paths []string
	for _, s := range d.Subdecks {
		paths = append(paths, s.Path.Value)
	}
	return paths
}

// A decoder reads the values of one file. Its methods take nodes that may be nil (the key is not there) or of a kind
// that the schema has refused, and then return the zero value.
type decoder struct {
	deck    *Deck
	files   *Files
	report  diag.Report
	strings map[string]namedString // by name

	brokenStrings bool // the table of strings could not be read as a whole, which was reported
}

func (x *decoder) bad(code string, span source.Span, help, format string, args ...any) {
	x.report(diag.Diagnostic{Code: code, Span: span, Message: fmt.Sprintf(format, args...), Help: help})
}

func (x *decoder) description(n *yamltree.Node) (t Text, html bool) {
	t = x.withStrings(x.text(n))
	return t, t.File != nil && strings.EqualFold(path.Ext(t.File.Name), ".html")
}

func (x *decoder) uuid(n *yamltree.Node) Text {
	t := scalarText(n)
	if _, err := uuid.Parse(t.Value); err != nil {
		return Text{} // reported by the schema
	}
	return t
}

// language reads the language of the edition: that of the deck, or its value on the axis of this name.
func (x *decoder) language(n *yamltree.Node) {
	d := x.deck
	if own := d.Edition.On(languageAxis); own != "" {
		tag, _ := language.Parse(own) // checked with the axis
		d.Language, d.rtl = own, rtl(tag)
		return
	}
	t := scalarText(n)
	if t.Value == "" {
		return
	}
	tag, err := language.Parse(t.Value)
	if err != nil {
		x.bad("bad-value", t.Whole(), "write a tag like `en`, `pt-BR` or `ja`", "`%s` is no language tag", t.Value)
	}
	d.Language, d.rtl = tag.String(), rtl(tag)
}

// isLanguage reports whether a text is a BCP 47 language tag.
func isLanguage(s string) bool {
	_, err := language.Parse(s)
	return err == nil
}

// rtl reports whether the language is written from right to left, by its likely script (CLDR).
func rtl(tag language.Tag) bool {
	script, _ := tag.Script()
	switch script.String() {
	case "Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return true
	}
	return false
}

func (x *decoder) markup(n *yamltree.Node) Markup {
	switch scalarText(n).Value {
	case "markdown":
		return Markdown
	case "text":
		return PlainText
	case "html":
		return HTML
	case "media":
		return Media
	case "occlusion":
		return Occlusion
	}
	return Inherit
}

// notetype returns the note type that the key at n names, or fallback when n is nil.
func (x *decoder) notetype(n *yamltree.Node, fallback *Notetype) *Notetype {
	if n == nil {
		return fallback
	}
	t := scalarText(n)
	if t.Value == "" {
		return nil
	}
	key := norm.NFC.String(t.Value)
	if nt := x.deck.ByKey(key); nt != nil {
		return nt
	}
	if lower := strings.ToLower(key); lower != key {
		return x.deck.ByKey(lower) // keys have no capitals, which the schema reported
	}
	var keys []string
	for _, nt := range x.deck.Notetypes {
		keys = append(keys, nt.Key)
	}
	help := "the note types of this deck are `" + strings.Join(keys, "`, `") + "`"
	if s, ok := diag.Suggest(t.Value, keys); ok {
		help = fmt.Sprintf("did you mean `%s`?", s)
	}
	x.bad("bad-value", t.Whole(), help, "there is no note type `%s`", t.Value)
	return nil
}

func (x *decoder) subdecks(n *yamltree.Node) {
	if n == nil || n.Kind != yamltree.Map {
		return
	}
	x.deck.OnlySubdecks = true
	for _, e := range n.Entries {
		key := scalarText(e.Key)
		s := Subdeck{Path: Text{Value: x.path(key), Node: key.Node}}
		s.Description, s.HTML = x.description(e.Value.Get("description"))
		s.Preset = x.presetChoice(e.Value.Get("preset"))
		x.deck.Subdecks = append(x.deck.Subdecks, s)
	}
}

// path reads the path of a sub-deck, relative to the deck's own name.
func (x *decoder) path(t Text) string {
	t.Value = norm.NFC.String(t.Value)
	x.checkDeckName(t)
	return t.Value
}

// checkUTF8 says where a text file stops being UTF-8, or holds a character that no card may have.
func checkUTF8(f *source.File, name string) (diag.Diagnostic, bool) {
	for i := 0; i < len(f.Data); {
		r, size := utf8.DecodeRune(f.Data[i:])
		if r == utf8.RuneError && size == 1 {
			return diag.Diagnostic{Code: "bad-value", Span: f.Span(i, i+1),
				Message: fmt.Sprintf("`%s` is not UTF-8: byte 0x%02X", name, f.Data[i]),
				Help:    "save the file as UTF-8"}, false
		}
		if IsControl(r) && r != '\r' {
			return diag.Diagnostic{Code: "bad-value", Span: f.Span(i, i+size),
				Message: fmt.Sprintf("`%s` has a control character (U+%04X)", name, r),
				Help:    "remove it"}, false
		}
		i += size
	}
	return diag.Diagnostic{}, true
}

// IsControl reports whether r is a control character that may not stand in any text (format.md section 8).
func IsControl(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
