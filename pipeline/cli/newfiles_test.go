package cli

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/deckmill/deckmill/pipeline/scaffold"
)

// TestNewFilesStopped stops the writing of files at the first: nothing stays but what was there.
func TestNewFilesStopped(t *testing.T) {
	root := filepath.Join(t.TempDir(), "new")
	env := Env{Notify: func(c chan<- os.Signal) func() {
		c <- os.Interrupt
		return func() {}
	}}
	n := &newFiles{root: root}
	files := []scaffold.File{{Path: "a/b/c", Data: []byte("c")}, {Path: "d", Data: []byte("d")}}
	if err := n.write(env, files); !errors.Is(err, errInterrupted) {
		t.Errorf("got %v", err)
	}
	if exists(root) {
		t.Error("the folder is there")
	}
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := n.write(env, files); !errors.Is(err, errInterrupted) {
		t.Errorf("got %v", err)
	}
	left, err := os.ReadDir(root)
	if err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestTitleOf(t *testing.T) {
	for in, want := range map[string]string{"spanish-verbs": "Spanish verbs", "my_decks": "My decks", "élan": "Élan", "かな": "かな", "--": "", "": ""} {
		if got := titleOf(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
