package main

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// readPackages reads every package and bare collection of the corpus but the hostile ones.
func readPackages(dir string) ([]repository, error) {
	var out []repository
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), "adv-") {
			return fs.SkipDir
		}
		if !slices.Contains([]string{".apkg", ".colpkg", ".anki2", ".anki21"}, filepath.Ext(name)) {
			return nil
		}
		shown, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		decks, err := readPackage(name)
		switch {
		case err != nil:
			fmt.Printf("skipped %s: %v\n", shown, err)
		case len(decks) == 0:
			fmt.Printf("skipped %s: it has no notes\n", shown)
		default:
			out = append(out, repositoryOf(filepath.ToSlash(shown), realDecks, decks...))
		}
		return nil
	})
	return out, err
}

// readPackage makes a deck of each deck at the top of a package, with those below it.
func readPackage(name string) ([]foreignDeck, error) {
	p, err := apkg.Read(name)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	media, err := mediaOf(p)
	if err != nil {
		return nil, err
	}
	c := p.Collection
	var decks []foreignDeck
	index := map[string]int{} // top -> decks
	for _, n := range c.Notes {
		top, below := "Default", ""
		if len(n.Cards) > 0 {
			top, below, _ = strings.Cut(c.Decks[n.Cards[0].Deck].Name, "::")
		}
		i, ok := index[top]
		if !ok {
			i = len(decks)
			index[top] = i
			decks = append(decks, foreignDeck{name: top, markup: "html", media: media})
		}
		decks[i].notes = append(decks[i].notes, foreignNote{guid: n.GUID, deck: below, typ: n.Notetype + 1, tags: n.Tags, fields: n.Fields})
	}
	for i := range decks {
		decks[i].types = c.Notetypes
		if i == 0 {
			decks[i].keepIDs = true // no two decks of a repository share a note type
		} else {
			decks[i].types = renamed(c.Notetypes, decks[i].name)
		}
	}
	return decks, nil
}

// renamed returns the note types under names of their own, for a second deck.
func renamed(types []collection.Notetype, deck string) []collection.Notetype {
	out := slices.Clone(types)
	for i := range out {
		out[i].Name = deck + ": " + out[i].Name
	}
	return out
}

func mediaOf(p *apkg.Package) (map[string]content, error) {
	media := map[string]content{}
	for _, m := range p.Collection.Media {
		r, err := p.Open(m.Name)
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if err := r.Close(); err != nil {
			return nil, err
		}
		media[m.Name] = bytesOf(string(data))
	}
	return media, nil
}
