package coverage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// originalLength is how many characters of an original text a list shows.
const originalLength = 60

// columns are those of the table of an axis, behind the value; the last three are about notes, the others about texts.
var columns = []string{"done", "texts", "missing", "fallback", "notes", "complete", "left out"}

// cells returns what stands in them.
func (v *Value) cells() []string {
	return []string{fmt.Sprintf("%d %%", percent(v.Own+v.Taken, v.Texts)), count(v.Own + v.Taken), count(v.Missing), count(v.Taken),
		count(v.Notes), count(v.Whole), count(v.LeftOut)}
}

func count(n int) string { return fmt.Sprint(n) }

// percent is rounded down, so that only what is complete has 100.
func percent(n, of int) int {
	if of == 0 {
		return 100
	}
	return n * 100 / of
}

// title names an axis, and says how much there is. ok is false when no text is written for its values.
func (r *Report) title(a *Axis) (title string, ok bool) {
	for i := range a.Values {
		if a.Values[i].Texts > 0 {
			return fmt.Sprintf("%s by %s: %s", r.Slug, a.Name, diag.Plural(r.Notes, "note")), true
		}
	}
	return fmt.Sprintf("%s by %s: no text is written for its values", r.Slug, a.Name), false
}

// none says that a deck has no variants.
func (r *Report) none() string {
	return fmt.Sprintf("%s: %s, and no variants: nothing is to be translated", r.Slug, diag.Plural(r.Notes, "note"))
}

// WriteText writes reports as tables for a terminal.
func WriteText(w io.Writer, reports []*Report) error {
	var b bytes.Buffer
	for n, r := range reports {
		if n > 0 {
			b.WriteByte('\n')
		}
		if len(r.Axes) == 0 {
			b.WriteString(r.none() + "\n")
		}
		for i := range r.Axes {
			if i > 0 {
				b.WriteByte('\n')
			}
			r.text(&b, &r.Axes[i])
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (r *Report) text(b *bytes.Buffer, a *Axis) {
	title, ok := r.title(a)
	fmt.Fprintln(b, title)
	if !ok {
		return
	}
	rows := [][]string{append([]string{a.Name}, columns...)}
	for i := range a.Values {
		rows = append(rows, append([]string{a.Values[i].Name}, a.Values[i].cells()...))
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for k, cell := range row {
			widths[k] = max(widths[k], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		fmt.Fprintf(b, "  %-*s", widths[0], row[0])
		for k, cell := range row[1:] {
			fmt.Fprintf(b, "  %*s", widths[k+1], cell)
		}
		b.WriteByte('\n')
	}
}

// WriteMarkdown writes reports as tables in GitHub's Markdown.
func WriteMarkdown(w io.Writer, reports []*Report) error {
	var b bytes.Buffer
	for n, r := range reports {
		if n > 0 {
			b.WriteByte('\n')
		}
		if len(r.Axes) == 0 {
			b.WriteString(diag.MarkdownText(r.none()) + "\n")
		}
		for i := range r.Axes {
			if i > 0 {
				b.WriteByte('\n')
			}
			r.markdown(&b, &r.Axes[i])
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (r *Report) markdown(b *bytes.Buffer, a *Axis) {
	title, ok := r.title(a)
	fmt.Fprintf(b, "**%s**\n", diag.MarkdownText(title))
	if !ok {
		return
	}
	fmt.Fprintf(b, "\n| %s | %s |\n|---|%s\n", diag.MarkdownText(a.Name), strings.Join(columns, " | "), strings.Repeat("--:|", len(columns)))
	for i := range a.Values {
		fmt.Fprintf(b, "| %s | %s |\n", a.Values[i].Name, strings.Join(a.Values[i].cells(), " | "))
	}
}

// WriteGaps writes what a value lacks, a line for each text: where it should stand, and what the original says.
func WriteGaps(w io.Writer, reports []*Report, value string) error {
	var b bytes.Buffer
	for _, r := range reports {
		for _, g := range r.gaps(value) {
			name := g.Key
			if g.Note != "" {
				name = g.Note + " " + g.Key
			}
			if g.Required {
				name += " (required)"
			}
			text := strings.Join(strings.Fields(g.Original), " ")
			if text != "" {
				text = ": " + diag.Clip(text, originalLength)
			}
			at := g.Entry.Place()
			fmt.Fprintf(&b, "%s:%d:%d: %s%s\n", diag.Escape(at.Path()), at.From().Line, at.From().Column, diag.Escape(name), diag.Escape(text))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// gaps returns what a value lacks.
func (r *Report) gaps(value string) []Gap {
	for i := range r.Axes {
		for k := range r.Axes[i].Values {
			if v := &r.Axes[i].Values[k]; v.Name == value {
				return v.Gaps
			}
		}
	}
	return nil
}

// JSONVersion is the version of the document that WriteJSON writes. It grows when something is removed or changes its
// meaning.
const JSONVersion = 1

type jsonDocument struct {
	Version int        `json:"version"`
	Decks   []jsonDeck `json:"decks"`
}

type jsonDeck struct {
	Slug  string     `json:"slug"`
	Notes int        `json:"notes"`
	Axes  []jsonAxis `json:"axes"`
}

type jsonAxis struct {
	Axis   string      `json:"axis"`
	Values []jsonValue `json:"values"`
}

type jsonValue struct {
	Value string `json:"value"`
	Notes struct {
		All      int `json:"all"`
		Complete int `json:"complete"`
		LeftOut  int `json:"left_out"`
	} `json:"notes"`
	Texts struct {
		All      int `json:"all"`
		Written  int `json:"written"`
		Fallback int `json:"fallback"`
		Missing  int `json:"missing"`
	} `json:"texts"`
	Missing []jsonGap `json:"missing,omitempty"` // with --missing
}

type jsonGap struct {
	Path     string `json:"path"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Note     string `json:"note,omitempty"`
	Key      string `json:"key"`
	Required bool   `json:"required"`
	Original string `json:"original"`
}

// WriteJSON writes reports as one JSON document, with the gaps that they list. Characters that a terminal or a log would
// obey are written as \u escapes.
func WriteJSON(w io.Writer, reports []*Report) error {
	doc := jsonDocument{Version: JSONVersion, Decks: []jsonDeck{}}
	for _, r := range reports {
		d := jsonDeck{Slug: r.Slug, Notes: r.Notes, Axes: []jsonAxis{}}
		for i := range r.Axes {
			a := jsonAxis{Axis: r.Axes[i].Name}
			for k := range r.Axes[i].Values {
				a.Values = append(a.Values, jsonOf(&r.Axes[i].Values[k]))
			}
			d.Axes = append(d.Axes, a)
		}
		doc.Decks = append(doc.Decks, d)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := w.Write(diag.EscapeJSON(b.Bytes()))
	return err
}

func jsonOf(v *Value) jsonValue {
	j := jsonValue{Value: v.Name}
	j.Notes.All, j.Notes.Complete, j.Notes.LeftOut = v.Notes, v.Whole, v.LeftOut
	j.Texts.All, j.Texts.Written, j.Texts.Fallback, j.Texts.Missing = v.Texts, v.Own, v.Taken, v.Missing
	for _, g := range v.Gaps {
		at := g.Entry.Place()
		j.Missing = append(j.Missing, jsonGap{Path: at.Path(), Line: at.From().Line, Column: at.From().Column, Note: g.Note, Key: g.Key,
			Required: g.Required, Original: g.Original})
	}
	return j
}
