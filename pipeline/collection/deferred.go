package collection

import "strings"

// A file that a field names only where Anki does not look (a video's poster) needs an underscore, unless some other
// field names it where Anki does look. That is known when all notes are compiled; until then a placeholder stands in
// its place. It is written with a control character, which no field text can hold.
const mark = "\x1a"

func placeholder(ref string) string { return mark + ref + mark }

// settleNames replaces the placeholders in a row.
func (c *Compiler) settleNames(r *Row) {
	for i, html := range r.Fields {
		if !strings.Contains(html, mark) {
			continue
		}
		parts := strings.Split(html, mark)
		for j := 1; j < len(parts); j += 2 {
			parts[j] = c.media.name(c.media.used[parts[j]])
		}
		r.Fields[i] = strings.Join(parts, "")
	}
}
