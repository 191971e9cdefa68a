package markup

import (
	"slices"
	"strings"
	"testing"
)

// TestProblems says for each source which text is reported under which code, and what the fixes make of the source; ""
// means that there is none. A `!` before fixed says that the fix is not safe.
func TestProblems(t *testing.T) {
	cloze, plain := Options{Cloze: true}, Options{}
	existing := Options{Exists: func(ref string) bool { return ref == "my%20pic.png" }}
	tests := []struct {
		name      string
		o         Options
		src, want string // want: code and text, separated by a blank
		fixed     string
	}{
		{"unclosed", cloze, "a {{c1::Paris is", "cloze-unclosed {{c1::", ""},
		{"unclosed, one brace", cloze, "{{c1::Paris} is", "cloze-unclosed {{c1::", "!{{c1::Paris}} is"},
		{"unclosed outer", cloze, "{{c1::a {{c2::b}} c", "cloze-unclosed {{c1::", ""},
		{"unclosed, braces of its own", cloze, `{{c1::$\frac{a}{b}$} is`, "cloze-unclosed {{c1::", `!{{c1::$\frac{a}{b}$}} is`},
		{"unclosed, only braces of its own", cloze, `{{c1::$\frac{a}{b}$ is`, "cloze-unclosed {{c1::", ""},
		{"unclosed, full width", cloze, "{{c1::a｝｝ is", "cloze-unclosed {{c1::", "!{{c1::a}} is"},
		{"unclosed, next line", cloze, "{{c1::a\n} is", "cloze-unclosed {{c1::", ""},
		{"unclosed in code in html", Options{Mode: HTML, Cloze: true}, "<code>{{c1::a</code>", "cloze-unclosed {{c1::", ""},
		{"stray closer", cloze, "a}} {{c1::b}} c}}", "", ""},
		{"unclosed, braces in it", cloze, `{{c1::$\frac{a}{b}$} is`, "cloze-unclosed {{c1::", `!{{c1::$\frac{a}{b}$}} is`},
		{"unclosed in html", Options{Mode: HTML, Cloze: true}, "<b>{{c1::a</b>", "cloze-unclosed {{c1::", ""},
		{"unclosed in text", Options{Mode: Text, Cloze: true}, "{{c1::a", "cloze-unclosed {{c1::", ""},
		{"number 0", cloze, "{{c0::a}}", "cloze-syntax {{c0::", ""},
		{"number 501", cloze, "{{c501::a}}", "cloze-syntax {{c501::", ""},
		{"number in a list", cloze, "{{c1,999999999999::a}}", "cloze-syntax {{c1,999999999999::", ""},
		{"number in html", Options{Mode: HTML, Cloze: true}, "{{c501::a}}", "cloze-syntax {{c501::", ""},
		{"empty", cloze, "x {{c1::}} y", "cloze-syntax {{c1::}}", ""},
		{"only a hint", cloze, "x {{c1:: ::h}} y", "cloze-syntax {{c1:: ::h}}", ""},
		{"only a hint in html", Options{Mode: HTML, Cloze: true}, "x {{c1::::h}} y", "cloze-syntax {{c1::::h}}", ""},
		{"deletion in a hint", cloze, "{{c1::a::b {{c2::c}}}}", "cloze-syntax b {{c2::c}}", ""},
		{"capital", cloze, "{{C1::a}}", "cloze-syntax {{C1::", "{{c1::a}}"},
		{"blank", cloze, "{{ c1::a}}", "cloze-syntax {{ c1::", "{{c1::a}}"},
		{"blank before colons", cloze, "{{c1 ::a}}", "cloze-syntax {{c1 ::", "{{c1::a}}"},
		{"blank before number", cloze, "{{c 1::a}}", "cloze-syntax {{c 1::", "{{c1::a}}"},
		{"full width", cloze, "｛｛c2：：a}}", "cloze-syntax ｛｛c2：：", "{{c2::a}}"},
		{"one brace", cloze, "{c1::a} b", "cloze-syntax {c1::", "!{{c1::a}} b"},
		{"one brace, two at the end", cloze, "{c1::a}} b", "cloze-syntax {c1::", "!{{c1::a}} b"},
		{"full width closer", cloze, "｛｛c2::a｝｝", "cloze-syntax ｛｛c2::", "{{c2::a}}"},
		{"capital, broken closer", cloze, "{{C1::a} b", "cloze-syntax {{C1::", "!{{c1::a}} b"},
		{"capital, no closer", cloze, "{{C1::a", "cloze-syntax {{C1::", ""},
		{"letter for the number", cloze, "{{c1a::b}}", "cloze-syntax {{c1a::", "!{{c1::b}}"},
		{"number 0 of an occlusion", cloze, "{{c0::image-occlusion:text:text=a}}", "", ""},
		{"eleven deep", cloze, strings.Repeat("{{c1::a", 11) + strings.Repeat("}}", 11), "cloze-syntax {{c1::", ""},
		{"one brace", cloze, "{c1::a}", "cloze-syntax {c1::", "!{{c1::a}}"},
		{"one brace, then two", cloze, "{c1::a}}", "cloze-syntax {c1::", "!{{c1::a}}"},
		{"misspelt without an end", cloze, "{{C1::a", "cloze-syntax {{C1::", ""},
		{"full width at both ends", cloze, "｛｛c1：：a｝｝", "cloze-syntax ｛｛c1：：", "{{c1::a}}"},
		{"misspelt in code of html", Options{Mode: HTML, Cloze: true}, "<code>{{C1::a}}</code> {{C1::b}}", "cloze-syntax {{C1::", "<code>{{C1::a}}</code> {{c1::b}}"},
		{"one brace", cloze, "{c1::a}", "cloze-syntax {c1::", "!{{c1::a}}"},
		{"one brace and TeX", cloze, "{c1::$x^{2}$} b", "cloze-syntax {c1::", "!{{c1::$x^{2}$}} b"},
		{"one brace at the start", cloze, "{c1::a}} b", "cloze-syntax {c1::", "!{{c1::a}} b"},
		{"one colon", cloze, "{{c1:a}}", "cloze-syntax {{c1:", "!{{c1::a}}"},
		{"no letter", cloze, "{{1::a}}", "cloze-syntax {{1::", "!{{c1::a}}"},
		{"no number", cloze, "{{c::a}}", "cloze-syntax {{c::", "!{{c1::a}}"},
		{"l for 1", cloze, "{{cl::a}}", "cloze-syntax {{cl::", "!{{c1::a}}"},
		{"letter behind", cloze, "{{c1L::a}}", "cloze-syntax {{c1L::", "!{{c1::a}}"},
		{"misspelt in code", cloze, "`{{C1::a}}` {{c1::b}}", "", ""},
		{"misspelt in an element of code", cloze, "<code>{{C1::a}}</code> {{c1::b}}", "", ""},
		{"misspelt in code in html", Options{Mode: HTML, Cloze: true}, "<pre>{{C1::a}}</pre> {{c1::b}} {{C2::c}}", "cloze-syntax {{C2::", "<pre>{{C1::a}}</pre> {{c1::b}} {{c2::c}}"},
		{"misspelt behind a tag in code", cloze, "`<code>` {{C1::a}}", "cloze-syntax {{C1::", "`<code>` {{c1::a}}"},
		{"misspelt elsewhere", plain, "{{C1::a}}", "", ""},
		{"crossing emphasis", cloze, "**a {{c1::b** c}}", "cloze-syntax {{c1::b** c}}", ""},
		{"crossing items", cloze, "{{c1::- a\n- b}}", "cloze-syntax {{c1::- a\n- b}}", ""},
		{"crossing cells", cloze, "| a | b |\n|--|--|\n| {{c1::c | d}} |", "cloze-syntax {{c1::c | d}}", ""},
		{"crossing paragraphs", cloze, "{{c1::a\n\nb}}", "cloze-syntax {{c1::a\n\nb}}", ""},
		{"crossing tags", cloze, "<b>{{c1::a</b> b}}", "cloze-syntax {{c1::a</b> b}}", ""},
		{"tag open at the closer", cloze, "{{c1::<b>a}} b</b>", "cloze-syntax {{c1::<b>a}}", ""},
		{"in an address", cloze, "[a]({{c1::b}})", "cloze-syntax {{c1::", ""},
		{"in a tag", cloze, "<a title=\"{{c1::b}}\">", "cloze-syntax {{c1::", ""},
		{"in an alternative text", cloze, "![{{c1::b}}](a.png)", "cloze-syntax {{c1::", ""},
		{"becomes a list", cloze, "{{c1::1}}. a\n2. b", "cloze-syntax }}", ""},
		{"vanishing tag", plain, "a vector<int> b", "lost-angle <int>", `a vector\<int> b`},
		{"vanishing tag in html", Options{Mode: HTML}, "#include <stdio.h>", "lost-angle <stdio.h>", "#include &lt;stdio.h>"},
		{"vanishing tag in a block", plain, "<div>\n<T>\n</div>", "lost-angle <T>", "<div>\n&lt;T>\n</div>"},
		{"vanishing tag behind a deletion", cloze, "{{c1::a}} <T>", "lost-angle <T>", `{{c1::a}} \<T>`},
		{"tags of others", plain, `<x-a>b</x-a> <o:p></o:p> <mi>x</mi> <foo a="b">c</foo> <feBlend>`, "", ""},
		{"no tags", plain, "a < b <3 <https://e.org> `<T>` $a<b$", "", ""},
		{"year as a list", plain, "1945. Yalta", "accidental-markdown 1945.", `1945\. Yalta`},
		{"years as a list", plain, "1945. Yalta\n1989. Berlin", "accidental-markdown 1945.", "1945\\. Yalta\n1989\\. Berlin"},
		{"continued list", plain, "3. a\n4. b", "", ""},
		{"one item", plain, "- 5 °C", "accidental-markdown -", `\- 5 °C`},
		{"one numbered item", plain, "1. a", "accidental-markdown 1.", `1\. a`},
		{"one item and text", plain, "a:\n\n- b", "", ""},
		{"a rule alone", plain, " ---\n", "accidental-markdown ---", " \\---\n"},
		{"a rule of stars", plain, "* * *", "accidental-markdown * * *", `\* * *`},
		{"a heading alone", plain, "#", "accidental-markdown #", `\#`},
		{"a rule in a deletion", cloze, "{{c1::---}}", "accidental-markdown ---", `{{c1::\---}}`},
		{"a rule and text", plain, "a\n\n---\n\nb", "", ""},
		{"a heading with text", plain, "# a", "", ""},
		{"product", plain, "2*3*4", "accidental-markdown *3*", `2\*3\*4`},
		{"power", plain, "2**3**4", "accidental-markdown **3**", `2\*\*3\*\*4`},
		{"products behind units", plain, "300mg*1, then 150mg*1", "accidental-markdown *1, then 150mg*", `300mg\*1, then 150mg\*1`},
		{"emphasised digits", plain, "un*4*gettable and *4*th", "", ""},
		{"number of", plain, "# of turns", "accidental-markdown # of", `\# of turns`},
		{"idle stars before a number", plain, "the **HR:**60", "accidental-markdown **HR:**", "!the <strong>HR:</strong>60"},
		{"powers in a program", plain, "2**(a)**2", "", ""},
		{"product of names", plain, "a*b*c", "accidental-markdown *b*", `a\*b\*c`},
		{"part of a word", plain, "un*believ*able", "", ""},
		{"idle stars", plain, "これは**「水」**は", "accidental-markdown **「水」**", "!これは<strong>「水」</strong>は"},
		{"idle stars behind a deletion", cloze, "{{c1::a}} **「水」**は", "accidental-markdown **「水」**", "!{{c1::a}} <strong>「水」</strong>は"},
		{"stars that are meant", plain, "a ** b ** c, 5 * 3, **kwargs, f(*a)", "", ""},
		{"percent", plain, "![](my%20pic.png)", "media-reference my%20pic.png", "!![](<my pic.png>)"},
		{"percent in html", Options{Mode: HTML}, `<img src="a%26b.png">`, "media-reference a%26b.png", `!<img src="a&amp;b.png">`},
		{"percent alone", plain, "![](100%.png)", "", ""},
		{"percent in the name of a file", existing, "![](my%20pic.png) [sound:a%26b.mp3]", "media-reference a%26b.mp3", ""},
		{"percent in the name of a file, in html", Options{Mode: HTML, Exists: existing.Exists}, `<img src="my%20pic.png">`, "", ""},
		{"backslash", plain, `[sound:a\b.mp3]`, `media-reference a\b.mp3`, "![sound:a/b.mp3]"},
		{"backslash before the name of a file", Options{Exists: func(ref string) bool { return ref == "a/b.mp3" }}, `[sound:a\b.mp3]`, `media-reference a\b.mp3`, "[sound:a/b.mp3]"},
		{"absolute", plain, "![](/a.png)", "media-reference /a.png", ""},
		{"drive", Options{Mode: Media}, `C:\a.png`, `media-reference C:\a.png`, ""},
		{"outside", plain, "![](../a.png)", "media-reference ../a.png", ""},
		{"no name", plain, "![]()", "media-reference ", ""},
		{"behind a deletion", cloze, "{{c1::a::h}} ![](/b.png)", "media-reference /b.png", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.o.Media = pack
			_, problems := Compile(tt.src, tt.o)
			var got []string
			for _, p := range problems {
				got = append(got, p.Code+" "+tt.src[p.Start:p.End])
				if p.Message == "" || p.Help == "" || strings.HasSuffix(p.Message, ".") {
					t.Errorf("message %q, help %q", p.Message, p.Help)
				}
			}
			if strings.Join(got, ",") != tt.want {
				t.Errorf("%q: got %q, want %q", tt.src, strings.Join(got, ","), tt.want)
			}
			if fixed := applied(tt.src, problems); fixed != tt.fixed {
				t.Errorf("%q: fixed %q, want %q", tt.src, fixed, tt.fixed)
			} else if fixed != "" {
				if _, again := Compile(strings.TrimPrefix(fixed, "!"), tt.o); len(again) > 0 {
					t.Errorf("%q: after the fix %s: %s", fixed, again[0].Code, again[0].Message)
				}
			}
		})
	}
}

