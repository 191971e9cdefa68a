package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"gopkg.in/yaml.v3"
)

// A workflowStep is what GitHub runs: a command, or an action, which is not there.
type workflowStep struct {
	Name string
	If   string
	Env  map[string]string
	Run  string
	Uses string
	Dir  string `yaml:"working-directory"`
}

// runWorkflow plays a workflow of GitHub as far as it consists of commands: workflow FILE. Jobs and steps run from top to
// bottom, and the first that fails ends it. An artifact is the folder that it was made of.
func runWorkflow(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: workflow FILE")
	}
	var w struct{ Jobs yaml.Node }
	ts.Check(yaml.Unmarshal([]byte(ts.ReadFile(args[0])), &w))
	failed := false
	for i := 1; i < len(w.Jobs.Content) && !failed; i += 2 {
		var job struct{ Steps []workflowStep }
		ts.Check(w.Jobs.Content[i].Decode(&job))
		for _, step := range job.Steps {
			if strings.HasPrefix(step.Uses, "actions/download-artifact@") {
				ts.Check(os.CopyFS(ts.MkAbs("release"), os.DirFS(ts.MkAbs("dist"))))
			}
			if step.Run == "" || strings.Contains(step.If, "hashFiles('last/tag')") && !exists(ts.MkAbs("last/tag")) {
				continue
			}
			ts.Logf("step: %s", step.Name)
			if failed = runStep(ts, step) != nil; failed {
				break
			}
		}
	}
	if failed != neg {
		ts.Fatalf("workflow %s: failed is %t", args[0], failed)
	}
}

// runStep runs the command of a step as GitHub does, with the expressions that stand in our workflows.
func runStep(ts *testscript.TestScript, step workflowStep) error {
	values := strings.NewReplacer("${{ github.token }}", "token", "${{ github.repository }}", "ada/decks", "${{ github.ref_name }}", ts.Getenv("REF_NAME"))
	var line []string
	for name, value := range step.Env {
		line = append(line, name+"="+values.Replace(value))
	}
	command := "cd " + shellWord(filepath.Join(ts.MkAbs("."), step.Dir)) + "\n" + step.Run
	return ts.Exec("env", append(line, "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", command)...)
}
