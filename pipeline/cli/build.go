package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

func buildCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "build",
		Usage:     "check decks and write their packages",
		ArgsUsage: "[DECK...]",
		Description: `DECK is the name of a deck, or the path of its folder or file. Without one, all decks in
the folder decks/ are built. Each gives dist/DECK.apkg, which Anki imports (in Anki: File,
Import), and dist/DECK.csv; dist/checksums.txt lists them. A deck with variants gives these
for each, as dist/DECK-de.apkg; the name DECK-de builds that package alone. A deck with an
error is not built, and its files of the last time stay as they are.

All notes carry the time of the build, by which Anki knows what is newer. It is --timestamp,
else the environment variable SOURCE_DATE_EPOCH, else the time of the last commit when nothing
was changed since, else now. The same sources and the same time give the same bytes.

From the second release on, name the package that learners have with --baseline: what they
have written into their notes is theirs. Notes that did not change keep their old time, and
Anki leaves them alone; those that did change arrive, over edits older than the build. What
would be lost or doubled, stand under another question, or never arrive, is reported. The
packages of the last release belong into another folder than dist/; a deck without one
there is new. Where decks share note types (deckmill.yaml), name that folder also when one
deck is built: what another deck's learners have of a note type counts too.

DECK.changes.apkg of --changes-only is for learners who have the last release and import
with *Update notes: always*, which overwrites their own edits of every note in a package:
this one holds the new and changed notes only. What changes in the look of cards alone
comes with the whole package. One of an earlier build is removed when there is no new one.`,
		UsageText: `  deckmill build                       all decks
  deckmill build anatomy               the deck decks/anatomy/ or decks/anatomy.yaml
  deckmill build geography-de          its German package alone
  deckmill build --out ~/Desktop       write to the desktop instead of dist/
  deckmill build anatomy --baseline anatomy-1.0.apkg
                                       the next release, on top of the last
  deckmill build --baseline last       the same for all decks: their packages are in last/`,
		Flags: append(reportFlags(),
			&cli.StringFlag{Name: "out", Usage: "write into the folder `DIR` (default dist, beside decks/)"},
			&cli.BoolFlag{Name: "legacy", Usage: "also write DECK.legacy.apkg, for Anki 2.1.55 and older"},
			baselineFlag(""),
			&cli.BoolFlag{Name: "changes-only", Usage: "with --baseline: also write DECK.changes.apkg, with the new and changed notes only"},
			&cli.StringFlag{Name: "timestamp", Usage: "take `TIME` as the time of the build: seconds since 1970, or as in 2026-01-31T12:00:00Z"}),
		Action: func(c *cli.Context) error {
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			o := buildOptions{out: c.String("out"), legacy: c.Bool("legacy"), changes: c.Bool("changes-only"), timestamp: c.String("timestamp")}
			if o.baseline, err = newBaseline(s, c); err != nil {
				return err
			}
			defer o.baseline.close()
			if o.changes && o.baseline == nil {
				return &usageError{message: "`--changes-only` needs `--baseline`: what is changed since when?",
					help: "name the package of the last release with `--baseline FILE`"}
			}
			return s.build(c.Args().Slice(), o)
		},
	}
}

type buildOptions struct {
	out       string // as given, empty if not
	legacy    bool
	changes   bool      // also a package of changes
	baseline  *baseline // may be nil
	timestamp string
}

// An output is a file that was written.
type output struct {
	path    string // as shown
	size    int64  // bytes
	content string // "120 notes, 160 cards, 12 media files" for a package
}

func (s *session) build(args []string, o buildOptions) error {
	r, sel, err := s.openDecks(args)
	if err != nil {
		return err
	}
	defer r.close()
	dist := newOutDir(r.root, s.dir, o.out)
	seconds, err := buildTime(s.env, r.root, o.timestamp, dist.path)
	if err != nil {
		return err
	}
	s.warnOfTime(seconds)
	if err := o.baseline.checkOutput(r, dist, sel); err != nil {
		return err
	}
	if err := o.baseline.open(r, sel); err != nil {
		return err
	}
	if err := dist.make(); err != nil {
		return err
	}
	p := startProgress(s.env, "building")
	var results []result
	done := s.interruptible(func() {
		results = s.compileAll(r, sel, pipeline.Options{Time: seconds, Notes: p.notes, Changes: o.changes}, p, func(c *pipeline.Compiled, res *result) {
			res.outputs, res.failure = dist.write(c, o.legacy)
			if res.failure == nil {
				res.removed, res.failure = dist.removeChanges(c)
			}
			for _, p := range c.Packages {
				if o.changes && p.Changes != nil && len(p.Changes.Notes) == 0 {
					res.unchanged = append(res.unchanged, p.Name)
				}
			}
		})
	})
	p.stop()
	if !done {
		dist.removeTemporary(sel.packages(r))
		return errInterrupted
	}
	return s.reportBuild(r, sel, dist, results)
}

