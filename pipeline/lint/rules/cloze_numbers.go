package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// A numberList is the list of numbers of a cloze opener, text[start:end].
type numberList struct {
	start, end int
	numbers    []int
}

// numberLists returns those of the openers in a text, in order.
func numberLists(text string) []numberList {
	var out []numberList
	for i := 0; ; {
		n := strings.Index(text[i:], "{{c")
		if n < 0 {
			return out
		}
		i += n
		size := lint.ClozeOpener(text[i:])
		if size == 0 {
			i += len("{{c")
			continue
		}
		l := numberList{start: i + len("{{c"), end: i + size - len("::")}
		for part := range strings.SplitSeq(text[l.start:l.end], ",") {
			if number, err := strconv.Atoi(part); err == nil {
				l.numbers = append(l.numbers, number)
			}
		}
		out = append(out, l)
		i += size
	}
}

// renumber returns the fix that writes the numbers back[n] for n in the fields of a note; none where the deletions in the
// source are not those of the note as it was compiled.
func renumber(p *lint.DeckPass, note int, back map[int]int) []diag.Fix {
	fix := diag.Fix{Message: "write the old numbers"}
	for f, html := range p.Collection.Notes[note].Fields {
		compiled := numberLists(html)
		at := p.Origins[note].Fields[f]
		if len(compiled) == 0 {
			continue
		}
		if at.IsZero() {
			return nil
		}
		written := numberLists(at.Text())
		if len(written) != len(compiled) {
			return nil
		}
		for i, o := range written {
			if !slices.Equal(o.numbers, compiled[i].numbers) {
				return nil
			}
			if list := renumbered(o.numbers, back); list != at.Text()[o.start:o.end] {
				fix.Edits = append(fix.Edits, diag.Edit{Span: at.File.Span(at.Start+o.start, at.Start+o.end), New: list})
			}
		}
	}
	if len(fix.Edits) == 0 {
		return nil
	}
	return []diag.Fix{fix}
}

// renumbered writes a list of numbers anew.
func renumbered(numbers []int, back map[int]int) string {
	out := slices.Clone(numbers)
	for i, n := range out {
		if back[n] != 0 {
			out[i] = back[n]
		}
	}
	slices.Sort(out)
	var b strings.Builder
	for i, n := range slices.Compact(out) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
