package main

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// A Judge compares a learner's collection before and after an import, with what learners may expect.
type Judge struct {
	*History
	whole   *Release // the release, and
	release *Release // the part of it that was imported: mostly all
	choice  Choice
	answer  *Answer
	before  *State
	after   *State
	hurts   []string
}

// judge says how the import of a release hurt.
func (h *History) judge(whole, r *Release, c Choice, a *Answer) []string {
	if a.Error != "" {
		return []string{"Anki refuses the package: " + a.Error}
	}
	j := &Judge{History: h, whole: whole, release: r, choice: c, answer: a, before: h.state, after: a.State}
	j.nothingLost()
	j.nothingDoubled()
	j.notetypes()
	for i := range r.Collection.Notes {
		j.note(&r.Collection.Notes[i])
	}
	j.foreignNotes()
	j.identities()
	j.decksAndMedia()
	j.checks()
	slices.Sort(j.hurts) // some were found in the order of a map, and a replay must say the same
	return j.hurts
}

func (j *Judge) hurt(format string, args ...any) {
	j.hurts = append(j.hurts, fmt.Sprintf(format, args...))
}

// nothingLost: every review, card and note is there, cards as the learner left them (anki-format.md 4.4).
func (j *Judge) nothingLost() {
	reviews := map[[4]int64]bool{}
	for _, r := range j.after.Reviews {
		reviews[r] = true
	}
	for _, r := range j.before.Reviews {
		if !reviews[r] {
			j.hurt("review %v is lost", r)
		}
	}
	cards := map[int64]HeldCard{}
	for _, c := range j.after.Cards {
		cards[c.ID] = c
	}
	for _, c := range j.before.Cards {
		if now, ok := cards[c.ID]; !ok {
			j.hurt("card %d is lost", c.ID)
		} else if now != c {
			j.hurt("card %d was %+v, is %+v", c.ID, c, now)
		}
	}
	for _, n := range j.before.Notes {
		if now := j.after.note(n.GUID); now == nil || now.ID != n.ID {
			j.hurt("note %s is lost", n.GUID)
		}
	}
}

// nothingDoubled: no guid twice, no card twice, and no note of the deck under two guids.
func (j *Judge) nothingDoubled() {
	if len(j.after.byGUID) < len(j.after.Notes) {
		j.hurt("a guid stands on two notes")
	}
	for _, cards := range j.after.byNote {
		for i := 1; i < len(cards); i++ {
			if cards[i].Ord == cards[i-1].Ord {
				j.hurt("note %d has card %d twice", cards[i].Note, cards[i].Ord)
			}
		}
	}
	for _, earlier := range j.releases {
		for guid := range earlier.byGUID {
			num := earlier.num(guid)
			for other := range j.whole.byGUID {
				if other != guid && j.whole.num(other) == num && j.before.note(guid) != nil {
					j.hurt("note %s comes again as %s, without its history", guid, other)
				}
			}
		}
	}
}

// identities: what a learner has reviewed keeps its meaning.
func (j *Judge) identities() {
	gone := map[int]bool{}
	for _, n := range j.whole.Deck.Gone {
		gone[n.Num] = true
	}
	for _, earlier := range j.releases {
		for guid, i := range earlier.byGUID {
			held := j.before.note(guid)
			if held == nil {
				continue
			}
			was := earlier.Notes[i]
			k, there := j.whole.byGUID[guid]
			if !there && earlier.Edition != j.whole.Edition && slices.ContainsFunc(j.whole.Siblings, func(s *Release) bool { return s.note(guid) != nil }) {
				continue // in the edition that the learner has left
			}
			if !there {
				if !gone[was.Num] {
					j.hurt("note %s is in no release any more, and nobody says so", guid)
				}
				continue
			}
			is := j.whole.Notes[k]
			if is.Num != was.Num {
				j.hurt("the history of note %s, %q, stands under another fact, %q", guid, earlier.Collection.Notes[i].Fields, j.whole.Collection.Notes[k].Fields)
				continue
			}
			before, after := earlier.Deck.asks(was), j.whole.Deck.asks(is)
			for ord, nums := range before {
				if j.before.card(held, ord) != nil && len(after[ord]) > 0 && !overlap(nums, after[ord]) && moved(before, after, ord) {
					j.hurt("the history of card %d of note %s, %q, stands under another question, %q", ord, guid,
						earlier.Collection.Notes[i].Fields, j.whole.Collection.Notes[k].Fields)
				}
			}
		}
	}
}

