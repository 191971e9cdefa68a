package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// A bulletScan goes through the lines of one field.
type bulletScan struct {
	pass        *lint.NotePass
	field       *lint.Field
	text        string
	verbatim    lint.Verbatim
	markdown    bool
	countDashes bool

	bullets, dashes, doubled []textSpan    // signs at the beginning of lines
	inline                   []textSpan    // those of the first line that has three
	items                    []deck.Change // make lines of the items of such lines
	talk                     bool          // a line that begins with a dash asks or exclaims
	tags                     bool          // some lines end with a tag: a line of Markdown would not do
}

func (b *bulletScan) run() {
	for start := 0; start <= len(b.text); {
		end, next := lineEnd(b.text, start)
		at := end - len(strings.TrimLeft(b.text[start:end], " \t"))
		if at < end && !b.verbatim.Has(at) {
			b.line(at, end)
		}
		b.tags = b.tags || next > end+1
		start = next
	}
	switch {
	case len(b.inline) > 0:
		b.report(b.inline[0], fmt.Sprintf("%d list signs in one line: the items lost their line breaks", len(b.inline)),
			"write each item on a line of its own that begins with `- `", b.itemize())
	case len(b.bullets) > 0:
		b.reportLines(b.bullets[0])
	case len(b.dashes) > 1 && !b.talk:
		b.reportLines(b.dashes[0])
	case len(b.doubled) > 0:
		first := b.doubled[0]
		b.report(first, fmt.Sprintf("`- %s` is two list signs", strings.TrimSpace(b.text[first.start:first.end])), "keep `- `", b.mendLines())
	}
}

// lineEnd returns where the line at text[start:] ends, at a line break or a tag that makes one, and where the next begins.
func lineEnd(text string, start int) (end, next int) {
	for i := start; i < len(text); i++ {
		switch text[i] {
		case '\n':
			return i, i + 1
		case '<':
			for _, tag := range [...]string{"<br", "<div", "</div", "<p>", "</p"} {
				if n := len(tag); len(text)-i > n && strings.EqualFold(text[i:i+n], tag) {
					if closing := strings.IndexByte(text[i:min(len(text), i+longestName)], '>'); closing >= 0 {
						return i, i + closing + 1
					}
				}
			}
		}
	}
	return len(text), len(text) + 1
}

// line looks at one line without its indentation.
func (b *bulletScan) line(start, end int) {
	line := b.text[start:end]
	sign, size := utf8.DecodeRuneInString(line)
	isDash := b.countDashes && strings.ContainsRune(dashSigns, sign) && strings.HasPrefix(line[size:], " ")
	if signs := b.signs(start, end, isDash); len(signs) >= 3 {
		if isDash && isDialogue(b.text[start:end], signs, start) || !isDash && isChain(b.text[start:end], signs, start) {
			return
		}
		if b.inline == nil {
			b.inline = signs
		}
		b.addItems(start, signs)
		return
	}
	switch {
	case !beginsItem(line[size:]):
	case strings.ContainsRune(bulletSigns, sign):
		b.bullets = append(b.bullets, textSpan{start, start + size})
	case isDash:
		b.dashes = append(b.dashes, textSpan{start, start + size})
		b.talk = b.talk || isSpoken(line)
	case strings.HasPrefix(line, "- "):
		for _, second := range []string{"->", "•", "–", "—"} {
			if strings.HasPrefix(line[2:], second+" ") {
				b.doubled = append(b.doubled, textSpan{start + 2, start + 2 + len(second) + 1})
			}
		}
	}
}

// signs returns the bullets of a line, and its dashes between blanks if it begins with one.
func (b *bulletScan) signs(start, end int, dashes bool) []textSpan {
	var out []textSpan
	for i, r := range b.text[start:end] {
		at := start + i
		isSign := strings.ContainsRune(bulletSigns, r) ||
			dashes && strings.ContainsRune(dashSigns, r) && (i == 0 || b.text[at-1] == ' ') && strings.HasPrefix(b.text[at+utf8.RuneLen(r):end], " ")
		if isSign && !b.verbatim.Has(at) && beginsItem(b.text[at+utf8.RuneLen(r):end]) {
			out = append(out, textSpan{at, at + utf8.RuneLen(r)})
		}
	}
	return out
}

// isDialogue reports whether the signs of a line that begins at offset start are the dashes of speakers, of whom one asks
// or exclaims, *– Bonjour ! – Salut, ça va ? – Ça va.*, or is interrupted: *— Я, — сказал он, — иду.*
func isDialogue(line string, signs []textSpan, start int) bool {
	for i, s := range signs {
		end := len(line)
		if i+1 < len(signs) {
			end = signs[i+1].start - start
		}
		said := line[s.end-start : end]
		if isSpoken(said) || strings.HasPrefix(line, "—") && i+1 < len(signs) && strings.HasSuffix(strings.TrimRight(said, " "), ",") {
			return true
		}
	}
	return false
}

// isSpoken reports whether a text ends as a question or an exclamation does.
func isSpoken(s string) bool {
	return strings.ContainsRune("?!\u061F\uFF1F\uFF01", lastRune(strings.TrimRight(s, " \t\u00A0\u202F*_\"”“»")))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// isChain reports whether the signs of a line that begins at offset start stand between its parts rather than before
// them: arrows of a path, *Home ► Settings ► Network*, or bullets between single words and syllables, *un • be • liev •
// a • ble*.
func isChain(line string, signs []textSpan, start int) bool {
	at, words := 0, true
	for i, s := range signs {
		before := strings.TrimSpace(line[at : s.start-start])
		if before == "" || i == 0 && strings.ContainsRune(":?!.\uFF1A", lastRune(before)) {
			return false
		}
		words = words && !strings.Contains(before, " ")
		at = s.end - start
	}
	after := strings.TrimSpace(line[at:])
	sign, _ := utf8.DecodeRuneInString(line[signs[0].start-start:])
	return after != "" && (words && !strings.Contains(after, " ") || strings.ContainsRune(arrowSigns, sign))
}

// beginsItem reports whether what follows a sign on its line can be an item: something, and not another sign, as in Morse
// code, rhythms and ratings.
func beginsItem(rest string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \t"))
	return strings.TrimSpace(rest) != "" && !strings.ContainsRune(bulletSigns+dashSigns+"○□·/,;)", first)
}
