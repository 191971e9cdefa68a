package rules

import (
	"strings"
)

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
