package lint

import (
	"hash/maphash"
	"math"

	"github.com/deckmill/deckmill/pipeline/source"
)

// Seen is what rules remember of the decks of a repository between one and the next: of each note where it stands and a
// hash of 64 bits of its cards, and the same of its question, in less than 200 bytes. Two notes that differ have one hash
// once in 10^7 repositories of a million notes. It is not for several goroutines at once.
type Seen struct {
	seed    maphash.Seed // differs from run to run, which nobody can see
	byHash  map[uint64]uint32
	byWords map[uint64]seenQuestion
	notes   []seenNote
	files   []seenFile
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
	return &Seen{seed: maphash.MakeSeed(), byHash: map[uint64]uint32{}, byWords: map[uint64]seenQuestion{}}
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
			if i, ok := s.add(p.Deck.Slug, p.Origins[h.note].Label, place(h.note)); ok {
				s.byHash[h.hash] = i
			}
			continue
		}
		first := s.note(i)
		if first.Deck == p.Deck.Slug || told[h.hash] {
			continue
		}
		told[h.hash] = true
		twin(h.note, first)
	}
}

func (s *Seen) note(i uint32) SeenNote {
	n := s.notes[i]
	f := s.files[n.file]
	return SeenNote{Deck: f.slug, Label: n.label, Span: f.file.Span(int(n.start), int(n.end))}
}

// add remembers where a note stands.
func (s *Seen) add(slug, label string, at source.Span) (i uint32, ok bool) {
	if at.File == nil || at.End > math.MaxUint32 || len(s.notes) == math.MaxUint32 {
		return 0, false
	}
	file := seenFile{slug: slug, file: at.File}
	if last := len(s.files) - 1; last < 0 || s.files[last] != file {
		s.files = append(s.files, file) // notes come file by file
	}
	s.notes = append(s.notes, seenNote{label: label, file: uint32(len(s.files) - 1), start: uint32(at.Start), end: uint32(at.End)})
	return uint32(len(s.notes) - 1), true
}
