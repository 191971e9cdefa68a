package diag

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestReadFingerprints(t *testing.T) {
	var doc bytes.Buffer
	groups := []Group{{Found: List{{Code: "a", Message: "m"}, {Code: "b", Message: "m"}}, Prints: []string{"0123456789abcdef", "fedcba9876543210"}}}
	if err := WriteJSON(&doc, groups); err != nil {
		t.Fatal(err)
	}
	for _, before := range []string{"", "\xef\xbb\xbf"} {
		got, err := ReadFingerprints([]byte(before + doc.String()))
		if err != nil || !slices.Equal(got, groups[0].Prints) {
			t.Errorf("%q: got %q, %v", before, got, err)
		}
	}
	for _, test := range []struct{ doc, want string }{
		{"", "not JSON"},
		{"decks/a.yaml:1:1: error", "not JSON"},
		{doc.String()[:doc.Len()/2], "not JSON"},
		{"[]", "not JSON"},
		{"null", "no `version`"},
		{`{"version": 1}`, "no `version` and `findings`"},
		{`{"version": "2.1.0", "runs": []}`, "not JSON"}, // SARIF
		{`{"version": 9, "findings": []}`, "newer"},
		{`{"version": 1, "findings": [{"fingerprint": "0123456789abcdef"}, {"code": "a"}]}`, "finding 2"},
	} {
		if got, err := ReadFingerprints([]byte(test.doc)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %q, %v; want an error with %q", test.doc, got, err, test.want)
		}
	}
}
