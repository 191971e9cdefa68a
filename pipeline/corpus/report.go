package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

// shownRunes is how much of a field a sample shows.
const shownRunes = 400

func (r *result) printDecks() {
	fmt.Printf("\n%7s %8s %8s  %s\n", "notes", "findings", "contract", "deck")
	var notes, found, broken int
	for _, d := range r.decks {
		fmt.Printf("%7d %8d %8d  %s: %s\n", d.notes, d.found, d.broken, d.source.name, d.name)
		notes, found, broken = notes+d.notes, found+d.found, broken+d.broken
	}
	fmt.Printf("%7d %8d %8d  all, compiled and linted in %v\n", notes, found, broken, r.took.Round(10*time.Millisecond))
}

// printRules prints how often each rule finds something: in real decks, in ours, in naughty strings; findings about the
// contract of the format are the part of the first number in brackets.
func (r *result) printRules() {
	fmt.Printf("\n%-24s %-8s %7s %10s %6s %6s %8s\n", "rule", "severity", "hits", "(contract)", "decks", "own", "hostile")
	silent := []string{}
	for _, rule := range rules.All {
		found := r.of(rule.Code, realDecks)
		ours, naughty := len(r.of(rule.Code, ownDecks)), len(r.of(rule.Code, hostileDecks))
		if len(found)+ours+naughty == 0 {
			silent = append(silent, rule.Code)
			continue
		}
		contract := 0
		for _, f := range found {
			if f.contract {
				contract++
			}
		}
		fmt.Printf("%-24s %-8s %7d %10d %6d %6d %8d\n", rule.Code, rule.Severity, len(found), contract, decksIn(found), ours, naughty)
	}
	fmt.Printf("silent: %s\n", strings.Join(silent, " "))
}

// printSamples prints findings of each rule that was asked for, chosen by chance. Other rules do not change the choice.
func (r *result) printSamples(o options) {
	if o.samples < 0 {
		return
	}
	for _, rule := range rules.All {
		if o.rules != "" && !slices.Contains(strings.Split(o.rules, ","), rule.Code) {
			continue
		}
		found := r.of(rule.Code, group(o.group))
		if len(found) == 0 {
			continue
		}
		fmt.Printf("\n=== %s: %d of %d\n", rule.Code, len(sample(found, o)), len(found))
		for _, f := range sample(found, o) {
			r.printFinding(f)
		}
	}
}

// sample chooses findings of one rule, and keeps their order.
func sample(found []*finding, o options) []*finding {
	if o.samples == 0 || o.samples >= len(found) {
		return found
	}
	h := fnv.New64a()
	h.Write([]byte(found[0].Code))
	chosen := rand.New(rand.NewPCG(o.seed, h.Sum64())).Perm(len(found))[:o.samples]
	slices.Sort(chosen)
	var out []*finding
	for _, i := range chosen {
		out = append(out, found[i])
	}
	return out
}

func (r *result) printFinding(f *finding) {
	mark := ""
	if f.contract {
		mark = " (contract)"
	}
	fmt.Printf("\n%s: %s%s\n  %s: %s\n", f.source.name, diag.Place(f.Span), mark, f.Severity, diag.Escape(f.Message))
	if f.Help != "" {
		fmt.Printf("  help: %s\n", diag.Escape(f.Help))
	}
	at := r.places.at(f.Span)
	if f.Span.HasPlace() {
		fmt.Printf("  here: %s\n", clip(f.Span.Text(), shownRunes/4))
	}
	fmt.Printf("  text: %s\n", at)
	if at.note != "" {
		fmt.Printf("  note: %s\n", clip(at.note, shownRunes/2))
	}
	for i, rel := range f.Related {
		if i == 3 {
			fmt.Printf("  and %d more places\n", len(f.Related)-i)
			break
		}
		other := r.places.at(rel.Span)
		fmt.Printf("  %s: %s\n    text: %s\n", diag.Place(rel.Span), diag.Escape(rel.Message), clip(cmp.Or(other.note, other.text), shownRunes))
	}
}

// String returns the text on one line, with its key before it.
func (s shown) String() string {
	if s.key == "" {
		return clip(s.text, shownRunes)
	}
	return s.key + ": " + clip(s.text, shownRunes)
}

// clip makes text safe for a terminal, on one line and no longer than n runes.
func clip(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		text = string(runes[:n]) + "…"
	}
	return diag.Escape(text)
}

// A jsonFinding is a finding in the file that -json writes.
type jsonFinding struct {
	Source    string   `json:"source"`
	Group     group    `json:"group"`
	Deck      string   `json:"deck"`
	Contract  bool     `json:"contract"`
	Code      string   `json:"code"`
	Severity  string   `json:"severity"`
	Message   string   `json:"message"`
	Help      string   `json:"help"`
	Note      string   `json:"note"`
	Place     string   `json:"place"`
	Key       string   `json:"key"`
	Text      string   `json:"text"`
	WholeNote string   `json:"whole_note,omitempty"`
	Related   []string `json:"related,omitempty"`
}

// writeJSON writes every finding to a file.
func (r *result) writeJSON(name string) error {
	out := []jsonFinding{}
	for i := range r.findings {
		f := &r.findings[i]
		at := r.places.at(f.Span)
		j := jsonFinding{Source: f.source.name, Group: f.source.group, Deck: f.deck, Contract: f.contract, Code: f.Code,
			Severity: f.Severity.String(), Message: f.Message, Help: f.Help, Note: f.Note, Place: diag.Place(f.Span), Key: at.key, Text: at.text, WholeNote: at.note}
		for _, rel := range f.Related {
			other := r.places.at(rel.Span)
			j.Related = append(j.Related, diag.Place(rel.Span)+": "+cmp.Or(other.note, other.text))
		}
		out = append(out, j)
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o666)
}
