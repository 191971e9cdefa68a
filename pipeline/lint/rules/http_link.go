package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var httpLink = &lint.Rule{
	Code:     "http-link",
	Severity: diag.Hint,
	Title:    "A link is not encrypted",
	Says:     "`http://history.state.gov/wars` is not encrypted",
	Why: "Whoever runs the network that a learner uses can read and change the page behind a link that begins with " +
		"`http://`, and browsers warn of it. Nearly every site has the same page under `https://`.",
	Bad: `- id: wars
  front: When did the War of 1812 end?
  back: in 1815. [Read on](http://history.state.gov/wars)`,
	Good: `- id: wars
  front: When did the War of 1812 end?
  back: in 1815. [Read on](https://history.state.gov/wars)`,
	Not: []string{
		"code",
		"names in XML below `w3.org`",
		"`localhost`, private addresses, `example.org` and its like, addresses with a port",
		"pictures and sounds, which are `remote-media`",
	},
	Fix: "The suggested fix writes `https`; try the address first.",
	Options: []lint.Option{
		{Name: "allow", Default: []string{}, About: "hosts that may be linked so, with those below them"},
	},
	Note: findHTTPLinks,
}

func findHTTPLinks(p *lint.NotePass) {
	const scheme = "http://"
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has(':') || !f.Bytes.Has('/') {
			continue
		}
		var changes []deck.Change
		var first string
		for at := strings.Index(f.Source, scheme); at >= 0; {
			end := at + addressLength(f.Source[at:])
			if address := f.Source[at:end]; isBareHTTP(address, p.List("allow")) && isLink(f, at) {
				if first == "" {
					first = address
				}
				changes = append(changes, deck.Change{Start: at, End: at + len("http"), New: "https"})
			}
			next := strings.Index(f.Source[end:], scheme)
			if next < 0 {
				break
			}
			at = end + next
		}
		if len(changes) == 0 {
			continue
		}
		p.Found(diag.Diagnostic{
			Span:    f.Span(changes[0].Start, changes[0].Start+len(first)),
			Message: fmt.Sprintf("`%s` is not encrypted", lint.Clip(first)),
			Help:    "write `https` if the page is there too",
			Fixes:   f.Fix("write `https`", false, changes...),
		})
	}
}

// addressLength returns the length of the address that s begins with.
func addressLength(s string) int {
	end := strings.IndexAny(s, " \t\n<>\"')]")
	if end < 0 {
		end = len(s)
	}
	return len(strings.TrimRight(s[:end], ".,;:!?"))
}

// isBareHTTP reports whether an address leads to a public server by its name.
func isBareHTTP(address string, allowed []string) bool {
	host := hostOf(address)
	rest, _, _ := strings.Cut(address[len("http://"):], "/")
	name, last := cutLast(host, ".")
	return name != "" && strings.Trim(last, "0123456789") != "" && !strings.Contains(rest, ":") &&
		!isNearby(host) && !isNamespace(host) && !isExample(host) && !strings.HasSuffix(host, ".onion") && !isBelow(host, allowed)
}

// isLink reports whether the address at offset at of a field's source is one to follow: of a link, or in plain sight.
func isLink(f *lint.Field, at int) bool {
	if at > 0 && strings.IndexByte(" \t\n(<>[]{}\"'|,;", f.Source[at-1]) < 0 && f.Source[at-1] < utf8.RuneSelf {
		return false // it stands in another address
	}
	start, _, ok := f.Verbatim().Range(at)
	switch rest := f.Source[start:]; {
	case !ok || start == at, strings.HasPrefix(rest, "<http"):
		return true
	case strings.HasPrefix(rest, "]("):
		return !isPicture(f.Source[:start])
	case len(rest) > 2 && rest[0] == '<':
		return (rest[1] == 'a' || rest[1] == 'A') && rest[2] <= ' '
	}
	return false
}

// isPicture reports whether the bracket that closes behind text was opened by a picture's `![`.
func isPicture(text string) bool {
	const longest = 300 // bytes of a picture's description that are looked at
	depth := 0
	for i := len(text) - 1; i > 0 && i > len(text)-longest; i-- {
		switch text[i] {
		case ']':
			depth++
		case '[':
			if depth == 0 {
				return text[i-1] == '!'
			}
			depth--
		}
	}
	return false
}
