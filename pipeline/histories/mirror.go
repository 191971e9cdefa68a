package main

import (
	"maps"
	"slices"

	"github.com/deckmill/deckmill/pipeline/learner"
)

// mirror does in the model of the learner's collection what the learner has done in Anki. What no import looks at is left
// out: reviews, flags, suspending, burying.
func (h *History) mirror(q Request, before *State) error {
	switch q["do"] {
	case "edit":
		h.model.Edit(q["note"].(string), h.now, func(n *learner.Note) {
			for i, text := range q["fields"].(map[int]string) {
				n.Fields[i] = text
			}
		})
	case "tag":
		h.model.Edit(q["note"].(string), h.now, func(n *learner.Note) { n.Tags = append(n.Tags, q["tags"].([]string)...) })
	case "move":
		return h.mirrorMove(q["cards"].([]int64), q["deck"].(string), before)
	case "add":
		t := before.notetype(q["notetype"].(int64))
		fields := make([]string, len(t.Fields))
		for i, text := range q["fields"].(map[int]string) {
			fields[i] = text
		}
		i := slices.IndexFunc(h.model.Notetypes(), func(m *learner.Notetype) bool { return m.Name == t.Name })
		return h.model.Add(q["note"].(string), h.model.Notetypes()[i].ID, q["deck"].(string), h.now, fields)
	}
	return nil
}

func (h *History) mirrorMove(ids []int64, deck string, s *State) error {
	guids := map[int64]string{}
	for _, n := range s.Notes {
		guids[n.ID] = n.GUID
	}
	ords := map[string][]int{}
	for _, c := range s.Cards {
		if slices.Contains(ids, c.ID) {
			ords[guids[c.Note]] = append(ords[guids[c.Note]], c.Ord)
		}
	}
	for _, guid := range slices.Sorted(maps.Keys(ords)) {
		if err := h.model.MoveCards(guid, deck, ords[guid]...); err != nil {
			return err
		}
	}
	return nil
}
