package rules

import (
	"strconv"
	"strings"
)

// longestColour is more than the length in bytes of any notation of a colour.
const longestColour = 40

// blackOrWhite returns `black` or `white` for a colour of CSS, in lower case, that is one of them in any notation and
// covers what is below it; else "".
func blackOrWhite(colour string) string {
	if len(colour) > longestColour {
		return ""
	}
	if colour == "black" || colour == "white" {
		return colour
	}
	if digits, ok := strings.CutPrefix(colour, "#"); ok {
		return colourOfDigits(digits)
	}
	name, list, ok := strings.Cut(strings.TrimSuffix(colour, ")"), "(")
	if !ok || !strings.HasSuffix(colour, ")") {
		return ""
	}
	parts := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '/' || r == ' ' })
	if len(parts) == 4 && parts[3] != "1" && parts[3] != "1.0" && parts[3] != "100%" || len(parts) < 3 || len(parts) > 4 {
		return ""
	}
	switch name {
	case "rgb", "rgba":
		return colourOfParts(parts[:3], "255")
	case "hsl", "hsla":
		return colourOfParts(parts[2:3], "100%")
	}
	return ""
}

// colourOfDigits is for `#000`, and `#ffffffff` with how much it covers.
func colourOfDigits(digits string) string {
	colour := digits
	switch len(digits) {
	case 4, 8:
		colour = digits[:len(digits)/4*3]
		if strings.Trim(digits[len(colour):], "f") != "" {
			return ""
		}
	case 3, 6:
	default:
		return ""
	}
	switch "" {
	case strings.Trim(colour, "0"):
		return "black"
	case strings.Trim(colour, "f"):
		return "white"
	}
	return ""
}

// colourOfParts is for components that go from 0 to most, or to 100%.
func colourOfParts(parts []string, most string) string {
	zeros, full := 0, 0
	for _, p := range parts {
		if n, err := strconv.ParseFloat(strings.TrimSuffix(p, "%"), 64); err == nil && n == 0 {
			zeros++
		}
		if p == most || p == "100%" {
			full++
		}
	}
	switch len(parts) {
	case zeros:
		return "black"
	case full:
		return "white"
	}
	return ""
}
