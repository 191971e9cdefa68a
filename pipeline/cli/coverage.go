package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline/coverage"
	"github.com/deckmill/deckmill/pipeline/diag"
)

func coverageCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "coverage",
		Usage:     "show what each language of a deck still lacks",
		ArgsUsage: "[DECK...]",
		Description: `For each value of each axis in "variants", such as each language: how many texts are there,
its own or those of another that it falls back to, how many are missing, and of the notes how
many are complete, and how many are left out (with "missing: skip"). Texts are fields that
are written for variants, and those of the deck itself. An empty text that somebody wrote is
one. With --missing, the texts that one value lacks are listed, each with the place of the
text that is to be translated.`,
		UsageText: `  deckmill coverage                        all decks
  deckmill coverage geography              the deck decks/geography/ or decks/geography.yaml
  deckmill coverage --missing pt           what is to be translated into Portuguese
  deckmill coverage --format markdown      for a README or a pull request`,
		Flags: []cli.Flag{placeFlag(),
			&cli.StringFlag{Name: "format", Usage: "print as `FORMAT`: text, markdown or json"},
			&cli.StringFlag{Name: "missing", Usage: "list the texts that the value `VALUE` lacks, such as a language"},
		},
		Action: func(c *cli.Context) error {
			s, err := newFormatSession(env, c, []string{formatText, formatMarkdown, formatJSON})
			if err != nil {
				return err
			}
			defer s.close()
			return s.coverage(c.Args().Slice(), c.String("missing"), c.IsSet("missing"))
		},
	}
}

func (s *session) coverage(args []string, missing string, list bool) error {
	if list && s.format == formatMarkdown {
		return &usageError{message: "the list of `--missing` has no form in Markdown", help: "leave out `--missing`, or choose another `--format`"}
	}
	r, sel, err := s.openDecks(args)
	if err != nil {
		return err
	}
	defer r.close()
	var reports []*coverage.Report
	var broken []string
	for _, p := range sel.decks {
		report, whole, err := r.Coverage(p, missing)
		if err != nil {
			return asFailure(err, "cannot read the deck `"+p.Slug+"`")
		}
		reports = append(reports, report)
		if !whole {
			broken = append(broken, p.Slug)
		}
	}
	if list && len(broken) == 0 {
		if err := checkValue(reports, missing); err != nil {
			return err
		}
	}
	if err := s.printCoverage(reports, missing, list); err != nil {
		return &failure{doing: "cannot print", err: err}
	}
	if list && len(broken) == 0 && s.format == formatText {
		sayComplete(s.env.Stderr, reports, missing)
	}
	for _, slug := range broken {
		printProblem(s.env.Stderr, fmt.Sprintf("not all of `%s` could be read, and what could not is not counted", slug), fmt.Sprintf("see `deckmill check %s`", slug))
	}
	if len(broken) > 0 {
		return errFindings
	}
	return nil
}

// sayComplete says that a value lacks nothing in any of the decks, if that is so.
func sayComplete(w io.Writer, reports []*coverage.Report, value string) {
	taken := 0
	for _, r := range reports {
		for _, a := range r.Axes {
			for _, v := range a.Values {
				switch {
				case v.Name != value:
				case v.Missing > 0:
					return
				default:
					taken += v.Taken
				}
			}
		}
	}
	more := ""
	if taken > 0 {
		more = "; from its `fallback` it has " + diag.Plural(taken, "text")
	}
	fmt.Fprintf(w, "`%s` lacks nothing%s\n", value, more)
}

// checkValue makes sure that a deck has a variant of this name.
func checkValue(reports []*coverage.Report, value string) error {
	var values []string
	for _, r := range reports {
		for _, a := range r.Axes {
			for i := range a.Values {
				if a.Values[i].Name == value {
					return nil
				}
				if !slices.Contains(values, a.Values[i].Name) {
					values = append(values, a.Values[i].Name)
				}
			}
		}
	}
	if len(values) == 0 {
		return &usageError{message: fmt.Sprintf("`--missing` cannot be `%s`: no deck has variants", value), help: "`variants` in a `deck.yaml` says in which languages the deck is"}
	}
	return &usageError{message: fmt.Sprintf("`--missing` cannot be `%s`%s", value, didYouMean(value, values)), help: "choose one of " + quoteList(values, 20)}
}

func (s *session) printCoverage(reports []*coverage.Report, missing string, list bool) error {
	switch {
	case s.format == formatJSON:
		return coverage.WriteJSON(s.out, reports)
	case s.format == formatMarkdown:
		return coverage.WriteMarkdown(s.out, reports)
	case list:
		return coverage.WriteGaps(s.out, reports, missing)
	}
	return coverage.WriteText(s.out, reports)
}
