package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Apply returns data with the edits made. They may come in any order; the same edit twice counts once. An error means
// that two edits touch the same bytes, or that one lies outside of data: nothing was changed then.
func Apply(data []byte, edits []Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.New, b.New))
	})
	edits = slices.CompactFunc(edits, func(a, b Edit) bool {
		return a.Span.Start == b.Span.Start && a.Span.End == b.Span.End && a.New == b.New
	})
	var out []byte
	at := 0
	for i, e := range edits {
		if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(data) {
			return nil, fmt.Errorf("edit of bytes %d to %d lies outside of a file of %d bytes", e.Span.Start, e.Span.End, len(data))
		}
		if e.Span.Start < at || i > 0 && e.Span.Start == edits[i-1].Span.Start {
			return nil, fmt.Errorf("two edits overlap at byte %d", e.Span.Start)
		}
		out = append(out, data[at:e.Span.Start]...)
		out = append(out, e.New...)
		at = e.Span.End
	}
	return append(out, data[at:]...), nil
}
