package learner_test

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// scenarios are what can happen to a learner, thing by thing. What becomes of them stands in testdata/scenarios.txt.
var scenarios = []history{
	{name: "first import", steps: []step{imports(200, capitals())}},
	{name: "the same again", steps: []step{imports(200, capitals()), study(250), imports(300, capitals())}},
	{name: "a newer note", steps: []step{imports(200, capitals()), imports(400, capitals(text(0, 300, "France", "Paris!")))}},
	{name: "an older note", steps: []step{imports(200, capitals()), imports(400, capitals(text(0, 50, "France", "Paris!")))}},
	{name: "an older note, always", steps: []step{imports(200, capitals()),
		imports(400, capitals(text(0, 50, "France", "Paris!"))).with(learner.Always, learner.IfNewer)}},
	{name: "edited before the release", steps: []step{imports(200, capitals()), edits(300, "france", "", "my Paris"),
		imports(500, capitals(text(0, 400, "France", "Paris!")))}},
	{name: "edited after the release", steps: []step{imports(200, capitals()), edits(300, "france", "", "my Paris"),
		imports(500, capitals(text(0, 250, "France", "Paris!")))}},
	{name: "unchanged but stamped anew", steps: []step{imports(200, capitals()), edits(300, "france", "", "my Paris"),
		imports(500, capitals(text(0, 400, "France", "Paris")))}},
	{name: "tagged by the learner", steps: []step{imports(200, capitals()), tags(300, "france", "mine"), tags(300, "italy", "mine"),
		imports(500, capitals(text(0, 250, "France", "Paris!"), text(1, 400, "Italy", "Roma")))}},
	{name: "tags keep their spelling", steps: []step{imports(200, capitals(tagged(0, 100, "Europe"))), tags(250, "italy", "europe::South"),
		imports(400, capitals(tagged(0, 300, "europe", "Leech"), tagged(1, 300, "EUROPE::south", "EUROPE::West")))}},
	{name: "a note is gone", steps: []step{imports(200, capitals()), imports(400, capitals(func(r *release) { r.Notes = r.Notes[1:] }))}},
	{name: "a note is new", steps: []step{imports(200, capitals()), imports(400, capitals(newNote("spain", 0, 300, "Spain", "Madrid")))}},

	{name: "newer css", steps: []step{imports(200, capitals()), imports(400, capitals(types(300, css)))}},
	{name: "styled before the release", steps: []step{imports(200, capitals()), styles(250, "mine"), imports(400, capitals(types(300, css)))}},
	{name: "styled before the release, never", steps: []step{imports(200, capitals()), styles(250, "mine"),
		imports(400, capitals(types(300, css))).with(learner.IfNewer, learner.Never)}},
	{name: "styled after the release", steps: []step{imports(200, capitals()), styles(350, "mine"), imports(400, capitals(types(300, css)))}},
	{name: "styled before the release, merged", steps: []step{imports(200, capitals()), styles(250, "mine"),
		merges(400, capitals(types(300, css), newField(2, 3, "River", "x"), text(0, 300, "France", "Paris!", "Seine")))}},
	{name: "styled before the release, merged, never", steps: []step{imports(200, capitals()), styles(250, "mine"),
		merges(400, capitals(types(300, css), newField(2, 3, "River", "x"))).with(learner.IfNewer, learner.Never)}},
	{name: "other css at the same time", steps: []step{imports(200, capitals()), imports(400, capitals(types(100, css)))}},
	{name: "older css, always", steps: []step{imports(200, capitals()), imports(400, capitals(types(50, css))).with(learner.IfNewer, learner.Always)}},
	{name: "the name of a stock note type", steps: []step{
		imports(200, capitals(types(100, func(nt *collection.Notetype) { nt.Name = "basic" }))),
		imports(400, capitals(types(150, func(nt *collection.Notetype) { nt.Name, nt.CSS = "basic", "b" }))),
		imports(600, capitals(types(300, func(nt *collection.Notetype) { nt.Name, nt.CSS = "basic", "c" })))}},
	{name: "another name", steps: []step{imports(200, capitals()), imports(400, capitals(types(300, func(nt *collection.Notetype) { nt.Name = "City" })))}},
	{name: "a field has another name", steps: []step{imports(200, capitals()),
		imports(400, capitals(types(300, func(nt *collection.Notetype) { nt.Fields[1].Name, nt.Templates[0].Back = "Capital", "{{ Capital }}" })))}},
	{name: "a field has another name and no id", steps: []step{imports(200, capitals(withoutIDs)),
		imports(400, capitals(withoutIDs, types(300, func(nt *collection.Notetype) { nt.Fields[1].Name, nt.Templates[0].Back = "Capital", "{{Capital}}" }),
			text(0, 300, "France", "Paris!"), newNote("spain", 0, 300, "Spain", "Madrid")))}},
	{name: "fields exchange their names", steps: []step{imports(200, capitals()),
		imports(400, capitals(types(300, func(nt *collection.Notetype) {
			nt.Fields[0].Name, nt.Fields[1].Name = "City", "Country"
			nt.Templates[0].Front, nt.Templates[0].Back = "{{City}}", "{{Country}}" // as before, under the new names
		})))}},
	{name: "sorted by another field", steps: []step{imports(200, capitals()), imports(400, capitals(types(300, sortByCity), text(0, 300, "France", "Paris!")))}},
	{name: "another front makes cards", steps: []step{imports(200, capitals(twoCards, noSecondCard)),
		imports(400, capitals(twoCards, noSecondCard, types(300, func(nt *collection.Notetype) { nt.Templates[1].Front = "{{City}}?" })))}},
	{name: "another front makes cards where the learner has the others", steps: []step{imports(200, capitals(threeCards)),
		moves(250, "france", "Mine"), moves(250, "italy", "Mine", 1),
		imports(400, capitals(threeCards, types(300, func(nt *collection.Notetype) { nt.Templates[2].Front = "{{City}} x" })))}},

	{name: "a field is new at the end", steps: []step{imports(200, capitals()), imports(400, capitals(types(300, nothing), newField(2, 3, "River", "x"),
		text(0, 300, "France", "Paris!", "Seine"), newNote("spain", 0, 300, "Spain", "Madrid", "Tajo")))}},
	{name: "a field is new at the end, merged", steps: []step{imports(200, capitals()), edits(250, "italy", "", "Roma"),
		merges(400, capitals(types(300, nothing), newField(2, 3, "River", "x"), text(0, 300, "France", "Paris!", "Seine"))),
		merges(600, capitals(types(300, nothing), newField(2, 3, "River", "x"), text(0, 500, "France", "Paris!!", "Seine")))}},
	{name: "a field is new in between, merged", steps: []step{imports(200, capitals()),
		merges(400, capitals(types(300, css), newField(1, 3, "River", "Seine"), newNote("spain", 0, 300, "Spain", "Tajo", "Madrid")))}},
	{name: "a field is gone, merged", steps: []step{imports(200, capitals(newField(2, 3, "River", "mine"))),
		merges(400, capitals(types(300, nothing), text(0, 300, "France", "Paris!")))}},
	{name: "a template is new", steps: []step{imports(200, capitals()), imports(400, capitals(types(300, nothing), twoCards))}},
	{name: "a template is new, merged", steps: []step{imports(200, capitals()), moves(250, "france", "Mine"), merges(400, capitals(types(300, nothing), twoCards))}},
	{name: "a template is gone, merged", steps: []step{imports(200, capitals(twoCards)), merges(400, capitals(types(300, nothing)))}},
	{name: "templates in another order, merged", steps: []step{imports(200, capitals(twoCards)), merges(400, capitals(twoCards, reordered,
		newNote("spain", 0, 300, "Spain", "Madrid"), newNote("malta", 0, 300, "Malta", "Valletta"))),
		merges(500, capitals(twoCards, reordered, newNote("spain", 0, 300, "Spain", "Madrid"), newNote("malta", 0, 300, "Malta", "Valletta")))}},
	{name: "nothing to merge", steps: []step{imports(200, capitals()), merges(400, capitals(text(0, 300, "France", "Paris!"))), imports(600, capitals(types(300, css)))}},
	{name: "a copy is used again", steps: []step{imports(200, capitals()),
		imports(400, capitals(types(300, nothing), newField(2, 3, "River", "x"), newNote("spain", 0, 300, "Spain", "Madrid", "Tajo"))),
		imports(600, capitals(types(500, css), newField(2, 3, "River", "x"), newNote("spain", 0, 500, "Spain", "Madrid!", "Tajo")))}},
	{name: "a copy is folded in", steps: []step{imports(200, capitals()),
		imports(400, capitals(types(300, nothing), newField(2, 3, "River", "x"), newNote("spain", 0, 300, "Spain", "Madrid", "Tajo"))),
		merges(600, capitals(types(500, css), newField(2, 3, "River", "x"), newNote("spain", 0, 500, "Spain", "Madrid!", "Tajo")))}},
	{name: "another note type", steps: []step{imports(200, capitals()), imports(400, capitals(secondType(0), text(0, 300, "France", "Paris!")))}},
	{name: "another note type, merged", steps: []step{imports(200, capitals()), merges(400, capitals(secondType(0), text(0, 300, "France", "Paris!")))}},
	{name: "another note type with other fields, merged", steps: []step{imports(200, capitals()),
		merges(400, capitals(secondType(0, otherFields), text(0, 300, "France", "Paris!"), newNote("spain", 1, 300, "Spain", "Madrid"))),
		merges(600, capitals(secondType(1, otherFields), secondNote))}},
	{name: "another id for the only note type, merged", steps: []step{imports(200, capitals()),
		merges(400, capitals(types(300, func(nt *collection.Notetype) { nt.ID = 21 })))}},
	{name: "no cloze note type any more", steps: []step{imports(200, clozes()), imports(400, clozes(standard))}},
	{name: "no cloze note type any more, merged", steps: []step{imports(200, clozes()), merges(400, clozes(standard))}},

	{name: "a cloze is new", steps: []step{imports(200, clozes()), imports(400, clozes(text(0, 300, "{{c1::Paris}} {{c2::is}} {{c3::here}}", ""), thirdCloze))}},
	{name: "a cloze is new for an edited note", steps: []step{imports(200, clozes()), edits(300, "france", "", "mine"),
		imports(400, clozes(text(0, 250, "{{c1::Paris}} {{c2::is}} {{c3::here}}", ""), thirdCloze))}},
	{name: "a cloze is gone", steps: []step{imports(200, clozes()),
		imports(400, clozes(text(0, 300, "{{c1::Paris}} is in France", ""), func(r *release) { r.Notes[0].Cards = r.Notes[0].Cards[:1] }))}},
	{name: "the learner writes a cloze", steps: []step{imports(200, clozes()), moves(250, "france", "Mine"), edits(300, "france", "{{c7::x}}"),
		moves(350, "france", "Geo", 0), edits(400, "france", "{{c8::x}}")}},
	{name: "the learner empties and fills a field", steps: []step{imports(200, capitals(twoCards)), edits(300, "france", "", "<br>"),
		imports(400, capitals(twoCards)), edits(500, "france", "", "Paris")}},
	{name: "the learner adds a note", steps: []step{imports(200, clozes()), moves(250, "france", "Mine", 0), adds(300, "mine", "Own", "{{c1::x}} {{c2::y}}", ""),
		edits(400, "france", "{{c7::x}}"), imports(600, clozes(text(0, 500, "x {{c1::y}}", ""))), imports(700, clozes(types(650, func(nt *collection.Notetype) {
			nt.Templates[0].Front = "{{cloze:Country}} x"
		})))}},
	{name: "the learner adds a note of a note type that goes", steps: []step{imports(200, capitals(twoCards)), moves(250, "france", "Mine", 0), adds(300, "mine", "Own", "x", ""),
		merges(400, capitals(twoCards, func(r *release) { template(r, 3, "Card 3", "{{Country}}?") }, types(350, func(nt *collection.Notetype) { nt.ID = 21 })))}},
	{name: "an edit that changes nothing", steps: []step{imports(200, capitals()), edits(300, "france", "France", "Paris"), edits(300, "spain", "Spain")}},

	{name: "another deck", steps: []step{imports(200, capitals()), imports(400, capitals(toRivers, newNote("spain", 0, 300, "Spain", "Madrid"), toRivers))}},
	{name: "the learner moved a card", steps: []step{imports(200, capitals()), moves(300, "france", "Mine::Own"), imports(400, capitals(text(0, 300, "France", "Paris!")))}},
	{name: "decks keep their spelling", steps: []step{imports(200, capitals()), moves(250, "france", "geo::RIVERS::Long"),
		imports(400, capitals(toRivers, newNote("spain", 0, 300, "Spain", "Madrid"), toRivers))}},
	{name: "descriptions", steps: []step{imports(200, capitals(described("one"))), imports(300, capitals(described(""))), imports(400, capitals(described("two")))}},

	{name: "a picture has other content", steps: []step{imports(200, capitals(text(0, 100, "France", `<img src="a.jpg">`), file("a.jpg", "one"))),
		imports(400, capitals(text(0, 300, "France", `<img alt="a.jpg" src="a.jpg">[sound:a.jpg]`), text(1, 100, "Italy", `<img src="a.jpg">`), file("a.jpg", "two")))}},
	{name: "a picture of the learner's has the name", steps: []step{media(100, "a.jpg", "mine"),
		imports(200, capitals(text(0, 100, "France", `<img src=a.jpg>`), file("a.jpg", "one"), file("unused.jpg", "x"))),
		imports(400, capitals(text(0, 300, "France!", `<img src=a.jpg>`), file("a.jpg", "one")))}},
	{name: "files of templates never change", steps: []step{imports(200, capitals(file("_a.js", "one"))), imports(400, capitals(file("_a.js", "two"), file("_b.js", "x")))}},
	{name: "capital letters", steps: []step{imports(200, capitals(text(0, 100, "France", `<img src="A.jpg">`), file("A.jpg", "one"), file("_A.js", "one"))),
		imports(400, capitals(text(0, 300, "France", `<img src="A.jpg">`), file("A.jpg", "two"), file("_A.js", "two")))}},
	{name: "capital letters beside small ones", steps: []step{media(100, "a.jpg", "mine"),
		imports(400, capitals(text(0, 300, "France", `<img src="A.jpg">`), file("A.jpg", "two")))}},
}

