package markup

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Backgrounds of Anki's cards by day and by night, and that of a code block with its text colour.
var (
	day   = []string{"ffffff", "f6f8fa"}
	night = []string{"2c2c2c", "2f2f31", "1f2329"}
)

func TestCodeCSSContrast(t *testing.T) {
	rules := regexp.MustCompile(`(?m)^(\.nightMode )?\.(hl-\w) \{ color: #(\w{6})`).FindAllStringSubmatch(CodeCSS(), -1)
	if len(rules) != 18 {
		t.Fatalf("found %d rules, want 9 by day and 9 by night", len(rules))
	}
	for _, rule := range rules {
		backgrounds := day
		if rule[1] != "" {
			backgrounds = night
		}
		for _, b := range backgrounds {
			if c := contrast(rule[3], b); c < 4.5 {
				t.Errorf("%s%s on #%s: contrast %.2f, want 4.5", rule[1], rule[2], b, c)
			}
		}
	}
	for _, class := range []string{"k", "t", "f", "p", "s", "n", "c", "d", "i"} {
		if strings.Count(CodeCSS(), ".hl-"+class+" ") != 2 {
			t.Errorf("hl-%s has not two colours", class)
		}
	}
}

func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of WCAG 2.
func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func TestHighlightKeepsCode(t *testing.T) {
	for _, code := range []string{"a", "a\n", "\n\na\n\n", "x = 'é\t'\n# c", "\x00\xff", "if x {\n\treturn `\n"} {
		for _, language := range []string{"go", "python", "c++", "bash", "diff", "html", "nosuch", ""} {
			var b strings.Builder
			pos := 0
			for _, tok := range highlight(language, code) {
				b.WriteString(code[pos:tok.end])
				pos = tok.end
			}
			if b.String() != code {
				t.Errorf("%s: %q became %q", language, code, b.String())
			}
		}
	}
}
