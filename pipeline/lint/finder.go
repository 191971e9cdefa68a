package lint

import "strings"

// A finder looks for what closes something, in a text that is read from left to right. It remembers what stands nowhere
// behind, so that a hostile field full of openers takes no longer than an honest one.
type finder struct {
	missing []string
	dollars int // up to this offset no `$` closes a formula
}

// index returns where closer stands in rest, or -1. rest must be shorter at every call.
func (f *finder) index(rest, closer string) int {
	for _, m := range f.missing {
		if m == closer {
			return -1
		}
	}
	i := strings.Index(rest, closer)
	if i < 0 {
		f.missing = append(f.missing, closer)
	}
	return i
}

// between returns the length of what s begins with if it begins with opener and has closer later.
func (f *finder) between(s, opener, closer string) int {
	if !strings.HasPrefix(s, opener) {
		return 0
	}
	if n := f.index(s[len(opener):], closer); n >= 0 {
		return len(opener) + n + len(closer)
	}
	return 0
}

// tag returns the length of the tag that s begins with, 0 when it has no end.
func (f *finder) tag(s string) int { return f.index(s, ">") + 1 }
