package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A reader reads sources of one kind from the corpus.
type reader struct {
	folder string // of the corpus; empty: it looks everywhere
	read   func(dir string) ([]repository, error)
}

var readers = []reader{
	{"", readPackages},
	{"jlpt", readJLPT},
	{"zhongwen", readZhongwen},
	{"brain-brew", readBrainBrew},
	{"eindiran-yaml", readEindiran},
	{"yaml2anki", readYAML2Anki},
	{"quizlet-gov", readQuizletGov},
	{"quizlet-vn", readQuizletVN},
	{"mdanki", readMDAnki},
	{"markdown-anki-decks", readMarkdownAnkiDecks},
	{"apy", readApy},
	{"ultimate-geography", readGeography},
	{"adv-blns", readNaughtyStrings},
	{"", readSeed},
	{"", readOwn},
}

// readSources reads every source whose name holds part, sorted by group and name. markup is that of all foreign decks
// instead of their own, if it is not "".
func readSources(dir, part, markup string) ([]repository, error) {
	var out []repository
	for _, r := range readers {
		folder := filepath.Join(dir, r.folder)
		if _, err := os.Stat(folder); err != nil {
			fmt.Printf("skipped %s: it is not in the corpus\n", r.folder)
			continue
		}
		found, err := r.read(folder)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			if strings.Contains(s.name, part) {
				s.write(markup)
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b repository) int {
		order := []group{realDecks, ownDecks, hostileDecks}
		if d := slices.Index(order, a.group) - slices.Index(order, b.group); d != 0 {
			return d
		}
		return strings.Compare(a.name, b.name)
	})
	return out, nil
}

// readOwn takes the decks of this repository and the examples of the source format as they are.
func readOwn(dir string) ([]repository, error) {
	out := []repository{{name: "our decks", group: ownDecks, fsys: os.DirFS(".")}}
	examples := filepath.Join(dir, "..", "examples")
	entries, err := os.ReadDir(examples)
	if err != nil {
		fmt.Printf("skipped the examples of the source format: %v\n", err)
		return out, nil
	}
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, repository{name: "example " + e.Name(), group: ownDecks, fsys: os.DirFS(filepath.Join(examples, e.Name()))})
		}
	}
	return out, nil
}

// readLines returns the lines of a text file, without byte order mark and carriage returns.
func readLines(parts ...string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		return nil, err
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	return strings.Split(strings.TrimRight(text, "\n"), "\n"), nil
}
