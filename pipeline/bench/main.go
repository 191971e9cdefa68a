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

	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

func main() {
	tool := flag.String("tool", "bin/deckmill", "the deckmill to measure")
	sizes := flag.String("notes", "1000,10000,100000", "sizes of decks, separated by commas")
	peer := flag.String("peer", "", "PYTHON:SCRIPT of the genanki script to measure beside it; empty: none")
	runs := flag.Int("runs", 5, "runs of each; the median is shown")
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
	fmt.Printf("%9s  %-34s %8s %8s %8s %9s %7s %7s\n", "notes", "program", "wall s", "CPU s", "peak MB", "apkg MB", "wall x", "CPU x")
	for _, size := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil {
			return fmt.Errorf("-notes: %w", err)
		}
		if err := measureSize(filepath.Join(dir, size), tool, peer, n, runs); err != nil {
			return err
		}
	}
	if err := measureTable(filepath.Join(dir, "table"), tool, 100_000, runs); err != nil {
		return err
	}
	return measureEditions(filepath.Join(dir, "editions"), tool, 1000, runs)
}

// mostInOneFile is how many notes fit into the largest file that is read.
const mostInOneFile = 200_000

// measureSize measures every program on a deck of n notes.
func measureSize(dir, tool, peer string, n, runs int) error {
	decks := []struct {
		name, folder string
		perFile      int                     // notes; 0: all in one file
		off          func(r *lint.Rule) bool // rules that are switched off
	}{
		{"deckmill build, files of 1,000", "split", 1000, func(*lint.Rule) bool { return false }},
		{"the same, no near-duplicate", "most", 1000, func(r *lint.Rule) bool { return r.Code == "near-duplicate" }},
		{"the same, no rules", "none", 1000, func(r *lint.Rule) bool { return true }},
		{"deckmill build, one file", "whole", 0, func(*lint.Rule) bool { return false }},
	}
	release, err := buildRelease(filepath.Join(dir, "earlier"), tool, n)
	if err != nil {
		return err
	}
	var programs []program
	for _, d := range decks {
		if d.perFile == 0 && n > mostInOneFile {
			continue
		}
		folder := filepath.Join(dir, d.folder)
		if err := writeDeck(folder, n, d.perFile, false); err != nil {
			return err
		}
		if err := switchOff(folder, d.off); err != nil {
			return err
		}
		build := program{d.name, []string{tool, "-C", folder, "build", "--max", "1"}, filepath.Join(folder, "dist", "synthetic.apkg")}
		programs = append(programs, build)
		if len(programs) == 1 {
			programs = append(programs, program{"the same, on top of a release", append(slices.Clone(build.args), "--baseline", release), build.output})
		}
	}
	whole := filepath.Join(dir, "whole")
	if python, script, ok := strings.Cut(peer, ":"); ok && n <= 100_000 {
		out := filepath.Join(dir, "genanki.apkg")
		programs = append(programs, program{"genanki, libyaml, mistune",
			[]string{python, script, filepath.Join(whole, "decks", "synthetic", "deck.yaml"), out, "--md", "mistune"}, out})
	}
	return measure(programs, n, runs)
}

// measure runs programs that do something with n notes, and shows what each takes, also as multiples of the first.
func measure(programs []program, n, runs int) error {
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
	for i, p := range programs {
		wall, cpu := median(figures[i], wallOf), median(figures[i], cpuOf)
		fmt.Printf("%9d  %-34s %8.2f %8.2f %8.0f %9.1f %7.2f %7.2f\n", n, p.name, wall, cpu, median(figures[i], peakOf),
			float64(figures[i][0].size)/1e6, wall/median(figures[0], wallOf), cpu/median(figures[0], cpuOf))
	}
	return nil
}

// buildRelease builds the deck as it was a release earlier and returns its package.
func buildRelease(dir, tool string, n int) (string, error) {
	if err := writeDeck(dir, n, 1000, true); err != nil {
		return "", err
	}
	p := program{args: []string{tool, "-C", dir, "build", "--max", "1", "--timestamp", "1600000000"}, output: filepath.Join(dir, "dist", "synthetic.apkg")}
	_, err := p.run()
	return p.output, err
}

// switchOff writes a configuration in which some rules are off. The format's own cannot be.
func switchOff(dir string, off func(*lint.Rule) bool) error {
	var b strings.Builder
	for _, r := range rules.All {
		if !r.Fixed && off(r) {
			fmt.Fprintf(&b, "    %s: off\n", r.Code)
		}
	}
	if b.Len() == 0 {
		return nil
	}
	return os.WriteFile(filepath.Join(dir, "deckmill.yaml"), []byte("lint:\n  rules:\n"+b.String()), 0o666)
}

// A program is a command to measure and the package that it writes, if any.
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
	if p.output == "" {
		return f, nil
	}
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
