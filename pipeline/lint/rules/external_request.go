package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

var externalRequest = &lint.Rule{
	Code:     "external-request",
	Severity: diag.Warning,
	Title:    "A card or its style loads something from the web",
	Says:     "`https://maps.example.org/france` is loaded from the web: missing without a network, and `maps.example.org` sees every review",
	Why: "Fonts, frames and scripts from the web are missing on the train, and for everybody on the day the address " +
		"changes. The owner of the server learns who studies which card when, and can change what the card shows.\n\n" +
		"Looked at are fields, templates with their scripts, and styles. Pictures and sounds of fields are `remote-media`.",
	Bad: `- id: france
  front: 'Which country? <iframe src="https://maps.example.org/france"></iframe>'
  back: France`,
	Good: `- id: france
  front: Which country is shown on [this map](https://maps.example.org/france)?
  back: France`,
	Not: []string{
		"links to read on: `<a href>`",
		"names in XML: `xmlns`, `@namespace`",
		"the learner's own computer: `localhost`, private addresses",
		"scripts that load files of the deck",
		"code",
	},
	Note: findRequests,
	Deck: findRequestsOfDeck,
}

func findRequests(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('<') || !strings.Contains(f.HTML, "//") {
			continue
		}
		for _, r := range requestsOfHTML(f.HTML, false) {
			p.Found(requestFinding(r, f.SearchTag(r.tag, r.start, r.end)))
		}
	}
}

func findRequestsOfDeck(p *lint.DeckPass) {
	tell := func(t deck.Text, found []request) {
		for _, r := range found {
			p.Found(requestFinding(r, t.Span(r.start, r.end)))
		}
	}
	for t := range templateTexts(p.Deck) {
		tell(t, requestsOfHTML(t.Value, true))
	}
	for _, t := range p.Deck.Notetypes {
		if t.CSS.Given() {
			tell(t.CSS, requestsOfCSS(nil, t.CSS.Value, 0, 0))
		}
	}
}

func requestFinding(r request, at source.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Span: at,
		Message: fmt.Sprintf("`%s` is loaded from the web: missing without a network, and `%s` sees every review",
			lint.Clip(r.address), lint.Clip(hostOf(r.address))),
		Help: "put the file into the folder `media/` and write its name here, make it a link, or remove it",
	}
}
