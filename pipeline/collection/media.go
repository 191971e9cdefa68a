package collection

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/occlusion"
)

// MaxMedia is how many media files a deck may have (format.md section 15).
const MaxMedia = 200_000

// MaxMediaBytes is the size over which Anki never synchronises a file (anki-format.md 1.5).
const MaxMediaBytes = 100 << 20

// A mediaIndex knows the files below media/ that the editions of a deck use and what they are called in packages
// (format.md section 9): a file is read once and has one name in all editions. It is safe for concurrent use.
type mediaIndex struct {
	files *deck.Files
	plain bool // names: plain

	mu   sync.Mutex
	used map[string]*mediaFile // by path below media/

	drawings sync.Map // path below media/ of an SVG file with masks -> *drawing
}

// A mediaUse is the files that one edition uses. It is safe for concurrent use.
type mediaUse struct {
	*mediaIndex

	mu   sync.Mutex
	uses map[*mediaFile]bool // whether a field names it where Anki looks
}

func newMediaUse(m *mediaIndex) *mediaUse {
	return &mediaUse{mediaIndex: m, uses: map[*mediaFile]bool{}}
}

// find is mediaIndex.find for the edition, which uses what it finds.
func (m *mediaUse) find(ref string, t deck.Text, start, end int) (*mediaFile, *diag.Diagnostic) {
	f, d := m.mediaIndex.find(ref, t, start, end)
	if f != nil {
		m.use(usedFile{f, false})
	}
	return f, d
}

// A usedFile is a file that a text refers to; seen says that a field does so where Anki looks.
type usedFile struct {
	*mediaFile
	seen bool
}

// use notes that the edition uses files.
func (m *mediaUse) use(files ...usedFile) {
	if len(files) == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range files {
		m.uses[f.mediaFile] = m.uses[f.mediaFile] || f.seen
	}
}

// isStatic reports whether Anki would not find a file by itself, so that its name needs an underscore. It may be asked when
// all notes of the edition are compiled: only then is it known.
func (m *mediaUse) isStatic(f *mediaFile) bool { return f.static || !m.uses[f] }

// A mediaFile is a file that something refers to.
type mediaFile struct {
	path string // below the deck's folder
	load sync.Once
	sha1 [20]byte
	sha2 [32]byte
	size int64
	bad  *diag.Diagnostic // what is wrong with the content

	measure sync.Once
	pixels  occlusion.Size // of a picture; zero when it is not known
	flaw    error          // why not

	static bool // used by a template, a style sheet or a description, where Anki does not look; settled before the first note
}

// newMediaIndex returns the index of a deck; plain says that files keep their own names (`names: plain`).
func newMediaIndex(files *deck.Files, plain bool) *mediaIndex {
	return &mediaIndex{files: files, plain: plain, used: map[string]*mediaFile{}}
}

// exists reports whether ref names a file below media/ to the letter.
func (m *mediaIndex) exists(ref string) bool { return m.files.Has("media/" + norm.NFC.String(ref)) }

// find returns the file that ref names, or what to report about ref, which the bytes [start, end) of t hold.
func (m *mediaIndex) find(ref string, t deck.Text, start, end int) (*mediaFile, *diag.Diagnostic) {
	ref = norm.NFC.String(ref)
	if d := m.check(ref, t, start, end); d != nil {
		return nil, d
	}
	m.mu.Lock()
	f := m.used[ref]
	if f == nil {
		f = &mediaFile{path: "media/" + ref}
		m.used[ref] = f
	}
	m.mu.Unlock()
	f.load.Do(func() { m.read(f) })
	return f, nil
}

