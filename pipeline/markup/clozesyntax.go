package markup

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// findDeletions finds the deletions of a Markdown or text field and reports what is wrong with them.
func (c *compiler) findDeletions(opaque []region) {
	s := deletionScanner{src: c.src, escapes: c.o.Mode == Markdown, opaque: opaque}
	s.scan()
	c.deletions = s.found
	c.dropHinted()
	c.findMarks()
	if len(s.unclosed) > 0 {
		c.reportUnclosed(s.unclosed[0])
		return // everything else may follow from that
	}
	for i := range c.deletions {
		c.checkDeletion(i)
	}
	c.misspelt(opaque)
}

func (c *compiler) reportUnclosed(open int) {
	body, _ := opener(c.src, open)
	p := Problem{Code: "cloze-unclosed", Start: open, End: body,
		Message: "`" + c.src[open:body] + "` is never closed: Anki drops everything from here to the end of the field",
		Help:    "write `}}` where the hidden text ends"}
	if at := loneBrace(c.src, body, endOfLine(c.src, body)); at >= 0 {
		p.Help = "write `}}` in place of `}`"
		p.Fix = &Fix{Message: p.Help, Edits: []Edit{{Start: at, End: at, New: "}"}}}
	}
	c.report(p)
}

// loneBrace returns the offset of the `}` in src[start:end] that closes nothing there and is not doubled, -1 without one.
func loneBrace(src string, start, end int) int {
	open := 0
	for i := start; i < end; i++ {
		switch src[i] {
		case '{':
			open++
		case '}':
			if open--; open >= 0 {
				continue
			}
			if i+1 < end && src[i+1] == '}' {
				return -1
			}
			return i
		}
	}
	return -1
}

// checkDeletion reports numbers, nesting and content that Anki would refuse or that hide nothing.
func (c *compiler) checkDeletion(i int) {
	d := &c.deletions[i]
	p := Problem{Code: "cloze-syntax", Start: d.open, End: d.body}
	written := c.src[d.open:d.body]
	occlusion := strings.HasPrefix(c.src[d.body:], "image-occlusion:")
	for number := range strings.SplitSeq(c.src[d.open+len("{{c"):d.body-len("::")], ",") {
		n, err := strconv.Atoi(number)
		switch {
		case number == "":
		case err != nil || n > maxNumber:
			p.Message = "`" + written + "` has a number above " + strconv.Itoa(maxNumber) + ", the last for which Anki makes a card"
			p.Help = "use a number from 1 to " + strconv.Itoa(maxNumber)
		case n == 0 && !occlusion:
			p.Message = "`" + written + "` has the number 0, which never makes a card"
			p.Help = "count from `{{c1::`"
		}
	}
	if d.depth > maxNesting {
		p.Message = "`" + written + "` stands in more than " + strconv.Itoa(maxNesting-1) + " other deletions; Anki ignores it"
		p.Help = "nest at most " + strconv.Itoa(maxNesting) + " deletions"
	}
	if p.Message != "" {
		c.complain(d, p)
		return
	}
	if strings.TrimSpace(c.src[d.body:d.stop]) == "" {
		c.complain(d, Problem{Code: "cloze-syntax", Start: d.open, End: d.end,
			Message: "the deletion `" + excerpt(c.src[d.open:d.end]) + "` hides nothing",
			Help:    "write the text to be hidden after `" + written + "`"})
	}
}

// dropHinted takes the deletions that stand in the hint of another out of c.deletions: a hint is text.
func (c *compiler) dropHinted() {
	var around []int // indices in kept
	kept := c.deletions[:0]
	for _, d := range c.deletions {
		for len(around) > 0 && kept[around[len(around)-1]].end <= d.open {
			around = around[:len(around)-1]
		}
		hinted := false
		for _, k := range around {
			outer := &kept[k]
			if outer.hasHint() && outer.hint <= d.open {
				hinted = true
				c.complain(outer, Problem{Code: "cloze-syntax", Start: outer.hint, End: outer.close,
					Message: "the first `::` of a deletion begins its hint, and a hint cannot hold another deletion",
					Help:    "put the deletion before `::`, or write code that holds `::` between backticks"})
			}
		}
		if !hinted {
			around = append(around, len(kept))
			kept = append(kept, d)
		}
	}
	c.deletions = kept
}

// misspelt reports what looks like an opener and is none, outside of code.
func (c *compiler) misspelt(opaque []region) {
	for i := 0; ; {
		n := strings.IndexAny(c.src[i:], "{｛")
		if n < 0 {
			return
		}
		i += n
		if body, ok := opener(c.src, i); ok {
			i = body
			continue
		}
		m := readMisspelt(c.src, i)
		if !m.suspicious() {
			_, size := utf8.DecodeRuneInString(c.src[i:])
			i += size
			continue
		}
		escaped := m.braces == 1 && i > 0 && (c.src[i-1] == '\\' || c.src[i-1] == ';')
		if !escaped && !inCode(opaque, i) {
			c.reportMisspelt(i, m)
		}
		i = m.end
	}
}

