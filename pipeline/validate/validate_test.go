package validate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/validate"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// head is the shortest good start of a deck file.
const head = "deck: X\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n"

// typed is head with a note type called word; %s is replaced by more keys of it.
const typed = head + "notetypes:\n  word:\n    fields: [front, back]\n    cards:\n      - {key: card-1, front: a, back: b}\n"

// run parses src, checks it with what belongs to its kind of file, and returns the findings.
func run(t testing.TB, file func(*yamltree.Node, diag.Report), src string) diag.List {
	t.Helper()
	var broken, found diag.List
	doc := yamltree.Parse(source.NewFile("deck.yaml", []byte(src)), "notes", broken.Report)
	file(doc.Root, found.Report)
	for i := range doc.Chunks {
		for _, n := range doc.Chunks[i].Items(broken.Report) {
			validate.Note(n, found.Report)
		}
	}
	if len(broken) > 0 {
		t.Fatalf("the test's YAML is broken: %v", broken)
	}
	return found
}

// show writes findings as the tests expect them: place, what stands there, code, message, help.
func show(found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		p := d.Span.From()
		fmt.Fprintf(&b, "%d:%d %q %s: %s", p.Line, p.Column, d.Span.Text(), d.Code, d.Message)
		if d.Help != "" {
			fmt.Fprintf(&b, " | %s", d.Help)
		}
		for _, f := range d.Fixes {
			fmt.Fprintf(&b, " | fix: %s", f.Edits[0].New)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestGood(t *testing.T) {
	tests := []struct{ name, src string }{
		{"smallest", head},
		{"number as text", "deck: 2024\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\ntags: [2024, true, no]\nauthors: [7]\n"},
		{"text stays text", head + "notes:\n  - id: 007\n    front: null\n    back: 1e999999999\n  - id: true\n    guid: 1.10\n"},
		{"empty values of text", head + "description:\nsubdecks:\n  A:\n  B: {}\n  C: {description: }\nnotes:\n  - id: a\n    back:\n"},
		{"text from files", "deck: {file: name.txt}\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\ndescription: {file: x.html}\n"},
		{"notes of a broken file", head + "notes: [{id: a}]\n"},
		{"harmless characters by escape", head + "description: \"a\\nb\\tc\\_d\\u2028\"\nnotes:\n  - {id: a, front: \"\\x01\"}\n"},
		{"note with nothing as id is for others", head + "notes:\n  - id:\n    front: a\n  - id: ''\n  - {id: \"\"}\n"},
		{"note without id is for others", head + "notes:\n  - front: a\n"},
		{"keys of notes are for others", head + "notes:\n  - id: a\n    Fornt: a\n    x y: [1]\n    fields: {Deck: {a: b}}\n"},
		{"tags are for others", head + "tags: [a b, 'x::', leech]\n"},
		{"language is for others", head + "language: klingon at heart\n"},
		{"any script", head + "notetypes:\n  größe:\n    fields: [漢字, ελ-1, हिन्दी]\n    cards: [{key: карта, front: a, back: b}]\nnotes:\n  - id: 日本.1\n"},
		{"changed built-in", head + "notetypes:\n  basic: {css: .card {}}\n  cloze:\n    name: Gaps\n"},
		{"extreme numbers", head + "notetypes:\n  w:\n    anki-id: 9007199254740991\n    fields: [{key: a, anki-id: -9223372036854775808, size: 1}, {key: b, anki-id: 9223372036854775807}]\n" +
			"    cards: [{key: c, front: a, back: b, browser-size: 0}]\n"},
		{"everything", typed + strings.Join([]string{
			"    name: Word", "    cloze: false", "    css: {file: a.css}", "    sort-field: front", "    unique: []",
			"    latex: {header: a, footer: '', svg: true}", "    stock: basic", "    was: old", "    anki-id: 1",
			"language: pt-BR", "license: CC0-1.0", "authors: [A]", "notetype: word", "tags: []", "markup: text", "media: {names: plain}", "",
		}, "\n")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := strings.ReplaceAll(tt.src, ".card {}", "'.card {}'")
			if got := show(run(t, validate.Deck, src)); got != "" {
				t.Errorf("findings in a good deck:\n%s", got)
			}
		})
	}
}

func TestDeck(t *testing.T) {
	const uuidHelp = "if the deck was never published, remove this line and run `deckmill fix`, which writes an id"
	tests := []struct{ name, src, want string }{
		{"missing name", "id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\ntags: []\n",
			"1:1 \"id\" bad-value: `deck` is missing | add a line like `deck: Capitals of Europe`\n"},
		{"absent name", "deck:\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n",
			"1:1 \"deck\" bad-value: `deck` is missing | write something after it, like `deck: Capitals of Europe`\n"},
		{"empty name", "deck: ''\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n",
			"1:7 \"''\" bad-value: `deck` must be the deck's name; found empty text | for example `deck: Capitals of Europe`\n"},
		{"missing id", "deck: X\n",
			"1:1 \"deck\" missing-id: this deck has no id: add `id:` with a new UUID, or run `deckmill fix` | `deckmill fix` writes one; do not copy that of another deck\n"},
		{"absent id", "deck: X\nid:\n",
			"2:1 \"id\" missing-id: this deck has no id: add `id:` with a new UUID, or run `deckmill fix` | `deckmill fix` writes one; do not copy that of another deck\n"},
		{"upper-case id", "deck: X\nid: 5B0F6C1E-3C39-4F0E-9D0E-3A8F1F0D7C52\n",
			"2:5 \"5B0F6C1E-3C39-4F0E-9D0E-3A8F1F0D7C52\" bad-value: `id` must be a UUID: 32 digits `0-9a-f` in lower case with hyphens; found `5B0F6C1E-3C39-4F0E-9D0E-3A8F1F0D7C52` | " +
				"write `5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52` | fix: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n"},
		{"no UUID", "deck: X\nid: 12345\n",
			"2:5 \"12345\" bad-value: `id` must be a UUID: 32 digits `0-9a-f` in lower case with hyphens; found `12345` | " + uuidHelp + "\n"},
		{"misspelt key", head + "licence: MIT\n",
			"3:1 \"licence\" unknown-key: unknown key `licence`; did you mean `license`? | " +
				"the keys allowed here are `authors`, `deck`, `description`, `id`, `language`, `license`, `lint`, `markup`, `media`, `notes`, `notetype`, `notetypes`, `preset`, `presets`, `retired`, `strings`, `subdecks`, `tables`, `tags`, `variants` | fix: license\n"},
		{"a misspelt key is not missing as well", "dekc: X\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n",
			"1:1 \"dekc\" unknown-key: unknown key `dekc`; did you mean `deck`? | " +
				"the keys allowed here are `authors`, `deck`, `description`, `id`, `language`, `license`, `lint`, `markup`, `media`, `notes`, `notetype`, `notetypes`, `preset`, `presets`, `retired`, `strings`, `subdecks`, `tables`, `tags`, `variants` | fix: deck\n"},
		{"quoted key", head + "\"licence\": MIT\n",
			"3:1 \"\\\"licence\\\"\" unknown-key: unknown key `licence`; did you mean `license`? | " +
				"the keys allowed here are `authors`, `deck`, `description`, `id`, `language`, `license`, `lint`, `markup`, `media`, `notes`, `notetype`, `notetypes`, `preset`, `presets`, `retired`, `strings`, `subdecks`, `tables`, `tags`, `variants` | fix: license\n"},
		{"key of another level", head + "css: x\n",
			"3:1 \"css\" unknown-key: unknown key `css`; it belongs to a note type | " +
				"the keys allowed here are `authors`, `deck`, `description`, `id`, `language`, `license`, `lint`, `markup`, `media`, `notes`, `notetype`, `notetypes`, `preset`, `presets`, `retired`, `strings`, `subdecks`, `tables`, `tags`, `variants`\n"},
		{"field at the margin", head + "frage: x\n",
			"3:1 \"frage\" unknown-key: unknown key `frage` | " +
				"the keys allowed here are `authors`, `deck`, `description`, `id`, `language`, `license`, `lint`, `markup`, `media`, `notes`, `notetype`, `notetypes`, `preset`, `presets`, `retired`, `strings`, `subdecks`, `tables`, `tags`, `variants`; the fields of a note stand below its `- id:` in `notes`\n"},
		{"axis without values", head + "variants:\n  - {axis: language, original: en}\n",
			"4:6 \"axis\" bad-value: `values` is missing | add `values:` and below it a map, a line with `key:` for each\n"},
		{"enum", head + "markup: markdwon\n",
			"3:9 \"markdwon\" bad-value: `markup` must be `markdown`, `text` or `html`; found `markdwon` | did you mean `markdown`? | fix: markdown\n"},
		{"enum far off", head + "markup: [html]\n",
			"3:9 \"[html]\" bad-value: `markup` must be `markdown`, `text` or `html`; found a list | for example `markup: markdown`\n"},
		{"tags are no text", head + "tags: a, b\n",
			"3:7 \"a, b\" bad-value: `tags` must be a list of tags like `[heart, anatomy::bones]`; found `a, b` | for example `tags: [heart, anatomy::bones]`\n"},
		{"nothing where something must be", head + "tags:\n",
			"3:1 \"tags\" bad-value: `tags` must be a list of tags like `[heart, anatomy::bones]`; found nothing | write something after `tags:`, or remove the line\n"},
		{"map in a list", head + "tags: [a, {b: c}]\n",
			"3:11 \"{b: c}\" bad-value: an item of `tags` must be a tag: text without blanks; found a map | write the text itself, in quotes if it begins with `{`\n"},
		{"list in a map of texts", head + "description: {en: a, de: [b]}\n",
			"3:26 \"[b]\" bad-value: `de` must be text, or `{file: path}`; found a list | write it on the same line, in quotes if it begins with a special character\n"},
		{"file without path", head + "description: {file: }\n",
			"3:15 \"file\" bad-value: `file` must be the path of a file; found nothing | write something after `file:`, or remove the line\n"},
		{"file of a list", head + "description: {file: [a]}\n",
			"3:21 \"[a]\" bad-value: `file` must be the path of a file; found a list | for example `file: templates/front.html`\n"},
		{"notes are no list", head + "notes: 5\n",
			"3:8 \"5\" bad-value: `notes` must be a list of notes; found `5` | begin each item on a line of its own with `- `\n"},
		{"notes are a map", head + "notes: {id: a}\n",
			"3:8 \"{id: a}\" bad-value: `notes` must be a list of notes; found a map | begin each item on a line of its own with `- `\n"},
		{"notes are nothing", head + "notes:\n",
			"3:1 \"notes\" bad-value: `notes` is empty | write at least one note below it, or remove the line\n"},
		{"notes are empty", head + "notes: [ ]\n",
			"3:8 \"[ ]\" bad-value: `notes` is empty | write at least one note below it, or remove the line\n"},
		{"nothing as the deck's id", "deck: X\nid:\n",
			"2:1 \"id\" missing-id: this deck has no id: add `id:` with a new UUID, or run `deckmill fix` | `deckmill fix` writes one; do not copy that of another deck\n"},
		{"media", head + "media: {names: pretty}\n",
			"3:16 \"pretty\" bad-value: `names` must be `hashed` or `plain`; found `pretty` | for example `names: hashed`\n"},
		{"key of a note type", head + "notetype: Basic\n",
			"3:11 \"Basic\" bad-value: `notetype` must be the key of a note type, like `basic` or `cloze`; found `Basic` | write `basic` | fix: basic\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(run(t, validate.Deck, tt.src)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestNotetypes(t *testing.T) {
	const keyRule = "must be a key: 1 to 60 lower-case letters, digits, `-` or `_`, the first a letter"
	const cardKeys = "the keys allowed here are `anki-id`, `back`, `browser-back`, `browser-font`, `browser-front`, `browser-size`, `deck`, `front`, `key`, `name`, `only`, `was`"
	one := func(field, card string) string {
		return head + "notetypes:\n  w:\n    fields:\n      - " + field + "\n    cards:\n      - " + card + "\n"
	}
	const card = "{key: c, front: a, back: b}"
	tests := []struct{ name, src, want string }{
		{"nothing in it", head + "notetypes:\n  w: {}\n",
			"4:6 \"{}\" bad-value: `cards` is missing | add `cards:` and below it a list, each item beginning with `- `\n" +
				"4:6 \"{}\" bad-value: `fields` is missing | add a line like `fields: [question, answer]`\n"},
		{"no map", head + "notetypes:\n  w: x\n",
			"4:6 \"x\" bad-value: `w` must be a note type: a map with the keys `fields` and `cards`; found `x` | write its keys as `key: value` on the lines below, further to the right\n"},
		{"key of a type", head + "notetypes:\n  My Type:\n    fields: [a]\n    cards: [" + card + "]\n",
			"4:3 \"My Type\" bad-value: `My Type` " + keyRule + " | write `my-type` | fix: my-type\n"},
		{"no fields", head + "notetypes:\n  basic: {fields: []}\n",
			"4:19 \"[]\" bad-value: `fields` must be a list of 1 to 100 fields; found an empty list | for example `fields: [question, answer]`\n"},
		{"too many fields", head + "notetypes:\n  basic: {fields: [" + strings.Repeat("a,", 101) + "]}\n",
			"4:19 \"[" + strings.Repeat("a,", 101) + "]\" bad-value: `fields` must be a list of 1 to 100 fields; found a list of 101 | for example `fields: [question, answer]`\n"},
		{"key of a short field", one("Front", card),
			"6:9 \"Front\" bad-value: an item of `fields` must be a field: a key (lower-case letters, digits, `-`, `_`; a letter first), or a map with `key:`; found `Front` | write `front` | fix: front\n"},
		{"number as a field", one("7", card),
			"6:9 \"7\" bad-value: an item of `fields` must be a field: a key (lower-case letters, digits, `-`, `_`; a letter first), or a map with `key:`; found `7` | for example `- question`\n"},
		{"key of a field", one("{key: a b}", card),
			"6:15 \"a b\" bad-value: `key` " + keyRule + "; found `a b` | write `a-b` | fix: a-b\n"},
		{"field without key", one("{name: A}", card),
			"6:10 \"name\" bad-value: `key` is missing | add a line like `key: question`\n"},
		{"boolean", one("{key: a, required: yes}", card),
			"6:28 \"yes\" bad-value: `required` must be `true` or `false`; found `yes` | for example `required: false`\n"},
		{"quoted boolean", one("{key: a, required: 'true'}", card),
			"6:28 \"'true'\" bad-value: `required` must be `true` or `false`; found `true` | write it without quotes\n"},
		{"list for a boolean", one("{key: a, rtl: [true]}", card),
			"6:23 \"[true]\" bad-value: `rtl` must be `true` or `false`; found a list | for example `rtl: true`\n"},
		{"text in a map of booleans", one("{key: a, rtl: {he: right}}", card),
			"6:28 \"right\" bad-value: `he` must be `true` or `false`; found `right` | for example `he: true`\n"},
		{"size", one("{key: a, size: 0}", card),
			"6:24 \"0\" bad-value: `size` must be a whole number from 1 to 1000; found `0` | for example `size: 20`\n"},
		{"fraction", one("{key: a, size: 20.5}", card),
			"6:24 \"20.5\" bad-value: `size` must be a whole number from 1 to 1000; found `20.5` | for example `size: 20`\n"},
		{"id 0", one("{key: a, anki-id: 0}", card),
			"6:27 \"0\" bad-value: `anki-id` must be a whole number of at most 64 bits, not 0; found `0` | for example `anki-id: -4839201748273645`\n"},
		{"id too large", one("{key: a, anki-id: 9223372036854775808}", card),
			"6:27 \"9223372036854775808\" bad-value: `anki-id` must be a whole number of at most 64 bits, not 0; found `9223372036854775808` | for example `anki-id: -4839201748273645`\n"},
		{"id of a type", head + "notetypes:\n  basic: {anki-id: -1}\n",
			"4:20 \"-1\" bad-value: `anki-id` must be a whole number from 1 to 9007199254740991; found `-1` | for example `anki-id: 1531764310456`\n"},
		{"misspelt side is not missing", one("a", "{key: c, front: a, bakc: b}"),
			"8:28 \"bakc\" unknown-key: unknown key `bakc`; did you mean `back`? | " + cardKeys + " | fix: back\n"},
		{"no back", one("a", "{key: c, front: a}"),
			"8:10 \"key\" bad-value: `back` is missing | add a line like `back: '{{FrontSide}} <hr id=answer> {{Answer}}'`\n"},
		{"absent front", one("a", "{key: c, front: , back: b}"),
			"8:18 \"front\" bad-value: `front` is missing | write something after it, like `front: '{{Question}}'`\n"},
		{"list for a front", one("a", "{key: c, front: [a], back: b}"),
			"8:25 \"[a]\" bad-value: `front` must be text, or `{file: path}`; found a list | for example `front: '{{Question}}'`\n"},
		{"key of several levels", one("a", "{key: c, front: a, back: b, size: 5}"),
			"8:37 \"size\" unknown-key: unknown key `size`; it belongs to a field of a note type | " + cardKeys + "\n"},
		{"stock", head + "notetypes:\n  basic: {stock: basik}\n",
			"4:18 \"basik\" bad-value: `stock` must be `basic`, `basic-reversed`, `basic-optional-reversed`, `basic-typing`, `cloze` or `image-occlusion`; found `basik` | did you mean `basic`? | fix: basic\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(run(t, validate.Deck, tt.src)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	const idRule = "`id` must be 1 to 100 letters, digits, `.`, `_` or `-`, the first a letter or digit"
	tests := []struct{ name, src, want string }{
		{"id with a blank", "notes:\n  - id: GAN how\n    front: a\n",
			"2:9 \"GAN how\" bad-value: " + idRule + "; found `GAN how` | write `gan-how` | fix: gan-how\n"},
		{"number as id", "notes:\n  - id: -5\n", "2:9 \"-5\" bad-value: " + idRule + "; found `-5` | for example `id: gan-how`\n"},
		{"list as id", "notes:\n  - id: [x]\n", "2:9 \"[x]\" bad-value: " + idRule + "; found a list | for example `id: gan-how`\n"},
		{"map as id", "notes:\n  - id: {}\n", "2:9 \"{}\" bad-value: " + idRule + "; found an empty map | write the text itself, in quotes if it begins with `{`\n"},
		{"empty guid", "notes:\n  - guid: ''\n",
			"2:11 \"''\" bad-value: `guid` must be 1 to 200 bytes of text without control characters; found empty text | copy the guid from Anki as it is\n"},
		{"long guid", "notes:\n  - guid: " + strings.Repeat("ä", 101) + "\n",
			"2:11 \"" + strings.Repeat("ä", 101) + "\" bad-value: `guid` must be at most 200 bytes long | copy the guid from Anki as it is\n"},
		{"tags", "notes:\n  - id: a\n    tags: a\n  - id: b\n    tags: [a, ]\n  - id: c\n    tags:\n      -\n",
			"3:11 \"a\" bad-value: `tags` must be a list of tags like `[heart, anatomy::bones]`; found `a` | for example `tags: [heart, anatomy::bones]`\n" +
				"8:8 \"\" bad-value: an item of `tags` must be a tag: text without blanks; found nothing | write something after the dash, or remove the line\n"},
		{"fields", "notes:\n  - id: a\n    fields: [a]\n",
			"3:13 \"[a]\" bad-value: `fields` must be a map from field keys to texts; found a list | write its keys as `key: value` on the lines below, further to the right\n"},
		{"no map", "notes:\n  - What is it?\n",
			"2:5 \"What is it?\" bad-value: a note must be a map of keys like `id:` and `front:`; found `What is it?` | write `key: value`, with a blank after the colon\n"},
		{"value of no axis", "notes:\n  - id: a\n    only: [De]\n",
			"3:12 \"De\" bad-value: an item of `only` must be small letters, digits, and single `-` between them; found `De` | write `de` | fix: de\n"},
		{"masks are for others", "notetype: image-occlusion\nnotes:\n  - id: a\n    notetype: image-occlusion\n    occlusion: {shapes: []}\n", ""},
		{"two mistakes", "notes:\n  - id: -x\n    deck: [a]\n",
			"2:9 \"-x\" bad-value: " + idRule + "; found `-x` | write `x` | fix: x\n" +
				"3:11 \"[a]\" bad-value: `deck` must be the path of a sub-deck; found a list | for example `deck: Bones::Skull`\n"},
		{"nothing as notes", "notes:\n", "1:1 \"notes\" bad-value: `notes` is empty | write at least one note below it, or remove the line\n"},
		{"empty notes", "notes: []\n", "1:8 \"[]\" bad-value: `notes` is empty | write at least one note below it, or remove the line\n"},
		{"control character in a notes file", "deck: \"a\\x7fb\"\nnotes: [{id: a}]\n",
			"1:9 \"\\\\x7f\" bad-value: a control character (U+007F), which Anki would drop | remove it\n"},
		{"file without notes", "tags: [a]\n",
			"1:1 \"tags\" bad-value: `notes` is missing | add `notes:` and below it a list, each item beginning with `- `\n"},
		{"deck's key in a notes file", "license: MIT\nnotes: [{id: a}]\n",
			"1:1 \"license\" unknown-key: unknown key `license`; it belongs to the deck | the keys allowed here are `deck`, `markup`, `notes`, `notetype`, `tags`\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(run(t, validate.NotesFile, tt.src)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestRepository(t *testing.T) {
	const id = "id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n"
	for _, tt := range []struct{ name, src, want string }{
		{"shared", id + "notetypes: {a: {fields: [x], cards: [{key: c, front: '{{X}}', back: b}]}}\npresets: {p: {new-per-day: 10}}\n", ""},
		{"id", "id: a\n", "1:5 \"a\" bad-value: `id` must be a UUID: 32 digits `0-9a-f` in lower case with hyphens; found `a` | if no deck with it was ever published, remove this line and run `deckmill fix`, which writes an id\n"},
		{"only nowhere", id + "notetypes: {a: {fields: [{key: x, only: []}], cards: [{key: c, front: '{{X}}', back: b}]}}\n", "2:41 \"[]\" bad-value: `only` must be a list of one or more values of `variants`, or be left out for all; found an empty list | for example `only: [de, fr, extended]`\n"},
		{"incomplete", id + "notetypes: {a: {fields: [x]}}\n", "2:17 \"fields\" bad-value: `cards` is missing | add `cards:` and below it a list, each item beginning with `- `\n"},
		{"deck's keys", id + "notes: []\n", "2:1 \"notes\" unknown-key: unknown key `notes`; it belongs to the deck | the keys allowed here are `id`, `lint`, `notetypes`, `presets`, `retired`\n"},
		{"option", id + "presets: {p: {new-per-day: -1}}\n", "2:28 \"-1\" bad-value: `new-per-day` must be a whole number from 0 to 9999; found `-1` | for example `new-per-day: 20`\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(run(t, validate.Repository, tt.src)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestControlCharacters(t *testing.T) {
	told := func(place, written, code string) string {
		return fmt.Sprintf("%s %q bad-value: a control character (%s), which Anki would drop | remove it\n", place, written, code)
	}
	tests := []struct{ name, src, want string }{
		{"deck", "deck: \"a\\0b\"\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n", told("1:9", `\0`, "U+0000")},
		{"description", head + "description: \"a\\nb\\u0001\\x02\"\n", told("3:19", `\u0001`, "U+0001")},
		{"carriage return", head + "license: \"a\\r\"\n", told("3:12", `\r`, "U+000D")},
		{"author", head + "authors: [a, \"b\\e\"]\n", told("3:16", `\e`, "U+001B")},
		{"next line as a character", head + "description: |\n  a\u0085b\n", told("4:4", "\u0085", "U+0085")},
		{"next line by escape", head + "description: \"\\N\"\n", told("3:15", `\N`, "U+0085")},
		{"highest", head + "description: \"\\x9f\\xa0\"\n", told("3:15", `\x9f`, "U+009F")},
		{"sub-deck and its description", head + "subdecks:\n  \"A\\x1f\": {description: \"\\x7f\"}\n", told("4:5", `\x1f`, "U+001F") + told("4:27", `\x7f`, "U+007F")},
		{"note type", typed + "    name: \"\\b\"\n    css: \"\\f\"\n    latex: {header: \"\\v\"}\n    stock: basic\n",
			told("8:12", `\b`, "U+0008") + told("9:11", `\f`, "U+000C") + told("10:22", `\v`, "U+000B")},
		{"template and font", head + "notetypes:\n  w:\n    fields: [{key: a, font: \"\\x03\"}]\n    cards: [{key: c, front: \"\\x04\", back: b}]\n",
			told("5:30", `\x03`, "U+0003") + told("6:30", `\x04`, "U+0004")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(run(t, validate.Deck, tt.src)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	t.Run("said once", func(t *testing.T) {
		found := run(t, validate.Deck, head+"notetype: \"a\\x01\"\n")
		if len(found) != 1 {
			t.Errorf("%s", show(found))
		}
	})
}

// TestDamaged: a map that lost an entry to the parser is not complained about.
func TestDamaged(t *testing.T) {
	silent := func(diag.Diagnostic) {}
	for _, src := range []string{"<<: {id: a}\ndeck: X\n", "deck x\ntags: [a]\n", head + "notetypes:\n  w:\n    <<: {fields: [a]}\n    name: W\n"} {
		doc := yamltree.Parse(source.NewFile("deck.yaml", []byte(src)), "notes", silent)
		validate.Deck(doc.Root, func(d diag.Diagnostic) { t.Errorf("%q: %s", src, d.Message) })
	}
}

func TestNoteOfFinding(t *testing.T) {
	for _, d := range run(t, validate.NotesFile, "notes:\n  - {guid: g, id: a, tags: 1}\n  - {guid: a, id: [b], only: c}\n") {
		if d.Note != "a" {
			t.Errorf("%s is about note %q", d.Message, d.Note)
		}
	}
}

func TestBroken(t *testing.T) {
	validate.Deck(nil, func(d diag.Diagnostic) { t.Errorf("nil root: %v", d) })
	broken := &yamltree.Node{Kind: yamltree.Broken}
	entry := func(key string, v *yamltree.Node) yamltree.Entry {
		return yamltree.Entry{Key: &yamltree.Node{Kind: yamltree.Scalar, Value: key}, Value: v}
	}
	list := &yamltree.Node{Kind: yamltree.List, Items: []*yamltree.Node{broken}}
	root := &yamltree.Node{Kind: yamltree.Map, Entries: []yamltree.Entry{
		entry("deck", broken), entry("id", broken), entry("tags", list), entry("notes", broken), entry("media", broken),
	}}
	validate.Deck(root, func(d diag.Diagnostic) { t.Errorf("broken values: %v", d) })
	validate.Deck(broken, func(d diag.Diagnostic) { t.Errorf("broken root: %v", d) })
	validate.Note(root, func(d diag.Diagnostic) { t.Errorf("broken note: %v", d) })
	validate.Note(broken, func(d diag.Diagnostic) { t.Errorf("broken note: %v", d) })
}
