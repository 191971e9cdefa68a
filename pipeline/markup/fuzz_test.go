package markup

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A seen is a deletion as Anki finds it in HTML.
type seen struct {
	number, content, hint string
}

// ankiDeletions reads HTML by the rules of anki-format.md 5.2, in the order of the closers. open counts the deletions
// that are never closed.
func ankiDeletions(s string) (found []seen, open int) {
	type level struct {
		seen
		text string // of the run being read
	}
	var stack []level
	endRun := func(l *level) {
		content, hint, ok := strings.Cut(l.text, "::")
		l.content += content
		if ok {
			l.hint = hint
		}
		l.text = ""
	}
	for i := 0; i < len(s); {
		body, isOpener := opener(s, i)
		switch n := len(stack); {
		case isOpener:
			if n > 0 {
				endRun(&stack[n-1])
			}
			stack = append(stack, level{seen: seen{number: s[i+3 : body-2]}})
			i = body
		case n > 0 && strings.HasPrefix(s[i:], "}}"):
			endRun(&stack[n-1])
			done := stack[n-1].seen
			found = append(found, done)
			stack = stack[:n-1]
			if n > 1 {
				stack[n-2].content += "<" + strconv.Itoa(len(found)) + ">"
			}
			i += 2
		default:
			if n > 0 {
				stack[n-1].text += s[i : i+1]
			}
			i++
		}
	}
	return found, len(stack)
}

// written returns numbers and hints of the deletions that the scanner finds, in the order of the closers.
func written(src string, mode Mode) (numbers, hints []string) {
	s := deletionScanner{src: src, escapes: mode == Markdown}
	if mode == Markdown {
		s.opaque = regions(src, true)
	}
	s.scan()
	slices.SortFunc(s.found, func(a, b deletion) int { return a.close - b.close })
	for _, d := range s.found {
		numbers = append(numbers, src[d.open+3:d.body-2])
		hint := ""
		if d.hasHint() {
			hint = src[d.hint:d.close]
		}
		hints = append(hints, hint)
	}
	return numbers, hints
}

func checkDeletionsSurvive(t *testing.T, src string, mode Mode) {
	html, problems := Compile(src, Options{Mode: mode, Cloze: true, Media: pack})
	for _, p := range problems {
		if p.Start < 0 || p.Start > p.End || p.End > len(src) {
			t.Fatalf("%q: problem %s at %d:%d", src, p.Code, p.Start, p.End)
		}
		if p.Fix != nil {
			for _, e := range p.Fix.Edits {
				if e.Start < 0 || e.Start > e.End || e.End > len(src) {
					t.Fatalf("%q: edit at %d:%d", src, e.Start, e.End)
				}
			}
		}
	}
	if mode != HTML && utf8.ValidString(src) && !norm.NFC.IsNormalString(html) {
		t.Errorf("%q: not in NFC: %q", src, html)
	}
	if mode == HTML || mode == Media || len(problems) > 0 {
		return
	}
	found, open := ankiDeletions(html)
	if open > 0 {
		t.Fatalf("%q: %q leaves %d deletions open", src, html, open)
	}
	numbers, hints := written(src, mode)
	if len(found) != len(numbers) {
		t.Fatalf("%q: %q has %d deletions, want %d", src, html, len(found), len(numbers))
	}
	for i, f := range found {
		if f.number != numbers[i] {
			t.Fatalf("%q: %q: number %s, want %s", src, html, f.number, numbers[i])
		}
		if want := strings.NewReplacer("&", "", "<", "", ">", "", "\n", "", "}", "").Replace(norm.NFC.String(hints[i])); want != hintText(f.hint) {
			t.Fatalf("%q: %q: hint %q, want %q", src, html, f.hint, hints[i])
		}
	}
}

// hintText undoes the escapes of a hint, without the characters that are escaped.
func hintText(s string) string {
	return strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "", "<br>", "", "&#125;", "", "}", "").Replace(s)
}

// TestDeletionsSurvive reads the output of TestDeletions as Anki does.
func TestDeletionsSurvive(t *testing.T) {
	for _, src := range deletionSeeds() {
		checkDeletionsSurvive(t, src, Markdown)
		checkDeletionsSurvive(t, src, Text)
	}
}

func deletionSeeds() []string {
	return []string{
		"a {{c1::b::h}} **{{c2::c}}**", "{{c1::`a::b`}} {{c2::{{c3::x}}::y}}", "{{c1::$\\frac{a}{b^{c}}$}}", "{{c1::{a}}}",
		"{{c1::\n- a\n- b\n::h}}", "| {{c1::a}} | b |\n|--|--|\n| c | {{c2::d::e}} |", "```go\nfunc {{c1::f}}() {}\n```",
		"[a]({{c1::b}}) ![{{c1::c}}](d)", "<b title='{{c1::a}}'>{{c1::b</b>}}", "[latex]{{c1::a\n\nb}}[/latex]",
		"- a\n  - {{c1::b}}\n\n  {{c2::\n  c\n  }}", "{{c1::a\\:::h}} \\{{c1::*b*}}", "&#123;{c1::a}} {{C1::b}} {c1::c}",
		"{{c1::a\n\n{{c2::b}} c}}", "1. {{c1::`}} ` x\n2. b", "~~{{c1::a~~}}", "{{c1::a}}}}}}{{{{c1::::b}}", "$${{c1::a}}$$ $x{{c2::}$}}",
	}
}

func FuzzCompile(f *testing.F) {
	for _, src := range deletionSeeds() {
		f.Add(src, uint8(0))
		f.Add(src, uint8(1))
	}
	f.Add("<div>\n<img src=a.png\n\n<x>*2*3*4* 1945. a\n\n- b\n", uint8(2))
	f.Add("a.png\n b.mp3", uint8(3))
	f.Fuzz(func(t *testing.T, src string, mode uint8) {
		checkDeletionsSurvive(t, src, Mode(mode%4))
		Compile(src, Options{Mode: Mode(mode % 4)})
	})
}

// slow compiles on the way that every field can take.
func slow(src string, o Options) (string, []Problem) {
	c := &compiler{src: src, o: o}
	c.markdownField()
	return composed(c.out), c.problems
}

func checkFastPath(t *testing.T, src string) (taken bool) {
	for _, o := range []Options{{Media: pack}, {Media: pack, Cloze: true}} {
		got, ok := fastPath(src, o)
		if !ok {
			continue
		}
		taken = true
		want, problems := slow(src, o)
		if got != want || len(problems) > 0 {
			t.Fatalf("%q: the short cut gives\n%q, the parser\n%q and %d problems", src, got, want, len(problems))
		}
	}
	return taken
}

func TestFastPath(t *testing.T) {
	taken := 0
	fields := sampleFields(2000)
	for _, src := range fields {
		if checkFastPath(t, src) {
			taken++
		}
	}
	if taken < len(fields)*9/10 {
		t.Errorf("only %d of %d common fields take the short cut", taken, len(fields))
	}
}

func FuzzFastPath(f *testing.F) {
	for _, src := range sampleFields(40) {
		f.Add(src)
	}
	for _, src := range []string{"1. a\n2. b\n\nc", "a:\n- b\n- *c*\n\nd & e <3", "$a$ `b` **c d** $5", "a\n\n\n b", "-5 +3 1.5 #a", "*a*\n**b**",
		"{{c1::a}} b {{c2::c::d}} $x$ `e`", "1{{c1::a}}. b", "- {{c1::a}}\n- **b {{c2::c}}**\n\n{{c3::d}}."} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) { checkFastPath(t, src) })
}
