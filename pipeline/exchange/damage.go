package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// errorValues are what spreadsheets save for formulas that failed, or for texts that they took for one.
var errorValues = []string{"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA",
	"#WERT!", "#BEZUG!", "#NV", "#ZAHL!", "#NOM?", "#VALEUR!", "Err:502", "Err:504", "Err:508", "Err:509", "Err:510", "Err:522"}

// scientific matches numbers as spreadsheets show long ones: `1.23E+11`.
var scientific = regexp.MustCompile(`^-?[0-9]([.,][0-9]+)?E[+-][0-9]+$`)

// damage says how a spreadsheet may have made the new text of a cell out of the old one by itself, or "" when only a person
// would. It is careful: who meant it can write it into the sources.
func damage(before, after string) string {
	b, a := strings.TrimSpace(before), strings.TrimSpace(after)
	switch {
	case slices.Contains(errorValues, a):
		return "is what a spreadsheet writes for a formula that fails"
	case b == "":
		if scientific.MatchString(a) {
			return "is a long number that a spreadsheet has shortened"
		}
		return ""
	case scientific.MatchString(a):
		return "is a long number that a spreadsheet has shortened"
	case b[0] == '=' && a != "" && a[0] != '=':
		return "is what a spreadsheet has worked out of a formula"
	case sameNumber(b, a):
		return "is the same number, as a spreadsheet writes it"
	case isDate(b) && isDate(a) && a != b && sameDigits(b, a) && sameMonth(b, a):
		return "is the same date, as a spreadsheet writes it"
	case truthValue.MatchString(b) && truthValue.MatchString(a) && strings.EqualFold(b, a):
		return "is the same truth value, as a spreadsheet writes it"
	case lostLetters(before, after):
		return "has question marks for letters that the encoding of a spreadsheet lacks: save it as UTF-8"
	case len(after) < len(before) && utf16Length(after) >= longestCell-1 && strings.HasPrefix(before, after):
		return "was cut off by a spreadsheet, whose cells hold 32767 characters"
	}
	return ""
}

// sameNumber reports whether both are numbers and equal, written differently; or so long that a spreadsheet has rounded one.
func sameNumber(before, after string) bool {
	x, okX := number(before)
	y, okY := number(after)
	if !okX || !okY {
		return false
	}
	longer := len(strings.Trim(before, "+-")) > 15
	return x == y || longer && abs(x-y) <= abs(x)*1e-14
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// number reads a number with any sign, zeros in front and behind, a decimal comma, or a per cent sign.
func number(text string) (float64, bool) {
	text = strings.TrimPrefix(text, "+")
	per := strings.HasSuffix(text, "%")
	text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	if text == "" || strings.IndexByte("0123456789.,-", text[0]) < 0 {
		return 0, false
	}
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(text, 64)
	if per {
		x /= 100
	}
	return x, err == nil
}

// dateShape matches dates, times and fractions in digits.
var dateShape = regexp.MustCompile(`^[0-9]{1,4}([-./: ]+[0-9]{1,4})+([ ]?[aApP][mM])?$`)

func isDate(text string) bool { return dateShape.MatchString(text) || dateLike(text) }

// sameDigits reports whether all numbers of the shorter date are in the longer one, be it with another century or as the name
// of a month: `1/2` and `02. Jan`, `2024-01-31` and `31.01.24`.
func sameDigits(a, b string) bool {
	x, y := numbersIn(a), numbersIn(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, n := range x {
		i := slices.IndexFunc(y, func(m int) bool { return n == m || n%100 == m%100 })
		if i < 0 {
			return false
		}
		y = slices.Delete(y, i, i+1)
	}
	return true
}

// sameMonth reports whether two dates do not name different months.
func sameMonth(a, b string) bool {
	x, y := monthDate.FindStringSubmatch(a), monthDate.FindStringSubmatch(b)
	if x == nil || y == nil {
		return true
	}
	r, s := []rune(strings.ToLower(x[1])), []rune(strings.ToLower(y[1]))
	return string(r[:3]) == string(s[:3])
}

var digitRun = regexp.MustCompile(`[0-9]+`)

func numbersIn(text string) []int {
	var all []int
	for _, run := range digitRun.FindAllString(text, -1) {
		n, _ := strconv.Atoi(run) // at most four digits
		all = append(all, n)
	}
	return all
}

// lostLetters reports whether letters outside of ASCII have become question marks and nothing else has changed.
func lostLetters(before, after string) bool {
	if utf8.RuneCountInString(before) != utf8.RuneCountInString(after) || before == after {
		return false
	}
	rest := []rune(after)
	for i, r := range []rune(before) {
		if rest[i] != r && (r < utf8.RuneSelf || rest[i] != '?') {
			return false
		}
	}
	return true
}
