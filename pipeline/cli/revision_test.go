package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Without Git there are no revisions; that is said, and it is nobody's mistake in the command line.
func TestNewSinceWithoutGit(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "decks"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "decks/a.yaml"), []byte("deck: A\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", "")
	env := OS()
	var stdout, stderr bytes.Buffer
	env.Dir, env.Stdout, env.Stderr = dir, &stdout, &stderr
	status := Main(env, []string{"deckmill", "check", "--new-since", "v1"})
	want := "deckmill: cannot read revision `v1`: the command `git` is not installed\nhelp: install Git (https://git-scm.com)\n"
	if status != statusFailure || stderr.String() != want {
		t.Errorf("status %d, want %d; got\n%s", status, statusFailure, stderr.String())
	}
}
