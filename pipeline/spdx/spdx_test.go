package spdx

import (
	"slices"
	"strings"
	"testing"
)

// The expressions that are valid, and what is said about others: the part in question, then the message.
var expressions = []struct{ expression, part, message string }{
	{"CC-BY-4.0", "", ""},
	{"mit", "", ""},
	{"GPL-3.0", "", ""}, // deprecated
	{"GPL-2.0+", "", ""},
	{"LicenseRef-lecture-notes", "", ""},
	{"DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2", "", ""},
	{"MIT OR (Apache-2.0 AND (CC0-1.0 or ISC))", "", ""},
	{"GPL-2.0-or-later WITH Classpath-exception-2.0 AND MIT", "", ""},
	{"MIT WITH AdditionRef-own", "", ""},
	{"CC-BY-SA", "CC-BY-SA", "`CC-BY-SA` is no SPDX licence; did you mean `CC-BY-SA-4.0`?"},
	{"CC BY-NC 4.0", "CC BY-NC 4.0", "`CC BY-NC 4.0` is no SPDX licence; did you mean `CC-BY-NC-4.0`?"},
	{"CC0", "CC0", "`CC0` is no SPDX licence; did you mean `CC0-1.0`?"},
	{"GPLv3", "GPLv3", "`GPLv3` is no SPDX licence; did you mean `GPL-3.0-only`?"},
	{"MIT License", "MIT License", "`MIT License` is no SPDX licence; did you mean `MIT`?"},
	{"MIT AND Apahce-2.0", "Apahce-2.0", "`Apahce-2.0` is no SPDX licence; did you mean `Apache-2.0`?"},
	{"all rights reserved", "all rights reserved", "`all rights reserved` is no SPDX licence"},
	{"LicenseRef-", "LicenseRef-", "`LicenseRef-` is no SPDX licence"},
	{"LicenseRef-ä", "LicenseRef-ä", "`LicenseRef-ä` is no SPDX licence"},
	{"DocumentRef-a:MIT", "DocumentRef-a:MIT", "`DocumentRef-a:MIT` is no SPDX licence"},
	{"MIT WITH Classpath-exception", "Classpath-exception", "`Classpath-exception` is no SPDX exception; did you mean `Classpath-exception-2.0`?"},
	{"(MIT OR ISC) WITH Classpath-exception-2.0", "WITH", "`WITH` belongs behind one licence"},
	{"MIT WITH Classpath-exception-2.0 WITH LLVM-exception", "WITH", "`WITH` belongs behind one licence"},
	{"AND MIT", "AND", "`AND` has no licence before it"},
	{"MIT OR", "MIT OR", "the expression ends where a licence belongs"},
	{"", "", "the expression ends where a licence belongs"},
	{"()", ")", "`)` closes nothing"},
	{"MIT)", ")", "`)` closes nothing"},
	{"(MIT", "(", "`(` is not closed"},
	{"MIT (ISC)", "(", "`(` stands where `AND` or `OR` belongs"},
	{"(MIT) ISC", "ISC", "`ISC` stands where `AND` or `OR` belongs"},
}

func TestCheck(t *testing.T) {
	for _, tt := range expressions {
		p, ok := Check(tt.expression)
		if part := tt.expression[p.Start:p.End]; part != tt.part || p.Message != tt.message || ok != (tt.message == "") {
			t.Errorf("%q: %q, %q, %v; want %q, %q", tt.expression, part, p.Message, ok, tt.part, tt.message)
		}
	}
}

// What a user is told to write must be right.
func TestSuggestionsAreValid(t *testing.T) {
	for _, tt := range expressions {
		p, _ := Check(tt.expression)
		if fixed := tt.expression[:p.Start] + p.Suggestion + tt.expression[p.End:]; p.Suggestion != "" {
			if _, ok := Check(fixed); !ok {
				t.Errorf("%q became %q", tt.expression, fixed)
			}
		}
	}
}

// The newest version of a licence is the last of the list.
func TestListsAscend(t *testing.T) {
	for _, list := range [][]string{licenses, deprecated, exceptions} {
		if len(list) < 20 || !slices.IsSorted(list) {
			t.Error(len(list), "names, not sorted or too few:", list[:3])
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, tt := range expressions {
		f.Add(tt.expression)
	}
	f.Add(strings.Repeat("(", 1000))
	f.Fuzz(func(t *testing.T, expression string) {
		p, ok := Check(expression)
		if p.Start < 0 || p.End > len(expression) || p.Start > p.End || ok != (p.Message == "") {
			t.Errorf("%q: %+v, %v", expression, p, ok)
		}
	})
}
