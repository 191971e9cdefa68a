package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

// mistaken is a deck with findings of every form: about the file, on one line and on several, with wide characters, with
// other places and with fixes.
const mistaken = `deck: 日本語
notes:
  - front: 学校 の # 意味は
    back: school
  - id: twice
    front: 'a < b and <c'
    back: "$\theta$ 😀"
  - id: twice
    front: |
      - one
      • two
      • three
    bakc: x
`

// checkSARIF runs the command on a repository with one deck and returns its SARIF, which must be valid.
func checkSARIF(t *testing.T, deck string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "decks"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "decks", "deck.yaml"), []byte(deck), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	env := Env{Stdout: &out, Stderr: io.Discard, Dir: dir, Now: time.Now,
		Notify: func(chan<- os.Signal) func() { return func() {} }}
	if status := Main(env, []string{"deckmill", "check", "--format", "sarif"}); status != statusFine && status != statusFindings {
		t.Fatalf("exit status %d", status)
	}
	schema, err := jsonschema.NewCompiler().Compile("../diag/testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%v\n%s", err, out.Bytes())
	}
	return out.Bytes()
}

// TestSARIF holds what the command really prints, with all its rules, to the schema and to what GitHub asks for beyond.
func TestSARIF(t *testing.T) {
	checkSARIF(t, "deck: Fine\nid: 0c6d3a52-7a29-4d0a-8a55-3f5c3cf7f6f1\nnotes:\n  - {id: a, front: What is two plus two?, back: Four}\n")
	out := checkSARIF(t, mistaken)
	if bytes.Contains(out, []byte(`: ""`)) {
		t.Errorf("an empty string counts as missing:\n%s", out)
	}
	type text struct{ Text, Markdown string }
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					Rules []struct {
						ID, HelpURI                             string
						ShortDescription, FullDescription, Help text
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Fixes     []any
				Related   []any `json:"relatedLocations"`
			}
		}
	}
	if err := json.Unmarshal(out, &log); err != nil {
		t.Fatal(err)
	}
	pages, err := os.ReadFile("../lint/rules/README.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := log.Runs[0].Tool.Driver.Rules
	if len(listed) != len(rules.All) {
		t.Fatalf("%d rules of %d", len(listed), len(rules.All))
	}
	for _, r := range listed {
		_, anchor, _ := strings.Cut(r.HelpURI, "#")
		if !strings.Contains(string(pages), "\n## "+anchor+"\n") {
			t.Errorf("%s: there is no page %s", r.ID, r.HelpURI)
		}
		if utf8.RuneCountInString(r.ShortDescription.Text) > 255 || strings.HasSuffix(r.FullDescription.Text, "…") || r.Help.Markdown == "" {
			t.Errorf("%s: descriptions that GitHub would cut, or none: %+v", r.ID, r)
		}
	}
	fixes, related := 0, 0
	for _, r := range log.Runs[0].Results {
		if listed[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s has the index of %s", r.RuleID, listed[r.RuleIndex].ID)
		}
		fixes, related = fixes+len(r.Fixes), related+len(r.Related)
	}
	if fixes == 0 || related == 0 {
		t.Errorf("%d fixes, %d related places in\n%s", fixes, related, out)
	}
}
