package lint

import (
	"fmt"
	"strings"
	"testing"
)

var attributeTests = []struct{ tag, want string }{
	{"<b>", ""},
	{`<img src=a.png ALT="a > b" hidden/>`, "src=a.png|src=a.png alt=a > b|ALT=\"a > b\" hidden=|hidden"},
	{`<font color = 'red'>x="y"`, "color=red|color = 'red'"},
	{"<a\nhref=x/y>", "href=x/y|href=x/y"},
	{`<a =b c="">`, "=b=|=b c=|c=\"\""},
	{`<a b="c>`, `b=c>|b="c>`},
	{"<a b=", "b=|b="},
	{"<", ""},
	{"", ""},
}

func TestAttributesOf(t *testing.T) {
	for _, tt := range attributeTests {
		var got []string
		for _, a := range AttributesOf(tt.tag) {
			got = append(got, fmt.Sprintf("%s=%s|%s", a.Name, tt.tag[a.ValueStart:a.ValueEnd], tt.tag[a.Start:a.End]))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %q", tt.tag, got, tt.want)
		}
	}
}

func FuzzAttributesOf(f *testing.F) {
	for _, tt := range attributeTests {
		f.Add(tt.tag)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		last := 0
		for _, a := range AttributesOf(tag) {
			if a.Start < last || a.End <= a.Start || a.End > len(tag) || a.ValueStart > a.ValueEnd || a.ValueEnd > a.End {
				t.Fatalf("%q: %+v after %d", tag, a, last)
			}
			last = a.End
		}
	})
}
