package apkg

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// The JSON of schema 11 was written by many tools over many years. Types that are wrong are read as Anki reads them
// (anki-format.md 2.3).
type (
	looseInt    int64
	looseBool   bool
	looseString string
)

// UnmarshalJSON takes a number, a number in a string, or a truth value; anything else is 0.
func (i *looseInt) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*i = 0
	switch v := v.(type) {
	case float64:
		n, err := strconv.ParseInt(string(b), 10, 64) // exact, unlike v
		if err != nil {
			n = truncate(v)
		}
		*i = looseInt(n)
	case string:
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			*i = looseInt(n)
		}
	case bool:
		if v {
			*i = 1
		}
	}
	return nil
}

// UnmarshalJSON takes a truth value, a number, or either in a string.
func (t *looseBool) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*t = v == true || v == "true" || v == "1"
	if f, ok := v.(float64); ok {
		*t = f != 0
	}
	return nil
}

// UnmarshalJSON takes a string; anything else is the empty one.
func (s *looseString) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	text, _ := v.(string)
	*s = looseString(text)
	return nil
}

// looseModel is a note type as it is read.
type looseModel struct {
	ID        looseInt        `json:"id"`
	Name      looseString     `json:"name"`
	Type      looseInt        `json:"type"`
	Mod       looseInt        `json:"mod"`
	SortField looseInt        `json:"sortf"`
	Templates []looseTemplate `json:"tmpls"`
	Fields    []looseField    `json:"flds"`
	CSS       looseString     `json:"css"`
	LatexPre  looseString     `json:"latexPre"`
	LatexPost looseString     `json:"latexPost"`
	LatexSVG  looseBool       `json:"latexsvg"`
	Reqs      json.RawMessage `json:"req"`
	StockKind looseInt        `json:"originalStockKind"`
}

// looseField is a field as it is read.
type looseField struct {
	Name              looseString `json:"name"`
	Sticky            looseBool   `json:"sticky"`
	RTL               looseBool   `json:"rtl"`
	Font              looseString `json:"font"`
	Size              looseInt    `json:"size"`
	Description       looseString `json:"description"`
	PlainText         looseBool   `json:"plainText"`
	Collapsed         looseBool   `json:"collapsed"`
	ExcludeFromSearch looseBool   `json:"excludeFromSearch"`
	ID                looseInt    `json:"id"`
	Tag               *looseInt   `json:"tag"`
	PreventDeletion   looseBool   `json:"preventDeletion"`
}

// looseTemplate is a card template as it is read.
type looseTemplate struct {
	Name         looseString `json:"name"`
	Front        looseString `json:"qfmt"`
	Back         looseString `json:"afmt"`
	BrowserFront looseString `json:"bqfmt"`
	BrowserBack  looseString `json:"bafmt"`
	BrowserFont  looseString `json:"bfont"`
	BrowserSize  looseInt    `json:"bsize"`
	ID           looseInt    `json:"id"`
}

// looseDeck is a deck as it is read.
type looseDeck struct {
	ID          looseInt    `json:"id"`
	Name        looseString `json:"name"`
	Description looseString `json:"desc"`
	Options     looseInt    `json:"conf"`
}

// loadSchema11 reads note types and decks from the JSON of schemas 11 and 14.
func (l *loader) loadSchema11() error {
	var models map[string]looseModel
	if err := json.Unmarshal([]byte(l.legacy.models), &models); err != nil {
		return fmt.Errorf("the note types are no JSON as Anki writes it: %w", err)
	}
	l.notetypes = make(map[int64]*collection.Notetype, len(models))
	for _, key := range slices.Sorted(maps.Keys(models)) {
		m := models[key]
		id := idOf(m.ID, key)
		l.notetypes[id] = m.notetype(id)
	}
	var decks map[string]looseDeck
	if err := json.Unmarshal([]byte(l.legacy.decks), &decks); err != nil {
		return fmt.Errorf("the decks are no JSON as Anki writes it: %w", err)
	}
	l.decks = make(map[int64]*collection.Deck, len(decks))
	for _, key := range slices.Sorted(maps.Keys(decks)) {
		d := decks[key]
		id := idOf(d.ID, key)
		if len(d.Name) > longestDeckName {
			return errDeckName
		}
		l.decks[id] = &collection.Deck{ID: id, Name: string(d.Name), Description: string(d.Description)}
		l.options[id] = int64(d.Options)
	}
	return nil
}

// idOf returns the id inside an object, or that in its key when there is none.
func idOf(inner looseInt, key string) int64 {
	if inner != 0 {
		return int64(inner)
	}
	id, _ := strconv.ParseInt(key, 10, 64)
	return id
}

// notetype returns the note type that m describes.
func (m *looseModel) notetype(id int64) *collection.Notetype {
	nt := &collection.Notetype{
		ID: id, Name: string(m.Name), Cloze: m.Type == 1, Mod: int64(m.Mod), SortField: int(m.SortField),
		CSS: string(m.CSS), LatexPre: string(m.LatexPre), LatexPost: string(m.LatexPost), LatexSVG: bool(m.LatexSVG),
		StockKind: int(m.StockKind), Reqs: decodeLegacyReqs(m.Reqs, len(m.Templates)),
	}
	for i := range m.Fields {
		nt.Fields = append(nt.Fields, m.Fields[i].field())
	}
	for i := range m.Templates {
		t := &m.Templates[i]
		nt.Templates = append(nt.Templates, collection.Template{
			ID: int64(t.ID), Name: string(t.Name), Front: string(t.Front), Back: string(t.Back),
			BrowserFront: string(t.BrowserFront), BrowserBack: string(t.BrowserBack),
			BrowserFont: string(t.BrowserFont), BrowserSize: int(t.BrowserSize),
		})
	}
	return nt
}

// field returns the field that f describes.
func (f *looseField) field() collection.Field {
	role := 0
	if f.Tag != nil {
		role = int(*f.Tag) + 1
	}
	return collection.Field{
		ID: int64(f.ID), Name: string(f.Name), Font: string(f.Font), Size: int(f.Size), Description: string(f.Description),
		Role: role, RTL: bool(f.RTL), Sticky: bool(f.Sticky), Collapsed: bool(f.Collapsed), PlainText: bool(f.PlainText),
		ExcludeFromSearch: bool(f.ExcludeFromSearch), PreventDeletion: bool(f.PreventDeletion),
	}
}

// decodeLegacyReqs decodes requirements (anki-format.md 5.3). They are a cache: anything that is not one for each of the
// card templates counts as none, as in Anki.
func decodeLegacyReqs(b json.RawMessage, templates int) []collection.Req {
	var raw [][]json.RawMessage
	if json.Unmarshal(b, &raw) != nil || len(raw) != templates {
		return nil
	}
	reqs := make([]collection.Req, 0, len(raw))
	for i, r := range raw {
		var ord int
		var kind string
		var fields []int
		if len(r) != 3 || json.Unmarshal(r[0], &ord) != nil || ord != i ||
			json.Unmarshal(r[1], &kind) != nil || json.Unmarshal(r[2], &fields) != nil {
			return nil
		}
		req := collection.Req{Fields: fields}
		if len(fields) == 0 {
			req.Fields = nil
		}
		for k, name := range reqNames {
			if name == kind {
				req.Kind = collection.ReqKind(k)
			}
		}
		reqs = append(reqs, req)
	}
	return reqs
}
