package interop_test

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"image"
	"image/png"

	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// A masked is what Anki has of a note with masks, and what its editor of masks is given.
type masked struct {
	Fields []string
	Cards  []struct {
		Ord, Reps        int
		Question, Answer string
	}
	Shapes        []shape
	All           *bool // whether the other masks are hidden too; old versions do not say
	Picture       string
	Name          *string // of the picture; old versions do not say
	Header, Extra string
}

type shape struct {
	Number     *int // old versions do not say
	Shape      string
	Properties map[string]string
}

type occlusionAnswer struct {
	First, Second   map[string]int
	Notes, Own      map[string]masked
	After           map[string]masked
	OK              bool
	Problems        string
	Missing, Unused []string
	Empty, Reviews  int
	Type, Stock     occlusionType
}

// An occlusionType is what makes a note type one for masks.
type occlusionType struct {
	Fields           []map[string]any
	Name             string
	Front, Back, CSS string
	Stock            *int
	Cloze            bool
}

const heart = `deck: Heart
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52
notetype: image-occlusion
notetypes:
  atlas:
    name: Atlas
    cloze: true
    stock: image-occlusion
    fields: [{key: masks, markup: occlusion}, {key: plate, markup: media}, title, source]
    cards: [{key: card, front: '{{Title}}{{cloze:Masks}}{{Plate}}', back: '{{Title}}{{cloze:Masks}}{{Plate}}{{Source}}'}]
notes:
  - guid: shapes
    image: heart.png
    header: The *four* chambers
    extra: Seen from the front
    occlusion:
      shapes:
        - {c: 1, rect: [80, 60, 240, 120]}
        - {c: 3, ellipse: [50%, 10%, 30%, 20%], angle: 15, fill: '#00FF00'}
        - {c: 3, polygon: [480, 50%, 90%, 300, 600, 540]}
        - {text: 'Front \ view', at: [5%, 5%], size: 24, scale: 1.5}
  - guid: drawn
    image: heart.png
    occlusion: {hide: one, svg: masks.svg}
  - guid: atlas
    notetype: atlas
    title: Plate 1
    plate: heart.png
    masks: {shapes: [{c: 2, rect: [0, 0, 100%, 33.333%]}]}
`

const masks = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">
  <g transform="translate(40 30)"><rect id="c1-left" width="100" height="50"/></g>
  <circle id="c2" cx="200" cy="150" r="60"/>
  <path id="outline" d="M0 0"/>
