package collection

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
)

// A File is where a media file lies.
type File struct {
	In   *deck.Files
	Path string // below the folder of In
}

// A packing is the files of a package.
type packing struct {
	media []Media
	at    map[string]File   // by name in the package
	taken map[string]packed // by folded name
}

// A packed is a file of a package.
type packed struct {
	*mediaFile
	of   *mediaUse
	name string
}

// list returns the files of the edition's package sorted by name and where each lies, and reports what cannot be packaged.
// shared, which may be nil, is what it uses of the files that decks share, about which all else was said.
func (m *mediaUse) list(shared *mediaUse, report diag.Report) (media []Media, at map[string]File) {
	p := packing{at: map[string]File{}, taken: map[string]packed{}}
	if shared != nil {
		p.addAll(shared, func(diag.Diagnostic) {})
	}
	p.addAll(m, report)
	slices.SortFunc(p.media, func(a, b Media) int { return strings.Compare(a.Name, b.Name) })
	return p.media, p.at
}

func (p *packing) addAll(m *mediaUse, report diag.Report) {
	for _, ref := range slices.Sorted(maps.Keys(m.used)) {
		f := m.used[ref]
		if _, uses := m.uses[f]; uses {
			p.add(packed{f, m, m.name(f)}, report)
		}
	}
}

func (p *packing) add(f packed, report diag.Report) {
	if f.bad != nil {
		report(*f.bad)
		if f.bad.Severity == diag.Unresolved {
			return
		}
	}
	if d := f.of.checkName(f.mediaFile, f.name); d != nil {
		report(*d)
		return
	}
	if other, taken := p.taken[names.Fold(f.name)]; taken {
		if other.sha2 != f.sha2 || other.name != f.name {
			report(f.collision(other))
		}
		return
	}
	p.taken[names.Fold(f.name)] = f
	p.media = append(p.media, Media{Name: f.name, Size: f.size, SHA1: f.sha1})
	p.at[f.name] = File{f.of.files, f.path}
}

// collision is the finding that a file would have the name of another.
func (f packed) collision(other packed) diag.Diagnostic {
	first := other.path
	if other.of.files != f.of.files {
		first = other.of.files.Path(other.path)
	}
	return diag.Diagnostic{Code: "media-collision", Span: f.of.files.Span(f.path),
		Message: fmt.Sprintf("`%s` and `%s` would both be called `%s` in Anki", first, f.path, f.name), Help: "rename one of them"}
}

// checkName says why a file cannot be packaged under its name.
func (m *mediaUse) checkName(f *mediaFile, name string) *diag.Diagnostic {
	d := &diag.Diagnostic{Span: m.files.Span(f.path)}
	switch {
	case names.Media(name) != name:
		d.Code = "media-reference"
		d.Message = fmt.Sprintf("Anki would rename `%s` to `%s`, and the card would not find it", name, names.Media(name))
		d.Help = fmt.Sprintf("rename the file to `%s`", names.Media(name))
	case m.isStatic(f) && !strings.HasPrefix(name, "_"):
		d.Code = "template-media"
		d.Message = fmt.Sprintf("`%s` is used where Anki does not look for files, so it would not be imported", name)
		d.Help = fmt.Sprintf("rename it to `_%s`, or remove `names: plain`", name)
	default:
		return nil
	}
	return d
}
