package near

import (
	"maps"
	"slices"
	"strings"
)

// A language says which words carry little of what a question asks.
type language struct {
	dropped map[string]uint8 // articles, prepositions, copulas, which are left out: the bit of each in a mask
	plain   map[string]bool  // question words, auxiliaries, pronouns: compared, but not counted as content
	elided  []string         // what is written together with the next word, such as `l'`
}

// The lists of a language. Words in one comma-separated entry stand for each other: `a` and `the` may be exchanged, `in`
// and `on` may only be left out. Prepositions that say a direction, a cause or an order (to, from, by, before, with) are
// not in the lists: without them the question is another one. Neither is any negation.
var lists = map[string]struct{ dropped, plain, elided string }{
	"en": {
		dropped: "a,an,the is,are,am was,were be been being of in on at for",
		plain: `what which who whom whose when where why how do does did can could will would shall should may might must has
			have had and or but if that this these those it its you your i my we our he his she her they their there`,
	},
	"de": {
		dropped: `der die das den dem des ein eine einen einem einer eines ist,sind war,waren sein von,vom in,im an,am auf für bei,beim`,
		plain: `was wer wen wem wessen wann wo wie warum wieso weshalb welche welcher welches welchen welchem wird werden wurde
			kann können hat haben und oder aber man sich er sie es ich du wir ihr`,
	},
	"fr": {
		dropped: "le la les l' un une des est,sont était,étaient être de,d' du en à au aux",
		plain: `qui que quoi qu' quel quelle quels quelles quand où pourquoi comment combien et ou mais il elle on ils elles je tu
			nous vous se s' ce c' a ont`,
		elided: "l' d' qu' s' c' j' n' m' t'",
	},
	"es": {
		dropped: "el la los las un una unos unas es,son era,eran ser está,están de del en",
		plain:   `qué quién quiénes cuál cuáles cuándo dónde cómo cuánto cuántos por y o pero se ha han que lo su sus yo tú él ella`,
	},
	"it": {
		dropped: `il lo la l' i gli le un uno una un' è,sono era,erano essere di del dello della dell' dei degli delle in nel nello
			nella nell' nei negli nelle`,
		plain:  "che chi cosa quale quali qual quando dove perché come quanto quanti e o ma si ha hanno c' ci io tu lui lei",
		elided: "l' un' dell' nell' c' d'",
	},
	"pt": {
		dropped: "o a os as um uma uns umas é,são era,eram ser está,estão de do da dos das em no na nos nas",
		plain:   "que quê quem qual quais quando onde como quanto quantos porquê e ou mas se há tem eu tu ele ela seu sua",
	},
	"nl": {
		dropped: "de het een is,zijn was,waren van in op aan voor bij",
		plain:   "wat wie welke welk wanneer waar waarom hoe en of maar kan kunnen heeft hebben wordt worden er je ik hij zij ze",
	},
	"ru": {
		dropped: "это в,во на",
		plain:   "что кто какой какая какое какие когда где почему как сколько чем и или но ли я ты он она оно мы вы они",
	},
}

var languages = compileLanguages()

func compileLanguages() map[string]*language {
	out := map[string]*language{}
	for tag, l := range lists {
		c := &language{dropped: map[string]uint8{}, plain: map[string]bool{}, elided: strings.Fields(l.elided)}
		for bit, entry := range strings.Fields(l.dropped) {
			for word := range strings.SplitSeq(entry, ",") {
				c.dropped[word] = uint8(bit) // of fewer than 64
			}
		}
		for _, word := range strings.Fields(l.plain) {
			c.plain[word] = true
		}
		out[tag] = c
	}
	return out
}

// FunctionWords returns the words of all languages that carry little of what a text says: articles, prepositions, copulas,
// question words, pronouns. They stand language by language; some end with an apostrophe.
func FunctionWords() []string {
	var out []string
	for _, tag := range slices.Sorted(maps.Keys(lists)) {
		l := lists[tag]
		for _, entry := range append(strings.Fields(l.dropped), strings.Fields(l.plain)...) {
			out = append(out, strings.Split(entry, ",")...)
		}
	}
	return out
}

// languageOf returns the lists for a BCP 47 tag. A deck that names no language is taken for English; of a language without
// lists nothing is left out.
func languageOf(tag string) *language {
	base, _, _ := strings.Cut(tag, "-")
	switch l := languages[base]; {
	case l != nil:
		return l
	case base == "" || base == "und":
		return languages["en"]
	}
	return &language{}
}
