package apkg

import (
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

// encodeDeckKind returns decks.kind of a normal deck with the default options (anki-format.md 2.6).
func encodeDeckKind(description string) []byte {
	normal := message{}
	normal.number(1, 1)
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

// defaultOptions is deck_config.config of Anki's default deck options (anki-format.md 8, appendix A).
const defaultOptions = "\x0a\x08\x00\x00\x80\x3f\x00\x00\x20\x41" + // learning steps 1, 10
	"\x12\x04\x00\x00\x20\x41" + // relearning step 10
	"\x22\x1c\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x80\x3f" +
	"\x48\x14\x50\xc8\x01" + // 20 new cards, 200 reviews a day
	"\x5d\x00\x00\x20\x40\x65\x66\x66\xa6\x3f\x6d\x9a\x99\x99\x3f\x7d\x00\x00\x80\x3f" + // factors 2.5, 1.3, 1.2, 1
	"\x80\x01\x94\x9d\x02\x88\x01\x01\x90\x01\x01\x98\x01\x04" + // intervals
	"\xa8\x01\x01\xb0\x01\x08\xc0\x01\x3c" + // leeches: tag only, from 8; answers of up to 60 s
	"\xad\x02\x66\x66\x66\x3f\xc5\x02\x66\x66\x66\x3f\xe0\x02\x01" // retention 0.9 and 0.9; wait for audio
