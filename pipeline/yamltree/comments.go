package yamltree

import (
	"bytes"
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A Comment is one comment of a file.
type Comment struct {
	Span source.Span // from '#' to the end of the line
	// OwnLine reports whether nothing but blanks stands before it.
	OwnLine bool
}

// Comments returns the comments of a file that contain the substring want, in source order; text inside scalars that
// looks like a comment is none. It parses the file once more, so ask only for files that contain want. In parts of a
// file that do not parse, whatever follows a ` #` is taken for a comment.
func Comments(f *source.File, want string) []Comment {
	if !bytes.Contains(f.Data, []byte(want)) {
		return nil
	}
	texts := scalarSpans(f)
	var found []Comment
	t := &text{file: f, data: f.Data}
	if bytes.HasPrefix(f.Data, []byte(bom)) {
		t.start = len(bom)
	}
	var l line
	for i := t.start; i < len(t.data); i = l.next {
		l = t.lineAt(i, len(t.data))
		at, rest := commentStart(t, l, texts)
		texts = rest
		if at >= 0 && bytes.Contains(t.data[at:l.end], []byte(want)) {
			found = append(found, Comment{Span: f.Span(at, l.end), OwnLine: at == l.text || t.isEmpty(line{text: l.text, end: at})})
		}
	}
	return found
}

// commentStart returns the place of the `#` of the comment on a line, or -1, and the texts that do not end before it.
func commentStart(t *text, l line, texts []source.Span) (int, []source.Span) {
	for i := l.start; i < l.end; i++ {
		for len(texts) > 0 && texts[0].End <= i {
			texts = texts[1:]
		}
		if len(texts) > 0 && texts[0].Start <= i {
			i = texts[0].End - 1
			continue
		}
		if t.data[i] == '#' && (i == l.start || isBlankAt(t.data, i-1)) {
			return i, texts
		}
	}
	return -1, texts
}

// scalarSpans returns the places of all texts of a file, in order. Of a `|` or `>` text that is the part behind the
// header's line, which may end in a comment.
func scalarSpans(f *source.File) []source.Span {
	silent := func(diag.Diagnostic) {}
	var spans []source.Span
	var walk func(n *Node)
	walk = func(n *Node) {
		if n.Kind == Scalar {
			s := n.Span()
			if n.Style >= Literal {
				s.Start = min(s.End, s.Start+lineLen(f.Data[s.Start:])+1)
			}
			if s.Start < s.End {
				spans = append(spans, s)
			}
		}
		for _, child := range n.Items {
			walk(child)
		}
		for _, e := range n.Entries {
			walk(e.Key)
			walk(e.Value)
		}
	}
	doc := Parse(f, "notes", silent) // the only list whose items are saved from each other's mistakes
	if doc.Root != nil {
		walk(doc.Root)
	}
	for i := range doc.Chunks {
		for _, n := range doc.Chunks[i].Items(silent) {
			walk(n)
		}
	}
	slices.SortFunc(spans, func(a, b source.Span) int { return a.Start - b.Start })
	return spans
}