// applied returns src with all fixes applied, in the notation of TestProblems.
func applied(src string, problems []Problem) string {
	var edits []Edit
	unsafe := ""
	for _, p := range problems {
		if p.Fix == nil {
			continue
		}
		edits = append(edits, p.Fix.Edits...)
		if !p.Fix.Safe {
			unsafe = "!"
		}
	}
	if edits == nil {
		return ""
	}
	slices.SortStableFunc(edits, func(a, b Edit) int { return b.Start - a.Start })
	for _, e := range edits {
		src = src[:e.Start] + e.New + src[e.End:]
	}
	return unsafe + src
}

// TestMediaOffsets checks where references are said to stand, and whether Anki sees them.
func TestMediaOffsets(t *testing.T) {
	tests := []struct {
		name string
		o    Options
		src  string
		want string // reference, place in the source and whether it is seen
	}{
		{"image", Options{}, "x ![a](b.png 'b.png') [sound:c.mp3]", "b.png@b.png+ c.mp3@c.mp3+"},
		{"in angle brackets", Options{}, "![a](<b c.png>)", "b c.png@<b c.png>+"},
		{"behind deletions", Options{Cloze: true}, "{{c1::a::h}} ![](b.png) {{c2::![](c.png)}} <img src=d.png>", "b.png@b.png+ c.png@c.png+ d.png@d.png+"},
		{"unseen", Options{}, `<video poster="a.png"></video> <iframe src="b.html"></iframe>`, "a.png@a.png- b.html@b.html-"},
		{"entities", Options{Mode: HTML}, `<img src="a&amp;b.png">`, "a&b.png@a&amp;b.png+"},
		{"media field", Options{Mode: Media}, "a.png\n b.mp3", "a.png@a.png+ b.mp3@b.mp3+"},
		{"in code", Options{}, "`![](a.png) [sound:b.mp3] <img src=c.png>`", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			tt.o.Media = func(ref string, start, end int, seen bool) (string, bool) {
				sign := "-"
				if seen {
					sign = "+"
				}
				got = append(got, ref+"@"+tt.src[start:end]+sign)
				return "x.png", true
			}
			Compile(tt.src, tt.o)
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}
