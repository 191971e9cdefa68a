package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var clozeLeak = &lint.Rule{
	Code:     "cloze-leak",
	Severity: diag.Hint,
	Title:    "What a deletion hides stands in the open as well",
	Says:     "`random` is hidden by a deletion but also stands in the open",
	Why: "The card asks for a word that the learner can read a few words further on. It is answered by reading, not " +
		"by remembering.",
	Bad: `- id: random-testing
  notetype: cloze
  text: "{{c1::Random}} testing uses random inputs."`,
	Good: `- id: random-testing
  notetype: cloze
  text: "{{c1::Random}} testing draws its inputs."`,
	Not: []string{
		"other fields, and parts of longer words",
		"a word that every deletion of the same number hides",
		"words to choose from: *sooner or later*, *yes/no*",
		"short words, and words such as *with* and *dass* that stand in every other sentence",
		"code, math, and deletions of image occlusion",
	},
	Options: []lint.Option{{Name: "letters", Default: 4, About: "letters in a row that a hidden text must have"}},
	Note:    findClozeLeaks,
}

func findClozeLeaks(p *lint.NotePass) {
	if !p.Note.Notetype.Cloze {
		return
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('{') || f.TooLong() || !strings.Contains(f.Source, "{{c") {
			continue
		}
		s := leakSearch{Prose: f.Prose(), letters: p.Int("letters")}
		var told string
		for _, c := range s.Clozes {
			at, word := s.leak(&c)
			if at < 0 || strings.EqualFold(word, told) {
				continue
			}
			told = word
			start, end := s.Source(at, at+len(word))
			p.Found(diag.Diagnostic{
				Span:    f.Span(start, end),
				Message: fmt.Sprintf("`%s` is hidden by a deletion but also stands in the open", lint.Clip(s.Text[at:at+len(word)])),
				Help:    "hide it here as well, with the same number, or say it in other words",
			})
		}
	}
}

// A leakSearch looks for hidden words in the open part of one text.
type leakSearch struct {
	*lint.Prose
	letters int    // that a word must have in a row
	folded  string // Text without capitals, byte for byte; "" before the first search
}

// leak returns where what c hides can be read on the same card, or -1.
func (s *leakSearch) leak(c *lint.ProseCloze) (at int, word string) {
	word = strings.TrimFunc(s.Text[c.Start:c.Stop], func(r rune) bool { return !isWordCharacter(r) })
	if lettersInRow(word) < s.letters || strings.ContainsAny(word, "\n\uFFFC") || strings.HasPrefix(word, "image-occlusion") {
		return -1, ""
	}
	if s.folded == "" {
		s.folded = s.Text
		if lower := strings.ToLower(s.Text); len(lower) == len(s.Text) {
			s.folded = lower
		}
	}
	start := c.Start + strings.Index(s.Text[c.Start:c.Stop], word)
	folded := s.folded[start : start+len(word)]
	if hint := c.Stop + len("\n"); hint < c.End && s.folded[hint:c.End] == folded {
		return hint, word
	}
	if commonWords[folded] {
		return -1, ""
	}
	for from := 0; ; {
		n := strings.Index(s.folded[from:], folded)
		if n < 0 {
			return -1, ""
		}
		at := from + n
		from = at + len(folded)
		if s.standsAlone(at, from) && s.isOpen(c, at, from) {
			return at, word
		}
	}
}

// commonWords say nothing about what is hidden.
var commonWords = wordSet(`about also because been both does each from have here into just like less many more most much only
	other over same some such than that their them then there these they this those very were what when where which while will
	with aber alle auch auf dass denn eine einem einen einer eines haben kann mehr nicht noch oder sich sind über wenn werden wird
	avec dans elle mais nous plus pour sont tout vous como este esta para pero porque sobre`)

// standsAlone reports whether Text[i:j] is a word or words, and not one of several to choose from.
func (s *leakSearch) standsAlone(i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(s.folded[:i])
	after, _ := utf8.DecodeRuneInString(s.folded[j:])
	for _, r := range [...]rune{before, after} {
		if isWordCharacter(r) || unicode.IsMark(r) || r == '-' {
			return false
		}
	}
	left, right := strings.TrimRight(s.folded[max(0, i-8):i], " "), strings.TrimLeft(s.folded[j:min(j+8, len(s.folded))], " ")
	for _, choice := range [...]string{"/", "|", "or", "oder", "ou", "vs.", "vs"} {
		sign := !isAlphanumeric(choice[0])
		if sign && strings.HasPrefix(right, choice) || strings.HasPrefix(right, choice+" ") ||
			sign && strings.HasSuffix(left, choice) || strings.HasSuffix(left, " "+choice) {
			return false
		}
	}
	return true
}

// isOpen reports whether Text[i:j] can be read on the card of c: no deletion with a number of c and no hint has it.
func (s *leakSearch) isOpen(c *lint.ProseCloze, i, j int) bool {
	for k := range s.Clozes {
		o := &s.Clozes[k]
		hidden := o.Start
		if !shareNumber(c.Numbers, o.Numbers) {
			hidden = o.Stop // only its hint
		}
		if i < o.End && hidden < j {
			return false
		}
	}
	return true
}

// shareNumber reports whether two comma lists of numbers have one in common.
func shareNumber(a, b string) bool {
	if a == b {
		return true
	}
	for n := range strings.SplitSeq(a, ",") {
		if strings.Contains(","+b+",", ","+n+",") {
			return true
		}
	}
	return false
}

// lettersInRow returns the length of the longest run of letters, in characters.
func lettersInRow(s string) int {
	longest, run := 0, 0
	for _, r := range s {
		if run++; !unicode.IsLetter(r) && !unicode.IsMark(r) {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}
