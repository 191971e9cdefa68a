package apkg

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
)

func TestWriteRefuses(t *testing.T) {
	tests := map[string]struct {
		spoil func(c *collection.Collection)
		want  string
	}{
		"default deck":       {func(c *collection.Collection) { c.Decks[0].ID = 1 }, "deck `Größe` has id 1"},
		"deck id twice":      {func(c *collection.Collection) { c.Decks[1].ID = c.Decks[0].ID }, "two decks with id `1700000000100`"},
		"deck name twice":    {func(c *collection.Collection) { c.Decks[3].Name = "GRÖSSE" }, "two decks named `grösse`"},
		"deck name unclean":  {func(c *collection.Collection) { c.Decks[3].Name = "a:: b" }, "the deck name `a:: b` is not what Anki would store: ` b` becomes `b`"},
		"parent missing":     {func(c *collection.Collection) { c.Decks[0].Name = "other" }, "deck `Größe::Kapitel 1` is there, but not its parent"},
		"media upper case":   {func(c *collection.Collection) { c.Media[0].Name = "SOUND-1.mp3" }, "two media files named `sound-1.mp3`"},
		"media unsafe":       {func(c *collection.Collection) { c.Media[0].Name = ".." }, "the name of the media file `..` is none that Anki would keep"},
		"media unclean":      {func(c *collection.Collection) { c.Media[0].Name = "a?.png" }, "the name of the media file `a?.png` is none that Anki would keep"},
		"media empty":        {func(c *collection.Collection) { c.Media[0].Size = 0 }, "media file `_style.css` has 0 bytes"},
		"type id 0":          {func(c *collection.Collection) { c.Notetypes[2].ID = 0 }, "note type `single`: id 0 is not positive"},
		"type id twice":      {func(c *collection.Collection) { c.Notetypes[2].ID = c.Notetypes[0].ID }, "two note types with id"},
		"type name twice":    {func(c *collection.Collection) { c.Notetypes[2].Name = "deckmill cloze" }, "two note types named"},
		"type name unclean":  {func(c *collection.Collection) { c.Notetypes[2].Name = `"` }, "its name is none that Anki would keep"},
		"no template":        {func(c *collection.Collection) { c.Notetypes[2].Templates = nil }, "it needs a field and a card template"},
		"sort field":         {func(c *collection.Collection) { c.Notetypes[2].SortField = 2 }, "it sorts by field 2 of 2"},
		"requirements":       {func(c *collection.Collection) { c.Notetypes[2].Reqs = nil }, "0 requirements for 1 card templates"},
		"field twice":        {func(c *collection.Collection) { c.Notetypes[2].Fields[1].Name = "q" }, "two fields named `q`"},
		"field unclean":      {func(c *collection.Collection) { c.Notetypes[2].Fields[1].Name = "#x" }, "the name of the field `#x`"},
		"template twice":     {func(c *collection.Collection) { c.Notetypes[0].Templates[1].Name = "CARD 1" }, "two card templates named `card 1`"},
		"template unclean":   {func(c *collection.Collection) { c.Notetypes[0].Templates[1].Name = "" }, "the name of the card template ``"},
		"note id":            {func(c *collection.Collection) { c.Notes[1].ID = 1 << 53 }, "id 9007199254740992 is out of range"},
		"note id twice":      {func(c *collection.Collection) { c.Notes[1].ID = c.Notes[0].ID }, "two notes with id"},
		"guid twice":         {func(c *collection.Collection) { c.Notes[1].GUID = c.Notes[0].GUID }, "two notes with guid"},
		"guid empty":         {func(c *collection.Collection) { c.Notes[1].GUID = "" }, "its guid is empty"},
		"note type":          {func(c *collection.Collection) { c.Notes[1].Notetype = 3 }, "it has note type 3 of 3"},
		"field count":        {func(c *collection.Collection) { c.Notes[1].Fields = c.Notes[1].Fields[:1] }, "it has 1 fields, its note type 2"},
		"field separator":    {func(c *collection.Collection) { c.Notes[1].Fields[0] = "a\x1fb" }, "field `Text` holds control characters"},
		"field not UTF-8":    {func(c *collection.Collection) { c.Notes[1].Fields[0] = "a\xff" }, "field `Text` holds control characters or is not UTF-8"},
		"tag with blank":     {func(c *collection.Collection) { c.Notes[1].Tags = []string{"a b"} }, "the tag `a b` is none that Anki would keep"},
		"tags out of order":  {func(c *collection.Collection) { c.Notes[1].Tags = []string{"b", "a"} }, "tag `a` is not in its place after `b`"},
		"tag twice":          {func(c *collection.Collection) { c.Notes[1].Tags = []string{"a", "A"} }, "tag `A` is not in its place after `a`"},
		"no card":            {func(c *collection.Collection) { c.Notes[1].Cards = nil }, "it has no card"},
		"card deck":          {func(c *collection.Collection) { c.Notes[1].Cards[0].Deck = 4 }, "a card is in deck 4 of 4"},
		"card id twice":      {func(c *collection.Collection) { c.Notes[1].Cards[1].ID = c.Notes[0].Cards[0].ID }, "two cards with id"},
		"card without front": {func(c *collection.Collection) { c.Notes[3].Cards[0].Ord = 1 }, "card number 1 follows -1; there can be 1"},
		"cloze 501":          {func(c *collection.Collection) { c.Notes[1].Cards[1].Ord = 500 }, "card number 500 follows 0; there can be 500"},
		"card twice":         {func(c *collection.Collection) { c.Notes[0].Cards[1].Ord = 0 }, "card number 0 follows 0"},
		"position":           {func(c *collection.Collection) { c.Notes[0].Cards[1].Position = 2_000_000 }, "position 2000000 is out of range"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c := fixture()
			test.spoil(c)
			err := Write(filepath.Join(dir, "deck.apkg"), c, Latest, openFixture)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "refusing to write") {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestWriteRefusesNamesOfWholeCollections(t *testing.T) {
	for _, name := range []string{"collection.apkg", "Collection.APKG", "backup-2020.apkg", "deck.colpkg"} {
		err := Write(filepath.Join(t.TempDir(), name), fixture(), Latest, openFixture)
		if err == nil || !strings.Contains(err.Error(), "to Anki a whole collection") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, k := range []Container{Legacy1, Bare} {
		if err := Write(filepath.Join(t.TempDir(), "deck.apkg"), fixture(), k, openFixture); err == nil {
			t.Errorf("%v was written", k)
		}
	}
}
