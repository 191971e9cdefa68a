package names

import (
	_ "embed"
	"encoding/hex"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of Anki, in bytes of UTF-8.
const (
	maxMediaName      = 120
	maxMediaExtension = 10
)

// Media returns the name Anki would store a media file under (anki-format.md 1.5): nothing that any file system
// refuses, and at most 120 bytes. The empty name and names of folders ("..") are refused by Anki and not mended here.
func Media(name string) string {
	name = norm.NFC.String(name)
	name = drop(name, notInMedia)
	name = strings.ReplaceAll(name, "\u00a0", " ")
	if n := deviceName(name); n > 0 {
		name = name[:n] + "_" + name[n:]
	}
	name = closeEnd(name)
	if len(name) > maxMediaName {
		stem, extension := shorten(name, maxMediaName)
		if extension != "" {
			stem += "." + extension
		}
		name = closeEnd(stem)
	}
	return name
}

// MediaWithSum returns the name that Anki gives a media file whose own name is taken by other content: its SHA-1 before
// the extension, and the stem cut so that it fits (anki-format.md 1.5).
func MediaWithSum(name string, sha1 [20]byte) string {
	sum := "-" + hex.EncodeToString(sha1[:])
	stem, extension := shorten(name, maxMediaName-len(sum))
	return stem + sum + "." + extension
}

func notInMedia(r rune) bool {
	if r < utf8.RuneSelf {
		return isControl(r) || strings.ContainsRune(`[]<>:"/?*^\|`, r)
	}
	return unassigned(r)
}

// deviceName returns the length of the name of a Windows device that name begins with, up to a period or the end, or 0.
func deviceName(name string) int {
	stem, _, _ := strings.Cut(name, ".")
	switch strings.ToLower(stem) {
	case "con", "prn", "aux", "nul":
		return len(stem)
	}
	if len(stem) != 4 || stem[3] < '1' || stem[3] > '9' {
		return 0
	}
	if port := strings.ToLower(stem[:3]); port == "com" || port == "lpt" {
		return len(stem)
	}
	return 0
}

// closeEnd appends an underscore where Windows would drop the last character.
func closeEnd(name string) string {
	if strings.HasSuffix(name, " ") || strings.HasSuffix(name, ".") {
		return name + "_"
	}
	return name
}

// shorten splits a name at its last period and cuts both parts to the limit, in bytes. Two bytes are left for the period
// and for what closeEnd may append.
func shorten(name string, limit int) (stem, extension string) {
	stem = name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		stem, extension = name[:i], name[i+1:]
	}
	extension = cut(extension, maxMediaExtension)
	return cut(stem, limit-len(extension)-2), extension
}

// cut returns the longest beginning of s of at most n bytes that ends between two code points.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Anki judges what a character is by Unicode 10 and deletes whatever came later, new emoji for instance. The tables of
// package unicode are younger and change with Go, so the list is our own.
//
//go:embed unassigned.txt
var unassignedList string

// unassignedRanges returns pairs of first and last code point, ascending.
var unassignedRanges = sync.OnceValue(func() [][2]rune {
	var ranges [][2]rune
	for line := range strings.Lines(unassignedList) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), "..")
		first, err1 := strconv.ParseUint(from, 16, 32)
		last, err2 := strconv.ParseUint(to, 16, 32)
		if ok && err1 == nil && err2 == nil {
			ranges = append(ranges, [2]rune{rune(first), rune(last)})
		}
	}
	return ranges
})

// unassigned reports whether r had no meaning in Unicode 10.
func unassigned(r rune) bool {
	ranges := unassignedRanges()
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i][1] >= r })
	return i < len(ranges) && ranges[i][0] <= r
}
