package rules

import (
	"slices"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// TestReplaced compares notes as `question | answer`. Those of the first list are the same note for a learner, who would be
// stopped by a false alarm; those of the second ask something else.
func TestReplaced(t *testing.T) {
	type pair struct{ old, answer, now, nowAnswer string }
	telling := &tellingWords{many: map[string]bool{"capital": true}}
	replaced := func(p pair) bool {
		c := noteComparison{old: []string{p.old, p.answer}, now: []string{p.now, p.nowAnswer}}
		return c.replaced(telling)
	}
	for _, p := range []pair{
		{"WHAT IS A GAN?", "TWO NETWORKS", "What is a GAN?", "Two networks"},
		{"dog", "Hund", "a dog (animal)", "der Hund"},
		{"dog", "Hund", "Hund", "dog"},
		{"recieve", "bekomen", "receive", "bekommen"},
		{"el perro", "the dog", "el perro", "hound"},
		{"ano", "year", "año", "twelve months"},
		{"ni hao", "hello there", "nǐ hǎo", "good day"},
		{"שלום", "peace", "שָׁלוֹם", "hello, goodbye"},
		{"食べる", "to eat", "食べます", "eating, polite"},
		{"たべる", "essen", "たべます", "speisen"},
		{"สวัสดีครับ", "hello", "สวัสดีค่ะ", "good day"},
		{"cafe\u0301", "coffee house", "café", "a place to drink"},
		{"２０ ＧＢ", "disk size", "20 GB", "how much fits"},
		{"<b>H</b>eart", "pump", "Heart", "muscle"},
		{"one<br>two", "x1", "<div>one</div><div>two</div>", "y1"},
		{`<img src="a.png">`, "left ventricle", `<img src="a.png">`, "linke Herzkammer"},
		{`<img src="a.png">`, "heart", `<img src="b.png">`, "a heart"},
		{`<img src="a.png">`, "Herz", `<img src="b.png">`, "Lunge"},
		{"[sound:a.mp3]", "Hund", "[sound:b.mp3]", "Katze"},
		{"{{c1::Paris}} is the capital of {{c2::France}}", "", "The French capital is {{c1::Paris::city}}.", ""},
		{`\(a^2 + b^2 = c^2\)`, "Pythagoras", `\[c^2 = a^2 + b^2\]`, "theorem"},
		{"Which is it?", "this", "What was it?", "that"},
		{"", "", "Something new", "with an answer"},
		{"→", "arrow right", "→", "implies"},
		{"Herz", "Muskel", "Herzmuskel", "Organ"},
	} {
		if replaced(p) {
			t.Errorf("taken for another note: %q", p)
		}
		if p.old, p.answer, p.now, p.nowAnswer = p.now, p.nowAnswer, p.old, p.answer; replaced(p) {
			t.Errorf("taken for another note the other way round: %q", p)
		}
	}
	for _, p := range []pair{
		{"dog", "Hund", "cat", "Katze"},
		{"mouse", "Maus", "house", "Haus"},
		{"What is the capital of France?", "Paris", "What is the capital of Spain?", "Madrid"},
		{"Where is the heart?", "in the chest", "Who wrote Faust?", "Goethe"},
		{"{{c1::Paris}} lies on the {{c2::Seine}}", "", "{{c1::Rome}} was built by {{c2::Romulus}}", ""},
		{"湖", "みずうみ", "海洋", "おおきい"},
		{"獲得", "かくとく", "霞む", "かすむ"},
		{"река", "вода", "гора", "камень"},
		{"dog [sound:a.mp3]", "Hund", "cat [sound:a.mp3]", "Katze"},
		{`<img src="a.png"> left ventricle`, "pumps", `<img src="a.png"> right atrium`, "fills"},
	} {
		if !replaced(p) {
			t.Errorf("taken for the same note: %q", p)
		}
	}
}

func TestShownWords(t *testing.T) {
	for _, c := range []struct {
		html string
		want []string
	}{
		{"The <b>C</b>at's\u00a0hat, &amp; the dog", []string{"cat", "dog", "hat", "s", "the"}},
		{"a<br>b</p><p>c<!-- d -->", []string{"a", "b", "c"}},
		{"{{c1,2::Lyon::city}} x", []string{"city", "lyon", "x"}},
		{"日本go", []string{"go", "日", "本"}},
		{"たべる人はコーヒー", []string{"たべ", "はコ", "べる", "コー", "ヒー", "ーヒ", "人"}},
		{"[sound:a b.mp3]x[sound:", []string{"sound", "x"}},
		{"STRASSE Straße", []string{"strasse"}},
		{"👍🏽 ♀", []string{"♀", "🏽", "👍"}},
		{"<img src=cat.png alt='a cat'>", nil},
	} {
		if got := shownWords(c.html); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.html, got, c.want)
		}
	}
}

// A word that stands in many notes tells nothing, in large decks and in small ones.
func TestTellingWords(t *testing.T) {
	c := &collection.Collection{}
	for _, text := range []string{"the capital of Spain", "the capital of Peru", "the river of Peru"} {
		c.Notes = append(c.Notes, collection.Note{Fields: []string{text}})
	}
	if got := tellingWordsOf(c).of("The capital of Peru"); !slices.Equal(got, []string{"capital", "peru"}) {
		t.Errorf("two of three notes are few: %q", got)
	}
	c.Notes = append(c.Notes, collection.Note{Fields: []string{"the capital of Chile"}})
	if got := tellingWordsOf(c).of("The capital of Peru"); !slices.Equal(got, []string{"peru"}) {
		t.Errorf("three of four notes are many: %q", got)
	}
}
