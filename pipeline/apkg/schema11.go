package apkg

import (
	"bytes"
	_ "embed" // the statements
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/deckmill/deckmill/pipeline/collection"
)

//go:embed sql/schema11.sql
var schema11Tables string

//go:embed sql/options.json
var legacyOptions string

// legacyTexts are the columns of col that schema 11 fills with JSON and schema 18 leaves empty.
type legacyTexts struct {
	conf, models, decks, dconf, tags string
}

// legacyModel is a note type in schema 11 (anki-format.md 2.3).
type legacyModel struct {
	ID        int64            `json:"id"`
	Name      string           `json:"name"`
	Type      int              `json:"type"`
	Mod       int64            `json:"mod"`
	USN       int              `json:"usn"`
	SortField int              `json:"sortf"`
	Deck      *int64           `json:"did"`
	Templates []legacyTemplate `json:"tmpls"`
	Fields    []legacyField    `json:"flds"`
	CSS       string           `json:"css"`
	LatexPre  string           `json:"latexPre"`
	LatexPost string           `json:"latexPost"`
	LatexSVG  bool             `json:"latexsvg"`
	Reqs      []any            `json:"req"`
	StockKind int              `json:"originalStockKind,omitempty"`
}

// legacyField is a field in schema 11.
type legacyField struct {
	Name              string `json:"name"`
	Ord               int    `json:"ord"`
	Sticky            bool   `json:"sticky"`
	RTL               bool   `json:"rtl"`
	Font              string `json:"font"`
	Size              int    `json:"size"`
	Description       string `json:"description"`
	PlainText         bool   `json:"plainText"`
	Collapsed         bool   `json:"collapsed"`
	ExcludeFromSearch bool   `json:"excludeFromSearch"`
	ID                *int64 `json:"id"`
	Tag               *int   `json:"tag"`
	PreventDeletion   bool   `json:"preventDeletion"`
}

// legacyTemplate is a card template in schema 11.
type legacyTemplate struct {
	Name         string `json:"name"`
	Ord          int    `json:"ord"`
	Front        string `json:"qfmt"`
	Back         string `json:"afmt"`
	BrowserFront string `json:"bqfmt"`
	BrowserBack  string `json:"bafmt"`
	Deck         *int64 `json:"did"`
	BrowserFont  string `json:"bfont"`
	BrowserSize  int    `json:"bsize"`
	ID           *int64 `json:"id"`
}

// legacyDeck is a deck in schema 11.
type legacyDeck struct {
	ID               int64  `json:"id"`
	Mod              int64  `json:"mod"`
	Name             string `json:"name"`
	USN              int    `json:"usn"`
	LearnedToday     [2]int `json:"lrnToday"`
	ReviewedToday    [2]int `json:"revToday"`
	NewToday         [2]int `json:"newToday"`
	TimeToday        [2]int `json:"timeToday"`
	Collapsed        bool   `json:"collapsed"`
	BrowserCollapsed bool   `json:"browserCollapsed"`
	Description      string `json:"desc"`
	Filtered         int    `json:"dyn"`
	Options          int64  `json:"conf"`
	ExtendNew        int    `json:"extendNew"`
	ExtendReview     int    `json:"extendRev"`
}

// insertSchema11 inserts everything but notes and cards: all of it is JSON in one row.
func insertSchema11(d *database, c *collection.Collection) error {
	texts := legacyTexts{tags: "{}"}
	models := make(map[string]legacyModel, len(c.Notetypes))
	for i := range c.Notetypes {
		m := toLegacyModel(&c.Notetypes[i])
		models[strconv.FormatInt(m.ID, 10)] = m
	}
	decks := map[string]legacyDeck{"1": {ID: 1, Name: "Default", Collapsed: true, BrowserCollapsed: true, Options: defaultPreset}}
	for _, deck := range c.Decks {
		decks[strconv.FormatInt(deck.ID, 10)] = legacyDeck{
			ID: deck.ID, Name: deck.Name, Mod: c.Time, USN: -1, Description: deck.Description,
			Options: optionsID(c, &deck),
		}
	}
	dconf := map[string]any{"1": json.RawMessage(legacyOptions)}
	for i := range c.Presets {
		p := &c.Presets[i]
		dconf[strconv.FormatInt(p.ID, 10)] = legacyPreset(p, c.Time)
	}
	for _, column := range []struct {
		text  *string
		value any
	}{{&texts.conf, settings(c)}, {&texts.models, models}, {&texts.decks, decks}, {&texts.dconf, dconf}} {
		text, err := encodeJSON(column.value)
		if err != nil {
			return fmt.Errorf("encode schema 11: %w", err)
		}
		*column.text = text
	}
	return insertCol(d, c, 11, texts)
}

