package rules

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/markup"
)

var script = &lint.Rule{
	Code:     "script",
	Severity: diag.Error,
	Title:    "A card runs code",
	Says:     "a card may not run code: `onerror=`",
	Why: "Anki shows cards in a browser, which runs what is code in them, on every learner's computer and with access to " +
		"their other cards. Whoever reviews a contribution looks at the text and does not see it.\n\n" +
		"In a template it is a warning, because templates are few and written by whoever owns the deck: a script that is " +
		"meant is suppressed with its reason, in `<!-- -->` on the line before it, or in `/* */` within it.",
	Bad: `- id: france
  front: 'Whose flag? <b onclick="this.remove()">Look</b>'
  back: France`,
	Good: `- id: france
  front: 'Whose flag? <b>Look</b>'
  back: France`,
	Not: []string{
		"code that is shown: `<script>` between backticks",
		"attributes such as `online=`, which browsers do not run",
		"the note types that come with Anki, and the script of its image occlusion in a copy of that note type",
	},
	Note: findScripts,
	Deck: findScriptsOfDeck,
}

func findScripts(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !mayRunCode(f) {
			continue
		}
		var said []string
		for _, c := range codeIn(f.HTML) {
			if slices.Contains(said, c.what) {
				continue
			}
			said = append(said, c.what)
			p.Found(diag.Diagnostic{
				Span:    f.SearchTag(c.tag, c.start, c.end),
				Message: fmt.Sprintf("a card may not run code: `%s`", c.what),
				Help:    "remove it; cards hold text, pictures and sound",
			})
		}
	}
}

// mayRunCode is the quick look: code that is not shown as text needs a tag or a link, and in it the name of a script, an
// attribute, or an address.
func mayRunCode(f *lint.Field) bool {
	return f.Bytes.HasAny("<[") && (f.Bytes.HasAny("=:&") || strings.Contains(strings.ToLower(f.Source), "script"))
}

// occlusionScript is what Anki itself writes into the templates of image occlusion, letter by letter but for the message,
// which is in the language of whoever made the note type.
var occlusionScript = regexp.MustCompile("^<script>\\s*try \\{\\s*anki\\.imageOcclusion\\.setup\\(\\);\\s*\\} catch \\(exc\\) \\{\\s*" +
	"document\\.getElementById\\(\"err\"\\)\\.innerHTML = `[^`$\\\\]*\\$\\{exc\\}`;\\s*\\}\\s*</script>")

// findScriptsOfDeck looks at templates, and at drawings, which are text that may hold scripts. In templates every place
// is reported: a suppression of one must not cover the next.
func findScriptsOfDeck(p *lint.DeckPass) {
	for t := range templateTexts(p.Deck) {
		for _, c := range codeIn(t.Value) {
			if occlusionScript.MatchString(t.Value[c.start:]) {
				continue
			}
			p.Found(diag.Diagnostic{
				Severity: diag.Warning,
				Span:     t.Span(c.start, c.end),
				Message:  fmt.Sprintf("this template runs code: `%s`", c.what),
				Help:     "if it is meant, say why on the line before it: `<!-- deckmill:ignore script -- reason -->`",
			})
		}
	}
	for _, m := range p.Media {
		if m.Seen || strings.ToLower(path.Ext(m.Path)) != ".svg" {
			continue
		}
		data, err := m.Read()
		if err != nil {
			continue // reported when it was packaged
		}
		if found := codeIn(string(data)); len(found) > 0 {
			p.Found(diag.Diagnostic{
				Span:    m.Span,
				Message: fmt.Sprintf("`%s` may not run code: `%s`", path.Base(m.Path), found[0].what),
				Help:    "remove it from the file, or save the picture as PNG",
			})
		}
	}
}

// A runnableCode is something in HTML that browsers run: html[start:end], in the tag that begins at tag.
type runnableCode struct {
	tag, start, end int
	what            string
}

// mostCode is the number of places of one text that are told.
const mostCode = 100

// codeIn finds what browsers run in HTML or SVG.
func codeIn(html string) []runnableCode {
	var out []runnableCode
	for t := range markup.Tags(html) {
		if len(out) == mostCode {
			break
		}
		if _, name := cutLast(t.Name, ":"); name == "script" && !t.Closing {
			out = append(out, runnableCode{tag: t.Start, start: t.Start, end: t.NameEnd, what: html[t.Start:t.NameEnd]})
		}
		for a := range t.Attributes() {
			if c, ok := codeOf(html, a); ok && len(out) < mostCode {
				c.tag = t.Start
				out = append(out, c)
			}
		}
	}
	return out
}

// codeOf reports whether an attribute is run, and what of it to show.
func codeOf(html string, a markup.Attribute) (c runnableCode, ok bool) {
	written := html[a.Start:a.NameEnd]
	written = written[strings.LastIndexByte(written, '}')+1:] // behind `{{#Field}}`
	name := strings.ToLower(written)
	c = runnableCode{start: a.NameEnd - len(written), end: a.NameEnd, what: name + "="}
	if isHandler(name) || name == "srcdoc" {
		return c, true
	}
	_, bare := cutLast(name, ":") // of xlink:href
	switch bare {
	case "href", "src", "data", "action", "formaction", "poster", "background", "to", "from", "values":
		for _, scheme := range [...]string{"javascript:", "vbscript:", "data:text/html"} {
			if strings.HasPrefix(addressOf(a.Value), scheme) {
				c.start, c.end, c.what = a.ValueStart, a.ValueEnd, scheme
				return c, true
			}
		}
	}
	return c, false
}

// isHandler reports whether an attribute is run when something happens. All are called on and one word; the shortest are
// oncut and onend.
func isHandler(name string) bool {
	const shortest = len("oncut")
	return len(name) >= shortest && strings.HasPrefix(name, "on") && name != "online" &&
		strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == ""
}

// addressOf returns the beginning of an address as browsers read it: in lower case, without blanks before it and line
// breaks within.
func addressOf(value string) string {
	const longest = len("data:text/html")
	var b strings.Builder
	for i := 0; i < len(value) && b.Len() < longest; i++ {
		if c := value[i]; c > ' ' || c == ' ' && b.Len() > 0 {
			b.WriteByte(c)
		}
	}
	return strings.ToLower(b.String())
}
