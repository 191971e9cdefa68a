package learner_test

import (
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// foreign are histories with packages as other tools write them: our own package after some SQL.
var foreign = []history{
	{name: "one guid twice", steps: []step{sql(imports(200, capitals()), "update notes set guid = 'x'"), edits(300, "x", "", "mine"),
		sql(imports(400, capitals(text(0, 350, "France", "Paris!"), text(1, 360, "Italy", "Roma"))), "update notes set guid = 'x'")}},
	{name: "one guid twice and new cards", steps: []step{sql(imports(200, capitals(twoCards)), "update notes set guid = 'x'", "delete from cards where ord = 1"),
		sql(imports(400, capitals(twoCards)), "update notes set guid = 'x'")}},
	{name: "the default deck", steps: []step{sql(imports(200, capitals()), "update cards set did = 1 where id = 40")}},
	{name: "too few fields", steps: []step{imports(200, capitals()), sql(imports(400, capitals(text(0, 300, "France", "Paris!"))), "update notes set flds = 'France' where id = 30")}},
	{name: "a field's name is not clean", steps: []step{sql(imports(200, capitals()), `update col set models = replace(models, '"Country"', '"Cou:ntry"')`),
		sql(imports(400, capitals(types(300, css))), `update col set models = replace(models, '"Country"', '" #Country"')`)}},
	{name: "the note type has no name", steps: []step{sql(imports(200, capitals()), `update col set models = replace(models, '"Capital"', '"\"')`)}},
	{name: "the deck's name is not clean", steps: []step{sql(imports(200, capitals()), `update col set decks = replace(decks, 'Geo', ' Geo:')`), imports(300, capitals())}},
	{name: "the parent deck is missing", steps: []step{sql(imports(200, capitals(toRivers)), `update col set decks = json_remove(decks, '$."10"')`)}},
	{name: "a note without cards", steps: []step{sql(imports(200, capitals()), "delete from cards where id = 40"), imports(300, capitals()), study(350), imports(400, capitals())}},
	{name: "a note without cards is edited", steps: []step{sql(imports(200, capitals()), "delete from cards where id = 40"), edits(300, "france", "", "x")}},
	{name: "a note without cards and another front", steps: []step{sql(imports(200, capitals()), "delete from cards where id = 40"),
		imports(400, capitals(types(300, func(nt *collection.Notetype) { nt.Templates[0].Front = "{{City}}" })))}},
	{name: "one card twice", steps: []step{sql(imports(200, capitals(twoCards)), "update cards set ord = 0"), imports(300, capitals(twoCards))}},
	{name: "a card of no template", steps: []step{sql(imports(200, capitals()), "update cards set ord = 7"), imports(300, capitals())}},
	{name: "tags are not in order", steps: []step{sql(imports(200, capitals()), "update notes set tags = ' b  a::  B Marked ' || char(12288) || 'c'")}},
	{name: "control characters", steps: []step{sql(imports(200, capitals()), "update notes set flds = 'Fr' || char(13) || 'an' || char(127) || 'ce' || char(31) || 'x' || char(9)")}},
	{name: "ids in the future", steps: []step{sql(imports(200, capitals()), "update notes set id = id + 90000000000000", "update cards set nid = nid + 90000000000000, id = id + 90000000000000"),
		imports(300, capitals(text(0, 250, "France", "Paris!")))}},
	{name: "ids of other notes", steps: []step{imports(200, capitals()), sql(imports(300, capitals(newNote("spain", 0, 300, "Spain", "Madrid"))),
		"delete from notes where id = 30", "update notes set id = 30 where guid = 'spain'", "update cards set nid = 30 where nid = 62")}},
	{name: "names that differ in case", steps: []step{sql(imports(200, capitals()), `update col set models = replace(models, '"City"', '"country"')`)}},
	{name: "sorted by a field that is not there", steps: []step{sql(imports(200, capitals()), `update col set models = replace(models, '"sortf":0', '"sortf":7')`), imports(300, capitals(types(250, css)))}},
}

func sql(s step, statements ...string) step {
	s.SQL = statements
	return s
}

// TestForeignPackages lets real Anki import what other tools write.
func TestForeignPackages(t *testing.T) {
	for name, a := range ankis(t) {
		t.Run(name, func(t *testing.T) {
			for i, real := range a.replay(t, foreign) {
				if at, d := difference(predict(t, a.version, foreign[i]), real); at >= 0 {
					t.Errorf("%s, step %d:\n%s\n%s", foreign[i].name, at, foreign[i].describe(at), d)
				}
			}
		})
	}
}
