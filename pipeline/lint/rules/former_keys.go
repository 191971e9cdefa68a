package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// formerKey returns the key that something of the last release had, which is what `was` must name. A package holds names
// and ids only, so keys are tried: what its name may have been made from, then what is near the key it has now. is tells
// whether a key makes the id that is looked for.
func formerKey(name, now string, others []string, is func(key string) bool) (key string, ok bool) {
	tried := map[string]bool{}
	for _, key := range slices.Concat(keysOfName(name), others, keysOfName(now)) {
		if !tried[key] && wellFormedKey.MatchString(key) && is(key) {
			return key, true
		}
		tried[key] = true
	}
	return "", false
}

// wellFormedKey matches the keys that need no quotes in YAML.
var wellFormedKey = regexp.MustCompile(`^\pL[\pL\pM\p{Nd}_-]*$`)

// keysOfName returns the keys that an author may have chosen for something of this name: the name itself with hyphens, what
// follows the deck's name in it, each word, and beginnings of those.
func keysOfName(name string) []string {
	var out []string
	for _, part := range []string{name, name[strings.LastIndex(name, ": ")+1:]} {
		words := strings.FieldsFunc(strings.ToLower(part), func(r rune) bool { return !isWordCharacter(r) && !isWordLetter(r) })
		out = append(out, strings.Join(words, "-"), strings.Join(words, "_"))
		out = append(out, words...)
	}
	whole := slices.Clone(out)
	for _, key := range whole {
		for i := range key {
			out = append(out, strings.TrimRight(key[:i], "-_"))
		}
	}
	return out
}

// keysInUse returns the keys of the deck's note types and of all their fields and cards.
func keysInUse(p *lint.DeckPass) []string {
	var out []string
	for _, t := range p.Deck.Notetypes {
		out = append(out, t.Key)
		for _, f := range t.Fields {
			out = append(out, f.Key)
		}
		for _, c := range t.Cards {
			out = append(out, c.Key)
		}
	}
	return out
}
