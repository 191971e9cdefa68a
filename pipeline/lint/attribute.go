package lint

import "strings"

// An Attribute is one of an HTML tag, at tag[Start:End]. Its value, as written and without quotes, is
// tag[ValueStart:ValueEnd]; both are 0 where there is none.
type Attribute struct {
	Start, End           int
	Name                 string // lower case
	ValueStart, ValueEnd int
}

// AttributesOf returns the attributes of the tag that text begins with, up to its `>` (HTML standard, 13.2.5.32 and on).
func AttributesOf(tag string) []Attribute {
	var out []Attribute
	i := 1
	for i < len(tag) && !isBlank(tag[i]) && tag[i] != '>' && tag[i] != '/' {
		i++ // the name of the tag
	}
	for i < len(tag) && tag[i] != '>' {
		if isBlank(tag[i]) || tag[i] == '/' {
			i++
			continue
		}
		a := Attribute{Start: i}
		i = nameEnd(tag, i)
		a.Name = strings.ToLower(tag[a.Start:i])
		if at := skipBlanks(tag, i); at < len(tag) && tag[at] == '=' {
			i = a.readValue(tag, skipBlanks(tag, at+1))
		}
		a.End = i
		out = append(out, a)
	}
	return out
}

// nameEnd returns the end of the attribute's name at i, which may begin with any sign.
func nameEnd(tag string, i int) int {
	for i++; i < len(tag) && !isBlank(tag[i]) && strings.IndexByte("=>/", tag[i]) < 0; {
		i++
	}
	return i
}

func skipBlanks(s string, i int) int {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	return i
}

// readValue reads the value at i and returns the end of the attribute.
func (a *Attribute) readValue(tag string, i int) int {
	if i < len(tag) && (tag[i] == '"' || tag[i] == '\'') {
		a.ValueStart = i + 1
		n := strings.IndexByte(tag[i+1:], tag[i])
		if n < 0 {
			a.ValueEnd = len(tag)
			return len(tag)
		}
		a.ValueEnd = i + 1 + n
		return a.ValueEnd + 1
	}
	a.ValueStart = i
	for i < len(tag) && !isBlank(tag[i]) && tag[i] != '>' {
		i++
	}
	a.ValueEnd = i
	return i
}
