package apkg

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/preset"
)

// defaultPreset is the id of the deck options that every collection has, Anki's default ones in a package.
const defaultPreset = 1

// optionsID returns the id of the options of a deck of c.
func optionsID(c *collection.Collection, d *collection.Deck) int64 {
	if p := c.PresetOf(d); p != nil {
		return p.ID
	}
	return defaultPreset
}

// encodePreset returns deck_config.config (anki-format.md 8).
func encodePreset(v preset.Values) []byte {
	m := message{}
	for i := range preset.Options {
		o := &preset.Options[i]
		switch n := protowire.Number(o.Field); o.Kind {
		case preset.Steps, preset.Shares:
			m.floats(n, v[i])
		case preset.Number:
			m.float(n, v[i][0])
		default:
			m.number(n, int64(v[i][0]))
		}
	}
	return m
}

// decodePreset decodes deck_config.config as Anki reads it.
func decodePreset(b []byte) (preset.Values, error) {
	var v preset.Values
	for i := range preset.Options {
		v[i] = preset.Value{0} // what is not there
		if o := &preset.Options[i]; o.Kind == preset.Steps || o.Kind == preset.Shares {
			v[i] = nil
		}
	}
	err := eachField(b, func(n protowire.Number, value protoValue) error {
		i := optionOf(n)
		if i < 0 {
			return nil
		}
		switch preset.Options[i].Kind {
		case preset.Steps, preset.Shares:
			packed := value.bytes
			if packed == nil { // a list that is not packed
				packed = protowire.AppendFixed32(nil, uint32(value.number))
			}
			for ; len(packed) >= 4; packed = packed[4:] {
				bits, _ := protowire.ConsumeFixed32(packed)
				v[i] = append(v[i], math.Float32frombits(bits))
			}
		case preset.Number:
			v[i] = preset.Value{math.Float32frombits(uint32(value.number))}
		default:
			v[i] = preset.Value{float32(uint32(value.number))}
		}
		return nil
	})
	return repaired(v), err
}

// optionOf returns the index of the option that Anki keeps in this field, or -1.
func optionOf(n protowire.Number) int {
	for i := range preset.Options {
		if preset.Options[i].Field == int32(n) {
			return i
		}
	}
	return -1
}

// repaired returns the values that Anki would see.
func repaired(v preset.Values) preset.Values {
	for i := range preset.Options {
		v[i] = preset.Options[i].Repaired(v[i])
	}
	return v
}

// legacyPreset returns the schema-11 form of a preset (anki-format.md 8): that of Anki's default one, with other values.
func legacyPreset(p *collection.Preset, mod int64) map[string]any {
	var out map[string]any
	if err := json.Unmarshal([]byte(legacyOptions), &out); err != nil {
		panic(err) // it is part of the program
	}
	out["id"], out["name"], out["mod"], out["usn"] = p.ID, p.Name, mod, -1
	for i := range preset.Options {
		o := &preset.Options[i]
		parent, last := parentOf(out, o.Path)
		switch v := legacyValue(o, p.Values[i]); parent := parent.(type) {
		case map[string]any:
			parent[last] = v
		case []any:
			at, _ := strconv.Atoi(last)
			parent[at] = v
		}
	}
	return out
}

// legacyValue returns the JSON of the value of an option.
func legacyValue(o *preset.Option, v preset.Value) any {
	if o.Kind == preset.Steps || o.Kind == preset.Shares {
		return append([]float32{}, v...) // never null
	}
	n := v[0]
	switch {
	case o.Legacy == preset.Permille:
		return math.Round(float64(n) * 1000)
	case o.Legacy == preset.Inverted:
		n = 1 - n
	}
	if o.Kind == preset.Switch && o.Legacy != preset.Binary {
		return n != 0
	}
	return n
}

// parentOf returns what the last key of a path is a key, or the index, of; nil when it is not there.
func parentOf(object map[string]any, path string) (parent any, last string) {
	parent = object
	keys := strings.Split(path, ".")
	for _, key := range keys[:len(keys)-1] {
		m, _ := parent.(map[string]any)
		parent = m[key]
	}
	return parent, keys[len(keys)-1]
}

// readLegacyPreset reads the values of a preset in schema 11. What is not there, or of another type, has its default.
func readLegacyPreset(object map[string]any) preset.Values {
	v := preset.Defaults()
	for i := range preset.Options {
		o := &preset.Options[i]
		var found any
		parent, last := parentOf(object, o.Path)
		switch parent := parent.(type) {
		case map[string]any:
			found = parent[last]
		case []any:
			if at, _ := strconv.Atoi(last); at < len(parent) {
				found = parent[at]
			}
		}
		if value, ok := fromLegacy(o, found); ok {
			v[i] = value
		}
	}
	return repaired(v)
}

// fromLegacy reads the JSON of the value of an option.
func fromLegacy(o *preset.Option, found any) (v preset.Value, ok bool) {
	var n float32
	switch found := found.(type) {
	case []any:
		for _, item := range found {
			f, number := item.(float64)
			if !number {
				return nil, false
			}
			v = append(v, float32(f))
		}
		return v, o.Kind == preset.Steps || o.Kind == preset.Shares
	case bool:
		if found {
			n = 1
		}
	case float64:
		n = float32(found)
		if o.Legacy == preset.Permille {
			n = float32(found / 1000)
		}
	default:
		return nil, false
	}
	if o.Legacy == preset.Inverted {
		n = 1 - n
	}
	return preset.Value{n}, o.Kind != preset.Steps && o.Kind != preset.Shares
}
