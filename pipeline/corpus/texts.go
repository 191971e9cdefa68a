package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// readQuizletGov reads vocabulary in two languages, four lines an entry, and an export with `---` between term and
// definition.
func readQuizletGov(dir string) ([]repository, error) {
	lines, err := readLines(dir, "all-vocab.txt")
	if err != nil {
		return nil, err
	}
	var en, es [][2]string
	for i := 0; i+3 < len(lines); i += 4 {
		en = append(en, [2]string{lines[i], lines[i+1]})
		es = append(es, [2]string{lines[i+2], lines[i+3]})
	}
	export, err := readPairs(filepath.Join(dir, "quizlet.txt"), "---")
	return []repository{
		repositoryOf("quizlet-gov/all-vocab.txt", realDecks,
			foreignDeck{name: "US government", language: "en", markup: "text", notes: basicNotes(en)},
			foreignDeck{name: "US government in Spanish", language: "es", markup: "text", notes: basicNotes(es)}),
		repositoryOf("quizlet-gov/quizlet.txt", realDecks, foreignDeck{name: "US judiciary", language: "en", markup: "text", notes: basicNotes(export)}),
	}, err
}

func readQuizletVN(dir string) ([]repository, error) {
	pairs, err := readPairs(filepath.Join(dir, "data", "quizlet.txt"), " - ")
	return []repository{repositoryOf("quizlet-vn/data/quizlet.txt", realDecks,
		foreignDeck{name: "English for Vietnamese", language: "en", markup: "text", notes: basicNotes(pairs)})}, err
}

func readPairs(name, separator string) ([][2]string, error) {
	lines, err := readLines(name)
	var pairs [][2]string
	for _, l := range lines {
		front, back, _ := strings.Cut(l, separator)
		pairs = append(pairs, [2]string{front, back})
	}
	return pairs, err
}

// readEindiran reads lists of notes in YAML, and the table from which one of them was made.
func readEindiran(dir string) ([]repository, error) {
	var out []repository
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.yaml"))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		root := parseYAML(name, append([]byte("notes:\n"), data...)) // their root is the list itself
		var notes []foreignNote
		for _, n := range root.Get("notes").Items {
			f := n.Get("fields")
			notes = append(notes, foreignNote{tags: texts(n.Get("tags")), fields: []string{text(f.Get("Front")), text(f.Get("Back"))}})
		}
		base := filepath.Base(name)
		out = append(out, repositoryOf("eindiran-yaml/"+base, realDecks,
			foreignDeck{name: strings.TrimSuffix(base, ".yaml"), language: "en", markup: "html", notes: notes}))
	}
	if err != nil {
		return nil, err
	}
	morse, err := readPairs(filepath.Join(dir, "Morse-Code", "morse.csv"), "\t")
	return append(out, repositoryOf("eindiran-yaml/morse.csv", realDecks,
		foreignDeck{name: "Morse code", language: "en", markup: "text", notes: basicNotes(morse)})), err
}

// readYAML2Anki reads decks with cards of front, back and tags, written in Markdown, and perhaps templates of their own.
func readYAML2Anki(dir string) ([]repository, error) {
	var out []repository
	files, err := filepath.Glob(filepath.Join(dir, "examples", "*.yaml"))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		root := parseYAML(name, data)
		d := foreignDeck{name: text(root.Get("deck_name")), language: "en", markup: "markdown"}
		typ := 0
		if s := root.Get("styling"); s != nil {
			t := plainType("Styled", "Front", "Back")
			t.CSS = text(s.Get("css"))
			t.Templates = []collection.Template{{Name: "Card 1", Front: text(s.Get("front_template")), Back: text(s.Get("back_template"))}}
			d.types, typ = []collection.Notetype{t}, 1
		}
		for _, c := range root.Get("cards").Items {
			d.notes = append(d.notes, foreignNote{typ: typ, tags: texts(c.Get("tags")), fields: []string{text(c.Get("front")), text(c.Get("back"))}})
		}
		out = append(out, repositoryOf("yaml2anki/"+filepath.Base(name), realDecks, d))
	}
	return out, err
}

func parseYAML(name string, data []byte) *yamltree.Node {
	report := func(d diag.Diagnostic) { fmt.Printf("%s: %s\n", name, d.Message) }
	return yamltree.Parse(source.NewFile(name, data), "", report).Root
}

func text(n *yamltree.Node) string {
	if n == nil {
		return ""
	}
	return n.Value
}

func texts(n *yamltree.Node) []string {
	var out []string
	if n != nil {
		for _, item := range n.Items {
			out = append(out, item.Value)
		}
	}
	return out
}

// unanswered is the one line of the seed that asks and has no answer.
const unanswered = "Energy based GANs"

// readSeed reads the flashcards that the first deck of this project was made of: a line that asks, then lines that
// answer.
func readSeed(dir string) ([]repository, error) {
	lines, err := readLines(dir, "..", "seed-autoencoders-flashcards.txt")
	if err != nil {
		fmt.Printf("skipped the seed: %v\n", err)
		return nil, nil
	}
	var pairs [][2]string
	answered := true
	for _, l := range lines[1:] { // below the title
		asks := strings.HasSuffix(l, "?") || strings.HasPrefix(l, "Give few") || strings.HasPrefix(l, "Example of") || l == unanswered
		switch last := len(pairs) - 1; {
		case asks && answered:
			pairs = append(pairs, [2]string{l})
			answered = l == unanswered
		case pairs[last][1] == "":
			pairs[last][1], answered = l, true
		default:
			pairs[last][1] += "\n" + l
		}
	}
	return []repository{repositoryOf("seed", realDecks, foreignDeck{name: "Autoencoders", language: "en", markup: "markdown", notes: basicNotes(pairs)})}, nil
}

// readNaughtyStrings puts each string on the front and on the back of a note, in every markup.
func readNaughtyStrings(dir string) ([]repository, error) {
	data, err := os.ReadFile(filepath.Join(dir, "blns.json"))
	if err != nil {
		return nil, err
	}
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, err
	}
	var pairs [][2]string
	for i, s := range list {
		name := fmt.Sprintf("string number %d", i+1)
		pairs = append(pairs, [2]string{name + ": front", s}, [2]string{s, name + ": back"})
	}
	var out []repository
	for _, markup := range []string{"markdown", "text", "html"} {
		out = append(out, repositoryOf("adv-blns as "+markup, hostileDecks, foreignDeck{name: "Naughty strings", markup: markup, notes: basicNotes(pairs)}))
	}
	return out, nil
}