</svg>`

// buildHeart builds a release of the deck and returns the path of its package.
func buildHeart(t *testing.T, deck string, picture []byte, o pipeline.Options) string {
	t.Helper()
	repo, err := pipeline.Open(fstest.MapFS{
		"decks/heart/deck.yaml":       {Data: []byte(deck)},
		"decks/heart/media/heart.png": {Data: picture},
		"decks/heart/media/masks.svg": {Data: []byte(masks)},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := repo.Compile(repo.Decks[0], o)
	if err != nil {
		t.Fatal(err)
	}
	if c.Collection == nil {
		t.Fatalf("the deck has errors: %v", c.Diagnostics)
	}
	dir := t.TempDir()
	if _, err := c.Write(pipeline.Output{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "heart.apkg")
}

// TestOcclusion lets a learner import masks, review them and import them moved. What Anki's own editor sees must be what was
// written, and what Anki makes itself of the same masks must be the same note.
func TestOcclusion(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 800, 600))); err != nil {
		t.Fatal(err)
	}
	picture := b.Bytes()
	first := buildHeart(t, heart, picture, pipeline.Options{Time: buildTime})
	moved := strings.Replace(heart, "rect: [80, 60, 240, 120]", "rect: [100, 60, 240, 120]", 1)
	second := buildHeart(t, moved, picture, pipeline.Options{Time: buildTime + 1000,
		LoadBaseline: func(string) (*collection.Baseline, error) { return pipeline.ReadBaseline("heart", first) }})
	for _, variable := range []string{"DECKMILL_ANKI_PYTHON", "DECKMILL_ANKI_OLD_PYTHON"} {
		t.Run(variable, func(t *testing.T) {
			var got occlusionAnswer
			run(t, python(t, variable), "testdata/occlusion.py", map[string]string{"first": first, "second": second}, &got)
			checkOwn(t, got)
			checkMasks(t, got, picture)
			checkMoved(t, got)
		})
	}
}

// checkMasks compares what was imported, and what Anki's editor sees of it, with what was written.
func checkMasks(t *testing.T, got occlusionAnswer, picture []byte) {
	t.Helper()
	sum := sha1.Sum(picture)
	one := func(n int) *int { return &n }
	type note struct {
		shapes []shape
		all    bool
		ords   []int
	}
	for guid, want := range map[string]note{
		"shapes": {[]shape{
			{one(0), "text", map[string]string{"left": ".05", "top": ".05", "text": `Front \ view`, "scale": "1.5", "fs": ".04", "oi": "1"}},
			{one(1), "rect", map[string]string{"left": ".1", "top": ".1", "width": ".3", "height": ".2", "oi": "1"}},
			{one(3), "ellipse", map[string]string{"left": ".5", "top": ".1", "angle": "417", "rx": ".15", "ry": ".1", "fill": "#00ff00", "oi": "1"}},
			{one(3), "polygon", map[string]string{"left": ".6", "top": ".5", "points": ".6,.5 .9,.5 .75,.9", "oi": "1"}},
		}, true, []int{0, 2}},
		"drawn": {[]shape{
			{one(1), "rect", map[string]string{"left": ".1", "top": ".1", "width": ".25", "height": ".1667"}},
			{one(2), "ellipse", map[string]string{"left": ".35", "top": ".3", "rx": ".15", "ry": ".2"}},
		}, false, []int{0, 1}},
		"atlas": {[]shape{
			{one(2), "rect", map[string]string{"left": ".0000", "top": ".0000", "width": "1", "height": ".3333", "oi": "1"}},
		}, true, []int{1}},
	} {
		n := got.Notes[guid]
		var ords []int
		for _, c := range n.Cards {
			ords = append(ords, c.Ord)
		}
		if n.All == nil { // 23.10, which knows neither numbers nor escapes
			for i := range want.shapes {
				want.shapes[i].Number = nil
			}
			if guid == "shapes" {
				want.shapes[0].Properties, n.Shapes[0].Properties = nil, nil
			}
		} else if *n.All != want.all || *n.Name != strings.Split(n.Fields[1], `"`)[1] {
			t.Errorf("%s: all %v, picture %s", guid, *n.All, *n.Name)
		}
		if diff := cmp.Diff(want.shapes, n.Shapes); diff != "" {
			t.Errorf("%s (-meant +Anki's editor):\n%s", guid, diff)
		}
		if !slices.Equal(ords, want.ords) || n.Picture != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: cards %v, picture %s", guid, ords, n.Picture)
		}
	}
	if n := got.Notes["shapes"]; n.Header != "The <em>four</em> chambers" || n.Extra != "Seen from the front" {
		t.Errorf("header %q, extra %q", n.Header, n.Extra)
	}
	question, answer := got.Notes["shapes"].Cards[0].Question, got.Notes["shapes"].Cards[0].Answer
	for text, side := range map[string]string{
		`<div class="cloze" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".1" data-width=".3" data-height=".2" data-occludeInactive="1" ></div>`: question,
		`<div class="cloze-inactive" data-ordinal="3" data-shape="polygon" `:                                                                                   question,
		`<div class="cloze-inactive" data-ordinal="3" data-shape="ellipse" `:                                                                                   answer,
	} {
		if !strings.Contains(side, text) {
			t.Errorf("no %s in %s", text, side)
		}
	}
	if !strings.Contains(answer, `<div class="cloze-highlight" data-ordinal="1" `) && got.Notes["shapes"].All != nil {
		t.Errorf("the answer does not show which mask it was: %s", answer)
	}
	if q := got.Notes["drawn"].Cards[0].Question; !strings.Contains(q, `<div class="cloze" data-ordinal="1" `) || strings.Contains(q, "occludeInactive") {
		t.Errorf("where one is hidden: %s", q)
	}
}

// checkOwn compares our notes with those that Anki made itself of the same masks and pictures.
func checkOwn(t *testing.T, got occlusionAnswer) {
	t.Helper()
	for guid, ours := range got.Notes {
		if guid == "atlas" { // of a type that Anki does not have
			continue
		}
		if diff := cmp.Diff(got.Own[guid], ours); diff != "" {
			t.Errorf("%s (-Anki's own +ours):\n%s", guid, diff)
		}
	}
	newest := got.Own["shapes"].All != nil // whose styles are ours
	if newest && !strings.HasPrefix(got.Type.CSS, got.Stock.CSS) {
		t.Errorf("the styles do not begin with Anki's own: %s", got.Type.CSS)
	}
	got.Type.CSS = got.Stock.CSS // ours has the colours for code behind it
	if diff := cmp.Diff(got.Stock, got.Type); diff != "" {
		t.Errorf("the note type (-Anki's own +ours):\n%s", diff)
	}
}

// checkMoved checks that masks that were moved bring no learner to grief.
func checkMoved(t *testing.T, got occlusionAnswer) {
	t.Helper()
	if diff := cmp.Diff(counts(3, 0, 0), got.First); diff != "" {
		t.Errorf("first import:\n%s", diff)
	}
	if diff := cmp.Diff(counts(0, 1, 2), got.Second); diff != "" {
		t.Errorf("second import:\n%s", diff)
	}
	if !strings.Contains(got.After["shapes"].Fields[0], "{{c1::image-occlusion:rect:left=.125:top=.1:") {
		t.Errorf("the mask was not moved: %s", got.After["shapes"].Fields[0])
	}
	for guid, n := range got.After {
		for _, c := range n.Cards {
			if c.Reps != 1 {
				t.Errorf("card %d of %s has %d reviews", c.Ord, guid, c.Reps)
			}
		}
	}
	if !got.OK || got.Empty+len(got.Missing)+len(got.Unused) > 0 || got.Reviews != 5 {
		t.Errorf("%d reviews, %d empty, missing %q, unused %q: %s", got.Reviews, got.Empty, got.Missing, got.Unused, got.Problems)
	}
}
