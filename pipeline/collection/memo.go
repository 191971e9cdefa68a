package collection

import (
	"github.com/deckmill/deckmill/pipeline/markup"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Memo holds what the texts of one note became, for the other editions of the deck: most have them in common. The zero
// Memo is empty, a nil one remembers nothing; one goroutine uses it, for one note after the other.
type Memo struct {
	texts []remembered
}

// A remembered is one compiled text.
type remembered struct {
	from  *yamltree.Node
	mode  markup.Mode
	cloze bool
	html  compiledText
}

// A compiledText is the HTML of a field with what else compiling it brought about.
type compiledText struct {
	html     string
	problems []markup.Problem
	files    []usedFile // that it refers to
	deferred bool       // it holds names of files that are not settled yet
}

// Forget empties the memo, for the next note.
func (m *Memo) Forget() {
	if m == nil {
		return
	}
	clear(m.texts)
	m.texts = m.texts[:0]
}

func (m *Memo) find(from *yamltree.Node, mode markup.Mode, cloze bool) *compiledText {
	if m == nil {
		return nil
	}
	for i := range m.texts {
		if t := &m.texts[i]; t.from == from && t.mode == mode && t.cloze == cloze {
			return &t.html
		}
	}
	return nil
}

func (m *Memo) keep(from *yamltree.Node, mode markup.Mode, cloze bool, c compiledText) {
	if m != nil {
		m.texts = append(m.texts, remembered{from: from, mode: mode, cloze: cloze, html: c})
	}
}
