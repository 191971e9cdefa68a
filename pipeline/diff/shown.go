package diff

import (
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
)

// What learners see of a field: no names of files, no marks of cloze deletions, no delimiters of formulas.
var (
	picture   = regexp.MustCompile(`(?i)<(?:img|object)\b[^>]*>`)
	sound     = regexp.MustCompile(`\[sound:[^\]]*\]`)
	delimiter = regexp.MustCompile(`\\[()\[\]]|</?anki-mathjax[^>]*>`)
)

// shown returns the text of a field as learners know it, on one line.
func shown(html string) string {
	html = sound.ReplaceAllString(picture.ReplaceAllString(html, " [picture] "), " [sound] ")
	return readable(delimiter.ReplaceAllString(uncovered(html), ""))
}

// uncovered returns a text with its cloze deletions answered.
func uncovered(html string) string {
	if !strings.Contains(html, "{{c") {
		return html
	}
	nodes, _ := field.ParseClozes(html)
	var b strings.Builder
	uncover(&b, nodes)
	return b.String()
}

func uncover(b *strings.Builder, nodes []field.Node) {
	for _, n := range nodes {
		b.WriteString(n.Text)
		if n.Cloze == nil {
			continue
		}
		if _, shape := n.Cloze.Occlusion(); !shape {
			uncover(b, n.Cloze.Nodes)
		}
	}
}

// media says what is new when nothing but pictures or sounds differ in a field, else nothing.
func (f *FieldChange) media() string {
	before, after := shown(f.Before), shown(f.After)
	a, b := field.MediaRefs(f.Before), field.MediaRefs(f.After)
	names := func(refs []field.MediaRef) []string {
		var out []string
		for _, r := range refs {
			out = append(out, r.Name)
		}
		return out
	}
	switch {
	case len(b) == 0 || slices.Equal(names(a), names(b)):
		return ""
	case before != after && (before != "" || strings.Trim(strings.NewReplacer("[picture]", "", "[sound]", "").Replace(after), " ") != ""):
		return ""
	case strings.Contains(after, "[picture]"):
		return "a new picture"
	}
	return "a new sound"
}

// learnerLabel is Label as learners know the note.
func (n *Note) learnerLabel() string {
	note := n.New
	if note == nil {
		note = n.Old
	}
	for _, f := range note.Fields {
		if text := shown(f); text != "" && text != "[picture]" && text != "[sound]" {
			return diag.Clip(text, labelLength)
		}
	}
	return n.Label()
}
