package preset_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/deckmill/deckmill/pipeline/preset"
	"github.com/deckmill/deckmill/schema"
)

// TestSchema holds the options that the schema offers against the table: the keys, ranges, words and defaults.
func TestSchema(t *testing.T) {
	type property struct {
		Ref              string `json:"$ref"`
		Type             string
		Minimum, Maximum *float64
		MinItems         int `json:"minItems"`
		Enum             []string
		Default          any
	}
	var doc struct {
		Defs struct {
			Preset struct{ Properties map[string]property }
		} `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(schema.Deck), &doc); err != nil {
		t.Fatal(err)
	}
	properties := doc.Defs.Preset.Properties
	if got, want := len(properties), len(preset.Options)+len([]string{"name", "anki-id"}); got != want {
		t.Errorf("the schema has %d keys, want %d", got, want)
	}
	for _, o := range preset.Options {
		p := properties[o.Key]
		kind := map[preset.Kind]string{preset.Whole: "integer", preset.Number: "number", preset.Switch: "boolean", preset.Shares: "array"}[o.Kind]
		if p.Type != kind || (o.Kind == preset.Steps) != (p.Ref == "#/$defs/steps") || (o.Kind == preset.Shares) != (p.MinItems == preset.Days) {
			t.Errorf("%s: the schema says type %q and %q", o.Key, p.Type, p.Ref)
		}
		if kind == "integer" || kind == "number" {
			if p.Minimum == nil || float32(*p.Minimum) != o.Min || p.Maximum == nil || float32(*p.Maximum) != o.Max {
				t.Errorf("%s: the schema has another range than %v to %v", o.Key, o.Min, o.Max)
			}
		}
		if !slices.Equal(p.Enum, o.Words) {
			t.Errorf("%s: the schema has the words %v, not %v", o.Key, p.Enum, o.Words)
		}
		if got := fmt.Sprint(p.Default); got != inSchema(&o) {
			t.Errorf("%s: the schema has the default %s, not %s", o.Key, got, inSchema(&o))
		}
	}
}

// inSchema writes the default of an option as fmt writes that of the schema.
func inSchema(o *preset.Option) string {
	switch o.Key {
	case "learn-steps":
		return "[1m 10m]"
	case "relearn-steps":
		return "[10m]"
	case "easy-days-percentages":
		return "[1 1 1 1 1 1 1]"
	}
	return o.Text(o.Default)
}

func TestSteps(t *testing.T) {
	for text, want := range map[string]float32{
		"1s": 1.0 / 60, "30s": 0.5, "10": 10, "10m": 10, "1.5h": 90, "1d": 1440, "0.5": 0.5, "9999d": 9999 * 1440, "90m": 90,
	} {
		if got, ok := preset.ParseStep(text); !ok || got != want {
			t.Errorf("%s: %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "m", "0", "0.5s", "-1m", "1 m", "1min", "1M", "10000d", "1e3", "1.2.3", "Inf", "NaN", "١m"} {
		if got, ok := preset.ParseStep(text); ok {
			t.Errorf("%q is taken for %v minutes", text, got)
		}
	}
}

// TestText writes values as they are written in decks.
func TestText(t *testing.T) {
	for _, test := range []struct {
		key, want string
		v         preset.Value
	}{
		{"learn-steps", "[30s, 1m, 90m, 2h, 1d, 45s, 0.875m]", preset.Value{0.5, 1, 90, 120, 1440, 0.75, 0.875}},
		{"learn-steps", "[]", nil},
		{"easy-days-percentages", "[1, 0, 0.25, 1, 1, 1, 0.1]", preset.Value{1, 0, 0.25, 1, 1, 1, 0.1}},
		{"new-per-day", "36", preset.Value{36}},
		{"desired-retention", "0.92", preset.Value{0.92}},
		{"bury-new", "true", preset.Value{1}},
		{"review-order", "overdueness", preset.Value{12}},
	} {
		if got := preset.Options[preset.Index(test.key)].Text(test.v); got != test.want {
			t.Errorf("%s: %s, want %s", test.key, got, test.want)
		}
	}
}

// TestRepaired gives options what no deck has, but a package of another tool might.
func TestRepaired(t *testing.T) {
	nan := float32(math.NaN())
	for _, test := range []struct {
		key     string
		v, want preset.Value
	}{
		{"new-per-day", preset.Value{10_000}, preset.Value{20}},
		{"new-per-day", preset.Value{9999}, preset.Value{9999}},
		{"desired-retention", preset.Value{0}, preset.Value{0.9}},
		{"desired-retention", preset.Value{nan}, preset.Value{0.9}},
		{"review-order", preset.Value{13}, preset.Value{0}},
		{"easy-days-percentages", preset.Value{1, 1}, preset.Value{1, 1, 1, 1, 1, 1, 1}},
		{"learn-steps", nil, nil},
	} {
		if got := preset.Options[preset.Index(test.key)].Repaired(test.v); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v becomes %v, want %v", test.key, test.v, got, test.want)
		}
	}
	if v := preset.Defaults(); !slices.EqualFunc(v[:], preset.Options[:], func(v preset.Value, o preset.Option) bool { return slices.Equal(v, o.Repaired(v)) }) {
		t.Error("a default is out of range")
	}
}
