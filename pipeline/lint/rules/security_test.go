package rules

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

// codeCases are HTML and what of it is run.
var codeCases = []struct{ html, want string }{
	{`<SCRIPT src=a.js></SCRIPT>`, "<SCRIPT"},
	{`<svg:script>`, "<svg:script"},
	{`<img src=x OnError = alert(1)>`, "onerror="},
	{`<svg/onload=alert(1)>`, "onload="},
	{`<b title=">" onclick='x'>`, "onclick="},
	{`<svg><style><img src=x onerror=alert(1)></style>`, "onerror="},
	{`<animate onbegin=x values="javascript:x">`, "onbegin= javascript:"},
	{"<a href=\"\x01 java\nscript:x\">", "javascript:"},
	{`<a xlink:href="JavaScript&colon;x">`, "javascript:"},
	{`<form action=vbscript:x><button formaction=javascript:x>`, "vbscript: javascript:"},
	{`<iframe srcdoc=x src="data:text/html,x">`, "srcdoc= data:text/html"},
	{`{{#A}}<b {{#A}}onclick="x"{{/A}}>{{/A}}`, "onclick="},
	{`<!-- <script> --> a <b online=1 one=2 on=3 data-onclick=4 inkscape:onclick=5>`, ""},
	{`<b onclick>`, ""},
	{`</b onclick=x></script>`, ""},
	{`<b title="javascript:x"> <img src="data:image/png;base64,AA"> <a href="java script:x">`, ""},
	{"<A\xbf:sCript>", "<A\xbf:sCript"},
	{`&lt;script> \<script onclick=x`, "<script onclick="},
}

func TestCode(t *testing.T) {
	for _, test := range codeCases {
		var got []string
		for _, c := range codeIn(test.html) {
			got = append(got, c.what)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%q: got %q, want %q", test.html, s, test.want)
		}
	}
}

// requestCases are templates and the addresses that they load.
var requestCases = []struct{ html, want string }{
	{`<script src="https://a.net/x.js"></script><img src=//b.net/x.png><a href="https://c.net">`, "https://a.net/x.js //b.net/x.png"},
	{`<iframe src="https://jisho.org/search/{{Word}}"><iframe src="{{Link}}">`, "https://jisho.org/search/{{Word}}"},
	{`<link rel=canonical href=https://a.net><link href=https://a.net/b.css>`, "https://a.net/b.css"},
	{`<meta http-equiv=refresh content="5"><meta http-equiv=Refresh content="5;URL=https://a.net">`, "https://a.net"},
	{`<svg><image xlink:href="https://a.net/a.png"/><use href="#a"/></svg>`, "https://a.net/a.png"},
	{`<script>fetch("https://a.net")</script>`, "https://a.net"},
	{"<script>a.src = `https://a.net`</script>", "https://a.net"},
	{`<script>if (a.src == "https://a.net") "</script>`, ""},
	{`<script>import {b} from "https://a.net/b.js"; import "//c.net"</script>`, "https://a.net/b.js //c.net"},
	{`<script>const u = "https://a.net"; new XMLHttpRequest()</script>`, "https://a.net"},
	{`<script>const u = "https://a.net"; fetch("_a.json")</script>`, ""},
	{`<script>// fetch("https://a.net")` + "\n" + `/* "https://a.net" */ fetch(u)</script>`, ""},
	{`<script>"never ended; fetch("https://a.net` + "\n" + `fetch(u)</script>`, ""},
	{`<style>a { b: url(https://a.net/a.woff) }</style>`, "https://a.net/a.woff"},
}

func TestRequests(t *testing.T) {
	for _, test := range requestCases {
		var got []string
		for _, r := range requestsOfHTML(test.html, true) {
			got = append(got, r.address)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%q: got %q, want %q", test.html, s, test.want)
		}
	}
}

func FuzzTagScanners(f *testing.F) {
	for _, test := range codeCases {
		f.Add(test.html)
	}
	for _, test := range requestCases {
		f.Add(test.html)
	}
	f.Fuzz(func(t *testing.T, html string) {
		for _, c := range codeIn(html) {
			if c.tag > c.start || c.start > c.end || c.end > len(html) || html[c.tag] != '<' {
				t.Fatalf("%+v", c)
			}
		}
		for _, r := range requestsOfHTML(html, true) {
			if r.tag > r.start || r.start > r.end || r.end > len(html) || hostOf(r.address) == "" {
				t.Fatalf("%+v", r)
			}
		}
	})
}

// The limits that hold when nobody sets others are those of rules.md.
func TestMediaLarge(t *testing.T) {
	const kib, mib = 1 << 10, 1 << 20
	var got []string
	p := &lint.DeckPass{
		Deck:       &deck.Deck{File: source.NewFile("decks/a/deck.yaml", nil)},
		Collection: &collection.Collection{},
		Report:     func(d diag.Diagnostic) { got = append(got, d.Message) },
		Media: []lint.MediaFile{
			{Path: "media/a.png", Size: mib}, {Path: "media/b.JPG", Size: mib + 1}, {Path: "media/c.mp3", Size: 3 * mib},
			{Path: "media/d.opus", Size: 3*mib + 100*kib}, {Path: "media/e.mp4", Size: 20 * mib}, {Path: "media/f.webm", Size: 21 * mib},
			{Path: "media/_g.woff2", Size: 400 * mib},
		},
	}
	r := lint.NewRunner([]*lint.Rule{mediaLarge})
	r.Deck(p)
	want := "`b.JPG` has 1.0 MiB, `d.opus` has 3.1 MiB, `f.webm` has 21.0 MiB"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
	p.Media = append(p.Media, lint.MediaFile{Path: "media/_h.wasm", Size: 60 * mib})
	got = nil
	r.Deck(p)
	if last := got[len(got)-1]; last != "the media of this deck have 509.1 MiB together" {
		t.Error(last)
	}
}
