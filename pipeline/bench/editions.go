package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// editionLanguages are those of the deck that measureEditions builds.
var editionLanguages = strings.Fields("en de fr es it pt nl da sv nb fi pl cs sk hu ro bg el tr ru uk ja ko zh ar he fa hi th vi id ms")

// measureEditions builds all packages of a deck of n notes in 32 languages, and one of them alone: what reading, parsing,
// checking and hashing once is worth. The last column says how much all cost, as a part of so many times one.
func measureEditions(dir, tool string, n, runs int) error {
	if err := writeEditions(dir, n); err != nil {
		return err
	}
	build := []string{tool, "-C", dir, "build", "--max", "1"}
	one := program{"one of 32 packages", append(build[:len(build):len(build)], "geography-de"), filepath.Join(dir, "dist", "geography-de.apkg")}
	all := program{"all of them", build, one.output}
	var figures [2][]figure
	for range runs {
		for i, p := range []program{one, all} {
			f, err := p.run()
			if err != nil {
				return err
			}
			figures[i] = append(figures[i], f)
		}
	}
	for i, p := range []program{one, all} {
		wall, cpu := median(figures[i], wallOf), median(figures[i], cpuOf)
		fmt.Printf("%9d  %-34s %8.2f %8.2f %8.0f %9.1f %7.2f %7.2f\n", n, p.name, wall, cpu, median(figures[i], peakOf),
			float64(figures[i][0].size)/1e6, wall/median(figures[0], wallOf), cpu/median(figures[0], cpuOf))
	}
	share := median(figures[1], cpuOf) / median(figures[0], cpuOf) / float64(len(editionLanguages))
	fmt.Printf("%9s  all 32 cost %.2f of 32 times one (CPU)\n", "", share)
	return nil
}

// writeEditions writes a deck of n notes, with a text of its own in every language on both sides.
func writeEditions(dir string, n int) (err error) {
	if err := os.MkdirAll(filepath.Join(dir, "decks"), 0o777); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "decks", "geography.yaml"))
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	w := bufio.NewWriter(f)
	fmt.Fprintf(w, "deck: Geography {{@language}}\nlicense: CC0-1.0\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\nvariants:\n  - axis: language\n    original: en\n    values:\n")
	for _, l := range editionLanguages {
		fmt.Fprintf(w, "      %s:\n", l)
	}
	fmt.Fprintln(w, "notes:")
	g := &generator{Rand: rand.New(rand.NewPCG(7, 7))}
	for i := range n {
		fmt.Fprintf(w, "  - id: note-%d\n", i)
		for _, field := range []string{"front", "back"} {
			fmt.Fprintf(w, "    %s:\n", field)
			for _, l := range editionLanguages {
				fmt.Fprintf(w, "      %s: '%s'\n", l, g.prose(12))
			}
		}
	}
	return w.Flush()
}
