package template

import "strings"

// A renderCase is a card that both we and real Anki render; what Anki said is in testdata/anki.json.
type renderCase struct {
	name        string
	front, back string
	fields      []string // name, value, name, value...
	cloze       bool
	ord         int
	tags        []string
}

func (c *renderCase) card() Card {
	card := Card{
		Cloze: c.cloze, Ord: c.ord, Tags: c.tags, Notetype: "Oracle", Deck: "(Deck)", Name: "Card 1",
		Fields: map[string]string{},
	}
	for i := 0; i < len(c.fields); i += 2 {
		card.Fields[c.fields[i]] = c.fields[i+1]
	}
	return card
}

// basic returns a case of a standard type with the fields Front and Back.
func basic(name, front, back, value string) renderCase {
	return renderCase{name: name, front: front, back: back, fields: []string{"Front", value, "Back", "b"}}
}

// clozed returns a case of a cloze type that shows its first field through filters.
func clozed(name string, ord int, value string) renderCase {
	return renderCase{
		name: name, front: "{{cloze:Text}}", back: "{{cloze:Text}}|{{cloze-only:Text}}", cloze: true, ord: ord,
		fields: []string{"Text", value, "Extra", "e"},
	}
}

var renderCases = append(standardCases, clozeCases...)

var standardCases = []renderCase{
	basic("plain", "{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}", "f"),
	basic("white space in tags", "{{ Front\t}}", "{{\nBack }}", "f"),
	basic("triple braces", "{{{Front}}}", "{{{{Back}}}}", "f"),
	basic("comment", "<!-- {{Nope}} {{#x}} -->{{Front}}", "<!--{{Back}}--><!-- {{Back}}", "f"),
	basic("tag before comment", "{{Front}}<!--", "{{Nope <!-- }}-->", "f"),
	basic("lone braces", "{{Front}} {{", "}} {{Back}} {{ {", "f"),
	basic("swallowed", "{{Front <b>{{Back}}", "", "f"),
	basic("delimiters", " {{=<% %>=}}<%Front%>{{Front}}", "{{=<% %>=}}{{=<% %>=}}<%#Back%>x<%/Back%><%Back", "f"),
	basic("delimiters not first", "x{{=<% %>=}}{{Front}}", "b", "f"),
	basic("delimiters, error", "{{=<% %>=}}<%Nope%>", "b", "f"),
	basic("conditionals", "{{#Front}}a{{^Back}}b{{/Back}}{{#Back}}c{{/Back}}{{/Front}}{{Back}}", "{{^Front}}d{{/Front}}", "f"),
	basic("conditional, empty", "{{#Front}}a{{/Front}}{{^Front}}b{{/Front}}{{Back}}", "{{# Front}}x{{/ Front}}", "<br> <div></div>"),
	basic("conditional, not quite empty", "{{#Front}}a{{/Front}}{{Back}}", "x", "&nbsp;"),
	basic("nested and hidden", "{{^Front}}{{#Back}}x{{/Back}}{{Back}}{{/Front}}{{Front}}", "x", "f"),
	basic("error in hidden section", "{{^Front}}{{Nope}}{{/Front}}{{Front}}", "x", "f"),
	basic("error in hidden conditional", "{{^Front}}{{#Nope}}{{/Nope}}{{/Front}}{{Front}}", "x", "f"),
	basic("never closed", "{{#Front}}{{#Back}}", "x", "f"),
	basic("closed by another", "{{#Front}}{{Front}}{{/Back}}", "x", "f"),
	basic("crossed", "{{#Front}}{{#Back}}{{/Front}}{{/Back}}", "x", "f"),
	basic("never opened", "{{Front}}{{/Front}}", "x", "f"),
	basic("error on back", "{{Front}}", "{{#Back}}", "f"),
	basic("unknown on back", "{{Front}}", "{{hint:text:Nope}}", "f"),
	basic("unknown conditional", "{{#Nope}}{{/Nope}}", "x", "f"),
	basic("unknown negated", "{{^No <&\"'>pe}}{{/No <&\"'>pe}}", "x", "f"),
	basic("space is part of a name", "{{text: Front}}", "x", "f"),
	basic("case counts", "{{front}}", "x", "f"),
	basic("nothing", "{{}}", "x", "f"),
	basic("hash alone", "{{#}}", "x", "f"),
	basic("empty key with filter", "{{hint:}}{{nope:}}{{Front}}", "{{text:}}|", "f"),
	basic("blank front", "{{Front}}text", "{{Back}}", ""),
	basic("blank front, tags in it", "{{Front}}", "{{Back}}", "<div><br></div>"),
	basic("text only", "text", "{{Back}}", "f"),
	basic("front side on front", "{{FrontSide}}a{{Front}}", "{{FrontSide}}{{text:FrontSide}}{{hint:FrontSide}}", "<b>f</b>"),
	basic("front side as conditional", "{{Front}}", "{{#FrontSide}}x{{/FrontSide}}", "f"),
	basic("own number", "{{c1}}{{#c1}}x{{/c1}}{{#c2}}y{{/c2}}{{^c2}}z{{/c2}}{{#c+3}}{{/c+3}}", "{{Back}}", ""),
	basic("other number", "{{Front}}{{c2}}", "{{Back}}", "f"),
	basic("number too big", "{{Front}}{{#c4294967296}}{{/c4294967296}}", "{{Back}}", "f"),
	{
		name: "special names", front: "{{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{CardFlag}}|{{CardID}}", back: "{{#Tags}}{{Tags}}{{/Tags}}",
		fields: []string{"Front", "f"}, tags: []string{"b", "a"},
	},
	{
		name: "no tags", front: "{{Tags}}", back: "x", fields: []string{"Front", "f"},
	},
	{
		name: "field shadows special name", front: "{{Deck}}{{c1}}", back: "{{#Tags}}{{Tags}}{{/Tags}}",
		fields: []string{"Front", "f", "Deck", "mine", "Tags", "own", "c1", "one"}, tags: []string{"t"},
	},
	basic("text filter", "{{text:Front}}", "{{text:text:Front}}", "<b>a</b> &lt;b&gt;&amp;&nbsp;<img src=x><!-- c -->"),
	basic("text filter, bad entity", "{{text:Front}}", "x", "<b>a</b> & &lt;"),
	basic("unknown filter", "{{text:nope:Front}}", "{{nope:text:Front}}{{Nope x::Front}}", "<b>a</b>"),
	basic("empty filter", "{{::Front}}", "{{text::Front}}", "<b>a</b>"),
	basic("hint", "{{hint:Front}}", "{{text:hint:Front}}", "foo"),
	basic("hint, blank", "{{Back}}{{hint:Front}}", "x", " \u00a0\n"),
	basic("hint, long text", "{{hint:Front}}", "x", strings.Repeat("0123456789abcdef", 64)),
	basic("hint, two chunks", "{{hint:Front}}", "x", strings.Repeat("0123456789abcdef", 64)+"x"),
	basic("hint, many chunks", "{{hint:Front}}", "x", strings.Repeat("0123456789abcdef", 420)),
	basic("hint, block", "{{hint:Front}}", "x", strings.Repeat("x", 59)),
	basic("furigana", "{{furigana:Front}}", "{{kana:Front}}|{{kanji:Front}}", "日[に]本[ほん] 語[ご]です&nbsp;x[y]<b>今[いま]</b> [sound:a.mp3]"),
	basic("furigana, odd", "{{furigana:Front}}", "{{kana:Front}}|{{kanji:Front}}", "a[] [b] c[d\ne] f[[g]] h>i[j]k[$1]\n m[n]"),
	basic("furigana, sound", "{{furigana:Front}}", "{{kana:Front}}", "a[sound:b.mp3] x[y]"),
	basic("type", "{{type:Front}}", "{{Front}}{{type:text:Front}}{{text:type:Front}}{{hint:type:Front}}", "f"),
	basic("type variants", "{{type:cloze:Front}}{{type:nc:Front}}", "{{type:nc:text:Front}}{{cloze:type:Front}}{{Back}}", "f"),
	basic("tts", "{{tts en_US:Front}}", "{{tts ja_JP voices=A,B speed=1.2:Front}}{{FrontSide}}", "hello <b>x</b>"),
	basic("tts without language", "{{tts:Front}}{{tts :Front}}{{tts voices=x:Front}}", "{{Back}}", "f"),
	basic("tts, odd languages", "{{tts  en:Front}}{{tts\ten:Front}}{{tts \"\":Front}}{{tts \"en US\":Front}}{{tts en] x:Front}}", "{{Back}}", "f"),
	basic("nc", "{{nc:Front}}{{text:nc:Front}}{{nc:text:Front}}", "{{text:nope:nc:Front}}", "<b>f</b>"),
	basic("tts-voices", "{{tts-voices:}}{{Front}}", "{{Back}}", "f"),
	basic("sounds", "{{Front}}{{Front}}", "{{FrontSide}}{{Front}}", "[sound:a.mp3]x[sound:b&amp;c].mp3][sound:]"),
	basic("sound in attribute", `<a href="[sound:a]">{{Front}}</a>`, "x", "f"),
	basic("av blocks", "{{Front}}", "x",
		"[anki:tts lang=en_US]a[/anki:tts] [anki:tts  lang=\"en US\" voices=]b[/anki:tts][anki:tts]c[/anki:tts][anki:tts lang=x]d[anki:play:q:0]"),
	basic("av, odd options", "{{Front}}", "x",
		"[anki:tts lang=a b]x[/anki:tts][anki:tts lang=a =b]x[/anki:tts][anki:tts lang=\"a]x[/anki:tts][anki:tts lang=a\"b]x[/anki:tts][anki:tts\u00a0lang=a]x[/anki:tts]"+
			"[anki:tts lang=a]x[/anki:tts ][anki:tts lang=a/]y[/anki:tts][anki:tts lang=a][/anki:tts][anki:ttslang=a]z[/anki:ttslang=a]"),
	basic("av, order of options", "{{Front}}", "x", "[anki:tts voices=\"\" lang=\"a\"speed=1]x[/anki:tts][anki:tts lang=a lang=]x[/anki:tts][anki:tts lang= lang=a]x[/anki:tts]"),
	basic("other blocks, spaces", "{{Front}}", "x", "[anki:foo  a = b  c=\"d\"  ]x[/anki:foo][anki:foo ]y[/anki:foo][anki:a:b]z[/anki:a:b][anki:]z[/anki:]"),
	basic("other blocks, options", "{{Front}}", "x", "[anki:foo  a=\"b c\" ]x[/anki:foo][anki:foo a=b a=\"c\"]x[/anki:foo][anki:foo\ta=\n]x\ny[/anki:foo][anki:foo a=\"b]c\"]x[/anki:foo]"),
	basic("other blocks, nested", "{{Front}}", "x", "[anki:foo][anki:foo]x[/anki:foo][/anki:foo][anki:foo][anki:tts lang=x]y[/anki:tts][/anki:foo]"),
	basic("other blocks", "{{Front}}", "x", "[anki:foo a=b][sound:x][/anki:foo][anki:foo]y[/anki:bar][sound:z]"),
	basic("latex", "{{Front}}", "{{FrontSide}}", "a[latex]one<br>and<div>two[/latex]b [$]<b>x</b>&nbsp;< y[/$] [$$]math &amp; stuff[/$$]"),
	basic("latex, open", "{{Front}}", "{{Back}}[/latex]", "[latex]a[/$][$]b"),
	basic("mathjax untouched", "{{Front}}", "{{text:Front}}", `\(a<br>b\)`),
	basic("cloze filter in standard type", "{{cloze:Front}}|", "{{cloze:Front}}", "{{c1::a}}{{c2::b}}"),
	basic("cloze filter without cloze", "{{cloze:Front}}|", "{{cloze-only:Front}}", "a"),
}

