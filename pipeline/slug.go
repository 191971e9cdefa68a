package pipeline

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/names"
)

// slugs are the names that a deck's folder or file may have (format.md section 2).
var slugs = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// maxSlug is how long such a name may be, in characters.
const maxSlug = 60

// CheckSlug returns what is wrong with a name for a deck's folder or file, and what to do; message is empty when nothing
// is.
func CheckSlug(slug string) (message, help string) {
	switch {
	case !slugs.MatchString(slug) || len(slug) > maxSlug:
		return fmt.Sprintf("`%s` cannot be a deck's file name", slug),
			fmt.Sprintf("use small letters a to z, digits, and single `-` between them, at most %d: the packages are named like it", maxSlug)
	case slug == "collection" || strings.HasPrefix(slug, "backup-"):
		return fmt.Sprintf("a package named `%s.apkg` is a backup to Anki: importing it would replace everything a learner has", slug),
			"choose another name"
	}
	return "", ""
}

// samePackage returns the name that a package of each of two decks would have: `d-de` is that of the deck `d-de`, and of the
// variant `de` of the deck `d`.
func (r *Repository) samePackage(p, other deck.Place) (name string, same bool) {
	if !strings.HasPrefix(p.Slug, other.Slug+"-") && !strings.HasPrefix(other.Slug, p.Slug+"-") {
		return "", false
	}
	ours := r.PackagesOf(p)
	for _, o := range r.PackagesOf(other) {
		if slices.ContainsFunc(ours, func(p PackageOf) bool { return p.Name == o.Name }) {
			return o.Name, true
		}
	}
	return "", false
}

// Slug makes a name for the file of a deck out of the deck's name in Anki. ok is false when that cannot be done without
// knowing how people write the name in Latin letters: no letter is transliterated.
func Slug(name string) (slug string, ok bool) {
	if strings.IndexFunc(name, func(r rune) bool { return r >= 0x80 }) >= 0 {
		return "", false
	}
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(name, "'", "")), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	for _, word := range words {
		if len(slug)+len("-")+len(word) > maxSlug {
			break
		}
		slug = strings.TrimPrefix(slug+"-"+word, "-")
	}
	message, _ := CheckSlug(slug)
	return slug, message == ""
}

// Named returns the deck that has a name in Anki, which ignores case.
func (r *Repository) Named(name string) (p deck.Place, ok bool) {
	for _, p := range r.Decks {
		if names.Fold(r.Name(p)) == names.Fold(name) {
			return p, true
		}
	}
	return deck.Place{}, false
}

// License returns the licence of all decks, if they have one and the same.
func (r *Repository) License() string {
	license := ""
	for i, p := range r.Decks {
		own := scalarOf(r.heads[p.Slug].doc.Root, "license")
		if i > 0 && own != license {
			return ""
		}
		license = own
	}
	return license
}
