package rules_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

var update = flag.Bool("update", false, "rewrite README.md and the expectations in testdata")

// stale is what a test says about a generated file that does not match.
const stale = "%s is out of date; run\n\tgo test ./pipeline/lint/rules -update\nand read what it changed"

func TestReference(t *testing.T) {
	want := rules.Reference()
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := os.ReadFile("README.md"); string(got) != want {
		t.Errorf(stale, "README.md")
	}
}

func TestEveryRuleIsComplete(t *testing.T) {
	wellFormed := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, r := range rules.All {
		t.Run(r.Code, func(t *testing.T) {
			if !wellFormed.MatchString(r.Code) || seen[r.Code] {
				t.Errorf("the code is not well-formed, or is taken")
			}
			seen[r.Code] = true
			if r.Severity == diag.Unresolved {
				t.Error("no severity")
			}
			for name, text := range map[string]string{"Title": r.Title, "Says": r.Says, "Why": r.Why, "Bad": r.Bad, "Good": r.Good} {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s is empty or has blanks around it", name)
				}
			}
			if strings.HasSuffix(r.Title, ".") || strings.HasSuffix(r.Says, ".") {
				t.Error("Title and Says have no full stop")
			}
			if r.Fixed && (r.Note != nil || r.Deck != nil) {
				t.Error("a fixed rule belongs to the step that reads the format")
			}
			testOptions(t, r.Options)
			source, err := os.ReadFile(strings.ReplaceAll(r.Code, "-", "_") + ".go")
			if err != nil || !strings.Contains(string(source), `"`+r.Code+`"`) {
				t.Errorf("the rule does not stand in the file of its name: %v", err)
			}
			if _, err := os.Stat(filepath.Join("testdata", r.Code+".txtar")); err != nil {
				t.Error(err)
			}
		})
	}
}

// testOptions holds options to what configurations can say.
func testOptions(t *testing.T, options []lint.Option) {
	t.Helper()
	wellFormed := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for _, o := range options {
		switch o.Default.(type) {
		case int, float64, bool, string, []string:
		default:
			t.Errorf("option %s: nobody can write a %T", o.Name, o.Default)
		}
		if !wellFormed.MatchString(o.Name) || o.Name == "severity" || o.About == "" {
			t.Errorf("option %q has no good name, or says nothing about itself", o.Name)
		}
	}
}

// Rules must not be forgotten in All, nor tests outlive their rules.
func TestEveryFileIsListed(t *testing.T) {
	files, _ := filepath.Glob("*.go")
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		m := regexp.MustCompile(`= &lint\.Rule\{\s*Code:\s*"([^"]*)"`).FindStringSubmatch(string(source))
		if m == nil {
			continue
		}
		if r, _ := rules.Find(m[1]); r == nil {
			t.Errorf("%s: %s is not in All", f, m[1])
		}
	}
	tests, _ := filepath.Glob("testdata/*.txtar")
	for _, f := range tests {
		code := strings.TrimSuffix(filepath.Base(f), ".txtar")
		if r, _ := rules.Find(code); r == nil {
			t.Errorf("%s tests no rule", f)
		}
	}
}

func TestFind(t *testing.T) {
	for _, test := range []struct{ code, found, suggestion string }{
		{"duplicate-note", "duplicate-note", ""},
		{"duplicate-notes", "", "duplicate-note"},
		{"Duplicate-Note", "", "duplicate-note"},
		{"nonsense", "", ""},
	} {
		r, suggestion := rules.Find(test.code)
		found := ""
		if r != nil {
			found = r.Code
		}
		if found != test.found || suggestion != test.suggestion {
			t.Errorf("Find(%q) = %q, %q; want %q, %q", test.code, found, suggestion, test.found, test.suggestion)
		}
	}
}
