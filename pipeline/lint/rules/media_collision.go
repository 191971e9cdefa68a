package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mediaCollision = &lint.Rule{
	Code:     "media-collision",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Two files would get one name",
	Says:     "`media/a/map.svg` and `media/b/Map.svg` would both be called `Map.svg` in Anki",
	Why: "Anki keeps all media in one folder, in which capitals do not count. Of two different files with one name " +
		"only one arrives, and half of the cards show the wrong picture.",
	Bad:  "media: {names: plain}   # with a/map.svg and b/Map.svg",
	Good: "media: {names: hashed}",
	Not: []string{
		"two copies of one file",
		"`names: hashed`, which is the default",
	},
}
