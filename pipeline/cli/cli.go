// Package cli is the command `deckmill`: its flags, what it prints, its exit statuses. It is the only package that looks
// at the environment; everything it does with decks is package pipeline's.
//
// What it prints follows a few rules. Findings and results go to standard output, failures and progress to standard
// error. Messages are in lower case, without a full stop, with what the user wrote between back quotes; a line "help:"
// says what to do. Text of cards, paths included, is escaped before it is printed.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// The exit statuses (design.md section 6).
const (
	statusFine        = 0
	statusFindings    = 1
	statusUsage       = 2
	statusFailure     = 3
	statusInterrupted = 130 // as a shell reports it
)

// An Env is the world as the command sees it.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	StdinTerminal  bool              // Stdin is a terminal: somebody can answer
	StdoutTerminal bool              // Stdout is a terminal: colour
	StderrTerminal bool              // Stderr is a terminal: progress
	Width          int               // of the terminal, in cells; 0 when unknown
	Dir            string            // the working folder, absolute
	Environ        map[string]string // environment variables
	Now            func() time.Time

	// Notify sends control-C and the request to end to a channel until stop is called. At all other times these signals
	// end the process, whatever it waits for.
	Notify func(interrupt chan<- os.Signal) (stop func())
}

// OS returns the process's own Env.
func OS() Env {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	environ := map[string]string{}
	for _, kv := range os.Environ() {
		k, v, _ := strings.Cut(kv, "=")
		environ[k] = v
	}
	ignoreFileSizeSignal()
	width := 0
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		width = w
	}
	return Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		StdinTerminal: term.IsTerminal(int(os.Stdin.Fd())), StdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Width:          width, Dir: dir, Environ: environ, Now: time.Now, Notify: notify,
	}
}

func notify(interrupt chan<- os.Signal) (stop func()) {
	signal.Notify(interrupt, os.Interrupt, syscall.SIGTERM)
	return func() { signal.Stop(interrupt) }
}

// Main runs the command line args, whose first is the program's name, and returns the exit status.
func Main(env Env, args []string) int {
	if env.Environ["GITHUB_ACTIONS"] == "true" {
		log := diag.NewLogWriter(env.Stderr)
		defer log.Flush()
		env.Stderr = log
	}
	return report(env.Stderr, run(env, args))
}

func run(env Env, args []string) error {
	app := newApp(env)
	arranged, err := arrange(app.Commands, args[1:])
	if err != nil {
		return err
	}
	if len(arranged) == 0 {
		_, err := io.WriteString(env.Stdout, appHelp(app.Commands))
		return err
	}
	return app.Run(append([]string{"deckmill"}, arranged...))
}

// newApp sets up the command table. Of urfave/cli we use the parser of flags and the dispatch; what it would print or
// exit with by itself is switched off.
func newApp(env Env) *cli.App {
	app := &cli.App{
		Name: "deckmill", Writer: env.Stdout, ErrWriter: env.Stderr, Reader: env.Stdin,
		HideVersion: true, HideHelpCommand: true, DisableSliceFlagSeparator: true,
		ExitErrHandler: func(*cli.Context, error) {},
		Commands: []*cli.Command{
			initCommand(env), newCommand(env),
			buildCommand(env), checkCommand(env), fixCommand(env), diffCommand(env), notesCommand(env), coverageCommand(env),
			exportCommand(env), importCommand(env),
			explainCommand(env), schemaCommand(env),
			completionCommand(env), versionCommand(env), completeCommand(env),
		},
	}
	for _, c := range app.Commands {
		c.HideHelpCommand = true
		c.CustomHelpTemplate = commandHelp(c)
		c.OnUsageError = func(_ *cli.Context, err error, _ bool) error {
			return &usageError{message: flagError(err), command: c.Name}
		}
	}
	return app
}

// badValue is what package flag says about a value of the wrong type.
var badValue = regexp.MustCompile(`^invalid (?:boolean )?value "(.*)" for (?:flag )?-([\w-]+): `)

// flagError says in our words what is wrong with a flag.
func flagError(err error) string {
	m := badValue.FindStringSubmatch(err.Error())
	if m == nil {
		return err.Error()
	}
	return fmt.Sprintf("`%s%s` cannot be `%s`", strings.Repeat("-", min(len(m[2]), 2)), m[2], m[1])
}

// errFindings ends a command that has printed findings which make it fail.
var errFindings = errors.New("findings")

// errFailed ends a command that has printed its failures.
var errFailed = errors.New("failed")

// errUsage ends a command that has printed what cannot be meant in its command line.
var errUsage = errors.New("usage")

// errInterrupted ends a command that the user stopped.
var errInterrupted = errors.New("interrupted")

// A usageError is a command line that cannot be meant.
type usageError struct {
	message string
	help    string // may be empty
	command string // whose help to point to when help is empty; may be empty
}

func (e *usageError) Error() string { return e.message }

// report prints how a command failed and returns its exit status.
func report(w io.Writer, err error) int {
	var usage *usageError
	var world *failure
	switch {
	case err == nil:
		return statusFine
	case errors.Is(err, errFindings):
		return statusFindings
	case errors.Is(err, errFailed):
		return statusFailure
	case errors.Is(err, errUsage):
		return statusUsage
	case errors.Is(err, errInterrupted):
		return statusInterrupted
	case errors.As(err, &usage):
		help := usage.help
		if help == "" {
			help = "see `" + strings.TrimSpace("deckmill "+usage.command) + " --help`"
		}
		printProblem(w, usage.message, help)
		return statusUsage
	case errors.As(err, &world):
		world.print(w)
		return statusFailure
	}
	printProblem(w, err.Error(), "")
	return statusFailure
}

func printProblem(w io.Writer, message, help string) {
	fmt.Fprintf(w, "deckmill: %s\n", diag.Escape(message))
	if help != "" {
		fmt.Fprintf(w, "help: %s\n", diag.Escape(help))
	}
}
