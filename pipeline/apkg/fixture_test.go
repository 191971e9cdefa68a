package apkg

import (
	"bytes"
	"crypto/sha1"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/preset"
)

// testTime is the build time of the fixtures: 2025-01-01 12:00 UTC.
const testTime = 1735732800

// fixtureMedia are the contents of the fixture's media files.
var fixtureMedia = map[string]string{
	"_style.css":  ".x{color:red}",
	"bild ü.svg":  "<svg xmlns='http://www.w3.org/2000/svg'/>",
	"sound-1.mp3": strings.Repeat("ID3", 5000),
}

func openFixture(name string) (io.ReadCloser, error) {
	content, ok := fixtureMedia[name]
	if !ok {
		return nil, fmt.Errorf("no fixture %q", name)
	}
	return io.NopCloser(strings.NewReader(content)), nil
}

func mediaOf(contents map[string]string) []collection.Media {
	var media []collection.Media
	for name, content := range contents {
		media = append(media, collection.Media{Name: name, Size: int64(len(content)), SHA1: sha1.Sum([]byte(content))})
	}
	slices.SortFunc(media, func(a, b collection.Media) int { return strings.Compare(a.Name, b.Name) })
	return media
}

// otherValues are values of which none is Anki's default.
func otherValues() preset.Values {
	v := preset.Defaults()
	for i := range v {
		switch o := &preset.Options[i]; o.Kind {
		case preset.Steps:
			v[i] = preset.Value{0.5, 15, 1440}
		case preset.Shares:
			v[i] = preset.Value{1, 0, 0.25, 1, 1, 1, 0.1}
		case preset.Switch:
			v[i] = preset.Value{1 - o.Default[0]}
		case preset.Word:
			v[i] = preset.Value{float32(len(o.Words) - 1)}
			if v[i][0] == o.Default[0] {
				v[i][0]--
			}
		case preset.Whole:
			v[i] = preset.Value{o.Default[0] - o.Min + 2}
		case preset.Number:
			v[i] = preset.Value{(o.Min + o.Max) / 2}
		}
	}
	v[preset.Index("initial-ease")] = preset.Value{2.345}
	v[preset.Index("maximum-review-interval")] = preset.Value{365}
	return v
}

const (
	testLatexPre  = "\\documentclass[12pt]{article}\n\\begin{document}\n"
	testLatexPost = "\\end{document}"
)

func plainField(id int64, name string) collection.Field {
	return collection.Field{ID: id, Name: name, Font: "Arial", Size: 20}
}

// fixtureNotetypes are three note types that between them set everything that can be set.
func fixtureNotetypes() []collection.Notetype {
	return []collection.Notetype{
		{
			ID: 1600000000001, Name: "Deckmill Vocabulary: ÄÖ", Mod: testTime - 100, SortField: 2, CSS: ".card { color: <red>; }\n",
			LatexPre: testLatexPre, LatexPost: testLatexPost, LatexSVG: true,
			Fields: []collection.Field{
				{ID: -4224138488088709666, Name: "Front", Font: "Noto Sans", Size: 24, Description: "what is asked", RTL: true, Sticky: true},
				{ID: 12, Name: "Back", Font: "Arial", Size: 20, Collapsed: true, PlainText: true, ExcludeFromSearch: true},
				{ID: 13, Name: "Number", Font: "Arial", Size: 20, PreventDeletion: true, Role: 3},
				plainField(14, "Notiz, mit Komma"),
			},
			Templates: []collection.Template{
				{ID: 21, Name: "Card 1", Front: "{{Front}}", Back: "{{FrontSide}}<hr id=answer>{{Back}}<img src=\"_style.css\">",
					BrowserFront: "{{Number}}", BrowserBack: "{{Back}}", BrowserFont: "Arial", BrowserSize: 12},
				{ID: 22, Name: "Card 2", Front: "{{#Number}}{{Back}}{{/Number}}", Back: "{{Front}}"},
			},
			Reqs: []collection.Req{
				{Kind: collection.ReqAny, Fields: []int{0}},
				{Kind: collection.ReqAll, Fields: []int{1, 2}},
			},
		},
		{
			ID: 1600000000002, Name: "Deckmill Cloze", Mod: testTime, Cloze: true, CSS: ".cloze { font-weight: bold; }",
			LatexPre: testLatexPre, LatexPost: testLatexPost, StockKind: 5,
			Fields: []collection.Field{
				{ID: 31, Name: "Text", Font: "Arial", Size: 20, Role: 1, PreventDeletion: true},
				{ID: 32, Name: "Back Extra", Font: "Arial", Size: 20, Role: 2},
			},
			Templates: []collection.Template{{ID: 41, Name: "Cloze", Front: "{{cloze:Text}}", Back: "{{cloze:Text}}<br>\n{{Back Extra}}"}},
			Reqs:      []collection.Req{{Kind: collection.ReqAny, Fields: []int{0}}},
		},
		{
			ID: 1600000000003, Name: "single", Mod: testTime - 5, CSS: ".card{}",
			LatexPre: testLatexPre, LatexPost: testLatexPost,
			Fields:    []collection.Field{plainField(51, "Q"), plainField(52, "A")},
			Templates: []collection.Template{{ID: 61, Name: "Only \u0345", Front: "{{Q}}", Back: "{{A}}"}},
			Reqs:      []collection.Req{{Kind: collection.ReqAny, Fields: []int{0}}},
		},
	}
}

