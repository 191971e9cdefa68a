package diff

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// JSONVersion is the version of the document that WriteJSON writes, which schema/diff.schema.json describes. It grows when
// something is removed or changes its meaning, not when something is added.
const JSONVersion = 1

// The names of what package learner counts.
var (
	conditionNames   = [...]string{learner.IfNewer: "if_newer", learner.Always: "always", learner.Never: "never"}
	outcomeNames     = [...]string{learner.NewNote: "new", learner.Updated: "updated", learner.Duplicate: "duplicate", learner.Conflicting: "conflicting", Refused: "refused"}
	typeOutcomeNames = [...]string{learner.Kept: "kept", learner.Added: "added", learner.Replaced: "replaced", learner.Copied: "copied", learner.Merged: "merged", learner.Unused: "unused"}
	wordChangeNames  = [...]string{Kept: "kept", Removed: "removed", Added: "added"}
	notetypeStatuses = map[[2]bool]string{{true, true}: "both", {true, false}: "gone", {false, true}: "new"}
)

// WriteJSON writes a report as one JSON document, note by note, since there may be very many. Characters that a terminal or
// a GitHub log would obey are written as \u escapes (see diag.EscapeJSON).
func WriteJSON(w io.Writer, r *Report) error {
	j := jsonWriter{w: bufio.NewWriter(w)}
	j.open("", jsonDocument{Version: JSONVersion, Old: r.Old, New: r.New, Bump: r.Bump().String()}, "decks", len(r.Decks))
	for i, d := range r.Decks {
		j.item(i)
		j.open("    ", jsonOf(d), "notes", len(d.Notes))
		for k := range d.Notes {
			j.item(k)
			j.write("        ", noteOf(&d.Notes[k]))
		}
		j.close("    ", len(d.Notes))
	}
	j.close("", len(r.Decks))
	j.text("\n")
	if j.err != nil {
		return fmt.Errorf("writing the differences: %w", j.err)
	}
	return j.w.Flush()
}

// A jsonWriter writes a document piece by piece. What goes wrong is in err, and nothing is written after that.
type jsonWriter struct {
	w   *bufio.Writer
	err error
}

func (j *jsonWriter) text(s string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(s)
	}
}

// marshal returns a value at an indentation, safe to print.
func (j *jsonWriter) marshal(indent string, v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(indent, "  ")
	if err := e.Encode(v); err != nil && j.err == nil {
		j.err = err
	}
	return indent + strings.TrimSuffix(string(diag.EscapeJSON(b.Bytes())), "\n")
}

func (j *jsonWriter) write(indent string, v any) { j.text(j.marshal(indent, v)) }

// open writes an object that has one more property, a list of n items, up to that list.
func (j *jsonWriter) open(indent string, object any, property string, n int) {
	j.text(strings.TrimSuffix(j.marshal(indent, object), "\n"+indent+"}"))
	j.text(",\n" + indent + `  "` + property + `": [`)
	if n > 0 {
		j.text("\n")
	}
}

// item goes on to the i-th item of the list.
func (j *jsonWriter) item(i int) {
	if i > 0 {
		j.text(",\n")
	}
}

// close ends the list of n items and the object.
func (j *jsonWriter) close(indent string, n int) {
	if n > 0 {
		j.text("\n" + indent + "  ")
	}
	j.text("]\n" + indent + "}")
}

func jsonOf(d *Diff) jsonDeck {
	out := jsonDeck{
		Name: d.Name, Bump: d.Bump().String(), Reasons: []jsonReason{}, Old: releaseOf(d.Old), New: releaseOf(d.New),
		Unlisted: d.Same, Notetypes: []jsonNotetype{},
		Decks: jsonDecks{Added: list(d.Decks.Added), Gone: list(d.Decks.Gone), Renamed: deckMoves(d.Decks.Renamed),
			Moved: deckMoves(d.Decks.Moved), Descriptions: list(d.Decks.Descriptions)},
		Presets: presetsOf(&d.Presets),
		Media:   jsonMedia{Added: mediaNames(d.Media.Added), Gone: mediaNames(d.Media.Gone), Replaced: []jsonMediaChange{}},
	}
	for _, r := range d.Reasons {
		out.Reasons = append(out.Reasons, jsonReason{r.Bump.String(), r.Code, r.Count, r.Text})
	}
	for i := range d.Imports {
		out.Imports = append(out.Imports, importOf(&d.Imports[i]))
	}
	for i := range d.Notetypes {
		out.Notetypes = append(out.Notetypes, notetypeOf(&d.Notetypes[i]))
	}
	for _, m := range d.Media.Replaced {
		out.Media.Replaced = append(out.Media.Replaced, jsonMediaChange{m.New.Name, m.Arrives})
	}
	return out
}

