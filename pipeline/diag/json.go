package diag

import (
	"bytes"
	_ "embed" // the schema
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/source"
)

// JSONVersion is the version of the document that WriteJSON writes. It grows when something is removed or changes its
// meaning, not when something is added.
const JSONVersion = 1

// JSONSchema describes the document that WriteJSON writes, in JSON Schema 2020-12.
//
//go:embed diagnostics.schema.json
var JSONSchema []byte

// A Group is the findings of one deck, or with an empty Deck those of the repository.
type Group struct {
	Deck   string // slug
	ID     string // the deck's id: part of the fingerprints
	Found  List
	Prints []string // the fingerprint of each finding; made by package lint when a format shows them
}

type jsonDocument struct {
	Version  int           `json:"version"`
	Summary  jsonSummary   `json:"summary"`
	Findings []jsonFinding `json:"findings"`
}

type jsonSummary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Hints    int `json:"hints"`

	Rules map[string]int `json:"rules"` // code -> findings
}

type jsonFinding struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Help     string `json:"help,omitempty"`
	Deck     string `json:"deck,omitempty"`
	Note     string `json:"note,omitempty"`
	jsonRange
	Notes       []jsonNote `json:"notes,omitempty"`
	Fixes       []jsonFix  `json:"fixes,omitempty"`
	Fingerprint string     `json:"fingerprint"`
}

type jsonRange struct {
	Path  string     `json:"path,omitempty"`
	Start *jsonPlace `json:"start,omitempty"`
	End   *jsonPlace `json:"end,omitempty"`
}

type jsonPlace struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Byte   int `json:"byte"`
}

type jsonNote struct {
	Message string `json:"message"`
	jsonRange
}

type jsonFix struct {
	Message string     `json:"message"`
	Safe    bool       `json:"safe"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	jsonRange
	New string `json:"new"`
}

// WriteJSON writes every finding, with its fingerprint, as one JSON document (see JSONSchema), ordered like a sorted List
// over all groups. Characters that a terminal or a GitHub log would obey are written as \u escapes.
func WriteJSON(w io.Writer, groups []Group) error {
	doc := jsonDocument{Version: JSONVersion, Summary: jsonSummary{Rules: map[string]int{}}, Findings: []jsonFinding{}}
	for _, g := range groups {
		doc.Summary.Errors += g.Found.Count(Error)
		doc.Summary.Warnings += g.Found.Count(Warning)
		doc.Summary.Hints += g.Found.Count(Hint)
	}
	for _, d := range ungroup(groups) {
		doc.Summary.Rules[d.Code]++
		f := findingOf(d.Diagnostic)
		f.Deck, f.Fingerprint = d.deck, d.print
		doc.Findings = append(doc.Findings, f)
	}
	return writeDocument(w, doc)
}

// writeDocument writes a JSON document that is safe to print (see EscapeJSON).
func writeDocument(w io.Writer, doc any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("encoding findings: %w", err)
	}
	_, err := w.Write(EscapeJSON(b.Bytes()))
	return err
}

func findingOf(d Diagnostic) jsonFinding {
	f := jsonFinding{
		Code: d.Code, Severity: d.Severity.String(), Message: d.Message, Help: d.Help, Note: d.Note,
		jsonRange: rangeOf(d.Span),
	}
	for _, r := range d.Related {
		f.Notes = append(f.Notes, jsonNote{Message: r.Message, jsonRange: rangeOf(r.Span)})
	}
	for _, fix := range d.Fixes {
		edits := []jsonEdit{}
		for _, e := range fix.Edits {
			edits = append(edits, jsonEdit{jsonRange: placed(e.Span), New: e.New})
		}
		f.Fixes = append(f.Fixes, jsonFix{Message: fix.Message, Safe: fix.Safe, Edits: edits})
	}
	return f
}

func rangeOf(s source.Span) jsonRange {
	if !s.HasPlace() {
		return jsonRange{Path: s.Path()}
	}
	return placed(s)
}

// placed is rangeOf for an edit, whose empty span at the file's beginning is a place too.
func placed(s source.Span) jsonRange {
	from, to := s.From(), s.To()
	return jsonRange{
		Path:  s.Path(),
		Start: &jsonPlace{Line: from.Line, Column: from.Column, Byte: s.Start},
		End:   &jsonPlace{Line: to.Line, Column: to.Column, Byte: s.End},
	}
}

// EscapeJSON rewrites the strings of a JSON document so that nothing in it acts on a terminal or on a GitHub log, and
// every string still means the same: control, direction and invisible characters become \u escapes, and `##[`, which
// begins a command of GitHub's log, too.
func EscapeJSON(doc []byte) []byte {
	out := make([]byte, 0, len(doc))
	for i := 0; i < len(doc); {
		r, size := utf8.DecodeRune(doc[i:])
		switch {
		case r == '[' && bytes.HasSuffix(out, []byte("##")):
			out = append(out, `\u005b`...)
		case r == '\n' || r == '\t' || r == '\r' || !isDangerous(r):
			out = append(out, doc[i:i+size]...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		i += size
	}
	return out
}
