package lint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A silencer says that a finding of one code explains findings of other codes: one cause, one finding (rules.md
// section 1). Both must have a key in common, so that nobody compares all with all.
type silencer struct {
	cause  string
	codes  []string
	key    func(*diag.Diagnostic) string               // of what is silenced; "" meets nothing
	keys   func(*diag.Diagnostic) []string             // of the cause
	covers func(cause, silenced *diag.Diagnostic) bool // nil: the key is enough
}

// contentRules returns the rules about what a field says, which is unknown while its syntax is broken.
func contentRules() []string {
	return []string{
		"empty-answer", "placeholder-text", "pdf-debris", "stray-bullet", "mixed-script-word", "unbalanced-brackets", "doubled-word",
		"edge-space", "smart-quotes-in-code", "furigana", "long-answer", "list-answer", "cloze-leak",
	}
}

// silencers is that list. Some of rules.md hold by construction: notes with a syntax error are never seen by content
// rules, `ambiguous-card` counts equal answers once, `near-duplicate` and `same-answer` pass over equal questions.
func silencers() []silencer {
	fields := fieldFinder{}
	list := []silencer{
		{cause: "cloze-unclosed", codes: []string{"cloze-syntax", "cloze-not-rendered", "cloze-cut", "cloze-leak",
			"cloze-gap", "math-unbalanced", "no-card"}, key: note},
		{cause: "cloze-syntax", codes: []string{"cloze-gap", "no-card"}, key: note},
		{cause: "cloze-not-rendered", codes: []string{"cloze-gap"}, key: note},
		{cause: "cloze-cut", codes: []string{"cloze-gap"}, key: note},
		{cause: "cloze-cut", codes: []string{"math-unbalanced", "markup-in-math"}, key: note, covers: fields.same},
		{cause: "math-unbalanced", codes: []string{"markup-in-math", "markdown-in-html"}, key: note, covers: fields.same},
		{cause: "template-syntax", codes: []string{"no-card"}, key: deckWide},
		{cause: "unknown-template-field", codes: []string{"unused-field"}, key: deckWide},
		{cause: "no-card", codes: []string{"bad-value"}, key: note, covers: namesSameKey},
		{cause: "bad-value", codes: []string{"empty-answer"}, key: note},
		{cause: "translation-gap", codes: []string{"empty-answer", "empty-first-field"}, key: note, covers: fields.same},
		{cause: "empty-answer", codes: []string{"html-unbalanced", "invisible-character"}, key: note, covers: fields.same},
		{cause: "lost-angle", codes: []string{"empty-first-field"}, key: note, covers: fields.same},
		{cause: "furigana", codes: []string{"unbalanced-brackets"}, key: note, covers: fields.same},
		{cause: "escape-eats-tex", codes: []string{"bad-value", "pdf-debris", "placeholder-text"}, key: note, covers: mends},
		{cause: "duplicate-note", codes: []string{"ambiguous-card", "near-duplicate", "same-answer"}, key: note, covers: samePair},
		{cause: "yaml-syntax", codes: []string{"deck-metadata"}, key: file, covers: standsAtKey},
		{cause: "bad-value", codes: []string{"deck-metadata"}, key: file, covers: saysKey},
		{cause: "unknown-key", codes: []string{"deck-metadata"}, key: file, covers: saysKey},
		{cause: "accidental-markdown", codes: []string{"empty-first-field"}, key: note, covers: fields.same},
		{cause: "unread-media", codes: []string{"unbalanced-brackets"}, key: note, covers: fields.same},
		{cause: "folded-lines", codes: []string{"accidental-markdown"}, key: note, covers: fields.same},
		{cause: "list-answer", codes: []string{"long-answer"}, key: note, covers: fields.same},
		{cause: "missing-media", codes: []string{"media-reference", "remote-media", "template-media"}, key: place},
		{cause: "missing-media", codes: []string{"orphan-media"}, key: mediaFile, keys: quotedWords},
		{cause: "bad-value", codes: []string{"unread-file"}, key: firstQuoted, keys: suggestedWords},
		{cause: "note-type-moved", codes: []string{"mass-change"}, key: deckWide},
		{cause: "fields-changed", codes: []string{"mass-change"}, key: deckWide},
		{cause: "templates-changed", codes: []string{"mass-change"}, key: deckWide},
		{cause: "no-card", codes: []string{"cloze-changed", "card-vanished"}, key: note},
		{cause: "note-vanished", codes: []string{"missing-id"}, key: place}, // the id that is proposed would be a new one
		{cause: "csv-shape", codes: []string{"missing-id"}, key: file, covers: addsColumn},
		{cause: "csv-shape", codes: []string{"unknown-key"}, key: file, covers: namesSameKey}, // a column of another note type
		{cause: "duplicate-guid", codes: []string{"note-type-moved", "note-replaced", "cloze-changed", "card-vanished"}, key: note},
		{cause: "note-replaced", codes: []string{"cloze-changed", "card-vanished"}, key: note},
		{cause: "note-replaced", codes: []string{"mass-change"}, key: deckWide, covers: isOfDeck},
	}
	for _, syntax := range [...]string{
		"folded-lines", "lost-angle", "accidental-markdown", "html-unbalanced", "math-unbalanced", "markup-in-math",
		"cloze-unclosed", "cloze-syntax", "cloze-not-rendered", "cloze-cut",
	} {
		list = append(list, silencer{cause: syntax, codes: contentRules(), key: note, covers: fields.same})
	}
	for _, syntax := range [...]string{"cloze-unclosed", "cloze-syntax", "cloze-not-rendered", "cloze-cut"} {
		list = append(list, silencer{cause: syntax, codes: []string{"cloze-changed", "variant-mismatch"}, key: note})
	}
	return list
}

// consequences returns the indexes of the findings that another one explains. A finding that is ignored explains nothing:
// it is right as it is, and what it would hide is not. Nor does it hide what is worse: else a deck would be built with it.
func consequences(list diag.List, ignored []bool) map[int]bool {
	out := map[int]bool{}
	for _, s := range silencers() {
		causes := map[string][]*diag.Diagnostic{}
		for i := range list {
			if list[i].Code != s.cause || ignored[i] {
				continue
			}
			keys := []string{s.key(&list[i])}
			if s.keys != nil {
				keys = s.keys(&list[i])
			}
			for _, k := range keys {
				causes[k] = append(causes[k], &list[i])
			}
		}
		if len(causes) == 0 {
			continue
		}
		for i := range list {
			if slices.Contains(s.codes, list[i].Code) && s.silences(causes[s.key(&list[i])], &list[i]) {
				out[i] = true
			}
		}
	}
	return out
}

func (s *silencer) silences(causes []*diag.Diagnostic, d *diag.Diagnostic) bool {
	if s.key(d) == "" {
		return false
	}
	return slices.ContainsFunc(causes, func(c *diag.Diagnostic) bool {
		return c.Severity >= d.Severity && (s.covers == nil || s.covers(c, d))
	})
}

func note(d *diag.Diagnostic) string {
	if d.Note == "" {
		return ""
	}
	return d.Note + "\x00" + d.Span.Path()
}

func place(d *diag.Diagnostic) string { return d.Span.Path() + "\x00" + strconv.Itoa(d.Span.Start) }

func file(d *diag.Diagnostic) string { return d.Span.Path() }

// addsColumn reports whether the fix of d would add a column `id` to a header in which something is wrong: most likely there is
// one, called `ID` or ` id`. The edit of the header is the second (yamltree.SetCell).
func addsColumn(cause, d *diag.Diagnostic) bool {
	return slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool {
		return len(f.Edits) == 2 && cause.Span.Start <= f.Edits[1].Span.Start
	})
}

