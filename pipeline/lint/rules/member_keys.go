package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// mendReplaced says what makes the members at places the ones again that learners have there, for when nothing else was
// changed: `was` where their keys can be found, else their ids; for a package of a tool that gives none, their names.
func (m *members) mendReplaced(p *lint.DeckPass, t *deck.Notetype, places []int) (help string, fixes []diag.Fix) {
	first := places[0]
	key, values := "was", m.formerKeys(p, places)
	switch {
	case values != nil:
		help = fmt.Sprintf("add `was: %s` to it: that was its key in the last release", values[0])
	case m.old[first].id != 0:
		key = "anki-id"
		for _, j := range places {
			values = append(values, fmt.Sprint(m.old[j].id))
		}
		help = fmt.Sprintf("if it is the same, add `was:` with the key that it had, or `anki-id: %s`, the number by which learners have it", values[0])
	default:
		key = "name"
		for _, j := range places {
			values = append(values, yamlName(m.old[j].name))
		}
		help = fmt.Sprintf("write `name: %s` for it: learners' Anki knows its %ss by their names", values[0], m.what)
		if m.what == "field" {
			return help + ", and so do its templates", nil
		}
	}
	if entry := (keyPlaces{}).notetype(p, t.Key); entry != nil {
		fixes = m.writeKeys(entry, places, key, values)
	}
	return help, fixes
}

// yamlName writes a name as a YAML scalar that stands in lists of either form.
func yamlName(name string) string {
	if wellFormedKey.MatchString(strings.ReplaceAll(name, " ", "")) && strings.TrimSpace(name) == name {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

// formerKeys returns the keys that those at places had, or nil unless all can be found.
func (m *members) formerKeys(p *lint.DeckPass, places []int) (keys []string) {
	formulas, others := collection.FormulasOf(p.Deck.ID.Value), keysInUse(p)
	for _, j := range places {
		key, found := formerKey(m.old[j].name, m.now[j].key, others, func(key string) bool { return m.id(formulas, key) == m.old[j].id })
		if !found {
			return nil
		}
		keys = append(keys, key)
	}
	return keys
}

// writeKeys returns the fix that gives the members at places a key each, or nil.
func (m *members) writeKeys(entry *yamltree.Node, places []int, key string, values []string) []diag.Fix {
	list := entry.Get(m.list)
	if list == nil || len(list.Items) != len(m.now) {
		return nil
	}
	fix := diag.Fix{Message: fmt.Sprintf("write `%s: %s`", key, strings.Join(values, "`, `"))}
	for i, j := range places {
		item := list.Items[j]
		if item.Kind == yamltree.Scalar {
			fix.Edits = append(fix.Edits, yamltree.Replace(item, fmt.Sprintf("{key: %s, %s: %s}", item.Span().Text(), key, values[i])))
		} else {
			fix.Edits = append(fix.Edits, writeKey(item, key, values[i]))
		}
	}
	return []diag.Fix{fix}
}
