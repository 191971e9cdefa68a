package learner

import (
	"cmp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/names"
)

// An incomingMedia is a media file of the package that is copied when a note that is added or updated names it.
type incomingMedia struct {
	as   string
	used bool
}

// prepareMedia says which files of the package may be copied, and under which names (anki-format.md 1.6).
func (im *importer) prepareMedia() {
	im.incoming = map[string]*incomingMedia{}
	for i := range im.p.Media {
		m := &im.p.Media[i]
		known := m.Name
		if im.c.Version == Current {
			known = strings.ToLower(known) // since 26.05
		}
		have, taken := im.c.media[known]
		switch static := strings.HasPrefix(m.Name, "_") || strings.HasPrefix(m.Name, "latex-"); {
		case static && !taken:
			im.static = append(im.static, i)
		case static:
		case !taken:
			im.incoming[m.Name] = &incomingMedia{as: m.Name}
		case have != m.SHA1:
			im.incoming[m.Name] = &incomingMedia{as: names.MediaWithSum(m.Name, m.SHA1)}
		}
	}
}

// importMedia notes the files that a field names and returns the field with the names that they have with the learner.
func (im *importer) importMedia(text string) string {
	return field.RenameMedia(text, func(name string) string {
		if name == "" || name == "." || name == ".." || strings.Contains(name, "/") {
			return name
		}
		clean := names.Media(name)
		if m := im.incoming[clean]; m != nil {
			m.used = true
			return m.as
		}
		return clean
	})
}

// copyMedia copies the files that are used.
func (im *importer) copyMedia() {
	for _, i := range im.static {
		m := &im.p.Media[i]
		im.c.media[m.Name] = m.SHA1
		im.log.Media = append(im.log.Media, MediaLog{Name: m.Name, As: m.Name})
	}
	for i := range im.p.Media {
		m := &im.p.Media[i]
		if in := im.incoming[m.Name]; in != nil && in.used {
			im.c.media[in.as] = m.SHA1
			im.log.Media = append(im.log.Media, MediaLog{Name: m.Name, As: in.as})
		}
	}
	slices.SortFunc(im.log.Media, func(a, b MediaLog) int { return cmp.Compare(a.Name, b.Name) })
}
