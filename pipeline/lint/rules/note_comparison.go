package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// A noteComparison is what a learner sees first of a note, before and now: question and answer of its first card.
type noteComparison struct {
	first          int      // the first field of the question
	fields         []int    // those of question and answer
	old, now       []string // their HTML
	oldAll, newAll []string // all fields, by index of the present note type
}

// comparisonOf pairs the fields of a note with those of its last release. Where the template says nothing of an answer (it
// is typed in, say), all other fields are the answer.
func comparisonOf(p *lint.DeckPass, note int, a lint.Asked) noteComparison {
	n, old := &p.Collection.Notes[note], p.Before()[note]
	t, before := &p.Collection.Notetypes[n.Notetype], p.Baseline.NotetypeOf(old)
	c := noteComparison{fields: slices.Clone(a.Question)}
	if len(c.fields) > 0 {
		c.first = c.fields[0]
	}
	c.oldAll, c.newAll = make([]string, len(n.Fields)), n.Fields
	for i := range t.Fields {
		if j := before.FieldLike(&t.Fields[i]); j >= 0 {
			c.oldAll[i] = old.Fields[j]
		}
		if a.Answer == i || a.Answer < 0 && !slices.Contains(a.Question, i) {
			c.fields = append(c.fields, i)
		}
	}
	for _, f := range c.fields {
		c.old, c.now = append(c.old, c.oldAll[f]), append(c.now, c.newAll[f])
	}
	return c
}

// replaced reports whether nothing of the note is left: no telling word, and no picture or formula that is a whole side.
func (c *noteComparison) replaced(telling *tellingWords) bool {
	for i := range c.old {
		if lint.Rough(c.old[i]) == lint.Rough(c.now[i]) && isSameSide(c.old[i], c.now[i], telling) {
			return false
		}
	}
	old, now := shownWords(c.old...), shownWords(c.now...)
	if t, u := telling.among(old), telling.among(now); len(t) >= 2 && len(u) >= 2 {
		old, now = t, u
	}
	return len(old) >= 2 && len(now) >= 2 && !shareWord(old, now)
}

// isSameSide reports whether a field is kept and tells the note from others: it has a telling word, or no words but a
// picture or sound.
func isSameSide(old, now string, telling *tellingWords) bool {
	key := lint.Key(old)
	if key == "" || lint.Loose(old) != lint.Loose(now) {
		return false
	}
	words := shownWords(old)
	return len(words) == 0 || len(telling.among(words)) > 0
}

// shareWord reports whether two sorted lists have a word in common. In short texts a word counts as the same that was
// misspelt, or stands in another form.
func shareWord(a, b []string) bool {
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			return true
		}
	}
	if min(len(a), len(b)) > shortText {
		return false // of a long text some words would stay as they are
	}
	return slices.ContainsFunc(a, func(w string) bool {
		return slices.ContainsFunc(b, func(v string) bool { return isFormOf(w, v) })
	})
}

const shortText = 4 // words

// isFormOf reports whether two words are most likely one: they begin alike, and a letter or two differ or come behind.
func isFormOf(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	first, _ := utf8.DecodeRuneInString(a)
	if utf8.RuneCountInString(a) < 4 || !strings.HasPrefix(b, string(first)) {
		return false
	}
	_, near := diag.Suggest(b, []string{a})
	return near || strings.HasPrefix(b, a)
}

// keepsOwnField reports whether another field of the note, which no other note of the type has, is as it was: then the note
// is still about the same.
func keepsOwnField(p *lint.DeckPass, note int, c *noteComparison, telling *tellingWords) bool {
	n := &p.Collection.Notes[note]
	for i := range c.newAll {
		if slices.Contains(c.fields, i) || c.newAll[i] == "" || c.newAll[i] != c.oldAll[i] {
			continue
		}
		own := !slices.ContainsFunc(p.EqualFields(n.Notetype, i), func(same []int) bool {
			_, found := slices.BinarySearch(same, note)
			return found
		})
		if own && len(telling.of(c.newAll[i])) > 0 {
			return true
		}
	}
	return false
}
