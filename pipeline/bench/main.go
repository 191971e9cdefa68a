// Command bench measures `deckmill build` beside the script that a user of genanki would write, on decks of its own
// making, in one run on one machine. Machines differ and are busy with other things: read the ratios.
//
//	go run ./pipeline/bench -tool bin/deckmill -notes 1000,10000,100000 -peer PYTHON:genanki_build.py
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	tool := flag.String("tool", "bin/deckmill", "the deckmill to measure")
	sizes := flag.String("notes", "1000,10000,100000", "sizes of decks, separated by commas")
	peer := flag.String("peer", "", "PYTHON:SCRIPT of the genanki script to measure beside it; empty: none")
	runs := flag.Int("runs", 3, "runs of each; the median is shown")
	flag.Parse()
	if err := bench(*tool, *sizes, *peer, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(tool, sizes, peer string, runs int) error {
	tool, err := filepath.Abs(tool)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "deckmill-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("%9s  %-34s %8s %8s %8s %9s %7s\n", "notes", "program", "wall s", "CPU s", "peak MB", "apkg MB", "CPU x")
	for _, size := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil {
			return fmt.Errorf("-notes: %w", err)
		}
		if err := measureSize(filepath.Join(dir, size), tool, peer, n, runs); err != nil {
			return err
		}
	}
	return nil
}

// measureSize measures every program on a deck of n notes.
func measureSize(dir, tool, peer string, n, runs int) error {
	split, whole := filepath.Join(dir, "split"), filepath.Join(dir, "whole")
	if err := writeDeck(split, n, 1000); err != nil {
		return err
	}
	if err := writeDeck(whole, n, 0); err != nil {
		return err
	}
	programs := []program{
		{"deckmill build, files of 1,000", []string{tool, "-C", split, "build"}, filepath.Join(split, "dist", "synthetic.apkg")},
		{"deckmill build, one file", []string{tool, "-C", whole, "build"}, filepath.Join(whole, "dist", "synthetic.apkg")},
	}
	if python, script, ok := strings.Cut(peer, ":"); ok && n <= 100_000 {
		out := filepath.Join(dir, "genanki.apkg")
		programs = append(programs, program{"genanki, libyaml, mistune",
			[]string{python, script, filepath.Join(whole, "decks", "synthetic", "deck.yaml"), out, "--md", "mistune"}, out})
	}
	figures := make([][]figure, len(programs))
	for range runs { // in turn, so that a busy minute hits all of them
		for i, p := range programs {
			f, err := p.run()
			if err != nil {
				return err
			}
			figures[i] = append(figures[i], f)
		}
	}
	base := median(figures[0], cpuOf)
	for i, p := range programs {
		fmt.Printf("%9d  %-34s %8.2f %8.2f %8.0f %9.1f %7.2f\n", n, p.name, median(figures[i], wallOf),
			median(figures[i], cpuOf), median(figures[i], peakOf), float64(figures[i][0].size)/1e6, median(figures[i], cpuOf)/base)
	}
	return nil
}

// A program is a command to measure and the package that it writes.
type program struct {
	name   string
	args   []string
	output string
}

// A figure is what one run cost.
type figure struct {
	wall, cpu time.Duration
	peak      int64 // of memory, in bytes; 0 where the system does not tell
	size      int64 // bytes of the package
}

func wallOf(f figure) float64 { return f.wall.Seconds() }
func cpuOf(f figure) float64  { return f.cpu.Seconds() }
func peakOf(f figure) float64 { return float64(f.peak) / (1 << 20) }

func (p program) run() (figure, error) {
	cmd := exec.Command(p.args[0], p.args[1:]...)
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return figure{}, fmt.Errorf("%s: %w\n%s", strings.Join(p.args, " "), err, out)
	}
	f := figure{wall: time.Since(start), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	f.peak = peakMemory(cmd.ProcessState)
	info, err := os.Stat(p.output)
	if err != nil {
		return figure{}, err
	}
	f.size = info.Size()
	return f, nil
}

func median(figures []figure, of func(figure) float64) float64 {
	var values []float64
	for _, f := range figures {
		values = append(values, of(f))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
