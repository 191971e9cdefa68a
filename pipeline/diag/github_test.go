package diag

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/source"
)

// between returns a span from line:column to line:column in a file of lines, each 80 columns wide.
func between(name string, line, column, endLine, endColumn int) source.Span {
	f := source.NewFile(name, []byte(strings.Repeat(strings.Repeat("x", 80)+"\n", 30)))
	return f.Span((line-1)*81+column-1, (endLine-1)*81+endColumn-1)
}

// The vectors of ci-release.md section 2.
func TestAnnotationVectors(t *testing.T) {
	tests := []struct {
		name string
		a    annotation
		want string
	}{
		{
			name: "place on one line",
			a: annotation{command: "error", span: between("decks/es.yml", 14, 7, 14, 19), title: "D201 duplicate-note",
				message: "same first field as decks/es.yml:10"},
			want: "::error file=decks/es.yml,line=14,col=7,endColumn=19,title=D201 duplicate-note::same first field as decks/es.yml:10\n",
		},
		{
			name: "several lines and characters to escape",
			a: annotation{command: "error", span: between("decks/a,b/100%.yml", 3, 1, 5, 9), title: "D101: schema",
				message: "100% sure\r\nsecond line"},
			want: "::error file=decks/a%2Cb/100%25.yml,line=3,endLine=5,title=D101%3A schema::100%25 sure%0D%0Asecond line\n",
		},
		{
			name: "no title, a command as message, text that is not ASCII",
			a: annotation{command: "warning", span: at("decks/日本語.yml", "a:\nb: 日本\n", "日"),
				message: "::error::not a command"},
			want: "::warning file=decks/日本語.yml,line=2::::error::not a command\n",
		},
		{
			name: "no file",
			a:    annotation{command: "notice", title: "Summary", message: "5 cards added"},
			want: "::notice title=Summary::5 cards added\n",
		},
		{
			name: "empty span",
			a:    annotation{command: "error", span: between("a.yaml", 2, 5, 2, 5), message: "m"},
			want: "::error file=a.yaml,line=2,col=5::m\n",
		},
		{
			name: "line break at the end of the span",
			a:    annotation{command: "error", span: between("a.yaml", 2, 5, 3, 1), message: "m"},
			want: "::error file=a.yaml,line=2,col=5::m\n",
		},
		{
			name: "nothing but a message",
			a:    annotation{command: "error", message: "m"},
			want: "::error::m\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			tt.a.write(&b, "")
			if got := b.String(); got != tt.want {
				t.Errorf("got  %swant %s", got, tt.want)
			}
		})
	}
}

