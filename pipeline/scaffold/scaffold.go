// Package scaffold holds the files with which a deck and a repository of decks begin, and fills in what is different in
// each: the folders deck and repository lie here as they will be written, with a few values between [[ and ]].
//
// It writes nothing: what is there already is for its caller to see.
package scaffold

import (
	"bytes"
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/schema"
)

// The templates. A name of a file below repository is where it will stand.
var (
	//go:embed deck
	deckFiles embed.FS
	//go:embed all:repository
	repositoryFiles embed.FS
	//go:embed licenses
	licenseFiles embed.FS
)

// A File is one that is to be written. Its path is relative to the repository's root, with slashes.
type File struct {
	Path string
	Data []byte

	// Alike are patterns (as of path.Match, in small letters) of other files that do the same: where there is one of them,
	// nobody wants this one.
	Alike []string
}

// Personal reports whether a file of a repository depends on what its maker is asked.
func (f File) Personal() bool { return alike[f.Path] != nil }

// A Deck is what is different in each new deck. Texts hold no control characters and no line breaks.
type Deck struct {
	Slug     string
	Title    string // its name in Anki
	ID       string // a UUID
	Language string // a BCP 47 tag
	License  string // an SPDX expression
	Authors  []string
	Notetype string // one of Notetypes
	Folder   bool   // a folder with files, not one file; a deck with a picture always is
}

// Notetypes returns the keys of the note types for which there are examples, the usual one first.
func Notetypes() []string {
	return []string{"basic", "basic-reversed", "basic-optional-reversed", "basic-typing", "cloze", imageOcclusion}
}

// imageOcclusion is the note type whose examples need a picture.
const imageOcclusion = "image-occlusion"

// SchemaFile is where editors find the JSON Schema of decks.
const SchemaFile = "schema/deck.schema.json"

// Schema returns the file with the JSON Schema of decks, which the first lines of a deck's files name.
func Schema() File { return File{Path: SchemaFile, Data: []byte(schema.Deck)} }

// Files returns the files of a new deck with two notes that show the format.
func (d Deck) Files() []File {
	d.Folder = d.Folder || d.Notetype == imageOcclusion
	head, notes := d.fill("deck/deck.yaml"), d.fill("deck/notes/"+d.Notetype+".yaml")
	if !d.Folder {
		return []File{{Path: "decks/" + d.Slug + ".yaml", Data: slices.Concat(head, notes)}}
	}
	dir := "decks/" + d.Slug + "/"
	files := []File{{Path: dir + "deck.yaml", Data: head}}
	if d.Notetype == imageOcclusion {
		files = append(files, File{Path: dir + "media/example-" + d.Slug + ".svg", Data: d.fill("deck/media.svg")})
	}
	return append(files, File{Path: dir + "notes/first.yaml", Data: slices.Concat(d.fill("deck/notes.yaml"), notes)})
}

// Schema returns the path from the deck's main file to the schema.
func (d Deck) Schema() string {
	if d.Folder {
		return "../../" + SchemaFile
	}
	return "../" + SchemaFile
}

func (d Deck) fill(name string) []byte { return fill(deckFiles, name, d) }

// A Repository is what is different in each new repository.
type Repository struct {
	Title    string // the name of its deck, or of the repository
	License  string // an SPDX expression
	Authors  []string
	Year     int    // of the copyright
	Deckmill string // the version of Deckmill, as `go install` takes it
}

// Files returns the files of a new repository, without those of a deck, in the order of their paths.
func (r Repository) Files() []File {
	files := []File{Schema()}
	if text := r.licenseText(); text != nil {
		files = append(files, File{Path: licenseFile, Data: text, Alike: alike[licenseFile]})
	}
	_ = fs.WalkDir(repositoryFiles, "repository", func(name string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			target := strings.TrimPrefix(name, "repository/")
			files = append(files, File{Path: target, Data: fill(repositoryFiles, name, r), Alike: alike[target]})
		}
		return nil
	})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// alike says where else GitHub and people look for the files that are about this repository and no other.
var alike = map[string][]string{
	"README.md":               {"readme*", ".github/readme*", "docs/readme*"},
	".github/CONTRIBUTING.md": {"contributing*", ".github/contributing*", "docs/contributing*"},
	licenseFile:               {"license*", "licence*", "copying*"},
}

// Heading returns the repository's title as Markdown in a heading: the last component of a deck's name.
func (r Repository) Heading() string {
	title := r.Title[strings.LastIndex(r.Title, "::")+1:]
	return escapeMarkdown(strings.TrimPrefix(title, ":"))
}

// escapeMarkdown takes the meaning from every sign that has one in Markdown or HTML.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_[]<>#|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// fill returns a template filled in with data.
func fill(files fs.FS, name string, data any) []byte {
	t := template.New(path.Base(name)).Delims("[[", "]]").Funcs(template.FuncMap{"scalar": deck.Scalar, "list": list})
	var b bytes.Buffer
	if err := template.Must(t.ParseFS(files, name)).Execute(&b, data); err != nil {
		panic(err) // the templates are part of the program, and TestFiles fills in all of them
	}
	return b.Bytes()
}

// list writes texts as a YAML list on one line.
func list(texts []string) string {
	var items []string
	for _, t := range texts {
		items = append(items, deck.Scalar(t))
	}
	return "[" + strings.Join(items, ", ") + "]"
}
