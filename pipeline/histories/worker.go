package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed worker.py
var script []byte

// A Worker is a process with real Anki in it, which holds one learner's collection at a time.
type Worker struct {
	dir     string
	cmd     *exec.Cmd
	in      io.WriteCloser
	answers *bufio.Reader
	log     *os.File // what Anki prints
}

// startWorker starts one with the Python of an environment that has Anki. dir is for its files.
func startWorker(python, dir string) (*Worker, error) {
	file := filepath.Join(dir, "worker.py")
	if err := os.WriteFile(file, script, 0o644); err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(dir, "worker.log"))
	if err != nil {
		return nil, err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer w.Close()
	cmd := exec.Command(python, file)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = dir, log, log, []*os.File{w}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting Anki: %w", err)
	}
	return &Worker{dir: dir, cmd: cmd, in: in, answers: bufio.NewReader(r), log: log}, nil
}

// ask sends a request and waits for the answer. An error means that Anki died.
func (w *Worker) ask(r Request) (*Answer, error) {
	line, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	if _, err := w.in.Write(append(line, '\n')); err != nil {
		return nil, w.died(err)
	}
	reply, err := w.answers.ReadBytes('\n')
	if err != nil {
		return nil, w.died(err)
	}
	a := &Answer{}
	if err := json.Unmarshal(reply, a); err != nil {
		return nil, err
	}
	if a.State != nil {
		a.State.index()
	}
	return a, nil
}

func (w *Worker) died(err error) error {
	text, readErr := os.ReadFile(w.log.Name())
	if readErr != nil {
		return err
	}
	return fmt.Errorf("the worker with Anki stopped: %w\n%s", err, text[max(0, len(text)-3000):])
}

// stop ends the process.
func (w *Worker) stop() {
	_ = w.in.Close()
	_ = w.cmd.Wait() // how it ends matters to nobody any more
	_ = w.log.Close()
}
