package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// A Release is what was published, and what its maintainer had in mind: one package of the deck.
type Release struct {
	Edition    Edition
	Version    int        // counted from 0; the editions of a version are published together
	Siblings   []*Release // the other packages of the version in the same language
	Deck       *Deck      // as this edition has it
	Notes      []*Note    // of Deck, by index of Collection.Notes
	Collection *collection.Collection
	Latest     string // paths of its packages
	Legacy     string
	Changes    *Release // the package with what is new or changed alone; nil when nothing is
	Findings   diag.List

	byGUID  map[string]int
	changes *collection.Collection
}

// compile compiles a deck on top of the last release.
func compile(d *Deck, o pipeline.Options) (*pipeline.Compiled, error) {
	repo, err := pipeline.Open(d.Sources())
	if err != nil {
		return nil, err
	}
	if len(repo.Decks) != 1 || repo.Found.Count(diag.Error) > 0 {
		return nil, fmt.Errorf("the sources are no repository of one deck: %v", repo.Found)
	}
	o.Workers = 1
	return repo.Compile(repo.Decks[0], o)
}

// newReleases makes the releases of a compiled deck, one for each of its packages; these are written into dir, named name.
func newReleases(d *Deck, c *pipeline.Compiled, dir, name string, legacy bool) ([]*Release, error) {
	var out []*Release
	for _, e := range d.editions() {
		r, err := newRelease(d.view(e), c.Named(slug+e.suffixFrom(d)))
		if err != nil {
			return nil, err
		}
		r.Edition = e
		for _, other := range out {
			if other.Edition.Language == e.Language {
				r.Siblings, other.Siblings = append(r.Siblings, other), append(other.Siblings, r)
			}
		}
		r.Findings = c.Diagnostics
		out = append(out, r)
	}
	for _, p := range c.Packages {
		p.Name = name + strings.TrimPrefix(p.Name, slug)
	}
	if _, err := c.Write(pipeline.Output{Dir: dir, Legacy: legacy}); err != nil {
		return nil, err
	}
	for _, r := range out {
		base := filepath.Join(dir, name+r.Edition.suffixFrom(d))
		r.Latest, r.Legacy = base+".apkg", base+".legacy.apkg"
		if r.changes != nil && len(r.changes.Notes) > 0 {
			r.Changes = r.part(r.changes, base+".changes.apkg")
		}
	}
	return out, nil
}

// newRelease makes a release of a package; d is the deck as its edition has it.
func newRelease(d *Deck, p *pipeline.Package) (*Release, error) {
	if p == nil {
		return nil, errors.New("a package is missing")
	}
	r := &Release{Deck: d, Collection: p.Collection, byGUID: map[string]int{}, changes: p.Changes}
	r.Notes = r.Deck.inOrder()
	if len(r.Notes) != len(p.Collection.Notes) {
		return nil, fmt.Errorf("%d notes were written and %d compiled for %s", len(r.Notes), len(p.Collection.Notes), p.Name)
	}
	for i := range p.Collection.Notes {
		r.byGUID[p.Collection.Notes[i].GUID] = i
	}
	return r, nil
}

// part returns the part of a release that a package has.
func (r *Release) part(c *collection.Collection, path string) *Release {
	p := *r
	p.Collection, p.Latest, p.Notes, p.byGUID = c, path, nil, map[string]int{}
	for i := range c.Notes {
		guid := c.Notes[i].GUID
		p.byGUID[guid] = i
		p.Notes = append(p.Notes, r.Notes[r.byGUID[guid]])
	}
	return &p
}

// readBaseline reads a package back, as a maintainer's next build does it.
func readBaseline(path string) (*collection.Baseline, error) {
	p, err := apkg.Read(path)
	if err != nil {
		return nil, err
	}
	return collection.NewBaseline(filepath.Base(path), p.Collection), p.Close()
}

// note returns a note by guid, or nil.
func (r *Release) note(guid string) *collection.Note {
	if i, ok := r.byGUID[guid]; ok {
		return &r.Collection.Notes[i]
	}
	return nil
}

// num says which note a guid stands for, or 0.
func (r *Release) num(guid string) int {
	if i, ok := r.byGUID[guid]; ok {
		return r.Notes[i].Num
	}
	return 0
}

// guids returns the guid of every note by its number.
func (r *Release) guids() map[int]string {
	out := map[int]string{}
	for i, n := range r.Notes {
		out[n.Num] = r.Collection.Notes[i].GUID
	}
	return out
}

func (r *Release) typeOf(n *collection.Note) *collection.Notetype {
	return &r.Collection.Notetypes[n.Notetype]
}

// notetype returns the note type with an id, or nil.
func (r *Release) notetype(id int64) *collection.Notetype {
	i := slices.IndexFunc(r.Collection.Notetypes, func(t collection.Notetype) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Collection.Notetypes[i]
}

// announces reports whether a finding of this code was shown for a note.
func (r *Release) announces(code string, n *Note) bool {
	return slices.ContainsFunc(r.Findings, func(d diag.Diagnostic) bool {
		return d.Code == code && (d.Note == "" || d.Note == n.ID || d.Note == n.GUID)
	})
}

// codes returns the codes of the errors among findings, each once.
func codes(found diag.List) []string {
	var out []string
	for _, d := range found {
		if d.Severity == diag.Error && !slices.Contains(out, d.Code) {
			out = append(out, d.Code)
		}
	}
	return out
}
