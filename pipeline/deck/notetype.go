package deck

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// notetypes reads the map of note types, and adds the built-ins that it does not change.
func (x *decoder) notetypes(n *yamltree.Node, rtl bool) {
	stock := builtins()
	prefix := x.deck.Name.Value
	if i := strings.LastIndex(prefix, "::"); i >= 0 {
		prefix = prefix[i+len("::"):]
	}
	for _, t := range stock {
		if !x.deck.repository {
			t.Name.Value, t.Name.Broken = prefix+": "+t.Name.Value, x.deck.Name.Broken
		}
		for _, v := range x.deck.Edition.ownValues() {
			t.Name.Value += " (" + v + ")"
		}
		for i := range t.Fields {
			t.Fields[i].RTL = rtl
		}
	}
	if n != nil {
		for _, e := range n.Entries {
			key := norm.NFC.String(e.Key.Value)
			if e.Value.Kind != yamltree.Map || key == "" {
				continue // reported by the schema
			}
			base := &Notetype{Key: key, CSS: Text{Value: stockCSS}, LatexPre: stockLatexHeader, LatexPost: stockLatexFooter}
			if i := slices.IndexFunc(stock, func(t *Notetype) bool { return t.Key == key }); i >= 0 {
				base = stock[i]
				stock = slices.Delete(stock, i, i+1)
			}
			base.Span = e.Key.Span()
			x.changeNotetype(base, e.Value, rtl)
			x.deck.Notetypes = append(x.deck.Notetypes, base)
		}
	}
	x.deck.Notetypes = append(x.deck.Notetypes, stock...)
	x.checkNotetypeNames()
}

// changeNotetype replaces what the entry n says in t, which is empty or a built-in.
func (x *decoder) changeNotetype(t *Notetype, n *yamltree.Node, rtl bool) {
	t.Defined = true
	if name := x.withStrings(x.text(n.Get("name"))); name.Given() {
		t.Name = name
		if name.Value == "" && !name.Broken {
			x.bad("unsafe-name", name.Whole(), "write one; a string that is empty makes none", "the name of note type `%s` is empty", t.Key)
			t.Name.Broken = true
		}
	} else if t.Name.Value == "" {
		t.Name.Value = shownName(t.Key)
	}
	if c := n.Get("cloze"); c != nil {
		t.Cloze = isTrue(c)
	}
	if css := x.withStrings(x.text(n.Get("css"))); css.Given() {
		t.CSS = css
	} else if t.Cloze && !t.Builtin {
		t.CSS.Value = clozeCSS
	}
	if l := n.Get("latex"); l != nil {
		if h := x.text(l.Get("header")); h.Given() {
			t.LatexPre = h.Value
		}
		if f := x.text(l.Get("footer")); f.Given() {
			t.LatexPost = f.Value
		}
		t.LatexSVG = isTrue(l.Get("svg"))
	}
	if s := scalarText(n.Get("stock")).Value; s != "" {
		for _, b := range builtins() {
			if b.Key == s {
				t.StockKind = b.StockKind
			}
		}
	}
	t.Identity = x.identity(t.Key, n)
	if f := n.Get("fields"); f != nil {
		t.Fields = x.fields(f, t, rtl)
		t.BrokenFields = len(t.Fields) == 0 || len(t.Fields)+len(t.Absent) != len(f.Items) || len(t.Fields) > maxFields
		t.SortField, t.Unique = 0, []int{0}
		x.forOcclusion(t)
	}
	if c := n.Get("cards"); c != nil {
		t.Cards, t.AbsentCards = x.cards(c)
		t.BrokenCards = len(t.Cards) == 0 || len(t.Cards)+t.AbsentCards != len(c.Items) || slices.ContainsFunc(t.Cards, Card.broken)
	}
	x.keyLists(t, n)
	x.checkNotetype(t)
}

