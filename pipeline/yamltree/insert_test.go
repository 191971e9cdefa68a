package yamltree

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

func apply(src string, e diag.Edit) string { return src[:e.Span.Start] + e.New + src[e.Span.End:] }

func TestInsertFirst(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"block", "notes:\n  - front: a # c\n    back: b\n", "notes:\n  - id: xyz\n    front: a # c\n    back: b\n"},
		{"wide dash", "notes:\n-   front: a\n    back: b\n", "notes:\n-   id: xyz\n    front: a\n    back: b\n"},
		{"comment above", "notes:\n  - # why\n    front: a\n", "notes:\n  - # why\n    id: xyz\n    front: a\n"},
		{"below the dash", "notes:\n  -\n      front: a\n", "notes:\n  -\n      id: xyz\n      front: a\n"},
		{"CRLF", "notes:\r\n  - front: a\r\n", "notes:\r\n  - id: xyz\r\n    front: a\r\n"},
		{"flow", "notes:\n  - {front: a, back: b}\n", "notes:\n  - {id: xyz, front: a, back: b}\n"},
		{"flow with blanks", "notes:\n  - { front: a }\n", "notes:\n  - { id: xyz, front: a }\n"},
		{"flow over lines", "notes:\n  - {\n      front: a\n    }\n", "notes:\n  - {\n      id: xyz, front: a\n    }\n"},
		{"empty flow", "notes:\n  - {}\n", "notes:\n  - {id: xyz}\n"},
		{"pair in a list", "notes: [front: a, b]\n", "notes: [{id: xyz, front: a}, b]\n"},
		{"wide text above", "notes:\n  - 大: a\n", "notes:\n  - id: xyz\n    大: a\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, items := mustRead(t, tt.src)
			got := apply(tt.src, InsertFirst(items[0], "id", "xyz"))
			if got != tt.want {
				t.Fatalf("got %q\nwant %q", got, tt.want)
			}
			_, after := mustRead(t, got)
			if want := strings.Replace(outline(items[0]), "{", `{id: "xyz", `, 1); outline(after[0]) != want && len(items[0].Entries) > 0 {
				t.Errorf("got %s, want %s", outline(after[0]), want)
			}
		})
	}
}

func TestInsertFirstOfRoot(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"# c\ndeck: x\nnotes:\n  - a\n", "# c\nid: xyz\ndeck: x\nnotes:\n  - a\n"},
		{"\ufeffdeck: x\r\n", "\ufeffid: xyz\r\ndeck: x\r\n"},
		{"{deck: x}\n", "{id: xyz, deck: x}\n"},
	} {
		root, _ := mustRead(t, tt.src)
		if got := apply(tt.src, InsertFirst(root, "id", "xyz")); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestPut(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"new", "deck: x\n", "deck: x\nid: xyz\n"},
		{"there", "deck: x\nid: 'a' # c\n", "deck: x\nid: xyz # c\n"},
		{"absent", "id: # c\ndeck: x\n", "id: xyz # c\ndeck: x\n"},
		{"absent, with a blank", "id :\ndeck: x\n", "id : xyz\ndeck: x\n"},
		{"quoted key", "'id':\ndeck: x\n", "'id': xyz\ndeck: x\n"},
		{"flow, absent", "{id: , deck: x}\n", "{id: xyz , deck: x}\n"},
		{"flow, key alone", "{id, deck: x}\n", "{id: xyz, deck: x}\n"},
		{"map", "deck: x\nid: {}\n", "deck: x\nid: {}\n"},
	}
	for _, tt := range tests {
		root, _ := mustRead(t, tt.src)
		got := tt.src
		for _, e := range Put(root, "deck", "id", "xyz") {
			got = apply(got, e)
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestInsertAfter(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"plain", "deck: x # c\nb: y\n", "deck: x # c\nid: xyz\nb: y\n"},
		{"at the end without line break", "deck: x", "deck: x\nid: xyz"},
		{"CRLF", "deck: x\r\nb: y\r\n", "deck: x\r\nid: xyz\r\nb: y\r\n"},
		{"plain lines", "deck: x\n  y\nb: z\n", "deck: x\n  y\nid: xyz\nb: z\n"},
		{"absent", "deck: # c\nb: y\n", "deck: # c\nid: xyz\nb: y\n"},
		{"literal", "deck: |\n  x\n\nb: y\n", "deck: |\n  x\nid: xyz\n\nb: y\n"},
		{"literal, kept", "deck: |+\n  x\n\nb: y\n", "deck: |+\n  x\n\nid: xyz\nb: y\n"},
		{"map", "deck:\n  a: x\n  b:\nb: y\n", "deck:\n  a: x\n  b:\nid: xyz\nb: y\n"},
		{"list", "deck:\n- a\n- b # c\nb: y\n", "deck:\n- a\n- b # c\nid: xyz\nb: y\n"},
		{"flow value", "deck: [a,\n  b] # c\nb: y\n", "deck: [a,\n  b] # c\nid: xyz\nb: y\n"},
		{"flow", "{deck: x, b: y}\n", "{deck: x, id: xyz, b: y}\n"},
		{"flow, last", "{deck: x }\n", "{deck: x, id: xyz }\n"},
		{"flow, absent", "{deck: , b: y}\n", "{deck: , id: xyz , b: y}\n"},
		{"flow, key alone", "{deck}\n", "{deck , id: xyz}\n"},
		{"no such key", "b: y\n", "id: xyz\nb: y\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, _ := mustRead(t, tt.src)
			got := apply(tt.src, InsertAfter(root, "deck", "id", "xyz"))
			if got != tt.want {
				t.Fatalf("got %q\nwant %q", got, tt.want)
			}
			after, _ := mustRead(t, got)
			if n := after.Get("id"); n == nil || n.Value != "xyz" || len(after.Entries) != len(root.Entries)+1 {
				t.Errorf("got %s", outline(after))
			}
			for _, e := range root.Entries {
				if outline(after.Get(e.Key.Value)) != outline(e.Value) {
					t.Errorf("%s has changed: %s", e.Key.Value, outline(after))
				}
			}
		})
	}
}

