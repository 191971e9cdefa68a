package exchange

import (
	"regexp"
	"strings"
)

// A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, and turns what looks like a number, a date or a truth value
// into one, which it saves in its own way: `1.10` as `1.1`, `1-2` as `02. Jan`. Plain CSV has no word for "this is text", and
// quotes do not say it. So such a text is exported with an apostrophe before it, which is what people type for it: it is
// shown, and comes back as it is. Import takes it away again, where export would have written it.

// guard returns a text as it can be handed to a spreadsheet.
func guard(text string) string {
	if isRisky(text) {
		return "'" + text
	}
	return text
}

// unguard is the inverse of guard. A text that a person begins with an apostrophe keeps it.
func unguard(cell string) string {
	if text, ok := strings.CutPrefix(cell, "'"); ok && isRisky(text) {
		return text
	}
	return cell
}

// isRisky reports whether a spreadsheet may run a text or change it, or whether it begins like one that was guarded.
func isRisky(text string) bool {
	text = strings.TrimLeft(text, "'")
	if text == "" {
		return false
	}
	return strings.IndexByte("=+-@\t", text[0]) >= 0 || isConverted(strings.TrimSpace(text))
}

// isConverted reports whether a spreadsheet takes a text for something else than text that it does not save as it was. A
// whole number of up to 15 digits is none of these.
func isConverted(text string) bool {
	return len(text) <= 40 && !wholeNumber.MatchString(text) &&
		(numberLike.MatchString(text) && strings.ContainsAny(text, "0123456789") || dateLike(text) || truthValue.MatchString(text))
}

var (
	wholeNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,14})$`)
	// numberLike matches numbers, amounts, per cents, times, fractions, and dates in digits.
	numberLike = regexp.MustCompile(`^[-+0-9.,:/' %()$€£¥\x{a0}\x{202f}]*([eE][-+]?[0-9]+|[ \x{a0}]?([aApP][mM]?))?$`)
	truthValue = regexp.MustCompile(`(?i)^(true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|verdadeiro|waar|onwaar)$`)
	monthDate  = regexp.MustCompile(`^[0-9]{0,4}[-./, ]*([\pL\pM]{3,10})[-./, ]*[0-9]{0,4}[-./, ]*[0-9]{0,4}$`)
)

// months are how names of months begin in the languages of many spreadsheets.
var months = strings.Fields(`jan ene gen feb fév mar mär mrz mrt apr avr abr may mai mag maj mei jun jui giu jul lug aug aoû ago
	sep set okt oct ott out nov dez dec déc dic`)

// dateLike reports a date with the name of a month, be it only a month and a year. More words than that are text.
func dateLike(text string) bool {
	m := monthDate.FindStringSubmatch(text)
	if m == nil || !strings.ContainsAny(text, "0123456789") {
		return false
	}
	word := strings.ToLower(m[1])
	for _, month := range months {
		if strings.HasPrefix(word, month) {
			return true
		}
	}
	return false
}
