package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/scaffold"
	"github.com/deckmill/deckmill/pipeline/spdx"
)

// answerFlags are the answers to the questions about a new deck, for those who do not want to be asked.
func answerFlags() []cli.Flag {
	return []cli.Flag{
		placeFlag(),
		&cli.StringFlag{Name: "title", Usage: "the deck's `NAME` in Anki; :: nests, as in Languages::Spanish"},
		&cli.StringFlag{Name: "language", Usage: "the `TAG` of the deck's language, like en, pt-BR or ja (default en)"},
		&cli.StringFlag{Name: "license", Usage: "what others may do with it, an SPDX `EXPRESSION` like CC-BY-4.0, CC-BY-SA-4.0 or CC0-1.0 (default that of the other decks, else CC-BY-4.0)"},
		&cli.StringSliceFlag{Name: "author", Usage: "who makes the deck: the `NAME` of a person; may be repeated (default the user.name of Git)"},
		&cli.StringFlag{Name: "notetype", Value: scaffold.Notetypes()[0], Usage: "the `TYPE` of its notes: " + strings.Join(scaffold.Notetypes(), ", ") + " (default basic)"},
		&cli.BoolFlag{Name: "folder", Usage: "make a folder, for many notes or for pictures and sounds, and not one file; a deck of image-occlusion is one"},
		&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Usage: "ask nothing: take what is proposed"},
	}
}

// An asker gets answers: from the options of a command, from a person at the terminal, else what is proposed.
type asker struct {
	options *cli.Context
	in      *bufio.Reader
	out     io.Writer
	person  bool // somebody can answer
}

func newAsker(env Env, c *cli.Context) *asker {
	return &asker{options: c, in: bufio.NewReader(env.Stdin), out: env.Stderr,
		person: env.StdinTerminal && env.StderrTerminal && !c.Bool("yes")}
}

// A question asks for one value.
type question struct {
	option   string // of the command line, without dashes
	text     string // what a person is asked
	proposal string // may be empty
	example  string // an answer, as it is written on the command line
	optional bool   // no answer is one

	check func(answer string) (message, help string) // message is empty when nothing is wrong
}

// ask returns the answer to a question; it is right. At a terminal a wrong one is asked for again.
func (a *asker) ask(q question) (string, error) {
	if a.options.IsSet(q.option) {
		return a.given(q, a.options.String(q.option))
	}
	switch {
	case a.person:
		return a.askPerson(q)
	case q.proposal != "":
		return a.given(q, q.proposal)
	case q.optional:
		return "", nil
	}
	return "", &usageError{message: fmt.Sprintf("`--%s` is missing, and there is nobody to ask", q.option),
		help: fmt.Sprintf("say it, as in `--%s %s`", q.option, q.example)}
}

// given returns an answer of the command line.
func (a *asker) given(q question, answer string) (string, error) {
	if answer == "" && q.optional {
		return "", nil
	}
	if answer == "" {
		return "", &usageError{message: fmt.Sprintf("`--%s` must not be empty", q.option), command: a.options.Command.Name}
	}
	if message, help := q.wrong(answer); message != "" {
		return "", &usageError{message: fmt.Sprintf("`--%s` cannot be `%s`: %s", q.option, answer, message), help: help, command: a.options.Command.Name}
	}
	return answer, nil
}

func (a *asker) askPerson(q question) (string, error) {
	if message, _ := q.wrong(q.proposal); message != "" {
		q.proposal = ""
	}
	for {
		fmt.Fprint(a.out, q.text)
		if q.proposal != "" {
			fmt.Fprintf(a.out, " [%s]", diag.Escape(q.proposal))
		}
		fmt.Fprint(a.out, ": ")
		line, err := a.in.ReadString('\n')
		if err != nil { // the end of the input is a person who goes away
			fmt.Fprintln(a.out)
			if errors.Is(err, io.EOF) {
				return "", errInterrupted
			}
			return "", &failure{doing: "cannot read the answer", err: err}
		}
		answer := cmp.Or(strings.TrimSpace(line), q.proposal)
		if answer == "" && q.optional {
			return "", nil
		}
		message, help := q.wrong(answer)
		if message == "" {
			return answer, nil
		}
		fmt.Fprintf(a.out, "  %s\n", diag.Escape(message))
		if help != "" {
			fmt.Fprintf(a.out, "  %s\n", diag.Escape(help))
		}
	}
}

// wrong returns what is wrong with an answer.
func (q question) wrong(answer string) (message, help string) {
	switch {
	case answer == "":
		return "an answer is needed", ""
	case !utf8.ValidString(answer):
		return "it is not UTF-8", ""
	case strings.ContainsFunc(answer, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) }):
		return "it has a control character or a line break", ""
	case q.check == nil:
		return "", ""
	}
	return q.check(answer)
}

// askTitle asks for the name of a deck, which no other of the repository has; r may be nil.
func askTitle(proposal string, r *repository) question {
	return question{option: "title", text: "Name of the deck in Anki", proposal: proposal, example: "'Spanish verbs'", check: func(title string) (message, help string) {
		if r != nil {
			if p, taken := r.Named(title); taken {
				return fmt.Sprintf("the deck in `%s` has this name", p.Main), "choose another"
			}
		}
		return deck.CheckName(title)
	}}
}

func askLanguage() question {
	return question{option: "language", text: "Its language, as a tag like en, pt-BR or ja", proposal: "en", check: func(tag string) (message, help string) {
		if !deck.IsLanguage(tag) {
			return fmt.Sprintf("`%s` is no language tag", tag), "write one like `en`, `pt-BR` or `ja`"
		}
		return "", ""
	}}
}

func askLicense(proposal string) question {
	return question{option: "license", text: "Licence, like CC-BY-4.0, CC-BY-SA-4.0 or CC0-1.0", proposal: proposal, example: "CC-BY-4.0", check: func(license string) (message, help string) {
		if p, ok := spdx.Check(license); !ok {
			return p.Message, "the names are on https://spdx.org/licenses; terms of your own are `LicenseRef-my-terms`"
		}
		return "", ""
	}}
}

// authors asks who makes a deck. Git knows the name of whoever sits here, mostly.
func (a *asker) authors(env Env, dir string) ([]string, error) {
	q := question{option: "author", text: "Author", optional: true}
	if a.options.IsSet(q.option) {
		var names []string
		for _, given := range a.options.StringSlice(q.option) {
			name, err := a.given(q, given)
			if err != nil {
				return nil, err
			}
			if name != "" {
				names = append(names, name)
			}
		}
		return names, nil
	}
	if name, err := git(env, dir, "config", "user.name"); err == nil {
		if message, _ := q.wrong(name); message == "" {
			q.proposal = name
		}
	}
	name, err := a.ask(q)
	if err != nil || name == "" {
		return nil, err
	}
	return []string{name}, nil
}
