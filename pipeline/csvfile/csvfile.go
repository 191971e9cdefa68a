// Package csvfile writes a collection as a CSV file that Anki imports as it is (anki-format.md section 9). CSV cannot
// create note types: the file updates, or adds to, a collection into which the package was imported before.
package csvfile

import (
	"bufio"
	"io"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// Write writes the notes of c, with Anki's header directives, as UTF-8 with lines that end in a line feed.
//
// A row has the guid, the name of the note type, the full name of the deck of the first card, the tags, and the fields
// byte for byte. A row ends with the last field that is not the learner's own: what lies beyond it keeps its text on
// import. A personal field before that one is written as an empty cell, for CSV knows no other way to pass a field
// over. An error is one of w.
func Write(w io.Writer, c *collection.Collection) error {
	b := bufio.NewWriterSize(w, 1<<16)
	b.WriteString("#separator:comma\n#html:true\n")
	writeColumns(b, c)
	b.WriteString("#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n")
	for i := range c.Notes {
		writeNote(b, c, &c.Notes[i])
	}
	return b.Flush() // returns the first error of all
}

// shared returns the number of fields that rows of a note type have.
func shared(nt *collection.Notetype) int {
	n := len(nt.Fields)
	for n > 0 && nt.Fields[n-1].Personal {
		n--
	}
	return n
}

// writeColumns writes the labels of the columns: as many as the widest row has, since clients lose cells beyond them.
// They are for the reader; Anki goes by position where rows name their note type.
func writeColumns(b *bufio.Writer, c *collection.Collection) {
	var widest []collection.Field
	for i := range c.Notetypes {
		nt := &c.Notetypes[i]
		if n := shared(nt); n > len(widest) {
			widest = nt.Fields[:n]
		}
	}
	b.WriteString("#columns:guid,notetype,deck,tags")
	for _, f := range widest {
		b.WriteByte(',')
		writeCell(b, f.Name)
	}
	b.WriteByte('\n')
}

// writeNote writes one row.
func writeNote(b *bufio.Writer, c *collection.Collection, n *collection.Note) {
	nt := &c.Notetypes[n.Notetype]
	writeCell(b, n.GUID)
	b.WriteByte(',')
	writeCell(b, nt.Name)
	b.WriteByte(',')
	writeCell(b, deckName(c, n))
	b.WriteByte(',')
	writeCell(b, strings.Join(n.Tags, " "))
	for i, text := range n.Fields[:shared(nt)] {
		b.WriteByte(',')
		if !nt.Fields[i].Personal {
			writeCell(b, text)
		}
	}
	b.WriteByte('\n')
}

// deckName returns the name of the deck of the note's first card. A note without cards, as foreign packages have them,
// gets Anki's default deck: an empty cell would make a deck called `blank` (anki-format.md 9.3).
func deckName(c *collection.Collection, n *collection.Note) string {
	if len(n.Cards) == 0 {
		return "Default"
	}
	return c.Decks[n.Cards[0].Deck].Name
}

// writeCell writes a cell, in quotes where it would not arrive without. A `#` makes a comment of a line that starts
// with it.
func writeCell(b *bufio.Writer, s string) {
	if !strings.ContainsAny(s, ",\"\r\n#") && s == strings.TrimSpace(s) {
		b.WriteString(s)
		return
	}
	b.WriteByte('"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		b.WriteString(s[:i+1])
		b.WriteByte('"')
		s = s[i+1:]
	}
	b.WriteString(s)
	b.WriteByte('"')
}
