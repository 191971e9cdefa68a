// Command histories makes random lives of decks and of learners who import every release into real Anki, and asserts
// after each import that the learner lost nothing.
//
//	go run ./pipeline/histories -n 100             a hundred histories with new seeds, which are printed
//	go run ./pipeline/histories -n 1 -seed 7       history 7 alone, as a story
//	go run ./pipeline/histories -seed 7 -drop 3,8-12   the same without some of its steps
//
// A history is made of its seed: a plan of steps (plan.go), each with a chance of its own, so that it can be shrunk to the
// steps that matter. What the gate refuses is built anyway, for a copy of the collection that is thrown away: it must have
// hurt. What the gate lets pass must not.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
)

// options are what the user asked for.
type options struct {
	n, jobs     int
	seed        uint64
	drop        string
	python, old string
	dir         string
	tool        string
	story       bool
	variants    bool
}

func main() {
	o := options{}
	flag.IntVar(&o.n, "n", 1, "how many histories")
	flag.Uint64Var(&o.seed, "seed", 0, "of the first history; the next ones count on. 0: a new one")
	flag.StringVar(&o.drop, "drop", "", "steps to leave out, such as 3,8-12")
	flag.IntVar(&o.jobs, "jobs", runtime.NumCPU(), "how many at a time")
	flag.StringVar(&o.python, "anki", os.Getenv("DECKMILL_ANKI_PYTHON"), "the Python of an environment with the newest Anki; also $DECKMILL_ANKI_PYTHON")
	flag.StringVar(&o.old, "old", os.Getenv("DECKMILL_ANKI_OLD_PYTHON"), "the same with the oldest; also $DECKMILL_ANKI_OLD_PYTHON")
	flag.StringVar(&o.dir, "dir", "", "where collections are kept meanwhile; default: in memory if there is /dev/shm")
	flag.StringVar(&o.tool, "tool", "", "the command, which then builds one of ten histories as well")
	flag.BoolVar(&o.variants, "variants", false, "let the decks have languages and editions")
	flag.BoolVar(&o.story, "story", false, "tell what happens")
	flag.Parse()
	if o.seed == 0 {
		o.seed = uint64(time.Now().UnixNano()) % 1e9
	}
	ok, err := runAll(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "histories:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}
