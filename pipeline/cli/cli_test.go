package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

func TestArrange(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"only a command", "build", "build --"},
		{"options before the command", "-C x --format json check a", "check -C x --format json -- a"},
		{"options behind the arguments", "build a b --legacy --out=o", "build --legacy --out=o -- a b"},
		{"a value that looks like an option", "build --timestamp -5 a", "build --timestamp -5 -- a"},
		{"end of options", "check -- -a", "check -- -a"},
		{"one dash", "check -format json", "check -format json --"},
		{"help", "check a --help --max 3", "check --help"},
		{"help as a command", "help check", "check --help"},
		{"version", "--version", "version"},
	}
	app := newApp(Env{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := arrange(app.Commands, strings.Fields(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

func TestUseColor(t *testing.T) {
	tests := []struct {
		name     string
		option   string
		environ  map[string]string
		terminal bool
		want     bool
	}{
		{"terminal", "auto", nil, true, true},
		{"pipe", "auto", nil, false, false},
		{"dumb terminal", "auto", map[string]string{"TERM": "dumb"}, true, false},
		{"NO_COLOR", "auto", map[string]string{"NO_COLOR": "1"}, true, false},
		{"NO_COLOR, empty", "auto", map[string]string{"NO_COLOR": ""}, true, true},
		{"CLICOLOR_FORCE in a pipe", "auto", map[string]string{"CLICOLOR_FORCE": "1"}, false, true},
		{"CLICOLOR_FORCE off", "auto", map[string]string{"CLICOLOR_FORCE": "0"}, false, false},
		{"both", "auto", map[string]string{"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, true, false},
		{"option against NO_COLOR", "always", map[string]string{"NO_COLOR": "1"}, false, true},
		{"option against a terminal", "never", map[string]string{"CLICOLOR_FORCE": "1"}, true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := useColor(Env{Environ: tt.environ, StdoutTerminal: tt.terminal}, tt.option)
			if err != nil || got != tt.want {
				t.Errorf("got %t, %v, want %t", got, err, tt.want)
			}
		})
	}
}

func TestParseTime(t *testing.T) {
	tests := []struct {
		in   string
		want int64
		ok   bool
	}{
		{"0", 0, true},
		{"1700000000", 1700000000, true},
		{"2023-11-14T22:13:20Z", 1700000000, true},
		{"2023-11-14T23:13:20+01:00", 1700000000, true},
		{"-1", -1, false},
		{"2023-11-14", 0, false},
		{"253402300800", 253402300800, false},
		{"99999999999999999999", 0, false},
	}
	for _, tt := range tests {
		if got, ok := parseTime(tt.in); ok != tt.ok || ok && got != tt.want {
			t.Errorf("%s is %d, %t, want %d, %t", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

func TestByteSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1000: "1 KB", 84499: "84 KB", 84500: "85 KB", 999999: "1000 KB", 1_250_000: "1.2 MB"} {
		if got := byteSize(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestNotBuilt(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a", "a was not built"},
		{"a b", "a and b were not built"},
		{"a b c d e", "a, b, c, d and e were not built"},
		{"a b c d e f", "a, b, c, d, e and 1 more deck were not built"},
		{"a b c d e f g", "a, b, c, d, e and 2 more decks were not built"},
	}
	for _, tt := range tests {
		if got := notBuilt(strings.Fields(tt.in)); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestTally(t *testing.T) {
	e, w, h := diag.Diagnostic{Severity: diag.Error}, diag.Diagnostic{Severity: diag.Warning}, diag.Diagnostic{Severity: diag.Hint}
	tests := []struct {
		name   string
		groups []diag.Group
		decks  int
		want   string
	}{
		{"nothing", []diag.Group{{}, {Deck: "a"}}, 1, ""},
		{"one deck", []diag.Group{{}, {Deck: "a", Found: diag.List{e, e, w}}}, 1, "2 errors, 1 warning in 1 deck"},
		{"one of several", []diag.Group{{}, {Deck: "a", Found: diag.List{h}}, {Deck: "b"}}, 2, "1 hint in 1 of 2 decks"},
		{"all", []diag.Group{{}, {Deck: "a", Found: diag.List{e}}, {Deck: "b", Found: diag.List{w, w}}}, 2, "1 error, 2 warnings in 2 decks"},
		{"only the repository", []diag.Group{{Found: diag.List{e}}, {Deck: "a"}}, 1, "1 error"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tally(tt.groups, tt.decks); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestReason(t *testing.T) {
	temp := func(err error) error { return &fs.PathError{Op: "write", Path: "/x/.small.apkg.12345.tmp", Err: err} }
	tests := []struct {
		err        error
		want, help string
	}{
		{fmt.Errorf("create: %w", temp(syscall.ENOSPC)), "the disk is full", "free some space and run the command again"},
		{temp(syscall.EFBIG), "the file is larger than this system allows", "raise the limit for the size of a file (`ulimit -f`) and run the command again"},
		{errors.New("cannot write `/x/small.apkg`: build the collection: SQLite: database or disk is full"), "the disk is full", "free some space and run the command again"},
		{errors.New("cannot write `/x/small.apkg`: something odd"), "something odd", ""},
		{temp(syscall.EROFS), "the disk can only be read", ""},
		{temp(syscall.EACCES), "permission denied", ""},
		{temp(syscall.EIO), "input/output error", ""},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: errors.New("odd")}, "odd", ""},
		{errors.New("other"), "other", ""},
	}
	for _, tt := range tests {
		if got := reason(tt.err); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.err, got, tt.want)
		}
		if got := remedy(tt.err); got != tt.help {
			t.Errorf("%v: help is %q, want %q", tt.err, got, tt.help)
		}
	}
}

// A brokenFS fails to open one file.
type brokenFS struct {
	fstest.MapFS
	name string
	err  error
}

func (b brokenFS) Open(name string) (fs.File, error) {
	if name == b.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.err}
	}
	return b.MapFS.Open(name)
}

func (b brokenFS) ReadFile(name string) ([]byte, error) {
	if _, err := b.Open(name); err != nil {
		return nil, err
	}
	return b.MapFS.ReadFile(name)
}

func TestTreeRemembersFailures(t *testing.T) {
	for err, want := range map[error]int{syscall.EACCES: 1, syscall.EIO: 1, syscall.ENOENT: 0, syscall.ELOOP: 0, errors.New("path escapes from parent"): 0} {
		tr := newTree(brokenFS{MapFS: fstest.MapFS{"b": {}}, name: "a", err: err})
		tr.ReadFile("a")
		tr.ReadFile("a")
		tr.Open("b")
		if got := len(tr.failures()); got != want {
			t.Errorf("%v: %d failures, want %d", err, got, want)
		}
	}
}

func TestTreeShowsChanges(t *testing.T) {
	tr := newTree(fstest.MapFS{"a": {Data: []byte("old")}, "b": {Data: []byte("b")}})
	tr.changed["a"] = []byte("new")
	for name, want := range map[string]string{"a": "new", "b": "b"} {
		if got, err := fs.ReadFile(tr, name); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
}

func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := &progress{verb: "building", quit: make(chan struct{})}
	p.deck(3, 12)
	p.notes(40)
	p.notes(2)
	drawn := make(chan struct{})
	p.ended.Go(func() { p.draw(&notifyingWriter{Buffer: &b, written: drawn}, time.Millisecond) })
	<-drawn
	p.stop()
	got := b.String()
	if !strings.HasPrefix(got, "\r\x1b[Kbuilding deck 3 of 12, 42 notes") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("got %q", got)
	}
}

// A notifyingWriter closes written at the first write.
type notifyingWriter struct {
	*bytes.Buffer
	written chan struct{}
	done    bool
}

func (w *notifyingWriter) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	if !w.done {
		close(w.written)
		w.done = true
	}
	return n, err
}

func TestProgressOnlyOnTerminals(t *testing.T) {
	for name, env := range map[string]Env{"pipe": {}, "dumb": {StderrTerminal: true, Environ: map[string]string{"TERM": "dumb"}}} {
		var b bytes.Buffer
		env.Stderr = &b
		startProgress(env, "building").stop()
		if b.Len() > 0 {
			t.Errorf("%s: %q", name, b.String())
		}
	}
}

func TestInterrupt(t *testing.T) {
	var interrupt chan<- os.Signal // nil while nobody listens
	s := &session{env: Env{Notify: func(c chan<- os.Signal) func() {
		interrupt = c
		return func() { interrupt = nil }
	}}}
	if !s.interruptible(func() {}) || interrupt != nil {
		t.Error("stopped without a reason, or goes on listening")
	}
	forever := make(chan struct{})
	defer close(forever)
	work := func() {
		interrupt <- os.Interrupt
		<-forever
	}
	if s.interruptible(work) || interrupt != nil {
		t.Error("not stopped, or goes on listening")
	}
}

func TestRemoveTemporary(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a[b") // no pattern
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".small.apkg.123.tmp", ".small.csv.9.tmp", ".checksums.txt.4.tmp", ".other.apkg.1.tmp", "small.apkg"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	outDir{path: dir}.removeTemporary([]pipeline.PackageOf{{Name: "small"}})
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 || left[0].Name() != ".other.apkg.1.tmp" || left[1].Name() != "small.apkg" {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestNewOutDir(t *testing.T) {
	tests := []struct{ name, option, path, shown string }{
		{"the default lies beside decks", "", "/w/dist", "dist"},
		{"a path counts from the working folder", "dist", "/w/sub/dist", "dist"},
		{"a path that leads up", "../../x", "/x", "../../x"},
		{"an absolute path", "/x/y/", "/x/y", "/x/y"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := newOutDir(filepath.FromSlash("/w"), filepath.FromSlash("/w/sub"), tt.option)
			if filepath.ToSlash(got.path) != tt.path || filepath.ToSlash(got.shown) != tt.shown {
				t.Errorf("got %+v, want %s shown as %s", got, tt.path, tt.shown)
			}
		})
	}
}

func TestPrefix(t *testing.T) {
	tests := []struct{ workspace, root, want string }{
		{"", "/w/repo", ""},
		{"/w/repo", "/w/repo", ""},
		{"/w/repo", "/w/repo/sub/x", "sub/x/"},
		{"/w/repo", "/elsewhere", ""},
	}
	for _, tt := range tests {
		s := &session{env: Env{Environ: map[string]string{"GITHUB_WORKSPACE": tt.workspace}}}
		if got := s.prefix(tt.root); got != tt.want {
			t.Errorf("%+v: got %q", tt, got)
		}
	}
}
