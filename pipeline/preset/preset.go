// Package preset knows the options of a deck, which Anki keeps in presets (anki-format.md section 8): what they are called
// in a deck.yaml, which values they take, what holds where nothing is said, and where both kinds of package keep them. The
// table stands in table.go. Nothing here knows a file or a deck.
package preset

import "slices"

// A Kind says which values an option takes.
type Kind uint8

const (
	Whole  Kind = iota // a whole number
	Number             // a number
	Switch             // 0 or 1: false or true
	Word               // the index of one of the option's words
	Steps              // any number of minutes, each more than 0
	Shares             // a number from 0 to 1 for each day of the week, Monday first
)

// A Legacy says how schema 11 writes the value of an option, where that is not as in schema 18.
type Legacy uint8

const (
	Same     Legacy = iota
	Inverted        // of a switch, or of a word of two: the other one
	Permille        // a whole number of thousandths
	Binary          // of a switch: 0 or 1, not false or true
)

// An Option is one option.
type Option struct {
	Key     string // in deck.yaml
	Kind    Kind
	Field   int32 // number of the field in DeckConfig.Config
	Path    string
	Legacy  Legacy
	Min     float32 // of numbers; ends are allowed
	Max     float32
	Words   []string // in the order of Anki's numbers
	Default []float32
}

// Days is how many numbers Shares have.
const Days = 7

// A Value is the value of an option: one number, but for Steps and Shares. It must not be changed.
type Value []float32

// Values are the values of all options, by index of Options. Equal compares them.
type Values [len(Options)]Value

// Defaults returns what a new preset has in Anki.
func Defaults() Values {
	var v Values
	for i := range Options {
		v[i] = Options[i].Default
	}
	return v
}

// Equal reports whether all options have the same values.
func (v *Values) Equal(other *Values) bool { return len(v.Changes(other)) == 0 }

// A Change is an option that has another value now, both as they stand in a deck.yaml.
type Change struct{ Key, Before, After string }

// Changes returns how the values now differ from v.
func (v *Values) Changes(now *Values) []Change {
	var out []Change
	for i := range v {
		if o := &Options[i]; !slices.Equal(v[i], now[i]) {
			out = append(out, Change{o.Key, o.Text(v[i]), o.Text(now[i])})
		}
	}
	return out
}

// Index returns the index of the option with this key, or -1.
func Index(key string) int {
	return slices.IndexFunc(Options[:], func(o Option) bool { return o.Key == key })
}

// Repaired returns the value that Anki reads in v: the default for one that is out of range (anki-format.md section 8). A
// word that Anki does not know counts as its first.
func (o *Option) Repaired(v Value) Value {
	switch o.Kind {
	case Steps:
		return v
	case Shares:
		if len(v) != Days {
			return o.Default
		}
		return v
	case Word:
		if len(v) != 1 || v[0] < 0 || int(v[0]) >= len(o.Words) {
			return Value{0}
		}
		return v
	case Switch:
		if len(v) != 1 {
			return o.Default
		}
		return v
	}
	if len(v) != 1 || !(v[0] >= o.Min && v[0] <= o.Max) { // not for NaN either
		return o.Default
	}
	return v
}
