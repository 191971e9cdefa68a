// Command corpus runs every lint rule over real decks of other people and shows how often each finds something, with
// samples to be judged by eye: a rule is precise when a maintainer of the deck would want to know.
//
//	go run ./pipeline/corpus                                counts of every rule
//	go run ./pipeline/corpus -n 10                          and ten findings of each
//	go run ./pipeline/corpus -rule lost-angle -n 0          all findings of one
//	go run ./pipeline/corpus -source jlpt -json found.json  every finding of one source, for other programs
//
// Decks that are not in our format are converted first, field by field and byte by byte, and then compiled as the
// command does it. What the contract of the format says about a conversion (a picture that the source does not hold) is
// counted apart: it is no fault of a rule.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// options are what the user asked for.
type options struct {
	dir     string
	rules   string // codes, separated by commas; empty: all
	source  string // part of the name of the sources to read
	markup  string // of the fields of foreign decks; empty: what they are written in
	samples int    // of each rule; -1: none, 0: all
	group   string // whose findings the samples are of
	seed    uint64
	json    string // file to write every finding to
	write   string // folder to write the converted repositories to
}

func main() {
	o := options{}
	flag.StringVar(&o.dir, "dir", cmp.Or(os.Getenv("DECKMILL_CORPUS"), filepath.FromSlash("../shared/corpus")), "the folder of the corpus; also $DECKMILL_CORPUS")
	flag.StringVar(&o.rules, "rule", "", "codes of the rules to show, separated by commas; empty: all")
	flag.StringVar(&o.source, "source", "", "read only sources whose name holds this")
	flag.StringVar(&o.markup, "markup", "", "take the fields of foreign decks for `markdown`, text or html, as if an author had pasted them")
	flag.IntVar(&o.samples, "n", -1, "findings to show of each rule; 0: all of them, -1: none")
	flag.StringVar(&o.group, "group", string(realDecks), "whose findings to show: real (decks of other people), own, hostile")
	flag.Uint64Var(&o.seed, "seed", 1, "of the random choice")
	flag.StringVar(&o.json, "json", "", "file to write every finding to, as JSON")
	flag.StringVar(&o.write, "write", "", "folder to write the converted decks to, one repository per source")
	flag.Parse()
	if o.rules != "" && o.samples < 0 {
		o.samples = 10
	}
	if _, err := os.Stat(o.dir); err != nil {
		fmt.Printf("there is no corpus at `%s`; name one with -dir or DECKMILL_CORPUS\n", o.dir)
		return
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	sources, err := readSources(o.dir, o.source, o.markup)
	if err != nil {
		return err
	}
	if o.write != "" {
		if err := writeSources(o.write, sources); err != nil {
			return err
		}
	}
	r, err := lintSources(sources)
	if err != nil {
		return err
	}
	r.printDecks()
	r.printRules()
	r.printSamples(o)
	if o.json != "" {
		return r.writeJSON(o.json)
	}
	return nil
}
