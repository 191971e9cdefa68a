package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"
)

func versionCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version",
		Action: func(*cli.Context) error {
			_, err := fmt.Fprintf(env.Stdout, "deckmill %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version returns the module's version, or the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v, commit, modified := info.Main.Version, "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = ", changed"
		}
	}
	if v == "" || v == "(devel)" {
		v = "development version"
		if commit != "" {
			v += " " + commit[:min(len(commit), 12)] + modified
		}
	}
	return v
}

// unpinned is the version that stands for the newest one.
const unpinned = "latest"

// versionFile says in a repository of decks which version its workflows use.
const versionFile = ".github/deckmill-version"

// installable returns this program's version as `go install PACKAGE@VERSION` takes it: a tag, a pseudo-version or a commit.
func installable() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return unpinned
	}
	if v, _, _ := strings.Cut(info.Main.Version, "+"); v != "" && v != "(devel)" { // behind `+`: changed since
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return unpinned
}
