package learner_test

import (
	"crypto/sha1"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// A change is what a release does to the first one, which is capitals().
type change func(*release)

// capitals is a small deck: two notes of one note type with one card each.
func capitals(changes ...change) *release {
	r := &release{media: map[string]string{}, Collection: &collection.Collection{
		Decks: []collection.Deck{{ID: 10, Name: "Geo"}, {ID: 11, Name: "Geo::Rivers"}},
		Notetypes: []collection.Notetype{{ID: 20, Name: "Capital", Mod: 100, CSS: "a",
			Fields:    []collection.Field{{ID: 1, Name: "Country"}, {ID: 2, Name: "City"}},
			Templates: []collection.Template{{ID: 1, Name: "Card 1", Front: "{{Country}}", Back: "{{City}}"}}}},
		Notes: []collection.Note{
			{ID: 30, GUID: "france", Mod: 100, Fields: []string{"France", "Paris"}, Cards: []collection.Card{{ID: 40, Position: 1}}},
			{ID: 31, GUID: "italy", Mod: 100, Fields: []string{"Italy", "Rome"}, Cards: []collection.Card{{ID: 41, Position: 2}}},
		},
	}}
	for _, change := range changes {
		change(r)
	}
	return r
}

// clozes is another: a cloze note with two cards.
func clozes(changes ...change) *release {
	r := capitals(func(r *release) {
		nt := &r.Notetypes[0]
		nt.Cloze, nt.Templates[0].Front, nt.Templates[0].Back = true, "{{cloze:Country}}", "{{cloze:Country}}"
		r.Notes = r.Notes[:1]
		r.Notes[0].Fields = []string{"{{c1::Paris}} is in {{c2::France}}", ""}
		r.Notes[0].Cards = []collection.Card{{ID: 40, Position: 1}, {ID: 41, Ord: 1, Position: 2}}
	})
	for _, change := range changes {
		change(r)
	}
	return r
}

// twoCards gives the note type a second template and the notes its cards.
func twoCards(r *release) {
	template(r, 2, "Card 2", "{{City}}")
	for i := range r.Notes {
		r.Notes[i].Cards = append(r.Notes[i].Cards, collection.Card{ID: int64(50 + i), Ord: len(r.Notetypes[0].Templates) - 1, Position: 3})
	}
}

func template(r *release, id int64, name, front string) {
	nt := &r.Notetypes[0]
	nt.Templates = append(nt.Templates, collection.Template{ID: id, Name: name, Front: front, Back: "{{FrontSide}}"})
}

// types changes the note type, at a time.
func types(mod int64, edit func(nt *collection.Notetype)) change {
	return func(r *release) {
		r.Notetypes[0].Mod = mod
		edit(&r.Notetypes[0])
	}
}

// text gives a note other fields, at a time.
func text(i int, mod int64, fields ...string) change {
	return func(r *release) { r.Notes[i].Mod, r.Notes[i].Fields = mod, fields }
}

func tagged(i int, mod int64, tags ...string) change {
	return func(r *release) { r.Notes[i].Mod, r.Notes[i].Tags = mod, tags }
}

// newField inserts a field into the note type and gives notes a text in it.
func newField(at int, id int64, name, content string) change {
	return func(r *release) {
		nt := &r.Notetypes[0]
		nt.Fields = slices.Insert(nt.Fields, at, collection.Field{ID: id, Name: name})
		for i := range r.Notes {
			r.Notes[i].Fields = slices.Insert(slices.Clone(r.Notes[i].Fields), at, content)
		}
	}
}

func withoutIDs(r *release) {
	for i := range r.Notetypes[0].Fields {
		r.Notetypes[0].Fields[i].ID = 0
	}
}

// file adds a media file.
func file(name, content string) change {
	return func(r *release) {
		r.media[name] = content
		r.Media = append(r.Media, collection.Media{Name: name, Size: int64(len(content)), SHA1: sha1.Sum([]byte(content))})
	}
}

// newNote adds a note of a note type.
func newNote(guid string, notetype int, mod int64, fields ...string) change {
	return func(r *release) {
		id := int64(60 + len(r.Notes))
		r.Notes = append(r.Notes, collection.Note{ID: id, GUID: guid, Notetype: notetype, Mod: mod, Fields: fields,
			Cards: []collection.Card{{ID: 10 * id, Position: 9}}})
	}
}

// secondType adds a note type with fields and templates of the first and other ids, and gives it to the note i.
func secondType(i int, changes ...func(nt *collection.Notetype)) change {
	return func(r *release) {
		nt := r.Notetypes[0]
		nt.ID, nt.Name = 21, "Capital of a state"
		nt.Fields, nt.Templates = slices.Clone(nt.Fields), slices.Clone(nt.Templates)
		for _, change := range changes {
			change(&nt)
		}
		r.Notetypes = append(r.Notetypes, nt)
		r.Notes[i].Notetype = 1
	}
}

func imports(now int64, r *release) step { return step{Do: "importing", Now: now, release: r} }

func merges(now int64, r *release) step {
	s := imports(now, r)
	s.Merge = true
	return s
}

func edits(now int64, guid string, fields ...string) step {
	return step{Do: "edit", Now: now, GUID: guid, Fields: fields}
}

func tags(now int64, guid string, tags ...string) step {
	return step{Do: "edit", Now: now, GUID: guid, Tags: tags}
}

func moves(now int64, guid, deck string, ords ...int) step {
	return step{Do: "move", Now: now, GUID: guid, Deck: deck, Ords: ords}
}

func adds(now int64, guid, deck string, fields ...string) step {
	return step{Do: "add", Now: now, GUID: guid, Deck: deck, Fields: fields, Name: "Capital"}
}

func study(now int64) step { return step{Do: "study", Now: now} }

func styles(now int64, css string) step {
	return step{Do: "style", Now: now, Name: "Capital", Content: css}
}

func media(now int64, name, content string) step {
	return step{Do: "media", Now: now, Name: name, Content: content}
}

// with sets the conditions of an import.
func (s step) with(notes, notetypes learner.Condition) step {
	s.Notes, s.Notetypes = notes, notetypes
	return s
}

func css(nt *collection.Notetype)        { nt.CSS = "b" }
func nothing(*collection.Notetype)       {}
func sortByCity(nt *collection.Notetype) { nt.SortField = 1 }
