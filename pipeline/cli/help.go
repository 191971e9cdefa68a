package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

// appHelp is what `deckmill` alone prints.
func appHelp(commands []*cli.Command) string {
	var b strings.Builder
	b.WriteString(`Deckmill turns flashcards that you write as text into packages that Anki imports.

Usage:
  deckmill COMMAND [OPTIONS] [DECK...]

Commands:
`)
	for _, c := range commands {
		if !c.Hidden {
			fmt.Fprintf(&b, "  %-11s %s\n", c.Name, c.Usage)
		}
	}
	b.WriteString(`
Examples:
  deckmill init spanish      begin a repository of decks in the folder spanish
  deckmill check             look for mistakes in all decks
  deckmill build             write dist/DECK.apkg for every deck in the folder decks/
  deckmill build anatomy     the same for the deck in decks/anatomy/ or decks/anatomy.yaml
  deckmill diff old.apkg anatomy
                             what learners get who have old.apkg
  deckmill explain no-card   what the word in brackets behind a message means

` + "`deckmill COMMAND --help`" + ` says more about a command.
`)
	return b.String()
}

// optionColumn is where the explanations of options begin.
const optionColumn = 25

// commandHelp is what `deckmill COMMAND --help` prints. It serves as a template of urfave/cli in which nothing is left
// to fill in.
func commandHelp(c *cli.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n\nUsage:\n  %s\n", strings.ToUpper(c.Usage[:1]), c.Usage[1:], strings.TrimSpace("deckmill "+c.Name+" [OPTIONS] "+c.ArgsUsage))
	if c.Description != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(c.Description))
	}
	if len(c.Flags) > 0 {
		b.WriteString("\nOptions:\n")
	}
	for _, f := range c.Flags {
		name, usage := describeFlag(f)
		lines := strings.Split(strings.TrimSpace(wrap(usage, "", 92-optionColumn)), "\n")
		fmt.Fprintf(&b, "  %-*s%s\n", optionColumn-2, name, strings.Join(lines, "\n"+strings.Repeat(" ", optionColumn)))
	}
	if c.UsageText != "" {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", strings.TrimRight(c.UsageText, "\n"))
	}
	b.WriteString(statusHelp(c.Name))
	return b.String()
}

// describeFlag returns both columns of a flag's help. The word between back quotes in its usage names its value.
func describeFlag(f cli.Flag) (name, usage string) {
	usage = f.(cli.DocGenerationFlag).GetUsage()
	for _, n := range f.Names() {
		if name != "" {
			name += ", "
		}
		name += strings.Repeat("-", min(len(n), 2)) + n
	}
	if before, rest, ok := strings.Cut(usage, "`"); ok {
		value, after, _ := strings.Cut(rest, "`")
		name += " " + value
		usage = before + value + after
	}
	return name, usage
}

func statusHelp(command string) string {
	lines := map[string][2]string{
		"init":     {"everything was written that was missing", ""},
		"new":      {"the deck was written", ""},
		"build":    {"every deck was built", "a deck has an error and was not built; the others were"},
		"check":    {"nothing was found that --fail-on names", "something was found"},
		"diff":     {"the two were compared", "a deck cannot be built; with --exit-code: importing NEW changes something"},
		"notes":    {"the notes were written", "a deck cannot be built"},
		"coverage": {"everything was counted", "not all of a deck could be read"},
		"export":   {"every table was written", "a deck cannot be read"},
		"import":   {"the sources say what the table says", "conflicts were left alone, or something has an error; with --diff: something would change"},
		"fix":      {"nothing is left to mend", "errors are left that need a person; with --diff: something would change"},
	}[command]
	if lines[0] == "" {
		return ""
	}
	findings := ""
	if lines[1] != "" {
		findings = "  1  " + lines[1] + "\n"
	}
	return fmt.Sprintf(`
Exit status:
  0  %s
%s  2  the command line is wrong
  3  a file could not be read or written
`, lines[0], findings)
}
