package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestYardstick compares all 32 packages with what Brain Brew makes by the recipes of the deck. Real Anki reads both, so
// that what is compared is what a learner has. `make geography` sets the environment up.
func TestYardstick(t *testing.T) {
	tool, brew, anki := from(t, "DECKMILL_TOOL"), from(t, "DECKMILL_BRAIN_BREW"), from(t, "DECKMILL_ANKI_PYTHON")
	repository := converted(t)
	run(t, repository, tool, "build")
	theirs := brewed(t, brew)

	var editions []edition
	var jobs []map[string]string
	recipes, err := filepath.Glob(filepath.Join(theirs, "Ultimate Geography*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range recipes {
		e := editionOf(filepath.Base(folder))
		editions = append(editions, e)
		jobs = append(jobs,
			map[string]string{"crowdanki": folder},
			map[string]string{"package": filepath.Join(repository, "dist", e.pkg)})
	}
	packages, err := filepath.Glob(filepath.Join(repository, "dist", "*.apkg"))
	if err != nil || len(packages) != 32 || len(recipes) != 32 {
		t.Fatalf("%d packages of ours, %d decks of Brain Brew, want 32 of each (%v)", len(packages), len(recipes), err)
	}
	states := inAnki(t, anki, jobs)
	notes, cards := 0, 0
	for i, e := range editions {
		t.Run(e.pkg, func(t *testing.T) {
			want, got := states[2*i], states[2*i+1]
			notes += len(got.Notes)
			for _, n := range got.Notes {
				cards += len(n.Cards)
			}
			compare(t, e, want, got)
		})
	}
	t.Logf("%d packages, %d notes and %d cards compared", len(editions), notes, cards)
}

// from returns what the environment has under this name.
func from(t *testing.T, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		t.Skipf("%s is not set: `make geography` sets it", variable)
	}
	return value
}

// clone returns the folder with the sources of Ultimate Geography, which are no part of this repository.
func clone(t *testing.T) string {
	t.Helper()
	corpus := os.Getenv("DECKMILL_CORPUS")
	if corpus == "" {
		corpus = filepath.FromSlash("../../../shared/corpus")
	}
	dir := filepath.Join(corpus, "ultimate-geography")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("Ultimate Geography is not here; set DECKMILL_CORPUS: %v", err)
	}
	return dir
}

// converted makes the repository of ours.
func converted(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ours")
	if err := convert(clone(t), dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// brewed lets the deck's own script and recipes make what they make, and returns the folder with it.
func brewed(t *testing.T, brew string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "theirs")
	if err := os.CopyFS(dir, os.DirFS(clone(t))); err != nil {
		t.Fatal(err)
	}
	// The script calls `brain_brew` by its name, and writes beside the sources.
	t.Setenv("PATH", filepath.Dir(brew)+string(os.PathListSeparator)+os.Getenv("PATH"))
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = os.Chmod(path, 0o755)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	run(t, dir, filepath.Join(filepath.Dir(brew), "python"), "utils/generate_and_build.py", "recipes/source_to_anki.yaml")
	return filepath.Join(dir, "build")
}

func run(t *testing.T, dir, name string, args ...string) *os.ProcessState {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return cmd.ProcessState
}

// A state is what a learner has in Anki: see both_in_anki.py.
type state struct {
	Decks     map[string]any
	Options   map[string]map[string]any
	Notetypes map[string]*notetype
	Notes     []note
	Media     map[string]string // SHA-1 by name
}

type notetype struct {
	CSS                 string
	LatexPre, LatexPost string
	LatexSVG            bool
	SortF, Type         int
	Fields              []map[string]any
	Templates           []map[string]any
}

type note struct {
	GUID, Notetype string
	Fields         map[string]string
	Tags           []string
	Cards          map[string]string // deck by the name of the template
}

func inAnki(t *testing.T, python string, jobs []map[string]string) []state {
	t.Helper()
	input, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "states.json")
	cmd := exec.Command(python, "testdata/both_in_anki.py", out)
	cmd.Stdin = bytes.NewReader(input)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var states []state
	if err := json.Unmarshal(raw, &states); err != nil {
		t.Fatal(err)
	}
	return states
}

