package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var occlusionShape = &lint.Rule{
	Code:     "occlusion-shape",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A mask does not fit its picture",
	Says:     "the shape reaches 64 pixels (8%) beyond the right edge of the picture, which is 800 x 600 pixels",
	Why: "Nobody notices a mask that lies outside its picture: what it should hide stands in the open, and the card asks for nothing. " +
		"The same goes for one without a size, for a polygon of two points, and for masks whose picture is missing or damaged.\n\n" +
		"The number of a mask is its identity, like that of a cloze deletion. Learners' reviews hang on it, so it is always " +
		"written and never counted: a mask between two others must not take the history of the second.",
	Bad: `notetype: image-occlusion
image: heart.png
occlusion:
  shapes:
    - {c: 1, rect: [98%, 5%, 10%, 4%]}`,
	Good: `notetype: image-occlusion
image: heart.png
occlusion:
  shapes:
    - {c: 1, rect: [88%, 5%, 10%, 4%]}`,
	Not: []string{
		"what rounding makes: up to a thousandth of the width or height",
		"letters of a label that run over the edge",
	},
	Fix: "`deckmill fix` writes a missing `c`: the number after the highest in the note.",
}
