package deck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/preset"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Preset is an entry of presets: options of decks under a name (format.md section 12).
type Preset struct {
	Key      string
	Shared   bool // it stands in deckmill.yaml: all decks of the repository have it
	Name     string
	Values   preset.Values // of all options: those that are not given have Anki's defaults
	Identity Identity
	KeyNode  *yamltree.Node
	NameNode *yamltree.Node // nil: its name is made of its key
	Node     *yamltree.Node // the map of its options
}

// A PresetChoice is the value of `preset:` of the deck or a sub-deck.
type PresetChoice struct {
	Text           // the zero Text when nothing is said
	Preset *Preset // nil then, and when there is none of that key, which was reported
}

// PresetOf returns the preset of the deck at a path below the deck's own name: its own, else that of the nearest deck above
// it. nil: each learner's default.
func (d *Deck) PresetOf(path string) *Preset {
	for path != "" {
		if i := slices.IndexFunc(d.Subdecks, func(s Subdeck) bool { return s.Path.Value == path }); i >= 0 && d.Subdecks[i].Preset.Given() {
			return d.Subdecks[i].Preset.Preset
		}
		path = path[:max(strings.LastIndex(path, "::"), 0)]
	}
	return d.Preset.Preset
}

// PresetChoices returns what `preset:` says in the deck and in its sub-decks, where it says something.
func (d *Deck) PresetChoices() []PresetChoice {
	var out []PresetChoice
	for i := range d.Subdecks {
		if d.Subdecks[i].Preset.Given() {
			out = append(out, d.Subdecks[i].Preset)
		}
	}
	if d.Preset.Given() {
		out = append(out, d.Preset)
	}
	return out
}

// DecodePresets reads the map of presets of a deck or a repository, which the schema has seen: keys and kinds that are
// wrong are not reported again.
func DecodePresets(n *yamltree.Node, report diag.Report) []*Preset {
	x := decoder{report: report}
	if n == nil {
		return nil
	}
	var list []*Preset
	seen, ids := map[string]*Preset{}, identities{}
	for _, e := range n.Entries {
		key := norm.NFC.String(e.Key.Value)
		if e.Value.Kind != yamltree.Map || key == "" {
			continue // reported by the schema
		}
		p := &Preset{Key: key, Name: shownName(key), Values: preset.Defaults(), KeyNode: e.Key, Node: e.Value}
		p.Identity = x.identity(key, e.Value)
		at := e.Key.Span()
		if name := scalarText(e.Value.Get("name")); name.Value != "" {
			p.Name, p.NameNode, at = norm.NFC.String(name.Value), name.Node, name.Whole()
		}
		if other := seen[names.Fold(p.Name)]; other != nil {
			x.bad("unsafe-name", at, "give one of them another `name`", "two presets are named `%s` (`%s` and `%s`)", p.Name, other.Key, key)
		}
		seen[names.Fold(p.Name)] = p
		ids.check(&x, "preset", key, p.Identity, e.Key.Span())
		x.presetValues(p)
		list = append(list, p)
	}
	return list
}

// presetValues reads the options of a preset.
func (x *decoder) presetValues(p *Preset) {
	for i := range preset.Options {
		o := &preset.Options[i]
		n := p.Node.Get(o.Key)
		if n == nil {
			continue
		}
		switch v, ok := x.optionValue(o, n); {
		case !ok: // reported
		case o.Legacy == preset.Permille && !wholeThousandths(v[0]):
			x.bad("bad-value", n.Span(), fmt.Sprintf("write `%s`", strconv.FormatFloat(float64(v[0]), 'f', 3, 32)),
				"`%s` has at most three digits after the point: not all versions of Anki keep more", o.Key)
		default:
			p.Values[i] = v
		}
	}
}

func wholeThousandths(v float32) bool {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(float64(v), 'f', 3, 32), 32)
	return float32(short) == v
}

// optionValue reads the value of an option. ok is false where it is not what the schema asks for, which was reported.
func (x *decoder) optionValue(o *preset.Option, n *yamltree.Node) (v preset.Value, ok bool) {
	switch o.Kind {
	case preset.Steps:
		return x.steps(o, n)
	case preset.Shares:
		for _, item := range n.Items {
			f, good := numberIn(o, item)
			if !good {
				return nil, false
			}
			v = append(v, f)
		}
		return v, len(v) == preset.Days
	case preset.Switch:
		if isTrue(n) {
			return preset.Value{1}, true
		}
		return preset.Value{0}, n.Value == "false"
	case preset.Word:
		i := slices.Index(o.Words, scalarText(n).Value)
		return preset.Value{float32(i)}, i >= 0
	}
	f, ok := numberIn(o, n)
	return preset.Value{f}, ok
}

// numberIn reads a number within the range of an option.
func numberIn(o *preset.Option, n *yamltree.Node) (float32, bool) {
	f, err := strconv.ParseFloat(scalarText(n).Value, 32)
	v := float32(f)
	return v, err == nil && v >= o.Min && v <= o.Max
}

// steps reads a list of steps.
func (x *decoder) steps(o *preset.Option, n *yamltree.Node) (v preset.Value, ok bool) {
	if n.Kind != yamltree.List {
		return nil, false
	}
	ok = true
	for _, item := range n.Items {
		if item.Kind != yamltree.Scalar || item.Value == "" {
			return nil, false
		}
		minutes, good := preset.ParseStep(item.Value)
		if !good {
			x.bad("bad-value", item.Span(), "for example `"+o.Key+": [1m, 10m, 1d]`",
				"an item of `%s` must be a time from `1s` to `9999d`, with `s`, `m`, `h` or `d` (a bare number is minutes); found `%s`", o.Key, item.Value)
			ok = false
		}
		v = append(v, minutes)
	}
	return v, ok
}

// presetChoice reads the value of `preset:`.
func (x *decoder) presetChoice(n *yamltree.Node) PresetChoice {
	c := PresetChoice{Text: scalarText(n)}
	if c.Value == "" {
		return PresetChoice{}
	}
	key := norm.NFC.String(c.Value)
	var keys []string
	for _, p := range x.deck.Presets {
		if p.Key == key {
			c.Preset = p
			return c
		}
		keys = append(keys, p.Key)
	}
	if strings.ToLower(key) != key {
		return c // keys have no capitals, which the schema reported
	}
	help := "this deck has no `presets`: add it there, like `presets: {" + key + ": {new-per-day: 10}}`"
	if keys != nil {
		help = "the presets of this deck are `" + strings.Join(keys, "`, `") + "`"
	}
	if s, ok := diag.Suggest(c.Value, keys); ok {
		help = fmt.Sprintf("did you mean `%s`?", s)
	}
	x.bad("bad-value", c.Whole(), help, "there is no preset `%s`", c.Value)
	return c
}
