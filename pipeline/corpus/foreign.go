package main

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A group says how findings are counted.
type group string

const (
	realDecks    group = "real"    // decks of other people: what the rules are judged by
	ownDecks     group = "own"     // our decks, and the examples of the source format
	hostileDecks group = "hostile" // naughty strings
)

// A repository is one source of the corpus.
type repository struct {
	name  string // path in the corpus
	group group
	decks []foreignDeck // of another tool
	fsys  fs.FS         // in our format
}

// A foreignDeck is a deck of another tool.
type foreignDeck struct {
	name     string
	language string // BCP 47; empty where not known
	markup   string // which of ours its fields are written in
	types    []collection.Notetype
	keepIDs  bool // the note types keep the ids that they have in Anki
	notes    []foreignNote
	media    map[string]content // by path below media/
}

// A foreignNote is a note of another tool.
type foreignNote struct {
	guid   string // empty: it is given an id
	deck   string // path below the deck's name
	typ    int    // index into types, counted from 1; 0 is the built-in `basic`
	tags   []string
	fields []string // by index of the note type's fields
}

// basicNotes makes notes of the built-in `basic` of pairs of question and answer.
func basicNotes(pairs [][2]string) []foreignNote {
	var notes []foreignNote
	for _, p := range pairs {
		notes = append(notes, foreignNote{fields: []string{p[0], p[1]}})
	}
	return notes
}

// plainType is a note type for a source that has none: the first field asks, the others answer.
func plainType(name string, fields ...string) collection.Notetype {
	t := collection.Notetype{Name: name}
	var back strings.Builder
	back.WriteString("{{FrontSide}}\n\n<hr id=answer>\n")
	for i, f := range fields {
		t.Fields = append(t.Fields, collection.Field{Name: f})
		if i > 0 {
			fmt.Fprintf(&back, "\n<div>{{%s}}</div>", f)
		}
	}
	t.Templates = []collection.Template{{Name: "Card 1", Front: "{{" + fields[0] + "}}", Back: back.String()}}
	return t
}

// repositoryOf is a source with decks of another tool.
func repositoryOf(name string, g group, decks ...foreignDeck) repository {
	return repository{name: name, group: g, decks: decks}
}

// write puts the decks of another tool into our format, in this markup if it is not "".
func (r *repository) write(markup string) {
	if r.decks == nil {
		return
	}
	files := map[string]content{}
	taken := map[string]bool{}
	for _, d := range r.decks {
		d.markup = cmp.Or(markup, d.markup)
		dir := path.Join("decks", unique(slugOf(d.name), taken))
		for name, text := range d.files(uuidOf(r.name + "\x00" + d.name)) {
			files[path.Join(dir, name)] = bytesOf(text)
		}
		for name, c := range d.media {
			files[path.Join(dir, "media", name)] = c
		}
	}
	r.decks, r.fsys = nil, newTree(files)
}

// slugOf makes a deck's folder name.
func slugOf(name string) string {
	slug := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	s := strings.Join(slug, "-")
	if len(s) > 50 {
		s = strings.Trim(s[:50], "-")
	}
	if s == "" || s == "collection" {
		return "deck"
	}
	return s
}

// keyOf makes a key of our format of a name in Anki (format.md section 3).
func keyOf(name string, taken map[string]bool) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '_'
	})
	key := strings.Join(words, "-")
	if runes := []rune(key); len(runes) > 50 {
		key = string(runes[:50])
	}
	switch first := []rune(key + " ")[0]; {
	case !unicode.IsLetter(first):
		key = "x" + key
	case key == "id", key == "guid", key == "notetype", key == "deck", key == "tags", key == "only", key == "fields", key == "ignore":
		key += "-field"
	}
	return unique(key, taken)
}

// unique appends a number to a name that is taken, and takes it.
func unique(name string, taken map[string]bool) string {
	out := name
	for i := 2; taken[out]; i++ {
		out = fmt.Sprintf("%s-%d", name, i)
	}
	taken[out] = true
	return out
}

// uuidOf makes an id that is the same in each run.
func uuidOf(name string) string {
	sum := sha1.Sum([]byte(name))
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
