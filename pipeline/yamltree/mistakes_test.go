package yamltree

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/source"
)

// TestTraps has one value, or the lines that follow `back: `, per trap; each must be found at the exact place, once,
// and must not touch the items around it.
func TestTraps(t *testing.T) {
	const before, after = "notes:\n  - id: one\n  - id: two\n    back: ", "\n    tags: [x]\n  - id: three\n"
	const noBreak = "a no-break space (U+00A0) stands where an ordinary blank must be; write an ordinary one"
	tests := []struct{ name, value, want string }{
		{"alias with star", "*bold*", "4:11 [*bold*] a value that starts with `*` is an alias; quote it, or use `|`"},
		{"unknown alias", "*neither", "4:11 [*neither] a value that starts with `*` is an alias; quote it, or use `|`"},
		{"anchor", "&amp; x", "4:11 [&amp; x] a value that starts with `&` is an anchor; quote it, or use `|`"},
		{"good anchor", "&amp x", "4:11 [&amp] a value that starts with `&` is an anchor; quote it, or use `|`"},
		{"image", "![](x.png)", "4:11 [![] a value that starts with `!` is a tag; quote it, or use `|`"},
		{"tag", "!!str foo", "4:11 [!!str] a value that starts with `!` is a tag; quote it, or use `|`"},
		{"local tag", "!include x.yaml", "4:11 [!include] a value that starts with `!` is a tag; quote it, or use `|`"},
		{"non-specific tag", "! x", "4:11 [!] a value that starts with `!` is a tag; quote it, or use `|`"},
		{"tag of nothing", "!x", "4:11 [!x] a value that starts with `!` is a tag; quote it, or use `|`"},
		{"deletion as map", "{{c1::Paris}}", "4:11 [{{c1::Paris}}] a value that starts with `{` is a map; quote it, or use `|`"},
		{"deletion and text", "{{c1::Paris}} is", "4:11 [{{c1::Paris}} is] a value that starts with `{` is a map; quote it, or use `|`"},
		{"sound as list", "[sound:x.mp3]", "4:11 [[sound:x.mp3]] a value that starts with `[` is a list; quote it, or use `|`"},
		{"sound and text", "[sound:x.mp3] x", "4:11 [[sound:x.mp3] x] a value that starts with `[` is a list; quote it, or use `|`"},
		{"latex as list", "[latex]", "4:11 [[latex]] a value that starts with `[` is a list; quote it, or use `|`"},
		{"latex", "[$]x^2[/$]", "4:11 [[$]x^2[/$]] a value that starts with `[` is a list; quote it, or use `|`"},
		{"link", "[a](b)", "4:11 [[a](b)] a value that starts with `[` is a list, and after it follows `(b)`; quote it, or use `|`"},
		{"code", "`code`", "4:11 [`code`] a value cannot start with a back quote; quote it, or use `|`"},
		{"at", "@x", "4:11 [@x] a value cannot start with `@`; quote it, or use `|`"},
		{"percent", "%x", "4:11 [%x] a value cannot start with `%`; quote it, or use `|`"},
		{"comma", ", x", "4:11 [, x] a value cannot start with `,`; quote it, or use `|`"},
		{"greater", "> 5", "4:11 [> 5] after `>` the text must begin on the next line; quote it, or begin the text on the next line"},
		{"bar", "| x", "4:11 [| x] after `|` the text must begin on the next line; quote it, or begin the text on the next line"},
		{"greater and digit", ">5", "4:11 [>5] after `>` the text must begin on the next line; quote it, or begin the text on the next line"},
		{"bar and digit", "|2 # x", "4:11 [|2] after `|` the text must begin on the next line; quote it, or begin the text on the next line"},
		{"bar alone", "|", "4:11 [|] nothing stands below `|`; write the text there, indented deeper than the key"},
		{"greater alone", ">-\n\n    hint: x", "4:11 [>-] nothing stands below `>-`; write the text there, indented deeper than the key"},
		{"bar in a list", "\n      - |\n      - x", "5:9 [|] nothing stands below `|`; write the text there, indented deeper than the key"},
		{"minus", "- 5", "4:11 [- 5] a value cannot start with `-` and a blank; quote it, or use `|`"},
		{"question", "? x", "4:11 [? x] a value cannot start with `?` and a blank; quote it, or use `|`"},
		{"colon", "Note: x", "4:15 [:] a colon and a blank (`: `) stand in a text without quotes; quote it, or use `|`"},
		{"colon after wide text", "Größe 大: x", "4:18 [:] a colon and a blank (`: `) stand in a text without quotes; quote it, or use `|`"},
		{"colon at end", "what:", "4:15 [:] a colon and a blank (`: `) stand in a text without quotes; quote it, or use `|`"},
		{"colon on second line", "a\n      Note: x y", "5:11 [:] a colon and a blank (`: `) stand in a text without quotes; quote it, or use `|`"},
		{"quoted and more", `"quoted" and more`, "4:20 [and more] after the closing quote follows `and more`; quote the whole text, or use `|`"},
		{"apostrophe", "'it's'", "4:15 [s'] after the closing quote follows `s'`; inside of single quotes write `''` for an apostrophe, or use `|`"},
		{"unknown escape", `"a \l b"`, "4:14 [\\l] `\\l` is no escape that double quotes know; use single quotes for TeX"},
		{"unknown escape on second line", "\"a\n      b \\l\"", "5:9 [\\l] `\\l` is no escape that double quotes know; use single quotes for TeX"},
		{"short hex escape", `"\u12 "`, "4:12 [\\u] `\\u` is no escape that double quotes know; use single quotes for TeX"},
		{"unclosed double", `"open`, "4:11 [\"open] the text that begins with `\"` has no closing `\"`; close it, or use `|`"},
		{"unclosed single", "'open", "4:11 ['open] the text that begins with `'` has no closing `'`; close it, or use `|`"},
		{"closed by the next key", "\"open\n    hint: \"x\"", "4:11 [\"open] the text that begins with `\"` has no closing `\"`; close it, or use `|`"},
		{"unclosed map", "{a: b", "4:11 [{a: b] the `{` is never closed; close it, or quote the text"},
		{"unclosed list", "[a, b", "4:11 [[a, b] the `[` is never closed; close it, or quote the text"},
		{"star in list", "[a, *b*]", "4:15 [*] a value that starts with `*` is an alias; quote texts with special characters"},
		{"comma missing", "{a: b c: d}", "4:18 [:] this is the second colon of one entry: a comma is missing, or quotes around the text; quote texts with special characters"},
		{"comma missing before a bracket", "[a [b]]", "4:14 [[] a comma is missing before this bracket; quote texts with special characters"},
		{"comma missing behind quotes", "['a' b]", "4:16 [b] a comma is missing here; quote texts with special characters"},
		{"comma too many", "[, a]", "4:12 [,] there is nothing before this comma; quote texts with special characters"},
		{"colon too early", "{a: :b}", "4:15 [:] there is nothing before this colon; quote texts with special characters"},
		{"question mark in a map", "{a: What is it?, b: c}", "4:25 [?] a `?` stands in a text inside of brackets; quote texts with special characters"},
		{"question mark and apostrophe", "{a: What's it? }", "4:24 [?] a `?` stands in a text inside of brackets; quote texts with special characters"},
		{"question mark behind a comma", "{a: This, or b?}", "4:25 [?] a `?` stands in a text inside of brackets; quote texts with special characters"},
		{"text beside its key", "\n    text here", "5:5 [text here] this line has no colon; write `key: text`"},
		{"stray bracket", "x\n    ]hint: y", "5:5 []] a value cannot start with `]`; quote it, or use `|`"},
		{"no key behind a dash", "\n      - : x\n      -", "5:9 [:] there is no key before this `:`; write one, or quote the text"},
		{"no colon", "x\n    hint What", "5:5 [hint What] this line has no colon; write `key: text`"},
		{"full-width colon", "x\n    hint：学校", "5:9 [：] `：` is a full-width colon; write `:` and a blank"},
		{"full-width blank", "x\n    hint:　学校", "5:10 [　] a full-width blank (U+3000) stands where an ordinary blank must be; write an ordinary one"},
		{"no-break space after the colon", "x\n    hint:\u00a0y", "5:10 [\u00a0] " + noBreak},
		{"no-break space after the only colon", "\n      - x:\u00a0y z: w", "5:11 [\u00a0] " + noBreak},
		{"no-break spaces as indentation", "x\n  \u00a0\u00a0hint: y", "5:3 [\u00a0\u00a0] " + noBreak},
		{"no-break space in the indentation", "x\n    \u00a0hint: y", "5:5 [\u00a0] " + noBreak},
		{"no-break space before a dash", "\n      \u00a0- y", "5:7 [\u00a0] " + noBreak},
		{"no-break space behind a dash", "x\n  -\u00a0id: y\n    back: x", "5:4 [\u00a0] " + noBreak},
		{"more blanks behind a dash", "x\n  - \u00a0id: y", "5:5 [\u00a0] " + noBreak},
		{"full-width blank behind a dash", "\n      -　a: y", "5:8 [　] a full-width blank (U+3000) stands where an ordinary blank must be; write an ordinary one"},
		{"full-width colon in an item", "x\n  - id： y", "5:7 [：] `：` is a full-width colon; write `:` and a blank"},
		{"full-width colon above another key", "x\n  - id： y\n    back: x", "5:7 [：] `：` is a full-width colon; write `:` and a blank"},
		{"no-break space in an item", "x\n  - id:\u00a0y", "5:8 [\u00a0] " + noBreak},
		{"no blank", "x\n    hint:What", "5:5 [hint:] there is no blank after `hint:`; write one"},
		{"too deep", "x\n      hint: y", "5:7 [hint: y] wrong indentation: "},
		{"too shallow", "x\n   hint: y", "5:4 [hint: y] wrong indentation: "},
		{"tab", "x\n\thint: y", "5:1 [\t] a tab stands where the indentation must be spaces; use spaces"},
		{"tab after spaces", "|\n  \ttext", "5:3 [\t] a tab stands where the indentation must be spaces; use spaces"},
		{"block dedents", "|\n        a\n      b", "6:7 [b] wrong indentation: "},
		{"block beside its key", "|\n    text here", "5:5 [text here] this line has no colon; write `key: text`"},
		{"comment cuts", "a # b\n      goes on", "5:7 [goes on] the text above ended at ` #`, "},
		{"list in map", "x\n    - y", "5:5 [-] a list item stands where a key is expected; indent it below its key"},
		{"key twice", "x\n    back: y", "5:5 [back] `back` is given twice"},
		{"key in other case", "x\n    Back: y", "5:5 [Back] `Back` is given twice, as `back` too"},
		{"merge key", "x\n    <<: {a: b}", "5:5 [<<] `<<` is a merge key, which deck files do not have; write the keys out"},
		{"list as key", "x\n    [a]: b", "5:5 [[a]] a key must be text, not a list or map; quote it"},
		{"explicit key", "x\n    ? hint\n    : b", "5:7 [hint] a key that is marked by `?` is not allowed; write `key: text`"},
		{"no key", "x\n    : b", "5:5 [:] there is no key before this `:`; write one, or quote the text"},
		{"nesting", strings.Repeat("[", 18) + strings.Repeat("]", 18), "4:28 [[]] more than 20 maps and lists within each other; write it flatter"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, items, found := read(before+tt.value+after, "notes", chunkSize)
			if len(found) != 1 {
				t.Fatalf("%d diagnostics: %v", len(found), found)
			}
			got := strings.Replace(told(found[0]), "not valid YAML: ", "", 1)
			if got != tt.want && !(strings.HasSuffix(tt.want, " ") && strings.HasPrefix(got, tt.want)) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if found[0].Help == "" {
				t.Error("no help")
			}
			if len(items) < 2 || items[0].Get("id").Value != "one" || items[len(items)-1].Get("id").Value != "three" {
				t.Errorf("items: %s", outlines(items))
			}
			fixed := applyFix(before+tt.value+after, found[0].Fixes)
			if len(found[0].Fixes) > 0 {
				if _, items, found = read(fixed, "notes", chunkSize); len(found) > 0 || len(items) != 3 {
					t.Errorf("the fix gives %q: %v", fixed, found)
				}
			}
		})
	}
}

