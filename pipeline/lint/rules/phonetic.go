package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// isPhonetic reports whether a field says how something is pronounced: such text has signs and letters of its own.
func isPhonetic(f *deck.Field) bool {
	for _, part := range strings.FieldsFunc(strings.ToLower(f.Key+" "+f.Name), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if part == "ipa" || part == "pron" || strings.HasPrefix(part, "pronunciation") || strings.HasPrefix(part, "phonetic") ||
			strings.HasPrefix(part, "transcri") || strings.HasPrefix(part, "translit") {
			return true
		}
	}
	return false
}
