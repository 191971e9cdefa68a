package lint

import "unicode"

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isPunctuation(c byte) bool { return c > ' ' && c < 0x7f && !isASCIILetter(c) && !isDigit(c) }

// isWordRune reports whether r is part of a word: a letter, a digit, or a mark that is drawn over one.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
