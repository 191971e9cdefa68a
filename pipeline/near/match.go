package near

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
)

// few is how many texts are compared each with each. Larger groups are split, or compared with the first few only: that
// keeps hostile decks linear.
const few = 8

// A matcher compares texts whose hashes are equal.
type matcher struct {
	*search
	missing bool // the hashes are those of all words but one
	hasher  hasher
	slots   [few + 1]slot
	split   []entry
	buf     []byte
	pairs   []Pair
}

// A slot is a text that is being compared.
type slot struct {
	reading
	text string
	note uint32
}

// group compares texts that have the same words, or the same but one. Of the former a few stand for a large group from now
// on; of the latter a large group is split by what is left of that word without any one letter.
func (m *matcher) group(g []entry) {
	switch {
	case !m.missing:
		m.markTwins(g)
		m.match(g)
	case len(g) <= few:
		m.match(g)
	default:
		m.splitGroup(g)
		slices.SortFunc(m.split, compareEntries)
		eachGroup(slices.Compact(m.split), m.match)
	}
}

// markTwins marks all texts of a large group but the first old and the first new one.
func (m *matcher) markTwins(g []entry) {
	if len(g) <= few {
		return
	}
	for i := 1; i < len(g); i++ {
		m.twins[g[i].text] = int(g[i].text) < m.Old || int(g[i-1].text) >= m.Old
	}
}

// typical is how many entries splitGroup makes of a word: one for each of its letters and one for the whole.
const typical = 10

// splitGroup writes to split, for each text of a group, what is left of the missing word.
func (m *matcher) splitGroup(g []entry) {
	m.split = slices.Grow(m.split[:0], len(g)*typical)
	for _, e := range g {
		text, _ := m.Question(int(e.text))
		m.hasher.read(text)
		whole := m.hasher.whole()
		for at, t := range m.hasher.tokens {
			if m.hasher.mayDiffer(at) && m.hasher.withoutToken(whole, at) == e.hash() {
				m.buf = without(t.text, m.buf, func(rest []byte) {
					h := maphash.Bytes(m.seed, rest)
					m.split = append(m.split, entry{uint32(h >> 32), uint32(h), e.text})
				})
			}
		}
	}
}

// match compares each text of a group with those before it; in a large group, with the first few that are not like each
// other.
func (m *matcher) match(g []entry) {
	if m.Old > 0 && (int(g[0].text) >= m.Old || int(g[len(g)-1].text) < m.Old) {
		return // nothing old beside something new
	}
	n := 0
	for _, e := range g {
		s := &m.slots[n]
		s.text, _ = m.Question(int(e.text))
		s.note = e.text
		m.hasher.reader.read(s.text, &s.reading)
		old := int(e.text) < m.Old
		known := false
		for i := range n {
			if old {
				break
			}
			first := &m.slots[i]
			same, near := m.compare(first, s)
			if near {
				m.pairs = append(m.pairs, Pair{First: int(first.note), Later: int(e.text)})
			}
			if known = same || near; known {
				break
			}
		}
		if n < few && (!known || len(g) <= few) && (old || m.Old == 0) {
			n++
		}
	}
}

// compare reports whether two texts are near, or the same for the purpose of this group: then one stands for both.
func (m *matcher) compare(a, b *slot) (same, near bool) {
	if a.text == b.text {
		return true, false
	}
	if len(a.tokens) != len(b.tokens) || !nested(a.dropped, b.dropped) {
		return false, false
	}
	at := differing(a.tokens, b.tokens)
	switch {
	case at < 0:
		return false, false
	case at == len(a.tokens):
		return m.missing, !m.missing
	case !m.missing || !a.tokens[at].long || !b.tokens[at].long:
		return false, false
	}
	s := slipOf(a.tokens[at].text, b.tokens[at].text)
	return false, s != unlike && agree(m.Answer(int(a.note)), m.Answer(int(b.note)), s)
}

// differing returns the place of the only token that differs, their number if none does, and -1 for several.
func differing(a, b []token) int {
	at := len(a)
	for i := range a {
		if a[i].text != b[i].text {
			if at < len(a) {
				return -1
			}
			at = i
		}
	}
	return at
}

// enough is how many words two answers must have before they show that questions ask for one thing: `Spain` is the answer
// to many questions.
const enough = 3

// agree reports whether the answers to two questions that differ by a slip show that the same is asked. Answers in which
// most words are equal do; short ones only beside a slip of the hand.
func agree(a, b string, s slip) bool {
	x, y := answerWords(a), answerWords(b)
	if slices.Equal(x, y) {
		return len(x) >= enough || s == typing
	}
	if len(x) < enough || len(y) < enough {
		return false
	}
	common := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch c := cmp.Compare(x[i], y[j]); {
		case c == 0:
			common++
			i++
			j++
		case c < 0:
			i++
		default:
			j++
		}
	}
	return 3*common >= 2*(len(x)+len(y)-common)
}

// answerWords returns the words of an answer, sorted.
func answerWords(s string) []string {
	words := strings.Fields(strings.ToLower(s))
	for i := range words {
		words[i] = bare(words[i])
	}
	slices.Sort(words)
	return words
}
