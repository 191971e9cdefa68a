package markup

import (
	"strings"
	"testing"
)

// pack gives every file the same packaged name but for its extension, and knows all but `gone`.
func pack(ref string, _, _ int, _ bool) (string, bool) {
	if strings.HasPrefix(ref, "gone") {
		return "", false
	}
	return "P-" + ref, true
}

type fieldCase struct{ name, src, want string }

func compileAll(t *testing.T, o Options, cases []fieldCase) {
	t.Helper()
	o.Media = pack
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := Compile(tt.src, o)
			if got != tt.want {
				t.Errorf("Compile(%q)\n got %q\nwant %q", tt.src, got, tt.want)
			}
			for _, p := range problems {
				t.Errorf("Compile(%q): unexpected %s at %d: %s", tt.src, p.Code, p.Start, p.Message)
			}
		})
	}
}

// TestMarkdown follows the points of format.md section 8.
func TestMarkdown(t *testing.T) {
	compileAll(t, Options{}, []fieldCase{
		{"empty", "", ""},
		{"blank", " \n\n", ""},
		{"point 1: one paragraph", "just words", "just words"},
		{"point 1: two paragraphs", "one\n\ntwo", "<p>one</p>\n<p>two</p>"},
		{"point 1: line break", "one\ntwo", "one<br>two"},
		{"point 1: hard break by blanks", "one  \ntwo", "one<br>two"},
		{"point 1: hard break by backslash", "one\\\ntwo", "one<br>two"},
		{"point 1: break after emphasis", "*a*\nb", "<em>a</em><br>b"},
		{"point 1: void tags", "a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"},
		{"point 1: escapes", `a < b & c > d "q" 'r'`, `a &lt; b &amp; c &gt; d "q" 'r'`},
		{"point 1: entities are decoded", "a&nbsp;b &amp; &lt; &copy; &#65; &#x41; &zzz; &copy", "a\u00a0b &amp; &lt; © A A &amp;zzz; &amp;copy"},
		{"entity of a control character", "a&#0;b&#7;c&#1;", "a\uFFFDb\uFFFDc\uFFFD"},
		{"backslash escapes", `\*a\* \q \\`, `*a* \q \`},
		{"point 2: table", "| a | b |\n|---|:-:|\n| 1 | **2** |\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th style=\"text-align:center\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td style=\"text-align:center\"><strong>2</strong></td>\n</tr>\n</tbody>\n</table>"},
		{"point 2: bar in a cell", "| a |\n|---|\n| `x\\|y` $a\\|b$ c\\|d |", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code>x|y</code> \\(a|b\\) c|d</td>\n</tr>\n</tbody>\n</table>"},
		{"point 2: strike", "~~a~~ ~b~ ~~~c~~~", "<del>a</del> ~b~ ~~~c~~~"},
		{"point 3: no quotes", "> 140 mmHg", "&gt; 140 mmHg"},
		{"point 3: no indented code", "    four", "four"},
		{"point 3: no indented code after text", "a\n\n    b\n\nc", "<p>a</p>\n<p>b</p>\n<p>c</p>"},
		{"point 3: no indented code in an item", "-     a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
		{"point 3: no setext", "a\n---\nb\n===", "<p>a</p>\n<hr>\n<p>b<br>===</p>"},
		{"point 3: no definitions", "[K+]: high\n\n[a]", "<p>[K+]: high</p>\n<p>[a]</p>"},
		{"point 4: raw HTML", `x<sub>2</sub> <br/> <!-- c -->`, `x<sub>2</sub> <br/> <!-- c -->`},
		{"point 4: HTML block", "<div>\n*a*\n</div>\n\nb", "<div>\n*a*\n</div>\n<p>b</p>"},
		{"point 4: not a tag", "#include <stdio.h> 1<2 <3 <=", "#include &lt;stdio.h&gt; 1&lt;2 &lt;3 &lt;="},
		{"point 5: image", "![an *alt* & \"q\"](a.png)", `<img src="P-a.png" alt="an alt &amp; &quot;q&quot;">`},
		{"point 5: image without alt", "![](a.png)", `<img src="P-a.png">`},
		{"point 5: image with title", "![](a.png 'T')", `<img src="P-a.png" title="T">`},
		{"point 5: blanks in a name", "![](<my pic.png>)", `<img src="P-my pic.png">`},
		{"point 5: ampersand in a name", "![](R&B.png)", `<img src="P-R&amp;B.png">`},
		{"point 5: sound", "![](a.MP3) ![x](b.webm)", "[sound:P-a.MP3] [sound:P-b.webm]"},
		{"point 5: sound tag", "[sound:a b.mp3]", "[sound:P-a b.mp3]"},
		{"point 5: remote", "![](https://e.org/a.png) ![](data:image/png;base64,AA)", `<img src="https://e.org/a.png"> <img src="data:image/png;base64,AA">`},
		{"point 5: missing", "![](gone.png) [sound:gone&1.mp3]", `<img src="gone.png"> [sound:gone&1.mp3]`},
		{"point 5: raw HTML", `<img src="a.png"> <video poster='b.png' src=c.mp4></video> <img src = "d.png" alt=x>`, `<img src="P-a.png"> <video poster="P-b.png" src="P-c.mp4"></video> <img src="P-d.png" alt=x>`},
		{"point 6: code block", "```\na < b\n\tc\n```", "<pre><code>a &lt; b\n\tc\n</code></pre>"},
		{"point 6: unknown language", "```nosuch\na\n```", "<pre><code class=\"language-nosuch\">a\n</code></pre>"},
		{"point 6: tokens", "```go\nfunc f() string { return \"a\" } // b\n```", "<pre><code class=\"language-go\"><span class=\"hl-k\">func</span> <span class=\"hl-f\">f</span>() <span class=\"hl-t\">string</span> { <span class=\"hl-k\">return</span> <span class=\"hl-s\">\"a\"</span> } <span class=\"hl-c\">// b</span>\n</code></pre>"},
		{"point 6: open fence", "```\na", "<pre><code>a\n</code></pre>"},
		{"point 6: in an item", "- x\n\n  ```\n  a\n    b\n  ```", "<ul>\n<li>\n<p>x</p>\n<pre><code>a\n  b\n</code></pre>\n</li>\n</ul>"},
		{"point 7: latex", "[latex]*a* & <b>[/latex] [$]x_1 & x_2[/$] [$$]_a_[/$$]", "[latex]*a* & <b>[/latex] [$]x_1 & x_2[/$] [$$]_a_[/$$]"},
		{"point 7: empty lines", "x [latex]\n- a\n\n    b\n[/latex] y", "x [latex]\n- a\n\n    b\n[/latex] y"},
		{"point 7: anki", "[anki:tts lang=de_DE]*Hund* & co[/anki:tts] [anki:play:q:0]", "[anki:tts lang=de_DE]*Hund* & co[/anki:tts] [anki:play:q:0]"},
		{"point 7: other case", "[LaTeX]*a*[/LATEX] [anki:tts x]*b*[/ANKI:TTS]", "[LaTeX]*a*[/LATEX] [anki:tts x]*b*[/ANKI:TTS]"},
		{"point 7: never closed", "[latex] *a*", "[latex] <em>a</em>"},
		{"lists", "- a\n- b\n  - c\n\n1. d\n2. e", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<ol>\n<li>d</li>\n<li>e</li>\n</ol>"},
		{"loose list", "- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"},
		{"empty item", "- a\n-\n- b", "<ul>\n<li>a</li>\n<li></li>\n<li>b</li>\n</ul>"},
		{"list after text", "a:\n- b\n- c", "<p>a:</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>"},
		{"heading", "# a *b*\n\ntext", "<h1>a <em>b</em></h1>\n<p>text</p>"},
		{"links", `[a *b*](https://e.org/?x=1&y=2 "T") <https://e.org> <a@b.cd>`, `<a href="https://e.org/?x=1&amp;y=2" title="T">a <em>b</em></a> <a href="https://e.org">https://e.org</a> <a href="mailto:a@b.cd">a@b.cd</a>`},
		{"code span", "``a ` b`` ` c ` `<b>`", "<code>a ` b</code> <code>c</code> <code>&lt;b&gt;</code>"},
		{"NFC", "e\u0301 **e\u0301**", "é <strong>é</strong>"},
		{"NFC does not eat tags", "*a*\u0338", "<em>a</em>&#824;"},
	})
}

func TestMath(t *testing.T) {
	compileAll(t, Options{}, []fieldCase{
		{"inline", "$a < b$", `\(a &lt; b\)`},
		{"display", "$$a$$", `\[a\]`},
		{"brackets", `\(a_1 * b_1\) \[x*y*z\]`, `\(a_1 * b_1\) \[x*y*z\]`},
		{"empty brackets are text", `\(\)`, `()`},
		{"verbatim", `$a_1 * b_2 * \{c\} \\ d$`, `\(a_1 * b_2 * \{c\} \\ d\)`},
		{"blank inside", "$ a$ $a $", "$ a$ $a $"},
		{"prices", "$5 and $6, US$7", "$5 and $6, US$7"},
		{"digit behind", "$a$5 b$", `\(a$5 b\)`},
		{"escaped dollar", `\$a$ $\$5$`, `$a$ \(\$5\)`},
		{"two lines", "$a\nb$", "\\(a\nb\\)"},
		{"display over lines", "$$\na\n$$", "\\[\na\n\\]"},
		{"not over an empty line", "$a\n\nb$", "<p>$a</p>\n<p>b$</p>"},
		{"unclosed swallows nothing", `\(a *b* $$c \[d`, `(a <em>b</em> $$c [d`},
		{"doubled and closed later", "$$a$ b", "$$a$ b"},
		{"code comes first", "`$a` b$", "<code>$a</code> b$"},
		{"code within math", "$a `b$` c", "$a <code>b$</code> c"},
		{"tags come before math", "$a [latex]b$[/latex] c", "$a [latex]b$[/latex] c"},
		{"math comes before sounds", "$[sound:s.mp3]$ $a [sound:$ [sound:$b$.mp3]", `\([sound:s.mp3]\) \(a [sound:\) [sound:P-$b$.mp3]`},
		{"math comes before emphasis", "*a $b* c$", `*a \(b* c\)`},
		{"math comes before links", "[a $b](c)$", `[a \(b](c)\)`},
		{"in a list", "- $a$\n- $$b$$", "<ul>\n<li>\\(a\\)</li>\n<li>\\[b\\]</li>\n</ul>"},
		{"emphasised", "**$a$**", `<strong>\(a\)</strong>`},
	})
}

func TestDeletions(t *testing.T) {
	compileAll(t, Options{Cloze: true}, []fieldCase{
		{"plain", "a {{c1::b}} c", "a {{c1::b}} c"},
		{"hint", "{{c1::b::h & i}}", "{{c1::b::h &amp; i}}"},
		{"hint is text", "{{c1::b::*h* `i` $j$ \\*}}", "{{c1::b::*h* `i` $j$ \\*}}"},
		{"several colons in a hint", "{{c1::b::x::y}}", "{{c1::b::x::y}}"},
		{"number list", "{{c1,2::b}}", "{{c1,2::b}}"},
		{"emphasis inside", "{{c1::**b** *c*}}d", "{{c1::<strong>b</strong> <em>c</em>}}d"},
		{"emphasis outside", "**{{c1::b}}** *a {{c2::c}}*", "<strong>{{c1::b}}</strong> <em>a {{c2::c}}</em>"},
		{"underscores at the edges", "x {{c1::_b_}} y", "x {{c1::<em>b</em>}} y"},
		{"strike", "~~{{c1::b}}~~ {{c2::~~c~~}}", "<del>{{c1::b}}</del> {{c2::<del>c</del>}}"},
		{"code inside", "{{c1::`a::b`}}", "{{c1::<code>a&#58;:b</code>}}"},
		{"code outside", "`a {{c1::b}}`", "<code>a {{c1::b}}</code>"},
		{"code with hint", "{{c2::`m[string]{}{}`::a ` tick}} `x`", "{{c2::<code>m[string]{}{}</code>::a ` tick}} <code>x</code>"},
		{"math inside", `{{c1::$\frac{a}{b^{c}}$}}`, `{{c1::\(\frac{a}{b^{c} }\)}}`},
		{"math outside", `$\frac{{{c1::a}}}{b}$`, `\(\frac{{{c1::a}}}{b}\)`},
		{"math with colons", `{{c1::$a::b$::h}}`, `{{c1::\(a: :b\)::h}}`},
		{"math with three colons", `{{c1::$a:::b$}}`, `{{c1::\(a: : :b\)}}`},
		{"brace before the closer", "{{c1::{a}}}", "{{c1::{a&#125;}}"},
		{"three braces", "{{c1::{{{a}}}}}", "{{c1::{{{a&#125;&#125;&#125;}}"},
		{"colon before the hint", "{{c1::`a:`::h}} {{c1::a\\:::h}}", "{{c1::<code>a:</code>::h}} {{c1::a&#58;::h}}"},
		{"escaped colon", `{{c1::std\::map}}`, `{{c1::std&#58;:map}}`},
		{"escaped braces", `{{c1::\{a\}}} {{c2::\{b}}`, `{{c1::{a&#125;}} {{c2::{b}}`},
		{"unbalanced takes the first", "{{c1::a { b}} c {{c2::d}}", "{{c1::a { b}} c {{c2::d}}"},
		{"unbalanced in another block", "{{c1::a { b}}\n\nc } }}", "<p>{{c1::a { b}}</p>\n<p>c } }}</p>"},
		{"nested", "{{c1::a {{c2::b}} c}}", "{{c1::a {{c2::b}} c}}"},
		{"nested at the end", "{{c1::a {{c2::b::h}}::i}}", "{{c1::a {{c2::b::h}}::i}}"},
		{"nested only", "{{c1::{{c2::b}}}}", "{{c1::{{c2::b}}}}"},
		{"brace between closers", "{{c1::{x {{c2::y}}}}}", "{{c1::{x {{c2::y}}&#125;}}"},
		{"hint with braces", "{{c1::a::{b}}}", "{{c1::a::{b&#125;}}"},
		{"stray closer", "a }} b {{c1::c}}", "a }} b {{c1::c}}"},
		{"escaped opener is none", `&#123;{c1::a}} {{c1::b}}`, `{&#123;c1::a}} {{c1::b}}`},
		{"entity of a brace", "{{c1::a&#125;&#125;b&#125;}}", "{{c1::a&#125;}b&#125;}}"},
		{"in a list", "- {{c1::a}}\n- b {{c2::c}}", "<ul>\n<li>{{c1::a}}</li>\n<li>b {{c2::c}}</li>\n</ul>"},
		{"before a list marker", "{{c1::- a}}\n- b", "<ul>\n<li>{{c1::a}}</li>\n<li>b</li>\n</ul>"},
		{"in a heading", "## a {{c1::b}}\n\nc", "<h2>a {{c1::b}}</h2>\n<p>c</p>"},
		{"in a table", "| a | {{c1::b}} |\n|---|---|\n| {{c2::c::h\\|i}} | {{c3:: d }} |", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>{{c1::b}}</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>{{c2::c::h\\|i}}</td>\n<td>{{c3::d}}</td>\n</tr>\n</tbody>\n</table>"},
		{"in a link", "[{{c1::a}}](u) {{c2::[b](v)}}", `<a href="u">{{c1::a}}</a> {{c2::<a href="v">b</a>}}`},
		{"around an image", "{{c1::![x](a.png)}}", `{{c1::<img src="P-a.png" alt="x">}}`},
		{"around raw HTML", "{{c1::H<sub>2</sub>O}} <b>{{c2::x}}</b>", "{{c1::H<sub>2</sub>O}} <b>{{c2::x}}</b>"},
		{"in an HTML block", "<div>{{c1::x}} y</div>", "<div>{{c1::x}} y</div>"},
		{"around an HTML block", "{{c1::<div>x</div>}}\n\ny", "{{c1::<div>x</div>}}\n<p>y</p>"},
		{"line break inside", "{{c1::a\nb}}\nc", "{{c1::a<br>b}}<br>c"},
		{"line break at the edges", "a {{c1::\nb}}", "a{{c1::<br>b}}"},
		{"sound", "{{c1::[sound:a.mp3]}}", "{{c1::[sound:P-a.mp3]}}"},
		{"latex", "{{c1::[latex]x^{a^{b}}[/latex]}}", "{{c1::[latex]x^{a^{b&#125;}[/latex]}}"},
		{"in latex over lines", "[latex]a\n\n{{c1::b::c}}[/latex]", "[latex]a\n\n{{c1::b&#58;:c}}[/latex]"},
		{"in a fence", "```\na {{c1::b {}}} c\n```", "<pre><code>a {{c1::b {&#125;}} c\n</code></pre>"},
		{"in highlighted code", "```go\nvar s = \"a{{c1::b}}\"\n```", "<pre><code class=\"language-go\"><span class=\"hl-k\">var</span> s = <span class=\"hl-s\">\"a</span>{{c1::<span class=\"hl-s\">b</span>}}<span class=\"hl-s\">\"</span>\n</code></pre>"},
		{"lines of code", "```\n{{c1::\na\n}}\nb\n```", "<pre><code>{{c1::\na\n}}\nb\n</code></pre>"},
		{"around a fence", "{{c1::```\na\n```}}", "{{c1::<pre><code>a\n</code></pre>}}"},
		{"block form", "x\n\n{{c1::\n- a\n- b\n}}\n\ny", "<p>x</p>\n{{c1::<ul>\n<li>a</li>\n<li>b</li>\n</ul>}}\n<p>y</p>"},
		{"block form with hint", "{{c1::\na\n\nb\n::h i}}", "{{c1::<p>a</p>\n<p>b</p>::h i}}"},
		{"block form of one paragraph", "{{c1::\na\n}}", "{{c1::a}}"},
		{"block form without empty lines", "a\n{{c1::\nb\n}}\nc", "<p>a</p>\n{{c1::<p>b</p>}}\n<p>c</p>"},
		{"block form of a fence", "{{c1::\n```\na\n\nb {\n```\n}}", "{{c1::<pre><code>a\n\nb {\n</code></pre>}}"},
		{"block form in an item", "- a\n\n  {{c1::\n  - b\n  }}\n- c", "<ul>\n<li>\n<p>a</p>\n{{c1::<ul>\n<li>b</li>\n</ul>}}\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>"},
		{"block form, nested", "{{c1::\na\n\n{{c2::\nb\n}}\n}}", "{{c1::<p>a</p>\n{{c2::<p>b</p>}}}}"},
		{"after math and a digit", "{{c1::$x$}} and $y$", `{{c1::\(x\)}} and \(y\)`},
		{"occlusion text", "{{c0::image-occlusion:text:left=.1}} {{c1::a}}", "{{c0::image-occlusion:text:left=.1}} {{c1::a}}"},
	})
}

func TestOtherModes(t *testing.T) {
	compileAll(t, Options{Mode: Text}, []fieldCase{
		{"text", "a < *b*\n& $c$", "a &lt; *b*<br>&amp; $c$"},
		{"text sound", "[sound:a.mp3] [x]", "[sound:P-a.mp3] [x]"},
		{"text keeps entities", "&amp;", "&amp;amp;"},
		{"text without deletions", "{{c1::a}}", "{{c1::a}}"},
	})
	compileAll(t, Options{Mode: Text, Cloze: true}, []fieldCase{
		{"text deletion", "{{c1::<a>::h&}}\n`{{c2::std::map}}`", "{{c1::&lt;a&gt;::h&amp;}}<br>`{{c2::std::map}}`"},
		{"text guard", "{{c1::{a}}}", "{{c1::{a&#125;}}"},
		{"text nested", "{{c1::a {{c2::b}}}}", "{{c1::a {{c2::b}}}}"},
	})
	compileAll(t, Options{Mode: HTML}, []fieldCase{
		{"html", "<b>a</b> & \\* *c*\n", "<b>a</b> & \\* *c*\n"},
		{"html media", `<img src="a.png"><object data='b.svg'></object>[sound:c.mp3]<a href="d.png">`, `<img src="P-a.png"><object data="P-b.svg"></object>[sound:P-c.mp3]<a href="d.png">`},
		{"html math", `\(a<b\) <i>x</i> \[c`, `\(a<b\) <i>x</i> \[c`},
		{"html sound in an attribute", `<a title="[sound:a.mp3]">`, `<a title="[sound:a.mp3]">`},
		{"html script", `<script>if (a<b) "<img src=x>"</script><img src=y>`, `<script>if (a<b) "<img src=x>"</script><img src="P-y">`},
		{"html sound behind an angle", `a < b [sound:c.mp3] <`, `a < b [sound:P-c.mp3] <`},
		{"html titles", `<title><b></TITLE><img src=a><title><img src=b>`, `<title><b></TITLE><img src="P-a"><title><img src=b>`},
		{"html comment", `<!-- <img src="a.png"> --><b>`, `<!-- <img src="a.png"> --><b>`},
	})
	compileAll(t, Options{Mode: HTML, Cloze: true}, []fieldCase{
		{"html deletion as written", `{{c1::a::b}} {{c2::std::map::x}} }}`, `{{c1::a::b}} {{c2::std::map::x}} }}`},
	})
	compileAll(t, Options{Mode: Media}, []fieldCase{
		{"media", "a.png\n\n b c.mp3 \nd&e.svg", `<img src="P-a.png">[sound:P-b c.mp3]<img src="P-d&amp;e.svg">`},
		{"no media", "", ""},
	})
}
