package markup

import (
	"html"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// IsPlayed reports whether ref has the extension of sound or video (format.md section 8, point 5).
func IsPlayed(ref string) bool {
	switch strings.ToLower(strings.TrimPrefix(path.Ext(ref), ".")) {
	case "mp3", "ogg", "oga", "opus", "wav", "flac", "m4a", "aac", "3gp", "spx",
		"mp4", "webm", "mkv", "mov", "avi", "ogv", "mpg", "mpeg", "flv", "m4v":
		return true
	}
	return false
}

// isRemote reports whether ref names no file of the deck.
func isRemote(ref string) bool {
	for _, prefix := range [...]string{"http:", "https:", "data:", "//"} {
		if len(ref) >= len(prefix) && strings.EqualFold(ref[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}

// A refSyntax says how a reference is written, for fixes.
type refSyntax uint8

const (
	soundSyntax    refSyntax = iota // [sound:ref], or a line of a media field
	markdownSyntax                  // ![](ref)
	htmlSyntax                      // src="ref"
)

// resolve asks for the packaged name of ref, which stands at src[start:end]. ok is false if it stays as it is.
func (c *compiler) resolve(ref string, start, end int, seen bool, syntax refSyntax) (name string, ok bool) {
	if isRemote(ref) {
		return "", false
	}
	if c.badReference(ref, start, end, syntax) || c.o.Media == nil {
		return "", false
	}
	return c.o.Media(ref, start, end, seen)
}

// badReference reports a reference that can name no file below media/, or would not be found by Anki
// (anki-format.md 1.6).
func (c *compiler) badReference(ref string, start, end int, syntax refSyntax) bool {
	p := Problem{Code: "media-reference", Start: start, End: end}
	better := ""
	switch {
	case ref == "":
		p.Message = "the reference to a picture or sound names no file"
		p.Help = "write the path of a file in the folder `media/`"
	case strings.HasPrefix(strings.ToLower(ref), "file:"), strings.HasPrefix(ref, "/"), len(ref) > 2 && isLetter(ref[0]) && ref[1] == ':':
		p.Message = "`" + excerpt(ref) + "` is a place on one computer only"
		p.Help = "copy the file into the folder `media/` and write its path from there"
	case strings.Contains(ref, `\`):
		p.Message = "`" + excerpt(ref) + "` has a backslash; only Windows takes that for a folder"
		better = strings.ReplaceAll(ref, `\`, "/")
	case ref == ".." || strings.HasPrefix(ref, "../") || strings.HasSuffix(ref, "/..") || strings.Contains(ref, "/../"):
		p.Message = "`" + excerpt(ref) + "` leads out of the folder `media/`"
		p.Help = "copy the file into the folder `media/` and write its path from there"
	case percentDecoded(ref) != ref && (c.o.Exists == nil || !c.o.Exists(ref)):
		p.Message = "Anki looks for a file called `" + excerpt(ref) + "`: it does not decode `%`"
		better = percentDecoded(ref)
	default:
		return false
	}
	if better != "" {
		exists := c.o.Exists != nil && c.o.Exists(better)
		better = writtenReference(better, syntax)
		p.Help = "write `" + excerpt(better) + "`"
		if exists || c.o.Exists == nil { // else another finding would take the place of this one
			p.Fix = &Fix{Message: p.Help, Safe: exists, Edits: []Edit{{Start: start, End: end, New: better}}}
		}
	}
	c.report(p)
	return true
}

// percentDecoded returns ref with all its percent-escapes decoded, or ref itself if it has none or a broken one.
func percentDecoded(ref string) string {
	if strings.IndexByte(ref, '%') < 0 {
		return ref
	}
	var b strings.Builder
	for i := 0; i < len(ref); i++ {
		if ref[i] != '%' {
			b.WriteByte(ref[i])
			continue
		}
		if i+2 >= len(ref) || unhex(ref[i+1]) < 0 || unhex(ref[i+2]) < 0 {
			return ref
		}
		b.WriteByte(byte(unhex(ref[i+1])<<4 | unhex(ref[i+2])))
		i += 2
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

func unhex(b byte) int {
	switch {
	case isDigit(b):
		return int(b - '0')
	case 'a' <= b|0x20 && b|0x20 <= 'f':
		return int(b|0x20-'a') + 10
	}
	return -1
}

// writtenReference returns a path as it is written in the source.
func writtenReference(ref string, syntax refSyntax) string {
	switch {
	case syntax == htmlSyntax:
		return html.EscapeString(ref)
	case syntax == markdownSyntax && strings.ContainsAny(ref, " ()<>"):
		return "<" + strings.NewReplacer("<", `\<`, ">", `\>`).Replace(ref) + ">"
	}
	return ref
}

// mediaAttribute writes the tag from offset from up to the end of an attribute that names media, with its packaged name.
// ok is false if the attribute stays as it is.
func (c *compiler) mediaAttribute(p htmlPiece, t tag, a attribute, from int) (stop int, ok bool) {
	name := strings.ToLower(p.text[a.start:a.nameEnd])
	if !a.has || name != "src" && name != "data" && name != "poster" {
		return 0, false
	}
	start, end := c.source(a.value), c.sourceEnd(a.valueEnd)
	end = max(start, end)
	seen := false
	switch t.name {
	case "img", "audio", "video", "object", "source":
		seen = name != "poster"
	}
	packaged, ok := c.resolve(html.UnescapeString(p.text[a.value:a.valueEnd]), start, end, seen, htmlSyntax)
	if !ok {
		return 0, false
	}
	c.shown(p, from, a.nameEnd)
	c.put(`="`)
	c.attribute(packaged)
	c.put(`"`)
	return a.stop, true
}

// mediaField compiles a list of media, one path to a line.
func (c *compiler) mediaField() {
	for i := 0; i <= len(c.src); {
		end := endOfLine(c.src, i)
		line := c.src[i:end]
		ref := strings.TrimSpace(line)
		if ref != "" {
			start := i + strings.Index(line, ref)
			c.mediaLine(ref, start)
		}
		i = end + 1
	}
}

func (c *compiler) mediaLine(ref string, start int) {
	name, ok := c.resolve(ref, start, start+len(ref), true, soundSyntax)
	if !ok {
		name = ref
	}
	if IsPlayed(ref) {
		c.put(soundOpen)
		c.escaped(name, false)
		c.put("]")
		return
	}
	c.put(`<img src="`)
	c.attribute(name)
	c.put(`">`)
}

// destination returns where in src the destination of an image stands.
func (c *compiler) destination(n *ast.Image) (start, end int) {
	from, to := n.Pos(), c.ends[n]
	if open := strings.Index(c.text[max(from, c.childrenEnd(n)):to], "]("); open >= 0 {
		from = max(from, c.childrenEnd(n)) + open + 2
	}
	dest := string(n.Destination)
	if i := strings.Index(c.text[from:to], dest); i >= 0 {
		from, to = from+i, from+i+len(dest)
		if dest != "" && c.text[from-1] == '<' && to < len(c.text) && c.text[to] == '>' {
			from, to = from-1, to+1
		}
	}
	start, end = c.source(from), c.sourceEnd(to)
	return start, max(start, end)
}
