package diag

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/deckmill/deckmill/pipeline/source"
)

func sarifSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	return compileSchema(t, data)
}

var ruleDocs = []RuleDoc{
	{Code: "duplicate-id", Severity: Error, Title: "Two notes have the same id", Why: "One overwrites the other.",
		Text: "duplicate-id\n", Markdown: "## duplicate-id\n", URL: "https://example.org/#duplicate-id", Tags: []string{"flashcards"}},
	{Code: "stray-bullet", Severity: Warning, Title: strings.Repeat("長", 2000), Tags: strings.Split("abcdefghijklmnopqrstuvwxyz", "")},
	{Code: "near", Severity: Hint},
}

// sarif returns the document for the groups, valid and decoded.
func sarif(t *testing.T, o SARIFOptions, groups ...Group) (run sarifRun, text string) {
	t.Helper()
	var b strings.Builder
	if err := WriteSARIF(&b, groups, ruleDocs, o); err != nil {
		t.Fatal(err)
	}
	validateDocument(t, sarifSchema(t), b.String())
	var log sarifLog
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0], b.String()
}

func TestSARIFWithoutFindings(t *testing.T) {
	run, text := sarif(t, SARIFOptions{})
	if !strings.Contains(text, `"results": []`) { // null would mean that nothing was looked for
		t.Error(text)
	}
	if run.Automation.ID != "deckmill/" {
		t.Error(run.Automation.ID)
	}
	for _, c := range []struct{ old, new string }{
		{`"version": "2.1.0"`, `"version": "2.1"`}, {`"level": "note"`, `"level": "hint"`}, {"unicodeCodePoints", "bytes"},
		{`"driver"`, `"drivers"`}, {`"id": "near",`, ``},
	} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(text, c.old, c.new, 1)))
		if err != nil || !strings.Contains(text, c.old) {
			t.Fatal(c.old, err)
		}
		if sarifSchema(t).Validate(v) == nil {
			t.Errorf("the schema accepts %s", c.new)
		}
	}
}

func TestSARIFRules(t *testing.T) {
	run, text := sarif(t, SARIFOptions{Version: "v1", URL: "https://example.org"})
	for i, want := range []struct{ level, severity string }{{"error", "error"}, {"warning", "warning"}, {"note", "recommendation"}} {
		r := run.Tool.Driver.Rules[i]
		if r.DefaultConfiguration.Level != want.level || r.Properties.Severity != want.severity {
			t.Errorf("%s is %s, %s", r.ID, r.DefaultConfiguration.Level, r.Properties.Severity)
		}
		for _, s := range []string{r.ShortDescription.Text, r.FullDescription.Text} {
			if n := utf8.RuneCountInString(s); n == 0 || n > 1024 || !utf8.ValidString(s) {
				t.Errorf("%s: a description of %d characters", r.ID, n)
			}
		}
	}
	if n := len(run.Tool.Driver.Rules[1].Properties.Tags); n != 20 {
		t.Errorf("%d tags", n)
	}
	if strings.Contains(text, `: ""`) {
		t.Errorf("an empty string counts as missing:\n%s", text)
	}
}

