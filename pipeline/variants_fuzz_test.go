package pipeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// FuzzVariants compiles small decks with random variants, some of them with mistakes. Whatever is in them, every
// finding has its place in a file, the number of workers changes nothing, and a package is alone as it is among the others.
func FuzzVariants(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed, uint8(seed%5))
	}
	f.Fuzz(func(t *testing.T, seed uint64, mistakes uint8) {
		v := variantDeck{Rand: rand.New(rand.NewPCG(seed, 1)), mistakes: int(mistakes % 4), gaps: int(mistakes) % 3 * 5}
		files := v.files()
		one := compile(t, files, pipeline.Options{Time: 1, Workers: 1})
		four := compile(t, files, pipeline.Options{Time: 1, Workers: 4})
		for _, d := range one.Diagnostics {
			inside(t, d.Span)
			for _, r := range d.Related {
				inside(t, r.Span)
			}
		}
		if a, b := screen(one.Diagnostics), screen(four.Diagnostics); a != b {
			t.Errorf("one worker says\n%s\nfour say\n%s", a, b)
		}
		for i, p := range one.Packages {
			if diff := cmp.Diff(p.Collection, four.Packages[i].Collection); diff != "" {
				t.Errorf("%s of one and of four workers:\n%s", p.Name, diff)
			}
			if p.Collection == nil {
				continue
			}
			alone := compile(t, files, pipeline.Options{Time: 1, Only: []string{p.Name}})
			if diff := cmp.Diff(p.Collection, alone.Collection); diff != "" {
				t.Errorf("%s among the others and alone:\n%s", p.Name, diff)
			}
		}
		if t.Failed() {
			for name, file := range files {
				t.Logf("-- %s --\n%s", name, file.Data)
			}
		}
	})
}

// inside makes sure that a span lies in its file.
func inside(t *testing.T, s source.Span) {
	t.Helper()
	if !s.IsZero() && (s.Start < 0 || s.End < s.Start || s.File != nil && s.File.Data != nil && s.End > len(s.File.Data)) {
		t.Errorf("span [%d, %d) of %s", s.Start, s.End, s.Path())
	}
}

func screen(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s[%d, %d): %s [%s]\n", d.Span.Path(), d.Span.Start, d.Span.End, d.Message, d.Code)
	}
	return b.String()
}

// A variantDeck writes random decks: for all that may differ by variants there is something that does.
type variantDeck struct {
	*rand.Rand
	mistakes int // in a hundred choices
	gaps     int // texts that variants lack, in a hundred

	own, shared [][]string // the values of the axes by identity, the original first
}

func (v *variantDeck) chance(percent int) bool { return v.IntN(100) < percent }

// pick returns one of the words, or now and then what cannot stand there.
func (v *variantDeck) pick(words ...string) string {
	if v.chance(v.mistakes) {
		return []string{"", "{}", "[]", "[[]]", "xx", "{file: a.md}", "{file: gone.md}", "{xx: y}", "'{{@en}}'", "'{{@'", "{en: {en: x}}", "{axis: }", "~", "!x"}[v.IntN(14)]
	}
	return words[v.IntN(len(words))]
}

func (v *variantDeck) files() fstest.MapFS {
	main := v.deck()
	files := fstest.MapFS{
		"deckmill.yaml":         {Data: []byte("lint: {rules: {deck-metadata: off}}\n")},
		"decks/d/deck.yaml":     {Data: []byte(main)},
		"decks/d/a.md":          {Data: []byte("A file of {{@one}}")},
		"decks/d/media/p.svg":   {Data: []byte("<svg/>")},
		"decks/d/media/_q.svg":  {Data: []byte("<svg></svg>")},
		"decks/d/notes/t.x.csv": {Data: []byte("id,more,meaning\n" + v.rows(2, "", "a", "b"))},
	}
	if strings.Contains(main, "strings.csv") {
		columns := v.columns(v.own)
		files["decks/d/strings.csv"] = &fstest.MapFile{Data: []byte("string," + strings.Join(columns, ",") + "\n" + v.row("one", len(columns), "a", "", "b") + v.row("two", len(columns), "", "c"))}
	}
	columns := []string{"term"}
	if axes := append(v.own, v.shared...); len(axes) > 0 {
		columns = v.columns(axes)
		files["decks/d/notes/t."+axes[0][0]+".csv"] = &fstest.MapFile{Data: []byte("id,extra\n" + v.rows(1, "a", ""))}
		for i := range columns {
			columns[i] = "term:" + columns[i]
		}
	}
	files["decks/d/notes/t.csv"] = &fstest.MapFile{Data: []byte("id,picture," + strings.Join(columns, ",") + "\n" + v.rows(1+len(columns), "p.svg", "_q.svg"))}
	return files
}

// columns returns the values of one of the axes.
func (v *variantDeck) columns(axes [][]string) []string {
	if len(axes) == 0 {
		return []string{"en"}
	}
	return slices.Clone(axes[v.IntN(len(axes))])
}

func (v *variantDeck) row(id string, n int, words ...string) string {
	for range n {
		id += "," + strings.ReplaceAll(v.pick(words...), ",", " ")
	}
	return id + "\n"
}

