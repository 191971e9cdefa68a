package main

import "fmt"

// The built-in note types as format.md section 7 gives them, and one of the deck's own.

func (m *Maintainer) field(key, name string) *Field {
	return &Field{Num: m.number(), Key: key, Name: name}
}

func (m *Maintainer) required(key, name string) *Field {
	f := m.field(key, name)
	f.Required = true
	return f
}

func (m *Maintainer) card(key, name, front, back string) *Card {
	return &Card{Num: m.number(), Key: key, Name: name, Front: front, Back: back}
}

func show(f *Field) string { return "{{" + place(f.Num) + "}}" }

func answer(f *Field) string { return "{{FrontSide}}\n\n<hr id=answer>\n\n" + show(f) }

// when shows text if a field is filled.
func when(f *Field, text string) string {
	return fmt.Sprintf("{{#%s}}%s{{/%[1]s}}", place(f.Num), text)
}

func (m *Maintainer) builtin(key string, fields []*Field, cards ...*Card) *Type {
	return &Type{Num: m.number(), Key: key, Builtin: key, Fields: fields, Cards: cards, Written: map[string]bool{}}
}

func (m *Maintainer) frontAndBack() (front, back *Field) {
	return m.required("front", "Front"), m.required("back", "Back")
}

func (m *Maintainer) basic() *Type {
	f, b := m.frontAndBack()
	return m.builtin("basic", []*Field{f, b}, m.card("card-1", "Card 1", show(f), answer(b)))
}

func (m *Maintainer) reversed() *Type {
	f, b := m.frontAndBack()
	return m.builtin("basic-reversed", []*Field{f, b}, m.card("card-1", "Card 1", show(f), answer(b)), m.card("card-2", "Card 2", show(b), answer(f)))
}

func (m *Maintainer) optional() *Type {
	f, b := m.frontAndBack()
	add := m.field("add-reverse", "Add Reverse")
	return m.builtin("basic-optional-reversed", []*Field{f, b, add}, m.card("card-1", "Card 1", show(f), answer(b)),
		m.card("card-2", "Card 2", when(add, show(b)), answer(f)))
}

func (m *Maintainer) typing() *Type {
	f, b := m.frontAndBack()
	typed := "\n\n{{type:" + place(b.Num) + "}}"
	return m.builtin("basic-typing", []*Field{f, b}, m.card("card-1", "Card 1", show(f)+typed, show(f)+"\n\n<hr id=answer>"+typed))
}

func (m *Maintainer) cloze() *Type {
	text, extra := m.required("text", "Text"), m.field("extra", "Back Extra")
	hidden := "{{cloze:" + place(text.Num) + "}}"
	t := m.builtin("cloze", []*Field{text, extra}, m.card("cloze", "Cloze", hidden, hidden+"<br>\n"+show(extra)))
	t.Cloze = true
	return t
}

// own returns a note type with a personal field, an optional card, a script and a style.
func (m *Maintainer) own() *Type {
	word, meaning := m.required("word", "Word"), m.required("meaning", "The meaning")
	example, mine := m.field("example", "Example"), m.field("mine", "My notes")
	mine.Personal = true
	m.Media["_sort.js"] = m.content("_sort.js")
	script := `<script src="_sort.js"></script>`
	personal := when(mine, "<p>"+show(mine)+"</p>")
	t := m.builtin("", []*Field{word, meaning, example, mine},
		m.card("read", "Read", show(word)+script, answer(meaning)+personal),
		m.card("recall", "Recall", when(example, show(meaning)), answer(word)+show(example)))
	t.Key, t.Name, t.CSS = "word", fmt.Sprintf("Words of %s", m.word()), ".card { font-size: 22px; }"
	t.spellOut("fields", "cards")
	return t
}
