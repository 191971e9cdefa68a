package lint

import (
	"hash/maphash"
	"math"

	"github.com/deckmill/deckmill/pipeline/source"
)

// Seen is what rules remember of the decks of a repository between one and the next: of each note a hash of 64 bits and
// where it stands, in less than 100 bytes. Two notes that differ have one hash once in 10^7 repositories of a million
// notes. It is not for several goroutines at once.
type Seen struct {
	seed   maphash.Seed // differs from run to run, which nobody can see
	byHash map[uint64]uint32
	notes  []seenNote
	files  []seenFile
	tags   map[string][]SeenTag // by key
}

// A SeenNote is the first note with some content.
type SeenNote struct {
	Deck  string // the slug of its deck
	Label string
	Span  source.Span
}

// A seenNote is a SeenNote, packed: a repository may have millions.
type seenNote struct {
	label            string
	file, start, end uint32
}

type seenFile struct {
	slug string
	file *source.File
}

// NewSeen returns a Seen that has seen nothing.
func NewSeen() *Seen {
	return &Seen{seed: maphash.MakeSeed(), byHash: map[uint64]uint32{}, tags: map[string][]SeenTag{}}
}

// Notes calls twin for each of notes whose key a note of an earlier deck has, once for each key, and remembers the
// others, which stand at place. key is called from several goroutines, once for each note; ok is false for a note that
// has no equals.
func (s *Seen) Notes(p *DeckPass, notes []int, key func(note int) (k string, ok bool), place func(note int) source.Span,
	twin func(note int, first SeenNote)) {
	told := map[uint64]bool{}
	for _, h := range hashKeys(s.seed, notes, key) {
		i, known := s.byHash[h.hash]
		if !known {
			s.add(h.hash, p.Deck.Slug, p.Origins[h.note].Label, place(h.note))
			continue
		}
		n := s.notes[i]
		f := s.files[n.file]
		if f.slug == p.Deck.Slug || told[h.hash] {
			continue
		}
		told[h.hash] = true
		twin(h.note, SeenNote{Deck: f.slug, Label: n.label, Span: f.file.Span(int(n.start), int(n.end))})
	}
}

func (s *Seen) add(hash uint64, slug, label string, at source.Span) {
	if at.File == nil || at.End > math.MaxUint32 || len(s.notes) == math.MaxUint32 {
		return
	}
	file := seenFile{slug: slug, file: at.File}
	if last := len(s.files) - 1; last < 0 || s.files[last] != file {
		s.files = append(s.files, file) // notes come file by file
	}
	s.byHash[hash] = uint32(len(s.notes))
	s.notes = append(s.notes, seenNote{label: label, file: uint32(len(s.files) - 1), start: uint32(at.Start), end: uint32(at.End)})
}
