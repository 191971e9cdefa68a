package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// readForeign reads the files that decks are compared with.
func (s *session) readForeign(paths []string) ([]*lint.Foreign, error) {
	var out []*lint.Foreign
	for _, name := range paths {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(s.dir, path)
		}
		f, err := openForeign(name, path)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// openForeign reads one of them; its name says what it is.
func openForeign(name, path string) (*lint.Foreign, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &usageError{message: fmt.Sprintf("`%s` is a folder", name), help: "name a package or a table behind `--against`"}
	}
	var f *lint.Foreign
	var err error
	help := "fetch it again, or let Anki export it again"
	switch strings.ToLower(filepath.Ext(path)) {
	case ".apkg", ".colpkg", ".anki2", ".anki21":
		f, err = pipeline.AgainstPackage(name, path)
	case ".csv", ".tsv", ".txt":
		help = "save it as CSV in UTF-8, as Anki and spreadsheets can"
		var data []byte
		if data, err = os.ReadFile(path); err == nil {
			f, err = pipeline.AgainstTable(name, data)
		}
	default:
		return nil, &usageError{message: fmt.Sprintf("`--against` cannot read `%s`", name),
			help: "name a package (.apkg, .colpkg) or a table (.csv, .tsv, .txt)"}
	}
	if errors.Is(err, fs.ErrNotExist) {
		help = "check what stands behind `--against`"
	}
	if err != nil {
		return nil, &failure{doing: "cannot read `" + name + "`", err: damage{err}, help: help}
	}
	return f, nil
}

// A damage is an error about a file, without what libraries say of it.
type damage struct{ error }

func (d damage) Unwrap() error { return d.error }

func (d damage) Error() string {
	text := d.error.Error()
	at := librarySays.FindStringIndex(text)
	switch {
	case at == nil:
		return text
	case strings.HasPrefix(text, "this is "):
		return text[:at[0]]
	}
	return "it is damaged"
}

// librarySays matches where an error goes on in words that the authors of zip, zstd and SQLite wrote for programmers.
var librarySays = regexp.MustCompile(`: (zip|flate|zstd|SQLite|sqlite|EOF|unexpected|magic|invalid|corrupt|proto|json|file is not|database|open SQLite)`)
