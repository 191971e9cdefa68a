package deck

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// Limits on files (format.md section 15), in bytes.
const (
	MaxYAML  = 64 << 20
	MaxTable = yamltree.MaxTable
	MaxText  = 1 << 20
)

// Files are the files of one deck: what is there, and what was used. Paths are relative to the deck's folder and in
// NFC, so that a name typed on one system is found on every other; they compare exactly, also where the disk would not.
type Files struct {
	FS  fs.FS
	Dir string // the deck's folder, slash-separated, in FS

	shared bool // it is no deck's folder but SharedDir

	paths []string          // sorted by bytes
	disk  map[string]string // path -> path on disk, below Dir
	links map[string]bool   // paths that are symbolic links or no regular files
	twins []string          // paths that two files have, one written with composed letters and one without

	mu      sync.Mutex
	used    map[string]bool
	sources []*source.File
	read    map[string]*source.File // by path: every edition of the deck asks for the same files
}

// ListFiles lists the folder of a deck. A deck in one file has none, and Files without entries.
func ListFiles(fsys fs.FS, p Place) (*Files, error) {
	f := newFiles(fsys, p.Dir)
	if p.Dir == "" {
		return f, nil
	}
	return f, f.list()
}

func newFiles(fsys fs.FS, dir string) *Files {
	return &Files{FS: fsys, Dir: dir, disk: map[string]string{}, links: map[string]bool{}, used: map[string]bool{}, read: map[string]*source.File{}}
}

// list finds the files below Dir.
func (f *Files) list() error {
	err := fs.WalkDir(f.FS, f.Dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name != f.Dir && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		disk := strings.TrimPrefix(name, f.Dir+"/")
		key := norm.NFC.String(disk)
		if _, twin := f.disk[key]; twin {
			f.twins = append(f.twins, key)
			return nil
		}
		f.paths = append(f.paths, key)
		f.disk[key] = disk
		if !d.Type().IsRegular() {
			f.links[key] = true
		}
		return nil
	})
	slices.Sort(f.paths)
	return err
}

// Folder names the folder in messages.
func (f *Files) Folder() string {
	if f.shared {
		return "folder `" + SharedDir + "`"
	}
	return "deck folder"
}

// MediaDir names the folder with the media in messages.
func (f *Files) MediaDir() string {
	if f.shared {
		return SharedDir + "/media/"
	}
	return "media/"
}

// Under returns the paths below a folder that have one of the endings, sorted by bytes: regular files only.
func (f *Files) Under(dir string, endings ...string) []string {
	var out []string
	for _, p := range f.paths {
		ends := func(e string) bool { return strings.HasSuffix(p, e) }
		if strings.HasPrefix(p, dir+"/") && slices.ContainsFunc(endings, ends) && !f.links[p] && !documentation.MatchString(path.Base(p)) {
			out = append(out, p)
		}
	}
	return out
}

// Has reports whether a regular file of this path is there.
func (f *Files) Has(name string) bool {
	_, ok := f.disk[name]
	return ok && !f.links[name]
}

// Link reports whether the path is, or leads through, a symbolic link or another thing that is no regular file.
func (f *Files) Link(name string) bool {
	for ; name != "." && name != "/"; name = path.Dir(name) {
		if f.links[name] {
			return true
		}
	}
	return f.links["."]
}

// Use notes that something in the deck uses the file.
func (f *Files) Use(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.used[name] = true
}

// Open opens a file of the deck.
func (f *Files) Open(name string) (fs.File, error) { return f.FS.Open(f.OnDisk(name)) }

// Read reads a file of the deck that is no text of its own, such as a picture.
func (f *Files) Read(name string) ([]byte, error) { return fs.ReadFile(f.FS, f.OnDisk(name)) }

// Span returns the span that names a file of the deck.
func (f *Files) Span(name string) source.Span { return source.NewFile(f.Path(name), nil).Whole() }

// Source reads a file of the deck whole, once.
func (f *Files) Source(name string) (*source.File, error) {
	f.mu.Lock()
	known := f.read[name]
	f.mu.Unlock()
	if known != nil {
		return known, nil
	}
	f.Use(name)
	data, err := fs.ReadFile(f.FS, f.OnDisk(name))
	if data == nil {
		data = []byte{}
	}
	file := source.NewFile(f.OnDisk(name), data)
	f.AddSource(file)
	if err == nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.read[name] = file
	}
	return file, err
}

// AddSource notes that the text of a file was read: suppressions may stand in it.
func (f *Files) AddSource(file *source.File) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sources = append(f.sources, file)
}

