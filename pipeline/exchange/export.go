package exchange

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/table"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// bom tells Excel that a table is UTF-8; nothing else does. All other programs, and we, pass over it.
const bom = "\ufeff"

// longestCell is how many characters (UTF-16 code units) Excel keeps of a cell.
const longestCell = 32767

// An Export is a deck as a table.
type Export struct {
	Data   []byte
	Notes  int
	Shapes int // notes with shapes of image occlusion, which are not in the table
	Long   int // texts of which Excel would keep only the beginning
}

// Export writes the notes of a deck as a table with one plain header row: what its sources say, of each note what stands
// there itself. Tags that a note has from its file or deck are those of all its notes, and no matter of its row.
func (s *Source) Export(separator byte) Export {
	columns := s.columns()
	notes := s.notes()
	e := Export{Notes: len(notes)}
	var b strings.Builder
	b.WriteString(bom)
	row := func(cells []string) {
		for i, cell := range cells {
			if i > 0 {
				b.WriteByte(separator)
			}
			b.WriteString(table.Quote(cell, separator))
		}
		b.WriteByte('\n')
	}
	cells := make([]string, 0, len(columns)+1)
	for _, c := range columns {
		cells = append(cells, c.name())
	}
	row(append(cells, wasColumn))
	texts := make([]string, len(columns))
	for _, n := range notes {
		cells = cells[:0]
		for i, c := range columns {
			texts[i] = c.of(n)
			cells = append(cells, guard(texts[i]))
			if utf16Length(texts[i]) > longestCell {
				e.Long++
			}
		}
		row(append(cells, remember(columns, texts)))
		if s.hasShapes(n) {
			e.Shapes++
		}
	}
	e.Data = []byte(b.String())
	return e
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}

// hasShapes reports whether a note has shapes of image occlusion.
func (s *Source) hasShapes(n *Note) bool {
	t := s.byKey(n.notetype())
	if t == nil {
		return false
	}
	for i := range t.Fields {
		if v := find(n.Whole, t.Fields[i].Key); t.Fields[i].Markup == deck.Occlusion && v != nil && v.Kind == yamltree.Map {
			return true
		}
	}
	return false
}
