package lint_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// Want lists the code points that are found; `!` marks those that turn the direction.
var invisibleTests = []struct{ text, want string }{
	{"data\u200bbase", "200B"},
	{"\ufeffword\u2060", "FEFF 2060"},
	{"soft\u00adhyphen", "AD"},
	{"می\u200cخواهم", ""},
	{"ক্\u200dষ ಕ್\u200cಷ", ""},
	{"\u200dه and ه\u200d", ""},
	{"Auf\u200clage", "200C"},
	{"👩\u200d💻 👩🏽\u200d⚕\ufe0f ❤\ufe0f\u200d🔥", ""},
	{"a\u200d👩", "200D"},
	{"ภาษา\u200bไทย", ""},
	{"שלום\u200e Anki", ""},
	{"shalom\u200e Anki", "200E"},
	{"🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", ""},
	{"a\U000e0067", "E0067"},
	{"\u202a@handle\u202c", "202A 202C"},
	{"שלום \u2066Anki\u2069 \u202aAnki\u202c", ""},
	{"a \u202eb\u202c", "202E! 202C!"},
	{"שלום \u202eb\u202c", "202E! 202C!"},
	{"שלום \u2067b", "2067!"},
	{"a\u2069", "2069"},
	{"\u2066\u200bb", "2066! 200B"},
	{"a\u2028b\u3164\ufff9", "2028 3164 FFF9"},
	{"ᠠ\u180eᠠ", ""},
	{"葛\U000e0100 ☺\ufe0f no\u00a0break", ""},
}

func TestInvisibleIn(t *testing.T) {
	for _, test := range invisibleTests {
		if got := shownInvisible(test.text); got != test.want {
			t.Errorf("%+q: got %q, want %q", test.text, got, test.want)
		}
	}
	const besideEmphasis = "**「水」**\u200bは"
	if got := lint.InvisibleIn(besideEmphasis, true); got != nil {
		t.Errorf("Markdown needs it in %+q", besideEmphasis)
	}
}

func shownInvisible(text string) string {
	var out []string
	for _, x := range lint.InvisibleIn(text, false) {
		turns := ""
		if x.Turns {
			turns = "!"
		}
		out = append(out, fmt.Sprintf("%X%s", x.Rune, turns))
	}
	return strings.Join(out, " ")
}

func FuzzInvisibleIn(f *testing.F) {
	for _, test := range invisibleTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, x := range lint.InvisibleIn(text, true) {
			if r, size := utf8.DecodeRuneInString(text[x.Start:]); x.Start < end || r != x.Rune || x.End != x.Start+size {
				t.Fatalf("%+q: %+v behind %d", text, x, end)
			}
			end = x.End
		}
	})
}