// Sources returns the files whose text was read, in the order of reading, each once.
func (f *Files) Sources() []*source.File {
	f.mu.Lock()
	defer f.mu.Unlock()
	seen := map[string]bool{}
	var out []*source.File
	for _, s := range f.sources {
		if !seen[s.Name] {
			seen[s.Name] = true
			out = append(out, s)
		}
	}
	return out
}

// Path returns the path in FS of a file of the deck, for messages.
func (f *Files) Path(name string) string { return path.Join(f.Dir, name) }

// OnDisk returns the path in FS under which the file is stored, which may be spelt with other code points.
func (f *Files) OnDisk(name string) string {
	if d, ok := f.disk[name]; ok {
		name = d
	}
	return path.Join(f.Dir, name)
}

// Similar returns the file that a path which is not there most likely means: another case, another extension, another
// folder, or a typing mistake.
func (f *Files) Similar(name string) (string, bool) {
	top, _, below := strings.Cut(name, "/")
	if !below {
		top = ""
	}
	var near []string
	for _, p := range f.paths {
		if strings.EqualFold(p, name) {
			return p, true
		}
		if strings.HasPrefix(p, top) {
			near = append(near, p)
		}
	}
	for _, p := range near {
		if path.Base(p) == path.Base(name) || stem(p) == stem(name) {
			return p, true
		}
	}
	return diag.Suggest(name, near)
}

func stem(p string) string { return strings.ToLower(strings.TrimSuffix(path.Base(p), path.Ext(p))) }

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

// Unreadable turns the failure to read a file of the deck into a diagnostic: the author can mend it.
func Unreadable(full string, err error) diag.Diagnostic {
	why := "it cannot be read"
	var pe *fs.PathError
	if errors.As(err, &pe) {
		why = pe.Err.Error()
	}
	return diag.Diagnostic{Code: "bad-value", Span: source.NewFile(full, nil).Whole(),
		Message: fmt.Sprintf("cannot read `%s`: %s", full, why),
		Help:    "check that the file is there and that you may read it"}
}

// file returns the text of a file named by the scalar n, reporting what is wrong with the path.
func (f *Files) file(n *yamltree.Node, report diag.Report) Text {
	name := norm.NFC.String(n.Value)
	if d, ok := f.checkPath(name, n.Span()); !ok {
		report(d)
		return Text{Node: n, Broken: true}
	}
	file, err := f.Source(name)
	if err != nil {
		d := Unreadable(f.Path(name), err)
		d.Span = n.Span()
		report(d)
		return Text{Node: n, Broken: true}
	}
	if len(file.Data) > MaxText {
		report(diag.Diagnostic{Code: "bad-value", Span: n.Span(),
			Message: fmt.Sprintf("`%s` has %d KiB; a text may have at most %d", name, len(file.Data)>>10, MaxText>>10),
			Help:    "make it smaller"})
		return Text{Node: n, Broken: true}
	}
	if d, ok := checkUTF8(file, name); !ok {
		report(d)
		return Text{Node: n, Broken: true}
	}
	return fileText(file)
}

// checkPath says what is wrong with a path below the deck's folder that stands at span.
func (f *Files) checkPath(name string, span source.Span) (diag.Diagnostic, bool) {
	d := diag.Diagnostic{Code: "file-outside", Span: span}
	switch {
	case f.Dir == "":
		d.Code = "bad-value"
		d.Message = "a deck in one file cannot use other files"
		d.Help = "make it a folder: `decks/<name>/deck.yaml`, and put the file beside it"
	case strings.HasPrefix(name, "/") || strings.Contains(name, `\`) || strings.Contains(name, ":"):
		d.Message = fmt.Sprintf("`%s` is no path inside the %s", name, f.Folder())
		d.Help = fmt.Sprintf("name the file relative to the %s, with `/` between folders", f.Folder())
	case slices.Contains(strings.Split(name, "/"), ".."):
		d.Message = fmt.Sprintf("`%s` leaves the %s", name, f.Folder())
		d.Help = fmt.Sprintf("copy the file into the %s; nothing outside of it is read", f.Folder())
	case f.Link(name):
		f.Use(name) // said here, it need not be said again
		d.Message = fmt.Sprintf("`%s` leads through a symbolic link; nothing outside the %s is read", name, f.Folder())
		d.Help = fmt.Sprintf("put the file itself into the %s", f.Folder())
	case !f.Has(name):
		d.Code = "bad-value"
		d.Message = fmt.Sprintf("there is no file `%s` in the %s", name, f.Folder())
		d.Help = "check the spelling; the path is relative to the folder that holds `deck.yaml`"
		if f.shared {
			d.Help = "check the spelling; the path is relative to that folder"
		}
		if s, ok := f.Similar(path.Clean(name)); ok {
			d.Help = fmt.Sprintf("did you mean `%s`?", s)
		}
	default:
		return d, true
	}
	return d, false
}