// fixture is a collection with everything that packages trip over.
func fixture() *collection.Collection {
	c := &collection.Collection{
		Time: testTime,
		Decks: []collection.Deck{
			{ID: 1700000000100, Name: "Größe"},
			{ID: 1700000000101, Name: "Größe::Kapitel 1", Description: "<b>one</b> & \"two\"", Preset: 1},
			{ID: 1700000000099, Name: "Größe::Kapitel 1::深い", Preset: 2},
			{ID: 1700000000102, Name: "Zulu"},
		},
		Presets: []collection.Preset{
			{ID: 1 << 52, Name: "Leicht, \"ä\"", Values: otherValues()},
			{ID: 1600000000009, Name: "As Anki's", Values: preset.Defaults()},
		},
		Notetypes: fixtureNotetypes(),
		Media:     mediaOf(fixtureMedia),
	}
	b := fixtureBuilder{c: c}
	b.note(0, []string{"Haus <b>&amp;</b> \"Hof\", 'x'", "house\nand\tyard", "007", ""}, []string{"a::b", "z", "Ähre"}, 2, 0, 1)
	b.note(1, []string{"{{c1::Paris}} is {{c3::here::hint}} \\(a<b\\)", "<img src=\"bild ü.svg\">"}, nil, 1, 0, 2)
	b.note(0, []string{"#hash", "-12", "", "[sound:sound-1.mp3]"}, []string{"z"}, 3, 0)
	b.note(2, []string{"tags:first line, trap", "'`;\x60 %s \\x1f \u00a0 𝕏"}, nil, 3, 0)
	b.note(0, []string{"1e3", "back", "1e3", "12345678901234567890"}, []string{"#x", "deep::er::tag"}, 2, 0, 1)
	b.note(0, []string{"x", "y", "12345678901234567890", " lead and trail "}, nil, 0, 0, 1)
	return c
}

// A fixtureBuilder adds notes whose ids do not ascend with their positions.
type fixtureBuilder struct{ c *collection.Collection }

func (b *fixtureBuilder) note(notetype int, fields, tags []string, deck int, ords ...int) {
	i := len(b.c.Notes)
	slices.SortFunc(tags, names.Compare)
	n := collection.Note{
		ID: 1600000009000 - int64(i)*7, GUID: fmt.Sprintf("#g\"%d,;", i), Notetype: notetype, Mod: testTime - int64(i),
		Tags: tags, Fields: fields,
	}
	for _, ord := range ords {
		n.Cards = append(n.Cards, collection.Card{ID: 1600000009000 + int64(i*10-ord), Deck: deck, Ord: ord, Position: i + 1})
	}
	b.c.Notes = append(b.c.Notes, n)
}

// bytesOf is the content of one fixture media file as Package.Open returns it.
func bytesOf(r io.ReadCloser) (string, error) {
	var b bytes.Buffer
	_, err := b.ReadFrom(r)
	return b.String(), err
}
