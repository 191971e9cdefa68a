package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// A renaming finds notes that are gone among those that are new: a note whose id was changed keeps its text, or most of it.
// Each is taken once. No text is compared with all others.
type renaming struct {
	p          *lint.DeckPass
	words      tellingWords
	gone, new  []int       // of the baseline's notes, and of the deck's
	successors map[int]int // gone -> new
	taken      map[int]bool
}

// renamed returns the new notes that gone notes of the baseline have become, by gone note: those with the same text, those
// with the same first field if only one has it, and those with 80 % equal words that tell notes apart.
func renamed(p *lint.DeckPass, gone, fresh []int) map[int]int {
	r := renaming{p: p, gone: gone, new: fresh, successors: map[int]int{}, taken: map[int]bool{}}
	if len(gone) == 0 || len(fresh) == 0 {
		return nil
	}
	r.match(false, allKeys)
	r.match(true, func(fields []string) string { return lint.Loose(fields[0]) })
	r.matchWords()
	return r.successors
}

// allKeys returns the keys of all fields of a note; "" when nothing is in them.
func allKeys(fields []string) string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = lint.Key(f)
	}
	return strings.Trim(strings.Join(keys, "\x1f"), "\x1f")
}

func (r *renaming) take(gone, new int) { r.successors[gone], r.taken[new] = new, true }

func (r *renaming) oldFields(note int) []string { return r.p.Baseline.Collection.Notes[note].Fields }

func (r *renaming) newFields(note int) []string { return r.p.Collection.Notes[note].Fields }

// match pairs notes with equal keys that are not empty, in their order; with single, only where one note on each side has
// the key.
func (r *renaming) match(single bool, key func(fields []string) string) {
	at := map[string][]int{}
	for _, n := range r.new {
		if k := key(r.newFields(n)); k != "" && !r.taken[n] {
			at[k] = append(at[k], n)
		}
	}
	left := map[string][]int{}
	var order []string
	for _, g := range r.gone {
		if _, done := r.successors[g]; done {
			continue
		}
		k := key(r.oldFields(g))
		if len(at[k]) == 0 {
			continue
		}
		if left[k] == nil {
			order = append(order, k)
		}
		left[k] = append(left[k], g)
	}
	for _, k := range order {
		if single && (len(left[k]) > 1 || len(at[k]) > 1) {
			continue
		}
		for i := range min(len(left[k]), len(at[k])) {
			r.take(left[k][i], at[k][i])
		}
	}
}

const (
	mostRenamed    = 100 // how many candidates are looked at
	longestRenamed = 400 // words of a text: a page of a dictionary is not looked at
)

// A wordText is the words of a note as ranks: rare words first, ascending.
type wordText struct {
	note  int
	words []string
	ranks []int
}

// needed returns how many of the longer text's words must be equal: 80 %.
func needed(words int) int { return (4*words + 4) / 5 }

// prefix returns the rarest words: whoever has 80 % of the words has one of these.
func (t *wordText) prefix() []int { return t.ranks[:len(t.ranks)-needed(len(t.ranks))+1] }

// matchWords pairs the notes that are left with those that have most words in common. It finds candidates by their rarest
// words.
func (r *renaming) matchWords() {
	r.words = tellingWordsOf(r.p.Baseline.Collection)
	var gone, fresh []wordText
	for _, g := range r.gone {
		if _, done := r.successors[g]; !done {
			gone = r.appendText(gone, g, r.oldFields(g))
		}
	}
	for _, n := range r.new {
		if !r.taken[n] {
			fresh = r.appendText(fresh, n, r.newFields(n))
		}
	}
	rank(gone, fresh)
	at := map[int][]int{} // rank -> indexes into fresh
	for i := range fresh {
		for _, w := range fresh[i].prefix() {
			at[w] = append(at[w], i)
		}
	}
	for i := range gone {
		if best := r.best(&gone[i], fresh, at); best >= 0 {
			r.take(gone[i].note, fresh[best].note)
		}
	}
}

func (r *renaming) appendText(list []wordText, note int, fields []string) []wordText {
	words := r.words.of(fields...)
	if len(words) < 2 || len(words) > longestRenamed {
		return list
	}
	return append(list, wordText{note: note, words: words})
}

// rank numbers the words of all texts, the rarest first.
func rank(lists ...[]wordText) {
	count := map[string]int{}
	for _, list := range lists {
		for i := range list {
			for _, w := range list[i].words {
				count[w]++
			}
		}
	}
	words := make([]string, 0, len(count))
	for w := range count {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(a, b)) })
	ranks := make(map[string]int, len(words))
	for i, w := range words {
		ranks[w] = i
	}
	for _, list := range lists {
		for i := range list {
			t := &list[i]
			t.ranks = make([]int, len(t.words))
			for j, w := range t.words {
				t.ranks[j] = ranks[w]
			}
			t.words = nil
			slices.Sort(t.ranks)
		}
	}
}

// best returns the free text that has most words in common with t, at least 80 %, or -1.
func (r *renaming) best(t *wordText, fresh []wordText, at map[int][]int) int {
	best, most, looked := -1, 0.0, 0
	for _, w := range t.prefix() {
		for len(at[w]) > 0 && r.taken[fresh[at[w][0]].note] {
			at[w] = at[w][1:]
		}
		for _, i := range at[w] {
			if looked++; looked > mostRenamed || most == 1 {
				return best
			}
			longer := max(len(t.ranks), len(fresh[i].ranks))
			if r.taken[fresh[i].note] || min(len(t.ranks), len(fresh[i].ranks)) < needed(longer) {
				continue
			}
			equal := common(t.ranks, fresh[i].ranks)
			if share := float64(equal) / float64(longer); equal >= needed(longer) && share > most {
				best, most = i, share
			}
		}
	}
	return best
}

// common returns how many numbers two ascending lists share.
func common(a, b []int) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch cmp.Compare(a[0], b[0]) {
		case 0:
			n++
			a, b = a[1:], b[1:]
		case -1:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}
