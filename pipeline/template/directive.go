package template

import (
	"slices"
	"strings"
)

const directiveBlanks = " \t\r\n"

// What is longer than anybody writes is not taken for a block, so that hostile text costs no more than other text.
const (
	maxDirectiveName    = 100
	maxDirectiveOptions = 50
)

// An option is one of a block's.
type option struct{ key, value string }

func optionOf(options []option, key string) (value string, ok bool) {
	i := slices.IndexFunc(options, func(o option) bool { return o.key == key })
	if i < 0 {
		return "", false
	}
	return options[i].value, true
}

// openingTag writes the tag that directive reads. Anki writes the options in random order, we as they came.
func openingTag(name string, options []option) string {
	var b strings.Builder
	b.WriteString("[anki:" + name)
	for _, o := range options {
		quote := ""
		if strings.ContainsAny(o.value, "]"+directiveBlanks) {
			quote = `"`
		}
		b.WriteString(" " + o.key + "=" + quote + o.value + quote)
	}
	b.WriteByte(']')
	return b.String()
}

// directive parses the opening tag "[anki:name key=value key="a value"]" that s begins with. Of options with one key the
// last counts. n is the tag's length, or 0 if it is none.
func directive(s string) (name string, options []option, n int) {
	i := len("[anki:")
	length := strings.IndexAny(s[i:min(len(s), i+maxDirectiveName)], "]"+directiveBlanks)
	if length <= 0 {
		return "", nil, 0
	}
	name = s[i : i+length]
	i += length
	for range maxDirectiveOptions {
		i = len(s) - len(strings.TrimLeft(s[i:], directiveBlanks))
		if strings.HasPrefix(s[i:], "]") {
			return name, options, i + 1
		}
		o, length := cutOption(s[i:])
		if length == 0 {
			return "", nil, 0
		}
		i += length
		options = slices.DeleteFunc(options, func(other option) bool { return other.key == o.key })
		options = append(options, o)
	}
	return "", nil, 0
}

// cutOption returns the option that s begins with and its length, or 0.
func cutOption(s string) (o option, n int) {
	n = strings.IndexAny(s, "=]"+directiveBlanks)
	if n <= 0 || s[n] != '=' {
		return option{}, 0
	}
	o.key = s[:n]
	n++
	if quoted, ok := strings.CutPrefix(s[n:], `"`); ok {
		length := strings.IndexByte(quoted, '"')
		if length < 0 {
			return option{}, 0
		}
		o.value = quoted[:length]
		return o, n + length + 2
	}
	length := strings.IndexAny(s[n:], "]\""+directiveBlanks)
	if length < 0 {
		return option{}, 0
	}
	o.value = s[n : n+length]
	return o, n + length
}
