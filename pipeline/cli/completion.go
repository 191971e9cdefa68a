package cli

import (
	_ "embed" // the scripts
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline/lint/rules"
	"github.com/deckmill/deckmill/pipeline/scaffold"
)

// The scripts that teach a shell to complete: they ask the hidden command `__complete` for candidates.
var (
	//go:embed completion.bash
	completionBash string
	//go:embed completion.zsh
	completionZsh string
	//go:embed completion.fish
	completionFish string
)

func completionCommand(env Env) *cli.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cli.Command{
		Name:        "completion",
		Usage:       "print the script that completes commands, decks and rules in a shell",
		ArgsUsage:   "bash|zsh|fish",
		Description: "With it, the tab key completes commands, names of decks, options and rules.",
		UsageText: `  source <(deckmill completion bash)     in ~/.bashrc
  source <(deckmill completion zsh)      in ~/.zshrc
  deckmill completion fish | source      in ~/.config/fish/config.fish`,
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &usageError{message: "for which shell?", help: "name one of " + quoteList(shells, len(shells))}
			}
			script := map[string]string{"bash": completionBash, "zsh": completionZsh, "fish": completionFish}[c.Args().First()]
			if script == "" {
				return &usageError{message: fmt.Sprintf("there is no completion for `%s`%s", c.Args().First(), didYouMean(c.Args().First(), shells)),
					help: "name one of " + quoteList(shells, len(shells))}
			}
			_, err := io.WriteString(env.Stdout, script)
			return err
		},
	}
}

// completeCommand is what the scripts call, with the words of the command line up to the cursor. It prints candidates
// for the last of them, one on a line, and is silent about everything that is wrong.
func completeCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:   "__complete",
		Usage:  "print candidates for a word",
		Hidden: true,
		Action: func(c *cli.Context) error {
			words := c.Args().Slice()
			if len(words) == 0 {
				words = []string{""}
			}
			last := words[len(words)-1]
			for _, candidate := range candidates(env, c.App.Commands, words[:len(words)-1], last) {
				if strings.HasPrefix(candidate, last) {
					fmt.Fprintln(env.Stdout, candidate)
				}
			}
			return nil
		},
	}
}

// candidates returns what could stand behind the words before.
func candidates(env Env, commands []*cli.Command, before []string, last string) []string {
	if len(before) > 0 {
		if values := valuesOf(before[0], before[len(before)-1]); values != nil {
			return values
		}
	}
	words, flags, err := split(commands, before)
	if err != nil { // the word is the value of an option
		if before[len(before)-1] == "--into" {
			_, flags, _ = split(commands, before[:len(before)-1])
			return slugs(env, flags)
		}
		return nil
	}
	var command *cli.Command
	if len(words) > 0 {
		command = find(commands, words[0])
	}
	switch {
	case len(words) == 0:
		return commandNames(commands)
	case command == nil:
		return nil
	case strings.HasPrefix(last, "-"):
		return flagNames(command)
	}
	switch command.Name {
	case "build", "check", "fix", "schema", "diff", "notes", "export":
		return slugs(env, flags)
	case "explain":
		return ruleCodes()
	case "completion":
		return []string{"bash", "zsh", "fish"}
	}
	return nil
}

// valuesOf returns the values that an option of a command can have, if they can be listed.
func valuesOf(command, flag string) []string {
	switch flag {
	case "--separator":
		return separatorNames
	case "--format":
		if command == "diff" {
			return diffFormats
		}
		return formats
	case "--color":
		return []string{"auto", "always", "never"}
	case "--fail-on":
		return []string{"error", "warning", "hint"}
	case "--notetype":
		return scaffold.Notetypes()
	case "--license":
		return scaffold.Licenses()
	case "--suggested":
		return ruleCodes()
	}
	return nil
}

func commandNames(commands []*cli.Command) []string {
	var names []string
	for _, c := range commands {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}

func flagNames(c *cli.Command) []string {
	names := []string{"--help"}
	for _, f := range c.Flags {
		n := f.Names()[0]
		names = append(names, strings.Repeat("-", min(len(n), 2))+n)
	}
	return names
}

// slugs returns the decks of the repository; the names of their folders and files were checked by then.
func slugs(env Env, flags []flagWord) []string {
	s := &session{env: env, dir: env.Dir}
	for _, f := range flags {
		if f.name == "C" && len(f.words) == 2 {
			s.dir = resolveDir(env.Dir, f.words[1])
		}
	}
	r, err := s.openRepository()
	if err != nil {
		return nil
	}
	defer r.close()
	var names []string
	for _, p := range r.Decks {
		names = append(names, p.Slug)
	}
	return names
}

func ruleCodes() []string {
	var codes []string
	for _, r := range rules.All {
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	return codes
}
