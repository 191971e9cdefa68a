package near_test

import (
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/near"
)

// pairs returns the pairs among questions whose answers stand behind a `|`.
func pairs(language string, texts ...string) []near.Pair {
	at := func(i, part int) string { return strings.Split(texts[i]+"|", "|")[part] }
	return near.Texts{
		Language: language, Words: 3, Len: len(texts),
		Question: func(i int) (string, bool) { return at(i, 0), true },
		Answer:   func(i int) string { return at(i, 1) },
	}.Pairs()
}

func TestNear(t *testing.T) {
	for _, test := range []struct{ name, language, a, b string }{
		{"article", "en", "What is the softmax function used for?", "What is softmax function used for?"},
		{"another article", "en", "What is a softmax function used for?", "What is the softmax function used for?"},
		{"copula", "en", "Which loss function is used in GANs?", "Which loss function used in GANs?"},
		{"short form", "en", "What's the softmax function used for?", "What is the softmax function used for"},
		{"punctuation", "en", "How do GANs generate images?", "how do “GANs” generate images"},
		{"no language is English", "", "What is the softmax function used for?", "What is softmax function used for?"},
		{"region", "de-AT", "Wofür wird die Softmax-Funktion benutzt", "Wofür wird Softmax-Funktion benutzt"},
		{"preposition", "de", "Welche Einheit hat die Kraft im SI-System?", "Welche Einheit hat die Kraft SI-System?"},
		{"elision", "fr", "Quelle couleur prend l'eau chaude salée ?", "Quelle couleur prend eau chaude salée ?"},
		{"typing error, long answer", "en", "What does the softmax funcktion compute?|a distribution over classes",
			"What does the softmax function compute?|A distribution over classes."},
		{"another letter, nearly one answer", "en", "What does the softmax funktion compute?|it computes a distribution over classes",
			"What does the softmax function compute?|computes a distribution over classes"},
		{"places changed", "en", "Which neurons recieve light signals?|rods", "Which neurons receive light signals?|rods"},
		{"doubled letter", "en", "Which kinds of vaccum tubes exist?|2", "Which kinds of vaccuum tubes exist?|2"},
		{"plural", "en", "How do recurrent network share weights?|", "How do recurrent networks share weights?|"},
		{"capital", "en", "What does the Softmax function compute?|", "What does the softmax function compute?|"},
		{"hyphen", "en", "What does an autoencoder network learn?|", "What does an auto-encoder network learn?|"},
		{"Cyrillic", "ru", "Какой город стоит на реке Неве?", "Какой город стоит реке Неве"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := pairs(test.language, test.a, test.b); !slices.Equal(got, []near.Pair{{First: 0, Later: 1}}) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestNotNear(t *testing.T) {
	for _, test := range []struct{ name, language, a, b string }{
		{"equal", "en", "How do GANs generate images?", "How do GANs generate images?"},
		{"too short", "en", "What is the softmax function?", "What is softmax function?"},
		{"word order", "en", "Convert seven km to miles", "Convert seven miles to km"},
		{"question word", "en", "Why do GANs generate blurry images?", "When do GANs generate blurry images?"},
		{"negation", "en", "Which cells do have a nucleus inside?", "Which cells do not have a nucleus inside?"},
		{"number", "en", "Who won the world cup in 1990?", "Who won the world cup in 1994?"},
		{"factorial", "en", "How large would be the number 5!", "How large would be the number 5?"},
		{"sign", "en", "Which loop statements does C# offer?", "Which loop statements does C offer?"},
		{"sharp", "en", "Which major scale begins on F# here?", "Which major scale begins on F here?"},
		{"math", "en", `How does \(x_1\) change large sums?`, `How does \(x_2\) change large sums?`},
		{"code", "en", "What does \x02len(a b)\x03 return for maps?", "What does \x02len(a  b)\x03 return for maps?"},
		{"media", "en", "Which country has this flag here? blue.png", "Which country has this flag here? blues.png"},
		{"sound", "en", "Which interval sounds like this? [sound:a 1.mp3]", "Which interval sounds like this? [sound:a 2.mp3]"},
		{"other terms of one ending", "en", "What does the sine function return here?|a b c", "What does the cosine function return here?|a b c"},
		{"short words", "en", "Who profits from a put option here?|the one who buys", "Who profits from a call option here?|the one who buys"},
		{"prefix that negates", "de", "Was macht echte Brüche besonders aus?|a b c", "Was macht unechte Brüche besonders aus?|a b c"},
		{"first letter", "en", "Which cells look symmetric under light?|a b c", "Which cells look asymmetric under light?|a b c"},
		{"other answer", "en", "What does adsorption mean in chemistry?|sticking to a surface", "What does absorption mean in chemistry?|entering a volume"},
		{"doubled letter, other answer", "it", "Dove compri il cappello nuovo?|hat", "Dove compri il capello nuovo?|hair"},
		{"short answer to many questions", "en", "Which country does Valencia belong to?|Spain", "Which country does Valercia belong to?|Spain"},
		{"no answer", "en", "Which city names contain Valencia?", "Which city names contain Valercia?"},
		{"two letters", "en", "What happens during mitosis in cells?|they divide into new ones", "What happens during meiosis in cells?|they divide into new ones"},
		{"two words", "en", "Which layers share weights everywhere?|", "Which layer shares weights everywhere?|"},
		{"exchanged preposition", "en", "Which cells live in blood vessels?", "Which cells live on blood vessels?"},
		{"direction", "en", "Which vessels carry blood to lungs?", "Which vessels carry blood from lungs?"},
		{"gender", "de", "Was bedeutet der See auf Englisch genau übersetzt?", "Was bedeutet die See auf Englisch genau übersetzt?"},
		{"umlaut", "es", "Cuántos gatos tiene este año Pedro", "Cuántos gatos tiene este ano Pedro"},
		{"cloze", "en", "{{c1::Paris}} lies near the river Seine", "{{c2::Paris}} lies near the river Seine"},
		{"numbered", "en", "Chapter 1 summary of main ideas", "Chapter 2 summary of main ideas"},
		{"labels", "en", "(a) Which gas escapes from boiling water?", "(b) Which gas escapes from boiling water?"},
		{"no lists", "ja", "the alpha beta gamma", "alpha beta gamma"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := pairs(test.language, test.a, test.b); len(got) > 0 {
				t.Errorf("got %v", got)
			}
		})
	}
}

// oracle compares all with all, two at a time.
func oracle(texts []string) []near.Pair {
	var out []near.Pair
	for j := range texts {
		for i := range j {
			if texts[i] == texts[j] {
				break
			}
			if len(pairs("en", texts[i], texts[j])) > 0 {
				out = append(out, near.Pair{First: i, Later: j})
				break
			}
		}
	}
	return out
}

func TestPairsAgainstAllWithAll(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields("the of is softmax softmaxs sofmtax sotfmax Softmax layer layers hidden hiddens why 5 what computes")
	found := 0
	for round := range 700 {
		texts := make([]string, 2+r.IntN(6)) // small groups are compared completely
		for i := range texts {
			text := make([]string, 4+r.IntN(2))
			for k := range text {
				text[k] = words[r.IntN(len(words))]
			}
			if i > 0 && r.IntN(3) > 0 {
				text = strings.Fields(texts[r.IntN(i)])
				text[r.IntN(len(text))] = words[r.IntN(len(words))]
			}
			texts[i] = strings.Join(text, " ")
		}
		got, want := pairs("en", texts...), oracle(texts)
		found += len(want)
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: %q:\ngot  %v\nwant %v", round, texts, got, want)
		}
	}
	if found < 50 {
		t.Errorf("only %d pairs to find", found)
	}
}

// With many texts several workers share the work, and large groups are split.
func TestPairsInLargeGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	texts := make([]string, 4000)
	for i := range texts {
		texts[i] = fmt.Sprintf("What does the word %s mean exactly?", random(r, 9))
	}
	texts[3000] = strings.Replace(texts[700], "mean", "of mean", 1) // a word more
	word := []byte(strings.Fields(texts[900])[4])
	word[4], word[5] = word[5], word[4]
	texts[3500] = fmt.Sprintf("What does the word %s mean exactly?", word)
	if got, want := pairs("en", texts...), []near.Pair{{First: 700, Later: 3000}, {First: 900, Later: 3500}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func random(r *rand.Rand, letters int) string {
	b := make([]byte, letters)
	for i := range b {
		b[i] = 'a' + byte(r.IntN(26))
	}
	return string(b)
}

func TestOld(t *testing.T) {
	texts := []string{"Which loss has the GAN generator?", "Which loss has a GAN generator?", "Which loss has GAN generator?", "Which loss has of GAN generator?"}
	search := near.Texts{Words: 3, Len: 4, Old: 2, Question: func(i int) (string, bool) { return texts[i], true }}
	if got, want := search.Pairs(), []near.Pair{{First: 0, Later: 2}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDigests(t *testing.T) {
	texts := []string{"Which loss has the GAN generator?", "Which loss has GAN generator", "Which loss has of GAN generator?", "short"}
	d := near.Texts{Words: 3, Len: 4, Question: func(i int) (string, bool) { return texts[i], true }}.Digests(maphash.MakeSeed())
	if d[0].Words != d[1].Words || d[0].Words != d[2].Words || d[3].Words != 0 {
		t.Errorf("got %v", d)
	}
	if !d[0].LeftOut(d[1]) || d[0].LeftOut(d[2]) {
		t.Errorf("got %v", d)
	}
}

func TestDiffering(t *testing.T) {
	a, b := near.Differing("What is the softmax layer?", "what is softmax layers")
	if fmt.Sprint(a, b) != "[What the layer] [what layers]" {
		t.Errorf("got %q %q", a, b)
	}
}

func FuzzPairs(f *testing.F) {
	f.Add("What is the \\(x\\) of “layers”", "what's [sound:a \x02 'l'")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, language := range []string{"en", "fr", "ja"} {
			pairs(language, a, b, a+" "+b)
		}
	})
}

// TestMemory holds the entries to their size: a million texts of some 90 bytes have seven million.
func TestMemory(t *testing.T) {
	texts := zipf(50_000)
	peak := uint64(0)
	calls := 0
	search := near.Texts{Words: 3, Len: len(texts),
		Question: func(i int) (string, bool) {
			if i == len(texts)-1 && calls == 0 {
				calls++
				peak = heap()
			}
			return texts[i], true
		},
		Answer: func(int) string { return "" },
	}
	before := heap()
	runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	search.Pairs()
	if used := (peak - before) / uint64(len(texts)); used > 150 {
		t.Errorf("%d bytes a text", used)
	}
	runtime.KeepAlive(texts)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
