package apkg

import (
	"io"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// stubText is what a client sees that knows no newer container (anki-format.md 1.2).
const stubText = "Please update to the latest Anki version, then import the .colpkg/.apkg file again."

// stubTime is the time of everything in the stub, in seconds: that of no build, so that all stubs are the same.
const stubTime = 1_700_000_000

// buildStub returns the dummy collection that asks for a newer Anki: one note in the default deck.
func buildStub(w *workspace) (io.Reader, error) {
	f, err := w.temp()
	if err != nil {
		return nil, err
	}
	if err := buildFile(f, stubCollection(), Legacy, 512); err != nil {
		return nil, err
	}
	return f, nil
}

// stubCollection returns the content of the stub. It is the only collection with a card in Anki's default deck.
func stubCollection() *collection.Collection {
	const id = stubTime * 1000
	plainField := func(id int64, name string) collection.Field {
		return collection.Field{ID: id, Name: name, Font: "Arial", Size: 20}
	}
	return &collection.Collection{
		Time:  stubTime,
		Decks: []collection.Deck{{ID: 1, Name: "Default"}},
		Notetypes: []collection.Notetype{{
			ID: id, Name: "Basic", Mod: stubTime, StockKind: 1,
			CSS:       ".card { font-family: sans-serif; font-size: 20px; text-align: center; }\n",
			Fields:    []collection.Field{plainField(1, "Front"), plainField(2, "Back")},
			Templates: []collection.Template{{ID: 1, Name: "Card 1", Front: "{{Front}}", Back: "{{FrontSide}}<hr id=answer>{{Back}}"}},
			Reqs:      []collection.Req{{Kind: collection.ReqAny, Fields: []int{0}}},
		}},
		Notes: []collection.Note{{
			ID: id, GUID: "deckmill-stub", Mod: stubTime, Fields: []string{stubText, ""},
			Cards: []collection.Card{{ID: id, Position: 1}},
		}},
	}
}
