package lint

import (
	"cmp"
	"hash/maphash"
	"runtime"
	"slices"
	"sync"
)

// Groups returns the sets of two or more notes with equal keys: each set ascending, the sets by their first members.
// key is called for each of notes, from several goroutines and once more for those that have a partner; ok is false
// for a note that has no equals. It keeps 16 bytes for a note, whatever the length of its key.
func Groups(notes []int, key func(note int) (k string, ok bool)) [][]int {
	// The seed differs from run to run, which nobody can see: equal hashes are compared again.
	keys := hashKeys(maphash.MakeSeed(), notes, key)
	slices.SortFunc(keys, func(a, b hashed) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.note, b.note)) })
	var out [][]int
	for len(keys) > 0 {
		n := 1
		for n < len(keys) && keys[n].hash == keys[0].hash {
			n++
		}
		if n > 1 {
			out = append(out, equals(keys[:n], key)...)
		}
		keys = keys[n:]
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// A hashed is a note with the hash of its key.
type hashed struct {
	hash uint64
	note int
}

// hashKeys returns the hashes of the keys of notes, in order, without those that have none.
func hashKeys(seed maphash.Seed, notes []int, key func(int) (string, bool)) []hashed {
	workers := min(runtime.GOMAXPROCS(0), 1+len(notes)/1000)
	parts := make([][]hashed, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			mine := notes[len(notes)*w/workers : len(notes)*(w+1)/workers]
			part := make([]hashed, 0, len(mine))
			for _, note := range mine {
				if k, ok := key(note); ok {
					part = append(part, hashed{maphash.String(seed, k), note})
				}
			}
			parts[w] = part
		})
	}
	wait.Wait()
	return slices.Concat(parts...)
}

// equals splits notes with one hash into those whose keys are equal indeed.
func equals(same []hashed, key func(int) (string, bool)) [][]int {
	sets := map[string]int{}
	var out [][]int
	for _, h := range same {
		k, _ := key(h.note)
		i, ok := sets[k]
		if !ok {
			i = len(out)
			sets[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], h.note)
	}
	return slices.DeleteFunc(out, func(set []int) bool { return len(set) < 2 })
}
