package markup

import (
	"fmt"
	"strings"
	"testing"
)

// tagCases are HTML and its tags: with attributes, those with a value, in braces; with scripts in brackets.
var tagCases = []struct{ html, want string }{
	{"a < b <3 <!-- <b> --> <!doctype html> <?xml?>", ""},
	{`<B>x</b><img SRC=a.png alt="a &lt; b" hidden>`, "b /b img{src=a.png}{alt=a < b}"},
	{`<a/onclick = 'x()'href="y">`, "a{onclick=x()}{href=y}"},
	{`<script src="a.js">if (a<b) "<i>"</SCRIPT ><b>`, `script{src=a.js}[if (a<b) "<i>"] /script b`},
	{"<script>never ended <b>", "script[never ended <b>]"},
	{`<svg><script href="a.js"/><b></svg>`, "svg script{href=a.js} b /svg"},
	{"<svg><style><img src=x></style>", "svg style img{src=x} /style"},
	{`<b title="never ended`, "b{title=never ended}"},
	{"</a href=x><xlink:b c=d>", "/a xlink:b{c=d}"},
}

func TestTags(t *testing.T) {
	for _, test := range tagCases {
		var got []string
		for tag := range Tags(test.html) {
			s := tag.Name
			if tag.Closing {
				s = "/" + s
			}
			for a := range tag.Attributes() {
				s += fmt.Sprintf("{%s=%s}", a.Name, a.Value)
			}
			if tag.Text > tag.End {
				s += "[" + test.html[tag.End:tag.Text] + "]"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: got %s, want %s", test.html, s, test.want)
		}
	}
}

func FuzzTags(f *testing.F) {
	for _, test := range tagCases {
		f.Add(test.html)
	}
	f.Fuzz(func(t *testing.T, html string) {
		at := 0
		for tag := range Tags(html) {
			if tag.Start < at || tag.End <= tag.Start || tag.Text < tag.End || tag.Text > len(html) {
				t.Fatalf("tag %+v behind %d", tag, at)
			}
			at = tag.Text
			for a := range tag.Attributes() {
				if a.Start < tag.Start || a.NameEnd <= a.Start || a.ValueStart < a.NameEnd || a.ValueEnd < a.ValueStart || a.End < a.ValueEnd || a.End > tag.End {
					t.Fatalf("attribute %+v of %+v", a, tag)
				}
			}
		}
	})
}