func noSecondCard(r *release) {
	r.Notetypes[0].Templates[1].Front = "{{#Nothing}}{{City}}{{/Nothing}}"
	for i := range r.Notes {
		r.Notes[i].Cards = r.Notes[i].Cards[:1]
	}
}

func threeCards(r *release) {
	twoCards(r)
	template(r, 3, "Card 3", "nothing")
}

func reordered(r *release) {
	t := r.Notetypes[0].Templates
	slices.Reverse(t)
	for i := range r.Notes { // cards follow their templates
		for k := range r.Notes[i].Cards {
			r.Notes[i].Cards[k].ID = int64(70 + 2*i + k)
		}
	}
}

func otherFields(nt *collection.Notetype) {
	nt.Fields = []collection.Field{{ID: 5, Name: "State"}, {ID: 6, Name: "Seat"}}
	nt.Templates = []collection.Template{{ID: 5, Name: "Ask", Front: "{{State}}", Back: "{{Seat}}"}}
}

func secondNote(r *release) { r.Notes[1].Fields, r.Notes[1].Mod = []string{"Italy", "Roma"}, 500 }

// standard makes the cloze note type one of the standard ones.
func standard(r *release) {
	nt := &r.Notetypes[0]
	nt.Mod, nt.Cloze, nt.Templates[0].Front, nt.Templates[0].Back = 300, false, "{{Country}}", "{{City}}"
	r.Notes[0].Cards = r.Notes[0].Cards[:1]
}

func thirdCloze(r *release) {
	r.Notes[0].Cards = append(r.Notes[0].Cards, collection.Card{ID: 42, Ord: 2, Position: 3, Deck: 1})
}

func toRivers(r *release) {
	for i := range r.Notes {
		for k := range r.Notes[i].Cards {
			r.Notes[i].Cards[k].Deck = 1
		}
	}
}

func described(text string) change { return func(r *release) { r.Decks[0].Description = text } }
