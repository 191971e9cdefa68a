package markup

import "strings"

// plainField compiles a field in which only deletions and sounds are markup.
func (c *compiler) plainField() {
	if c.o.Cloze {
		c.findDeletions(nil)
	}
	pos := 0
	for _, m := range c.marks {
		c.plain(pos, m.start)
		c.place(nil)
		pos = m.end
	}
	c.plain(pos, len(c.src))
}

// plain writes src[start:end].
func (c *compiler) plain(start, end int) {
	for start < end {
		n := strings.IndexAny(c.src[start:end], "[\n")
		if n < 0 {
			break
		}
		c.escaped(c.src[start:start+n], false)
		start += n
		if c.src[start] == '\n' {
			c.put("<br>")
			start++
			continue
		}
		if strings.HasPrefix(c.src[start:end], soundOpen) {
			if v, ok := c.verbatims.at(start); ok && v.end <= end {
				c.sound(v.from, v.to)
				start = v.end
				continue
			}
		}
		c.put("[")
		start++
	}
	c.escaped(c.src[start:end], false)
}
