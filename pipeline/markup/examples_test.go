package markup_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline/markup"
)

// TestExamples compiles the fields of the sample decks beside the corpus and compares them with what they must become.
func TestExamples(t *testing.T) {
	root := os.Getenv("DECKMILL_CORPUS")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	root = filepath.Join(root, "..", "examples")
	if _, err := os.Stat(root); err != nil {
		t.Skip("no sample decks: set DECKMILL_CORPUS to the folder beside them")
	}
	for _, name := range []string{"autoencoders", "programming", "anatomy"} {
		t.Run(name, func(t *testing.T) {
			if n := compareDeck(t, filepath.Join(root, name)); n == 0 {
				t.Error("no field was compared")
			}
		})
	}
}

func compareDeck(t *testing.T, dir string) (compared int) {
	sources := readNotes(t, dir)
	var expected struct {
		Packages []struct {
			Notetypes []struct {
				Key    string
				Fields []struct{ Key, Name string }
			}
			Notes []struct {
				ID, Notetype string
				Fields       map[string]string
			}
		}
	}
	readYAML(t, filepath.Join(dir, "expected.yaml"), &expected)
	for _, p := range expected.Packages {
		keys := map[string]string{}
		for _, nt := range p.Notetypes {
			for _, f := range nt.Fields {
				keys[nt.Key+"/"+f.Name] = f.Key
			}
		}
		for _, n := range p.Notes {
			for name, want := range n.Fields {
				src, ok := sources[n.ID][keys[n.Notetype+"/"+name]]
				if !ok || n.Notetype == "image-occlusion" && name == "Occlusion" {
					continue
				}
				compared++
				o := markup.Options{Cloze: n.Notetype == "cloze", Media: hashedName(want)}
				switch {
				case sources[n.ID]["markup"] == "text":
					o.Mode = markup.Text
				case name == "Picture" || name == "Image":
					o.Mode = markup.Media
				}
				got, problems := markup.Compile(src, o)
				if got != want {
					t.Errorf("%s, %s:\n got %q\nwant %q", n.ID, name, got, want)
				}
				for _, p := range problems {
					t.Errorf("%s, %s: unexpected %s: %s", n.ID, name, p.Code, p.Message)
				}
			}
		}
	}
	return compared
}

// hashedName answers with the file name that stands in the expected HTML.
func hashedName(want string) func(string, int, int, bool) (string, bool) {
	return func(ref string, _, _ int, _ bool) (string, bool) {
		_, rest, _ := strings.Cut(want, `src="`)
		name, _, ok := strings.Cut(rest, `"`)
		return name, ok && strings.HasPrefix(name, strings.TrimSuffix(ref, filepath.Ext(ref)))
	}
}

// readNotes returns the fields of all notes below dir as written, by id; the note's markup stands under `markup`.
func readNotes(t *testing.T, dir string) map[string]map[string]string {
	notes := map[string]map[string]string{}
	err := filepath.WalkDir(filepath.Join(dir, "decks"), func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" {
			return err
		}
		var file struct {
			Markup string
			Notes  []map[string]yaml.Node
		}
		readYAML(t, path, &file)
		for _, n := range file.Notes {
			fields := map[string]string{"markup": file.Markup}
			for key, node := range n {
				value := node.Value
				if node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
					value = strings.TrimSuffix(value, "\n")
				}
				fields[key] = value
			}
			notes[fields["id"]] = fields
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return notes
}

func readYAML(t *testing.T, path string, into any) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatal(path, err)
	}
}