func TestWriteGitHub(t *testing.T) {
	list := List{
		{Code: "comment-cuts-text", Severity: Warning, Span: at("decks/ml.yaml", "front: the # of\n", "# of"),
			Message: "the card says `the`; `# of` became a comment"},
		{Code: "duplicate-id", Severity: Error, Span: at("decks/ml.yaml", gans, "gans"), Message: "id `gans` is used twice in this deck",
			Related: []Related{{Span: at("decks/x.yaml", gans, "gans"), Message: "first used here"}}, Help: "choose another id"},
	}
	want := "  | decks/ml.yaml:1:12: warning: the card says `the`; `# of` became a comment [comment-cuts-text]\n" +
		"  |   1 | front: the # of\n" +
		"  |     |            ^~~~\n" +
		"\n" +
		"  | decks/ml.yaml:3:9: error: id `gans` is used twice in this deck [duplicate-id]\n" +
		"  |   3 |   - id: gans\n" +
		"  |     |         ^~~~\n" +
		"  |   decks/x.yaml:3:9: first used here\n" +
		"  |   3 |   - id: gans\n" +
		"  |     |         ^~~~\n" +
		"  |   help: choose another id\n" +
		"\n" +
		"::error file=sub/decks/ml.yaml,line=3,col=9,endColumn=13,title=duplicate-id::id `gans` is used twice in this deck" +
		"%0Ahelp: choose another id%0Adecks/x.yaml:3:9: first used here\n" +
		"::warning file=sub/decks/ml.yaml,line=1,col=12,endColumn=16,title=comment-cuts-text::the card says `the`; `# of` became a comment\n"
	var b strings.Builder
	if err := WriteGitHub(&b, list, GitHubOptions{Prefix: "sub/"}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestAnnotationLength(t *testing.T) {
	long := List{{Code: "c", Message: strings.Repeat("長", 5000)}, {Code: "c", Message: "m"}}
	got := messageOf(long, GitHubOptions{Summary: true})
	const more = "…\nand 1 more like this in this file: see the summary of this run"
	if n := utf8.RuneCountInString(got); n > annotationLength || !strings.HasSuffix(got, more) {
		t.Errorf("%d characters, the last are %q", n, got[len(got)-100:])
	}
}

func TestWriteGitHubLimits(t *testing.T) {
	findings := func(n int, path, code string) (l List) {
		for i := range n {
			l = append(l, Diagnostic{Code: code, Severity: Error, Message: fmt.Sprint(i),
				Span: (&source.File{Name: strings.Replace(path, "%d", fmt.Sprint(i), 1)}).Whole()})
		}
		return l
	}
	tests := []struct {
		name string
		list List
		n    int
		last command
	}{
		{"ten are shown one by one", findings(10, "a.yaml", "c"), 10,
			command{name: "error", properties: map[string]string{"file": "a.yaml", "title": "c"}, data: "9"}},
		{"more of one rule in one file become one", findings(11, "a.yaml", "c"), 1,
			command{name: "error", properties: map[string]string{"file": "a.yaml", "title": "c"},
				data: "0\nand 10 more like this in this file: see the log of this step"}},
		{"the last of too many counts them", findings(223, "%d.yaml", "c"), 10,
			command{name: "error", properties: map[string]string{"title": "deckmill"},
				data: "… and 214 more errors: see the log of this step"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := WriteGitHub(&b, tt.list, GitHubOptions{}); err != nil {
				t.Fatal(err)
			}
			got := runnerCommands(b.String())
			if len(got) != tt.n {
				t.Fatalf("%d annotations, want %d:\n%s", len(got), tt.n, b.String())
			}
			last := got[len(got)-1]
			if last.data != tt.last.data || !maps.Equal(last.properties, tt.last.properties) {
				t.Errorf("last is %+v, want %+v", last, tt.last)
			}
		})
	}
}

// injections are texts that a card could hold to give the runner commands.
var injections = []string{
	"::add-mask::e", "::stop-commands::x", "::add-matcher::deck/evil.json", "##[error]x",
	"::set-output name=matrix::x", "::save-state name=a::b", "%0A::error::x", "a\n::error::x", "a\r::error::x",
	"a\u0085::error::x", "\u00a0::error::x", "##[add-mask]e", "x ##[set-env name=PATH;]/tmp", "##\x00[error]x",
	"#\x1b[0m#[error]x", "::group::x", "::endgroup::", "##[warning file=a;line=1]x", "  ::add-mask::e", "\ufeff::error::x",
	"\u2028::error::x", "%25%0A::error::x", ",title=a::x", "%2Cline=9", "::::error::x",
}

func checkNoInjection(t *testing.T, text string) {
	t.Helper()
	span := source.NewFile(text, []byte("x\n"+text)).Span(2, 2+len(text))
	d := Diagnostic{Code: "c", Severity: Error, Span: span, Message: text, Help: text, Note: text,
		Related: []Related{{Span: span, Message: text}}, Fixes: []Fix{{Message: text, Edits: []Edit{{Span: span, New: text}}}}}
	var log strings.Builder
	if err := WriteGitHub(&log, List{d}, GitHubOptions{}); err != nil {
		t.Fatal(err)
	}
	got := runnerCommands(log.String())
	if len(got) != 1 || got[0].name != "error" || got[0].properties["title"] != "c" {
		t.Errorf("the runner reads %+v from:\n%s", got, log.String())
	}
	if len(got) == 1 && text != "" && got[0].properties["file"] != Escape(text) {
		t.Errorf("file is %q, want %q", got[0].properties["file"], Escape(text))
	}
	groups := []Group{{Deck: text, ID: text, Found: List{d}}}
	for name, write := range map[string]func(io.Writer) error{
		"JSON": func(w io.Writer) error { return WriteJSON(w, groups) },
		"SARIF": func(w io.Writer) error {
			return WriteSARIF(w, groups, []RuleDoc{{Code: text, Why: text}}, SARIFOptions{Home: text})
		},
	} {
		var doc strings.Builder
		if err := write(&doc); err != nil {
			t.Fatal(err)
		}
		if got := runnerCommands(doc.String()); len(got) != 0 {
			t.Errorf("the runner reads %+v from this %s:\n%s", got, name, doc.String())
		}
	}
}

func TestInjection(t *testing.T) {
	for _, text := range injections {
		t.Run(text, func(t *testing.T) { checkNoInjection(t, text) })
	}
}

func FuzzAnnotation(f *testing.F) {
	for _, text := range injections {
		f.Add(text)
	}
	f.Fuzz(checkNoInjection)
}

func TestLogWriter(t *testing.T) {
	var b strings.Builder
	w := NewLogWriter(&b)
	for _, part := range []string{"a\n\n::err", "or::x\r::debug::y\n#", "#[err", "or]z"} {
		if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
			t.Fatal(n, err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	want := "  | a\n\n  | ::error::x\n  | ::debug::y\n  | ##\\[error]z\n"
	if got := b.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRunnerCommands makes sure that the parser the tests above trust sees commands at all.
func TestRunnerCommands(t *testing.T) {
	log := "  ::warning file=a%2Cb,line=2::x%0Ay\nnot ::error::a command\nseen ##[error code=1;file=a%3Bb]bad\n::unknown::x\r::debug::z"
	got := runnerCommands(log)
	want := []string{
		"{warning map[file:a,b line:2] x\ny}", "{error map[code:1 file:a;b] bad}", "{debug map[] z}",
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if s := fmt.Sprint(got[i]); s != want[i] {
			t.Errorf("got %s, want %s", s, want[i])
		}
	}
}
