package deck

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// documentation matches files that may lie anywhere and are never read (format.md section 2).
var documentation = regexp.MustCompile(`^(README|LICENSE|CHANGELOG|CONTRIBUTING)`)

// Ignored reports whether a file of this base name may lie anywhere without being read.
func Ignored(base string) bool {
	return strings.HasPrefix(base, ".") || documentation.MatchString(base)
}

// ReportUnused reports the files of the deck that nothing used: notes and media that would be lost without a word
// (format.md section 2). complete says that all notes could be read: else one that could not may use a media file.
func (f *Files) ReportUnused(complete bool, report diag.Report) {
	for _, p := range f.twins {
		report(diag.Diagnostic{Code: "media-collision", Span: f.Span(p),
			Message: fmt.Sprintf("there are two files `%s`, whose accents are stored in different ways: only one can be used", p),
			Help:    "delete one of them"})
	}
	if f.links["."] {
		report(diag.Diagnostic{Code: "file-outside", Span: f.Span(""),
			Message: fmt.Sprintf("`%s` is no folder but a link or a file, so nothing in it is read", f.Dir), Help: "put the folder itself here"})
	}
	for _, p := range f.paths {
		if f.used[p] || p == "deck.yaml" && !f.shared || Ignored(path.Base(p)) {
			continue
		}
		span := f.Span(p)
		switch {
		case f.links[p]:
			report(diag.Diagnostic{Code: "file-outside", Span: span,
				Message: fmt.Sprintf("`%s` is no ordinary file but a link or a device; nothing outside the %s is read", p, f.Folder()),
				Help:    "put the file itself here"})
		case f.shared:
			f.reportUnusedShared(p, complete, report)
		case strings.HasPrefix(p, "media/") && !looksLikeNotes(p):
			if complete && !strings.HasPrefix(path.Base(p), "_") {
				report(diag.Diagnostic{Code: "orphan-media", Span: span,
					Message: fmt.Sprintf("`%s` is used by no card", strings.TrimPrefix(p, "media/")),
					Help:    "delete it, or use it in a note"})
			}
		default:
			report(unread(f.Path(p), p, strings.HasPrefix(p, "notes/")))
		}
	}
}

// reportUnusedShared is ReportUnused for a file of what decks share.
func (f *Files) reportUnusedShared(p string, complete bool, report diag.Report) {
	d := diag.Diagnostic{Code: "unread-file", Span: f.Span(p), Message: fmt.Sprintf("`%s` is read by nothing", f.Path(p)),
		Help: "name it in a note type of `deckmill.yaml`, or delete it"}
	switch {
	case looksLikeNotes(p):
		d.Message += ", so what stands in it reaches no learner"
		d.Help = "notes belong into the folder of a deck, and note types into `deckmill.yaml`"
	case !strings.HasPrefix(p, "media/"):
		d.Severity = diag.Warning // as in decks
	case complete && !strings.HasPrefix(path.Base(p), "_"):
		d.Code, d.Message = "orphan-media", fmt.Sprintf("`%s` is used by no note type that decks share", strings.TrimPrefix(p, "media/"))
		d.Help = "delete it, or use it in a template or style sheet"
	default:
		return
	}
	report(d)
}

// looksLikeNotes reports whether a file has the extension of files with notes.
func looksLikeNotes(p string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".csv", ".tsv"}, strings.ToLower(path.Ext(p)))
}

// unread makes the finding about a file that no deck loads. right says that it lies where files of the right kind are
// read.
func unread(full, shown string, right bool) diag.Diagnostic {
	d := diag.Diagnostic{Code: "unread-file", Span: source.NewFile(full, nil).Whole(),
		Message: fmt.Sprintf("`%s` is read by nothing, so what stands in it reaches no learner", shown),
		Help:    "move it to `notes/` and let its name end in `.yaml`, or delete it"}
	switch ext := strings.ToLower(path.Ext(shown)); ext {
	case ".csv", ".tsv":
		d.Help = rightName(shown, strings.HasPrefix(shown, "notes/"), ext, "move it to the folder `notes` of its deck, or delete it")
	case ".yaml", ".yml":
		d.Help = rightName(shown, right, ".yaml", d.Help)
	case ".xlsx", ".xls", ".ods", ".numbers":
		d.Severity = diag.Warning
		d.Help = "save it as CSV beside it, in Excel as the type `CSV UTF-8`, and move it out of `decks/`"
	default:
		d.Severity = diag.Warning // the rule's default is an error, for files that look like notes
		d.Help = "delete it, or move it out of `decks/`"
		if top, _, below := strings.Cut(shown, "/"); below && strings.EqualFold(top, "media") {
			d.Help = fmt.Sprintf("rename the folder `%s` to `media`", top)
		}
	}
	return d
}

// rightName says how a file with notes must be called to be read, else what otherwise says. right says that its folder is
// right.
func rightName(shown string, right bool, ext, otherwise string) string {
	top, _, below := strings.Cut(shown, "/")
	switch {
	case right:
		return fmt.Sprintf("rename it to `%s%s`", strings.TrimSuffix(path.Base(shown), path.Ext(shown)), ext)
	case below && strings.EqualFold(top, "notes"):
		return fmt.Sprintf("rename the folder `%s` to `notes`", top)
	}
	return otherwise
}

// Unread reports a file below decks/ that belongs to no deck.
func Unread(full string) diag.Diagnostic { return unread(full, path.Base(full), true) }
