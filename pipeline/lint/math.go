package lint

import "strings"

// A Math is a formula in the source of a field: src[Start:End] with its delimiters, src[From:To] without. A cloze
// deletion that stands in it is part of it.
type Math struct{ Start, From, To, End int }

// mathDelimiters are what a formula stands between: those of MathJax, those that Markdown fields have as well, and
// those of Anki's LaTeX. The longer of two that begin alike comes first.
var mathDelimiters = [...]struct{ opener, closer string }{
	{`\(`, `\)`}, {`\[`, `\]`}, {"$$", "$$"}, {"$", "$"}, {"[$$]", "[/$$]"}, {"[$]", "[/$]"},
}

// Math returns the formulas of the field.
func (f *Field) Math() []Math {
	if !f.Bytes.HasAny(`\$`) {
		return nil
	}
	var out []Math
	for _, r := range f.Verbatim() {
		for _, d := range mathDelimiters {
			if text := f.Source[r.start:r.end]; strings.HasPrefix(text, d.opener) {
				if len(text) >= len(d.opener)+len(d.closer) && strings.HasSuffix(text, d.closer) {
					out = append(out, Math{Start: r.start, From: r.start + len(d.opener), To: r.end - len(d.closer), End: r.end})
				}
				break
			}
		}
	}
	return out
}
