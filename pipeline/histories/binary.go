package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// command builds the deck as it is with the command itself, in a folder, on top of the packages of the last release, and
// compares what it does with what was done here: the same packages, byte for byte, or, if want is nil, a refusal.
func (h *History) command(want []*Release) ([]string, error) {
	if h.tool == "" || h.seed%10 != 0 {
		return nil, nil
	}
	dir := filepath.Join(h.dir, "repository")
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, h.deck.Sources()); err != nil {
		return nil, err
	}
	args := []string{"-C", dir, "build", "--timestamp", strconv.FormatInt(h.options(false).Time, 10)}
	if h.bases != nil {
		args = append(args, "--baseline", h.lastFolder())
	}
	said, err := exec.Command(h.tool, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	h.stats.commands++
	if want == nil && exit == nil {
		return []string{fmt.Sprintf("the command does not refuse what is refused here: %s", said)}, nil
	}
	for _, r := range want {
		name := slug + r.Edition.suffixFrom(h.deck) + ".apkg"
		ours, err := os.ReadFile(r.Latest)
		if err != nil {
			return nil, err
		}
		if theirs, err := os.ReadFile(filepath.Join(dir, "dist", name)); err != nil || !bytes.Equal(ours, theirs) {
			return []string{fmt.Sprintf("the command wrote %d bytes into %s, here it were %d: %v %s", len(theirs), name, len(ours), err, said)}, nil
		}
	}
	return nil, nil
}

// lastFolder is where the packages of the last release lie under their names.
func (h *History) lastFolder() string { return filepath.Join(h.dir, "last") }

// keepLast puts a package that the next release builds on into the folder of the last release.
func (h *History) keepLast(name, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(h.lastFolder(), 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(h.lastFolder(), name+".apkg"), data, 0o644)
}
