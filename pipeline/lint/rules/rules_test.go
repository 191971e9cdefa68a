package rules_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

// TestRules checks each file of testdata: a small repository, what `deckmill check` says about it by this rule (section
// `want`), and the files as `deckmill fix` leaves them (sections `fixed/...`) and as `deckmill fix --suggested CODE` does
// (sections `suggested/...`, where that is something else). A line `also: CODE CODE` of the comment names other rules whose
// findings belong to the story; `left: CODE CODE` names those that may still find something when all fixes are made. Files
// below `baseline/` are the sources of the last release.
func TestRules(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no tests", err)
	}
	for _, path := range paths {
		code := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(code, func(t *testing.T) { testRule(t, path, code) })
	}
}

func testRule(t *testing.T, path, code string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	sources := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool {
		return f.Name == "want" || strings.HasPrefix(f.Name, "fixed/") || strings.HasPrefix(f.Name, "suggested/")
	})
	fsys := fstest.MapFS{}
	for _, f := range sources {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	found := check(t, fsys)
	if rule, _ := rules.Find(code); rule != nil {
		testPage(t, rule, found)
	}
	shown, partly := append(listed(archive, "also: "), code), listed(archive, "left: ")
	fixed, suggested := mended(t, fsys, found, shown, "", partly), mended(t, fsys, found, shown, code, partly)
	got := append(sources, txtar.File{Name: "want", Data: screen(t, only(found, shown))})
	got = append(got, sections("fixed/", fixed)...)
	if !slices.EqualFunc(fixed, suggested, func(a, b txtar.File) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }) {
		got = append(got, sections("suggested/", suggested)...)
	}
	formatted := txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: got})
	if *update {
		if err := os.WriteFile(path, formatted, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(formatted, data) {
		t.Errorf(stale+"\nit would be:\n%s", path, formatted)
	}
}

// testPage holds what the rule's page says to what the rule did in its test.
func testPage(t *testing.T, rule *lint.Rule, found diag.List) {
	t.Helper()
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == rule.Code && d.Message == rule.Says }) {
		t.Errorf("the rule says %q, which is no message of its test", rule.Says)
	}
	if n := len(only(found, []string{rule.Code})); n < 2 {
		t.Errorf("%d findings; one case is an accident, two are a rule", n)
	}
	has := func(safe bool) bool {
		return slices.ContainsFunc(found, func(d diag.Diagnostic) bool {
			return d.Code == rule.Code && len(d.Fixes) > 0 && d.Fixes[0].Safe == safe
		})
	}
	if fixable := has(true); strings.Contains(rule.Fix, "`deckmill fix`") != fixable {
		t.Errorf("the rule says %q; `deckmill fix` mends something in its test: %v", rule.Fix, fixable)
	}
	if suggests := has(false); strings.Contains(rules.Page(rule), "`deckmill fix --suggested ") != suggests {
		t.Errorf("the rule says %q; something is suggested in its test: %v", rule.Fix, suggests)
	}
}

// listed returns the codes that the comment of a test lists behind a word.
func listed(a *txtar.Archive, word string) []string {
	for line := range strings.Lines(string(a.Comment)) {
		if codes, ok := strings.CutPrefix(line, word); ok {
			return strings.Fields(codes)
		}
	}
	return nil
}

// only returns the findings with these codes. No test shows what all rules say of its repository: a new rule would
// change them all.
func only(found diag.List, codes []string) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return !slices.Contains(codes, d.Code) })
}

func sections(prefix string, files []txtar.File) []txtar.File {
	var out []txtar.File
	for _, f := range files {
		out = append(out, txtar.File{Name: prefix + f.Name, Data: f.Data})
	}
	return out
}

// TestExamples checks the examples of the rules' pages that are whole notes: what is bad is reported, what is good is
// silent.
func TestExamples(t *testing.T) {
	for _, r := range rules.All {
		if !strings.HasPrefix(r.Bad, "- ") {
			continue
		}
		t.Run(r.Code, func(t *testing.T) {
			bad, good := check(t, example(r.Bad)), check(t, example(r.Good))
			if len(only(bad, []string{r.Code})) == 0 {
				t.Errorf("the bad example is not reported:\n%s", screen(t, bad))
			}
			if len(good) > 0 {
				t.Errorf("the good example is reported:\n%s", screen(t, good))
			}
		})
	}
}

