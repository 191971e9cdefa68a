package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// Hidden is what the cloze deletions of a note hide.
type hidden struct {
	texts map[int][]string  // loose, by number
	shown map[string]string // as people read it, by loose text
}

func hiddenTexts(fields []string) *hidden {
	h := &hidden{texts: map[int][]string{}, shown: map[string]string{}}
	for _, html := range fields {
		if !strings.Contains(html, "{{c") {
			continue
		}
		nodes, _ := field.ParseClozes(html)
		h.add(nodes)
	}
	return h
}

// add adds the deletions among nodes and returns the text of all.
func (h *hidden) add(nodes []field.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Cloze == nil {
			b.WriteString(n.Text)
			continue
		}
		text := h.add(n.Cloze.Nodes)
		b.WriteString(text)
		loose := lint.Loose(text)
		h.shown[loose] = lint.Key(text)
		for _, number := range n.Cloze.Numbers {
			if number == 0 {
				continue // it makes no card
			}
			texts := h.texts[number]
			if loose != "" {
				texts = append(texts, loose)
			}
			h.texts[number] = texts
		}
	}
	return b.String()
}

// takenOver returns the numbers, ascending, that hide nothing of what they hid, but something that another one hid and hides
// no longer.
func (h *hidden) takenOver(now *hidden) []int {
	var out []int
	for _, n := range slices.Sorted(maps.Keys(now.texts)) {
		if text, _ := h.origin(now, n); text != "" {
			out = append(out, n)
		}
	}
	return out
}

// origin returns a text that number n hides now, and the number that hid it before; "" when n was not taken over.
func (h *hidden) origin(now *hidden, n int) (text string, from int) {
	if len(h.texts[n]) == 0 || slices.ContainsFunc(now.texts[n], func(s string) bool { return slices.Contains(h.texts[n], s) }) {
		return "", 0
	}
	for _, s := range now.texts[n] {
		for _, from := range slices.Sorted(maps.Keys(h.texts)) {
			if from != n && slices.Contains(h.texts[from], s) && !slices.Contains(now.texts[from], s) {
				return now.shown[s], from
			}
		}
	}
	return "", 0
}

// successor returns the number that now hides what n, which is gone, hid; 0 when there is none.
func (h *hidden) successor(now *hidden, n int) int {
	for _, to := range slices.Sorted(maps.Keys(now.texts)) {
		if slices.ContainsFunc(h.texts[n], func(s string) bool { return slices.Contains(now.texts[to], s) && !slices.Contains(h.texts[to], s) }) {
			return to
		}
	}
	return 0
}

// displaced returns the numbers, ascending, that hide something new, while a new number hides what they hid.
func (h *hidden) displaced(now *hidden) []int {
	taken := h.takenOver(now)
	var out []int
	for _, n := range slices.Sorted(maps.Keys(now.texts)) {
		to := h.successor(now, n)
		if to > 0 && len(now.texts[n]) > 0 && h.isNew(now, n, n) && !slices.Contains(taken, n) && !slices.Contains(taken, to) {
			out = append(out, n)
		}
	}
	return out
}

// numbersFor returns the old number of every number, so that all deletions that hide what they hid have theirs again. better
// says that some have not.
func (h *hidden) numbersFor(now *hidden) (back map[int]int, better bool) {
	back = map[int]int{}
	used := map[int]bool{}
	numbers := slices.Sorted(maps.Keys(now.texts))
	for _, n := range numbers { // those that hide what they hid stay
		if len(h.texts[n]) > 0 && !h.isNew(now, n, n) {
			back[n], used[n] = n, true
		}
	}
	for _, n := range numbers {
		for _, old := range slices.Sorted(maps.Keys(h.texts)) {
			if back[n] == 0 && !used[old] && !h.isNew(now, n, old) {
				back[n], used[old] = old, true
			}
		}
	}
	free := 1
	for _, n := range numbers {
		if back[n] != 0 {
			continue
		}
		back[n] = n
		if used[n] {
			for used[free] || len(h.texts[free]) > 0 {
				free++
			}
			back[n] = free
		}
		used[back[n]] = true
	}
	for n, old := range back {
		better = better || n != old && len(h.texts[old]) > 0
	}
	return back, better
}

// isNew reports whether number n hides nothing of what old hid.
func (h *hidden) isNew(now *hidden, n, old int) bool {
	return !slices.ContainsFunc(now.texts[n], func(s string) bool { return slices.Contains(h.texts[old], s) })
}
