package cli

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// A progress shows on a terminal how far a command is: one line, drawn anew at intervals and removed at the end. Work
// that is done quickly shows none, and so does every other output than a terminal.
type progress struct {
	verb      string
	done      atomic.Int64 // notes
	at, total atomic.Int64 // decks
	quit      chan struct{}
	ended     sync.WaitGroup
}

// startProgress begins to show progress: "checking deck 3 of 12, 45120 notes".
func startProgress(env Env, verb string) *progress {
	p := &progress{verb: verb, quit: make(chan struct{})}
	if env.StderrTerminal && env.Environ["TERM"] != "dumb" {
		p.ended.Go(func() { p.draw(env.Stderr, 100*time.Millisecond) })
	}
	return p
}

// notes counts notes; it may be called from several goroutines.
func (p *progress) notes(n int) { p.done.Add(int64(n)) }

// deck says which deck is at work, from 1.
func (p *progress) deck(i, n int) {
	p.at.Store(int64(i))
	p.total.Store(int64(n))
}

func (p *progress) draw(w io.Writer, every time.Duration) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			fmt.Fprintf(w, "\r\x1b[K%s deck %d of %d, %s", p.verb, p.at.Load(), p.total.Load(), diag.Plural(int(p.done.Load()), "note"))
		case <-p.quit:
			fmt.Fprint(w, "\r\x1b[K")
			return
		}
	}
}

// stop removes the line.
func (p *progress) stop() {
	close(p.quit)
	p.ended.Wait()
}
