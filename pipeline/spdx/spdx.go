// Package spdx knows the names of licences, and reads the expressions made of them: `CC-BY-4.0`, `MIT OR (Apache-2.0 AND
// CC0-1.0)`, `GPL-2.0-or-later WITH Classpath-exception-2.0`. It says nothing about what a licence allows.
//
// The names are those of the SPDX License List, as the npm packages spdx-license-ids 3.0.24 and spdx-exceptions 2.5.0 have it.
// The grammar is annex B of the SPDX specification 3.0; capitals count in no name.
package spdx

import (
	_ "embed"
	"strings"
	"unicode"

	"github.com/deckmill/deckmill/pipeline/diag"
)

var (
	//go:embed licenses.txt
	licensesText string
	//go:embed deprecated.txt
	deprecatedText string
	//go:embed exceptions.txt
	exceptionsText string

	licenses   = strings.Fields(licensesText)
	deprecated = strings.Fields(deprecatedText) // still valid, but never suggested
	exceptions = strings.Fields(exceptionsText)
)

func contains(list []string, name string) bool {
	for _, n := range list {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// isLicense reports whether name is that of a licence, with `+` for later versions, or a reference to one that stands
// elsewhere.
func isLicense(name string) bool {
	if rest, ok := strings.CutPrefix(name, "DocumentRef-"); ok {
		document, reference, _ := strings.Cut(rest, ":")
		return isReference(document) && isOwn(reference, "LicenseRef-")
	}
	bare := strings.TrimSuffix(name, "+")
	return isOwn(name, "LicenseRef-") || contains(licenses, bare) || contains(deprecated, bare)
}

func isException(name string) bool { return contains(exceptions, name) || isOwn(name, "AdditionRef-") }

// isOwn reports whether name begins with prefix and goes on as a reference does.
func isOwn(name, prefix string) bool {
	reference, ok := strings.CutPrefix(name, prefix)
	return ok && isReference(reference)
}

func isReference(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return r >= 0x80 || r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0
}

// longestName is the length in bytes above which nothing is like a name.
const longestName = 60

// near returns the name of the list that a wrong one most likely means, or "": the same in other signs (`cc by 4.0`), the
// newest version of it (`CC-BY-SA`, `GPLv3`), else a misspelling.
func near(name string, list []string) string {
	if len(name) > longestName {
		return ""
	}
	bare := letters(name)
	newest := ""
	for _, candidate := range list {
		switch rest, isPrefix := strings.CutPrefix(letters(candidate), bare); {
		case bare == "" || !isPrefix:
		case rest == "":
			return candidate
		case strings.Trim(strings.TrimSuffix(rest, "only"), "0123456789") == "":
			newest = candidate // the list ascends
		}
	}
	if newest != "" {
		return newest
	}
	best, _ := diag.Suggest(name, list)
	return best
}

// letters returns the letters and digits of a name in lower case, without the words that say that it is a licence.
func letters(name string) string {
	name = strings.ToLower(name)
	for _, filler := range []string{"license", "licence", "version", "the "} {
		name = strings.ReplaceAll(name, filler, "")
	}
	var b strings.Builder
	for i, r := range name {
		isVersion := r == 'v' && i+1 < len(name) && name[i+1] >= '0' && name[i+1] <= '9'
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isVersion {
			b.WriteRune(r)
		}
	}
	return b.String()
}
