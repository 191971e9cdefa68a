package rules

import (
	"path"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// ignoreFiles is the option of rules about whole files.
var ignoreFiles = lint.Option{
	Name: "ignore", Default: []string{},
	About: "patterns of files that are right as they are: `*.psd`, or from the deck's folder on, `media/drafts/**`",
}

// isIgnored reports whether the option says that a finding's file is right as it is.
func isIgnored(d *diag.Diagnostic, o *lint.Options) bool {
	full := d.Span.Path()
	inDeck := full
	if parts := strings.SplitN(full, "/", 3); len(parts) == 3 { // decks/<slug>/...
		inDeck = parts[2]
	}
	return lint.Match(o.List(ignoreFiles.Name), inDeck, path.Base(full))
}
