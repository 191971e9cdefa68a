// Package near finds questions that are almost the same among millions, in time and memory linear in their number.
//
// Two texts are near when their words are equal in order after articles, prepositions and copulas are left out, but for
// at most one long word that differs in one letter (rules.md `near-duplicate`). No text is compared with all others: each
// has one hash of its words, and one for each of its long words without that word. Equal hashes are candidates, which are
// read and compared again, so that no collision is ever reported.
//
// Only hashes are kept, 12 bytes each in blocks that never move; texts are asked for when they are needed. It knows
// nothing of notes and decks.
package near

import (
	"cmp"
	"hash/maphash"
	"runtime"
	"slices"
	"sync"
)

// Texts are what is compared.
type Texts struct {
	Language string // a BCP 47 tag; its articles, prepositions and copulas are left out
	Words    int    // how many words with content a text must have
	Len      int    // the number of texts
	Old      int    // texts before this one are not compared with each other, and those from it on only with them; 0: all with all

	// Question returns a text without tags; ok is false for one that is like no other. Both functions are called from several
	// goroutines, Question more than once for a text that has candidates.
	Question func(i int) (text string, ok bool)

	// Answer returns what is expected as an answer, "" if that is unknown. Where a letter differs, the answers decide whether
	// that is a slip or another term.
	Answer func(i int) string
}

// A Pair is two texts that are almost the same. Equal texts are no pair.
type Pair struct{ First, Later int }

// Pairs returns for each text that is almost the same as an earlier one the first such, in ascending order. Of more than a
// few texts that are alike in pairs but not all together, some may be passed over.
func (t Texts) Pairs() []Pair {
	s := search{Texts: t, seed: maphash.MakeSeed(), twins: make([]bool, t.Len)} // which seed, nobody can see
	out := append(s.pass(false), s.pass(true)...)
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.Later, b.Later), cmp.Compare(a.First, b.First)) })
	return slices.CompactFunc(out, func(a, b Pair) bool { return a.Later == b.Later })
}

// A search is one run of Pairs.
type search struct {
	Texts
	seed  maphash.Seed
	twins []bool // texts for which others with the same words stand
}

// pass compares texts by all their words, and marks twins; or by all words but one.
func (s *search) pass(missing bool) []Pair {
	shelves := make([]shelf, s.workers())
	s.parallel(func(w, from, to int) { s.hash(missing, from, to, &shelves[w]) })
	found := make([][]Pair, len(shelves))
	s.parallel(func(w, _, _ int) {
		m := matcher{search: s, missing: missing, hasher: newHasher(s.Language, s.seed)}
		var room []entry
		for b := w; b < buckets; b += len(shelves) {
			room = gather(room[:0], shelves, b)
			slices.SortFunc(room, compareEntries)
			eachGroup(room, m.group)
		}
		found[w] = m.pairs
	})
	return slices.Concat(found...)
}

// hash puts the hashes of the texts from, ..., to-1 onto a shelf.
func (s *search) hash(missing bool, from, to int, onto *shelf) {
	h := newHasher(s.Language, s.seed)
	for i := from; i < to; i++ {
		text, ok := "", false
		if !s.twins[i] {
			text, ok = s.Question(i)
		}
		if !ok {
			continue
		}
		h.read(text)
		switch whole := h.whole(); {
		case h.content < s.Words:
		case !missing:
			onto.add(whole, i)
		default:
			for at := range h.tokens {
				if h.mayDiffer(at) {
					onto.add(h.withoutToken(whole, at), i)
				}
			}
		}
	}
}

// A Digest is what is kept of a text to compare it with others that are not there any more: 64 bits for its words, which
// two of a million different texts share once in 10^7 times, and which words were left out. It is zero for a text that is
// like no other.
type Digest struct{ Words, Dropped uint64 }

// LeftOut reports whether texts with equal Words are near: words were left out in one of them, and none was exchanged for
// another.
func (d Digest) LeftOut(other Digest) bool { return nested(d.Dropped, other.Dropped) }

func nested(a, b uint64) bool { return a&^b == 0 || b&^a == 0 }

// Digests returns the digests of all texts. Those of one seed can be compared.
func (t Texts) Digests(seed maphash.Seed) []Digest {
	out := make([]Digest, t.Len)
	t.parallel(func(_, from, to int) {
		h := newHasher(t.Language, seed)
		for i := from; i < to; i++ {
			if text, ok := t.Question(i); ok {
				h.read(text)
				if h.content >= t.Words {
					out[i] = Digest{Words: h.whole() | 1, Dropped: h.dropped}
				}
			}
		}
	})
	return out
}

// workers returns how many goroutines share the work.
func (t Texts) workers() int { return max(1, min(runtime.GOMAXPROCS(0), t.Len/1000)) }

// parallel runs work over all texts, cut into as many parts as there are workers.
func (t Texts) parallel(work func(worker, from, to int)) {
	var wait sync.WaitGroup
	n := t.workers()
	for w := range n {
		wait.Go(func() { work(w, t.Len*w/n, t.Len*(w+1)/n) })
	}
	wait.Wait()
}
