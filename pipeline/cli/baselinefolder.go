package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// openFolder looks into the packages of a folder: each belongs to the deck that its own decks are of, whatever the files
// are called, else to the deck with its file's name, as the first package of an imported deck, which another tool made.
func (b *baseline) openFolder(r *repository, sel *selection) error {
	names, err := b.packageNames()
	if err != nil {
		return err
	}
	var strangers []lastRelease
	content := map[string][]collection.Deck{} // by path
	var types [][]collection.Notetype
	for _, name := range names {
		last := lastRelease{shown: filepath.Join(b.name, name), path: filepath.Join(b.path, name)}
		head, err := pipeline.PackageHead(last.path)
		if err != nil {
			return baselineFailure(last.shown, err)
		}
		content[last.path] = head.Decks
		types = append(types, head.Notetypes)
		p, ok := r.OwnerOf(head.Decks, slugOf(name))
		if place, lost := r.LostEdition(head.Decks, slugOf(name)); lost && (!ok || p.Name != slugOf(name)) {
			b.gone[place.Slug] = append(b.gone[place.Slug], pipeline.GonePackage{Name: slugOf(name), Place: last.shown})
			continue
		}
		if !ok {
			strangers = append(strangers, last)
			continue
		}
		if other, twice := b.packages[p.Name]; twice {
			return &usageError{message: fmt.Sprintf("both `%s` and `%s` are releases of the deck `%s`", other.shown, last.shown, p.Name),
				help: "leave only the last release in the folder"}
		}
		b.packages[p.Name] = last
	}
	b.published = collection.NewPublished(types...)
	var gone []pipeline.PastDeck
	for _, last := range strangers {
		slug := strings.TrimSuffix(strings.ToLower(filepath.Base(last.path)), packageEnd)
		if _, taken := b.packages[slug]; !taken && hasPackage(r, slug) {
			b.packages[slug] = last
			continue
		}
		decks := content[last.path]
		gone = append(gone, pipeline.PastDeck{Place: last.shown, Name: mainDeck(decks), Decks: decks})
	}
	return b.settle(r, sel, gone)
}

// The ends of the names of packages.
const (
	packageEnd = ".apkg"
	legacyEnd  = ".legacy.apkg"
	changesEnd = ".changes.apkg"
)

// isRelease reports whether a file of this name is the package of a deck. A deck's package for old clients holds the same
// as its other one, and one of changes holds a part of it.
func isRelease(name string) bool {
	name = strings.ToLower(name)
	return !strings.HasPrefix(name, ".") && strings.HasSuffix(name, packageEnd) &&
		!strings.HasSuffix(name, legacyEnd) && !strings.HasSuffix(name, changesEnd)
}

// packageNames returns the names of the packages in the folder.
func (b *baseline) packageNames() ([]string, error) {
	entries, err := os.ReadDir(b.path)
	if err != nil {
		return nil, &failure{doing: "cannot list the folder `" + b.name + "`", err: err}
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if !e.IsDir() && isRelease(name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, &usageError{message: fmt.Sprintf("the folder `%s` has no packages", b.name),
			help: "name the folder with the packages (.apkg) of the last release, or a package; leave `--baseline` out for the first release"}
	}
	return names, nil
}

func hasPackage(r *repository, name string) bool {
	all := selection{decks: r.Decks}
	return slices.ContainsFunc(all.packages(r), func(p pipeline.PackageOf) bool { return p.Name == name })
}

// mainDeck returns the name of the first deck that is not Anki's own.
func mainDeck(decks []collection.Deck) string {
	for _, d := range decks {
		if d.ID != 1 {
			return d.Name
		}
	}
	return "Default"
}
