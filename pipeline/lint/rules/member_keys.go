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
	key, values := "was", m.formerKeys(p, t, places)
	var why string
	switch {
	case values != nil:
		why = "that was its key in the last release"
		if len(places) > 1 {
			why = "those were their keys in the last release"
		}
		help = "add " + m.entries(places, key, values) + ": " + why
	case m.old[places[0]].id != 0:
		key = "anki-id"
		for _, j := range places {
			values = append(values, fmt.Sprint(m.old[j].id))
		}
		help = "if nothing else changed, add `was:` with the old key, or the number by which learners have it: " + m.entries(places, key, values)
	default:
		key = "name"
		for _, j := range places {
			values = append(values, yamlName(m.old[j].name))
		}
		help = fmt.Sprintf("write %s: learners' Anki knows its %ss by their names", m.entries(places, key, values), m.what)
		if m.what == "field" {
			return help + ", and so do its templates", nil
		}
	}
	entry := (keyPlaces{}).notetype(p, t)
	if entry.Get(m.list) == nil {
		return fmt.Sprintf("%s; write out `%s:` of `%s` for that", help, m.list, t.Key), nil
	}
	return help, m.writeKeys(entry, places, key, values)
}

// entries lists what to write to each of the members at places: "`was: read` to `hear`".
func (m *members) entries(places []int, key string, values []string) string {
	var parts []string
	for i, j := range places {
		parts = append(parts, fmt.Sprintf("`%s: %s` to `%s`", key, values[i], m.now[j].key))
	}
	return strings.Join(parts, ", ")
}

// yamlName writes a name as a YAML scalar that stands in lists of either form.
func yamlName(name string) string {
	if wellFormedKey.MatchString(strings.ReplaceAll(name, " ", "")) && strings.TrimSpace(name) == name {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

// formerKeys returns the keys that those at places had, or nil unless all can be found.
func (m *members) formerKeys(p *lint.DeckPass, t *deck.Notetype, places []int) (keys []string) {
	formulas, others := collection.FormulasFor(p.Deck, t), keysInUse(p)
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
