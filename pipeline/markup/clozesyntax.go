package markup

import (
	"strconv"
	"strings"
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
	if start, end := brokenCloser(c.src, body); end > 0 {
		p.Help = "write `}}` in place of `" + c.src[start:end] + "`"
		p.Fix = &Fix{Message: p.Help, Edits: []Edit{{Start: start, End: end, New: "}}"}}}
	}
	c.report(p)
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
