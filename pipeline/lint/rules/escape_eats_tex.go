package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var escapeEatsTex = &lint.Rule{
	Code:     "escape-eats-tex",
	Severity: diag.Error,
	Title:    "Double quotes turned a TeX command into something else",
	Says:     "`\\f` in double quotes is a form feed, so `\\frac` is lost",
	Why: "In YAML's double quotes a backslash begins an escape: `\\t` is a tab, `\\n` a line break, `\\f` a form feed. So " +
		"`\"$\\theta$\"` is a tab followed by `heta`, and the formula on the card is wrong. In single quotes, and on the lines " +
		"below a `|`, a backslash is an ordinary character.",
	Bad: `- id: half
  front: How do you write one half?
  back: "$\frac{1}{2}$"`,
	Good: `- id: half
  front: How do you write one half?
  back: '$\frac{1}{2}$'`,
	Not: []string{
		"line breaks and tabs that are meant: `\"one\\ntwo\"`",
		"a doubled backslash: `\"$\\\\frac{1}{2}$\"`",
	},
	Fix:  "`deckmill fix` writes single quotes, or doubles the backslash where the text needs double quotes.",
	Note: findEatenTex,
}

func findEatenTex(p *lint.NotePass) {
	for i := range p.Fields {
		if f := &p.Fields[i]; f.Bytes.Has('\\') {
			findDoubledBackslash(p, f)
		}
	}
	for i := range p.Note.Fields {
		n := p.Note.Fields[i].Node
		if n == nil || n.Kind != yamltree.Scalar || n.Style != yamltree.DoubleQuoted {
			continue
		}
		span := n.Span()
		raw := span.Text()
		eaten := eatenCommands(raw)
		if len(eaten) == 0 {
			continue
		}
		first := raw[eaten[0].start:eaten[0].end]
		p.Found(diag.Diagnostic{
			Span:    span.File.Span(span.Start+eaten[0].start, span.Start+eaten[0].end),
			Message: fmt.Sprintf("`%s` in double quotes is %s, so `%s` is lost", first[:2], escapeNames[first[1]], first),
			Help:    "use single quotes, or write the text below `|`",
			Fixes:   []diag.Fix{withBackslashes(span, raw, eaten)},
		})
	}
}

// eatenCommands returns the TeX commands of a double-quoted scalar whose backslash YAML reads as an escape.
func eatenCommands(raw string) []textSpan {
	var out []textSpan
	math := strings.ContainsRune(raw, '$') || strings.Contains(raw, `\\(`) || strings.Contains(raw, `\\[`)
	open := false // between signs of math
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] == '$' && (i == 0 || raw[i-1] != '$') {
			open = !open && hasPartner(raw[i:])
		}
		if raw[i] != '\\' {
			continue
		}
		open = open && !closesMath(raw[i:]) || opensMath(raw[i:])
		if _, ok := escapeNames[raw[i+1]]; ok {
			end := i + 1
			for end < len(raw) && isASCIILetter(raw[end]) {
				end++
			}
			if word := raw[i+1 : end]; word == "" {
				if open { // TeX's underscore; elsewhere a no-break space may be meant
					out = append(out, textSpan{i, i + 2})
				}
			} else if texCommands[word] && (math || !shortCommands[word]) {
				out = append(out, textSpan{i, end})
			}
		}
		i++
	}
	return out
}

// hasPartner reports whether the `$` or `$$` that double-quoted text begins with opens a formula rather than a price
// (format.md section 8).
func hasPartner(raw string) bool {
	const longest = 2000 // bytes of a formula: a hostile field has many signs without partners
	inside := strings.TrimLeft(raw[:min(len(raw), longest)], "$")
	for i := 1; i+1 < len(inside); i++ {
		if inside[i] == '$' && inside[i-1] != ' ' {
			return inside[0] != ' ' && !isDigit(inside[i+1])
		}
	}
	return false
}

// opensMath and closesMath report whether double-quoted text begins with a sign of math, whose backslash is doubled.
func opensMath(raw string) bool {
	return strings.HasPrefix(raw, `\\(`) || strings.HasPrefix(raw, `\\[`)
}

func closesMath(raw string) bool {
	return strings.HasPrefix(raw, `\\)`) || strings.HasPrefix(raw, `\\]`)
}

// withBackslashes is the fix: single quotes when the text has nothing else that needs double ones.
func withBackslashes(span source.Span, raw string, eaten []textSpan) diag.Fix {
	if text, ok := singleQuoted(raw, eaten); ok {
		return diag.Fix{Message: "write single quotes", Safe: true, Edits: []diag.Edit{{Span: span, New: text}}}
	}
	f := diag.Fix{Message: "double the backslashes", Safe: true}
	for _, e := range eaten {
		at := span.Start + e.start
		f.Edits = append(f.Edits, diag.Edit{Span: span.File.Span(at, at), New: `\`})
	}
	return f
}

// singleQuoted rewrites a double-quoted scalar; ok is false when an escape in it has no other spelling, or when it has
// several lines.
func singleQuoted(raw string, eaten []textSpan) (text string, ok bool) {
	if strings.Contains(raw, "\n") {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(raw)-1; i++ {
		c := raw[i]
		if c == '\\' && len(eaten) > 0 && eaten[0].start == i {
			eaten = eaten[1:]
		} else if c == '\\' {
			i++
			if c = raw[i]; c != '\\' && c != '"' && c != '/' {
				return "", false
			}
		}
		if c == '\'' {
			b.WriteByte(c)
		}
		b.WriteByte(c)
	}
	return "'" + b.String() + "'", true
}

// escapeNames says what the letter after a backslash makes in double quotes (YAML 1.2, section 5.7).
var escapeNames = map[byte]string{
	'a': "a bell character", 'b': "a backspace", 'e': "an escape character", 'f': "a form feed", 'n': "a line break",
	'r': "a carriage return", 't': "a tab", 'v': "a vertical tab", 'L': "a line separator", 'N': "a next line character",
	'P': "a paragraph separator", '_': "a no-break space",
}

// texCommands are the commands that begin with one of these letters.
var texCommands = wordSet(`aleph alpha amalg angle approx approxeq arccos arcsin arctan arg ast asymp
	backsim backslash bar bcancel because begin beta beth bf big bigcap bigcup bigg bigl bigoplus bigotimes bigr bigsqcup bigvee bigwedge binom bm bmod bmatrix
	boldsymbol bot bowtie boxed breve bullet
	ell emptyset end enspace epsilon equiv eta eth exists exp
	fbox flat forall frac frown
	nabla natural ne nearrow neg neq newline nexists ngeq ngtr ni nleq nless nmid nolimits nonumber not notin nparallel nsubseteq nu nvdash nwarrow
	rVert raisebox rangle rbrace rceil rfloor rho right rightarrow rightharpoonup rightleftharpoons rightrightarrows rm root rtimes rule rvert
	tag tan tanh tau tbinom text textbf textcolor textit textrm textsc textsf textstyle textsubscript textsuperscript texttt tfrac therefore
	theta thinspace tilde times tiny to top
	triangle triangleq twoheadrightarrow
	varepsilon varnothing varphi varpi varrho varsigma vartheta vartriangle vdash vdots vec vee vert
	Lambda Large Leftarrow Leftrightarrow Longleftarrow Longleftrightarrow Longrightarrow
	Phi Pi Pr Psi`)

// shortCommands could also be an escape and a word that is meant (a tab and "an"), so they count beside math only.
var shortCommands = wordSet(`arg bar bf big bm bot end exp ne neg newline ni not nu rm rule tag tan tau tiny to top`)
