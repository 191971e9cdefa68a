package template

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
)

// filter applies filters, which are given outermost first, to the text of a field, the innermost first. Anki leaves a
// filter that it does not know, and all that would follow, to add-ons; without these the text stays as it is then.
func (r *renderer) filter(text, name string, filters []string) string {
	if filters[0] == "type" { // what the others made of the text does not matter
		if len(filters) == 2 && (filters[1] == "cloze" || filters[1] == "nc") {
			name = filters[1] + ":" + name
		}
		return "[[type:" + name + "]]"
	}
	for _, f := range slices.Backward(filters) {
		switch f {
		case "":
		case "text":
			text = field.Plain(text)
		case "furigana":
			text = ruby(text, "<ruby><rb>$1</rb><rt>$2</rt></ruby>")
		case "kanji":
			text = ruby(text, "$1")
		case "kana":
			text = ruby(text, "$2")
		case "type":
			text = "[[type:" + name + "]]"
		case "hint":
			text = hint(text, name)
		case "cloze":
			text = plainMath(r.reveal(text))
		case "cloze-only":
			text = r.onlyClozes(text)
		default:
			arguments, ok := strings.CutPrefix(f, "tts ")
			if !ok {
				return text
			}
			text = "[anki:tts lang=" + arguments + "]" + text + "[/anki:tts]"
		}
	}
	return text
}

var rubyText = regexp.MustCompile(` ?([^ >]+?)\[(.+?)\]`)

// ruby replaces each reading in brackets, and the word before it, by a template of the regexp package.
func ruby(text, template string) string {
	text = strings.ReplaceAll(text, "&nbsp;", " ")
	var b []byte
	end := 0
	for _, m := range rubyText.FindAllStringSubmatchIndex(text, -1) {
		b = append(b, text[end:m[0]]...)
		end = m[1]
		if strings.HasPrefix(text[m[4]:], "sound:") {
			b = append(b, text[m[0]:m[1]]...)
			continue
		}
		b = rubyText.ExpandString(b, template, text, m)
	}
	return string(append(b, text[end:]...))
}

// hint hides text behind a link with the field's name.
func hint(text, name string) string {
	if strings.TrimSpace(text) == "" {
		return text
	}
	sum := blake3([]byte(text + name))
	id := "hint" + hex.EncodeToString(sum[:8])
	return "\n<a class=hint href=\"#\"\n" +
		"onclick=\"this.style.display='none';\n" +
		"document.getElementById('" + id + "').style.display='block';\n" +
		"return false;\" draggable=false>\n" +
		name + "</a>\n" +
		"<div id=\"" + id + "\" class=hint style=\"display: none\">" + text + "</div>\n"
}

var mathSpan = regexp.MustCompile(`(?s)\\[(\[].*?\\[)\]]`)

// plainMath removes tags inside MathJax, which does not understand them.
func plainMath(html string) string {
	if !strings.Contains(html, `\(`) && !strings.Contains(html, `\[`) {
		return html
	}
	return mathSpan.ReplaceAllStringFunc(html, field.StripTags)
}
