// Package names is what Anki does to names: how it compares them, and how it cleans those of media files, decks, tags,
// fields, card templates and note types (anki-format.md 1.5, 2.4, 10). A name that its function returns unchanged
// passes through Anki unchanged; everything we emit must be such a fixed point.
package names

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// blank is Anki's name for a component of which nothing is left.
const blank = "blank"

// DeckComponent returns what Anki makes of one component of a deck's name; "" becomes "blank".
func DeckComponent(s string) string {
	s = norm.NFC.String(dropControls(s))
	return orBlank(strings.TrimFunc(s, func(r rune) bool { return r == ':' || unicode.IsSpace(r) }))
}

// Tag returns what Anki makes of one tag (which must not hold blanks: those split it). Components between "::" are
// cleaned one by one; unlike those of decks they keep single colons.
func Tag(s string) string {
	components := strings.Split(s, "::")
	for i, c := range components {
		components[i] = orBlank(strings.TrimSpace(dropControls(norm.NFC.String(c))))
	}
	return strings.Join(components, "::")
}

// Field returns what Anki makes of a field's name; "" is a name that Anki refuses.
func Field(s string) string {
	s = dropAny(norm.NFC.String(s), `:{}"`)
	return strings.TrimLeftFunc(strings.TrimSpace(s), func(r rune) bool {
		return r == '#' || r == '/' || r == '^' || unicode.IsSpace(r)
	})
}

// Template returns what Anki makes of a card template's name; "" is a name that Anki refuses.
func Template(s string) string { return dropAny(norm.NFC.String(s), `"`) }

// Notetype returns what Anki makes of a note type's name; "" is a name that Anki refuses.
func Notetype(s string) string { return dropAny(norm.NFC.String(s), `"`) }

// Special reports whether a field of this name could never be shown, or would shadow one of Anki's own names
// (anki-format.md 6.2, 10): FrontSide, Tags, Type, Deck, Subdeck, Card, CardFlag, CardID, c<digits>.
func Special(field string) bool {
	switch field {
	case "FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID":
		return true
	}
	digits, ok := strings.CutPrefix(field, "c")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

func orBlank(s string) string {
	if s == "" {
		return blank
	}
	return s
}

func dropControls(s string) string {
	return drop(s, isControl)
}

func dropAny(s, chars string) string {
	return drop(s, func(r rune) bool { return strings.ContainsRune(chars, r) })
}

// drop deletes the runes that bad says; without any it returns s itself.
func drop(s string, bad func(rune) bool) string {
	if !strings.ContainsFunc(s, bad) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return -1
		}
		return r
	}, s)
}

// isControl reports whether r is one of the ASCII control characters.
func isControl(r rune) bool { return r < ' ' || r == 0x7f }
