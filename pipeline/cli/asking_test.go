package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestQuestions shows what a person sees who answers wrongly first. What they type is not part of it: the terminal
// shows that.
func TestQuestions(t *testing.T) {
	dir := t.TempDir()
	var out, asked bytes.Buffer
	env := Env{
		Stdin:  strings.NewReader("a::\n日本語\nNihongo\nnihongo\nJapanese\nja\ncc0\nCC0-1.0\na\x1b[31m\nAda\n"),
		Stdout: &out, Stderr: &asked, StdinTerminal: true, StderrTerminal: true,
		Dir: dir, Environ: map[string]string{}, Now: time.Now, Notify: func(chan<- os.Signal) func() { return func() {} },
	}
	if status := Main(env, []string{"deckmill", "init", "kana"}); status != statusFine {
		t.Fatalf("exit status %d: %s", status, asked.String())
	}
	want := strings.Join([]string{
		"Name of the deck in Anki [Kana]:   a part of the name is empty",
		"  write something before and behind each `::`",
		"Name of the deck in Anki [Kana]: What its files are called: small letters, digits and hyphens:   `Nihongo` cannot be a deck's file name",
		"  write `nihongo`: small letters a to z, digits, and single `-` between them",
		"What its files are called: small letters, digits and hyphens: Its language, as a tag like en, pt-BR or ja [en]:   `Japanese` is no language tag",
		"  write one like `en`, `pt-BR` or `ja`",
		"Its language, as a tag like en, pt-BR or ja [en]: Licence, like CC-BY-4.0, CC-BY-SA-4.0 or CC0-1.0 [CC-BY-4.0]:   `cc0` is no SPDX licence; did you mean `CC0-1.0`?",
		"  the names are on https://spdx.org/licenses; terms of your own are `LicenseRef-my-terms`",
		"Licence, like CC-BY-4.0, CC-BY-SA-4.0 or CC0-1.0 [CC-BY-4.0]: Author:   it has a control character or a line break",
		"Author: ",
	}, "\n")
	if got := asked.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !exists(filepath.Join(dir, "kana", "decks", "nihongo.yaml")) {
		t.Error("there is no deck")
	}
}