func TestSARIFResults(t *testing.T) {
	f := source.NewFile("decks/ä b/1:2.yaml", []byte("notes:\r\n  - 日本語: [x](http://x) 😀 y\r\n    b: |\r\n      z\r\n"))
	offset := func(s string) int { return strings.Index(string(f.Data), s) }
	list := List{
		{Code: "duplicate-id", Severity: Error, Message: "nowhere"},
		{Code: "stray-bullet", Severity: Warning, Message: "file `\u202e[x](y)`", Span: f.Whole()},
		{Code: "duplicate-id", Severity: Error, Note: "n", Message: "wide", Help: "look", Span: f.Span(offset("😀"), offset(" y")),
			Related: []Related{{Message: "first", Span: f.Span(offset("z"), offset("z")+1)}, {Span: f.Span(offset("z"), offset("z")+1)}}},
		{Code: "other", Severity: Hint, Message: "lines", Span: f.Span(offset("日"), len(f.Data))},
	}
	run, text := sarif(t, SARIFOptions{Prefix: "sub/", Home: "decks"}, Group{Deck: "d", ID: "id", Found: list})
	if run.Automation.ID != "deckmill/sub/" {
		t.Error(run.Automation.ID)
	}
	for _, r := range text {
		if r != '\n' && isDangerous(r) {
			t.Errorf("%U in the document", r)
		}
	}
	const uri = "sub/decks/%C3%A4%20b/1%3A2.yaml"
	wide := sarifRegion{StartLine: 2, StartColumn: 24, EndLine: 2, EndColumn: 25}
	lines := sarifRegion{StartLine: 2, StartColumn: 5, EndLine: 4, EndColumn: 8}
	for i, want := range []struct {
		code, level, message, uri string
		region                    *sarifRegion
	}{
		{"duplicate-id", "error", "nowhere", "sub/decks", nil},
		{"stray-bullet", "warning", "file `<U+202E>[x] (y)`", uri, nil},
		{"other", "note", "lines", uri, &lines},
		{"duplicate-id", "error", "wide\nhelp: look", uri, &wide},
	} {
		r := run.Results[i]
		at := r.Locations[0].Physical
		if r.RuleID != want.code || r.Level != want.level || r.Message.Text != want.message || at.Artifact.URI != want.uri {
			t.Errorf("result %d is %+v", i, r)
		}
		if fmt.Sprint(at.Region) != fmt.Sprint(want.region) {
			t.Errorf("result %d is at %+v, want %+v", i, at.Region, want.region)
		}
		if r.RuleIndex != nil && run.Tool.Driver.Rules[*r.RuleIndex].ID != r.RuleID || (r.RuleIndex == nil) != (r.RuleID == "other") {
			t.Errorf("result %d has rule index %v", i, r.RuleIndex)
		}
	}
	if rel := run.Results[3].Related; len(rel) != 2 || rel[0].Message.Text != "first" || rel[0].Physical.Region.StartLine != 4 {
		t.Errorf("related: %+v", rel)
	}
	if p := run.Results[3].Properties; p.Deck != "d" || p.Note != "n" {
		t.Errorf("properties: %+v", p)
	}
}

func TestSARIFFingerprints(t *testing.T) {
	d := Diagnostic{Code: "near", Severity: Hint, Message: "m", Note: "n", Span: at("a.yaml", "x: y\n", "y")}
	moved := d
	moved.Span = at("b.yaml", "\n\nx: y\n", "y")
	before, _ := sarif(t, SARIFOptions{}, Group{ID: "id", Found: List{d}})
	after, _ := sarif(t, SARIFOptions{}, Group{ID: "id", Found: List{moved}})
	print := before.Results[0].Fingerprints
	if fmt.Sprint(print) != fmt.Sprint(after.Results[0].Fingerprints) {
		t.Errorf("%v became %v when the text moved", print, after.Results[0].Fingerprints)
	}
	if print["primaryLocationLineHash"] != print["deckmill/v1"]+":1" {
		t.Error(print)
	}
	// Decks whose id is missing cannot be told apart; GitHub must not take their findings for one.
	twice, _ := sarif(t, SARIFOptions{}, Group{Deck: "a", Found: List{d}}, Group{Deck: "b", Found: List{d}})
	if a, b := twice.Results[0].Fingerprints, twice.Results[1].Fingerprints; a["primaryLocationLineHash"] == b["primaryLocationLineHash"] {
		t.Error(a, b)
	}
}

