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
	return groups(hashKeys(maphash.MakeSeed(), notes, key), key)
}

// RoughGroups is Groups for keys that take long to make: key is called only for notes whose rough numbers, which must be
// equal for equal keys, meet.
func RoughGroups(notes []int, rough func(note int) (n uint64, ok bool), key func(note int) (k string, ok bool)) [][]int {
	met := repeated(hashAll(notes, rough))
	notes = make([]int, len(met))
	for i, h := range met {
		notes[i] = h.note
	}
	slices.Sort(notes)
	return Groups(notes, key)
}

func groups(keys []hashed, key func(note int) (k string, ok bool)) [][]int {
	keys = repeated(keys)
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

// repeated returns the keys whose hashes stand there more than once. Mostly there are few, so that what comes behind need
// not be fast.
func repeated(keys []hashed) []hashed {
	size := 1
	for size < 2*len(keys) {
		size *= 2
	}
	table := make([]uint64, size) // open addressing; 0 is an empty place
	twice := map[uint64]bool{}
	for _, k := range keys {
		at := k.hash & uint64(size-1)
		for table[at] != 0 && table[at] != k.hash {
			at = (at + 1) & uint64(size-1)
		}
		if table[at] == k.hash {
			twice[k.hash] = true
		}
		table[at] = k.hash
	}
	if len(twice) == 0 {
		return nil
	}
	return slices.DeleteFunc(keys, func(k hashed) bool { return !twice[k.hash] })
}

// A hashed is a note with the hash of its key.
type hashed struct {
	hash uint64
	note int
}

// hashKeys returns the hashes of the keys of notes, in order, without those that have none.
func hashKeys(seed maphash.Seed, notes []int, key func(int) (string, bool)) []hashed {
	return hashAll(notes, func(note int) (uint64, bool) {
		k, ok := key(note)
		return maphash.String(seed, k), ok
	})
}

// hashAll calls hash for each of notes, in parallel, and returns the hashes in order. None is 0 (see repeated).
func hashAll(notes []int, hash func(int) (uint64, bool)) []hashed {
	workers := min(runtime.GOMAXPROCS(0), 1+len(notes)/1000)
	parts := make([][]hashed, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			mine := notes[len(notes)*w/workers : len(notes)*(w+1)/workers]
			part := make([]hashed, 0, len(mine))
			for _, note := range mine {
				if h, ok := hash(note); ok {
					part = append(part, hashed{max(h, 1), note})
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
