package pipeline_test

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline"
)

func TestSlug(t *testing.T) {
	tests := []struct {
		name, want string
		ok         bool
	}{
		{"Spanish verbs", "spanish-verbs", true},
		{"Machine learning::Generative models", "machine-learning-generative-models", true},
		{"Q: what? #1", "q-what-1", true},
		{"The heart's vessels", "the-hearts-vessels", true},
		{"  --C++--  ", "c", true},
		{strings.Repeat("word ", 20), strings.TrimSuffix(strings.Repeat("word-", 12), "-"), true}, // 59 of 60 characters
		{strings.Repeat("x", 61), "", false},
		{"Élan", "", false},
		{"ひらがな", "", false},
		{"...", "", false},
		{"", "", false},
		{"Collection", "collection", false}, // a backup to Anki
		{"Backup 3", "backup-3", false},
	}
	for _, tt := range tests {
		got, ok := pipeline.Slug(tt.name)
		if got != tt.want || ok != tt.ok {
			t.Errorf("%q gives %q, %t, want %q, %t", tt.name, got, ok, tt.want, tt.ok)
		}
		if again, ok := pipeline.Slug(got); ok && again != got {
			t.Errorf("%q gives %q, and that %q", tt.name, got, again)
		}
	}
}
