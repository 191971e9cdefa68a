package interop_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// A claim is what the page of a rule says that Anki does with a text.
type claim struct {
	rule     string
	Notetype string   `json:"notetype"`
	Fields   []string `json:"fields"`

	shows, hides string // what stands on the question, and what does not
	sounds       int
}

var claims = []claim{
	{rule: "unread-media", Notetype: "Basic", Fields: []string{"[sound:a.mp3]", "x"}, shows: "[anki:play:q:0]", sounds: 1},
	{rule: "unread-media", Notetype: "Basic", Fields: []string{"[Sound:a.mp3]", "x"}, shows: "[Sound:a.mp3]"},
	{rule: "unread-media", Notetype: "Basic", Fields: []string{"[sound : a.mp3]", "x"}, shows: "[sound : a.mp3]"},
	{rule: "unread-media", Notetype: "Basic", Fields: []string{"[sound:a.mp3", "x"}, shows: "[sound:a.mp3"},
	{rule: "cloze-unclosed", Notetype: "Cloze", Fields: []string{"{{c2::a}} b {{c1::Paris is", ""}, hides: "Paris"},
	{rule: "cloze-syntax", Notetype: "Cloze", Fields: []string{"{{C1::a}} {{c1::b}}", ""}, shows: "{{C1::a}}"},
	{rule: "cloze-syntax", Notetype: "Cloze", Fields: []string{"{{c2:a}} {{c1::b}}", ""}, shows: "{{c2:a}}"},
	{rule: "cloze-cut", Notetype: "Cloze", Fields: []string{"{{c1::std::vector}}", ""}, shows: "[vector]"},
	{rule: "cloze-cut", Notetype: "Cloze", Fields: []string{`{{c1::\(\frac{a}{b}}\)}}`, ""}, shows: `[...]</span>\)}}`},
	{rule: "cloze-not-rendered", Notetype: "Basic", Fields: []string{"{{c1::Canberra}} is a capital", "x"}, shows: "{{c1::Canberra}}"},
	{rule: "wrong-math-delimiter", Notetype: "Basic", Fields: []string{"$x^2$", "x"}, shows: "$x^2$"},
	{rule: "markdown-in-html", Notetype: "Basic", Fields: []string{"**bold**", "x"}, shows: "**bold**"},
	{rule: "double-escaped", Notetype: "Basic", Fields: []string{"a&amp;nbsp;b", "x"}, shows: "&amp;nbsp;"},
	{rule: "furigana", Notetype: "Basic", Fields: []string{"漢字[かんじ]", "x"}, shows: "漢字[かんじ]"},
}

// TestClaims asks real Anki whether it does what rules say it does.
func TestClaims(t *testing.T) {
	for _, variable := range []string{"DECKMILL_ANKI_PYTHON", "DECKMILL_ANKI_OLD_PYTHON"} {
		t.Run(variable, func(t *testing.T) {
			shown := show(t, python(t, variable))
			for i, c := range claims {
				got := shown[i]
				if !strings.Contains(got.Question, c.shows) || c.hides != "" && strings.Contains(got.Question, c.hides) || len(got.Sounds) != c.sounds {
					t.Errorf("%s: %q is shown as %q with %d sounds", c.rule, c.Fields[0], got.Question, len(got.Sounds))
				}
			}
		})
	}
}

// A shown is a note in real Anki.
type shown struct {
	Question string
	Sounds   []string
}

func show(t *testing.T, python string) []shown {
	t.Helper()
	input, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/show.py")
	cmd.Stdin = bytes.NewReader(input)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var list []shown
	if err := json.Unmarshal(out, &list); err != nil || len(list) != len(claims) {
		t.Fatalf("%d answers: %v", len(list), err)
	}
	return list
}