// Only a text that is plainly a whole value is put in quotes: of another, a comma may be part.
func TestQuotedQuestions(t *testing.T) {
	for value, want := range map[string]string{
		"{a: What is it? , b: c}": "{a: 'What is it?' , b: c}",
		"{a: What's \"it\"?}":     "{a: 'What''s \"it\"?'}",
		"{a: [What is it?]}":      "{a: [What is it?]}",
		"{a: This, or that?}":     "{a: This, or that?}",
		"[What is it?]":           "[What is it?]",
		"{a: What is\n   it?}":    "{a: What is\n   it?}",
		"{a: What #is it?}":       "{a: What #is it?}",
	} {
		_, _, found := read("notes:\n- x: "+value+"\n", "notes", chunkSize)
		if len(found) != 1 {
			t.Fatalf("%s: %v", value, found)
		}
		if got := applyFix("notes:\n- x: "+value+"\n", found[0].Fixes); got != "notes:\n- x: "+want+"\n" {
			t.Errorf("%s becomes %q", value, got)
		}
	}
}

func TestFileMistakes(t *testing.T) {
	tests := []struct{ name, src, want, root, items string }{
		{"empty", "", "1:1 [] the file is empty; it must hold a map", "nil", ""},
		{"comments only", "# x\n", "1:1 [] the file is empty; it must hold a map", "nil", ""},
		{"bare list", "- a: b\n- c: d\n", "1:1 [- a: b] the file is a bare list; it must be a map", "nil", ""},
		{"text", "foo\n", "1:1 [foo] the file holds one text instead of `key: value` lines; it must be a map", "nil", ""},
		{"second document", "a: 1\n---\nb: 2\n", "2:1 [---] a second document begins here; a file is one document", `{a: "1"}`, ""},
		{"text after the end", "a: 1\n...\n# c\nb: 2\n", "4:1 [b: 2] a second document begins here; a file is one document", `{a: "1"}`, ""},
		{"broken second document", "a: 1\n--- ]\n", "2:1 [--- ]] a second document begins here; a file is one document", `{a: "1"}`, ""},
		{"UTF-16", "\xff\xfea\x00:\x00", "1:1 [] the file is written in UTF-16", "nil", ""},
		{"UTF-16 without mark", "a\x00:\x00 \x00", "1:1 [] the file is written in UTF-16", "nil", ""},
		{"Latin-1", "é: 1\na: B\xe4r und W\xfcrfel\nb: \xe4\nc: 3\n", "2:5 [\xe4] the byte `E4` is not UTF-8; the file was saved in another encoding", `{é: "1", a: BROKEN, b: BROKEN, c: "3"}`, ""},
		{"control character", "a: x\x0cy\n", "1:5 [\x0c] the control character U+000C cannot be seen; delete it", "{a: BROKEN}", ""},
		{"DEL", "a: x\x7f\n", "1:5 [\x7f] the control character U+007F cannot be seen; delete it", "{a: BROKEN}", ""},
		{"C1", "a: x\u009dy\n", "1:5 [\u009d] the control character U+009D cannot be seen; delete it", "{a: BROKEN}", ""},
		{"noncharacter", "a: x\uffff\n", "1:5 [\uffff] the control character U+FFFF cannot be seen; delete it", "{a: BROKEN}", ""},
		{"NUL in an item", "notes:\n- a: \x00\n- b: c\n", "2:6 [\x00] the control character U+0000 cannot be seen; delete it", "{notes: []}", `{a: BROKEN}{b: "c"}`},
		{"lone CR", "a: b\rc: d\r", "1:5 [\r] a carriage return (U+000D) without a line feed; the lines must end in LF or CRLF", "{a: BROKEN}", ""},
		{"broken head", "deck: *x\nid: 5\nnotes:\n- a: b\n", "1:7 [*x] a value that starts with `*` is an alias; quote it, or use `|`", `{deck: BROKEN, id: "5", notes: []}`, `{a: "b"}`},
		{"head without colon", "deck x\nid: 5\nnotes:\n- a: b\n", "1:1 [deck x] this line has no colon; write `key: text`", `{id: "5", notes: []}`, `{a: "b"}`},
		{"broken tail", "notes:\n- a: b\nlint: @x\n", "3:7 [@x] a value cannot start with `@`; quote it, or use `|`", "{notes: [], lint: BROKEN}", `{a: "b"}`},
		{"dash too far left", "notes:\n  - a: b\n - c: d\n  - e: f\n", "3:2 [- c: d] wrong indentation: this line starts at column 2, what it belongs to at column 3; keys of one map and dashes of one list start at the same column", "{notes: []}", `{a: "b"}{c: "d"}{e: "f"}`},
		{"root indented once", "  a: b\nc: d\n", "2:1 [c: d] wrong indentation: this line starts at column 1, what it belongs to at column 3; keys of one map and dashes of one list start at the same column", "nil", ""},
		{"flow list of notes, broken", "notes: [{a: b}, {c: *d}]\nx: y\n", "1:21 [*] a value that starts with `*` is an alias; quote texts with special characters", `{notes: BROKEN, x: "y"}`, ""},
		{"notes twice", "notes:\n  - a: b\nnotes:\n  - c: d\n", "3:1 [notes] `notes` is given twice", "{notes: []}", `{a: "b"}`},
		{"old version", "%YAML 1.1\n---\na: 1\n", "1:1 [%YAML 1.1] deck files have no `%YAML 1.1` line; remove it", `{a: "1"}`, ""},
		{"version without document start", "# c\n%YAML 1.2\na: 1\n", "2:1 [%YAML 1.2] deck files have no `%YAML 1.2` line; remove it", `{a: "1"}`, ""},
		{"tag directive", "%YAML 1.2\n%TAG ! x \n---\na: 1\n", "2:1 [%TAG ! x] deck files have no `%TAG ! x` line; remove it", `{a: "1"}`, ""},
		{"no-break spaces before a root key", "notes:\n  - a: b\n\u00a0\u00a0\u00a0\u00a0c: d\n", "3:1 [\u00a0\u00a0\u00a0\u00a0] a no-break space (U+00A0) stands where an ordinary blank must be; write an ordinary one", "{notes: []}", `{a: "b"}`},
		{"no-break spaces before a broken root key", "notes:\n  - a: b\n\u00a0\u00a0\u00a0\u00a0c: d\n  - e: f\n    g: h\n", "3:1 [\u00a0\u00a0\u00a0\u00a0] a no-break space (U+00A0) stands where an ordinary blank must be; write an ordinary one", "{notes: []}", `{a: "b"}`},
		{"no-break spaces before the only item", "notes:\n\u00a0\u00a0- c: d\n", "2:1 [\u00a0\u00a0] a no-break space (U+00A0) stands where an ordinary blank must be; write an ordinary one", "{notes: BROKEN}", ""},
		{"full-width blanks before a list", "tags:\n　　- x\na: b\n", "2:1 [　　] a full-width blank (U+3000) stands where an ordinary blank must be; write an ordinary one", `{tags: BROKEN, a: "b"}`, ""},
		{"tag on the root", "!x\na: b\n", "1:1 [!x] a value that starts with `!` is a tag; quote it, or use `|`", "nil", ""},
		{"text after a flow map", "{a: b} c\n", "1:1 [{a: b} c] a value that starts with `{` is a map, and after it follows `c`; quote it, or use `|`", "nil", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, items, found := read(tt.src, "notes", chunkSize)
			if len(found) != 1 {
				t.Fatalf("%d diagnostics: %v", len(found), found)
			}
			if got := strings.Replace(told(found[0]), "not valid YAML: ", "", 1); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if got := outline(doc.Root); got != tt.root {
				t.Errorf("root %s, want %s", got, tt.root)
			}
			got := ""
			for _, n := range items {
				got += outline(n)
			}
			if got != tt.items {
				t.Errorf("items %s, want %s", got, tt.items)
			}
		})
	}
}