// TestSARIFFixes makes the changes as a reader of the document would, by lines and columns, and compares with Apply.
func TestSARIFFixes(t *testing.T) {
	data := "\ufeffa: 日本 x\r\nb: 😀\r\n"
	f := source.NewFile("a.yaml", []byte(data))
	fix := Fix{Message: "m", Edits: []Edit{
		{Span: f.Span(0, 0), New: "id: é\n"},
		{Span: f.Span(strings.Index(data, "本"), strings.Index(data, " x"))},
		{Span: f.Span(strings.Index(data, "x"), strings.Index(data, "😀")), New: "\u202e\ny: "},
	}}
	run, _ := sarif(t, SARIFOptions{}, Group{Found: List{{Code: "near", Message: "m", Severity: Hint, Span: f.Span(5, 6), Fixes: []Fix{fix, {Message: "no edits"}}}}})
	if len(run.Results[0].Fixes) != 1 {
		t.Fatalf("fixes: %+v", run.Results[0].Fixes)
	}
	text := strings.TrimPrefix(data, "\ufeff") // as an editor holds it
	replacements := run.Results[0].Fixes[0].Changes[0].Replacements
	for i := len(replacements) - 1; i >= 0; i-- {
		r := replacements[i]
		start, end := offsetOf(text, r.Deleted.StartLine, r.Deleted.StartColumn), offsetOf(text, r.Deleted.EndLine, r.Deleted.EndColumn)
		inserted := ""
		if r.Inserted != nil {
			inserted = r.Inserted.Text
		}
		text = text[:start] + inserted + text[end:]
	}
	if want := "id: é\na: 日 \u202e\ny: 😀\r\n"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
}

// offsetOf returns the byte at a line and a column in code points.
func offsetOf(text string, line, column int) int {
	offset := 0
	for ; line > 1; line-- {
		offset += strings.Index(text[offset:], "\n") + 1
	}
	for ; column > 1; column-- {
		_, size := utf8.DecodeRuneInString(text[offset:])
		offset += size
	}
	return offset
}

func TestSARIFLimits(t *testing.T) {
	f := source.NewFile("a.yaml", []byte("x\n"))
	var list List
	for i := range sarifResultLimit {
		list.Report(Diagnostic{Code: "near", Severity: Hint, Message: fmt.Sprintf("%06d", i), Span: f.Span(0, 1)})
	}
	list.Report(Diagnostic{Code: "stray-bullet", Severity: Warning, Message: "last", Span: f.Span(1, 2),
		Related: make([]Related, sarifRelatedLimit+2)})
	var b strings.Builder
	if err := WriteSARIF(&b, []Group{{Found: list}}, ruleDocs, SARIFOptions{}); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	results := log.Runs[0].Results
	last := results[len(results)-1]
	if len(results) != sarifResultLimit || len(last.Related) != sarifRelatedLimit || last.Message.Text != "last (and 2 more places)" {
		t.Errorf("%d results, the last: %s", len(results), last.Message.Text)
	}
	note := log.Runs[0].Invocations[0].Notifications[0].Message.Text
	if want := "1 finding left out, the least severe ones: GitHub takes 25000; `--format json` has all"; note != want {
		t.Errorf("got %q, want %q", note, want)
	}
}

func FuzzWriteSARIF(f *testing.F) {
	schema := sarifSchema(f)
	f.Add("a\x1b\u202e\U000e0041\xff##[x](y)", 1, 3)
	f.Add("\ufeff\r\n \r\n", 3, 7)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		start = max(0, min(start, len(text)))
		end = max(start, min(end, len(text)))
		span := source.NewFile(text, []byte(text)).Span(start, end)
		d := Diagnostic{Code: "c", Severity: Error, Span: span, Message: text, Help: text, Note: text,
			Related: []Related{{Span: span, Message: text}}, Fixes: []Fix{{Message: text, Edits: []Edit{{Span: span, New: text}}}}}
		var b strings.Builder
		if err := WriteSARIF(&b, []Group{{Deck: text, ID: text, Found: List{d}}}, ruleDocs, SARIFOptions{Prefix: "p/", Home: "h"}); err != nil {
			t.Fatal(err)
		}
		validateDocument(t, schema, b.String())
		for _, r := range b.String() {
			if r != '\n' && isDangerous(r) {
				t.Errorf("%U in %q", r, b.String())
			}
		}
	})
}
