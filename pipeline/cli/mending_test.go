package cli

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

func TestApplyFixes(t *testing.T) {
	f := source.NewFile("a.yaml", []byte("abcdef"))
	edit := func(start, end int, text string) diag.Edit { return diag.Edit{Span: f.Span(start, end), New: text} }
	fix := func(edits ...diag.Edit) proposal { return proposal{Fix: diag.Fix{Edits: edits}} }
	tests := []struct {
		name    string
		fixes   []proposal
		want    string
		applied int
	}{
		{"in order", []proposal{fix(edit(0, 1, "A")), fix(edit(5, 6, "F"))}, "AbcdeF", 2},
		{"out of order", []proposal{fix(edit(4, 5, "E")), fix(edit(0, 1, "A"), edit(2, 3, "C"))}, "AbCdEf", 2},
		{"the second overlaps", []proposal{fix(edit(0, 3, "X")), fix(edit(2, 4, "Y")), fix(edit(5, 6, "F"))}, "XdeF", 2},
		{"a fix is made whole or not at all", []proposal{fix(edit(2, 3, "C")), fix(edit(0, 1, "A"), edit(2, 4, "X"))}, "abCdef", 1},
		{"contradicts itself", []proposal{fix(edit(0, 3, "X"), edit(1, 2, "Y"))}, "abcdef", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, applied := applyFixes(f.Data, tt.fixes)
			if string(got) != tt.want || len(applied) != tt.applied {
				t.Errorf("got %q and %d fixes, want %q and %d", got, len(applied), tt.want, tt.applied)
			}
		})
	}
}

// replacing proposes to write another word wherever a word stands in the text of the file a.yaml.
func replacing(text string, rules ...string) map[string][]proposal {
	f := source.NewFile("a.yaml", []byte(text))
	var list []proposal
	for i := 0; i < len(rules); i += 3 {
		if at := strings.Index(text, rules[i+1]); at >= 0 {
			edit := diag.Edit{Span: f.Span(at, at+len(rules[i+1])), New: rules[i+2]}
			list = append(list, proposal{diag.Fix{Message: "write " + rules[i+2], Edits: []diag.Edit{edit}}, rules[i]})
		}
	}
	return map[string][]proposal{"a.yaml": list}
}

// mend goes round after round, as fix does.
func mend(text string, rules ...string) (after string, m *mending) {
	m, disk := newMending(), newTree(fstest.MapFS{"a.yaml": {Data: []byte(text)}})
	for {
		data, _ := disk.ReadFile("a.yaml")
		files := replacing(string(data), rules...)
		if len(files["a.yaml"]) == 0 || !m.apply(disk, files) {
			return string(data), m
		}
	}
}

func TestMending(t *testing.T) {
	tests := []struct {
		name, text string
		rules      []string // rule, word, other word
		want       string
		refused    []string
	}{
		{"one after the other", "colour", []string{"a", "col", "kul", "b", "lou", "l", "c", "kulo", "ku"}, "kulr", nil},
		{"an overlapping one waits for the next round", "abc", []string{"a", "ab", "x", "b", "bc", "y", "c", "xc", "z"}, "z", nil},
		{"two undo each other", "left", []string{"a", "left", "right", "b", "right", "left"}, "left", []string{"a", "b"}},
		{"a circle of three", "one", []string{"a", "one", "two", "b", "two", "six", "c", "six", "two"}, "one", []string{"b", "c"}},
		{"one without end", "x", []string{"a", "x", "xx"}, "x", []string{"a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, m := mend(tt.text, tt.rules...)
			if got != tt.want || !slices.Equal(m.refused["a.yaml"], tt.refused) {
				t.Errorf("got %q, refused %q; want %q, %q", got, m.refused["a.yaml"], tt.want, tt.refused)
			}
			if tt.refused != nil && (len(m.before) > 0 || len(m.applied) > 0) {
				t.Errorf("a refused file is written all the same: %v", m.applied)
			}
		})
	}
}

// TestLinesOfLaterRounds lets the first round add a line and the second mend what stands below it.
func TestLinesOfLaterRounds(t *testing.T) {
	_, m := mend("one\ntwo\n", "a", "one", "1\nand\nmore", "b", "two", "2", "c", "2", "ii")
	want := []string{"line 1: write 1\nand\nmore", "line 2: write 2", "line 2: write ii"}
	if got := m.applied["a.yaml"]; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
