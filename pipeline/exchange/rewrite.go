package exchange

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// rewriteNote returns the edit that makes changes in a note written in YAML, and those that could be made. The note is cut
// out and changed by itself, one text after the other; after each it is read again, and must say the new text and else what
// it said before. So the first of several ways to write a text that works is taken.
func rewriteNote(own *yamltree.Node, s *Source, changes []*change) (e diag.Edit, done []*change) {
	f, start, end := own.File(), own.Span().Start, own.Span().End
	indent := 0
	if f.Data[start] != '{' {
		indent = start - (bytes.LastIndexByte(f.Data[:start], '\n') + 1)
		if end > start && f.Data[end-1] != '\n' {
			end += len(bytes.TrimSuffix(firstLine(f.Data[end:]), []byte("\r")))
		}
	}
	blanks := strings.Repeat(" ", indent)
	behind := "" // the line break that ends the note is not part of it
	if !bytes.HasSuffix(f.Data[start:end], []byte("\n")) {
		behind = f.LineBreak()
	}
	x := excerpt{text: blanks + string(f.Data[start:end]) + behind}
	if !x.parse() {
		return diag.Edit{}, nil
	}
	for _, c := range changes {
		if x.set(s, c) {
			done = append(done, c)
		}
	}
	return diag.Edit{Span: f.Span(start, end), New: strings.TrimSuffix(x.text[len(blanks):], behind)}, done
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return line
}

// An excerpt is a note cut out of its file.
type excerpt struct {
	text string // ends in a line break
	root *yamltree.Node
}

// parse reads the text again. It answers false when it is no YAML any more, or runs into the next note.
func (x *excerpt) parse() bool {
	sound := strings.HasSuffix(x.text, "\n")
	root := yamltree.Parse(source.NewFile("", []byte(x.text)), "", func(diag.Diagnostic) { sound = false }).Root
	if !sound || root == nil {
		return false
	}
	x.root = root
	return true
}

// set gives the note a text, in the first way that reads as it should.
func (x *excerpt) set(s *Source, c *change) bool {
	want := said(x.root)
	if c.text == "" {
		delete(want, c.column.name())
	} else {
		want[c.column.name()] = c.column.canonical(c.text)
	}
	for _, write := range []func(*excerpt, *Source, *change) bool{(*excerpt).inPlace, (*excerpt).anew, (*excerpt).quoted} {
		try := *x
		if write(&try, s, c) && maps.Equal(said(try.root), want) {
			*x = try
			return true
		}
	}
	return false
}

// apply makes edits and reads the result.
func (x *excerpt) apply(edits ...diag.Edit) bool {
	data, err := diag.Apply([]byte(x.text), edits)
	if err != nil {
		return false
	}
	x.text = string(data)
	return x.parse()
}

// inPlace changes the characters of a text that differ, and the words of a list.
func (x *excerpt) inPlace(_ *Source, c *change) bool {
	n := c.column.node(x.root)
	switch {
	case n == nil:
		return false
	case c.column.isWords() && n.Kind == yamltree.List:
		return c.text != "" && x.changeWords(c)
	case n.Kind != yamltree.Scalar || c.text == "" || c.column.isWords():
		return false
	}
	edits, ok := deck.Text{Value: n.Value, Node: n}.Edits([]deck.Change{difference(n.Value, c.text)})
	return ok && x.apply(edits...)
}

// changeWords takes words out of a list and adds others behind.
func (x *excerpt) changeWords(c *change) bool {
	want := split(c.text)
	for {
		list := c.column.node(x.root)
		i := slices.IndexFunc(list.Items, func(n *yamltree.Node) bool { return !slices.Contains(want, n.Value) })
		if i < 0 {
			break
		}
		e, ok := deck.RemoveItem(list, i)
		if !ok || !x.apply(e) {
			return false
		}
	}
	for _, word := range want {
		list := c.column.node(x.root)
		if slices.ContainsFunc(list.Items, func(n *yamltree.Node) bool { return n.Value == word }) {
			continue
		}
		e, ok := yamltree.Append(list, yamltree.Spell(word, "", true))
		if !ok || !x.apply(e) {
			return false
		}
	}
	return true
}

// difference returns the one change that makes after of before.
func difference(before, after string) deck.Change {
	start := 0
	for start < len(before) && start < len(after) {
		r, size := utf8.DecodeRuneInString(before[start:])
		if s, _ := utf8.DecodeRuneInString(after[start:]); r != s {
			break
		}
		start += size
	}
	end, behind := len(before), len(after)
	for end > start && behind > start {
		r, size := utf8.DecodeLastRuneInString(before[start:end])
		if s, _ := utf8.DecodeLastRuneInString(after[start:behind]); r != s {
			break
		}
		end, behind = end-size, behind-size
	}
	return deck.Change{Start: start, End: end, New: after[start:behind]}
}

