package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// command builds the deck as it is with the command itself, in a folder, on top of the package of the last release, and
// compares what it does with what was done here: the same package, byte for byte, or a refusal.
func (h *History) command(want []byte) ([]string, error) {
	if h.tool == "" || h.seed%10 != 0 {
		return nil, nil
	}
	dir := filepath.Join(h.dir, "repository")
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, h.deck.Sources()); err != nil {
		return nil, err
	}
	args := []string{"-C", dir, "build", "--timestamp", strconv.FormatInt(h.options(false).Time, 10)}
	if h.base != nil {
		args = append(args, "--baseline", h.basePath)
	}
	said, err := exec.Command(h.tool, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	h.stats.commands++
	got, err := os.ReadFile(filepath.Join(dir, "dist", slug+".apkg"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if !bytes.Equal(got, want) || (exit == nil) != (want != nil) {
		return []string{fmt.Sprintf("the command wrote %d bytes, here it were %d: %s", len(got), len(want), said)}, nil
	}
	return nil, nil
}
