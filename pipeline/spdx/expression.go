package spdx

import (
	"fmt"
	"strings"
)

// A Problem is why a text is no licence expression: what stands at its bytes [Start, End).
type Problem struct {
	Start, End int
	Message    string
	Suggestion string // what was probably meant, or ""
}

// Check returns the first thing that is wrong with an expression; ok says that nothing is.
func Check(expression string) (p Problem, ok bool) {
	var open []int     // offsets of parentheses
	ended := false     // an operand stands before
	mayWith := false   // ... which an exception may follow
	exception := false // an exception must come
	for _, t := range tokens(expression) {
		text := expression[t.start:t.end]
		complain := func(message string) (Problem, bool) {
			return Problem{Start: t.start, End: t.end, Message: message}, false
		}
		switch {
		case t.operator && !ended:
			return complain(fmt.Sprintf("`%s` has no licence before it", text))
		case t.operator && strings.EqualFold(text, "with"):
			if !mayWith {
				return complain(fmt.Sprintf("`%s` belongs behind one licence", text))
			}
			ended, mayWith, exception = false, false, true
		case t.operator:
			ended, mayWith = false, false
		case text == "(" && (ended || exception):
			return complain("`(` stands where `AND` or `OR` belongs")
		case text == "(":
			open = append(open, t.start)
		case text == ")" && (len(open) == 0 || !ended):
			return complain("`)` closes nothing")
		case text == ")":
			open, mayWith = open[:len(open)-1], false
		case ended:
			return complain(fmt.Sprintf("`%s` stands where `AND` or `OR` belongs", text))
		case exception && !isException(text):
			return unknown(t, text, "exception", exceptions)
		case !exception && !isLicense(text):
			return unknown(t, text, "licence", licenses)
		default:
			ended, mayWith, exception = true, !exception, false
		}
	}
	switch end := len(expression); {
	case !ended:
		return Problem{Start: 0, End: end, Message: "the expression ends where a licence belongs"}, false
	case len(open) > 0:
		return Problem{Start: open[0], End: open[0] + 1, Message: "`(` is not closed"}, false
	}
	return Problem{}, true
}

func unknown(t token, name, kind string, list []string) (Problem, bool) {
	const longest = 60 // bytes of a name in a message
	shown := strings.ToValidUTF8(name[:min(len(name), longest)], "")
	p := Problem{Start: t.start, End: t.end, Message: fmt.Sprintf("`%s` is no SPDX %s", shown, kind), Suggestion: near(name, list)}
	if p.Suggestion != "" {
		p.Message += fmt.Sprintf("; did you mean `%s`?", p.Suggestion)
	}
	return p, false
}

// A token is a parenthesis, an operator, or all that stands between two of these: people write `CC BY 4.0`.
type token struct {
	start, end int
	operator   bool
}

func tokens(s string) []token {
	var out []token
	joined := false // the last token is a name that may go on
	for i := 0; i < len(s); {
		switch {
		case isBlank(s[i]):
			i++
			continue
		case s[i] == '(' || s[i] == ')':
			out, joined = append(out, token{start: i, end: i + 1}), false
			i++
			continue
		}
		end := i
		for end < len(s) && !isBlank(s[end]) && s[end] != '(' && s[end] != ')' {
			end++
		}
		switch operator := isOperator(s[i:end]); {
		case joined && !operator:
			out[len(out)-1].end = end
		default:
			out, joined = append(out, token{start: i, end: end, operator: operator}), !operator
		}
		i = end
	}
	return out
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// isOperator reports whether a word joins licences: in capitals, or without any.
func isOperator(word string) bool {
	switch word {
	case "AND", "OR", "WITH", "and", "or", "with":
		return true
	}
	return false
}
