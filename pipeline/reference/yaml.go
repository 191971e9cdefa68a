package reference

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// How many characters a line with a list or map may have: below a key, and as an item of a list.
const (
	longest     = 84
	longestItem = 62
)

// plainText matches texts that need no quotes, whatever reads them. Within a list or map on one line, readers differ
// about a `?`.
var plainText = regexp.MustCompile(`^(\p{L}|[0-9]+[smhd%]$|[.(]\p{L})([\p{L}\p{M}\p{N} _.()/?!*%-]|::|[\p{L}\p{N}]'|, )*$`)

// notText are words that readers of YAML 1.2 take for something other than text.
var notText = regexp.MustCompile(`^(?i:true|false|null)$`)

// Snippet writes a key with a value from the schema as YAML, as somebody would write it by hand.
func Snippet(key string, v any) string {
	return pair(key, v, "")
}

// pair writes a key and its value at an indentation, with a line break at the end.
func pair(key string, v any, indent string) string {
	head := indent + scalar(key) + ":"
	if text, ok := v.(string); ok && strings.Contains(strings.TrimSuffix(text, "\n"), "\n") {
		return head + " |\n" + indented(text, indent+"  ")
	}
	if text, ok := v.(string); ok && plainText.MatchString(text) && !notText.MatchString(text) {
		return head + " " + text + "\n"
	}
	if line, ok := flow(v); ok && utf8.RuneCountInString(head+" "+line) <= longest && !isNested(v) {
		return strings.TrimRight(head+" "+line, " ") + "\n"
	}
	return head + "\n" + block(v, indent+"  ")
}

// isNested reports whether a list has maps for items, each of which should have a line of its own.
func isNested(v any) bool {
	list, ok := v.([]any)
	if !ok || len(list) == 0 {
		return false
	}
	_, ok = list[0].(*object)
	return ok
}

// block writes a list or a map over several lines.
func block(v any, indent string) string {
	var b strings.Builder
	switch v := v.(type) {
	case *object:
		for _, key := range v.keys {
			b.WriteString(pair(key, v.members[key], indent))
		}
	case []any:
		for _, item := range v {
			line, ok := flow(item)
			if !ok || utf8.RuneCountInString(indent+"- "+line) > longestItem {
				line = strings.TrimPrefix(strings.TrimRight(block(item, indent+"  "), "\n"), indent+"  ")
			}
			b.WriteString(indent + "- " + line + "\n")
		}
	}
	return b.String()
}

func indented(text, indent string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(indent + strings.TrimRight(line, "\n") + "\n")
	}
	return b.String()
}

// flow writes a value on one line. ok is false for one that holds a text of several lines.
func flow(v any) (line string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return scalar(v), !strings.Contains(v, "\n")
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			if items[i], ok = flow(item); !ok {
				return "", false
			}
		}
		return "[" + strings.Join(items, ", ") + "]", true
	case *object:
		entries := make([]string, len(v.keys))
		for i, key := range v.keys {
			text, ok := flow(v.members[key])
			if !ok {
				return "", false
			}
			entries[i] = scalar(key) + ": " + text
		}
		return "{" + strings.Join(entries, ", ") + "}", true
	case json.Number:
		return v.String(), true
	}
	return fmt.Sprint(v), true
}

// scalar writes text that may stand in a list or map on one line.
func scalar(text string) string {
	if plainText.MatchString(text) && !notText.MatchString(text) && !strings.ContainsAny(text, "?,") {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
