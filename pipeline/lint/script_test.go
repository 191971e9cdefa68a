package lint_test

import (
	"testing"

	"github.com/deckmill/deckmill/pipeline/lint"
)

func TestScriptOf(t *testing.T) {
	for _, test := range []struct {
		letters string
		want    lint.Script
	}{
		{"aZéßıĳ", lint.Latin}, {"яЖіј", lint.Cyrillic}, {"αΩ", lint.Greek}, {"ש", lint.Hebrew}, {"پم", lint.Arabic},
		{"漢かカ", lint.CJK}, {"한", lint.Hangul}, {"ก", lint.Thai}, {"अԱ", lint.OtherScript},
		{"1 -.²×\u0301\u200b😀", lint.NoScript},
	} {
		for _, r := range test.letters {
			if got := lint.ScriptOf(r); got != test.want {
				t.Errorf("ScriptOf(%q) = %v, want %v", r, got, test.want)
			}
		}
	}
}