// example is a repository whose only deck has these notes.
func example(notes string) fstest.MapFS {
	data := "deck: Example\nid: 0c6d3a52-7a29-4d0a-8a55-3f5c3cf7f6f2\ndescription: For a page.\nlanguage: en\nlicense: CC0-1.0\nnotes:\n" + notes + "\n"
	return fstest.MapFS{"decks/example.yaml": &fstest.MapFile{Data: []byte(data)}}
}

// check compiles every deck and returns all findings.
func check(t *testing.T, fsys fstest.MapFS) diag.List {
	t.Helper()
	found, _ := compileAll(t, fsys)
	return found
}

// The time of a build, and of the one before.
const (
	buildTime    = 1_700_000_000
	baselineTime = 1_600_000_000
)

// compileAll compiles every deck, and returns all findings, sorted, and the decks by slug. What lies in the folder baseline
// is the last release: decks are compared with those of the same slug there.
func compileAll(t *testing.T, fsys fstest.MapFS) (diag.List, map[string]*pipeline.Compiled) {
	t.Helper()
	baselines := map[string]*collection.Baseline{}
	if old, err := fs.Sub(fsys, "baseline"); err == nil {
		_, decks := compileWith(t, old, baselineTime, nil)
		for slug, c := range decks {
			if c.Collection == nil {
				t.Fatalf("the baseline has errors:\n%s", screen(t, c.Diagnostics))
			}
			baselines[slug] = collection.NewBaseline(slug+".apkg", c.Collection)
		}
	}
	return compileWith(t, fsys, buildTime, baselines)
}

func compileWith(t *testing.T, fsys fs.FS, time int64, baselines map[string]*collection.Baseline) (diag.List, map[string]*pipeline.Compiled) {
	t.Helper()
	r, err := pipeline.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	found, decks := slices.Clone(r.Found), map[string]*pipeline.Compiled{}
	for _, p := range r.Decks {
		c, err := r.Compile(p, pipeline.Options{Time: time, Baseline: baselines[p.Slug]})
		if err != nil {
			t.Fatal(err)
		}
		found, decks[p.Slug] = append(found, c.Diagnostics...), c
	}
	found.Sort()
	return found, decks
}

func screen(t *testing.T, found diag.List) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := diag.WriteText(&b, found, diag.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// mended makes the safe fixes of rules, and all first fixes of the rule suggested, and returns the files that they change.
// Afterwards their findings must be gone, and there must be no new ones but of the rules partly.
func mended(t *testing.T, fsys fstest.MapFS, found diag.List, rules []string, suggested string, partly []string) []txtar.File {
	t.Helper()
	edits := map[string][]diag.Edit{}
	left := map[string]int{} // findings by code and message
	for _, d := range found {
		if len(d.Fixes) == 0 || !slices.Contains(rules, d.Code) || !d.Fixes[0].Safe && d.Code != suggested {
			left[d.Code+": "+d.Message]++
			continue
		}
		for _, e := range d.Fixes[0].Edits {
			edits[e.Span.Path()] = append(edits[e.Span.Path()], e)
		}
	}
	var out []txtar.File
	after := fstest.MapFS{}
	for name, f := range fsys {
		after[name] = f
		if len(edits[name]) == 0 {
			continue
		}
		data, err := diag.Apply(f.Data, edits[name])
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after[name] = &fstest.MapFile{Data: data}
		out = append(out, txtar.File{Name: name, Data: data})
	}
	slices.SortFunc(out, func(a, b txtar.File) int { return strings.Compare(a.Name, b.Name) })
	for _, d := range check(t, after) {
		key := d.Code + ": " + d.Message
		if left[key]--; left[key] < 0 && !slices.Contains(partly, d.Code) {
			t.Errorf("after the fixes: %s", key)
		}
	}
	return out
}
