package apkg

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A protoValue is the value of a field of a protobuf message: a number, or bytes. Of a float32, number has the bits. The
// values of unknown fields may be of other kinds; they are empty.
type protoValue struct {
	number uint64
	bytes  []byte
}

// eachField calls each for every field of a message, in order.
func eachField(b []byte, each func(n protowire.Number, v protoValue) error) error {
	for len(b) > 0 {
		number, kind, size := protowire.ConsumeTag(b)
		if size < 0 {
			return fmt.Errorf("damaged message: %w", protowire.ParseError(size))
		}
		b = b[size:]
		var v protoValue
		switch kind {
		case protowire.VarintType:
			v.number, size = protowire.ConsumeVarint(b)
		case protowire.Fixed32Type:
			var bits uint32
			bits, size = protowire.ConsumeFixed32(b)
			v.number = uint64(bits)
		case protowire.BytesType:
			v.bytes, size = protowire.ConsumeBytes(b)
		default:
			size = protowire.ConsumeFieldValue(number, kind, b)
		}
		if size < 0 {
			return fmt.Errorf("damaged message: %w", protowire.ParseError(size))
		}
		if err := each(number, v); err != nil {
			return err
		}
		b = b[size:]
	}
	return nil
}

// decodeNotetype decodes notetypes.config into nt (anki-format.md 2.5).
func decodeNotetype(b []byte, nt *collection.Notetype) error {
	reqs := map[uint64]collection.Req{}
	err := eachField(b, func(n protowire.Number, v protoValue) error {
		switch n {
		case 1:
			nt.Cloze = v.number == 1
		case 2:
			nt.SortField = int(uint32(v.number))
		case 3:
			nt.CSS = string(v.bytes)
		case 5:
			nt.LatexPre = string(v.bytes)
		case 6:
			nt.LatexPost = string(v.bytes)
		case 7:
			nt.LatexSVG = v.number != 0
		case 8:
			ord, req, err := decodeReq(v.bytes)
			reqs[ord] = req
			return err
		case 9:
			nt.StockKind = int(int32(v.number))
		}
		return nil
	})
	for ord := uint64(0); len(nt.Reqs) < len(reqs); ord++ {
		req, ok := reqs[ord]
		if !ok {
			break // card templates without requirement: Anki would compute them anew
		}
		nt.Reqs = append(nt.Reqs, req)
	}
	return err
}

// decodeReq decodes a requirement and the index of its card template.
func decodeReq(b []byte) (ord uint64, req collection.Req, err error) {
	err = eachField(b, func(n protowire.Number, v protoValue) error {
		switch n {
		case 1:
			ord = v.number
		case 2:
			if v.number <= uint64(collection.ReqAll) {
				req.Kind = collection.ReqKind(v.number)
			}
		case 3:
			if v.bytes == nil { // a list that is not packed
				req.Fields = append(req.Fields, int(uint32(v.number)))
				return nil
			}
			for packed := v.bytes; len(packed) > 0; {
				x, size := protowire.ConsumeVarint(packed)
				if size < 0 {
					return protowire.ParseError(size)
				}
				req.Fields = append(req.Fields, int(uint32(x)))
				packed = packed[size:]
			}
		}
		return nil
	})
	return ord, req, err
}

// decodeField decodes fields.config into f (anki-format.md 2.5).
func decodeField(b []byte, f *collection.Field) error {
	return eachField(b, func(n protowire.Number, v protoValue) error {
		switch n {
		case 1:
			f.Sticky = v.number != 0
		case 2:
			f.RTL = v.number != 0
		case 3:
			f.Font = string(v.bytes)
		case 4:
			f.Size = int(uint32(v.number))
		case 5:
			f.Description = string(v.bytes)
		case 6:
			f.PlainText = v.number != 0
		case 7:
			f.Collapsed = v.number != 0
		case 8:
			f.ExcludeFromSearch = v.number != 0
		case 9:
			f.ID = int64(v.number)
		case 10:
			f.Role = int(uint32(v.number)) + 1
		case 11:
			f.PreventDeletion = v.number != 0
		}
		return nil
	})
}

// decodeTemplate decodes templates.config into t (anki-format.md 2.5).
func decodeTemplate(b []byte, t *collection.Template) error {
	return eachField(b, func(n protowire.Number, v protoValue) error {
		switch n {
		case 1:
			t.Front = string(v.bytes)
		case 2:
			t.Back = string(v.bytes)
		case 3:
			t.BrowserFront = string(v.bytes)
		case 4:
			t.BrowserBack = string(v.bytes)
		case 6:
			t.BrowserFont = string(v.bytes)
		case 7:
			t.BrowserSize = int(uint32(v.number))
		case 8:
			t.ID = int64(v.number)
		}
		return nil
	})
}

// decodeDeck decodes the description in decks.kind and returns the id of the deck's options (anki-format.md 2.6). Filtered
// decks have neither.
func decodeDeck(b []byte, d *collection.Deck) (options int64, err error) {
	err = eachField(b, func(n protowire.Number, v protoValue) error {
		if n != 1 {
			return nil
		}
		return eachField(v.bytes, func(n protowire.Number, v protoValue) error {
			switch n {
			case 1:
				options = int64(v.number)
			case 4:
				d.Description = string(v.bytes)
			}
			return nil
		})
	})
	return options, err
}
