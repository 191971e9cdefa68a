package collection

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/markup"
	"github.com/deckmill/deckmill/pipeline/template"
)

// A Compiler turns the notes of one edition of a deck into rows. It is made before the first note is read and checks the note types
// then; Note may be called from several goroutines; Assemble puts the rows together.
type Compiler struct {
	deck   *deck.Deck
	common *Common
	ids    identity
	media  *mediaUse
	types  map[*deck.Notetype]*compiledType
	decks  []Deck // descriptions compiled; ids and ancestors come with Assemble
	gone   retirement
}

// A compiledType is a note type as Anki receives it, with what compiling its notes needs.
type compiledType struct {
	source *deck.Notetype
	out    Notetype
	sides  []template.Sides
	clozed []int // fields that its card shows through the cloze filter
	broken bool  // its templates have mistakes, which were reported

	media *mediaUse // that every package with it has, of a type that decks share; else nil
}

// NewCompiler compiles the note types and descriptions of an edition. All editions of a deck share one Common; the
// compilers of all are made before the first note is compiled.
func NewCompiler(d *deck.Deck, common *Common, report diag.Report) *Compiler {
	c := &Compiler{
		deck: d, common: common, ids: identityOf(d), media: newMediaUse(common.media),
		types: map[*deck.Notetype]*compiledType{},
	}
	for _, t := range d.Notetypes {
		if t.Shared {
			c.types[t] = common.shared.types[t]
		} else {
			c.types[t] = c.compileType(t, report)
		}
	}
	c.decks = append(c.decks, Deck{Name: d.Name.Value, Description: c.description(d.Description, d.HTML, report)})
	for _, s := range d.Subdecks {
		c.decks = append(c.decks, Deck{
			Name:        join(d.Name.Value, s.Path.Value),
			Description: c.description(s.Description, s.HTML, report),
		})
	}
	c.media.addUnderscored()
	c.gone = c.retire(d.Retired, report)
	return c
}

// Sides returns the parsed templates of a note type, by card.
func (c *Compiler) Sides(t *deck.Notetype) []template.Sides { return c.types[t].sides }

func join(deck, path string) string {
	if path == "" {
		return deck
	}
	return deck + "::" + path
}

// description compiles the description of a deck.
func (c *Compiler) description(t deck.Text, html bool, report diag.Report) string {
	if t.Value == "" {
		return ""
	}
	mode := markup.Markdown
	if html {
		mode = markup.HTML
	}
	return c.static(t, markup.Options{Mode: mode}, report)
}

// static compiles text whose files Anki does not look for: descriptions and templates. value is t's text, perhaps with
// comments taken out; problems are placed by t.
func (c *Compiler) static(t deck.Text, o markup.Options, report diag.Report) string {
	o.Exists = c.media.exists
	o.Media = func(ref string, start, end int, _ bool) (string, bool) {
		return c.staticFile(ref, t, start, end, report)
	}
	out, problems := markup.Compile(t.Value, o)
	for _, p := range problems {
		report(diagnose(p, t))
	}
	return out
}

// staticFile returns the packaged name of a file that a template, style sheet or description uses in t.Value[start:end].
func (c *Compiler) staticFile(ref string, t deck.Text, start, end int, report diag.Report) (string, bool) {
	if external(ref) {
		return "", false
	}
	if strings.Contains(ref, "{{") && strings.HasPrefix(ref, "_") {
		return "", false // all files of such names are packaged, and imported (anki-format.md 1.6)
	}
	if strings.Contains(ref, "{{") {
		report(diag.Diagnostic{Code: "template-media", Span: t.Span(start, end),
			Message: fmt.Sprintf("Anki cannot see which files `%s` means, so it would import none of them", ref),
			Help:    "put the whole `<img>` or `[sound:]` into the field, with `markup: media`"})
		return "", false
	}
	f, d := c.media.find(ref, t, start, end)
	if d != nil {
		report(*d)
		return "", false
	}
	c.media.markStatic(f)
	return c.media.named(f, true), true
}