var clozeCases = []renderCase{
	clozed("one", 0, "{{c1::a}} b"),
	clozed("second number", 1, "{{c1::a}} {{c2::b::hint::more}}"),
	clozed("missing number", 2, "{{c1::a}}"),
	clozed("number in another field", 0, "{{c2::a}}"),
	clozed("nested", 0, "x{{c1::a {{c2::b::h}} c}}y"),
	clozed("nested, inner", 1, "x{{c1::a {{c2::b::h}} c}}y"),
	clozed("nested, same", 0, "{{c1::a{{c1::b}}}}{{c1::c::}}"),
	clozed("several numbers", 2, "{{c3,1,,3::a}}{{c2::b}}"),
	clozed("zero", 0, "{{c0::a}}{{c1::b}}"),
	clozed("open", 0, "{{c1::a}} b {{c2::c {{c1::d}}"),
	clozed("stray", 0, "}} {{c1::a}}} {{c::b}} {{c1,:c}}"),
	clozed("deep", 10, "{{c1::{{c2::{{c3::{{c4::{{c5::{{c6::{{c7::{{c8::{{c9::{{c10::{{c11::x}}}}}}}}}}}}}}}}}}}}}}"),
	clozed("deep, within the limit", 9, "{{c1::{{c2::{{c3::{{c4::{{c5::{{c6::{{c7::{{c8::{{c9::{{c10::{{c11::x}}}}}}}}}}}}}}}}}}}}}}"),
	clozed("attributes", 0, "{{c1::<b class=\"x\">é & ō 'y' 漢\n\u00a0</b>}}"),
	clozed("hint with markup", 0, "{{c1::a::<i>h</i> & }}"),
	clozed("mathjax", 0, `\({{c1::a^{b} }} <b>x</b> &lt; <\) <i>y</i> \[ {{c2::z}} \]`),
	clozed("mathjax, inactive", 1, `\( {{c1::a}} \] {{c2::b}} \( <br>`),
	clozed("empty content", 0, "{{c1::}}|{{c1::::h}}"),
	clozed("occlusion", 0, "{{c1::image-occlusion:rect:left=.1:top=0:width=.2:height=0:oi=1:angle=5:fill=#fff}}"+
		"{{c2::image-occlusion:polygon:points=.1,.2 .3,.4 x:fs=.1}}{{c1::image-occlusion:ellipse:rx=.1:ry=.0000:zz=1}}"),
	clozed("occlusion text", 0, `{{c1::image-occlusion:rect:left=.1}}{{c0::image-occlusion:text:left=.2:text=a\:b\\<"é>:scale=2:fs=.05}}`),
	clozed("occlusion, odd", 0, `{{c1::image-occlusion:rect}}{{c1::image-occlusion:}}{{c1::image-occlusion:rect:left:top=1}}{{c1::image-occlusion:rect:=1:left=2}}`+
		`{{c1::image-occlusion:rect:left=:top=1}}{{c1,2::image-occlusion:rect:left=a\\\:b\c=d:x}}{{c1::image-occlusion::left=1}}{{c1:: image-occlusion:rect}}`),
	clozed("occlusion, odd points", 1, `{{c2::image-occlusion:polygon:points=1,2:points=x:points=1,2,3 ,:text=:fill=:left=1}}`+
		`{{c2::image-occlusion:rect:width=0.0:height=0:rx=00:ry=0.10}}{{c2::image-occlusion:rect:width=:left=1}}`),
	clozed("occlusion, keys", 0, `{{c1::image-occlusion:rect:left:top=1:top=2}}{{c1::image-occlusion:rect:left=a\\\:b=d:top=3}}{{c1::image-occlusion:rect:left=1\}}`+
		`{{c1::image-occlusion:rect:left=1:}}{{c1::image-occlusion:rect::left=1}}{{c1::image-occlusion:rect:left=1:x:top=2}}{{c1::image-occlusion:a=b:top=2}}`+
		`{{c1::image-occlusion:rect: left = 1 :top=2}}{{c1::image-occlusion:r\:s:top=2}}{{c1::image-occlusion:rect:le\:ft=1:top=2}}`),
	clozed("occlusion, shapes", 0, `{{c1::image-occlusion:circle:left=1}}{{c1::image-occlusion:Rect:left=1}}{{c1::image-occlusion:ellipse:left=1}}`),
	clozed("occlusion, several numbers", 0, `{{c0,1::image-occlusion:rect:left=1}}{{c1,0::image-occlusion:rect:left=1}}{{c2,3::image-occlusion:rect:left=1}}`),
	clozed("occlusion, several numbers, other", 1, `{{c0,1::image-occlusion:rect:left=1}}{{c1,2::image-occlusion:rect:left=1::top=2}}`),
	clozed("occlusion, nested", 0, "{{c1::image-occlusion:rect:left=1{{c2::x}}}}{{c1::{{c1::image-occlusion:rect}}}}"),
	{
		name: "cloze in special text", front: "{{cloze:Text}}{{text:cloze:Text}}", back: "{{Extra}}{{type:cloze:Text}}", cloze: true,
		fields: []string{"Text", "{{c1::<b>a</b>}}", "Extra", "x"},
	},
	{
		name: "number conditionals", front: "{{cloze:Text}}{{#c1}}one{{/c1}}{{#c2}}two{{/c2}}", back: "{{^c1}}{{Extra}}{{/c1}}", cloze: true, ord: 1,
		fields: []string{"Text", "{{c1::a}}{{c2::b}}", "Extra", "x"},
	},
	{
		name: "clozes not shown", front: "{{Extra}}", back: "{{Text}}", cloze: true,
		fields: []string{"Text", "{{c1::a}}", "Extra", "x"},
	},
	{
		name: "tts of clozes", front: "{{tts en_US:cloze:Text}}{{tts en_US:cloze-only:Text}}", back: "{{tts en_US cloze_blank=x:cloze:Text}}", cloze: true,
		fields: []string{"Text", "{{c1::a}} b", "Extra", "x"},
	},
}
