package scaffold

import (
	"fmt"
	"regexp"
	"strings"
)

const licenseFile = "LICENSE"

// Licenses returns the names of the licences whose texts are at hand, those for texts and pictures first.
func Licenses() []string { return []string{"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "MIT"} }

// licenseText returns the text for the file LICENSE: that of the licence itself, or where the texts stand that an
// expression names. It is nil for terms that only their author can write down (`LicenseRef-...`).
func (r Repository) licenseText() []byte {
	for _, name := range Licenses() {
		if strings.EqualFold(name, r.License) {
			return fill(licenseFiles, "licenses/"+name+".txt", r)
		}
	}
	var places []string
	for _, word := range licenseWord.FindAllString(r.License, -1) {
		switch {
		case strings.Contains(word, "LicenseRef-") || strings.HasPrefix(word, "AdditionRef-"):
			return nil
		case !operators[strings.ToUpper(word)]:
			places = append(places, fmt.Sprintf("- %s: https://spdx.org/licenses/%s.html\n", word, strings.TrimSuffix(word, "+")))
		}
	}
	return fmt.Appendf(nil, "The decks in this repository are under: %s\n\nThe texts of the licences stand here:\n\n%s", r.License, strings.Join(places, ""))
}

// LicenseText reports whether there is a file LICENSE to point to.
func (r Repository) LicenseText() bool { return r.licenseText() != nil }

// licenseWord matches a word of an SPDX expression.
var licenseWord = regexp.MustCompile(`[^\s()]+`)

var operators = map[string]bool{"AND": true, "OR": true, "WITH": true}

// Holders returns who has the copyright, for the texts of licences that name them.
func (r Repository) Holders() string {
	if len(r.Authors) == 0 {
		return "the authors"
	}
	return strings.Join(r.Authors, ", ")
}
