package rules

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var remoteMedia = &lint.Rule{
	Code:     "remote-media",
	Severity: diag.Warning,
	Title:    "A picture or sound is loaded from the web",
	Says:     "`https://example.org/france.png` is missing without a network, and `example.org` sees every review",
	Why: "Many people study on the train. The picture is missing there, and for everybody on the day the address changes. " +
		"The owner of the server learns who studies which card when.",
	Bad:  `front: "Whose flag? ![](https://example.org/flag.png)"`,
	Good: `front: "Whose flag? ![](flag.png)"`,
	Not: []string{
		"links to read on: `[more](https://example.org)`",
		"code",
	},
	Note: findRemoteMedia,
}

// mostAddresses is the number of references of a field that are looked at.
const mostAddresses = 100

func findRemoteMedia(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !strings.Contains(f.HTML, "//") {
			continue
		}
		refs := field.MediaRefs(f.HTML)
		behind := 0
		for _, ref := range refs[:min(len(refs), mostAddresses)] {
			address, err := url.Parse(ref.Name)
			if err != nil || address.Host == "" {
				continue
			}
			d := diag.Diagnostic{
				Span:    f.Text().Whole(),
				Message: fmt.Sprintf("`%s` is missing without a network, and `%s` sees every review", ref.Name, address.Host),
				Help:    "put the file into the folder `media/`, if its licence allows, and write its name here",
			}
			if at := strings.Index(f.Source[behind:], ref.Name); at >= 0 {
				d.Span = f.Span(behind+at, behind+at+len(ref.Name))
				behind += at + len(ref.Name)
			}
			p.Found(d)
		}
	}
}