// forOcclusion gives a type with masks what Anki's own has, where its entry says nothing else: roles for the two fields that
// Anki's editor looks for, styles, and that one picture may be asked about in several notes.
func (x *decoder) forOcclusion(t *Notetype) {
	masks, picture := t.OcclusionField(), t.PictureField()
	if masks < 0 || picture < 0 {
		return
	}
	t.Fields[masks].Role, t.Fields[picture].Role = maskRole, pictureRole
	t.Unique = []int{picture, masks}
	if !t.Builtin && !t.CSS.Given() {
		t.CSS.Value = occlusionCSS
	}
}

// keyLists reads sort-field and unique, which name fields.
func (x *decoder) keyLists(t *Notetype, n *yamltree.Node) {
	index := func(n *yamltree.Node) (int, bool) {
		s := scalarText(n)
		key := norm.NFC.String(s.Value)
		i := t.FieldIndex(key)
		if i < 0 && s.Given() && !slices.Contains(t.Absent, key) {
			x.bad("bad-value", s.Whole(), "use the key of one of its fields", "note type `%s` has no field `%s`", t.Key, s.Value)
		}
		return i, i >= 0
	}
	if i, ok := index(n.Get("sort-field")); ok {
		t.SortField = i
	}
	if u := n.Get("unique"); u != nil && u.Kind == yamltree.List {
		t.Unique = []int{}
		for _, item := range u.Items {
			if i, ok := index(item); ok {
				t.Unique = append(t.Unique, i)
			}
		}
	}
}

// FieldIndex returns the index of the field of this key, or -1.
func (t *Notetype) FieldIndex(key string) int {
	return slices.IndexFunc(t.Fields, func(f Field) bool { return f.Key == key })
}

func (x *decoder) identity(key string, n *yamltree.Node) Identity {
	id := Identity{Name: key}
	if was := scalarText(n.Get("was")).Value; was != "" {
		id.Name = norm.NFC.String(was)
	}
	if a := scalarText(x.ownIdentity(n.Get("anki-id"), "note types, and so the same ids")); a.Value != "" {
		id.AnkiID, _ = strconv.ParseInt(a.Value, 10, 64)
	}
	return id
}

// fields reads the list of fields of a note type that the edition has; a plain text is a field with nothing but a key.
func (x *decoder) fields(n *yamltree.Node, t *Notetype, rtl bool) []Field {
	var out []Field
	x.checkOrder(n)
	for _, item := range n.Items {
		keyNode := item
		if item.Kind == yamltree.Map {
			keyNode = item.Get("key")
		}
		key := scalarText(keyNode)
		if !keys.MatchString(key.Value) {
			continue // reported by the schema
		}
		if !x.present(item.Get("only")) {
			t.Absent = append(t.Absent, norm.NFC.String(key.Value))
			continue
		}
		f := Field{Key: norm.NFC.String(key.Value), RTL: rtl, Font: defaultFont, Size: defaultSize, Span: key.Whole()}
		f.Name = shownName(f.Key)
		if i := t.FieldIndex(f.Key); i >= 0 && t.Builtin {
			f.Role, f.PreventDeletion = t.Fields[i].Role, t.Fields[i].PreventDeletion
			if m := t.Fields[i].Markup; m == Occlusion || m == Media {
				f.Markup = m
			}
		}
		if item.Kind == yamltree.Map {
			x.changeField(&f, item)
		}
		f.Identity = x.identity(f.Key, item)
		out = append(out, f)
	}
	return out
}

