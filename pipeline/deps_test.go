package pipeline_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// policy says which of our packages a package may import. A row may only name rows above it, so that a cycle cannot
// even be written down. Do not change it to make a build pass: ask first whether the code stands in the right place.
//
// Data knows no steps, steps know data, surfaces know steps.
const policy = `
schema:
source:
names:
atomicfile:
near:
table:
field:
occlusion:
diag:       source
spdx:       diag
yamltree:   source diag table
markup:     names
template:   field diag
preset:
deck:       source diag names occlusion yamltree preset
collection: source diag names field occlusion yamltree markup template preset deck

reference:  schema
validate:   schema source diag yamltree
lint:       source diag names near field yamltree template deck collection
lint/rules: source diag names near field spdx yamltree markup template deck collection lint
learner:    names field template collection
diff:       diag names field preset collection learner
apkg:       atomicfile names field preset collection
csvfile:    atomicfile collection
scaffold:   schema deck
coverage:   diag yamltree deck
exchange:   source diag table yamltree deck
pipeline:   source diag names yamltree deck coverage collection validate lint lint/rules apkg csvfile exchange

cli:        schema source diag spdx yamltree deck collection validate lint lint/rules template diff atomicfile scaffold coverage exchange pipeline
cmd/deckmill: cli
bench:      lint lint/rules
corpus:     source diag yamltree collection lint/rules apkg pipeline
histories:  diag names collection learner diff apkg pipeline
geography:
`

// owners says which package alone may import a library, so that it can be replaced in one place, and who may touch the
// world: no other package reads a file by its path, a clock or chance. Other libraries than these are imported by nobody.
var owners = map[string][]string{
	"gopkg.in/yaml.v3":                      {"yamltree"},
	"github.com/mattn/go-sqlite3":           {"apkg"},
	"database/sql":                          {"apkg"},
	"archive/zip":                           {"apkg"},
	"github.com/klauspost/compress":         {"apkg"},
	"google.golang.org/protobuf":            {"apkg"},
	"github.com/yuin/goldmark":              {"markup"},
	"github.com/alecthomas/chroma/v2":       {"markup"},
	"github.com/santhosh-tekuri/jsonschema": {"validate"},
	"github.com/google/uuid":                {"deck", "collection", "cli"},
	"golang.org/x/text/language":            {"deck"},
	"golang.org/x/text/unicode/norm":        {"names", "field", "markup", "deck", "collection", "lint", "lint/rules", "exchange"},
	"golang.org/x/text/cases":               {"names"},
	"golang.org/x/text/encoding/charmap":    {"lint/rules"},
	"github.com/bmatcuk/doublestar":         {"lint"},
	"golang.org/x/image":                    {"occlusion"},
	"golang.org/x/term":                     {"cli"},
	"github.com/mattn/go-runewidth":         {"diag"},
	"github.com/rogpeppe/go-internal/diff":  {"cli"},
	"github.com/urfave/cli":                 {"cli"},
	"net":                                   {},
	"net/http":                              {},
	"os/exec":                               {"cli", "bench", "histories"},
	"os":                                    {"atomicfile", "apkg", "cli", "cmd/deckmill", "bench", "corpus", "histories", "geography"},
	"time":                                  {"cli", "bench", "corpus", "histories", "lint/rules"},
	"math/rand":                             {"bench", "corpus", "histories"},
	"crypto/rand":                           {},
	"syscall":                               {"cli", "bench"},
}

// clockless says what a package may use of package time that writes times for people and must not ask a clock.
var clockless = map[string][]string{
	"lint/rules": {"Unix", "RFC3339"},
}

const module = "github.com/deckmill/deckmill/"

// TestImports holds every package to the policy.
func TestImports(t *testing.T) {
	rows, order := readPolicy(t)
	seen := map[string]bool{}
	for _, root := range []string{".", "../schema"} {
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && d.Name() == "testdata" {
				return fs.SkipDir
			}
			if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
				pkg := packageOf(filepath.ToSlash(file))
				seen[pkg] = true
				checkFile(t, file, pkg, rows)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(seen)) {
		if !slices.Contains(order, pkg) {
			t.Errorf("package %s has no row in the policy", pkg)
		}
	}
}

func readPolicy(t *testing.T) (rows map[string][]string, order []string) {
	rows = map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(policy)) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		rows[name] = strings.Fields(list)
		for _, dep := range rows[name] {
			if !slices.Contains(order, dep) {
				t.Errorf("the row of %s names %s, which has no row above it", name, dep)
			}
		}
		order = append(order, name)
	}
	return rows, order
}

func packageOf(file string) string {
	dir := path.Dir(file)
	if dir == "." {
		return "pipeline"
	}
	return strings.TrimPrefix(dir, "../")
}

func checkFile(t *testing.T, file, pkg string, rows map[string][]string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if allowed, ok := clockless[pkg]; ok {
		checkTime(t, file, f, allowed)
	}
	for _, imp := range f.Imports {
		name, _ := strconv.Unquote(imp.Path.Value)
		if ours, ok := strings.CutPrefix(name, module); ok {
			if ours = strings.TrimPrefix(ours, "pipeline/"); !slices.Contains(rows[pkg], ours) {
				t.Errorf("%s: package %s may not import %s", file, pkg, ours)
			}
			continue
		}
		allowed, owned := ownersOf(name)
		switch {
		case owned && !slices.Contains(allowed, pkg):
			t.Errorf("%s: package %s may not import %s, which belongs to %v", file, pkg, name, allowed)
		case !owned && strings.Contains(strings.SplitN(name, "/", 2)[0], "."):
			t.Errorf("%s: library %s has no owner", file, name)
		}
	}
}

// checkTime makes sure that a file uses nothing of package time but what is allowed.
func checkTime(t *testing.T, file string, f *ast.File, allowed []string) {
	for _, imp := range f.Imports {
		if imp.Path.Value == `"time"` && imp.Name != nil {
			t.Errorf("%s: package time must keep its name here", file)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && !slices.Contains(allowed, s.Sel.Name) {
				t.Errorf("%s: time.%s is not allowed here: the time of a build is data", file, s.Sel.Name)
			}
		}
		return true
	})
}

// ownersOf returns who may import a library, or something below it if it is not the standard one.
func ownersOf(name string) (allowed []string, owned bool) {
	for library, allowed := range owners {
		if name == library || strings.Contains(library, ".") && strings.HasPrefix(name, library+"/") {
			return allowed, true
		}
	}
	return nil, false
}
