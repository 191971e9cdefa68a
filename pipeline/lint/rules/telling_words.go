package rules

import (
	"slices"
	"sync"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/near"
)

// tellingWords are words that tell a note of a deck from the others. They are known by what they are not: function words of
// a language, and words that stand in many notes, such as `capital` in a deck of capitals.
type tellingWords struct{ many map[string]bool }

const (
	sampledNotes = 1000 // how many notes are looked at to know which words stand in many
	leastMany    = 3    // how many notes are many in a small deck
)

// tellingWordsOf finds what is telling in a collection. Of many notes it looks at some, spread without a pattern.
func tellingWordsOf(c *collection.Collection) tellingWords {
	count := map[string]int{}
	sampled := min(len(c.Notes), sampledNotes)
	for i := range sampled {
		if len(c.Notes) > sampledNotes {
			const scatter = 2654435761 // a prime, the golden part of 2^32
			i = int(uint64(i) * scatter % uint64(len(c.Notes)))
		}
		for _, w := range shownWords(c.Notes[i].Fields...) {
			count[w]++
		}
	}
	x := tellingWords{many: map[string]bool{}}
	for w, n := range count {
		if n >= leastMany && 4*n > sampled {
			x.many[w] = true
		}
	}
	return x
}

// of returns the telling words of fields, each once, sorted.
func (x tellingWords) of(fields ...string) []string { return x.among(shownWords(fields...)) }

// among returns those of words that are telling.
func (x tellingWords) among(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return x.many[w] || littleWords()[w] })
}

// littleWords returns the function words of all languages, as shownWords writes them.
var littleWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, w := range near.FunctionWords() {
		for _, part := range appendWords(nil, shownText(w)) {
			out[part] = true
		}
	}
	return out
})
