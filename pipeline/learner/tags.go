package learner

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/names"
)

// A tagList holds the spelling of every tag that was ever given, by its folded name. Anki forgets none unless told to.
type tagList map[string]string

// canonical returns tags as Anki stores them: cleaned, spelt as before, each once, in order (anki-format.md 3.5).
func (l tagList) canonical(tags []string) []string {
	out := make([]string, 0, len(tags))
	for _, given := range tags {
		for _, t := range strings.FieldsFunc(given, func(r rune) bool { return r == ' ' || r == '\u3000' }) {
			if t = l.register(t); t != "" && !slices.ContainsFunc(out, func(have string) bool { return names.Compare(have, t) == 0 }) {
				out = append(out, t)
			}
		}
	}
	slices.SortFunc(out, names.Compare)
	return out
}

// register returns the spelling of a tag: the one it had before, else a parent's continued.
func (l tagList) register(tag string) string {
	tag = names.Tag(tag)
	fold := names.Fold(tag)
	if known, ok := l[fold]; ok {
		return known
	}
	for at := strings.LastIndex(tag, "::"); at >= 0; at = strings.LastIndex(tag[:at], "::") {
		if parent, ok := l[names.Fold(tag[:at])]; ok {
			tag = parent + tag[at:]
			break
		}
	}
	l[fold] = tag
	return tag
}

// CheckDatabase does what Anki's *Check Database* does to a collection in order: it forgets the tags that no note has.
func (c *Collection) CheckDatabase() {
	c.tags = tagList{}
	for _, n := range c.notes {
		for _, t := range n.Tags {
			c.tags.register(t)
		}
	}
}

// importTags returns the tags of a note of the package as they are stored.
func (im *importer) importTags(tags []string) []string {
	if len(tags) == 0 {
		return nil
	}
	key := strings.Join(tags, " ")
	if known, ok := im.tags[key]; ok {
		return known
	}
	kept := slices.DeleteFunc(slices.Clone(tags), func(t string) bool {
		return names.Compare(t, "marked") == 0 || names.Compare(t, "leech") == 0
	})
	out := im.c.tags.canonical(kept)
	im.tags[key] = out
	return out
}