// anew writes the whole value, or an entry that is not there yet.
func (x *excerpt) anew(s *Source, c *change) bool {
	n, path := x.root, c.column.path(x.root)
	for i, key := range path {
		e := entry(n, key)
		last := i == len(path)-1
		switch {
		case e == nil:
			return x.apply(yamltree.InsertDraft(n, s.before(n, path[:i], key), c.draft(path[i:])))
		case e.Value.Kind == yamltree.Absent:
			return x.apply(yamltree.FillDraft(n, e.Key, c.draft(path[i:])))
		case last && c.text == "" && !c.column.field:
			return x.remove(n, key)
		case last && e.Value.Kind == yamltree.Scalar && c.text == "":
			return x.apply(yamltree.ClearValue(n, e.Value))
		case last && e.Value.Kind == yamltree.Scalar && !c.column.isWords():
			return x.apply(yamltree.RewriteScalar(n, e.Value, c.text))
		case last && e.Value.Kind == yamltree.List && c.column.isWords():
			edit, ok := yamltree.WriteWords(e.Value, split(c.text))
			return ok && x.apply(edit)
		case e.Value.Kind != yamltree.Map:
			return false
		}
		n = e.Value
	}
	return false
}

// remove takes an entry out of a map: other keys than those of fields cannot be there without a value. A list beside which a
// comment stands is left empty.
func (x *excerpt) remove(n *yamltree.Node, key string) bool {
	i := slices.IndexFunc(n.Entries, func(e yamltree.Entry) bool { return e.Key.Value == key })
	edit, ok := yamltree.RemoveEntry(n, i)
	if list := n.Entries[i].Value; !ok && list.Kind == yamltree.List {
		edit, ok = yamltree.WriteWords(list, nil)
	}
	return ok && x.apply(edit)
}

// quoted writes the whole value between double quotes.
func (x *excerpt) quoted(_ *Source, c *change) bool {
	n := c.column.node(x.root)
	if n == nil || n.Kind != yamltree.Scalar || c.text == "" || c.column.isWords() {
		return false
	}
	return x.apply(yamltree.QuoteScalar(n, c.text))
}

// draft returns the entry to write at the first key of a path.
func (c *change) draft(path []string) yamltree.Draft {
	d := yamltree.Draft{Key: path[0]}
	switch {
	case len(path) > 1:
		d.Inner = []yamltree.Draft{c.draft(path[1:])}
	case c.column.isWords():
		d.Words = split(c.text)
	default:
		d.Text = c.text
	}
	return d
}

// before returns the key behind which a new one is written in a map that a path leads to: the one that stands before it in
// the order of fields or of variants.
func (s *Source) before(n *yamltree.Node, above []string, key string) string {
	order := []string{"id", "guid", "notetype", "deck", "only"}
	switch axis := s.Deck.Axes.Of(key); {
	case axis != nil && len(above) > 0:
		order = nil
		for i := range axis.Values {
			order = append(order, axis.Values[i].Name)
		}
	case key == "tags" || key == "fields":
		return n.Entries[len(n.Entries)-1].Key.Value
	case len(above) == 0 || above[0] == "fields":
		for _, t := range s.Deck.Notetypes {
			if keys := fieldsOf(t); slices.Contains(keys, key) {
				order = append(order, keys...)
				break
			}
		}
	}
	last := ""
	for _, k := range order {
		if k == key {
			break
		}
		if e := entry(n, k); e != nil {
			last = e.Key.Value
		}
	}
	return last
}

// said returns what a note says, by the names of columns. What says nothing is not in it.
func said(n *yamltree.Node) map[string]string {
	out := map[string]string{}
	for _, e := range n.Entries {
		if e.Key.Value == "fields" && e.Value.Kind == yamltree.Map {
			for _, f := range e.Value.Entries {
				sayAll(out, column{key: f.Key.Value, field: true}, f.Value)
			}
			continue
		}
		sayAll(out, columnOf(e.Key.Value), e.Value)
	}
	return out
}

func sayAll(out map[string]string, c column, n *yamltree.Node) {
	switch n.Kind {
	case yamltree.Map:
		for _, e := range n.Entries {
			c.variants = append(slices.Clone(c.variants), e.Key.Value)
			sayAll(out, c, e.Value)
			c.variants = c.variants[:len(c.variants)-1]
		}
	case yamltree.List:
		if !c.isWords() {
			for _, item := range n.Items {
				out[c.name()] += "\x00" + item.Span().Text()
			}
			return
		}
		fallthrough
	default:
		if text := c.text(n); text != "" {
			out[c.name()] = c.canonical(text)
		}
	}
}

// canonical returns a text of the column as it is compared.
func (c column) canonical(text string) string {
	if !c.isWords() {
		return text
	}
	all := split(text)
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}
