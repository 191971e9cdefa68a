package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A bench runs histories, one at a time, with a process of each Anki.
type bench struct {
	options
	dir     string
	workers map[bool]*Worker // by old
}

// runAll runs histories in parallel and prints what they did. ok: none hurt.
func runAll(o options) (ok bool, err error) {
	if o.python == "" {
		fmt.Println("real Anki is not here: `make interop` installs it and sets DECKMILL_ANKI_PYTHON; no histories were run")
		return true, nil
	}
	if o.dir == "" {
		if _, err := os.Stat("/dev/shm"); err == nil {
			o.dir = "/dev/shm"
		}
	}
	dropped, err := parseDropped(o.drop)
	if err != nil {
		return false, err
	}
	fmt.Printf("%d histories from seed %d on\n", o.n, o.seed)
	var wait sync.WaitGroup
	var lock sync.Mutex
	total, seeds := newStats(), make(chan uint64)
	ok = true
	for range min(o.jobs, o.n) {
		wait.Go(func() {
			b, benchErr := o.newBench()
			for seed := range seeds {
				if benchErr != nil {
					continue
				}
				stats, failure, err := b.one(seed, dropped)
				lock.Lock()
				total.add(stats)
				if total.histories%100 == 0 {
					fmt.Printf("%d of %d\n", total.histories, o.n)
				}
				benchErr = err
				if failure != "" {
					ok = false
					fmt.Println(failure)
				}
				lock.Unlock()
			}
			lock.Lock()
			err = errors.Join(err, benchErr, b.close())
			lock.Unlock()
		})
	}
	for i := range o.n {
		seeds <- o.seed + uint64(i)
	}
	close(seeds)
	wait.Wait()
	total.print(os.Stdout)
	return ok, err
}

func (o options) newBench() (*bench, error) {
	dir, err := os.MkdirTemp(o.dir, "histories")
	return &bench{options: o, dir: dir, workers: map[bool]*Worker{}}, err
}

func (b *bench) close() error {
	for _, w := range b.workers {
		w.stop()
	}
	return os.RemoveAll(b.dir)
}

// one runs a history; if it fails, it is shrunk, and failure says how to replay it.
func (b *bench) one(seed uint64, dropped Dropped) (stats *Stats, failure string, err error) {
	steps := plan(seed, b.variants)
	stats, hurts, err := b.run(seed, steps, dropped, b.story)
	if err != nil || len(hurts) == 0 {
		return stats, "", err
	}
	if len(dropped) == 0 {
		dropped = shrink(len(steps), func(d Dropped) bool {
			_, hurts, err := b.run(seed, steps, d, false)
			return err == nil && len(hurts) > 0
		})
		_, hurts, err = b.run(seed, steps, dropped, false)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "history %d hurts; replay it with: make histories SEED=%d DROP=%s%s\n", seed, seed, dropped, map[bool]string{true: " VARIANTS=1"}[b.variants])
	for _, hurt := range hurts {
		fmt.Fprintf(&text, "  %s\n", hurt)
	}
	for i, s := range steps {
		if !dropped[i] {
			fmt.Fprintf(&text, "  %3d %s\n", i, s)
		}
	}
	return stats, text.String(), err
}

// run runs a history with some of its steps, in a folder of its own.
func (b *bench) run(seed uint64, steps []Step, dropped Dropped, story bool) (*Stats, []string, error) {
	old := b.old != "" && seed%4 == 0 // one of four
	stats := newStats()
	w, err := b.worker(old)
	if err != nil {
		return stats, nil, err
	}
	dir := filepath.Join(b.dir, "history")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return stats, nil, err
	}
	h := &History{seed: seed, worker: w, old: old, dir: dir, stats: stats, tool: b.tool, variants: b.variants}
	if story {
		h.say = func(format string, args ...any) { fmt.Printf(format+"\n", args...) }
	}
	hurts, err := h.run(steps, dropped)
	if err != nil { // it may be the worker's end: the next history gets a new one
		w.stop()
		delete(b.workers, old)
		hurts, err = []string{err.Error()}, os.RemoveAll(w.dir)
	}
	stats.histories++
	if old {
		stats.old++
	}
	return stats, hurts, errors.Join(err, os.RemoveAll(dir))
}

// worker returns the process of one of the two Ankis.
func (b *bench) worker(old bool) (*Worker, error) {
	if w := b.workers[old]; w != nil {
		return w, nil
	}
	python, name := b.python, "new"
	if old {
		python, name = b.options.old, "old"
	}
	dir := filepath.Join(b.dir, name)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	w, err := startWorker(python, dir)
	if err == nil {
		b.workers[old] = w
	}
	return w, err
}

// shrink drops as many of n steps as it can while fails says that the history still fails: halves first, then ever
// smaller pieces. The first release and its import stay.
func shrink(n int, fails func(Dropped) bool) Dropped {
	dropped := Dropped{}
	for size := (n - 2 + 1) / 2; size > 0; {
		again := false
		for from := n - 1; from >= 2; from -= size {
			tried := Dropped{}
			for i := range dropped {
				tried[i] = true
			}
			for i := max(2, from-size+1); i <= from; i++ {
				tried[i] = true
			}
			if len(tried) > len(dropped) && fails(tried) {
				dropped, again = tried, true
			}
		}
		if size > 1 {
			size /= 2
		} else if !again {
			break
		}
	}
	return dropped
}
