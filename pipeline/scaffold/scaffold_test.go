package scaffold_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/scaffold"
)

// titles are hard to write in YAML or in Markdown.
var titles = []string{"Plain", "Q: what? #1", "it's", "- a", "{a}", "yes", "1.10", "*a*", "<b>", "a::b c", "日本語::かな", "שלום", "& !x %y @z `w", "a #b", "\\n"}

// TestDeck makes a deck of each note type and form, with titles that are hard to write: none has a finding of any kind.
func TestDeck(t *testing.T) {
	for _, notetype := range scaffold.Notetypes() {
		for i, title := range titles {
			d := scaffold.Deck{Slug: "some-deck", Title: title, ID: "5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52", Language: "en", License: "CC0-1.0 OR MIT",
				Authors: []string{"Ada: A", title}, Notetype: notetype, Folder: i%2 == 0}
			fsys := fstest.MapFS{}
			for _, f := range d.Files() {
				fsys[f.Path] = &fstest.MapFile{Data: f.Data}
			}
			r, err := pipeline.Open(fsys)
			if err != nil || len(r.Decks) != 1 || len(r.Found) > 0 {
				t.Fatalf("%s, %q: %v, %v", notetype, title, err, r.Found)
			}
			c, err := r.Compile(r.Decks[0], pipeline.Options{Time: 1700000000})
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range c.Diagnostics {
				t.Errorf("%s, %q: %s [%s]", notetype, title, found.Message, found.Code)
			}
			if c.Deck.Name.Value != title || c.Notes != 2 || !slices.Equal(c.Deck.Authors, d.Authors) {
				t.Errorf("%s, %q: the deck is %q of %q with %d notes", notetype, title, c.Deck.Name.Value, c.Deck.Authors, c.Notes)
			}
		}
	}
}

// TestRepository reads every file of a new repository as its readers do.
func TestRepository(t *testing.T) {
	r := scaffold.Repository{Title: "A::B *c*", License: "MIT", Authors: []string{"Ada", "Bob"}, Year: 2026, Deckmill: "v1.2.3"}
	files := map[string]string{}
	for _, f := range r.Files() {
		if !bytes.HasSuffix(f.Data, []byte("\n")) || bytes.HasSuffix(f.Data, []byte("\n\n")) || bytes.Contains(f.Data, []byte("[[.")) {
			t.Errorf("%s: does not end with one line break, or was not filled in", f.Path)
		}
		var value any
		var err error
		switch path.Ext(f.Path) {
		case ".yml":
			err = yaml.Unmarshal(f.Data, &value)
		case ".json":
			err = json.Unmarshal(f.Data, &value)
		}
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		files[f.Path] = string(f.Data)
	}
	for name, want := range map[string]string{
		"README.md":                "# B \\*c\\*\n",
		"LICENSE":                  "MIT License\n\nCopyright (c) 2026 Ada, Bob\n",
		".github/deckmill-version": "v1.2.3\n",
	} {
		if !strings.HasPrefix(files[name], want) {
			t.Errorf("%s begins with %.60q", name, files[name])
		}
	}
}

// TestPersonal finds out which files depend on answers.
func TestPersonal(t *testing.T) {
	one := scaffold.Repository{Title: "One", License: "MIT", Authors: []string{"Ada"}, Year: 2025}.Files()
	other := scaffold.Repository{Title: "Other", License: "CC0-1.0", Year: 2026}.Files()
	for i, f := range one {
		if f.Personal() == bytes.Equal(f.Data, other[i].Data) {
			t.Errorf("%s: Personal is %t", f.Path, f.Personal())
		}
	}
}

func TestLicense(t *testing.T) {
	license := func(expression string) string {
		for _, f := range (scaffold.Repository{License: expression, Year: 2026}).Files() {
			if f.Path == "LICENSE" {
				return string(f.Data)
			}
		}
		return ""
	}
	for _, name := range scaffold.Licenses() {
		if text := license(strings.ToLower(name)); len(text) < 1000 {
			t.Errorf("%s has the text %q", name, text)
		}
	}
	if text := license("MIT"); !strings.Contains(text, "(c) 2026 the authors\n") {
		t.Errorf("nobody has the copyright: %.60q", text)
	}
	want := "The decks in this repository are under: (GPL-2.0+ with Classpath-exception-2.0) and MIT\n\nThe texts of the licences stand here:\n\n" +
		"- GPL-2.0+: https://spdx.org/licenses/GPL-2.0.html\n" +
		"- Classpath-exception-2.0: https://spdx.org/licenses/Classpath-exception-2.0.html\n" +
		"- MIT: https://spdx.org/licenses/MIT.html\n"
	if text := license("(GPL-2.0+ with Classpath-exception-2.0) and MIT"); text != want {
		t.Errorf("got %q", text)
	}
	if text := license("LicenseRef-ours OR MIT"); text != "" {
		t.Errorf("terms of one's own are %q", text)
	}
}

// pin matches an action with its commit and version.
var pin = regexp.MustCompile(`uses: (\S+@[0-9a-f]{40} # v[0-9.]+)\n`)

// TestPins holds the actions of new repositories to those of this one, which are kept up to date by pull requests.
func TestPins(t *testing.T) {
	own := pins(t, "../../.github/workflows")
	for _, p := range pins(t, "repository/.github/workflows") {
		if !slices.Contains(own, p) {
			t.Errorf("the workflows of this repository do not use %s", p)
		}
	}
}

func pins(t *testing.T, dir string) (found []string) {
	names, err := filepath.Glob(dir + "/*.yml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v, %v", dir, names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		matches := pin.FindAllStringSubmatch(string(data), -1)
		if len(matches) != strings.Count(string(data), "uses: ") {
			t.Errorf("%s: an action is not pinned", name)
		}
		for _, m := range matches {
			found = append(found, m[1])
		}
	}
	return found
}

// TestInstall makes sure that the workflows install what this repository builds.
func TestInstall(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	module := strings.Fields(string(mod))[1]
	for _, f := range (scaffold.Repository{License: "MIT"}).Files() {
		if path.Dir(f.Path) == ".github/workflows" && !strings.Contains(string(f.Data), `go install "`+module+`/pipeline/cmd/deckmill@$(cat .github/deckmill-version)"`) {
			t.Errorf("%s does not install %s", f.Path, module)
		}
	}
}
