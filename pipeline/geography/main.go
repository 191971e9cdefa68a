// Command geography makes a repository in our format of the sources of Ultimate Geography, the largest community deck
// with a build pipeline of its own: 323 notes in 16 languages and two editions. They are read as they lie in a clone of
// https://github.com/anki-geo/ultimate-geography; the deck.yaml that ties them together is ours.
//
//	go run ./pipeline/geography -to /tmp/geography        and `deckmill build` there makes 32 packages
//
// Nothing of that deck is part of this repository. `make geography` compares what we make of it with what Brain Brew
// makes by the deck's own recipes.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	corpus := cmp.Or(os.Getenv("DECKMILL_CORPUS"), filepath.FromSlash("../shared/corpus"))
	from := flag.String("from", filepath.Join(corpus, "ultimate-geography"), "the clone of Ultimate Geography; $DECKMILL_CORPUS names the folder that it is in")
	to := flag.String("to", "", "the folder to make the repository in; it must not exist")
	flag.Parse()
	if *to == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := convert(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "geography:", err)
		os.Exit(1)
	}
}
