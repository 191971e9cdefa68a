package deck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
)

// checkNotetype reports what Anki would change, refuse or mix up in one note type.
func (x *decoder) checkNotetype(t *Notetype) {
	x.checkName(t.Name.Whole(), t.Name.Value, names.Notetype(t.Name.Value))
	if t.Cloze && len(t.Cards) != 1 && len(t.Cards) > 0 {
		x.bad("template-shape", t.Cards[1].Span, "remove the others; every deletion makes a card of its own",
			"a cloze note type has exactly one card, this one has %d", len(t.Cards))
	}
	x.checkFields(t)
	x.checkOcclusion(t)
	x.checkCards(t)
}

func (x *decoder) checkFields(t *Notetype) {
	seen, ids := map[string]int{}, identities{}
	for i, f := range t.Fields {
		if strings.HasPrefix(f.Name, "@") {
			x.bad("unsafe-name", f.Span, "give it another `name`", "templates could not show a field named `%s`: `{{@` begins something else", f.Name)
		} else if names.Special(f.Name) {
			x.bad("unsafe-name", f.Span, "give it another `name`", "a field named `%s` would hide what Anki itself calls so", f.Name)
		} else {
			x.checkName(f.Span, f.Name, names.Field(f.Name))
		}
		if j, dup := seen[names.Fold(f.Name)]; dup {
			x.bad("unsafe-name", f.Span, "give one of them another `name`",
				"two fields are named `%s` (`%s` and `%s`)", f.Name, t.Fields[j].Key, f.Key)
		}
		seen[names.Fold(f.Name)] = i
		t.BrokenFields = ids.check(x, "field", f.Key, f.Identity, f.Span) || t.BrokenFields
		if f.Personal && f.Required {
			x.bad("bad-value", f.Span, "remove one of the two", "field `%s` cannot be both required and personal", f.Key)
		}
	}
}

// checkOcclusion reports a field for masks in a type where they could not work.
func (x *decoder) checkOcclusion(t *Notetype) {
	i := t.OcclusionField()
	if i < 0 {
		return
	}
	second := slices.IndexFunc(t.Fields[i+1:], func(f Field) bool { return f.Markup == Occlusion })
	switch {
	case !t.Cloze:
		x.bad("bad-value", t.Fields[i].Span, "add `cloze: true` to the note type, and show the field as `{{cloze:...}}`",
			"masks make cards as deletions do, so note type `%s` must be a cloze type", t.Key)
	case t.PictureField() < 0:
		x.bad("bad-value", t.Fields[i].Span, "add a field like `{key: image, markup: media}`", "note type `%s` has no field for the picture that the masks cover", t.Key)
	case second >= 0:
		x.bad("bad-value", t.Fields[i+1+second].Span, "make two note types, or put all masks into one field", "a note type has one field for masks, `%s` has two", t.Key)
	default:
		return
	}
	t.BrokenFields = true
}

func (x *decoder) checkCards(t *Notetype) {
	seen, ids := map[string]int{}, identities{}
	for i, c := range t.Cards {
		x.checkName(c.Span, c.Name, names.Template(c.Name))
		if j, dup := seen[names.Fold(c.Name)]; dup {
			x.bad("unsafe-name", c.Span, "give one of them another `name`",
				"two cards are named `%s` (`%s` and `%s`)", c.Name, t.Cards[j].Key, c.Key)
		}
		seen[names.Fold(c.Name)] = i
		ids.check(x, "card", c.Key, c.Identity, c.Span)
		if t.Cloze && c.Deck != "" {
			x.bad("bad-value", c.Span, "set `deck` on the notes instead", "the card of a cloze note type cannot have a deck of its own")
		}
	}
}

func (x *decoder) checkName(span source.Span, name, clean string) {
	switch {
	case name == clean:
	case clean == "":
		x.bad("unsafe-name", span, "give it a `name` with letters in it", "nothing of the name `%s` would be left in Anki", name)
	default:
		x.bad("unsafe-name", span, fmt.Sprintf("write `%s`", clean), "Anki would change the name `%s` to `%s`", name, clean)
	}
}

// checkNotetypeNames reports two note types of the deck with one name: Anki would rename the second. Built-ins count only
// when notes use them, which package collection knows.
func (x *decoder) checkNotetypeNames() {
	first, ids := map[string]*Notetype{}, identities{}
	for _, t := range x.deck.Notetypes {
		key := names.Fold(t.Name.Value)
		if other, dup := first[key]; dup && t.Defined && other.Defined && !t.Name.Broken {
			x.bad("unsafe-name", t.Span, "give one of them another `name`",
				"two note types are named `%s` (`%s` and `%s`)", t.Name.Value, other.Key, t.Key)
		}
		first[key] = t
		if t.Defined {
			ids.check(x, "note type", t.Key, t.Identity, t.Span)
		}
	}
}
