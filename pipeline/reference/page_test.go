package reference_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/deckmill/deckmill/pipeline/reference"
)

var update = flag.Bool("update", false, "rewrite schema/README.md")

const file = "../../schema/README.md"

func TestPage(t *testing.T) {
	want := reference.Page()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := os.ReadFile(file); string(got) != want {
		t.Errorf("schema/README.md is out of date; run\n\tgo test ./pipeline/reference -update\nand read what it changed")
	}
}

// TestLinks follows every link of the page, within it and to other files.
func TestLinks(t *testing.T) {
	page := reference.Page()
	anchors := map[string]bool{}
	for _, m := range regexp.MustCompile(`<a id="([^"]*)">`).FindAllStringSubmatch(page, -1) {
		if anchors[m[1]] {
			t.Errorf("two places are called %s", m[1])
		}
		anchors[m[1]] = true
	}
	links := regexp.MustCompile(`\]\(([^)#]*)(?:#([^)]*))?\)`).FindAllStringSubmatch(fenced.ReplaceAllString(page, ""), -1)
	if len(links) < 100 {
		t.Errorf("only %d links are found", len(links))
	}
	for _, m := range links {
		if m[1] == "" && !anchors[m[2]] {
			t.Errorf("no place is called %s", m[2])
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
			t.Error(err)
		}
	}
}

// fenced matches examples, in which links are no links.
var fenced = regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]*`")
