package diag

// A Style is a look of text on a terminal (ECMA-48, "select graphic rendition").
type Style string

// The styles that the command prints with.
const (
	Bold   Style = "1"
	Dim    Style = "2"
	Red    Style = "31"
	Green  Style = "32"
	Blue   Style = "34"
	Cyan   Style = "36"
	Alarm  Style = "1;31"
	Notice Style = "1;33"
	Advice Style = "1;36"
)

// Paint returns text in this style. The text must be escaped (see Escape).
func (s Style) Paint(text string) string {
	if text == "" || s == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}
