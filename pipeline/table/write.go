package table

import "strings"

// Quote writes a text as a cell: in quotes only where it must.
func Quote(text string, separator byte) string {
	if NeedsQuotes(text, separator) {
		return `"` + Escape(text) + `"`
	}
	return text
}

// NeedsQuotes reports whether a cell with this text must be quoted.
func NeedsQuotes(text string, separator byte) bool {
	return strings.IndexByte(text, separator) >= 0 || strings.ContainsAny(text, "\"\r\n")
}

// Escape writes a text between the quotes of a cell.
func Escape(text string) string { return strings.ReplaceAll(text, `"`, `""`) }
