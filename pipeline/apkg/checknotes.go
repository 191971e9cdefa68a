package apkg

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// checkNotetypes checks ids, names and indexes of note types, fields and card templates.
func checkNotetypes(types []collection.Notetype) error {
	ids, folded := newRegistry[int64]("note types with id", len(types)), newRegistry[string]("note types named", len(types))
	for i := range types {
		nt := &types[i]
		if err := errors.Join(ids.add(nt.ID), folded.add(names.Fold(nt.Name)), checkNotetype(nt)); err != nil {
			return fmt.Errorf("note type `%s`: %w", nt.Name, err)
		}
	}
	return nil
}

// checkNotetype checks one note type.
func checkNotetype(nt *collection.Notetype) error {
	switch {
	case nt.ID <= 0:
		return fmt.Errorf("id %d is not positive", nt.ID)
	case len(nt.Fields) == 0 || len(nt.Templates) == 0:
		return errors.New("it needs a field and a card template")
	case nt.SortField < 0 || nt.SortField >= len(nt.Fields):
		return fmt.Errorf("it sorts by field %d of %d", nt.SortField, len(nt.Fields))
	case len(nt.Reqs) != len(nt.Templates):
		return fmt.Errorf("it has %d requirements for %d card templates", len(nt.Reqs), len(nt.Templates))
	case names.Notetype(nt.Name) != nt.Name || nt.Name == "":
		return errors.New("its name is none that Anki would keep")
	}
	fields := newRegistry[string]("fields named", len(nt.Fields))
	for i := range nt.Fields {
		name := nt.Fields[i].Name
		if names.Field(name) != name || name == "" {
			return fmt.Errorf("the name of the field `%s` is none that Anki would keep", name)
		}
		if err := fields.add(names.Fold(name)); err != nil {
			return err
		}
	}
	templates := newRegistry[string]("card templates named", len(nt.Templates))
	for i := range nt.Templates {
		name := nt.Templates[i].Name
		if names.Template(name) != name || name == "" {
			return fmt.Errorf("the name of the card template `%s` is none that Anki would keep", name)
		}
		if err := templates.add(names.Fold(name)); err != nil {
			return err
		}
	}
	return nil
}

// checkNotes checks notes and cards.
func checkNotes(c *collection.Collection) error {
	n := len(c.Notes)
	ids, guids := newRegistry[int64]("notes with id", n), newRegistry[string]("notes with guid", n)
	cards := newRegistry[int64]("cards with id", n)
	for i := range c.Notes {
		note := &c.Notes[i]
		err := errors.Join(ids.add(note.ID), guids.add(note.GUID), checkNote(c, note))
		for j := range note.Cards {
			err = errors.Join(err, cards.add(note.Cards[j].ID))
		}
		if err != nil {
			return fmt.Errorf("note `%s`: %w", note.GUID, err)
		}
	}
	return nil
}

// maxID is the largest integer that JavaScript holds exactly (anki-format.md 3.2).
const maxID = 1 << 53

// checkNote checks one note and its cards.
func checkNote(c *collection.Collection, n *collection.Note) error {
	if n.Notetype < 0 || n.Notetype >= len(c.Notetypes) {
		return fmt.Errorf("it has note type %d of %d", n.Notetype, len(c.Notetypes))
	}
	nt := &c.Notetypes[n.Notetype]
	switch {
	case n.GUID == "" || !utf8.ValidString(n.GUID):
		return errors.New("its guid is empty or not UTF-8")
	case n.ID <= 0 || n.ID >= maxID:
		return fmt.Errorf("id %d is out of range", n.ID)
	case len(n.Fields) != len(nt.Fields):
		return fmt.Errorf("it has %d fields, its note type %d", len(n.Fields), len(nt.Fields))
	case len(n.Cards) == 0:
		return errors.New("it has no card")
	}
	for i, text := range n.Fields {
		if !cleanText(text) {
			return fmt.Errorf("field `%s` holds control characters or is not UTF-8", nt.Fields[i].Name)
		}
	}
	for i, tag := range n.Tags {
		if tag == "" || strings.ContainsAny(tag, " \u3000") || !cleanText(tag) {
			return fmt.Errorf("the tag `%s` is none that Anki would keep", tag)
		}
		if i > 0 && names.Compare(n.Tags[i-1], tag) >= 0 {
			return fmt.Errorf("tag `%s` is not in its place after `%s`", tag, n.Tags[i-1])
		}
	}
	return checkCards(c, n, nt)
}

// maxPosition is the first position of a new card that Check Database repairs (anki-format.md 11).
const maxPosition = 2_000_000

// checkCards checks the cards of a note.
func checkCards(c *collection.Collection, n *collection.Note, nt *collection.Notetype) error {
	ords := len(nt.Templates)
	if nt.Cloze {
		ords = 500
	}
	last := -1
	for i := range n.Cards {
		card := &n.Cards[i]
		switch {
		case card.ID <= 0 || card.ID >= maxID:
			return fmt.Errorf("card id %d is out of range", card.ID)
		case card.Deck < 0 || card.Deck >= len(c.Decks):
			return fmt.Errorf("a card is in deck %d of %d", card.Deck, len(c.Decks))
		case card.Ord <= last || card.Ord >= ords:
			return fmt.Errorf("card number %d follows %d; there can be %d", card.Ord, last, ords)
		case card.Position < 0 || card.Position >= maxPosition:
			return fmt.Errorf("position %d is out of range", card.Position)
		}
		last = card.Ord
	}
	return nil
}

// cleanText reports whether Anki keeps s as it is: UTF-8 without control characters other than line feed and tab
// (anki-format.md 3.4). Normalisation is not looked at: it is too slow, and the markup stage does it.
func cleanText(s string) bool {
	for i := range len(s) {
		if b := s[i]; b < ' ' && b != '\n' && b != '\t' || b == 0x7f {
			return false
		}
	}
	return utf8.ValidString(s)
}
