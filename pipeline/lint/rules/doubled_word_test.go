package rules

import "testing"

// Twice is what is found; "" where nothing is.
var doubledWordTests = []struct{ text, twice string }{
	{"what is the the softmax", "the the"},
	{"The the end", "The the"},
	{"wrapped at the\nthe end of it", "the\nthe"},
	{"er ist ist da", "ist ist"},
	{"a little of of, and more", "of of"},
	{"this is a a dog", "a a"},
	{"and and", "and and"},

	{"the\nthe", ""},
	{"first line\nthe\nthe\nlast", ""},
	{"the other theory the then", ""},
	{"die die, der der, that that, had had", ""},
	{"tested in in vitro experiments", ""},
	{"das Modell von von Neumann", ""},
	{"the syntax of for for loops", ""},
	{"what it is is unknown", ""},
	{"an an-alphabet, the the-end, the the's", ""},
	{"A a, a a, x a a b", ""},
	{"bathe the, the thé", ""},
	{"the\n\nthe end", ""},
	{"the  the", ""},
	{"to", ""},
}

func TestDoubledIn(t *testing.T) {
	for _, test := range doubledWordTests {
		got := ""
		for _, d := range doubledIn(test.text) {
			got += test.text[d.first.start:d.second.end]
		}
		if got != test.twice {
			t.Errorf("%q: got %q, want %q", test.text, got, test.twice)
		}
	}
}

func FuzzDoubledIn(f *testing.F) {
	for _, test := range doubledWordTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, d := range doubledIn(text) {
			if d.first.start < end || d.first.start >= d.first.end || d.first.end >= d.second.start || d.second.end > len(text) {
				t.Fatalf("%q: %v behind %d", text, d, end)
			}
			end = d.first.end
		}
	})
}