// TestEveryBrokenItem checks that one broken note hides no other.
func TestEveryBrokenItem(t *testing.T) {
	const src = "deck: x\nnotes:\n  - a: *x*\n  - b: 1\n  - c: \"\n  - d: 2\n  # why\n  - e: Note: x\n  - f: [g\n  - h: 3\n"
	for _, tail := range []string{"", "lint: {}\n"} { // in a chunk, and as a whole
		_, items, found := read(src+tail, "notes", chunkSize)
		var lines []int
		for _, d := range found {
			lines = append(lines, d.Span.From().Line)
		}
		if got := outlineList(items); got != `{b: "1"}{d: "2"}{h: "3"}` {
			t.Errorf("items %s", got)
		}
		if want := []int{3, 5, 8, 9}; len(lines) != 4 || lines[0] != 3 || lines[1] != 5 || lines[2] != 8 || lines[3] != 9 {
			t.Errorf("lines %v, want %v", lines, want)
		}
	}
}

func outlineList(nodes []*Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(outline(n))
	}
	return b.String()
}

func TestDuplicateKeyNamesTheFirst(t *testing.T) {
	_, items, found := read("notes:\n  - back: a\n    front: b\n    back: c\n", "notes", chunkSize)
	if len(found) != 1 || found[0].Code != codeDuplicate || len(found[0].Related) != 1 {
		t.Fatalf("%v", found)
	}
	r := found[0].Related[0]
	if at := r.Span.From(); at.Line != 2 || at.Column != 5 || r.Span.Text() != "back" || r.Message != "first given here" {
		t.Errorf("related %v %q %s", at, r.Span.Text(), r.Message)
	}
	if got := outlineList(items); got != `{back: "a", front: "b"}` {
		t.Errorf("items %s", got)
	}
}

func TestTooLargeFile(t *testing.T) {
	var found []string
	f := source.NewFile("x.yaml", make([]byte, maxFile+1))
	doc := Parse(f, "notes", collect(&found))
	if len(found) != 1 || found[0] != "not valid YAML: the file has 67108865 bytes; 64 MiB (67108864) is the most" || doc.Root != nil {
		t.Errorf("%v", found)
	}
}

// TestManyMistakes: a file that is wrong from end to end does not fill the screen and the memory.
func TestManyMistakes(t *testing.T) {
	_, _, found := read(strings.Repeat("a: 1\n", 5000), "notes", chunkSize)
	if len(found) != maxTold+1 || found[maxTold].Message != "more mistakes follow here" {
		t.Errorf("%d diagnostics, the last is %s", len(found), told(found[len(found)-1]))
	}
}