func releaseOf(s Side) *jsonRelease {
	if s.Name == "" {
		return nil
	}
	return &jsonRelease{Name: s.Name, Time: s.Time, Notes: s.Notes, Cards: s.Cards, Media: s.Media, Early: s.Early}
}

func importOf(m *Import) jsonImport {
	out := jsonImport{Notes: conditionNames[m.Options.Notes], Notetypes: conditionNames[m.Notetypes], Merge: m.Merge, Refused: m.Refused,
		Outcomes: map[string]int{}, Cards: m.Cards, Edits: m.Edits, Styles: m.Styles, OneWay: m.OneWay}
	for o, n := range m.Notes {
		out.Outcomes[outcomeNames[o]] = n
	}
	return out
}

func noteOf(n *Note) jsonNote {
	note, t := n.New, n.Notetype
	if note == nil {
		note, t = n.Old, n.OldType
	}
	out := jsonNote{GUID: note.GUID, Text: n.Label(), Fate: n.Fate().String(), Notetype: t.Name}
	if n.New != nil {
		for i := range n.Outcomes {
			out.Outcomes = append(out.Outcomes, outcomeNames[n.Outcomes[i]])
			out.Edited = append(out.Edited, outcomeNames[n.Edited[i]])
		}
	}
	for _, f := range n.Fields {
		field := jsonField{Name: f.Name, Before: f.Before, After: f.After, Words: []jsonWord{}}
		for _, s := range Words(f.Before, f.After) {
			field.Words = append(field.Words, jsonWord{wordChangeNames[s.Change], s.Text})
		}
		out.Fields = append(out.Fields, field)
	}
	if len(n.TagsGone)+len(n.TagsNew) > 0 {
		out.Tags = &jsonTags{Removed: list(n.TagsGone), Added: list(n.TagsNew)}
	}
	if len(n.CardsNew)+len(n.CardsOut)+len(n.Moves) > 0 {
		out.Cards = &jsonCards{Added: cardsOf(n.Notetype, n.CardsNew), Blank: cardsOf(n.OldType, n.CardsOut), Moved: []jsonMove{}}
		for _, m := range n.Moves {
			out.Cards.Moved = append(out.Cards.Moved, jsonMove{jsonCard{m.Ord, cardName(n.Notetype, m.Ord)}, m.From, m.To})
		}
	}
	if n.Retired != nil {
		out.Retired = &jsonRetired{n.Retired.Reason, n.Retired.ReplacedBy}
	}
	return out
}

func cardsOf(t *collection.Notetype, ords []int) []jsonCard {
	out := []jsonCard{}
	for _, ord := range ords {
		out = append(out, jsonCard{ord, cardName(t, ord)})
	}
	return out
}

func notetypeOf(t *Notetype) jsonNotetype {
	is := t.New
	if is == nil {
		is = t.Old
	}
	out := jsonNotetype{ID: is.ID, Name: is.Name, Status: notetypeStatuses[[2]bool{t.Old != nil, t.New != nil}], Notes: t.Notes,
		Changes: []jsonTypeChange{}, Emptied: t.Emptied}
	for _, c := range t.Changes {
		out.Changes = append(out.Changes, jsonTypeChange(c))
	}
	if t.New != nil {
		for _, f := range t.Fates {
			out.Outcomes = append(out.Outcomes, typeOutcomeNames[f.NotetypeOutcome])
		}
	}
	return out
}

// list returns a list that is never null.
func list(items []string) []string { return append([]string{}, items...) }

func deckMoves(moves []DeckMove) []jsonDeckMove {
	out := []jsonDeckMove{}
	for _, m := range moves {
		out = append(out, jsonDeckMove(m))
	}
	return out
}

func presetsOf(p *Presets) jsonPresets {
	out := jsonPresets{Added: list(p.Added), Gone: list(p.Gone), Changed: []jsonPresetChange{}, Decks: []jsonDeckPreset{}}
	for _, c := range p.Changed {
		change := jsonPresetChange{Name: c.Name, Arrives: c.Arrives}
		for _, o := range c.Options {
			change.Options = append(change.Options, jsonOptionChange(o))
		}
		out.Changed = append(out.Changed, change)
	}
	for _, d := range p.Decks {
		out.Decks = append(out.Decks, jsonDeckPreset(d))
	}
	return out
}

func mediaNames(files []collection.Media) []string {
	out := []string{}
	for _, m := range files {
		out = append(out, m.Name)
	}
	return out
}
