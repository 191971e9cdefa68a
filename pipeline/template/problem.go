package template

// The codes of problems (rules.md section 5).
const (
	codeSyntax       = "template-syntax"
	codeUnknownField = "unknown-template-field"
	codeShape        = "template-shape"
	codeBadFilter    = "bad-filter"
)

// A Problem is something wrong with a template, at src[Start:End]. Start and End are both 0 when it is about the side
// as a whole.
type Problem struct {
	Code       string // template-syntax, unknown-template-field, template-shape, bad-filter
	Card       int    // the index of the card, if found by Check
	Side       Side   // the side of the card, if found by Check
	Start, End int
	Message    string
	Help       string
	Suggestion string // if not "", what src[Start:End] should most likely be
}

// A Side says which template of a card is meant.
type Side uint8

// The sides of a card. The browser's are optional.
const (
	Front Side = iota
	Back
	BrowserFront
	BrowserBack
)

// String returns the side's key in a deck source.
func (s Side) String() string {
	return [...]string{"front", "back", "browser-front", "browser-back"}[s]
}

// maxProblems is how many problems of one kind are reported for one side, at most: nobody reads more.
const maxProblems = 100
