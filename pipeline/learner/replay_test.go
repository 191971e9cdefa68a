package learner_test

import (
	"bytes"
	"cmp"
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
	"github.com/deckmill/deckmill/pipeline/names"
	card "github.com/deckmill/deckmill/pipeline/template"
)

// A history is what happens to one learner.
type history struct {
	name      string
	steps     []step
	backwards bool // the model resolves conflicts in the other order
}

// A step is one thing that happens, at the time Now. Do says which, and so which other fields count; the JSON is what
// replay.py takes.
type step struct {
	Do  string `json:"do"` // importing, edit, add, move, study, style, media
	Now int64  `json:"now"`

	Package   string            `json:"package,omitempty"`
	GUIDs     map[string]string `json:"guids,omitempty"`
	Merge     bool              `json:"merge"`
	Notes     learner.Condition `json:"notes"`
	Notetypes learner.Condition `json:"notetypes"`
	SQL       []string          `json:"sql"` // what a tool did to the package that ours refuses to write

	GUID   string   `json:"guid,omitempty"`
	Fields []string `json:"fields"` // taken in turn; "" leaves the field
	Tags   []string `json:"tags"`   // added
	Ords   []int    `json:"ords"`
	Deck   string   `json:"deck,omitempty"`

	Name    string `json:"name,omitempty"`
	Content string `json:"content,omitempty"`

	release *release
}

// A release is a package, with the content of its media files.
type release struct {
	*collection.Collection
	media map[string]string
}

func (r *release) open(name string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(r.media[name])), nil
}

// reversed returns the release with its note types in the other order.
func (r *release) reversed() *release {
	c := *r.Collection
	c.Notetypes, c.Notes = slices.Clone(c.Notetypes), slices.Clone(c.Notes)
	slices.Reverse(c.Notetypes)
	for i := range c.Notes {
		c.Notes[i].Notetype = len(c.Notetypes) - 1 - c.Notes[i].Notetype
	}
	return &release{Collection: &c, media: r.media}
}

// An anki is a real Anki.
type anki struct {
	python  string
	version learner.Version
}

// ankis returns the newest Anki and the oldest that is served.
func ankis(t *testing.T) map[string]anki {
	t.Helper()
	out := map[string]anki{}
	for variable, v := range map[string]learner.Version{"DECKMILL_ANKI_PYTHON": learner.Current, "DECKMILL_ANKI_OLD_PYTHON": learner.V23_10} {
		if python := os.Getenv(variable); python != "" {
			out[variable] = anki{python, v}
		}
	}
	if len(out) == 0 {
		t.Skip("real Anki is not here: `make interop` installs it and sets DECKMILL_ANKI_PYTHON")
	}
	return out
}

// replay lets real Anki live through histories and returns the states after each step.
func (a anki) replay(t *testing.T, histories []history) [][]state {
	t.Helper()
	dir := t.TempDir()
	var all [][]step
	written := map[*release]string{}
	for _, h := range histories {
		for j := range h.steps {
			s := &h.steps[j]
			if s.Do != "importing" {
				continue
			}
			if s.SQL != nil {
				s.Package = filepath.Join(dir, fmt.Sprintf("%s-%d.apkg", h.name, j))
				s.release.write(t, s.Package, apkg.Legacy)
			} else if s.Package = written[s.release]; s.Package == "" {
				s.Package = filepath.Join(dir, fmt.Sprintf("%d.apkg", len(written)))
				s.release.write(t, s.Package, apkg.Latest)
				written[s.release] = s.Package
			}
			s.GUIDs = map[string]string{}
			for _, n := range s.release.Notes {
				s.GUIDs[fmt.Sprint(n.ID)] = n.GUID
			}
		}
		all = append(all, h.steps)
	}
	input, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "answers.json")
	cmd := exec.Command(a.python, "testdata/replay.py", out)
	cmd.Stdin = bytes.NewReader(input)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var states [][]state
	if err := json.Unmarshal(raw, &states); err != nil {
		t.Fatal(err)
	}
	return states
}

// write writes the package.
func (r *release) write(t *testing.T, path string, k apkg.Container) {
	t.Helper()
	for i := range r.Notetypes {
		nt := &r.Notetypes[i]
		var fronts []*card.Template
		var fields []string
		for _, c := range nt.Templates {
			front, _ := card.Parse(c.Front)
			fronts = append(fronts, front)
		}
		for _, f := range nt.Fields {
			fields = append(fields, f.Name)
		}
		nt.Reqs = nil
		for _, req := range card.Reqs(fronts, fields) {
			nt.Reqs = append(nt.Reqs, collection.Req{Kind: collection.ReqKind(req.Kind), Fields: req.Fields})
		}
	}
	if err := apkg.Write(path, r.Collection, k, r.open); err != nil {
		t.Fatal(err)
	}
}

// predict lets the model live through a history.
func predict(t *testing.T, v learner.Version, h history) []state {
	c := learner.New()
	c.Version = v
	if h.backwards {
		c.ResolveBackwards()
	}
	var states []state
	for i := range h.steps {
		states = append(states, h.steps[i].predict(t, c))
	}
	return states
}

func (s *step) predict(t *testing.T, c *learner.Collection) state {
	out := state{Log: map[string]string{}}
	switch s.Do {
	case "importing":
		before := c.Clone()
		p, err := s.read()
		if err != nil {
			out.Error = err.Error()
			break
		}
		log, err := c.Import(p, learner.Options{Notes: s.Notes, Notetypes: s.Notetypes, Merge: s.Merge}, s.Now)
		if err != nil {
			out.Error = err.Error()
			break
		}
		checkLog(t, before, c, log)
		out.OneWay, out.Unsettled = log.OneWaySync, log.Unsettled
		for i, o := range log.Notes {
			out.Log[p.Notes[i].GUID] = [...]string{"new", "updated", "duplicate", "conflicting"}[o]
		}
	case "edit":
		err := c.Edit(s.GUID, s.Now, func(n *learner.Note) {
			for i := range n.Fields {
				if len(s.Fields) > 0 {
					n.Fields[i] = cmp.Or(s.Fields[i%len(s.Fields)], n.Fields[i])
				}
			}
			n.Tags = append(n.Tags, s.Tags...)
		})
		if err != nil {
			out.Error = err.Error()
		}
	case "add":
		i := slices.IndexFunc(c.Notetypes(), func(nt *learner.Notetype) bool { return names.Compare(nt.Name, s.Name) == 0 })
		if i >= 0 && c.Note(s.GUID) == nil {
			var fields []string
			for k := range c.Notetypes()[i].Fields {
				fields = append(fields, s.Fields[k%len(s.Fields)])
			}
			if err := c.Add(s.GUID, c.Notetypes()[i].ID, s.Deck, s.Now, fields); err != nil {
				t.Error(err)
			}
		}
	case "style":
		i := slices.IndexFunc(c.Notetypes(), func(nt *learner.Notetype) bool { return names.Compare(nt.Name, s.Name) == 0 })
		if i >= 0 {
			c.Style(c.Notetypes()[i].ID, s.Content, s.Now)
		}
	case "move":
		c.MoveCards(s.GUID, s.Deck, s.Ords...)
	case "media":
		c.AddMedia(s.Name, sha1.Sum([]byte(s.Content)))
	}
	out.look(c)
	return out
}

// read returns the package of a step: as it is in the file when it is not as it was written.
func (s *step) read() (*collection.Collection, error) {
	if s.SQL == nil {
		return s.release.Collection, nil
	}
	p, err := apkg.Read(s.Package)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	return p.Collection, nil
}
