package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// deckYAML is all that a maintainer of the deck would write by hand to move it here.
//
//go:embed testdata/deck.yaml
var deckYAML []byte

// convert makes the repository in the folder to, of the clone in the folder from. Its tables have our column names and
// ids, its templates our placeholders; all texts stay what they are, byte for byte.
func convert(from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("`%s` is there already", to)
	}
	src, dir := filepath.Join(from, "src"), filepath.Join(to, "decks", "ultimate-geography")
	if err := os.CopyFS(filepath.Join(dir, "media", "flags"), os.DirFS(filepath.Join(src, "media", "flags"))); err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(dir, "media", "maps"), os.DirFS(filepath.Join(src, "media", "maps"))); err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(dir, "descriptions"), os.DirFS(filepath.Join(src, "headers"))); err != nil {
		return err
	}
	// The options of the deck stand there as well; ours are in deck.yaml.
	if err := os.Remove(filepath.Join(dir, "descriptions", "default.yaml")); err != nil {
		return err
	}
	for _, step := range []func(src, dir string) error{convertNotes, convertStrings, convertTemplates} {
		if err := step(src, dir); err != nil {
			return err
		}
	}
	return write(deckYAML, dir, "deck.yaml")
}

// placeholders are the strings that the deck's templates use, by what stands in their place there.
var placeholders = map[string]string{
	"__CAPITAL_TRANSLATION__":         "capital",
	"__LOCATION_TRANSLATION__":        "location",
	"__HINT_TRANSLATION__":            "hint",
	"__FLAG_TRANSLATION__":            "flag",
	"__FLAG_SIMILARITY_TRANSLATION__": "similar",
	"__TEXT_DIRECTION__":              "dir",
}

// convertTemplates cuts each template into its front and its back, and copies the CSS.
func convertTemplates(src, dir string) error {
	const language = " [__LANGUAGE_CODE__].html"
	templates, err := filepath.Glob(filepath.Join(src, "note_models", "templates", "base", "*[[]__LANGUAGE_CODE__].html"))
	if err != nil {
		return err
	}
	for _, path := range templates {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := string(data)
		for placeholder, name := range placeholders {
			text = strings.ReplaceAll(text, placeholder, "{{@"+name+"}}")
		}
		front, back, ok := strings.Cut(text, "\n\n--\n\n")
		if !ok {
			return fmt.Errorf("%s: no line `--` between front and back", path)
		}
		key := keyOf(strings.TrimSuffix(filepath.Base(path), language))
		if err := write([]byte(front+"\n"), dir, "templates", key+".front.html"); err != nil {
			return err
		}
		if err := write([]byte(back), dir, "templates", key+".back.html"); err != nil {
			return err
		}
	}
	css, err := os.ReadFile(filepath.Join(src, "note_models", "style.css"))
	if err != nil {
		return err
	}
	return write(css, dir, "templates", "style.css")
}

// write makes a file and the folders that it is in.
func write(data []byte, parts ...string) error {
	path := filepath.Join(parts...)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
