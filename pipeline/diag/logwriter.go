package diag

import (
	"bytes"
	"io"
)

// logPrefix begins every line in a GitHub log that may hold card text. The runner takes a line for a command when its
// first characters are `::`.
const logPrefix = "  | "

// A LogWriter makes lines safe for a GitHub log, in which a card could otherwise give the runner commands: each gets a
// prefix, and `##[`, which begins a command anywhere in a line, is broken. Flush writes a last line without its break.
type LogWriter struct {
	w    io.Writer
	line []byte
}

// NewLogWriter returns a LogWriter that writes to w.
func NewLogWriter(w io.Writer) *LogWriter { return &LogWriter{w: w} }

// Write takes text; it passes on whole lines.
func (l *LogWriter) Write(p []byte) (int, error) {
	n := len(p)
	for {
		// A carriage return ends a line for the runner.
		i := bytes.IndexAny(p, "\r\n")
		if i < 0 {
			l.line = append(l.line, p...)
			return n, nil
		}
		l.line = append(l.line, p[:i]...)
		p = p[i+1:]
		if err := l.end(); err != nil {
			return n - len(p), err
		}
	}
}

// Flush writes what follows the last line break, and a line break.
func (l *LogWriter) Flush() error {
	if len(l.line) == 0 {
		return nil
	}
	return l.end()
}

func (l *LogWriter) end() error {
	var out []byte
	if len(l.line) > 0 {
		out = append(out, logPrefix...)
		out = append(out, bytes.ReplaceAll(l.line, []byte("##["), []byte(`##\[`))...)
	}
	_, err := l.w.Write(append(out, '\n'))
	l.line = l.line[:0]
	return err
}
