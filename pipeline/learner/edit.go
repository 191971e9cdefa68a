package learner

import "slices"

// Edit is a learner's edit of a note's fields or tags in Anki's editor, at the time now in seconds. edit gets a copy of
// the note; what it does to anything else than fields and tags is lost. An edit that changes nothing is none. The cards
// that the note then lacks are made, in the deck that Anki picks. A guid that is not there is passed over. Anki refuses the
// edit of a note that has not as many fields as its note type, which its own merges can bring about.
func (c *Collection) Edit(guid string, now int64, edit func(*Note)) error {
	at := c.guids.find(guid)
	if at < 0 {
		return nil
	}
	have := c.notes[at]
	draft := *have
	draft.Fields, draft.Tags, draft.Cards = slices.Clone(have.Fields), slices.Clone(have.Tags), slices.Clone(have.Cards)
	edit(&draft)
	if slices.Equal(draft.Fields, have.Fields) && slices.Equal(draft.Tags, have.Tags) {
		return nil
	}
	n := *have
	n.Fields, n.Mod = draft.Fields, now
	if err := cleanFields(&n, n.Notetype); err != nil {
		return err
	}
	n.Tags = c.tags.canonical(draft.Tags)
	if c.edits == nil || c.edits.t != n.Notetype || c.edits.version != c.Version {
		c.edits = c.generator(n.Notetype, "")
	}
	c.edits.generate(&n)
	c.notes[at] = &n
	return nil
}

// MoveCards puts cards of a note into a deck, which is made when it is not there: those with the ordinals, or all when
// there are none. It changes no time that an import looks at.
func (c *Collection) MoveCards(guid, deck string, ords ...int) error {
	at := c.guids.find(guid)
	if at < 0 {
		return nil
	}
	to := c.decks.find(deck)
	if to < 0 {
		if _, err := c.decks.add(Deck{Name: deck}); err != nil {
			return err
		}
		to = len(c.decks.list) - 1
	}
	n := *c.notes[at]
	n.Cards = slices.Clone(n.Cards)
	for i := range n.Cards {
		if len(ords) == 0 || slices.Contains(ords, n.Cards[i].Ord) {
			n.Cards[i].Deck = c.decks.list[to].Name
		}
	}
	c.notes[at] = &n
	return nil
}

// Style is a learner's change of the styling of a note type, at the time now in seconds. It stands for changes of card
// templates too: imports treat both alike. An id that is not there is passed over.
func (c *Collection) Style(id int64, css string, now int64) {
	at := c.typeIndex(id)
	if at < 0 || c.types[at].CSS == css {
		return
	}
	have := c.types[at]
	t := *have
	t.CSS, t.Mod = css, now
	c.types[at] = &t
	for i, n := range c.notes {
		if n.Notetype == have {
			styled := *n
			styled.Notetype = &t
			c.notes[i] = &styled
		}
	}
}
