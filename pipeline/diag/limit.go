package diag

import (
	"cmp"
	"slices"
)

// hiddenRule counts the findings of a rule that are not shown.
type hiddenRule struct {
	code string
	n    int
}

// limit chooses what text shows: at most perRule findings of each code and ten times as many in all, the most severe
// first when there are more, in the list's order (rules.md section 1, "Amount"). perRule 0 chooses everything.
func limit(list List, perRule int) (shown List, hidden []hiddenRule) {
	if perRule <= 0 {
		return list, nil
	}
	keep := make([]bool, len(list))
	count := map[string]int{}
	left := 10 * perRule
	for _, s := range []Severity{Error, Warning, Hint, Unresolved} {
		for i, d := range list {
			if d.Severity == s && left > 0 && count[d.Code] < perRule {
				keep[i] = true
				count[d.Code]++
				left--
			}
		}
	}
	more := map[string]int{}
	for i, d := range list {
		if keep[i] {
			shown = append(shown, d)
		} else {
			more[d.Code]++
		}
	}
	for code, n := range more {
		hidden = append(hidden, hiddenRule{code: code, n: n})
	}
	slices.SortFunc(hidden, func(a, b hiddenRule) int { return cmp.Compare(a.code, b.code) })
	return shown, hidden
}
