package template

import (
	"fmt"
	"strings"
	"unicode"
)

// alternative is the one directive for other delimiters that Anki knows.
const alternative = "{{=<% %>=}}"

// Parse reads a template. After a syntax error the Template generates no card and renders as Anki's error message. The
// search goes on after an error: all problems are returned (up to maxProblems), each tag has at most one.
func Parse(src string) (*Template, []Problem) {
	p := parser{t: &Template{src: src}, lexer: lexer{src: src, opening: "{{", closing: "}}", lone: -1}}
	p.skipDirective()
	for tok, ok := p.lexer.next(); ok; tok, ok = p.lexer.next() {
		if tok.tag {
			p.addTag(tok)
		} else {
			p.t.nodes = append(p.t.nodes, node{kind: textNode, start: tok.start, end: tok.end})
		}
	}
	p.reportOpen()
	if at := p.lexer.lone; at >= 0 {
		p.report(at, at+len(p.lexer.opening), fmt.Sprintf("`%s` is never closed", p.lexer.opening),
			fmt.Sprintf("write `%sfield%s`; Anki up to 24.11 refuses the card, later ones show the braces",
				p.lexer.opening, p.lexer.closing))
	}
	return p.t, p.t.problems
}

type parser struct {
	t     *Template
	lexer lexer
	open  []int                // the sections that are open, by index into t.nodes
	types []map[condition]bool // the sections around each {{type:}} tag so far
}

// skipDirective switches to <% %> if the template begins with the directive.
func (p *parser) skipDirective() {
	src := p.lexer.src
	start := len(src) - len(strings.TrimLeftFunc(src, unicode.IsSpace))
	if !strings.HasPrefix(src[start:], alternative) {
		return
	}
	for strings.HasPrefix(src[start:], alternative) {
		start += len(alternative)
	}
	p.lexer.pos, p.lexer.opening, p.lexer.closing = start, "<%", "%>"
}

func (p *parser) report(start, end int, message, help string) {
	if len(p.t.problems) == maxProblems {
		return
	}
	p.t.problems = append(p.t.problems, Problem{Code: codeSyntax, Start: start, End: end, Message: message, Help: help})
}

// fail notes Anki's words for a syntax error. Anki stops at the first.
func (p *parser) fail(format string, names ...any) {
	if p.t.failure == "" {
		p.t.failure = fmt.Sprintf(format, names...)
	}
}

// addTag adds the node of a tag: what stands between the delimiters, without further opening braces and white space.
func (p *parser) addTag(tok token) {
	inner := p.t.src[tok.innerStart:tok.innerEnd]
	braces := len(inner) - len(strings.TrimLeft(inner, "{"))
	content := strings.TrimLeftFunc(inner[braces:], unicode.IsSpace)
	n := node{kind: replacement, start: tok.start, end: tok.end, nameStart: tok.innerEnd - len(content)}
	content = strings.TrimRightFunc(content, unicode.IsSpace)
	n.nameEnd = n.nameStart + len(content)
	if len(content) >= 2 {
		switch content[0] {
		case '#':
			n.kind = section
		case '^':
			n.kind = negatedSection
		case '/':
			n.kind = closing
		}
	}
	if n.kind == replacement {
		p.splitFilters(&n, content)
	} else {
		n.nameStart = n.nameEnd - len(strings.TrimLeftFunc(content[1:], unicode.IsSpace))
	}
	p.judge(&n)
	i := len(p.t.nodes)
	p.t.nodes = append(p.t.nodes, n)
	switch n.kind {
	case replacement:
		p.checkTyping(i)
	case closing:
		p.closeSection(i)
	default:
		p.open = append(p.open, i)
	}
}

// splitFilters takes what stands before colons for filters and leaves the name.
func (p *parser) splitFilters(n *node, content string) {
	for {
		i := strings.IndexByte(content, ':')
		if i < 0 {
			return
		}
		n.filters = append(n.filters, filter{start: n.nameStart, end: n.nameStart + i})
		content = content[i+1:]
		n.nameStart += i + 1
	}
}

// judge reports a tag that is wrong whatever fields there are.
func (p *parser) judge(n *node) {
	tag, name := p.t.tag(n), p.t.name(n)
	inner := strings.TrimLeft(tag[len(p.lexer.opening):], "{")
	switch {
	case strings.Contains(inner, p.lexer.opening):
		n.faulty = true
		p.report(n.start, n.end, fmt.Sprintf("`%s` swallows a field: its first `%s` is not closed", tag, p.lexer.opening),
			fmt.Sprintf("close it with `%s` before the next `%s`", p.lexer.closing, p.lexer.opening))
	case n.kind == replacement && len(n.filters) == 0 && strings.HasPrefix(name, "@"):
		n.faulty = true
		p.report(n.start, n.end, fmt.Sprintf("`%s` stands in a string, and strings cannot hold others", tag), "write the text itself in the string")
	}
}

// closeSection pairs a closing tag with the section it ends. If it names another, it ends the one that it names, or
// else, as a misspelling, the innermost: so one mistake is reported once.
func (p *parser) closeSection(i int) {
	n := &p.t.nodes[i]
	name := p.t.name(n)
	if len(p.open) == 0 {
		p.fail("Found '\u2068{{/%s}}\u2069', but missing '\u2068{{#%s}}\u2069' or '\u2068{{^%s}}\u2069'", name, name, name)
		p.report(n.start, n.end,
			fmt.Sprintf("found `{{/%s}}`, but missing `{{#%s}}` or `{{^%s}}`", name, name, name),
			fmt.Sprintf("remove it, or open the section before it with `{{#%s}}`", name))
		return
	}
	depth := len(p.open) - 1
	innermost := p.t.name(&p.t.nodes[p.open[depth]])
	if innermost != name {
		p.fail("Found '\u2068{{/%s}}\u2069', but expected '\u2068{{/%s}}\u2069'", name, innermost)
		p.report(n.start, n.end, fmt.Sprintf("found `{{/%s}}`, but expected `{{/%s}}`", name, innermost),
			"sections end in the opposite order in which they begin, with the same name")
		for d := depth; d >= max(0, depth-recoveryDepth); d-- {
			if p.t.name(&p.t.nodes[p.open[d]]) == name {
				depth = d
				break
			}
		}
	}
	for _, o := range p.open[depth:] {
		p.t.nodes[o].match = i
	}
	p.open = p.open[:depth]
}

// recoveryDepth is how far out the section is looked for that a misplaced closing tag names.
const recoveryDepth = 100

// reportOpen reports the sections that are never closed.
func (p *parser) reportOpen() {
	for i := len(p.open) - 1; i >= 0; i-- {
		p.fail("Missing '\u2068{{/%s}}\u2069'", p.t.name(&p.t.nodes[p.open[i]]))
	}
	for _, o := range p.open {
		n := &p.t.nodes[o]
		name := p.t.name(n)
		n.match = len(p.t.nodes)
		p.report(n.start, n.end, fmt.Sprintf("missing `{{/%s}}`", name),
			fmt.Sprintf("close the section with `{{/%s}}` where its text ends", name))
	}
}
