package lint

import (
	"fmt"
	"strconv"

	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// An Option is something about a rule that a configuration may set.
type Option struct {
	Name    string
	Default any    // an int, a float64, a bool, a string or a []string; the kind is that of all its values
	About   string // what it sets, as a phrase: "words an answer may have"
}

// A turn is the rule that is running in a pass, with its options as they are set for the file in question.
type turn struct {
	rule   *Rule
	values []any // by index of rule.Options
}

// Int returns the value of an option that is a number.
func (t *turn) Int(name string) int { return t.value(name).(int) }

// Float returns the value of an option that is a fraction.
func (t *turn) Float(name string) float64 { return t.value(name).(float64) }

// Bool returns the value of an option that is on or off.
func (t *turn) Bool(name string) bool { return t.value(name).(bool) }

// Word returns the value of an option that is a word.
func (t *turn) Word(name string) string { return t.value(name).(string) }

// List returns the value of an option that is a list of words.
func (t *turn) List(name string) []string { return t.value(name).([]string) }

// value finds an option. A rule that asks for one it has not declared is a mistake in that rule.
func (t *turn) value(name string) any {
	for i := range t.rule.Options {
		if t.rule.Options[i].Name == name {
			return t.values[i]
		}
	}
	panic(fmt.Sprintf("rule %s has no option %s", t.rule.Code, name))
}

// defaults returns the values of a rule's options when nobody sets them.
func (r *Rule) defaults() []any {
	out := make([]any, len(r.Options))
	for i, o := range r.Options {
		out[i] = o.Default
	}
	return out
}

// read returns the value that a configuration gives the option, or what it must be.
func (o Option) read(n *yamltree.Node) (value any, must string) {
	switch o.Default.(type) {
	case int:
		if v, err := strconv.Atoi(n.Value); err == nil && v >= 0 && n.Kind == yamltree.Scalar {
			return v, ""
		}
		return nil, "a whole number"
	case float64:
		if v, err := strconv.ParseFloat(n.Value, 64); err == nil && v >= 0 && v <= 1 && n.Kind == yamltree.Scalar {
			return v, ""
		}
		return nil, "a number between 0 and 1"
	case bool:
		if v, ok := map[string]bool{"on": true, "true": true, "off": false, "false": false}[n.Value]; ok && n.Kind == yamltree.Scalar {
			return v, ""
		}
		return nil, "`on` or `off`"
	case string:
		if n.Kind == yamltree.Scalar {
			return n.Value, ""
		}
		return nil, "a text"
	}
	return readList(n)
}

func readList(n *yamltree.Node) (value any, must string) {
	const words = "a list of texts"
	if n.Kind != yamltree.List {
		return nil, words
	}
	list := []string{}
	for _, item := range n.Items {
		if item.Kind != yamltree.Scalar {
			return nil, words
		}
		list = append(list, item.Value)
	}
	return list, ""
}
