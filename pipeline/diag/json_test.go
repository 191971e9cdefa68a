package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/deckmill/deckmill/pipeline/source"
)

func document(t *testing.T, groups ...Group) string {
	t.Helper()
	var b strings.Builder
	if err := WriteJSON(&b, groups); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteJSON(t *testing.T) {
	span := at("decks/日本.yaml", "é: \"$\\theta$\"\n", `"$\theta$"`)
	d := Diagnostic{Code: "escape-eats-tex", Severity: Error, Span: span, Message: "`\u202e\x1b` <b> ##[error]x", Help: "h",
		Note:    "theta",
		Related: []Related{{Span: (&source.File{Name: "media/x.png"}).Whole(), Message: "here"}},
		Fixes:   []Fix{{Message: "use single quotes", Safe: true, Edits: []Edit{{Span: span, New: `'$\theta$'`}}}}}
	want := `{
  "version": 1,
  "summary": {
    "errors": 1,
    "warnings": 0,
    "hints": 0,
    "rules": {
      "escape-eats-tex": 1
    }
  },
  "findings": [
    {
      "code": "escape-eats-tex",
      "severity": "error",
      "message": "` + "`\\u202e\\u001b`" + ` <b> ##\u005berror]x",
      "help": "h",
      "deck": "greek",
      "note": "theta",
      "path": "decks/日本.yaml",
      "start": {
        "line": 1,
        "column": 4,
        "byte": 4
      },
      "end": {
        "line": 1,
        "column": 14,
        "byte": 14
      },
      "notes": [
        {
          "message": "here",
          "path": "media/x.png"
        }
      ],
      "fixes": [
        {
          "message": "use single quotes",
          "safe": true,
          "edits": [
            {
              "path": "decks/日本.yaml",
              "start": {
                "line": 1,
                "column": 4,
                "byte": 4
              },
              "end": {
                "line": 1,
                "column": 14,
                "byte": 14
              },
              "new": "'$\\theta$'"
            }
          ]
        }
      ],
      "fingerprint": "0123456789abcdef"
    }
  ]
}
`
	g := Group{Deck: "greek", ID: "5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52", Found: List{d}, Prints: []string{"0123456789abcdef"}}
	if got := document(t, g); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestWriteJSONIsOrdered(t *testing.T) {
	f := source.NewFile("b", []byte("abc"))
	one := Group{Deck: "one", Prints: []string{"0"}, Found: List{{Code: "x", Span: f.Span(2, 3), Severity: Hint, Message: "third"}}}
	two := Group{Deck: "two", Prints: []string{"1", "2"}, Found: List{
		{Code: "x", Span: (&source.File{Name: "a"}).Whole(), Severity: Hint, Message: "first"},
		{Code: "x", Span: f.Span(1, 2), Severity: Hint, Message: "second"},
	}}
	got := document(t, one, two)
	if !(strings.Index(got, "first") < strings.Index(got, "second") && strings.Index(got, "second") < strings.Index(got, "third")) {
		t.Errorf("not in the order of path and byte:\n%s", got)
	}
}

func compileSchema(t testing.TB, schema []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("diagnostics", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("diagnostics")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validateDocument(t *testing.T, s *jsonschema.Schema, doc string) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%v\n%s", err, doc)
	}
}

func TestJSONSchema(t *testing.T) {
	s := compileSchema(t, JSONSchema)
	f := source.NewFile("a.yaml", []byte("x\ny\n"))
	edit := Edit{Span: f.Span(0, 0), New: "id: x\n"}
	validateDocument(t, s, document(t))
	prints := []string{"0123456789abcdef", "0123456789abcdee", "0123456789abcded"}
	doc := document(t, Group{Deck: "d", Prints: prints, Found: List{
		{Code: "a", Severity: Error, Message: "nowhere"},
		{Code: "a", Severity: Warning, Message: "file", Span: f.Whole()},
		{Code: "a-b", Severity: Hint, Message: "place", Help: "h", Note: "n", Span: f.Span(0, 3),
			Related: []Related{{Message: "m", Span: f.Span(2, 2)}, {Message: "nowhere"}},
			Fixes:   []Fix{{Message: "m", Edits: []Edit{edit}}, {Message: "none"}}},
	}})
	validateDocument(t, s, doc)
	for _, c := range []struct{ name, old, new string }{
		{"a code that is none", `"code": "a-b"`, `"code": "A b"`},
		{"a severity that is none", `"severity": "hint"`, `"severity": "unresolved"`},
		{"a count of zero", `"a": 2`, `"a": 0`},
		{"no count per rule", `"rules"`, `"rulez"`},
		{"no message", `"message": "nowhere",`, ``},
		{"a start without an end", `"end"`, `"ende"`},
		{"a line before the first", `"line": 1`, `"line": 0`},
	} {
		broken := strings.Replace(doc, c.old, c.new, 1)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(broken))
		if err != nil || broken == doc {
			t.Fatal(c.name, err)
		}
		if s.Validate(v) == nil {
			t.Errorf("the schema accepts %s", c.name)
		}
	}
}

func FuzzWriteJSON(f *testing.F) {
	s := compileSchema(f, JSONSchema)
	f.Add("a\x1b\u202e\U000e0041\xff##[x]", 1, 3)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		start = max(0, min(start, len(text)))
		end = max(start, min(end, len(text)))
		span := source.NewFile("p", []byte(text)).Span(start, end)
		d := Diagnostic{Code: "c", Severity: Error, Span: span, Message: "m" + text, Fixes: []Fix{{Edits: []Edit{{Span: span, New: text}}}}}
		doc := document(t, Group{Found: List{d}, Prints: []string{"0123456789abcdef"}})
		validateDocument(t, s, doc)
		for _, r := range doc {
			if r != '\n' && isDangerous(r) {
				t.Errorf("%U in %q", r, doc)
			}
		}
		var got struct{ Findings []struct{ Message string } }
		if err := json.Unmarshal([]byte(doc), &got); err != nil {
			t.Fatal(err)
		}
		if want := "m" + strings.ToValidUTF8(text, "\ufffd"); len(text) == len(strings.ToValidUTF8(text, "")) && got.Findings[0].Message != want {
			t.Errorf("message is %q, want %q", got.Findings[0].Message, want)
		}
	})
}
