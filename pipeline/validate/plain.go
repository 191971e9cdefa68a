package validate

import "github.com/deckmill/deckmill/pipeline/yamltree"

// plain reports whether a note is of the simplest kind, as nearly all are: about it the schema has nothing to say, so
// that asking the library, which takes longer than all else a note goes through but parsing, can be left out. It may
// say false of any note; TestPlain holds it to never say true of one that the schema would refuse.
func plain(n *yamltree.Node) bool {
	if n.Kind != yamltree.Map {
		return false
	}
	for _, e := range n.Entries {
		v := e.Value
		switch e.Key.Value {
		case "id":
			if v.Kind != yamltree.Scalar || len(v.Value) > 100 || v.Value == "" || !only(v.Value, idByte) || !only(v.Value[:1], letterOrDigit) {
				return false
			}
		case "tags":
			if v.Kind != yamltree.List {
				return false
			}
			for _, t := range v.Items {
				if t.Kind != yamltree.Scalar || t.Value == "" || !only(t.Value, visible) {
					return false
				}
			}
		case "notetype":
			if v.Kind != yamltree.Scalar || !plainKey(v.Value) {
				return false
			}
		case "guid", "deck", "fields", "only":
			return false
		default:
			if v.Kind != yamltree.Scalar || !plainKey(e.Key.Value) {
				return false
			}
		}
	}
	return true
}

// plainKey reports whether s is a key in small ASCII letters, digits and hyphens (format.md section 3).
func plainKey(s string) bool {
	return s != "" && len(s) <= 60 && s[0] >= 'a' && s[0] <= 'z' && only(s, func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-'
	})
}

func letterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func idByte(c byte) bool { return letterOrDigit(c) || c == '.' || c == '_' || c == '-' }

func visible(c byte) bool { return c > ' ' && c < 0x7f }

// only reports whether all bytes of s are of one kind.
func only(s string, kind func(byte) bool) bool {
	for i := range len(s) {
		if !kind(s[i]) {
			return false
		}
	}
	return true
}
