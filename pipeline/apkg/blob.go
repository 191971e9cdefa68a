package apkg

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A message is a protobuf message that is being written, in the order of field numbers, as Anki writes them. In proto3
// a value that equals its default is left out (anki-format.md 2.5).
type message []byte

// number adds an integer that is not 0.
func (m *message) number(n protowire.Number, v int64) {
	if v != 0 {
		m.present(n, v)
	}
}

// present adds an integer even when it is 0: that of a field declared optional.
func (m *message) present(n protowire.Number, v int64) {
	*m = protowire.AppendVarint(protowire.AppendTag(*m, n, protowire.VarintType), uint64(v))
}

// flag adds true.
func (m *message) flag(n protowire.Number, v bool) {
	if v {
		m.present(n, 1)
	}
}

// text adds a string that is not empty.
func (m *message) text(n protowire.Number, s string) {
	if s != "" {
		*m = protowire.AppendString(protowire.AppendTag(*m, n, protowire.BytesType), s)
	}
}

// message adds a message, which may be empty: that it is there says something.
func (m *message) message(n protowire.Number, b []byte) {
	*m = protowire.AppendBytes(protowire.AppendTag(*m, n, protowire.BytesType), b)
}

// numbers adds a list of integers, packed.
func (m *message) numbers(n protowire.Number, list []int) {
	if len(list) == 0 {
		return
	}
	var packed []byte
	for _, v := range list {
		packed = protowire.AppendVarint(packed, uint64(v))
	}
	m.message(n, packed)
}

// float adds a number that is not 0.
func (m *message) float(n protowire.Number, v float32) {
	if v != 0 {
		*m = protowire.AppendFixed32(protowire.AppendTag(*m, n, protowire.Fixed32Type), math.Float32bits(v))
	}
}

// floats adds a list of numbers, packed.
func (m *message) floats(n protowire.Number, list []float32) {
	if len(list) == 0 {
		return
	}
	var packed []byte
	for _, v := range list {
		packed = protowire.AppendFixed32(packed, math.Float32bits(v))
	}
	m.message(n, packed)
}

// encodeNotetype returns notetypes.config (anki-format.md 2.5).
func encodeNotetype(nt *collection.Notetype) []byte {
	m := message{}
	m.flag(1, nt.Cloze) // kind: 0 standard, 1 cloze
	m.number(2, int64(nt.SortField))
	m.text(3, nt.CSS)
	m.text(5, nt.LatexPre)
	m.text(6, nt.LatexPost)
	m.flag(7, nt.LatexSVG)
	for i, req := range nt.Reqs {
		r := message{}
		r.number(1, int64(i))
		r.number(2, int64(req.Kind))
		r.numbers(3, req.Fields)
		m.message(8, r)
	}
	m.number(9, int64(nt.StockKind))
	return m
}

// encodeField returns fields.config (anki-format.md 2.5).
func encodeField(f *collection.Field) []byte {
	m := message{}
	m.flag(1, f.Sticky)
	m.flag(2, f.RTL)
	m.text(3, f.Font)
	m.number(4, int64(f.Size))
	m.text(5, f.Description)
	m.flag(6, f.PlainText)
	m.flag(7, f.Collapsed)
	m.flag(8, f.ExcludeFromSearch)
	m.number(9, f.ID)
	if f.Role != 0 {
		m.present(10, int64(f.Role-1))
	}
	m.flag(11, f.PreventDeletion)
	return m
}

// encodeTemplate returns templates.config (anki-format.md 2.5). There is no override of the deck: it would not survive
// an import (anki-format.md 5.6).
func encodeTemplate(t *collection.Template) []byte {
	m := message{}
	m.text(1, t.Front)
	m.text(2, t.Back)
	m.text(3, t.BrowserFront)
	m.text(4, t.BrowserBack)
	m.text(6, t.BrowserFont)
	m.number(7, int64(t.BrowserSize))
	m.number(8, t.ID)
	return m
}

// defaultDeckCommon is decks.common of Anki's default deck: collapsed in both lists (anki-format.md 2.6). That of all
// others is empty, as in what Anki exports: whether a deck is collapsed is the learner's business.
const defaultDeckCommon = "\x08\x01\x10\x01"

// encodeDeckKind returns decks.kind of a normal deck (anki-format.md 2.6). options is the id of its preset.
func encodeDeckKind(description string, options int64) []byte {
	normal := message{}
	normal.number(1, options)
	normal.text(4, description)
	m := message{}
	m.message(1, normal)
	return m
}

// encodeMedia returns the media list of a Latest package (anki-format.md 1.4). Entry i of it is entry `i` of the zip.
func encodeMedia(media []collection.Media) []byte {
	list := message{}
	for i := range media {
		m := message{}
		m.text(1, media[i].Name)
		m.number(2, media[i].Size)
		m.message(3, media[i].SHA1[:])
		list.message(1, m)
	}
	return list
}
