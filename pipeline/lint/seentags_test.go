package lint

import "testing"

func TestSeenTags(t *testing.T) {
	s := NewSeen()
	for _, step := range []struct {
		deck, tag string
		notes     int
		other     string // the spelling that is told
	}{
		{"a", "Gan", 2, ""},
		{"b", "gan", 9, "Gan"},
		{"c", "GAN", 1, "gan"}, // the more frequent one
		{"d", "Gan", 5, ""},    // was told of when gan came
		{"b", "gan", 9, "Gan"}, // compiled twice, it says the same
	} {
		other, ok := s.Tag("gan", SeenTag{Deck: step.deck, Tag: step.tag, Notes: step.notes})
		if other.Tag != step.other || ok != (step.other != "") {
			t.Errorf("%s in %s: got %q, want %q", step.tag, step.deck, other.Tag, step.other)
		}
	}
	if n := len(s.tags["gan"]); n != 3 {
		t.Errorf("%d spellings are remembered", n)
	}
}
