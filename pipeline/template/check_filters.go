package template

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// knownFilters are the filters that Anki knows by their whole name (anki-format.md 6.3). "tts" takes arguments.
var knownFilters = []string{"text", "cloze", "cloze-only", "hint", "furigana", "kana", "kanji", "type", "tts-voices"}

const speech = "tts"

// checkFilters reports filters that do nothing, or not what they seem to.
func (t *Template) checkFilters(nt *Notetype) []Problem {
	var problems []Problem
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.faulty || len(n.filters) == 0 || len(problems) >= maxProblems {
			continue
		}
		names := t.filterNames(n)
		for k, f := range n.filters {
			p := nt.judgeFilter(names, k)
			if p.Message == "" {
				continue
			}
			p.Code, p.Start, p.End = codeBadFilter, f.start, f.end
			problems = append(problems, p)
		}
	}
	return problems
}

// judgeFilter returns what is wrong with the filter at index k of a replacement's filters, outermost first.
func (nt *Notetype) judgeFilter(filters []string, k int) Problem {
	name := filters[k]
	typing := slices.Equal(filters, []string{"type", "cloze"}) || slices.Equal(filters, []string{"type", "nc"})
	switch {
	case name == "", typing && !(name == "cloze" && !nt.Cloze):
		return Problem{}
	case !nt.Cloze && (name == "cloze" || name == "cloze-only"):
		return Problem{
			Message: fmt.Sprintf("filter `%s` in a note type that is not a cloze type", name),
			Help:    "remove it, or set `cloze: true` if cards are to be made of cloze deletions",
		}
	case name == "type" && len(filters) > 1:
		return Problem{
			Message: "`type` with other filters: Anki ignores them",
			Help:    "write `{{type:field}}`; only `{{type:cloze:field}}` and `{{type:nc:field}}` are combinations",
		}
	case name == speech || strings.HasPrefix(name, speech+" "):
		return judgeSpeech(name)
	case slices.Contains(knownFilters, name):
		return Problem{}
	}
	p := Problem{Message: fmt.Sprintf("unknown filter `%s`; Anki shows the text unchanged", name)}
	candidates := append(slices.Clone(knownFilters), speech)
	best, ok := diag.Suggest(name, candidates)
	if trimmed := strings.TrimSpace(name); slices.Contains(candidates, trimmed) {
		best, ok = trimmed, true
	}
	if ok {
		p.Suggestion = best
		p.Message += fmt.Sprintf("; did you mean `%s`?", best)
		p.Help = fmt.Sprintf("write `%s`", best)
		return p
	}
	p.Help = "remove it; Anki's filters are `" + strings.Join(knownFilters, "`, `") + "` and `tts`"
	return p
}

// judgeSpeech returns what is wrong with a filter that reads aloud: its first word must be a language.
func judgeSpeech(name string) Problem {
	words := strings.Fields(strings.TrimPrefix(name, speech))
	if len(words) > 0 && !strings.Contains(words[0], "=") {
		return Problem{}
	}
	return Problem{
		Message: fmt.Sprintf("filter `%s` has no language", name),
		Help:    "name it after `tts`, for instance `{{tts en_US:field}}`",
	}
}
