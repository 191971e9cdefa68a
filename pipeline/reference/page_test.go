package reference_test

import (
	"flag"
	"os"
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
