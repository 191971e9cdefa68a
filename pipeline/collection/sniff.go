package collection

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// kinds are the files that people put on cards: how they begin, what they are called, and their extensions. A family is
// what an extension may not lie about: a picture under another picture's extension is shown all the same.
var kinds = []struct {
	family, name string
	extensions   string
	offset       int
	magic        string
}{
	{"picture", "PNG picture", ".png", 0, "\x89PNG\r\n\x1a\n"},
	{"picture", "JPEG picture", ".jpg .jpeg", 0, "\xff\xd8\xff"},
	{"picture", "GIF picture", ".gif", 0, "GIF8"},
	{"picture", "WebP picture", ".webp", 8, "WEBP"},
	{"picture", "AVIF picture", ".avif", 4, "ftypavif"},
	{"picture", "HEIC picture", ".heic .heif", 4, "ftyphei"},
	{"picture", "HEIC picture", ".heic .heif .avif", 4, "ftypmif1"},
	{"recording", "MP3 sound", ".mp3", 0, "ID3"},
	{"recording", "WAV sound", ".wav", 8, "WAVE"},
	{"recording", "FLAC sound", ".flac", 0, "fLaC"},
	{"recording", "MP4 file", ".mp4 .m4a .m4v .mov .3gp .aac", 4, "ftyp"},
	{"recording", "Matroska or WebM film", ".mkv .webm", 0, "\x1a\x45\xdf\xa3"},
	{"recording", "Ogg file", ".ogg .oga .ogv .opus .spx", 0, "OggS"},
	{"document", "PDF document", ".pdf", 0, "%PDF"},
	{"archive", "ZIP archive", ".zip", 0, "PK\x03\x04"},
}

// rare are formats that some of Anki's programs cannot show (rules.md `media-content`).
var rare = []string{".heic", ".avif", ".tiff", ".tif", ".bmp", ".wma", ".flac"}

// familyOf returns what an extension promises, or "" when it is none that we know.
func familyOf(ext string) string {
	if ext == ".svg" {
		return "picture"
	}
	for _, k := range kinds {
		if slices.Contains(strings.Fields(k.extensions), ext) {
			return k.family
		}
	}
	return ""
}

// checkContent says what is wrong with a media file that has these first bytes (rules.md `media-content`), or nil.
func checkContent(full string, head []byte, size int64) *diag.Diagnostic {
	base := path.Base(full)
	d := &diag.Diagnostic{Code: "media-content", Span: source.NewFile(full, nil).Whole()}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case size == 0:
		d.Message, d.Help = fmt.Sprintf("`%s` is empty", base), "put the real file in its place"
		return d
	case size > MaxMediaBytes:
		d.Message = fmt.Sprintf("`%s` is larger than %d MiB, which Anki never synchronises", base, MaxMediaBytes>>20)
		d.Help = "make it smaller, or cut it"
		return d
	case bytes.HasPrefix(head, []byte("version https://git-lfs.github.com/spec/")):
		d.Message, d.Help = fmt.Sprintf("`%s` is a Git LFS pointer, not the file itself", base), "run `git lfs pull`"
		return d
	case isPage(start) && !slices.Contains([]string{".html", ".htm", ".xhtml"}, strings.ToLower(path.Ext(base))):
		d.Message, d.Help = fmt.Sprintf("`%s` is a web page, not a media file", base), "download the file itself"
		return d
	}
	ext := strings.ToLower(path.Ext(base))
	if slices.Contains(rare, ext) {
		d.Severity = diag.Warning
		d.Message, d.Help = fmt.Sprintf("some phones cannot show `%s` files", ext), "convert it: pictures to PNG or JPEG, sound to MP3"
		return d
	}
	promised := familyOf(ext)
	if promised == "" {
		return nil
	}
	if ext != ".svg" && (bytes.HasPrefix(start, []byte("<svg")) || bytes.HasPrefix(start, []byte("<?xml"))) {
		d.Message, d.Help = fmt.Sprintf("`%s` is an SVG drawing or other XML under another kind's name", base), "give it the right extension, or put the right file in its place"
		return d
	}
	for _, k := range kinds {
		if len(head) < k.offset+len(k.magic) || string(head[k.offset:k.offset+len(k.magic)]) != k.magic {
			continue
		}
		switch {
		case slices.Contains(strings.Fields(k.extensions), ext):
			return nil
		case k.family == promised && ext != ".svg": // browsers take what is called so for text
			d.Severity = diag.Warning
		}
		d.Message = fmt.Sprintf("`%s` is a %s under another kind's name", base, k.name)
		d.Help = "give it the right extension, or put the right file in its place"
		return d
	}
	return nil
}

// isPage reports whether a file that begins with start, in lower case, is a web page.
func isPage(start []byte) bool {
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}
