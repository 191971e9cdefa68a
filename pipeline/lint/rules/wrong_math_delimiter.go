package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var wrongMathDelimiter = &lint.Rule{
	Code:     "wrong-math-delimiter",
	Severity: diag.Warning,
	Title:    "A formula that Anki does not see, or a price that it does",
	Says:     "Anki does not know `$x^2$` as a formula",
	Why: "Anki takes only `\\(...\\)` and `\\[...\\]` for formulas. In Markdown Deckmill writes them for `$...$`; in a field that is HTML or " +
		"plain text the dollars stay, and learners see TeX.\n\n" +
		"The other way round, two prices in a line of Markdown can look like a formula: what stands between them is then drawn " +
		"as one.\n\n" +
		"`[latex]`, `[$]` and `[$$]` need TeX on the learner's computer. On a phone, and wherever it is not installed, the card shows an error.\n\n" +
		"TeX without any delimiters stays what it is: text with backslashes.",
	Bad:  `front: What is $x^2$?   # in a field with markup: html`,
	Good: `front: What is \(x^2\)?`,
	Not: []string{
		"two prices in HTML or plain text",
		"variables of a shell: `$HOME`, `$1`",
		"code",
		"note types with a LaTeX header of their own, which ship their pictures",
	},
	Fix: "`deckmill fix` writes the delimiters that Anki knows. A backslash before a price is suggested, and so is " +
		"to remove the blanks inside the dollars of Markdown.",
	Note: findWrongDelimiters,
}

func findWrongDelimiters(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Bytes.Has('$') {
			if f.Markup == deck.Markdown {
				findPrices(p, f)
				findSpacedDollars(p, f)
			} else if f.Markup != deck.Media {
				findDollars(p, f)
			}
		}
		if f.Bytes.Has('\\') && f.Markup != deck.Media {
			findBareTeX(p, f)
		}
		if f.Bytes.Has('[') && !hasOwnLaTeX(p) {
			findLaTeX(p, f)
		}
	}
}

// findDollars reports the first formula between dollars of a field in which they mean nothing, with a fix for all.
func findDollars(p *lint.NotePass, f *lint.Field) {
	var first part
	var changes []deck.Change
	for at := 0; ; {
		m, ok := dollars(f.Source, at)
		if !ok {
			break
		}
		at = m.End
		start, end := m.TeX()
		tex := f.Source[start:end]
		if f.Verbatim().Has(m.Start) || !isFormula(tex) {
			at = m.Start + len(m.Delimiter)
			continue
		}
		open, closing := `\(`, `\)`
		if m.Delimiter == "$$" {
			open, closing = `\[`, `\]`
		}
		if changes == nil {
			first = part{m.Start, m.End}
		}
		changes = append(changes, deck.Change{Start: m.Start, End: start, New: open}, deck.Change{Start: end, End: m.End, New: closing})
	}
	if changes == nil {
		return
	}
	p.Found(diag.Diagnostic{
		Span:    f.Span(first.start, first.end),
		Message: fmt.Sprintf("Anki does not know `%s` as a formula", lint.Clip(f.Source[first.start:first.end])),
		Help:    `write \(...\), or \[...\] for a formula on a line of its own`,
		Fixes:   f.Fix(`write \(...\)`, true, changes...),
	})
}

// longestFormula is how far in bytes the end of a formula between dollars is looked for.
const longestFormula = 500

// dollars returns the next text between dollars without blanks at its inner edges, at or behind offset from.
func dollars(s string, from int) (m lint.Math, ok bool) {
	for {
		i := strings.IndexByte(s[from:], '$')
		if i < 0 {
			return m, false
		}
		i += from
		delimiter := "$"
		if strings.HasPrefix(s[i:], "$$") {
			delimiter = "$$"
		}
		start := i + len(delimiter)
		end := strings.Index(s[start:min(len(s), start+longestFormula)], delimiter)
		if end > 0 && (i == 0 || s[i-1] != '\\') {
			tex := s[start : start+end]
			if delimiter == "$$" || strings.TrimSpace(tex) == tex && !strings.Contains(tex, "\n\n") {
				return lint.Math{Start: i, End: start + end + len(delimiter), Delimiter: delimiter}, true
			}
		}
		from = start
	}
}

// isFormula reports whether the text between two dollars is one: TeX, or a single letter. Two prices, and the variables of
// a shell, have neither.
func isFormula(tex string) bool {
	if len(tex) == 1 {
		return isAlphanumeric(tex[0]) && !isDigit(tex[0])
	}
	if strings.HasPrefix(tex, "{") || strings.HasPrefix(tex, "(") { // ${name}, $(command)
		return strings.Contains(tex, `\`)
	}
	if isDigit(tex[0]) && strings.ContainsFunc(tex, unicode.IsSpace) && !strings.Contains(tex, `\`) {
		return false // $5 = 4 euros, $6
	}
	return lint.LooksLikeTeX(tex) && !(strings.Trim(tex, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_/.:-") == "") // $HOME_DIR and $PATH
}

// findPrices reports a formula of Markdown that begins with an amount and holds words.
func findPrices(p *lint.NotePass, f *lint.Field) {
	for _, m := range lint.MathOf(f.Source, f.Markup) {
		start, end := m.TeX()
		tex := f.Source[start:end]
		if m.Delimiter != "$" || !isDigit(tex[0]) || strings.ContainsAny(tex, `\^_={`) || !hasWord(tex) {
			continue
		}
		p.Found(diag.Diagnostic{
			Span:    f.Span(m.Start, m.End),
			Message: fmt.Sprintf("`%s` is read as a formula", lint.Clip(f.Source[m.Start:m.End])),
			Help:    "if these are prices, write `\\$`",
			Fixes:   f.Fix("write `\\$`", false, deck.Change{Start: m.Start, End: start, New: `\$`}, deck.Change{Start: end, End: m.End, New: `\$`}),
		})
		return
	}
}

// hasWord reports whether three letters stand in a row.
func hasWord(s string) bool {
	n := 0
	for _, r := range s {
		if n++; !unicode.IsLetter(r) {
			n = 0
		} else if n == 3 {
			return true
		}
	}
	return false
}

// hasOwnLaTeX reports whether the note type comes with a LaTeX header of its own.
func hasOwnLaTeX(p *lint.NotePass) bool {
	basic := p.Deck.ByKey("basic")
	return basic != nil && p.Note.Notetype.LatexPre != basic.LatexPre
}

// findLaTeX reports the first formula that only TeX on the learner's computer can draw.
func findLaTeX(p *lint.NotePass, f *lint.Field) {
	for _, opener := range [...]string{"[latex]", "[$]", "[$$]"} {
		at := strings.Index(f.Source, opener)
		closer := strings.Replace(opener, "[", "[/", 1)
		if at < 0 || !strings.Contains(f.Source[at:], closer) || isInCode(f, at) {
			continue
		}
		p.Found(diag.Diagnostic{
			Span:    f.Span(at, at+len(opener)),
			Message: fmt.Sprintf("`%s` needs TeX on the learner's computer", opener),
			Help:    `write \(...\), which Anki draws everywhere`,
		})
		return
	}
}

// isInCode reports whether the verbatim text around offset at begins before it: then the sign is part of code.
func isInCode(f *lint.Field, at int) bool {
	start, _, ok := f.Verbatim().Range(at)
	return ok && start < at
}
