package yamltree

import (
	"fmt"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/source"
)

func TestComments(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"own line", "# MARK a\na: b\n", "1:1 own [# MARK a]"},
		{"indented", "a:\n  # MARK a\n  b: c\n", "2:3 own [# MARK a]"},
		{"behind a value", "a: b # MARK a\r\n", "1:6 [# MARK a]"},
		{"behind a key", "a: # MARK\n  b: c\n", "1:4 [# MARK]"},
		{"other comments", "# x\na: b # y MARK\n# z\n", "2:6 [# y MARK]"},
		{"comment in a comment", "a: b # x # MARK\n", "1:6 [# x # MARK]"},
		{"in quotes", "a: 'b # MARK' # c\nb: \"x\n  # MARK\"\n", ""},
		{"behind quotes", "a: 'b # x' # MARK\n", "1:12 [# MARK]"},
		{"in a key", "\"a # MARK\": b\n", ""},
		{"in a block", "a: |\n  # MARK\n  x # MARK\nb: >\n  # MARK\n", ""},
		{"behind a header", "a: | # MARK\n  x\n", "1:6 [# MARK]"},
		{"below a block", "a: |\n  x\n# MARK\n", "3:1 own [# MARK]"},
		{"below a kept block", "a: |+\n  x\n\n# MARK\n", "4:1 own [# MARK]"},
		{"no blank before", "a: b#MARK\n", ""},
		{"in a flow list", "a: [b, # MARK\n  c]\n", "1:8 [# MARK]"},
		{"in items", "notes:\n  # MARK 1\n  - a: b # MARK 2\n  - |\n    # MARK 3\n", "2:3 own [# MARK 1]; 3:10 [# MARK 2]"},
		{"beside a broken item", "notes:\n  - a: *x* # MARK 1\n  - |\n    # MARK 2\n", "2:12 [# MARK 1]"},
		{"beside a broken key", "a: *x* # MARK 1\nb: |\n  # MARK 2\n", "1:8 [# MARK 1]"},
		{"byte order mark", "\ufeff# MARK\na: b\n", "1:1 own [# MARK]"},
		{"comments only", "# MARK\n", "1:1 own [# MARK]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range Comments(source.NewFile("x.yaml", []byte(tt.src)), "MARK") {
				at, own := c.Span.From(), ""
				if c.OwnLine {
					own = "own "
				}
				got = append(got, fmt.Sprintf("%d:%d %s[%s]", at.Line, at.Column, own, c.Span.Text()))
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got %s, want %s", s, tt.want)
			}
		})
	}
}
