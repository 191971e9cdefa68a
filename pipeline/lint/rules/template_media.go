package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var templateMedia = &lint.Rule{
	Code:     "template-media",
	Severity: diag.Error,
	// A file without its `_`: it is named by its path alone, for it was not read as text.
	Contract: func(d *diag.Diagnostic) bool { return d.Span.File != nil && d.Span.File.Data == nil },
	Title:    "A file that a template uses would not arrive",
	Says:     "Anki cannot see which files `{{Flag}}.svg` means, so it would import none of them",
	Why: "Anki brings along the media of fields, and of templates and style sheets only files whose names begin with " +
		"`_`. Deckmill renames those that it can see. A name that is put together from a field (`{{Flag}}.svg`) it " +
		"cannot see, and neither can Anki: the picture stays behind.",
	Bad:  `front: '<img src="{{Flag}}.svg">'`,
	Good: `front: "{{Flag}}"   # and in the note: flag: "![](france.svg)"`,
	Not: []string{
		"a whole reference in a field, and the field in the template",
		"names that begin with `_` and a field: all such files are packaged and imported",
	},
}
