package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// A sourceCloze is a deletion as Anki reads it: its content is src[body:close], and `}}` stands there.
type sourceCloze struct {
	body, close int
	nests       bool // another deletion stands in it
}

// sourceClozes finds the deletions of a source (anki-format.md 5.2), in the order of their ends.
func sourceClozes(src string) []sourceCloze {
	var out, open []sourceCloze
	for i := 0; i < len(src); {
		n := strings.IndexAny(src[i:], "{}")
		if n < 0 {
			break
		}
		i += n
		length := lint.ClozeOpener(src[i:])
		switch last := len(open) - 1; {
		case length > 0:
			if last >= 0 {
				open[last].nests = true
			}
			open = append(open, sourceCloze{body: i + length})
			i += length
		case strings.HasPrefix(src[i:], "}}"):
			if last >= 0 {
				open[last].close = i
				out = append(out, open[last])
				open = open[:last]
			}
			i += len("}}")
		default:
			i++
		}
	}
	return out
}

// farthestBrace is how many bytes behind the `}}` of a deletion the one that was meant is looked for.
const farthestBrace = 500

// braceCuts finds the deletions of HTML that end inside of braces which close further on.
func braceCuts(f *lint.Field) []cut {
	var out []cut
	done := 0 // no cut begins before
	for _, c := range sourceClozes(f.Source) {
		if c.nests || c.body < done || strings.IndexByte(f.Source[c.body:c.close], '{') < 0 {
			continue
		}
		end, changes := balancedClose(f, c)
		if end == 0 {
			continue
		}
		done = end
		message := "Anki ends the deletion at this `}}`, inside of braces"
		if start, _, ok := f.Verbatim().Range(c.close); ok && isMath(f.Source[start]) {
			message = "Anki ends the deletion at this `}}`, inside of the formula"
		}
		out = append(out, cut{start: c.close, end: c.close + len("}}"), message: message, changes: changes, safe: true})
	}
	return out
}

// balancedClose returns where the deletion ends if the braces in it are to be balanced, and the changes that let Anki
// end it there. end is 0 when Anki ends it there anyway, or nothing balances them.
func balancedClose(f *lint.Field, c sourceCloze) (end int, changes []deck.Change) {
	src := f.Source
	open := 0
	for i := c.body; i+1 < len(src) && i < c.close+farthestBrace; i++ {
		switch src[i] {
		case '\\':
			i++
		case '{':
			if lint.ClozeOpener(src[i:]) > 0 {
				return 0, nil
			}
			open++
		case '}':
			if open == 0 && src[i+1] == '}' {
				if i <= c.close {
					return 0, nil
				}
				return i, changes
			}
			if open == 0 {
				return 0, nil
			}
			open--
			if src[i+1] == '}' {
				changes = append(changes, separate(f, i))
			}
		}
	}
	return 0, nil
}

// separate returns the change that makes the brace at i not touch the next: by a blank, which means nothing in math, else
// as a character reference.
func separate(f *lint.Field, i int) deck.Change {
	if start, _, ok := f.Verbatim().Range(i); ok && isMath(f.Source[start]) {
		return deck.Change{Start: i, End: i + 1, New: "} "}
	}
	return deck.Change{Start: i, End: i + 1, New: "&#125;"}
}

// isMath reports whether a verbatim range that begins with c is math.
func isMath(c byte) bool { return c == '\\' || c == '[' || c == '$' }

// everyColons returns the changes that write every `::` in src[start:end] so that Anki reads no hint.
func everyColons(src string, start, end int) []deck.Change {
	var out []deck.Change
	for i := start; i+1 < end; i++ {
		if src[i] == ':' && src[i+1] == ':' {
			out = append(out, deck.Change{Start: i, End: i + 1, New: "&#58;"})
		}
	}
	return out
}

// isQualified reports whether `::` between these texts stands in a name of C++ or Rust rather than before a hint. What is
// an ordinary word too (super, self) needs another sign of code behind it.
func isQualified(before, after string) bool {
	word := before[strings.LastIndexFunc(before, func(r rune) bool { return !partOfWord(r) })+1:]
	name := len(after) - len(strings.TrimLeftFunc(after, partOfWord))
	if name == 0 || isDigit(after[0]) || strings.ContainsAny(after[name:], " ") && !strings.ContainsAny(after[name:], "<(:") {
		return false
	}
	switch word {
	case "std", "absl":
		return true
	case "boost", "self", "super", "crate":
		return strings.Contains(after[:name], "_") || name < len(after) && strings.IndexByte("<(!:", after[name]) >= 0
	}
	return false
}

// unhint returns the changes that keep a qualified name together: the first `::` in HTML, back quotes around everything
// in Markdown. There is none when a further `::` may begin a hint after all, or the text has markup of its own.
func unhint(f *lint.Field, c sourceCloze, text string, at int) []deck.Change {
	if strings.Count(text, "::") > 1 {
		return nil
	}
	switch {
	case f.Markup == deck.HTML:
		return []deck.Change{{Start: at, End: at + 1, New: "&#58;"}}
	case f.Markup == deck.Markdown && !strings.ContainsAny(text, "`*[]$\\\n{} "):
		return []deck.Change{{Start: c.body, End: c.body, New: "`"}, {Start: c.close, End: c.close, New: "`"}}
	}
	return nil
}
