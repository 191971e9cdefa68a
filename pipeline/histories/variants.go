package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// original is the language that every deck with variants has from the beginning.
const original = "en"

// A Language is a value of a deck's axis `language`: a deck of its own to learners, who may study several.
type Language struct {
	Name     string
	Fallback string // "" is none
	Skip     bool   // it leaves out notes that are not translated
}

// An Edition is which of its packages a release is: a language, and with the axis `edition` the standard or the extended one,
// between which a learner moves.
type Edition struct {
	Language string // "" for a deck without variants
	Extended bool
}

// suffixFrom is what the edition of a deck adds to the names of files.
func (e Edition) suffixFrom(d *Deck) string {
	var b strings.Builder
	if e.Language != d.Original {
		b.WriteString("-" + e.Language)
	}
	if e.Extended {
		b.WriteString("-extended")
	}
	return b.String()
}

// editions returns the packages of the deck.
func (d *Deck) editions() []Edition {
	if len(d.Languages) == 0 {
		return []Edition{{}}
	}
	var out []Edition
	for _, l := range d.Languages {
		out = append(out, Edition{Language: l.Name})
		if d.HasExtended {
			out = append(out, Edition{Language: l.Name, Extended: true})
		}
	}
	return out
}

// newest returns the packages that were published last.
func (d *Deck) newest(versions [][]*Release) []Edition {
	var out []Edition
	for _, r := range versions[len(versions)-1] {
		out = append(out, r.Edition)
	}
	return out
}

func (e Edition) String() string {
	if e.Extended {
		return e.Language + ", extended"
	}
	return cmp.Or(e.Language, "the deck")
}

// language returns a language of the deck, or nil.
func (d *Deck) language(name string) *Language {
	i := slices.IndexFunc(d.Languages, func(l Language) bool { return l.Name == name })
	if i < 0 {
		return nil
	}
	return &d.Languages[i]
}

// view returns the deck as an edition has it: without what is not in its package.
func (d *Deck) view(e Edition) *Deck {
	v := d.Clone()
	if len(d.Languages) == 0 {
		return v
	}
	l := d.language(e.Language)
	v.Notes = slices.DeleteFunc(v.Notes, func(n *Note) bool { return n.Extended && !e.Extended || l.Skip && n.Lacks[l.Name] })
	if e.Extended {
		return v
	}
	for _, t := range v.Types {
		t.Fields = slices.DeleteFunc(t.Fields, func(f *Field) bool { return f.Extended })
		t.Cards = slices.DeleteFunc(t.Cards, func(c *Card) bool { return c.Extended })
	}
	return v
}

// differs reports whether a note type has more in the extended edition than in the standard one.
func (t *Type) differs() bool {
	return slices.ContainsFunc(t.Fields, func(f *Field) bool { return f.Extended }) ||
		slices.ContainsFunc(t.Cards, func(c *Card) bool { return c.Extended })
}

// variants writes the axes.
func (d *Deck) variants() string {
	if len(d.Languages) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "variants:\n  - axis: language\n    original: %s\n    values:\n", d.Original)
	for _, l := range d.Languages {
		var with []string
		if l.Fallback != "" {
			with = append(with, "fallback: "+l.Fallback)
		}
		if l.Skip {
			with = append(with, "missing: skip")
		}
		fmt.Fprintf(&b, "      %s: {%s}\n", l.Name, strings.Join(with, ", "))
	}
	if d.HasExtended {
		b.WriteString("  - {axis: edition, identity: shared, original: standard, values: {standard: , extended: }}\n")
	}
	return b.String()
}

// inLanguages writes a text of a note for all its languages.
func (d *Deck) inLanguages(n *Note, text string) string {
	if len(d.Languages) == 0 {
		return quote(text)
	}
	var parts []string
	for _, l := range d.Languages {
		said := text
		switch own := n.Improved[l.Name]; {
		case n.Lacks[l.Name], l.Fallback != "" && own == "":
			continue
		case l.Name != original:
			said += strings.TrimRight(" in "+l.Name+" "+own, " ")
		}
		parts = append(parts, l.Name+": "+quote(said))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// guidsOf writes the guids of a note.
func (d *Deck) guidsOf(n *Note) string {
	if len(d.Languages) == 0 {
		return quote(n.GUID)
	}
	var parts []string
	for _, l := range d.Languages {
		if guid := n.guidIn(l.Name); guid != "" {
			parts = append(parts, l.Name+": "+quote(guid))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// guidIn returns the guid that is written for a language, or "".
func (n *Note) guidIn(language string) string {
	switch {
	case n.GUID == "" || language == "" || language == original:
		return n.GUID
	case n.GUIDs != nil:
		return n.GUIDs[language]
	}
	return n.GUID + "/" + language
}

// keepGUIDs writes down the guids under which learners have a note.
func (m *Maintainer) keepGUIDs(n *Note) {
	n.GUID = m.Released[n.Num]
	if len(m.Languages) > 0 {
		n.GUIDs = map[string]string{}
	}
	for _, l := range m.Languages {
		n.GUIDs[l.Name] = m.ReleasedIn[l.Name][n.Num]
	}
}

// retirements returns the entries that say that a note is retired: its id, or the guid that it has in each language.
func (d *Deck) retirements(n *Note) []Retirement {
	if n.GUID == "" {
		return []Retirement{{ID: n.ID, Reason: "it was wrong"}}
	}
	out := []Retirement{{GUID: n.GUID, Reason: "it was wrong"}}
	for _, l := range d.Languages {
		if guid := n.guidIn(l.Name); guid != "" && guid != n.GUID {
			out = append(out, Retirement{GUID: guid, Reason: "it was wrong"})
		}
	}
	return out
}