func deckWide(*diag.Diagnostic) string { return "deck" }

// mediaFile returns the path of a finding about a media file, from the folder media on.
func mediaFile(d *diag.Diagnostic) string {
	_, path, _ := strings.Cut(d.Span.Path(), "/media/")
	return path
}

// quotedWords returns what stands between back quotes in a message: there, the file that was probably meant.
func quotedWords(d *diag.Diagnostic) []string {
	var out []string
	for i, part := range strings.Split(d.Message, "`") {
		if i%2 == 1 {
			out = append(out, part)
		}
	}
	return out
}

// firstQuoted returns the first thing that a message quotes: there, the file that nothing reads.
func firstQuoted(d *diag.Diagnostic) string {
	if words := quotedWords(d); len(words) > 0 {
		return words[0]
	}
	return ""
}

// suggestedWords returns what stands between back quotes in a help line: there, the file that a misspelt name means.
func suggestedWords(d *diag.Diagnostic) []string {
	return quotedWords(&diag.Diagnostic{Message: d.Help})
}

// namesSameKey reports whether the cause speaks of the empty field that d says is required: both quote its key.
func namesSameKey(cause, d *diag.Diagnostic) bool {
	words := quotedWords(d)
	return len(words) > 0 && slices.Contains(quotedWords(cause), words[0])
}

// samePair reports whether two findings speak of the same two notes and no other.
func samePair(cause, d *diag.Diagnostic) bool {
	return len(cause.Related) == 1 && len(d.Related) == 1 && cause.Related[0].Span == d.Related[0].Span
}

// saysKey reports whether the cause speaks of a key that d asks for: its help shows the line to write.
func saysKey(cause, d *diag.Diagnostic) bool {
	return slices.ContainsFunc(quotedWords(cause), func(w string) bool { return strings.Contains(d.Help, "`"+w+": ") })
}

// standsAtKey reports whether the cause stands on the line of a key that d asks for.
func standsAtKey(cause, d *diag.Diagnostic) bool {
	if cause.Span.File == nil {
		return false
	}
	key, _, _ := strings.Cut(cause.Span.File.LineSpan(cause.Span.From().Line).Text(), ":")
	return strings.Contains(d.Help, "`"+key+": ")
}

// isOfDeck reports whether the cause is about no single note.
func isOfDeck(cause, _ *diag.Diagnostic) bool { return cause.Note == "" }

// mends reports whether a fix of the cause changes what d is about.
func mends(cause, d *diag.Diagnostic) bool {
	for _, f := range cause.Fixes {
		if slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return meet(e.Span, d.Span) }) {
			return true
		}
	}
	return false
}

func meet(a, b source.Span) bool {
	return a.File == b.File && a.Start < max(b.End, b.Start+1) && b.Start < max(a.End, a.Start+1)
}
