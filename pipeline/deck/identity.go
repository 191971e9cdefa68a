package deck

import (
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// identities finds two members of one list that would get one id (format.md section 13): `was` names the key that a
// thing was first published under, and no other key or `was` of the list may be that.
type identities map[Identity]string

func (ids identities) check(x *decoder, what, key string, id Identity, span source.Span) (clash bool) {
	if id.AnkiID != 0 {
		id.Name = ""
	}
	other, dup := ids[id]
	if dup {
		switch {
		case other == key:
			x.bad("bad-value", span, "give one of them another key", "two %ss have the key `%s`", what, key)
		case id.AnkiID != 0:
			x.bad("bad-value", span, "remove one of them", "%ss `%s` and `%s` have the same `anki-id`", what, other, key)
		default:
			x.bad("bad-value", span, "`was` names the key that was published first; only one may have it",
				"%ss `%s` and `%s` would get the same identity, that of `%s`", what, other, key, id.Name)
		}
	}
	ids[id] = key
	return dup
}

// ownIdentity returns what stands for the decoder's edition in place of n, a `guid` or `anki-id`, which may be a map over the
// values of an axis with own identity; nil when there is nothing. That of another value never stands in for a missing one:
// the thing is another there. same says what editions with shared identity have in common.
func (x *decoder) ownIdentity(n *yamltree.Node, same string) *yamltree.Node {
	if n == nil || n.Kind != yamltree.Map {
		return n
	}
	axis, ok := x.axisOf(n)
	switch {
	case !ok:
		return nil
	case axis.Shared:
		x.bad("bad-value", n.Span(), "write one for all of them", "the editions of the axis `%s` have the same %s", axis.Name, same)
		return nil
	}
	return x.ownIdentity(n.Get(x.deck.Edition.Value(axis).Name), same)
}
