package deck

import "github.com/deckmill/deckmill/pipeline/source"

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
