package field

import "strings"

// RenameMedia returns a field in which every reference to media has the name that rename returns for it, as Anki's
// importer writes it: first in tags, then in [sound:...]. The old name is replaced wherever it stands in the tag, and a
// name that was written with entities gets the new one escaped.
func RenameMedia(html string, rename func(name string) string) string {
	if strings.IndexByte(html, '<') >= 0 {
		html = renameInTags(html, rename)
	}
	if strings.Contains(html, soundOpening) {
		html = renameSounds(html, rename)
	}
	return html
}

// minimal escapes a name that was written with entities.
var minimal = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;")

// renamed returns what a reference becomes, in which the name is written so.
func renamed(reference, written string, rename func(string) string) string {
	name := decodeName(written)
	to := rename(name)
	if to == name {
		return reference
	}
	if name != written {
		to = minimal.Replace(to)
	}
	return strings.ReplaceAll(reference, written, to)
}

func renameInTags(html string, rename func(string) string) string {
	var b strings.Builder
	tags, end := newTagScanner(html), 0
	for t, ok := tags.next(); ok; t, ok = tags.next() {
		tag := html[t.start:t.end]
		if to := renamed(tag, html[t.nameStart:t.nameEnd], rename); to != tag {
			b.WriteString(html[end:t.start])
			b.WriteString(to)
			end = t.end
		}
	}
	if end == 0 {
		return html
	}
	b.WriteString(html[end:])
	return b.String()
}

func renameSounds(html string, rename func(string) string) string {
	var b strings.Builder
	end := 0
	for _, ref := range appendSounds(nil, html) {
		start, tag := ref.Start-len(soundOpening), html[ref.Start-len(soundOpening):ref.End+1]
		if to := renamed(tag, html[ref.Start:ref.End], rename); to != tag {
			b.WriteString(html[end:start])
			b.WriteString(to)
			end = ref.End + 1
		}
	}
	if end == 0 {
		return html
	}
	b.WriteString(html[end:])
	return b.String()
}