func (s *session) reportBuild(r *repository, sel *selection, dist outDir, results []result) error {
	groups := groupsOf(r, sel, results)
	if err := s.print(r, groups); err != nil {
		return err
	}
	failures := failuresOf(r, results)
	var outputs []output
	var missing, unwritten []string // decks, and packages of these
	for _, res := range results {
		outputs = append(outputs, res.outputs...)
		if len(res.outputs) == 0 {
			missing = append(missing, res.place.Slug)
			for _, p := range sel.packagesOf(r, res.place) {
				unwritten = append(unwritten, p.Name)
			}
		}
	}
	if len(outputs) > 0 {
		everything := sel.all && len(missing) == 0 && len(failures) == 0
		if err := dist.writeChecksums(outputs, everything); err != nil {
			failures = append(failures, err)
		}
	}
	s.listOutputs(outputs)
	s.sayReleases(r, results)
	text := tally(groups, len(sel.decks))
	if len(missing) > 0 {
		text = strings.TrimPrefix(text+"; "+notBuilt(missing), "; ")
		if old := dist.old(unwritten); len(old) > 0 {
			text += fmt.Sprintf(" (%s: still from an earlier build)", diag.Escape(strings.Join(old, ", ")))
		}
	}
	if text != "" {
		s.say("%s", text)
	}
	s.summarize(r, "build", withFailures(cmp.Or(text, diag.Plural(len(results), "deck")+" built"), failures), groups, results)
	return s.finish(groups, failures, len(missing) > 0 || groups[0].Found.Count(diag.Error) > 0)
}

// listOutputs prints a line for each file: its path, what is in it, and its size.
func (s *session) listOutputs(outputs []output) {
	width := 0
	for _, o := range outputs {
		width = max(width, utf8.RuneCountInString(diag.Escape(o.path)))
	}
	for _, o := range outputs {
		content := byteSize(o.size)
		if o.content != "" {
			content = o.content + ", " + content
		}
		s.say("%-*s  %s", width, diag.Escape(o.path), content)
	}
}

// notBuilt returns "a and b were not built".
func notBuilt(slugs []string) string {
	if len(slugs) == 1 {
		return slugs[0] + " was not built"
	}
	return enumerate(slugs) + " were not built"
}

// enumerate returns "a, b and c", or the first few decks of many.
func enumerate(slugs []string) string {
	const limit = 5
	if n := len(slugs) - limit; n > 0 {
		slugs = append(slugs[:limit:limit], diag.Plural(n, "more deck"))
	}
	last := len(slugs) - 1
	if last == 0 {
		return slugs[0]
	}
	return strings.Join(slugs[:last], ", ") + " and " + slugs[last]
}

// sayReleases says what is odd about last releases, which decks are as they were in theirs, and which packages of changes
// are gone.
func (s *session) sayReleases(r *repository, results []result) {
	s.warnOfBaseline(r.baseline, results)
	for _, line := range r.baseline.news(results) {
		s.say("%s", line)
	}
	var unchanged []string
	for _, res := range results {
		unchanged = append(unchanged, res.unchanged...)
	}
	if len(unchanged) > 0 {
		s.say("%s: no note is new or changed, so no package of changes", enumerate(unchanged))
	}
	for _, res := range results {
		for _, removed := range res.removed {
			s.say("%s of an earlier build was removed: it is out of date", diag.Escape(removed))
		}
	}
}

// byteSize returns a size as people say it, in powers of 1000.
func byteSize(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1000*1000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// packageOf returns the package of a deck that a file was written for, and whether the file is one of changes.
func packageOf(path string, c *pipeline.Compiled) (p *pipeline.Package, isChanges bool) {
	base := filepath.Base(path)
	for _, end := range []string{changesEnd, legacyEnd, packageEnd, filepath.Ext(path)} {
		if name, ok := strings.CutSuffix(base, end); ok {
			return c.Named(name), end == changesEnd
		}
	}
	return nil, false
}

// outputOf describes a file that was written.
func outputOf(path, shown string, c *pipeline.Compiled) (output, error) {
	info, err := os.Stat(path)
	if err != nil {
		return output{}, fmt.Errorf("size of the new file: %w", err)
	}
	o := output{path: shown, size: info.Size()}
	p, isChanges := packageOf(path, c)
	content := p.Collection
	if isChanges {
		content = p.Changes
	}
	o.content = diag.Plural(len(content.Notes), "note")
	if filepath.Ext(path) != packageEnd {
		return o, nil
	}
	cards := 0
	for _, n := range content.Notes {
		cards += len(n.Cards)
	}
	o.content += ", " + diag.Plural(cards, "card")
	if n := len(content.Media); n > 0 {
		o.content += ", " + diag.Plural(n, "media file")
	}
	return o, nil
}
