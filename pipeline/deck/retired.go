package deck

import (
	"fmt"
	"regexp"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Retired is an entry of retired: a note that was published and is gone on purpose (format.md section 4). ID or GUID is
// given.
type Retired struct {
	ID, GUID   Text
	Reason     string
	ReplacedBy Text        // the id of a note of the deck, else its guid; may be absent
	Span       source.Span // what a finding about the entry points at: its id, else its guid
}

// retired reads the list of retired notes. Whether the ids are free, package collection says.
func (x *decoder) retired(n *yamltree.Node) {
	if n == nil || n.Kind != yamltree.List {
		return
	}
	for _, item := range n.Items {
		if item.Kind != yamltree.Map {
			continue
		}
		r := Retired{
			ID: scalarText(item.Get("id")), GUID: scalarText(item.Get("guid")),
			Reason: scalarText(item.Get("reason")).Value, ReplacedBy: scalarText(item.Get("replaced-by")),
		}
		r.ID.Value, r.ReplacedBy.Value = norm.NFC.String(r.ID.Value), norm.NFC.String(r.ReplacedBy.Value)
		switch {
		case r.ID.Value != "":
			r.Span = r.ID.Whole()
		case r.GUID.Value != "":
			r.Span = r.GUID.Whole()
		case item.Damaged || item.Get("id") != nil || item.Get("guid") != nil || len(item.Entries) == 0:
			continue // reported
		default:
			x.bad("bad-value", item.Entries[0].Key.Span(), "add the `id:` that the note had, or its `guid:`",
				"an entry of `retired` must say which note it is about")
			continue
		}
		x.deck.Retired = append(x.deck.Retired, r)
	}
}

// Retire returns the edit that adds an entry to retired in the deck's file. ok is false where the file does not allow it.
func (d *Deck) Retire(entry string) (e diag.Edit, ok bool) {
	if d.root == nil || d.root.Kind != yamltree.Map || len(d.root.Entries) == 0 {
		return diag.Edit{}, false
	}
	list := d.root.Get("retired")
	switch {
	case list != nil:
		return yamltree.Append(list, entry)
	case d.File.Data[d.root.Span().Start] == '{':
		return yamltree.InsertAfter(d.root, d.lastSetting(), "retired", "["+entry+"]"), true
	}
	return yamltree.InsertAfter(d.root, d.lastSetting(), "retired", d.File.LineBreak()+"  - "+entry), true
}

// RetiredList returns where the key of the list of retired notes stands; nowhere without one.
func (d *Deck) RetiredList() source.Span {
	if d.root != nil {
		for _, e := range d.root.Entries {
			if e.Key.Value == "retired" {
				return e.Key.Span()
			}
		}
	}
	return source.Span{}
}

// lastSetting returns the last key of the deck's file above its notes.
func (d *Deck) lastSetting() string {
	last := ""
	for _, e := range d.root.Entries {
		if e.Key.Value == "notes" {
			break
		}
		last = e.Key.Value
	}
	return last
}

// RetiredEntry writes an entry of retired on one line. key is `id` or `guid`.
func RetiredEntry(key, value, reason string) string {
	return fmt.Sprintf("{%s: %s, reason: %s}", key, Scalar(value), Scalar(reason))
}

// plainWords matches texts that need no quotes in YAML: words with single blanks or `::` between them.
var plainWords = regexp.MustCompile(`^[\pL\p{Nd}][\pL\pM\p{Nd}_.-]*(?:(?: |::)[\pL\pM\p{Nd}_.-]+)*$`)

// Scalar writes text without control characters as a YAML scalar that stands in lists and maps of either form.
func Scalar(text string) string {
	if plainWords.MatchString(text) {
		return text
	}
	return yamltree.Quoted(text)
}
