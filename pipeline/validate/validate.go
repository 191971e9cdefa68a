// Package validate checks a tree against the JSON Schema of the source format and reports each mistake once, at the key
// or value that it is about. It is the only user of a JSON Schema library.
//
// It speaks about keys and about the kinds and shapes of values. What a value means is for package deck to say: whether
// a note type exists, which fields a note may have, what Anki makes of a tag or a deck's name.
package validate

import (
	"sync"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// Deck checks the root map of a deck.yaml, without the items of `notes`. A nil root was reported by the parser.
func Deck(root *yamltree.Node, report diag.Report) {
	if root == nil {
		return
	}
	s := schemas()
	head(s, s.deck, "a deck file", root, report)
}

// Repository checks the root map of a deckmill.yaml. A nil root was reported by the parser.
func Repository(root *yamltree.Node, report diag.Report) {
	if root == nil {
		return
	}
	s := schemas()
	c := textCheck{report: report, refused: map[source.Span]bool{}}
	check(s, s.repository, aRepository, root, c.remembering)
	c.controls(root)
}

// NotesFile checks the root map of a file below notes/, without the items of `notes`. A nil root was reported by the
// parser.
func NotesFile(root *yamltree.Node, report diag.Report) {
	if root == nil {
		return
	}
	s := schemas()
	head(s, s.notesFile, "a notes file", root, report)
}

// head checks the root map of a file.
func head(s *compiled, sch *jsonSchema, what string, root *yamltree.Node, report diag.Report) {
	c := textCheck{report: report, refused: map[source.Span]bool{}}
	check(s, sch, what, root, c.remembering)
	noNotes(root, report)
	c.controls(root)
}

// Note checks one item of `notes`. Field keys are not its business (package deck knows the note types), nor are the
// values of fields. It may be called by several workers at once, each with its own report.
func Note(n *yamltree.Node, report diag.Report) {
	if !plain(n) {
		checkNote(n, report)
	}
}

func checkNote(n *yamltree.Node, report diag.Report) {
	s := schemas()
	if n.Kind != yamltree.Map {
		check(s, s.note, aNote, n, report)
		return
	}
	report = labelled(n, report)
	instance := notePool.Get().(map[string]any)
	for _, e := range n.Entries {
		if e.Key.Value == "id" && isEmpty(e.Value) {
			continue // as good as absent: package deck says `missing-id`
		}
		if p := s.note.Properties[e.Key.Value]; p != nil {
			instance[e.Key.Value] = value(e.Value, p)
		}
	}
	if err := s.note.Validate(instance); err != nil {
		explain(s, aNote, n, err, report)
	} else if guid := n.Get("guid"); guid != nil && len(guid.Value) > maxGUID {
		report(diag.Diagnostic{Code: "bad-value", Span: guid.Span(), Message: "`guid` must be at most 200 bytes long",
			Help: "copy the guid from Anki as it is"})
	}
	clear(instance)
	notePool.Put(instance)
}

// isEmpty reports whether nothing, or `""`, is given.
func isEmpty(n *yamltree.Node) bool {
	return n.Kind == yamltree.Absent || n.Kind == yamltree.Scalar && n.Value == ""
}

const (
	aNote       = "a note"
	aRepository = "deckmill.yaml"
)

// labelled returns a report whose diagnostics know which note they are about.
func labelled(n *yamltree.Node, report diag.Report) diag.Report {
	return func(d diag.Diagnostic) {
		for _, key := range []string{"guid", "id"} {
			if v := n.Get(key); v != nil && v.Kind == yamltree.Scalar && v.Value != "" {
				d.Note = v.Value
			}
		}
		report(d)
	}
}

// maxGUID is the longest guid in bytes (format.md section 5). JSON Schema counts code points, so it cannot say this.
const maxGUID = 200

// notePool holds the empty maps that notes are put into to be checked.
var notePool = sync.Pool{New: func() any { return make(map[string]any, 8) }}

// check checks a tree as a whole; what names it in sentences.
func check(s *compiled, sch *jsonSchema, what string, root *yamltree.Node, report diag.Report) {
	instance := value(root, sch)
	if m, ok := instance.(map[string]any); ok {
		switch notes := root.Get("notes"); {
		case notes == nil:
		case notes.Kind == yamltree.List, notes.Kind == yamltree.Absent:
			m["notes"] = []any{} // the items are checked one by one, and noNotes says that there are none
		}
	}
	if err := sch.Validate(instance); err != nil {
		explain(s, what, root, err, report)
	}
}
