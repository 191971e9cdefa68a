package near_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/deckmill/deckmill/pipeline/near"
)

// zipf returns texts of some 90 bytes: 3 to 40 words of a vocabulary of 120,000 by Zipf's law; two of a hundred are
// earlier ones with a typing error, a word less, or an article more.
func zipf(n int) []string {
	r := rand.New(rand.NewPCG(11, 12))
	vocabulary := make([]string, 120_000)
	for i := range vocabulary {
		vocabulary[i] = random(r, 2+r.IntN(9))
	}
	z := rand.NewZipf(r, 1.15, 4, uint64(len(vocabulary)-1))
	out := make([]string, n)
	for i := range out {
		if i > 100 && r.IntN(50) == 0 {
			out[i] = changed(r, strings.Fields(out[r.IntN(i)]))
			continue
		}
		words := make([]string, 3+r.IntN(12)+r.IntN(14))
		for k := range words {
			words[k] = vocabulary[z.Uint64()]
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

func changed(r *rand.Rand, words []string) string {
	at := r.IntN(len(words))
	switch r.IntN(3) {
	case 0:
		b := []byte(words[at])
		b[r.IntN(len(b))] = 'q'
		words[at] = string(b)
	case 1:
		words[at] = ""
	case 2:
		words[at] = "the " + words[at]
	}
	return strings.Join(words, " ")
}

// The budget: a million texts in at most 5 s on two processors and in at most 250 MB. The memory is what the heap has
// grown by at most, garbage included.
func BenchmarkPairs(b *testing.B) {
	const n = 1_000_000
	b.Run("zipf", func(b *testing.B) { measure(b, zipf(n)) })
	b.Run("template", func(b *testing.B) {
		r := rand.New(rand.NewPCG(1, 2))
		texts := make([]string, n)
		for i := range texts {
			texts[i] = fmt.Sprintf("What is the meaning of the long word %s in this language?", random(r, 9))
		}
		measure(b, texts)
	})
	b.Run("equal", func(b *testing.B) {
		texts := make([]string, n)
		for i := range texts {
			texts[i] = "Which of these long questions is asked a million times in this collection?"
		}
		measure(b, texts)
	})
}

func measure(b *testing.B, texts []string) {
	size := 0
	for _, s := range texts {
		size += len(s)
	}
	search := near.Texts{Language: "en", Words: 3, Len: len(texts),
		Question: func(i int) (string, bool) { return texts[i], true },
		Answer:   func(int) string { return "" },
	}
	before := heap()
	stop, peak := watch()
	found := 0
	for b.Loop() {
		found = len(search.Pairs())
	}
	close(stop)
	b.ReportMetric(float64(peak.Load()-before)/(1<<20), "MB-peak")
	b.ReportMetric(float64(size)/float64(len(texts)), "bytes/text")
	b.ReportMetric(float64(found), "pairs")
}

// watch notes the largest heap until stop is closed.
func watch() (stop chan struct{}, peak *atomic.Uint64) {
	stop, peak = make(chan struct{}), new(atomic.Uint64)
	go func() {
		var m runtime.MemStats
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapInuse))
			}
		}
	}()
	return stop, peak
}
