package lint

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/near"
	"github.com/deckmill/deckmill/pipeline/template"
)

// An Asked says which fields are the question and which the answer on the first card of a note type (rules.md section 2).
type Asked struct {
	Question []int // the fields that the front shows, as they are or as cloze deletions
	Answer   int   // the first field that the back shows and the front does not; -1 when there is none
}

// AskedBy finds them in the templates of a card. fields are the names of those of the note type.
func AskedBy(fields []string, s template.Sides) Asked {
	a := Asked{Answer: -1, Question: shown(fields, s.Front)}
	for _, f := range shown(fields, s.Back) {
		if !slices.Contains(a.Question, f) {
			a.Answer = f
			break
		}
	}
	return a
}

// shown returns the fields that a template shows, each once; a box to type into shows nothing.
func shown(fields []string, t *template.Template) []int {
	var out []int
	for _, r := range t.References() {
		f := slices.Index(fields, r.Name)
		if f >= 0 && !r.Conditional && !IsTyped(r) && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// IsTyped reports whether a replacement is a box to type into.
func IsTyped(r template.Reference) bool { return slices.Contains(r.Filters, "type") }

// Asked returns what is asked by the notes of each note type of the deck.
func (p *DeckPass) Asked() []Asked {
	out := make([]Asked, len(p.Notetypes))
	for i, t := range p.Notetypes {
		fields := make([]string, len(t.Fields))
		for k, f := range t.Fields {
			fields[k] = f.Name
		}
		out[i] = Asked{Answer: -1}
		if len(p.Sides[i]) > 0 {
			out[i] = AskedBy(fields, p.Sides[i][0])
		}
	}
	return out
}

// QuestionText returns the question of a note with these fields, "" when nothing is to be seen in it.
func (a Asked) QuestionText(fields []string) string {
	if len(a.Question) == 1 {
		return Compared(fields[a.Question[0]])
	}
	var b strings.Builder
	for i, f := range a.Question {
		if i > 0 {
			b.WriteByte('\x1f')
		}
		b.WriteString(Compared(fields[f]))
	}
	if strings.Trim(b.String(), "\x1f") == "" {
		return ""
	}
	return b.String()
}

// AnswerHTML returns the answer of a note with these fields.
func (a Asked) AnswerHTML(fields []string) string {
	if a.Answer < 0 {
		return ""
	}
	return fields[a.Answer]
}

// codeMarks stands marks where code begins and ends, which Key would forget.
var codeMarks = strings.NewReplacer("<code", string(near.CodeStart)+"<code", "</code>", string(near.CodeEnd)+"</code>")

// Compared is Key for texts of which parts are compared: it still tells where code is.
func Compared(html string) string {
	if strings.Contains(html, "<code") {
		html = codeMarks.Replace(html)
	}
	return Key(html)
}

// Rough returns a number that is equal for texts whose Loose are equal, at a fraction of its price: of their ASCII letters
// and digits outside tags and entities. Texts that differ in an entity, in a full-width form, or in `ß` for `ss`, are
// taken for different.
func Rough(html string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h := uint64(offset)
	for i := 0; i < len(html); i++ {
		c := html[i]
		switch {
		case isDigit(c) || isASCIILetter(c):
			h = (h ^ uint64(c|0x20)) * prime
		case c == '<':
			i += max(strings.IndexByte(html[i:], '>'), 0)
		case c == '&':
			for i+1 < len(html) && isASCIILetter(html[i+1]) {
				i++
			}
		}
	}
	return h
}

// Loose returns a key without the differences that a reader passes over: case, full-width forms, and punctuation at the end
// (rules.md section 2). Accents stay.
func Loose(html string) string {
	key := Key(html)
	if IsASCII(key) {
		return strings.TrimRight(strings.ToLower(key), ".!?:;, ")
	}
	s := strings.Map(func(r rune) rune {
		if r >= 0xFF01 && r <= 0xFF5E {
			return r - 0xFF01 + '!'
		}
		return r
	}, key)
	return strings.TrimRight(names.Fold(s), ".!?:;,… ")
}
