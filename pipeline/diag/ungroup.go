package diag

import (
	"cmp"
	"slices"
)

// A groupedFinding is a finding taken out of its group, whose deck and fingerprint it remembers.
type groupedFinding struct {
	Diagnostic
	deck  string // slug
	print string
}

// ungroup returns the findings of all groups in the order of a sorted List. Those of a group without Prints have none.
func ungroup(groups []Group) []groupedFinding {
	var all []groupedFinding
	for _, g := range groups {
		for i, d := range g.Found {
			f := groupedFinding{Diagnostic: d, deck: g.Deck}
			if g.Prints != nil {
				f.print = g.Prints[i]
			}
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b groupedFinding) int { return compare(a.Diagnostic, b.Diagnostic) })
	return all
}

// mostSevere returns the limit most severe findings, of equally severe ones the first, in their own order, and how many
// are missing then.
func mostSevere(all []groupedFinding, limit int) (chosen []groupedFinding, missing int) {
	if len(all) <= limit {
		return all, 0
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(all[b].Severity, all[a].Severity) })
	order = order[:limit]
	slices.Sort(order)
	for _, i := range order {
		chosen = append(chosen, all[i])
	}
	return chosen, len(all) - limit
}
