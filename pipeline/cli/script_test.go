package cli

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the command prints into the scripts; read the difference afterwards")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"deckmill": func() { os.Exit(Main(OS(), os.Args)) },
	})
}

// TestScripts runs the command as people do. Each script holds a repository, what is typed, and the exact screens.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			here, err := os.Getwd()
			env.Setenv("SOURCE_DATE_EPOCH", "1700000000")
			env.Setenv("SCHEMA", filepath.Join(here, "../../schema/deck.schema.json"))
			env.Setenv("COMPLETION", here)
			env.Setenv("REPOSITORY", filepath.Join(here, "../.."))
			env.Setenv("PACKAGES", filepath.Join(here, "testdata/packages"))
			return err
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "posix": // permissions, links and a shell
				return runtime.GOOS != "windows", nil
			case "root": // whom no permission stops
				return os.Geteuid() == 0, nil
			case "mounts":
				return runtime.GOOS == "linux" && os.Geteuid() == 0 && canMount(t), nil
			}
			return false, errors.New("there is no condition " + name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"write":     write,
			"smalldisk": smallDisk,
			"workflow":  runWorkflow,
		},
	})
}

// exits runs a command and compares its exit status: exits STATUS COMMAND...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// write makes a file from a Go string literal: write FILE LITERAL. It is for bytes that a script cannot hold.
func write(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: write FILE LITERAL")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// smallDisk puts a disk of a few kilobytes at a folder: smalldisk FOLDER SIZE.
func smallDisk(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: smalldisk FOLDER SIZE")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	ts.Check(exec.Command("mount", "-t", "tmpfs", "-o", "size="+args[1], "tmpfs", dir).Run())
	ts.Defer(func() { _ = exec.Command("umount", dir).Run() })
}

// canMount reports whether this process may mount a file system, which containers often forbid.
func canMount(t *testing.T) bool {
	dir := t.TempDir()
	if exec.Command("mount", "-t", "tmpfs", "tmpfs", dir).Run() != nil {
		return false
	}
	return exec.Command("umount", dir).Run() == nil
}
