package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

func explainCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "say what a message means and what to do",
		ArgsUsage: "[CODE|FINGERPRINT]",
		Description: `CODE is the word in brackets at the end of a message. Without one, all rules are listed.
FINGERPRINT names one finding, in reports that --format json writes: its rule's page is
printed, then what was found, and what a fix would change.`,
		UsageText: `  deckmill explain duplicate-id
  deckmill explain d2e6b86d075649bb
  deckmill explain`,
		Flags: []cli.Flag{placeFlag(), colorFlag()},
		Action: func(c *cli.Context) error {
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			switch word := strings.Trim(c.Args().First(), "[]"); {
			case c.NArg() > 1:
				return &usageError{message: "one rule at a time, please", command: "explain"}
			case c.NArg() == 0:
				fmt.Fprint(s.out, ruleList())
				return nil
			case fingerprint.MatchString(word):
				return s.explainFinding(word)
			default:
				rule, err := findRule(word)
				if err == nil {
					fmt.Fprint(s.out, rulePage(rule))
				}
				return err
			}
		},
	}
}

func findRule(code string) (*lint.Rule, error) {
	rule, suggestion := rules.Find(code)
	if rule != nil {
		return rule, nil
	}
	message := fmt.Sprintf("there is no rule `%s`", code)
	if suggestion != "" {
		message += fmt.Sprintf("; did you mean `%s`?", suggestion)
	}
	return nil, &usageError{message: message, help: "`deckmill explain` lists all rules"}
}

func ruleList() string {
	list := slices.Clone(rules.All)
	slices.SortFunc(list, func(a, b *lint.Rule) int { return cmp.Compare(a.Code, b.Code) })
	width := 0
	for _, r := range list {
		width = max(width, len(r.Code))
	}
	var b strings.Builder
	for _, r := range list {
		fmt.Fprintf(&b, "%-*s  %-7s  %s\n", width, r.Code, r.Severity, r.Title)
	}
	return b.String()
}

// pageWidth is the width of a rule's page, in characters.
const pageWidth = 80

// rulePage is the page of a rule for a terminal: its Markdown without the marks that only get in the way
// there.
func rulePage(r *lint.Rule) string {
	var b strings.Builder
	inCode := false
	for line := range strings.Lines(rules.Page(r)) {
		line = strings.TrimRight(line, "\n")
		switch quoted, isQuote := strings.CutPrefix(line, "> "); {
		case strings.HasPrefix(line, "```"):
			inCode = !inCode
		case inCode && line != "":
			b.WriteString("    " + line + "\n")
		case isQuote:
			b.WriteString("    " + quoted + "\n")
		case strings.HasPrefix(line, "- "):
			b.WriteString(strings.Replace(wrap(line[2:], "  ", pageWidth), "  ", "- ", 1))
		case line == "":
			b.WriteByte('\n')
		default:
			b.WriteString(wrap(strings.TrimPrefix(line, "## "), "", pageWidth))
		}
	}
	if !r.Fixed {
		fmt.Fprintf(&b, "\nTo keep a text as it is, write a comment above it:\n\n    # deckmill:ignore %s -- the reason\n", r.Code)
	}
	return b.String()
}

// wrap breaks a paragraph into lines of at most width characters, each with a prefix.
func wrap(text, prefix string, width int) string {
	var b strings.Builder
	line := prefix
	for _, word := range strings.Fields(text) {
		if line != prefix && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			b.WriteString(line + "\n")
			line = prefix
		}
		if line != prefix {
			line += " "
		}
		line += word
	}
	b.WriteString(line + "\n")
	return b.String()
}
