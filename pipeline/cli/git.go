package cli

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"
)

// git runs Git in a folder and returns what it prints. It is told not to write and not to fetch what is missing.
func git(env Env, dir string, args ...string) (string, error) {
	out, err := gitFolder{context.Background(), env, dir, []string{"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1"}}.run("", args...)
	return strings.TrimSpace(out), err
}

// A gitFolder runs Git in a folder. Git is told not to ask for passwords, to speak English, and not to run the hooks, the
// monitor and the checker of signatures that a repository's configuration may name. Filters for files that it names run,
// as with every `git status`.
type gitFolder struct {
	ctx context.Context // ends Git
	env Env
	dir string
	set []string // more environment variables, as NAME=VALUE
}

// run runs Git on an input and returns what it prints, without the line break at its end. An error is the first line of
// what Git said.
func (g gitFolder) run(input string, args ...string) (string, error) {
	options := []string{"-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false"}
	cmd := exec.CommandContext(g.ctx, "git", append(options, args...)...)
	cmd.WaitDelay = time.Second // a filter may outlive Git
	cmd.Dir = g.dir
	for k, v := range g.env.Environ {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	cmd.Env = append(append(cmd.Env, "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"), g.set...)
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &said
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && said.Len() > 0 {
		line, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		err = errors.New(strings.TrimPrefix(line, "fatal: "))
	}
	return strings.TrimSuffix(out.String(), "\n"), err
}
