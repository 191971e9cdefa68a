package near

import (
	"cmp"
	"hash/maphash"
)

// A hasher reads texts and hashes their words.
type hasher struct {
	reader
	reading
	seed   maphash.Seed
	hashes []uint64 // of each token at its place
}

func newHasher(language string, seed maphash.Seed) hasher {
	return hasher{reader: reader{languageOf(language)}, seed: seed}
}

func (h *hasher) read(text string) {
	h.reader.read(text, &h.reading)
	h.hashes = h.hashes[:0]
	for i, t := range h.tokens {
		h.hashes = append(h.hashes, mix(maphash.String(h.seed, t.text), i))
	}
}

// whole returns the hash of all words: a sum, from which one word is easily taken away.
func (h *hasher) whole() uint64 {
	sum := uint64(len(h.tokens))
	for _, x := range h.hashes {
		sum += x
	}
	return sum
}

// withoutToken returns the hash of all words but the one at a place.
func (h *hasher) withoutToken(whole uint64, at int) uint64 { return whole - h.hashes[at] + mix(0, at) }

// most is how many words a text may have in which a letter may differ: what is longer is an article of a dictionary.
const most = 48

func (h *hasher) mayDiffer(at int) bool { return h.tokens[at].long && len(h.tokens) <= most }

// mix joins the hash of a word with its place (the finaliser of SplitMix64).
func mix(hash uint64, at int) uint64 {
	x := hash + uint64(at+1)*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// An entry is a hash and the text that has it, in 12 bytes.
type entry struct{ high, low, text uint32 }

func (e entry) hash() uint64 { return uint64(e.high)<<32 | uint64(e.low) }

func compareEntries(a, b entry) int {
	if a.high != b.high {
		return cmp.Compare(a.high, b.high)
	}
	return cmp.Or(cmp.Compare(a.low, b.low), cmp.Compare(a.text, b.text))
}

// eachGroup calls do for the entries of each hash that several have. Entries are sorted.
func eachGroup(entries []entry, do func([]entry)) {
	for len(entries) > 0 {
		n := 1
		for n < len(entries) && entries[n].hash() == entries[0].hash() {
			n++
		}
		if n > 1 {
			do(entries[:n])
		}
		entries = entries[n:]
	}
}

// Entries are put into buckets by their first bits, so that a bucket can be sorted in little room, and buckets at the same
// time. A bucket grows by blocks: a slice that grows would leave its old self to the garbage collector.
const (
	bucketBits = 7
	buckets    = 1 << bucketBits
	blockSize  = 512
)

// A shelf holds the entries of one worker.
type shelf struct{ buckets [buckets][][]entry }

func (s *shelf) add(hash uint64, text int) {
	b := &s.buckets[hash>>(64-bucketBits)]
	if n := len(*b); n == 0 || len((*b)[n-1]) == blockSize {
		*b = append(*b, make([]entry, 0, blockSize))
	}
	last := &(*b)[len(*b)-1]
	*last = append(*last, entry{high: uint32(hash >> 32), low: uint32(hash), text: uint32(text)})
}

// gather appends what all shelves have in a bucket, and empties it.
func gather(room []entry, shelves []shelf, bucket int) []entry {
	for i := range shelves {
		for _, block := range shelves[i].buckets[bucket] {
			room = append(room, block...)
		}
		shelves[i].buckets[bucket] = nil
	}
	return room
}
