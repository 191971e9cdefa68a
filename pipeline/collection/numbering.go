package collection

import (
	"slices"
	"strings"
)

// numberRows gives notes and cards their row ids: those of the baseline, else the ones they want, or the next free ones:
// notes in byte order of guid, then ordinals (format.md section 13).
func numberRows(c *Collection, rows []Row, base *Baseline) {
	order := make([]int, len(rows))
	cards := 0
	for i := range order {
		order[i] = i
		cards += len(rows[i].Ords)
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(rows[a].guid, rows[b].guid) })
	noteIDs, cardIDs, blocks := make(idSet, len(rows)), make(idSet, cards), make(idSet, len(rows))
	if base != nil {
		for i := range c.Notes {
			base.keepRows(&c.Notes[i], noteIDs, cardIDs)
		}
		base.reserve(noteIDs, cardIDs, blocks)
	}
	for _, i := range order {
		n := &c.Notes[i]
		if n.ID == 0 {
			n.ID = noteIDs.take(rows[i].noteRow)
		}
		numberCards(n, rows[i].cardRows, cardIDs, blocks)
	}
}

// numberCards gives the cards of a note that have no row id yet one of its block: that of the cards which have one, else
// the block that starts at first, or the next free one.
func numberCards(n *Note, first int64, ids, blocks idSet) {
	known := false
	for _, c := range n.Cards {
		if start := c.ID - int64(c.Ord); c.ID != 0 && (start-firstRow)%cardBlock == 0 {
			first, known = start, true
		}
	}
	if !known {
		first = firstRow + blocks.take((first-firstRow)/cardBlock)*cardBlock
	}
	for i := range n.Cards {
		if c := &n.Cards[i]; c.ID == 0 {
			c.ID = ids.take(first + int64(c.Ord))
		}
	}
}

// An idSet holds the ids of a table that are taken.
type idSet map[int64]struct{}

// take takes id, or the next free one.
func (s idSet) take(id int64) int64 {
	for !s.keep(id) {
		id++
	}
	return id
}

// keep takes id and reports whether it was free.
func (s idSet) keep(id int64) bool {
	size := len(s)
	s[id] = struct{}{}
	return len(s) > size
}
