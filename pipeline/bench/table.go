package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// writeHead writes the repository that writeDeck writes, without notes.
func writeHead(dir string) (deck string, err error) {
	deck = filepath.Join(dir, "decks", "synthetic")
	if err := os.MkdirAll(filepath.Join(deck, "notes"), 0o755); err != nil {
		return "", err
	}
	if err := writePictures(filepath.Join(deck, "media")); err != nil {
		return "", err
	}
	return deck, os.WriteFile(filepath.Join(deck, "deck.yaml"), []byte(header), 0o644)
}

// writeTable writes the repository that writeDeck writes, with all notes in one table.
func writeTable(dir string, n int) error {
	deck, err := writeHead(dir)
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(deck, "notes", "all.csv"))
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	rows := [][]string{{"id", "notetype", "front", "back", "text", "extra", "tags"}}
	g := &generator{rand.New(rand.NewPCG(7, 7)), false}
	for i := range n {
		n := g.note(i)
		rows = append(rows, []string{n.id, n.notetype, n.front, n.back, n.text, n.extra, strings.Join(n.tags, " ")})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return f.Close()
}

// writeQuoted writes the repository that writeDeck writes, with all notes in one YAML file as programs write it: texts in
// double quotes, with escapes.
func writeQuoted(dir string, n int) error {
	deck, err := writeHead(dir)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("notes:\n")
	g := &generator{rand.New(rand.NewPCG(7, 7)), false}
	for i := range n {
		n := g.note(i)
		fmt.Fprintf(&b, "  - id: %s\n", n.id)
		for _, f := range [][2]string{{"notetype", n.notetype}, {"front", n.front}, {"back", n.back}, {"text", n.text}, {"extra", n.extra}} {
			if f[1] != "" {
				fmt.Fprintf(&b, "    %s: %q\n", f[0], f[1])
			}
		}
		fmt.Fprintf(&b, "    tags: [%s]\n", strings.Join(n.tags, ", "))
	}
	return os.WriteFile(filepath.Join(deck, "notes", "all.yaml"), []byte(b.String()), 0o644)
}

// measureTable measures what it takes to read and check n notes in one table, beside the same notes in YAML: as people
// write it, for which yamltree has a short cut, and as programs do, for which it has none.
func measureTable(dir, tool string, n, runs int) error {
	decks := []struct {
		name  string
		write func(dir string) error
	}{
		{"deckmill check, one YAML file", func(dir string) error { return writeDeck(dir, n, 0, false) }},
		{"the same notes, files of 1,000", func(dir string) error { return writeDeck(dir, n, 1000, false) }},
		{"the same notes, in double quotes", func(dir string) error { return writeQuoted(dir, n) }},
		{"the same notes, one table", func(dir string) error { return writeTable(dir, n) }},
	}
	var programs []program
	for i, d := range decks {
		folder := filepath.Join(dir, fmt.Sprint(i))
		if err := d.write(folder); err != nil {
			return err
		}
		programs = append(programs, program{name: d.name, args: []string{tool, "-C", folder, "check", "--max", "1", "--fail-on", "error"}})
	}
	return measure(programs, n, runs)
}
