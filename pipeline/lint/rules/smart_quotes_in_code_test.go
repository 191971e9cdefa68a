package rules

import (
	"strings"
	"testing"
)

// What a verbatim range becomes when every typographic sign that is wrong there is straight.
var straightTests = []struct{ code, want string }{
	{"`print(“x”)`", "`print(\"x\")`"},
	{"`«a» ‘b’ „c“`", "`\"a\" 'b' \"c\"`"},
	{"`git log –oneline –n 3 —all`", "`git log --oneline -n 3 --all`"},
	{"<code>a = “b”</code>", "<code>a = \"b\"</code>"},
	{"<PRE>“b”</PRE>", "<PRE>\"b\"</PRE>"},
	{"```go\nx := “y”\n```", "```go\nx := \"y\"\n```"},
	{"~~~ {python}\nx = ‘y’\n~~~", "~~~ {python}\nx = 'y'\n~~~"},

	{"`“`", ""},
	{"`«»`", ""},
	{"`don’t`", ""},
	{"`1–2, 1 – 2, a–b`", ""},
	{"`x = \"a “b” c\"`", ""},
	{"```go\nx := 1 // “y”\n/* “y”\n * “y” */\n```", ""},
	{"```py\n# “y”\nx = \"\"\"a\n“b”\n\"\"\"\n```", ""},
	{"```\n“x”\n```", ""},
	{"```text\n“x”\n```", ""},
	{`\(“x”\)`, ""},
	{"<span title=“x”>", ""},
}

func TestStraightSign(t *testing.T) {
	for _, test := range straightTests {
		want := test.want
		if want == "" {
			want = test.code
		}
		if got := straightened(test.code); got != want {
			t.Errorf("%q: got %q, want %q", test.code, got, want)
		}
	}
}

func straightened(code string) string {
	var b strings.Builder
	for at, r := range code {
		straight := ""
		if strings.ContainsRune(smartSigns, r) {
			straight = straightSign(code, at, r)
		}
		if straight == "" {
			straight = string(r)
		}
		b.WriteString(straight)
	}
	return b.String()
}