func TestAppend(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"block", "a:\n  - b\nc: d\n", "a:\n  - b\n  - {x: y}\nc: d\n"},
		{"not indented", "a:\n- b # c\nc: d", "a:\n- b # c\n- {x: y}\nc: d"},
		{"maps", "a:\n  - b: c\n    d: e", "a:\n  - b: c\n    d: e\n  - {x: y}"},
		{"last value absent", "a:\n  - b: c\n    d:\n", "a:\n  - b: c\n    d:\n  - {x: y}\n"},
		{"nothing after the dash", "a:\n  -\nc: d\n", "a:\n  -\n  - {x: y}\nc: d\n"},
		{"CRLF", "a:\r\n  - b\r\nc: d\r\n", "a:\r\n  - b\r\n  - {x: y}\r\nc: d\r\n"},
		{"literal, kept", "a:\n  - |+\n    b\n\nc: d\n", "a:\n  - |+\n    b\n\n  - {x: y}\nc: d\n"},
		{"dash alone", "a:\n  -\n    b: c\n", ""},
		{"flow", "a: [b] # c\n", "a: [b, {x: y}] # c\n"},
		{"flow with a comma", "a: [\n  {b: c},\n]\n", "a: [\n  {b: c}, {x: y},\n]\n"},
		{"empty", "a: []\n", ""},
		{"no list", "a: b\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, _ := mustRead(t, tt.src)
			before := root.Get("a")
			e, ok := Append(before, "{x: y}")
			if !ok {
				if tt.want != "" {
					t.Error("refused")
				}
				return
			}
			got := apply(tt.src, e)
			if got != tt.want {
				t.Fatalf("got %q\nwant %q", got, tt.want)
			}
			after, _ := mustRead(t, got)
			list := after.Get("a")
			if n := len(list.Items); n != len(before.Items)+1 || list.Items[n-1].Get("x") == nil || len(after.Entries) != len(root.Entries) {
				t.Errorf("got %s", outline(after))
			}
		})
	}
}

func TestReplace(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"plain", "a: b # c\n", "a: xyz # c\n"},
		{"quoted", "{a: 'b', c: d}\n", "{a: xyz, c: d}\n"},
		{"literal", "a: |\n    b\nc: d\n", "a: xyz\nc: d\n"},
		{"a comment behind the sign", "a: >- # why\n    b\nc: d\n", "a: xyz # why\nc: d\n"},
		{"line breaks that are kept", "a: |+ # why\r\n    b\r\n\r\nc: d\r\n", "a: xyz # why\r\n\r\nc: d\r\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := Parse(source.NewFile("x.yaml", []byte(tt.src)), "", func(d diag.Diagnostic) { t.Fatal(d.Message) }).Root
			if got := apply(tt.src, Replace(root.Get("a"), "xyz")); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
