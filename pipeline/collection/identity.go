package collection

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// An identity makes the ids of one deck's things (format.md section 13). Its formulas never change: learners' reviews
// hang on them.
type identity struct {
	variant uuid.UUID // V; without variants the deck's own id
}

// newIdentity returns the identity of the deck with this id, a UUID that was checked, in the edition with these values:
// see deck.Edition.Own.
func newIdentity(deckID string, own []string) identity {
	id, _ := uuid.Parse(deckID)
	for _, value := range own {
		id = under(id, "variant:"+value)
	}
	return identity{variant: id}
}

func identityOf(d *deck.Deck) identity { return newIdentity(d.ID.Value, d.Edition.Own()) }

// under is U(ns, name), a version 5 UUID.
func under(ns uuid.UUID, name string) uuid.UUID { return uuid.NewSHA1(ns, []byte(name)) }

// hash is H(u).
func hash(u uuid.UUID) uint64 { return binary.BigEndian.Uint64(u[:8]) }

// number is N(u): above every timestamp, below 2^53.
func number(u uuid.UUID) int64 { return 1<<52 + int64(hash(u)%(1<<52)) }

// guid returns the guid of the note with this id.
func (x identity) guid(id string) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	u := under(x.variant, "note:"+id)
	hi, lo := hash(u), binary.BigEndian.Uint64(u[8:])
	var out [22]byte
	for i := len(out) - 1; i >= 0; i-- {
		var rest uint64
		hi, rest = hi/62, hi%62
		lo, rest = bits.Div64(rest, lo, 62)
		out[i] = digits[rest]
	}
	return string(out[:])
}

// IsMadeGUID reports whether a guid looks like one that is made from an id.
func IsMadeGUID(guid string) bool {
	for i := range len(guid) {
		if c := guid[i]; !(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') {
			return false
		}
	}
	return len(guid) == 22
}

func (x identity) notetype(t deck.Identity) int64 { return x.id(t, "notetype:"+t.Name) }

func (x identity) field(t, f deck.Identity) int64 { return x.id(f, "field:"+t.Name+"/"+f.Name) }

func (x identity) card(t, c deck.Identity) int64 { return x.id(c, "card:"+t.Name+"/"+c.Name) }

func (x identity) deck(name string) int64 { return number(under(x.variant, "deck:"+name)) }

// OfDeck reports whether decks, as a package holds them, belong to the edition with these values (see deck.Edition.Own) of
// the deck with this id, whatever it was called when the package was built: the ids of decks are made of these and their
// names. Editions that share their identity cannot be told apart so.
func OfDeck(decks []Deck, deckID string, own []string) bool {
	if uuid.Validate(deckID) != nil {
		return false
	}
	x := newIdentity(deckID, own)
	return slices.ContainsFunc(decks, func(d Deck) bool { return d.ID == x.deck(d.Name) })
}

func (x identity) id(i deck.Identity, name string) int64 {
	if i.AnkiID != 0 {
		return i.AnkiID
	}
	return number(under(x.variant, name))
}

// Row ids are milliseconds of the year 2020: no identity, but fixed, so that builds are equal.
const (
	firstRow = 1_577_836_800_000
	rowSpan  = 31_622_400_000
)

// cardBlock is how many ids the cards of a note have for themselves: the card of ordinal i gets the i-th, so that no card of
// another note stands between them. That matters when an import changes the front of a card template, and Anki makes the
// cards that notes lack. It reads all cards of the note type, in a database that it has analysed perhaps by id, and takes
// those that follow one upon the other for all that a note has. Where they lay apart, every note got all its cards a second
// time (interop.TestFrontChanged). Cards that Anki made itself have ids of their own, and so this can still happen to notes
// that have some; Check Database then takes the second ones away.
const cardBlock = 512 // more than the ordinals that there are (anki-format.md 5.2)

// rows returns the row id that a note wants, and the first of the block that its cards want; who comes second to one takes
// the next.
func (x identity) rows(guid string) (note, cards int64) {
	h := hash(under(x.variant, "row:"+guid))
	return firstRow + int64(h%rowSpan), firstRow + int64(h%(rowSpan/cardBlock))*cardBlock
}

// proposeID returns the id that `deckmill fix` writes into a note without one (format.md section 5): 8 letters that
// nobody wants to correct and no spreadsheet takes for a number. attempt counts from 1; the later ones are for ids that
// the deck uses already.
func proposeID(deckID uuid.UUID, firstField string, attempt int) string {
	const letters = "bcdfghjkmnpqrstvwxz"
	name := "id:" + firstField
	if attempt > 1 {
		name += " " + strconv.Itoa(attempt)
	}
	h := hash(under(deckID, name))
	var out [8]byte
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = letters[h%uint64(len(letters))]
		h /= uint64(len(letters))
	}
	return string(out[:])
}