// moved reports whether what a card asked is asked by another now, or the other way round. What was in one release only is
// another text under its own number, which nobody can tell from an old one in new words.
func moved(before, after map[int][]int, ord int) bool {
	for other := range after {
		if other != ord && overlap(after[other], before[ord]) {
			return true
		}
	}
	for other := range before {
		if other != ord && overlap(before[other], after[ord]) {
			return true
		}
	}
	return false
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// foreignNotes: what is not in the release stays as it is.
func (j *Judge) foreignNotes() {
	for i := range j.before.Notes {
		b := &j.before.Notes[i]
		if j.release.note(b.GUID) == nil {
			j.untouched(b)
		}
	}
}

// untouched: a note is as the learner left it, but for room for fields that its type got.
func (j *Judge) untouched(b *HeldNote) {
	a := j.after.note(b.GUID)
	if a == nil {
		return // said by nothingLost
	}
	if a.Notetype == b.Notetype && a.Mod == b.Mod && slices.Equal(a.Tags, b.Tags) && slices.Equal(a.Fields, b.Fields) {
		return
	}
	if j.choice.Merge && j.grew(j.after.origin(a.Notetype)) && slices.Equal(a.Tags, b.Tags) && slices.Equal(j.laidOut(b, a.Notetype), a.Fields) {
		return
	}
	j.hurt("note %s was left alone by this release, but was %+v and is %+v", b.GUID, *b, *a)
}

// grew reports whether learners were told that the note type with this id got fields or cards.
func (j *Judge) grew(id int64) bool {
	return slices.ContainsFunc(j.accepted, func(t *collection.Notetype) bool { return t.ID == id })
}

// laidOut returns the fields of a note in the order of the fields that its type has after the import.
func (j *Judge) laidOut(b *HeldNote, to int64) []string {
	from, onto := j.before.notetype(b.Notetype), j.after.notetype(to)
	out := make([]string, len(onto.Fields))
	for i, f := range onto.Fields {
		if k := slices.IndexFunc(from.Fields, func(g HeldPart) bool { return g.ID == f.ID }); k >= 0 {
			out[i] = b.Fields[k]
		}
	}
	return out
}

// origin returns the id under which packages have a note type, which a learner may have under another.
func (s *State) origin(id int64) int64 {
	if t := s.notetype(id); t != nil && t.Original != 0 {
		return t.Original
	}
	return id
}

// copied is what Anki adds to the name of a media file that it cannot store under its own (anki-format.md 1.5).
var copied = regexp.MustCompile(`-[0-9a-f]{40}`)

// carries: the learner's note says what the release says.
func (j *Judge) carries(a *HeldNote, n *collection.Note) {
	for i, text := range n.Fields {
		if i >= len(a.Fields) || copied.ReplaceAllString(a.Fields[i], "") != text {
			j.hurt("note %s should say %q, says %q", n.GUID, n.Fields, a.Fields)
			break
		}
	}
	if !slices.EqualFunc(a.Tags, n.Tags, sameName) { // Anki keeps the spelling that a tag has with the learner
		j.hurt("note %s should have tags %q, has %q", n.GUID, n.Tags, a.Tags)
	}
	if !j.old && a.Mod != n.Mod {
		j.hurt("note %s should have time %d, has %d", n.GUID, n.Mod, a.Mod)
	}
	j.media(a, n)
}

// media: the pictures and sounds of a note are there.
func (j *Judge) media(a *HeldNote, n *collection.Note) {
	for _, m := range j.release.Collection.Media {
		if slices.ContainsFunc(n.Fields, func(text string) bool { return strings.Contains(text, m.Name) }) {
			j.plays(n, m, a)
		}
	}
}

// plays: a picture or sound of a note is there, under its name or the one that Anki gave it.
func (j *Judge) plays(n *collection.Note, m collection.Media, a *HeldNote) {
	sum := hex.EncodeToString(m.SHA1[:])
	if j.after.Media[m.Name] == sum {
		return
	}
	i := strings.LastIndex(m.Name, ".")
	renamed := m.Name[:i] + "-" + sum + m.Name[i:]
	if j.after.Media[renamed] != sum || !slices.ContainsFunc(a.Fields, func(text string) bool { return strings.Contains(text, renamed) }) {
		j.hurt("note %s: `%s` is not what the release has", n.GUID, m.Name)
	}
}

// decksAndMedia: descriptions arrive, and what templates use.
func (j *Judge) decksAndMedia() {
	for _, d := range j.release.Collection.Decks {
		held := j.after.deck(d.Name)
		if held == nil {
			continue // of a card that the learner had already
		}
		if held.Description != d.Description {
			j.hurt("deck %q should say %q of itself, says %q", d.Name, d.Description, held.Description)
		}
	}
	for _, m := range j.release.Collection.Media {
		if strings.HasPrefix(m.Name, "_") && j.after.Media[m.Name] != hex.EncodeToString(m.SHA1[:]) {
			j.hurt("`%s` is not what the release has", m.Name)
		}
	}
}

// sameName reports whether two names are one to Anki.
func sameName(a, b string) bool { return names.Compare(a, b) == 0 }
