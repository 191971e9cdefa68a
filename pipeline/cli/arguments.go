package cli

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// arrange puts a command line into the order that urfave/cli understands: command, flags, `--`, arguments. People write
// flags before the command and behind the arguments too; the library would take those for arguments. Nothing is
// returned for a command line that asks for the help of the whole program.
func arrange(commands []*cli.Command, args []string) ([]string, error) {
	words, flags, err := split(commands, args)
	if err != nil {
		return nil, err
	}
	wantsHelp := slices.ContainsFunc(flags, func(f flagWord) bool { return f.name == "help" || f.name == "h" })
	if len(words) > 0 && words[0] == "help" {
		wantsHelp, words = true, words[1:]
	}
	if len(words) == 0 {
		if slices.ContainsFunc(flags, func(f flagWord) bool { return f.name == "version" }) {
			return []string{"version"}, nil
		}
		if len(flags) > 0 && !wantsHelp {
			return nil, &usageError{message: "which command? There are only options", help: "see `deckmill --help`"}
		}
		return nil, nil
	}
	command := find(commands, words[0])
	if command == nil {
		return nil, unknownCommand(commands, words[0])
	}
	if wantsHelp {
		return []string{command.Name, "--help"}, nil
	}
	out := []string{command.Name}
	for _, f := range flags {
		if !takes(command, f.name) {
			return nil, unknownFlag(commands, command, f.word)
		}
		out = append(out, f.words...)
	}
	return append(append(out, "--"), words[1:]...), nil
}

// A flagWord is a flag as it was written.
type flagWord struct {
	name  string   // without dashes and value
	word  string   // with dashes, without value
	words []string // all of it
}

// split parts the words of a command line from its flags. Whether a flag takes a value is the same for all commands.
func split(commands []*cli.Command, args []string) (words []string, flags []flagWord, err error) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return append(words, args[i+1:]...), flags, nil
		}
		if len(arg) < 2 || arg[0] != '-' {
			words = append(words, arg)
			continue
		}
		word, _, hasValue := strings.Cut(arg, "=")
		f := flagWord{name: strings.TrimLeft(word, "-"), word: word, words: []string{arg}}
		if !hasValue && needsValue(commands, f.name) {
			i++
			if i == len(args) {
				return nil, nil, withoutValue(commands, words, word)
			}
			f.words = append(f.words, args[i])
		}
		flags = append(flags, f)
	}
	return words, flags, nil
}

// withoutValue makes the error about a flag at the end of a command line that lacks its value.
func withoutValue(commands []*cli.Command, words []string, flag string) error {
	err := &usageError{message: fmt.Sprintf("`%s` needs a value", flag)}
	if len(words) > 0 && find(commands, words[0]) != nil {
		err.command = words[0]
	}
	return err
}

func find(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.Name == name {
			return c
		}
	}
	return nil
}

func needsValue(commands []*cli.Command, name string) bool {
	for _, c := range commands {
		for _, f := range c.Flags {
			if v, ok := f.(cli.DocGenerationFlag); ok && slices.Contains(f.Names(), name) {
				return v.TakesValue()
			}
		}
	}
	return false
}

func takes(c *cli.Command, flag string) bool {
	return slices.ContainsFunc(c.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), flag) })
}

func unknownCommand(commands []*cli.Command, name string) error {
	var names []string
	for _, c := range commands {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return &usageError{message: fmt.Sprintf("there is no command `%s`%s", name, didYouMean(name, names)),
		help: "`deckmill --help` lists the commands"}
}

func unknownFlag(commands []*cli.Command, command *cli.Command, word string) error {
	name := strings.TrimLeft(word, "-")
	for _, other := range commands {
		if takes(other, name) && !other.Hidden {
			return &usageError{message: fmt.Sprintf("`%s` is an option of `deckmill %s`, not of `deckmill %s`", word, other.Name, command.Name),
				command: command.Name}
		}
	}
	var names []string
	for _, f := range command.Flags {
		for _, n := range f.Names() {
			if len(n) > 1 {
				names = append(names, "--"+n)
			}
		}
	}
	return &usageError{message: fmt.Sprintf("there is no option `%s`%s", word, didYouMean("--"+name, names)), command: command.Name}
}

// didYouMean returns "; did you mean `x`?" when one of the candidates is near to the word.
func didYouMean(word string, candidates []string) string {
	if best, ok := diag.Suggest(word, candidates); ok {
		return fmt.Sprintf("; did you mean `%s`?", best)
	}
	return ""
}

// plainWord matches what no shell reads otherwise than it stands.
var plainWord = regexp.MustCompile(`^[\pL\p{Nd}_./:@%+=,^~-]+$`)

// shellWord writes a word as one stands for it in a shell.
func shellWord(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
