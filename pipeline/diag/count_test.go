package diag

import (
	"slices"
	"testing"
)

func TestCountRules(t *testing.T) {
	d := func(code string, s Severity) Diagnostic { return Diagnostic{Code: code, Severity: s} }
	got := CountRules([]Group{
		{Found: List{d("b", Warning), d("z", Hint), d("z", Hint), d("z", Hint)}},
		{Deck: "d", Found: List{d("a", Warning), d("c", Warning), d("c", Warning), d("c", Error)}},
	})
	want := []RuleCount{{"c", Error, 1}, {"c", Warning, 2}, {"a", Warning, 1}, {"b", Warning, 1}, {"z", Hint, 3}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if CountRules(nil) != nil {
		t.Error("counts of nothing")
	}
}
