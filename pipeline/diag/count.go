package diag

import (
	"cmp"
	"slices"
)

// A RuleCount is how many findings of one severity a rule has.
type RuleCount struct {
	Code     string
	Severity Severity
	Findings int
}

// CountRules counts the findings of each rule: the most severe first, then the most frequent. A rule whose findings
// differ in severity is there once for each.
func CountRules(groups []Group) []RuleCount {
	index := map[RuleCount]int{}
	var counts []RuleCount
	for _, g := range groups {
		for _, d := range g.Found {
			key := RuleCount{Code: d.Code, Severity: d.Severity}
			i, ok := index[key]
			if !ok {
				i = len(counts)
				index[key] = i
				counts = append(counts, key)
			}
			counts[i].Findings++
		}
	}
	slices.SortFunc(counts, func(a, b RuleCount) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Code, b.Code))
	})
	return counts
}