func inCode(rs []region, i int) bool {
	k, ok := inRegion(rs, i)
	return ok && rs[k].kind == codeRegion
}

func (c *compiler) reportMisspelt(i int, m nearOpener) {
	number := m.number
	if number == "" {
		number = "1"
	}
	better := "{{c" + number + "::"
	help := "write `" + better + "`"
	edits := []Edit{{Start: i, End: m.end, New: better}}
	if m.braces == 1 {
		if at := loneBrace(c.src, m.end, endOfLine(c.src, m.end)); at >= 0 {
			help += ", and `}}` at the end"
			edits = append(edits, Edit{Start: at, End: at, New: "}"})
		}
	}
	c.report(Problem{Code: "cloze-syntax", Start: i, End: m.end,
		Message: "`" + c.src[i:m.end] + "` does not begin a deletion; did you mean `" + better + "`?",
		Help:    help,
		Fix:     &Fix{Message: help, Safe: m.safe(), Edits: edits}})
}

// A nearOpener is what stands where an opener might be meant.
type nearOpener struct {
	braces, colons int
	c              bool   // it has the letter
	odd            bool   // capital letter, blanks or full-width signs
	number         string // digits, or digits that letters were mistaken for
	letters        bool   // letters among the digits
	end            int
}

// readMisspelt reads braces, letter, number and colons, however they are written.
func readMisspelt(s string, i int) (m nearOpener) {
	m.braces, i = m.count(s, i, '{', '｛')
	i = m.blanks(s, i)
	if i < len(s) && s[i]|0x20 == 'c' {
		m.c = true
		m.odd = m.odd || s[i] == 'C'
		i = m.blanks(s, i+1)
	}
	for ; i < len(s) && len(m.number) < 6 && (isDigit(s[i]) || isLetter(s[i]) || s[i] == ','); i++ {
		switch {
		case isDigit(s[i]) || s[i] == ',':
			m.number += s[i : i+1]
		case (s[i] == 'l' || s[i] == 'I') && m.number == "":
			m.letters = true
			m.number = "1"
		default:
			m.letters = true
			if m.number == "" {
				return nearOpener{}
			}
		}
	}
	i = m.blanks(s, i)
	m.colons, m.end = m.count(s, i, ':', '：')
	return m
}

// count counts an ASCII sign and its full-width form, two at most.
func (m *nearOpener) count(s string, i int, ascii byte, wide rune) (n, end int) {
	for n < 2 && i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != rune(ascii) && r != wide {
			break
		}
		m.odd = m.odd || r == wide
		n++
		i += size
	}
	return n, i
}

func (m *nearOpener) blanks(s string, i int) int {
	end := skipBlanks(s, i)
	m.odd = m.odd || end > i
	return end
}

// suspicious reports whether so much of an opener is there that one must be meant.
func (m nearOpener) suspicious() bool {
	digits := strings.Trim(m.number, ",") != ""
	switch {
	case m.colons == 0 || m.braces == 0:
		return false
	case m.braces == 1:
		return m.c && digits && !m.letters && m.colons == 2
	case m.colons == 1:
		return m.c && digits && !m.letters
	}
	return m.c || digits && !m.letters
}

// safe reports whether only case, blanks and full-width signs are wrong.
func (m nearOpener) safe() bool {
	return m.odd && m.c && m.braces == 2 && m.colons == 2 && !m.letters && m.number != ""
}

// checkHTMLDeletions reports what Anki's own rules make of the deletions of a field that is HTML (anki-format.md 5.2):
// there the first `}}` is the closer.
func (c *compiler) checkHTMLDeletions() {
	var open []int // indices of deletions that are not closed
	for i := 0; i < len(c.src); {
		switch {
		case strings.HasPrefix(c.src[i:], "}}"):
			if n := len(open); n > 0 {
				d := &c.deletions[open[n-1]]
				d.close, d.stop, d.end = i, i, i+2
				open = open[:n-1]
			}
			i += 2
			continue
		case c.src[i] == '{':
			if body, ok := opener(c.src, i); ok {
				open = append(open, len(c.deletions))
				c.deletions = append(c.deletions, deletion{open: i, body: body, hint: -1, depth: len(open)})
				i = body
				continue
			}
		}
		i++
	}
	if len(open) > 0 {
		c.reportUnclosed(c.deletions[open[0]].open)
		return
	}
	for i := range c.deletions {
		d := &c.deletions[i]
		if content := c.src[d.body:d.close]; strings.HasPrefix(content, "::") {
			d.stop, d.hint = d.body, d.body+2
		}
		c.checkDeletion(i)
	}
	c.misspelt(nil)
}
