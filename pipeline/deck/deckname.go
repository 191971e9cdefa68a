package deck

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/names"
)

// MaxDeckDepth is how many levels a deck's name may have (format.md section 15).
const MaxDeckDepth = 10

// CheckName returns what is wrong with a name that a deck is to have, and what to do; message is empty when nothing is.
func CheckName(name string) (message, help string) {
	name = norm.NFC.String(name)
	for _, part := range strings.Split(name, "::") {
		if strings.Trim(part, ": ") == "" {
			return "a part of the name is empty", "write something before and behind each `::`"
		}
	}
	if message, help = checkPath(name); message != "" {
		return message, help
	}
	return checkRoot(name)
}

// checkDeckName reports a deck's name or path that Anki would change (anki-format.md 10).
func (x *decoder) checkDeckName(t Text) {
	if message, help := checkPath(t.Value); message != "" {
		x.bad("deck-name", t.Whole(), help, "%s", message)
	}
}

// checkRoot reports a deck that would lie in one that every learner has.
func (x *decoder) checkRoot(t Text) {
	if message, help := checkRoot(t.Value); message != "" {
		x.bad("deck-name", t.Whole(), help, "%s", message)
	}
}

func checkPath(name string) (message, help string) {
	parts := strings.Split(name, "::")
	clean := make([]string, len(parts))
	for i, p := range parts {
		clean[i] = names.DeckComponent(p)
	}
	switch fixed := strings.Join(clean, "::"); {
	case fixed != name:
		return fmt.Sprintf("Anki would call the deck `%s`", fixed), fmt.Sprintf("write `%s`", fixed)
	case strings.Contains(name, `"`):
		return "older versions of Anki remove `\"` from the names of decks", "use other quotes, or none"
	case len(parts) > MaxDeckDepth:
		return fmt.Sprintf("a deck may lie %d levels deep, this one lies %d deep", MaxDeckDepth, len(parts)), "use fewer `::`"
	}
	return "", ""
}

func checkRoot(name string) (message, help string) {
	if first, _, _ := strings.Cut(name, "::"); names.Fold(first) == names.Fold("Default") {
		return "`Default` is the deck that every learner has already", "choose another name"
	}
	return "", ""
}

// IsLanguage reports whether text is a tag of BCP 47 whose parts are registered.
func IsLanguage(text string) bool {
	_, err := language.Parse(text)
	return err == nil
}
