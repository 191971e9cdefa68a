package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var strayBullet = &lint.Rule{
	Code:     "stray-bullet",
	Severity: diag.Warning,
	Title:    "A list that is none",
	Says:     "`•` makes no list",
	Why: "Bullets and dashes that were copied from slides or a PDF stay characters: the items run together into one " +
		"paragraph, long items have no indentation, and what was a list is hard to read on a card. A line that " +
		"begins with `- ` is an item of a real list.",
	Bad: `- id: discriminative
  front: What can a discriminative model not do?
  back: |
    • model P(X)
    • sample from P(X)`,
	Good: `- id: discriminative
  front: What can a discriminative model not do?
  back: |
    - model P(X)
    - sample from P(X)`,
	Not: []string{
		"chains such as *A – B – C*, and ranges",
		"`·` in formulas and inside words",
		"code and math",
		"fields of more than 8 KiB, which are pages of a dictionary rather than answers",
	},
	Fix:  "`deckmill fix` writes `-` for bullets at the beginning of lines in Markdown.",
	Note: findStrayBullets,
}

const (
	bulletSigns = "•‣▪◦●■➢➤►▸"
	dashSigns   = "–—"
)

func findStrayBullets(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.TooLong() || f.Bytes.ASCII() && !f.Bytes.Has('>') || !mayHoldBullets(f.Source) {
			continue
		}
		b := bulletScan{pass: p, field: f, text: f.Source, verbatim: f.Verbatim(), markdown: f.Markup == deck.Markdown}
		b.run()
	}
}

// mayHoldBullets is the quick look at every field. All the signs begin with the byte E2, as typographic quotes do; a dash
// counts only where a line may begin.
func mayHoldBullets(s string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], 0xE2)
		if i < 0 {
			return strings.Contains(s, "- ->")
		}
		at += i
		r, _ := utf8.DecodeRuneInString(s[at:])
		if strings.ContainsRune(bulletSigns, r) {
			return true
		}
		if strings.ContainsRune(dashSigns, r) {
			before := strings.TrimRight(s[:at], " \t")
			if before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, "\n-") || before == "-" {
				return true
			}
		}
	}
}

// A bulletScan goes through the lines of one field.
type bulletScan struct {
	pass     *lint.NotePass
	field    *lint.Field
	text     string
	verbatim lint.Verbatim
	markdown bool

	bullets, dashes, doubled, inline []part // signs at the beginning of lines; signs of the first line with three
}

func (b *bulletScan) run() {
	start := 0
	for line := range strings.SplitSeq(b.text, "\n") {
		end := start + len(line)
		at := end - len(strings.TrimLeft(line, " \t"))
		if at < end && !b.verbatim.Has(at) {
			b.line(at, end)
		}
		start = end + 1
	}
	switch {
	case len(b.inline) > 0:
		b.report(b.inline, fmt.Sprintf("%d list signs in one line: the items lost their line breaks", len(b.inline)),
			"write each item on a line of its own that begins with `- `", nil)
	case len(b.bullets) > 0:
		b.reportLines(b.bullets)
	case len(b.dashes) > 1:
		b.reportLines(b.dashes)
	case len(b.doubled) > 0:
		first := b.doubled[0]
		b.report(b.doubled, fmt.Sprintf("`- %s` is two list signs", strings.TrimSpace(b.text[first.start:first.end])),
			"keep `- `", b.replace(b.doubled, ""))
	}
}

// line looks at one line without its indentation.
func (b *bulletScan) line(start, end int) {
	line := b.text[start:end]
	sign, size := utf8.DecodeRuneInString(line)
	isDash := strings.ContainsRune(dashSigns, sign) && strings.HasPrefix(line[size:], " ")
	if signs := b.signs(start, end, isDash); len(signs) >= 3 {
		if b.inline == nil {
			b.inline = signs
		}
		return
	}
	switch {
	case strings.TrimSpace(line[size:]) == "":
	case strings.ContainsRune(bulletSigns, sign):
		b.bullets = append(b.bullets, part{start, start + size})
	case isDash:
		b.dashes = append(b.dashes, part{start, start + size})
	case strings.HasPrefix(line, "- "):
		for _, second := range []string{"->", "•", "–", "—"} {
			if strings.HasPrefix(line[2:], second+" ") {
				b.doubled = append(b.doubled, part{start + 2, start + 2 + len(second) + 1})
			}
		}
	}
}

// signs returns the bullets of a line, and its dashes between blanks if it begins with one.
func (b *bulletScan) signs(start, end int, dashes bool) []part {
	var out []part
	for i, r := range b.text[start:end] {
		at := start + i
		isSign := strings.ContainsRune(bulletSigns, r) ||
			dashes && strings.ContainsRune(dashSigns, r) && (i == 0 || b.text[at-1] == ' ') && strings.HasPrefix(b.text[at+utf8.RuneLen(r):end], " ")
		if isSign && !b.verbatim.Has(at) {
			out = append(out, part{at, at + utf8.RuneLen(r)})
		}
	}
	return out
}

func (b *bulletScan) reportLines(signs []part) {
	first := signs[0]
	var fixes []diag.Fix
	// A field that is one item of a list is no list either (`accidental-markdown`).
	if len(signs) > 1 || strings.TrimSpace(b.text[:first.start]) != "" {
		fixes = b.replace(signs, "-")
	}
	help := "begin each item with `- `"
	if fixes == nil {
		help = "remove it, or write each item on a line of its own that begins with `- `"
	}
	if !b.markdown {
		help = "write `<ul><li>...</li></ul>`, or make the field Markdown"
	}
	b.report(signs, fmt.Sprintf("`%s` makes no list", b.text[first.start:first.end]), help, fixes)
}

func (b *bulletScan) report(signs []part, message, help string, fixes []diag.Fix) {
	b.pass.Found(diag.Diagnostic{
		Span:    b.field.Span(signs[0].start, signs[0].end),
		Message: message,
		Help:    help,
		Fixes:   fixes,
	})
}

// replace is the fix for signs at the beginning of lines.
func (b *bulletScan) replace(signs []part, sign string) []diag.Fix {
	if !b.markdown {
		return nil
	}
	fix := diag.Fix{Message: "write `- `", Safe: true}
	for _, s := range signs {
		text := sign
		if sign != "" && s.end < len(b.text) && b.text[s.end] != ' ' {
			text += " "
		}
		fix.Edits = append(fix.Edits, diag.Edit{Span: b.field.Span(s.start, s.end), New: text})
	}
	return []diag.Fix{fix}
}