// compare tells apart what Anki holds of both. All is compared but ids and times, of which CrowdAnki has none or others
// than Anki's, and what mend normalises.
func compare(t *testing.T, e edition, want, got state) {
	mend(t, e, &want)
	report := func(what string, want, got any) {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-Brain Brew +ours):\n%s", what, diff)
		}
	}
	report("decks", want.Decks, got.Decks)
	report("options", want.Options, got.Options)
	report("note types", want.Notetypes, got.Notetypes)
	report("media", want.Media, got.Media)
	report("notes in the order of their introduction", guids(want.Notes), guids(got.Notes))
	ours := map[string]note{}
	for _, n := range got.Notes {
		ours[n.GUID] = n
	}
	for _, n := range want.Notes {
		if of, ok := ours[n.GUID]; ok {
			report("note `"+n.Fields["Country"]+"`", n, of)
		}
	}
}

func guids(notes []note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.GUID)
	}
	return out
}

// mend makes of what Brain Brew says what ours says where they differ on purpose.
func mend(t *testing.T, e edition, s *state) {
	t.Helper()
	// A text that is in a file ends where its last line ends (format.md section 3).
	for _, deck := range s.Decks {
		deck := deck.(map[string]any)
		deck["description"] = strings.TrimSuffix(deck["description"].(string), "\n")
	}
	for _, nt := range s.Notetypes {
		nt.CSS = strings.TrimSuffix(nt.CSS, "\n")
		// Brain Brew fills in a LaTeX header that Anki has since given a line more. The deck has no LaTeX.
		nt.LatexPre = strings.Replace(nt.LatexPre, "\\usepackage{amssymb", "\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb", 1)
		for _, tmpl := range nt.Templates {
			tmpl["afmt"] = strings.TrimSuffix(tmpl["afmt"].(string), "\n")
		}
		if e.extended {
			nt.Templates = extendedOrder(t, nt.Templates)
		}
	}
	// Options that Anki no longer knows: it keeps them as it keeps those of add-ons.
	for _, options := range s.Options {
		delete(options["new"].(map[string]any), "separate")
		delete(options["rev"].(map[string]any), "fuzz")
		delete(options["rev"].(map[string]any), "minSpace")
	}
}

// extendedOrder puts the two cards that only the extended edition has behind the others. To Brain Brew the editions are
// two note types, between which a learner cannot move. Ours is one that grows at its end (format.md section 11).
func extendedOrder(t *testing.T, templates []map[string]any) []map[string]any {
	t.Helper()
	order := []string{"Country - Capital", "Capital - Country", "Flag - Country", "Map - Country", "Country - Flag", "Country - Map"}
	if len(templates) != len(order) {
		t.Fatalf("%d templates in the extended edition, want %d", len(templates), len(order))
	}
	sorted := slices.Clone(templates)
	slices.SortFunc(sorted, func(a, b map[string]any) int {
		return slices.Index(order, a["name"].(string)) - slices.Index(order, b["name"].(string))
	})
	return sorted
}

// An edition is a language and whether it is the extended one, with the name of our package.
type edition struct {
	pkg      string
	extended bool
}

// editionOf reads the name of a folder of Brain Brew's: `Ultimate Geography [DE] [Extended]`.
func editionOf(folder string) edition {
	var e edition
	folder, e.extended = strings.CutSuffix(folder, " [Extended]")
	_, language, _ := strings.Cut(strings.TrimSuffix(folder, "]"), " [")
	e.pkg = "ultimate-geography"
	if language != "EN" {
		e.pkg += "-" + strings.ToLower(language)
	}
	if e.extended {
		e.pkg += "-extended"
	}
	e.pkg += ".apkg"
	return e
}
