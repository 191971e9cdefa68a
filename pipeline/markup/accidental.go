package markup

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// accidentalList reports a list that starts above 1. A list of several items whose numbers the card repeats is meant, and
// so is one that goes on counting where an earlier one stopped, behind a program or a picture.
func (c *compiler) accidentalList(n *ast.List) {
	if !n.IsOrdered() || n.Start <= 1 || continues(n) {
		return
	}
	want, same := n.Start, true
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		number, _ := c.itemNumber(item)
		same = same && number == want
		want++
	}
	if same && n.ChildCount() > 1 {
		return
	}
	var edits []Edit
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		_, end := c.itemNumber(item)
		edits = append(edits, Edit{Start: c.sourceEnd(end), End: c.sourceEnd(end), New: `\`})
	}
	_, end := c.itemNumber(n.FirstChild())
	number := c.text[n.FirstChild().Pos():end]
	c.accidental(n.FirstChild().Pos(), end+1,
		"`"+number+c.text[end:end+1]+"` becomes a list that starts at "+strconv.Itoa(n.Start),
		"write `"+number+`\`+c.text[end:end+1]+"`", edits)
}

// continues reports whether a list takes up the numbers of the ordered list before it.
func continues(n *ast.List) bool {
	for before := n.PreviousSibling(); before != nil; before = before.PreviousSibling() {
		if l, ok := before.(*ast.List); ok && l.IsOrdered() {
			return l.Start+l.ChildCount() == n.Start
		}
	}
	return false
}

// itemNumber returns the number of a list item and the offset after it in the text.
func (c *compiler) itemNumber(item ast.Node) (number, end int) {
	end = item.Pos()
	for end < len(c.text) && isDigit(c.text[end]) {
		end++
	}
	number, _ = strconv.Atoi(c.text[item.Pos():end])
	return number, end
}

// accidentalItem reports a field that is one list item, for instance `- 5 °C`. A bullet before several words is meant.
func (c *compiler) accidentalItem(doc ast.Node) {
	list, ok := doc.FirstChild().(*ast.List)
	if !ok || list.NextSibling() != nil || list.ChildCount() != 1 || list.Start > 1 {
		return
	}
	item := list.FirstChild()
	if item.ChildCount() > 1 {
		return
	}
	_, end := c.itemNumber(item)
	if !list.IsOrdered() && !isSigned(c.text[end:]) {
		return
	}
	at := c.source(item.Pos())
	if list.IsOrdered() {
		at = c.sourceEnd(end)
	}
	marker := c.text[item.Pos() : end+1]
	c.accidental(item.Pos(), end+1, "`"+marker+"` makes a list of one item of the whole field",
		"write `"+marker[:len(marker)-1]+`\`+marker[len(marker)-1:]+"`", []Edit{{Start: at, End: at, New: `\`}})
}

// numberOf is how a count is written in short.
const numberOf = "# of"

// isSigned reports whether the bullet that text begins with can be a sign that belongs to the answer: alone, or a plus or
// minus before a number, an amount or a single word, such as the ending `- ing`.
func isSigned(text string) bool {
	rest := strings.TrimSpace(text[1:])
	first, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || text[0] != '*' &&
		(unicode.IsDigit(first) || unicode.Is(unicode.Sc, first) || !strings.ContainsAny(rest, " \t\n"))
}

// accidentalSign reports a field that is nothing but the sign of a rule or of a heading: `---` is the letter O in Morse
// code, `#` a sharp in music, and `# of turns` the number of them.
func (c *compiler) accidentalSign(doc ast.Node) {
	n := doc.FirstChild()
	if n == nil || n.NextSibling() != nil {
		return
	}
	becomes := "becomes a line across the card"
	switch n := n.(type) {
	case *ast.ThematicBreak:
	case *ast.Heading:
		becomes = "becomes a heading without text"
		if n.HasChildren() {
			becomes = "becomes a heading, and its sign vanishes"
		}
		if n.HasChildren() && !strings.HasPrefix(strings.TrimSpace(c.text), numberOf+" ") {
			return
		}
	default:
		return
	}
	written := strings.TrimSpace(c.text)
	if strings.HasPrefix(written, numberOf+" ") {
		written = numberOf
	}
	start := strings.Index(c.text, written)
	at := c.source(start)
	c.accidental(start, start+len(written), "`"+written+"` "+becomes, "write `\\"+written+"`", []Edit{{Start: at, End: at, New: `\`}})
}

// accidentalEmphasis reports stars between digits or single letters: `2*3*4` is a product.
func (c *compiler) accidentalEmphasis(n *ast.Emphasis) {
	start, first := n.Pos(), n.Pos()+n.Level
	if start < 0 || start == 0 || c.text[start] != '*' {
		return
	}
	last := n.LastChild()
	t, ok := last.(*ast.Text)
	if !ok {
		return
	}
	stop := t.Segment.Stop
	if stop+n.Level >= len(c.text) || c.text[stop] != '*' {
		return
	}
	product := c.factor(start, false) && c.factor(first, true) && c.factor(stop, false) && c.factor(stop+n.Level, true)
	if !product && !(c.multiplies(start, n.Level) && c.multiplies(stop, n.Level)) {
		return
	}
	var edits []Edit
	for _, at := range [...]int{start, stop} {
		for i := range n.Level {
			edits = append(edits, Edit{Start: c.source(at + i), End: c.source(at + i), New: `\`})
		}
	}
	written := excerpt(c.text[start : stop+n.Level])
	c.accidental(start, stop+n.Level, "the stars of `"+written+"` vanish from the card and make the text between them stand out",
		"write a backslash before each star, or `×`", edits)
}

// multiplies reports whether the level stars at offset at stand between a letter or digit and a digit: `300mg*2`.
func (c *compiler) multiplies(at, level int) bool {
	before, _ := utf8.DecodeLastRuneInString(c.text[:at])
	return (unicode.IsLetter(before) || unicode.IsDigit(before)) && isDigit(c.text[at+level])
}

// factor reports whether a number or a single letter ends (or, ahead, begins) at offset at of the text.
func (c *compiler) factor(at int, ahead bool) bool {
	read := utf8.DecodeLastRuneInString
	s := c.text[:at]
	if ahead {
		read, s = utf8.DecodeRuneInString, c.text[at:]
	}
	r, n := read(s)
	if unicode.IsDigit(r) {
		return true
	}
	if ahead {
		s = s[n:]
	} else {
		s = s[:len(s)-n]
	}
	second, _ := read(s)
	return unicode.IsLetter(r) && (s == "" || !unicode.IsLetter(second))
}

// A starRun is a run of stars that are text.
type starRun struct{ start, end int }

// noteStars remembers the unescaped stars in text[start:end], which emphasise nothing.
func (c *compiler) noteStars(start, end int) {
	for i := start; i < end; i++ {
		switch c.text[i] {
		case '\\':
			i++
		case '*':
			if k := len(c.stars) - 1; k >= 0 && c.stars[k].end == i {
				c.stars[k].end++
			} else {
				c.stars = append(c.stars, starRun{i, i + 1})
			}
		}
	}
}

// idleStars reports, at the end of a block, stars that were meant to emphasise: `**「水」**は`. Next to punctuation inside and a
// letter outside CommonMark takes them for text.
func (c *compiler) idleStars() {
	runs := c.stars
	c.stars = c.stars[:0]
	for i := 1; i < len(runs); i++ {
		a, b := runs[i-1], runs[i]
		n := a.end - a.start
		if n != b.end-b.start || n > 2 || isBlank(c.text[a.end]) || isBlank(c.text[b.start-1]) || !c.wantsEmphasis(a, b) || c.isSign(a, b) {
			continue
		}
		tag := "em"
		if n == 2 {
			tag = "strong"
		}
		start, end := c.source(a.start), c.sourceEnd(b.end)
		inner := excerpt(c.text[a.end:b.start])
		c.report(Problem{Code: "accidental-markdown", Start: start, End: end,
			Message: "the stars around `" + inner + "` emphasise nothing and are shown on the card",
			Help:    "write `<" + tag + ">" + inner + "</" + tag + ">`, or a backslash before each star that is meant",
			Fix: &Fix{Message: "write `<" + tag + ">`", Edits: []Edit{
				{Start: start, End: c.sourceEnd(a.end), New: "<" + tag + ">"},
				{Start: c.source(b.start), End: end, New: "</" + tag + ">"}}}})
		i++
	}
}

// wantsEmphasis reports whether punctuation just inside the runs a and b is what keeps them from being emphasis.
func (c *compiler) wantsEmphasis(a, b starRun) bool {
	first, _ := utf8.DecodeRuneInString(c.text[a.end:])
	last, _ := utf8.DecodeLastRuneInString(c.text[:b.start])
	before, _ := utf8.DecodeLastRuneInString(c.text[:a.start])
	behind, _ := utf8.DecodeRuneInString(c.text[b.end:])
	if unicode.In(first, unicode.Pe, unicode.Pf) || unicode.In(last, unicode.Ps, unicode.Pi) {
		return false // `(*SKIP), (*THEN)`: each star has a bracket of its own
	}
	stuck := isPunct(first) && unicode.IsLetter(before) || isPunct(last) && unicode.IsLetter(behind) ||
		isPunct(last) && b.end-b.start == 2 && unicode.IsDigit(behind) && (before == utf8.RuneError || unicode.IsSpace(before))
	return stuck && !strings.ContainsRune(c.text[a.end:b.start], '\n')
}

// isSign reports whether the stars are signs of their own that a reader wants to see: around punctuation alone (`*.*`), or
// single ones in ASCII, as in `%*.*s`, `int *a,*b` and `n*(n-1)*k`.
func (c *compiler) isSign(a, b starRun) bool {
	ascii, readable := true, false
	for _, r := range c.text[a.end:b.start] {
		ascii = ascii && r < utf8.RuneSelf
		readable = readable || unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return !readable || ascii && a.end-a.start == 1
}

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// accidental reports the Markdown at text[start:end].
func (c *compiler) accidental(start, end int, message, help string, edits []Edit) {
	c.report(Problem{Code: "accidental-markdown", Start: c.source(start), End: c.sourceEnd(end), Message: message, Help: help,
		Fix: &Fix{Message: help, Safe: true, Edits: edits}})
}
