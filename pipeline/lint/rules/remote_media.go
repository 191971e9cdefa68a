package rules

import (
	"fmt"
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
		"templates, frames and objects, which are `external-request`",
	},
	Options: []lint.Option{
		{Name: "allow", Default: []string{}, About: "hosts that media may come from, with those below them"},
	},
	Note: findRemoteMedia,
}

// mostAddresses is the number of references of a field that are looked at.
const mostAddresses = 100

func findRemoteMedia(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('/') || !strings.Contains(f.HTML, "//") {
			continue
		}
		refs := field.MediaRefs(f.HTML)
		behind := 0
		for _, ref := range refs[:min(len(refs), mostAddresses)] {
			host := hostOf(ref.Name)
			if host == "" || isBelow(host, p.List("allow")) || inObject(f.HTML[:ref.Start]) {
				continue
			}
			d := diag.Diagnostic{
				Span:    f.Text().Whole(),
				Message: fmt.Sprintf("`%s` is missing without a network, and `%s` sees every review", lint.Clip(ref.Name), lint.Clip(host)),
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

// inObject reports whether the tag that is open at the end of html is an <object>, which external-request looks at.
func inObject(html string) bool {
	const object = "<object"
	tag := html[max(0, strings.LastIndexByte(html, '<')):]
	return len(tag) >= len(object) && strings.EqualFold(tag[:len(object)], object)
}
