package lint

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// A Math is a formula in a source, at src[Start:End] with its delimiters.
type Math struct {
	Start, End int
	Delimiter  string // the opening one: `\(`, `\[`, `$` or `$$`
}

// TeX returns the bounds of what stands between the delimiters.
func (m Math) TeX() (start, end int) { return m.Start + len(m.Delimiter), m.End - len(m.Delimiter) }

// Math returns the formulas of a field: what Anki gives MathJax, and in Markdown what the compiler makes such (format.md
// section 8).
func (f *Field) Math() []Math {
	var out []Math
	if f.Markup == deck.Media || !f.Bytes.HasAny(`\$`) {
		return nil
	}
	for _, r := range f.Verbatim() {
		for _, d := range [...]string{`\(`, `\[`, "$$", "$"} {
			if strings.HasPrefix(f.Source[r.start:r.end], d) && r.end-r.start >= 2*len(d) {
				out = append(out, Math{Start: r.start, End: r.end, Delimiter: d})
				break
			}
		}
	}
	return out
}

// LooksLikeTeX reports whether a text is TeX rather than prose: it has a command, an index, an exponent, a group or an
// equation.
func LooksLikeTeX(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '^', '_', '=', '{':
			return true
		case '\\':
			if i+1 < len(s) && isLetter(s[i+1]) {
				return true
			}
		}
	}
	return false
}
