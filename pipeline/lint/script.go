package lint

import "unicode"

// A Script is a writing system, as far as rules tell them apart.
type Script uint8

// The scripts. NoScript is that of signs, digits, and marks that any script has.
const (
	NoScript Script = iota
	Latin
	Cyrillic
	Greek
	Hebrew
	Arabic
	CJK // Chinese characters and kana: Japanese mixes them in every sentence
	Hangul
	Thai
	OtherScript
)

// scriptTables are the tables of the scripts that have one of their own.
var scriptTables = [...]struct {
	table  *unicode.RangeTable
	script Script
}{
	{unicode.Cyrillic, Cyrillic}, {unicode.Latin, Latin}, {unicode.Greek, Greek}, {unicode.Hebrew, Hebrew}, {unicode.Arabic, Arabic},
	{unicode.Han, CJK}, {unicode.Hiragana, CJK}, {unicode.Katakana, CJK}, {unicode.Bopomofo, CJK}, {unicode.Hangul, Hangul},
	{unicode.Thai, Thai},
}

// ScriptOf returns the script of a letter, NoScript for what is none.
func ScriptOf(r rune) Script {
	switch {
	case r|0x20 >= 'a' && r|0x20 <= 'z':
		return Latin
	case r >= 'А' && r <= 'я': // the ranges in which most letters lie
		return Cyrillic
	case r >= 0x4E00 && r <= 0x9FFF, r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヺ':
		return CJK
	case r >= '가' && r <= '힣':
		return Hangul
	case r < 0xAA || !unicode.IsLetter(r):
		return NoScript
	}
	for _, t := range scriptTables {
		if unicode.Is(t.table, r) {
			return t.script
		}
	}
	return OtherScript
}

// String returns the name of a script as people write it.
func (s Script) String() string {
	return [...]string{"no letters", "Latin", "Cyrillic", "Greek", "Hebrew", "Arabic", "Chinese or Japanese", "Korean", "Thai", "another script"}[s]
}
