package lint

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// Fingerprint fills in the Prints of groups that have none: for each finding 16 hexadecimal digits that stay the same as
// long as its notes and the text it is about do (rules.md section 1), whatever else is edited, moved or worded anew. It
// reads each file with a finding once more, so call it only when someone wants to see or compare them.
func Fingerprint(groups []diag.Group) {
	fields := fieldFinder{}
	for i := range groups {
		g := &groups[i]
		if len(g.Prints) == len(g.Found) {
			continue
		}
		deck := cmp.Or(g.ID, g.Deck)
		seen := map[string]int{}
		g.Prints = make([]string, len(g.Found))
		for j := range g.Found {
			key := fmt.Sprintf("%q %q %q", g.Found[j].Code, deck, fields.spots(&g.Found[j]))
			sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", key, seen[key]))
			g.Prints[j] = hex.EncodeToString(sum[:8])
			seen[key]++
		}
	}
}

// A spot is a place in terms that moved text does not change: the note, or without one the file; the keys around the
// place, below the note if there is one; the text, however it is written.
type spot struct {
	about string
	keys  []string
	text  string
}

// spots returns the places that a finding is about, in an order that does not depend on which comes first in the files.
func (f fieldFinder) spots(d *diag.Diagnostic) []spot {
	list := []spot{f.spot(d.Span, d.Note)}
	for _, r := range d.Related {
		if r.Note != "" {
			list = append(list, f.spot(r.Span, r.Note))
		}
	}
	slices.SortFunc(list, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.about, b.about), slices.Compare(a.keys, b.keys), cmp.Compare(a.text, b.text))
	})
	return list
}

func (f fieldFinder) spot(at source.Span, note string) spot {
	s := spot{about: cmp.Or(note, at.Path())}
	if !at.HasPlace() {
		return s
	}
	s.text = plainText(at.Text())
	if HasTree(at.File) {
		s.keys = keyPath(f.outline(at.File).path(at.Start), note != "")
	}
	return s
}

// plainText returns what a source text says, whichever way it is written: its white space made one, without quotes
// around it and without the `|` or `>` above it.
func plainText(source string) string {
	words := strings.Fields(norm.NFC.String(source))
	if len(words) > 1 && strings.Trim(words[0], "|>+-123456789") == "" && strings.ContainsAny(words[0], "|>") {
		words = words[1:]
	}
	return strings.Trim(strings.Join(words, " "), `"'`)
}

// keyPath returns the names of what stands around a place: notetypes, vocab, cards, read, front. Those of the note itself
// are left out when it is known by its id.
func keyPath(around []thingSpan, inNote bool) []string {
	if inNote && len(around) > 1 && around[0].name == "notes" {
		around = around[2:]
	}
	var keys []string
	for _, t := range around {
		if t.name != "" {
			keys = append(keys, t.name)
		}
	}
	return keys
}