func (x *decoder) changeField(f *Field, n *yamltree.Node) {
	if s := scalarText(n.Get("name")); s.Value != "" {
		f.Name, f.Span = norm.NFC.String(s.Value), s.Whole()
	}
	if s := scalarText(n.Get("font")); s.Value != "" {
		f.Font = s.Value
	}
	if s := scalarText(n.Get("size")); s.Value != "" {
		f.Size, _ = strconv.Atoi(s.Value)
	}
	if r, _ := x.pick(n.Get("rtl")); r != nil && r.Kind == yamltree.Scalar {
		f.RTL = isTrue(r)
	}
	if m := x.markup(n.Get("markup")); m != Inherit {
		f.Markup = m
	}
	f.Description = scalarText(n.Get("description")).Value
	f.Required = isTrue(n.Get("required"))
	f.Personal = isTrue(n.Get("personal"))
	f.Sticky = isTrue(n.Get("sticky"))
	f.Collapsed = isTrue(n.Get("collapsed"))
	f.PlainText = isTrue(n.Get("plain-text"))
	f.ExcludeFromSearch = isTrue(n.Get("exclude-from-search"))
}

// cards reads the list of cards of a note type that the edition has, and counts those that only other editions have.
func (x *decoder) cards(n *yamltree.Node) (out []Card, absent int) {
	x.checkOrder(n)
	for _, item := range n.Items {
		key := scalarText(item.Get("key"))
		if key.Value == "" {
			continue // reported by the schema
		}
		if !x.present(item.Get("only")) {
			absent++
			continue
		}
		c := Card{Key: norm.NFC.String(key.Value), Span: key.Whole()}
		c.Name = shownName(c.Key)
		if s := scalarText(item.Get("name")); s.Value != "" {
			c.Name, c.Span = norm.NFC.String(s.Value), s.Whole()
		}
		c.Front, c.Back = x.template(item, "front"), x.template(item, "back")
		c.BrowserFront, c.BrowserBack = x.template(item, "browser-front"), x.template(item, "browser-back")
		c.BrowserFont = scalarText(item.Get("browser-font")).Value
		c.BrowserSize, _ = strconv.Atoi(scalarText(item.Get("browser-size")).Value)
		if t := scalarText(item.Get("deck")); t.Value != "" {
			c.Deck, c.DeckSpan = x.path(t), t.Whole()
		}
		c.Identity = x.identity(c.Key, item)
		out = append(out, c)
	}
	return out, absent
}

// template reads a side of a card.
func (x *decoder) template(card *yamltree.Node, key string) Text {
	return x.withStrings(x.text(card.Get(key)))
}

// checkOrder reports a field or card that every edition has below one that only some editions with shared identity have:
// learners move between these, and Anki knows cards by their place (format.md section 11).
func (x *decoder) checkOrder(list *yamltree.Node) {
	var some *yamltree.Node
	for _, item := range list.Items {
		switch only := item.Get("only"); {
		case x.namesShared(only):
			some = item
		case some != nil:
			first := scalarText(some.Get("key"))
			at := item.Span()
			if key := item.Get("key"); key != nil {
				at = key.Span()
			}
			x.report(diag.Diagnostic{Code: "bad-value", Span: at,
				Message: fmt.Sprintf("this stands below `%s`, which only some editions have", first.Value),
				Help:    "learners move from one edition to the other, so what all have in common must stand first",
				Related: []diag.Related{{Span: first.Whole(), Message: "move this one to the end of the list"}}})
			return
		}
	}
}

// broken reports whether a side of the card could not be read, which was reported.
func (c Card) broken() bool {
	return !c.Front.Given() || !c.Back.Given() || c.Front.Broken || c.Back.Broken
}

// keys are what fields are called (format.md section 3), but for capitals, which the schema finds.
var keys = regexp.MustCompile(`^\pL[\pL\pM\p{Nd}_-]*$`)

// maxFields is the most fields that a note type may have (format.md section 15).
const maxFields = 100

// shownName makes the default name of a key: `country-info` is shown as `Country info`.
func shownName(key string) string {
	first, size := utf8.DecodeRuneInString(key)
	return string(unicode.ToUpper(first)) + strings.ReplaceAll(key[size:], "-", " ")
}

func isTrue(n *yamltree.Node) bool {
	return n != nil && n.Kind == yamltree.Scalar && n.Style == yamltree.Plain && n.Value == "true"
}
