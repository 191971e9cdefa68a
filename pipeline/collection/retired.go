package collection

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A Retired is a note that was published and is gone on purpose.
type Retired struct {
	GUID       string // the final guid: the name by which learners have it
	ID         string // "" when only its guid was written
	Reason     string
	ReplacedBy string // the id, or guid, of a note of the deck; "" when there is none
	Span       source.Span

	replacedBy deck.Text
}

// A retirement is the retired notes of a deck, and what finds them.
type retirement struct {
	list  []Retired
	ids   map[string]int // as they are compared: without case
	guids map[string]int
}

func (c *Compiler) retire(entries []deck.Retired, report diag.Report) retirement {
	x := retirement{ids: map[string]int{}, guids: map[string]int{}}
	for i := range entries {
		e := &entries[i]
		r := Retired{ID: e.ID.Value, GUID: e.GUID.Value, Reason: e.Reason, ReplacedBy: e.ReplacedBy.Value, Span: e.Span, replacedBy: e.ReplacedBy}
		if r.GUID == "" {
			r.GUID = c.ids.guid(r.ID)
		}
		first, twice := x.guids[r.GUID]
		if r.ID != "" && !twice {
			first, twice = x.ids[names.Fold(r.ID)]
		}
		if twice {
			report(diag.Diagnostic{Code: "bad-value", Span: e.Span, Message: fmt.Sprintf("`%s` is retired twice", r.label()),
				Help: "remove one of the two", Related: []diag.Related{{Span: x.list[first].Span, Message: "first here"}}})
			continue
		}
		x.guids[r.GUID] = len(x.list)
		if r.ID != "" {
			x.ids[names.Fold(r.ID)] = len(x.list)
		}
		x.list = append(x.list, r)
	}
	return x
}

func (r *Retired) label() string {
	if r.ID != "" {
		return r.ID
	}
	return r.GUID
}

// checkUse reports a note that has the id or guid of a retired one.
func (x *retirement) checkUse(r *Row, report diag.Report) {
	if len(x.list) == 0 {
		return
	}
	what, value := "id", r.id
	i, used := x.ids[names.Fold(r.id)]
	if r.id == "" || !used {
		what, value = "guid", r.guid
		i, used = x.guids[r.guid]
	}
	if !used || r.guid == "" && what == "guid" {
		return
	}
	report(diag.Diagnostic{Code: "bad-value", Span: r.origin.Span, Note: r.origin.Label,
		Message: fmt.Sprintf("%s `%s` is retired: it belongs to a note that learners still have", what, value),
		Help:    "give this note another `id`; if it is the retired note again, take it off the list instead",
		Related: []diag.Related{{Span: x.list[i].Span, Message: "retired here"}}})
}

// mostSuggestions is how many wrong names of a list are compared with those of all notes.
const mostSuggestions = 20

// CheckReplacements reports retired notes whose replacement is in no edition of the deck. Nothing is known of notes that
// could not be read, so it is not for decks that have some.
func CheckReplacements(editions []*Assembled, report diag.Report) {
	var labels []string
	known := map[string]bool{}
	suggestions := 0
	retired := editions[0].Retired
	for _, r := range retired {
		if r.ReplacedBy == "" {
			continue
		}
		if labels == nil {
			labels = labelsOf(editions, known)
		}
		if known[r.ReplacedBy] {
			continue
		}
		d := diag.Diagnostic{Code: "bad-value", Span: r.replacedBy.Whole(), Message: fmt.Sprintf("no note of this deck has the id `%s`", r.ReplacedBy),
			Help: "name the note that takes the place of this one, or remove `replaced-by`"}
		if slices.ContainsFunc(retired, func(o Retired) bool { return o.ID == r.ReplacedBy || o.GUID == r.ReplacedBy }) {
			d.Message = fmt.Sprintf("`%s` is retired itself", r.ReplacedBy)
		} else if suggestions++; suggestions <= mostSuggestions {
			if s, ok := diag.Suggest(r.ReplacedBy, labels); ok {
				d.Help = fmt.Sprintf("did you mean `%s`?", s)
				if edits, ok := r.replacedBy.Edits([]deck.Change{{End: len(r.replacedBy.Value), New: s}}); ok {
					d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", s), Edits: edits}}
				}
			}
		}
		report(d)
	}
}

// labelsOf returns what the notes of all editions are called, and adds these names and their guids to known.
func labelsOf(editions []*Assembled, known map[string]bool) []string {
	labels := []string{}
	for _, a := range editions {
		for i := range a.Origins {
			label := a.Origins[i].Label
			if !known[label] {
				labels = append(labels, label)
			}
			known[label], known[a.Collection.Notes[i].GUID] = true, true
		}
	}
	return labels
}