// diagnose places a problem of markup in the source of the text.
func diagnose(p markup.Problem, t deck.Text) diag.Diagnostic {
	d := diag.Diagnostic{Code: p.Code, Span: t.Span(p.Start, p.End), Message: p.Message, Help: p.Help}
	if p.Fix == nil {
		return d
	}
	var changes []deck.Change
	for _, e := range p.Fix.Edits {
		changes = append(changes, deck.Change{Start: e.Start, End: e.End, New: e.New})
	}
	slices.SortStableFunc(changes, func(a, b deck.Change) int { return a.Start - b.Start })
	if edits, ok := t.Edits(changes); ok {
		d.Fixes = []diag.Fix{{Message: p.Fix.Message, Safe: p.Fix.Safe, Edits: edits}}
	}
	return d
}

// compileType compiles one note type and reports what is wrong with its templates and styles.
func (c *Compiler) compileType(t *deck.Notetype, report diag.Report) *compiledType {
	ct := &compiledType{source: t, out: Notetype{
		ID: c.ids.notetype(t.Identity), Name: t.Name.Value, Cloze: t.Cloze, SortField: t.SortField,
		LatexPre: t.LatexPre, LatexPost: t.LatexPost, LatexSVG: t.LatexSVG, StockKind: t.StockKind,
		CSS: c.css(t, report),
	}}
	for _, f := range t.Fields {
		ct.out.Fields = append(ct.out.Fields, Field{
			ID: c.ids.field(t.Identity, f.Identity), Name: f.Name, Font: f.Font, Size: f.Size, Description: f.Description,
			Role: f.Role, RTL: f.RTL, Sticky: f.Sticky, Collapsed: f.Collapsed, PlainText: f.PlainText,
			ExcludeFromSearch: f.ExcludeFromSearch, PreventDeletion: f.PreventDeletion, Personal: f.Personal,
		})
	}
	for _, card := range t.Cards {
		ct.out.Templates = append(ct.out.Templates, Template{
			ID: c.ids.card(t.Identity, card.Identity), Name: card.Name,
			Front: c.template(card.Front, report), Back: c.template(card.Back, report),
			BrowserFront: c.template(card.BrowserFront, report), BrowserBack: c.template(card.BrowserBack, report),
			BrowserFont: card.BrowserFont, BrowserSize: card.BrowserSize,
		})
	}
	ct.check(report)
	return ct
}

func (c *Compiler) template(t deck.Text, report diag.Report) string {
	if t.Value == "" {
		return ""
	}
	if !t.Given() {
		return t.Value // a built-in's
	}
	html := removeSuppressions(c.static(t, markup.Options{Mode: markup.HTML}, report), "<!--", "-->")
	return removeSuppressions(html, "/*", "*/") // within <script> and <style>
}

// css compiles a style sheet: files get their packaged names, and the colours for code are added wherever Markdown can
// appear, so that a first code block does not change the type (format.md section 7).
func (c *Compiler) css(t *deck.Notetype, report diag.Report) string {
	css := t.CSS.Value
	var out strings.Builder
	at := 0
	for _, r := range CSSRefs(css) {
		name, ok := c.staticFile(r.Name, t.CSS, r.Start, r.End, report)
		if !ok {
			continue
		}
		out.WriteString(css[at:r.Start])
		if r.Import {
			out.WriteString(`"` + name + `"`) // no name holds quotes or backslashes
		} else {
			out.WriteString(`url("` + name + `")`)
		}
		at = r.End
	}
	out.WriteString(css[at:])
	css = removeSuppressions(out.String(), "/*", "*/")
	markdown := func(f deck.Field) bool {
		return f.Markup == deck.Markdown || f.Markup == deck.Inherit && c.deck.Defaults.Markup == deck.Markdown
	}
	if slices.ContainsFunc(t.Fields, markdown) {
		if css != "" && !strings.HasSuffix(css, "\n") {
			css += "\n"
		}
		css += markup.CodeCSS()
	}
	return css
}