// toLegacyModel returns the schema-11 form of a note type.
func toLegacyModel(nt *collection.Notetype) legacyModel {
	m := legacyModel{
		ID: nt.ID, Name: nt.Name, Mod: nt.Mod, USN: -1, SortField: nt.SortField, CSS: nt.CSS,
		LatexPre: nt.LatexPre, LatexPost: nt.LatexPost, LatexSVG: nt.LatexSVG, StockKind: nt.StockKind,
		Reqs: []any{},
	}
	if nt.Cloze {
		m.Type = 1
	}
	for i := range nt.Fields {
		m.Fields = append(m.Fields, toLegacyField(&nt.Fields[i], i))
	}
	for i, t := range nt.Templates {
		m.Templates = append(m.Templates, legacyTemplate{
			Name: t.Name, Ord: i, Front: t.Front, Back: t.Back, BrowserFront: t.BrowserFront, BrowserBack: t.BrowserBack,
			BrowserFont: t.BrowserFont, BrowserSize: t.BrowserSize, ID: idOrNull(t.ID),
		})
	}
	for i, req := range nt.Reqs {
		fields := req.Fields
		if fields == nil {
			fields = []int{} // null is not a list
		}
		m.Reqs = append(m.Reqs, []any{i, reqNames[req.Kind], fields})
	}
	return m
}

// reqNames are the names of the kinds of collection.ReqKind in schema 11 (anki-format.md 5.3).
var reqNames = [...]string{collection.ReqNone: "none", collection.ReqAny: "any", collection.ReqAll: "all"}

// toLegacyField returns the schema-11 form of the field at index ord.
func toLegacyField(f *collection.Field, ord int) legacyField {
	l := legacyField{
		Name: f.Name, Ord: ord, Sticky: f.Sticky, RTL: f.RTL, Font: f.Font, Size: f.Size, Description: f.Description,
		PlainText: f.PlainText, Collapsed: f.Collapsed, ExcludeFromSearch: f.ExcludeFromSearch,
		ID: idOrNull(f.ID), PreventDeletion: f.PreventDeletion,
	}
	if f.Role != 0 {
		tag := f.Role - 1
		l.Tag = &tag
	}
	return l
}

// idOrNull returns nil for the id of nothing.
func idOrNull(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// settings returns the settings of the collection (anki-format.md 2.3, conf). Without schedVer the importer would take
// the cards for those of an old scheduler and rewrite them.
func settings(c *collection.Collection) map[string]any {
	last := 0
	for i := range c.Notes {
		for j := range c.Notes[i].Cards {
			last = max(last, c.Notes[i].Cards[j].Position)
		}
	}
	return map[string]any{
		"activeDecks": []int{1}, "curDeck": 1, "newSpread": 0, "collapseTime": 1200, "timeLim": 0, "estTimes": true,
		"dueCounts": true, "curModel": nil, "nextPos": last + 1, "sortType": "noteFld", "sortBackwards": false,
		"addToCur": true, "dayLearnFirst": false, "schedVer": 2, "creationOffset": 0, "sched2021": true,
	}
}

// encodeJSON returns v as JSON with sorted keys, and without the escapes that make JSON fit for a script element.
func encodeJSON(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "", err
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}