func (v *variantDeck) rows(n int, words ...string) string {
	return v.row("t0", n, words...) + v.row("t1", n, words...)
}

// variants writes the axes.
func (v *variantDeck) variants() string {
	var b strings.Builder
	for i, name := range []string{"language", "edition", "place"} {
		if v.chance(40) {
			continue
		}
		values := [][]string{{"en", "de", "he"}, {"short", "long", "longer"}, {"us", "uk"}}[i][:1+v.IntN(2)]
		identity := "own"
		if v.chance(40) {
			identity = "shared"
			v.shared = append(v.shared, values)
		} else {
			v.own = append(v.own, values)
		}
		fmt.Fprintf(&b, "  - {axis: %s, identity: %s, original: %s, values: {", name, identity, v.pick(values[0]))
		for i, value := range values {
			how := []string{"", "", "{missing: skip}", "{missing: skip, fallback: " + values[0] + "}"}
			fmt.Fprintf(&b, "%s: %s, ", value, v.pick(how[:min(len(how), 3+i)]...))
		}
		b.WriteString("}}\n")
	}
	if b.Len() == 0 {
		return ""
	}
	return "variants:\n" + b.String()
}

// text writes a value that may be a map over variants, or several within each other.
func (v *variantDeck) text(axes [][]string, words ...string) string {
	if len(axes) == 0 || v.chance(30) {
		return v.pick(words...)
	}
	var b strings.Builder
	for i, value := range axes[0] {
		if i == 0 || !v.chance(v.gaps) {
			b.WriteString(value + ": " + v.text(axes[1:], words...) + ", ")
		}
	}
	return "{" + b.String() + "}"
}

// only writes a list of some values, perhaps of several axes, of which one is an original; or nothing.
func (v *variantDeck) only(axes [][]string) string {
	var some []string
	for _, values := range axes {
		if v.chance(40) {
			some = append(some, v.pick(values...))
		}
	}
	if len(some) == 0 {
		return ""
	}
	return ", only: [" + strings.Join(some, ", ") + "]"
}

func (v *variantDeck) deck() string {
	var b strings.Builder
	b.WriteString("deck: 'Test{{@one}}{{@axes}}'\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n" + v.variants())
	all := append(slices.Clone(v.own), v.shared...)
	name := ""
	for _, values := range v.own {
		name += map[string]string{"en": "{{@language}}", "short": "{{@edition}}", "us": "{{@place}}"}[values[0]]
	}
	if v.chance(30) && len(v.own) > 0 {
		b.WriteString("strings: {file: strings.csv}\n")
	} else {
		fmt.Fprintf(&b, "strings: {one: %s, two: %s}\n", v.text(all, "a", "''", "b"), v.text(v.own, "x", "y"))
	}
	fmt.Fprintf(&b, "description: %s\nmedia: {names: %s}\n", v.text(all, "x", "'![](_q.svg)'", "'{{@two}}'", "{file: a.md}"), v.pick("hashed", "hashed", "plain"))
	fmt.Fprintf(&b, "notetypes:\n  word:\n    name: 'Word %s'\n    css: %s\n    sort-field: %s\n    unique: [%s]\n", name, v.text(v.own, "'a {b: {{@two}}}'", "'a { b: url(_q.svg) }'"),
		v.pick("term", "more"), v.pick("term", "more", "extra"))
	fmt.Fprintf(&b, "    fields: [{key: term, required: %s}, {key: meaning%s}, {key: extra, rtl: %s}, {key: picture, markup: media}, {key: more%s}]\n", v.pick("true", "false"), v.only(v.own),
		v.text(v.own, "true", "false"), v.only(all))
	fmt.Fprintf(&b, "    cards: [{key: a, front: %s, back: '{{Extra}} {{Picture}}'}, {key: b%s, front: '{{Extra}}', back: '{{Term}}'}]\n", v.text(v.own, "'{{Term}}'", "'{{Term}} {{@two}}'"), v.only(all))
	b.WriteString("notetype: word\nnotes:\n")
	for i := range 4 {
		fmt.Fprintf(&b, "  - {id: n%d, term: %s", i, v.text(all, "a", "b", "'![](p.svg)'"))
		b.WriteString(v.only(all))
		if v.chance(20) {
			fmt.Fprintf(&b, ", guid: %s", v.guid(fmt.Sprintf("g%d", i), v.own))
		}
		for _, key := range []string{"meaning", "extra", "more"} {
			if v.chance(70) {
				fmt.Fprintf(&b, ", %s: %s", key, v.text(all, "a", "''", "'<video poster=p.svg></video>'", "b"+key))
			}
		}
		fmt.Fprintf(&b, ", picture: %s}\n", v.text(all, "p.svg", "_q.svg"))
	}
	return strings.Replace(b.String(), "{{@axes}}", name, 1)
}

// guid writes one for each value of the axes with own identity.
func (v *variantDeck) guid(guid string, axes [][]string) string {
	if len(axes) == 0 {
		return v.pick(guid)
	}
	var b strings.Builder
	for _, value := range axes[0] {
		b.WriteString(value + ": " + v.guid(guid+value, axes[1:]) + ", ")
	}
	return "{" + b.String() + "}"
}
