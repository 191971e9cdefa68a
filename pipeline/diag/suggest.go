package diag

import "strings"

// Suggest returns the candidate that a misspelt word most likely means: the nearest by Damerau-Levenshtein distance,
// at most 2 and at most a third of the word's length (rules.md `unknown-key`). ok is false when none is near.
func Suggest(word string, candidates []string) (best string, ok bool) {
	limit := min(2, len([]rune(word))/3)
	for _, c := range candidates {
		if strings.EqualFold(c, word) {
			return c, true
		}
		if d := distance([]rune(word), []rune(c)); d <= limit {
			best, ok, limit = c, true, d-1
		}
	}
	return best, ok
}

// distance is the optimal string alignment distance: insertions, deletions, substitutions, transpositions of
// neighbours.
func distance(a, b []rune) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