// check returns what to report about a reference in normal form C, or nil when it names a file below media/.
func (m *mediaIndex) check(ref string, t deck.Text, start, end int) *diag.Diagnostic {
	name := "media/" + ref
	d := &diag.Diagnostic{Code: "missing-media", Span: t.Span(start, end)}
	switch {
	case strings.HasPrefix(ref, "/") || strings.Contains(ref, `\`) || slices.Contains(strings.Split(ref, "/"), ".."):
		d.Code = "file-outside"
		d.Message = fmt.Sprintf("`%s` is no path inside the folder `%s`", ref, m.files.MediaDir())
		d.Help = fmt.Sprintf("copy the file into `%s` and name it by its path from there", m.files.MediaDir())
	case m.files.Dir == "":
		d.Message = fmt.Sprintf("`%s` not found: a deck in one file has no media", ref)
		d.Help = "make the deck a folder: `decks/<name>/deck.yaml`, with the file in `decks/<name>/media/`"
	case m.files.Link(name):
		m.files.Use(name) // said here, it need not be said again
		d.Code = "file-outside"
		d.Message = fmt.Sprintf("`media/%s` leads through a symbolic link; nothing outside the %s is read", ref, m.files.Folder())
		d.Help = fmt.Sprintf("put the file itself into `%s`", m.files.MediaDir())
	case !m.files.Has(name):
		m.missing(d, ref)
		at := start + strings.LastIndex(t.Value[start:end], ref) // behind a `<` or `url(`
		if meant := m.respelled(ref); meant != "" && at >= start {
			if edits, ok := t.Edits([]deck.Change{{Start: at, End: at + len(ref), New: meant}}); ok {
				d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", meant), Safe: true, Edits: edits}}
			}
		}
	default:
		return nil
	}
	return d
}

func (m *mediaIndex) missing(d *diag.Diagnostic, ref string) {
	d.Message = fmt.Sprintf("`%s` not found in `%s`", ref, m.files.MediaDir())
	d.Help = "put the file there, or correct the name"
	if inside, ok := strings.CutPrefix(ref, "media/"); ok && m.files.Has(ref) {
		d.Help = fmt.Sprintf("write `%s`: paths start below `%s`", inside, m.files.MediaDir())
		return
	}
	similar, ok := m.files.Similar("media/" + ref)
	if !ok {
		return
	}
	similar = strings.TrimPrefix(similar, "media/")
	d.Message += fmt.Sprintf("; there is `%s`", similar)
	d.Help = fmt.Sprintf("write `%s`", similar)
	if strings.EqualFold(similar, ref) {
		d.Help += "; capital and small letters count, because they do on phones"
	}
}

// respelled returns the file that ref cannot but mean: the same name in other letters' case, or with the folder before
// it that paths start in. Else it returns "".
func (m *mediaIndex) respelled(ref string) string {
	if inside, ok := strings.CutPrefix(ref, "media/"); ok && m.files.Has(ref) {
		return inside
	}
	if similar, ok := m.files.Similar("media/" + ref); ok && strings.EqualFold(similar, "media/"+ref) {
		return strings.TrimPrefix(similar, "media/")
	}
	return ""
}

// read hashes the file and looks at its first bytes.
func (m *mediaIndex) read(f *mediaFile) {
	m.files.Use(f.path)
	full := m.files.Path(f.path)
	file, err := m.files.Open(f.path)
	if err != nil {
		d := deck.Unreadable(full, err)
		f.bad = &d
		return
	}
	defer file.Close()
	var head bytes.Buffer
	one, two := sha1.New(), sha256.New()
	limited := io.LimitReader(file, MaxMediaBytes+1)
	_, err = io.CopyN(&head, limited, 512)
	if err == nil || err == io.EOF {
		f.size, err = io.Copy(io.MultiWriter(one, two), io.MultiReader(bytes.NewReader(head.Bytes()), limited))
	}
	if err != nil {
		d := deck.Unreadable(full, err)
		f.bad = &d
		return
	}
	one.Sum(f.sha1[:0])
	two.Sum(f.sha2[:0])
	f.bad = checkContent(full, head.Bytes(), f.size)
}

// plainName reports whether the file keeps its own name.
func (m *mediaIndex) plainName(f *mediaFile) bool {
	return m.plain || strings.HasPrefix(path.Base(f.path), "_")
}

// name returns what a file is called in the package of the edition, when all of its notes are compiled.
func (m *mediaUse) name(f *mediaFile) string { return m.named(f, m.isStatic(f)) }

// named returns what a file is called in packages where Anki finds it by itself, and where it does not (static).
func (m *mediaIndex) named(f *mediaFile, static bool) string {
	base := norm.NFC.String(path.Base(f.path))
	if m.plainName(f) {
		return base
	}
	name := hashedStem(base) + "-" + hex.EncodeToString(f.sha2[:4]) + strings.ToLower(path.Ext(base))
	if static {
		return "_" + name
	}
	return name
}

// hashedStem makes the readable part of a hashed name (format.md section 9).
func hashedStem(base string) string {
	const most = 60 // bytes
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(strings.TrimSuffix(base, path.Ext(base)))) {
		if !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && r != '-' && r != '_' {
			gap = true
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		if b.Len()+len(string(r)) > most {
			break
		}
		b.WriteRune(r)
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "media"
}

// markStatic notes that a template, a style sheet or a description uses the file.
func (m *mediaIndex) markStatic(f *mediaFile) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f.static = true
}

// addUnderscored adds the files that are packaged without being named: those whose own name starts with `_`, for
// scripts that load others.
func (m *mediaUse) addUnderscored() {
	for _, p := range m.files.Under("media", "") {
		if strings.HasPrefix(path.Base(p), "_") {
			m.find(strings.TrimPrefix(p, "media/"), deck.Text{}, 0, 0)
		}
	}
}
