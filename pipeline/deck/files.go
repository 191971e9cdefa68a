package deck

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
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
