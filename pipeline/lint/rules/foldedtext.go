package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// A foldedText is a field as the lines that its author wrote.
type foldedText struct {
	text   string
	lines  []textSpan
	joined []bool // whether a blank, and no line break, stands before the line on the card
	marks  []string
}

// foldsOf cuts a field at its line breaks and where one was folded.
func foldsOf(f *lint.Field, folds []int) *foldedText {
	x := &foldedText{text: f.Source}
	start, joined := 0, false
	inside := "" // the fence or the tag whose lines are code
	for at := 0; at <= len(x.text); at++ {
		fold := len(folds) > 0 && folds[0] == at
		if at < len(x.text) && !fold && x.text[at] != '\n' {
			continue
		}
		line := strings.TrimSpace(x.text[start:at])
		mark := markOf(line, f.Markup)
		switch {
		case inside == "" && mark == preBlock && strings.Contains(line, "</pre"):
			mark = ""
		case inside == "" && (mark == codeBlock || mark == preBlock):
			inside = map[string]string{codeBlock: line[:min(3, len(line))], preBlock: "</pre"}[mark]
		case inside != "":
			mark = codeBlock
			if strings.Contains(line, inside) {
				inside = ""
			}
		case mark != "" && f.Verbatim().Has(start+strings.Index(x.text[start:at], line)): // a minus in math
			mark = ""
		}
		x.lines, x.joined, x.marks = append(x.lines, textSpan{start, at}), append(x.joined, joined), append(x.marks, mark)
		start, joined = at+1, fold
		if fold {
			folds = folds[1:]
		}
	}
	return x
}

// What lines may be besides sentences: also the words of the messages.
const (
	codeBlock = "code block"
	preBlock  = "preformatted text"
	tableRow  = "table"
	listItem  = "list"
)

// markOf says what a line begins, "" for a sentence.
func markOf(line string, m deck.Markup) string {
	switch {
	case len(line) >= len("<pre") && strings.EqualFold(line[:len("<pre")], "<pre"):
		return preBlock
	case m == deck.HTML || line == "":
		return ""
	case (strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")) && !strings.Contains(strings.TrimLeft(line, "`~"), "`"):
		return codeBlock
	case line[0] == '|':
		return tableRow
	case listSign(line) != "":
		return listItem
	}
	return ""
}

// listSign returns the sign of a list of Markdown that a line begins with: `-`, `*`, `+`, or `1.` and `1)` for all numbers.
func listSign(line string) string {
	digits := 0
	for digits < len(line) && digits < 9 && isDigit(line[digits]) {
		digits++
	}
	sign, rest := line[digits:], ""
	switch {
	case sign == "":
		return ""
	case digits > 0 && (sign[0] == '.' || sign[0] == ')'):
		sign, rest = "1"+sign[:1], sign[1:]
	case digits == 0 && strings.IndexByte("-*+", sign[0]) >= 0:
		sign, rest = sign[:1], sign[1:]
	}
	if rest == "" || rest[0] != ' ' {
		return ""
	}
	return sign
}

// lost returns what the folding destroys first, and the index of its line; -1 for nothing. One item, or one row, may be a
// sentence that was folded before a dash.
func (x *foldedText) lost() (mark string, at int) {
	for i, m := range x.marks {
		touched := x.joined[i] || i+1 < len(x.joined) && x.joined[i+1]
		if m != "" && touched && (m == codeBlock || m == preBlock || x.hasSecond(i) || x.afterColon(i)) {
			return m, i
		}
	}
	return "", -1
}

// hasSecond reports whether an item or row like that of line i follows in the same paragraph.
func (x *foldedText) hasSecond(i int) bool {
	for k := i + 1; k < len(x.lines) && x.joined[k]; k++ {
		if x.marks[k] == x.marks[i] && listSign(x.line(k)) == listSign(x.line(i)) {
			return true
		}
	}
	return false
}

// afterColon reports whether the line before i announces a list: `There are two:`.
func (x *foldedText) afterColon(i int) bool {
	return i > 0 && x.joined[i] && x.marks[i] == listItem && strings.HasSuffix(x.line(i-1), ":")
}

func (x *foldedText) line(i int) string {
	return strings.TrimSpace(x.text[x.lines[i].start:x.lines[i].end])
}

// foldsSentence reports whether a sentence goes on from one line to the next.
func (x *foldedText) foldsSentence() bool {
	for i := 1; i < len(x.lines); i++ {
		if x.joined[i] && x.marks[i] == "" {
			return true
		}
	}
	return false
}
