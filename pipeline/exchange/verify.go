package exchange

import "maps"

// Verify reports whether the sources, read again, say what they should: every note the texts that it had, but for those that
// were changed, and the new notes at the end of their files.
func (i *Import) Verify(after *Source) bool {
	if len(after.Files) != len(i.source.Files) {
		return false
	}
	for k, f := range i.source.Files {
		if !i.verifyFile(f, after.Files[k]) {
			return false
		}
	}
	return true
}

func (i *Import) verifyFile(f, after *File) bool {
	var want []map[string]string
	for _, n := range f.Notes {
		texts := said(n.Whole)
		for _, c := range i.changes[n] {
			texts[c.column.name()] = c.column.canonical(c.text)
			if c.text == "" {
				delete(texts, c.column.name())
			}
		}
		want = append(want, texts)
	}
	for _, a := range i.added {
		if a.file != f {
			continue
		}
		texts := map[string]string{}
		for _, c := range a.texts {
			texts[c.column.name()] = c.column.canonical(c.text)
		}
		want = append(want, texts)
	}
	if len(want) != len(after.Notes) {
		return false
	}
	for k, texts := range want {
		if !maps.Equal(texts, said(after.Notes[k].Whole)) {
			return false
		}
	}
	return true
}
