package learner_test

import (
	"crypto/sha1"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/learner"
	"github.com/deckmill/deckmill/pipeline/names"
	card "github.com/deckmill/deckmill/pipeline/template"
)

// A chance makes random things.
type chance struct {
	*rand.Rand
	version learner.Version
	stable  bool // notes keep their ids
}

func (r chance) oneIn(n int) bool { return r.IntN(n) == 0 }

func pick[T any](r chance, list ...T) T { return list[r.IntN(len(list))] }

func randomHistory(v learner.Version, seed uint64) history {
	r := chance{Rand: rand.New(rand.NewPCG(seed, 1)), version: v}
	h := history{name: fmt.Sprint("seed ", seed)}
	r.stable = r.oneIn(2)
	merges := r.oneIn(2)
	for i := range 3 + r.IntN(4) {
		s := step{Now: 1000 * int64(i+1)}
		switch {
		case i == 0 || r.oneIn(2):
			s.Do, s.release = "importing", r.release(i)
			s.Merge = merges && r.oneIn(2) && v != learner.V23_10 // which does not merge like this
			if r.oneIn(3) {
				s.Notes, s.Notetypes = learner.Condition(r.IntN(3)), learner.Condition(r.IntN(3))
			}
		case r.oneIn(4):
			s.Do, s.GUID, s.Deck = "move", r.guid(), r.deck()
			if r.oneIn(2) {
				s.Ords = []int{r.IntN(2)}
			}
		case r.oneIn(6):
			s.Do, s.Name, s.GUID, s.Deck, s.Fields = "add", r.known(h.steps), r.guid(), r.deck(), []string{r.text(), r.text()}
		case r.oneIn(6):
			s.Do = "study"
		case r.oneIn(6):
			s.Do, s.Name, s.Content = "media", r.file(), pick(r, "one", "two", "three")
		default:
			s.Do, s.GUID, s.Tags = "edit", r.guid(), r.tags()
			for range r.IntN(3) {
				s.Fields = append(s.Fields, r.text())
			}
		}
		h.steps = append(h.steps, s)
	}
	return h
}

// long is a name that gets shorter when it has a sum.
var long = strings.Repeat("long", 25) + ".jpg"

func (r chance) guid() string { return fmt.Sprint("guid", r.IntN(6)) }

// known returns the name of a note type of an earlier package.
func (r chance) known(steps []step) string {
	known := []string{"none"}
	for _, s := range steps {
		if s.release != nil {
			for _, nt := range s.release.Notetypes {
				if names.Compare(nt.Name, "Basic") != 0 { // Anki's own, whose fields the model does not know
					known = append(known, nt.Name)
				}
			}
		}
	}
	return pick(r, known...)
}

func (r chance) deck() string { return pick(r, "A", "A::B", "a::b::C", "D", "d::e", "Default") }

func (r chance) file() string {
	return pick(r, "a.jpg", "b.mp3", "Cap.jpg", "_static.js", "latex-1.png", "no extension", "d & e.png", "cap.jpg", "é.png", "É.png", long)
}

func (r chance) tags() []string {
	var tags []string
	for range r.IntN(4) {
		tags = append(tags, pick(r, "x", "X", "x::y", "X::y", "marked", "Leech", "ö", "Ö::z", "x::Y::z", "a::", "e\u0301", "É"))
	}
	return tags
}

func (r chance) text() string {
	if r.version == learner.Current && r.oneIn(20) {
		return "{{c1,2::x}}"
	}
	return pick(r, "", "", "<br>", "text", "é", "other text", "{{c1::a}} {{c2::b}}", "{{c3::c}}", `<img src="a.jpg">`, "[sound:b.mp3]",
		`<img alt="Cap.jpg" src=Cap.jpg>`, `<img src="d &amp; e.png">`, `<img src="_static.js">x`, `<img src="no extension">`,
		`<img src="http://x.org/a.jpg">`, `<img src="a:.jpg">`,
		"e\u0301", `<img src="e\u0301.png">`, `<img src='É.png'>[sound:`+long+`]`, "{{c501::x}}", "[latex]x[/latex]", "[sound:CAP.jpg]", "\u00a0")
}

// release makes the package of step i.
func (r chance) release(i int) *release {
	out := &release{Collection: &collection.Collection{Time: 1000 * int64(i)}, media: map[string]string{}}
	c := out.Collection
	for _, d := range []string{"A", "A::B", "A::B::c", "D", "d::E"} {
		c.Decks = append(c.Decks, collection.Deck{ID: 100 + int64(len(c.Decks)), Name: d, Description: pick(r, "", "about "+d)})
	}
	for _, id := range r.Perm(3)[:1+r.IntN(2)] {
		nt := r.notetype(int64(id), i)
		for slices.ContainsFunc(c.Notetypes, func(other collection.Notetype) bool { return names.Compare(other.Name, nt.Name) == 0 }) {
			nt.Name += "'"
		}
		c.Notetypes = append(c.Notetypes, nt)
	}
	for k, g := range r.Perm(6)[:1+r.IntN(6)] {
		n := collection.Note{ID: int64(1000*i + k + 1), GUID: fmt.Sprint("guid", g), Notetype: r.IntN(len(c.Notetypes)), Mod: r.mod(i)}
		if r.stable {
			n.ID = int64(7000 + g)
		}
		nt := &c.Notetypes[n.Notetype]
		for range nt.Fields {
			n.Fields = append(n.Fields, r.text())
		}
		n.Tags = canonical(r.tags())
		deck := r.IntN(len(c.Decks))
		for _, ord := range r.ords(nt, &n) {
			if r.oneIn(6) {
				deck = r.IntN(len(c.Decks))
			}
			n.Cards = append(n.Cards, collection.Card{ID: int64(10000*i + 100*(k+1) + ord + 1), Deck: deck, Ord: ord, Position: k + 1})
		}
		c.Notes = append(c.Notes, n)
	}
	for _, name := range []string{"Cap.jpg", "_static.js", "a.jpg", "b.mp3", "d & e.png", "latex-1.png", long, "no extension", "É.png", "é.png"} {
		if name == "é.png" && out.media["É.png"] != "" {
			continue
		}
		if r.oneIn(2) {
			out.media[name] = pick(r, "one", "two")
			c.Media = append(c.Media, collection.Media{Name: name, Size: 3, SHA1: sha1.Sum([]byte(out.media[name]))})
		}
	}
	return out
}

// mod is a time before the step, near one of the steps or between them.
func (r chance) mod(i int) int64 {
	return max(1, int64(1000*r.IntN(i+1))+pick[int64](r, 0, 1, 500, 500))
}

func canonical(tags []string) []string {
	slices.SortFunc(tags, names.Compare)
	return slices.CompactFunc(tags, func(a, b string) bool { return names.Compare(a, b) == 0 })
}

// notetype makes a note type out of few fields and templates.
func (r chance) notetype(id int64, i int) collection.Notetype {
	nt := collection.Notetype{ID: 5000 + id, Name: pick(r, "T", "T", "Basic", "U", fmt.Sprint("N", id)), Mod: r.mod(i), CSS: pick(r, "a", "b"), Cloze: id == 2}
	nt.Name += fmt.Sprint(id)
	if r.oneIn(4) {
		nt.Name = pick(r, "Basic", "basic+", fmt.Sprint("Same", id))
	}
	count := 2
	if r.oneIn(4) {
		count = 1 + r.IntN(4)
	}
	order := []int{0, 1, 2, 3}
	if r.oneIn(5) {
		order = r.Perm(4)
	}
	for _, f := range order[:count] {
		name := fmt.Sprint("F", f)
		if r.oneIn(8) {
			name = pick(r, "G", "H") + fmt.Sprint(f)
		}
		nt.Fields = append(nt.Fields, collection.Field{ID: r.id(int64(f + 1)), Name: name})
	}
	if r.oneIn(8) && count > 1 { // names change places
		nt.Fields[0].Name, nt.Fields[1].Name = nt.Fields[1].Name, nt.Fields[0].Name
	}
	if r.oneIn(6) {
		nt.SortField = r.IntN(count)
	}
	nt.Templates = r.templates(&nt)
	return nt
}

func (r chance) id(id int64) int64 {
	if r.oneIn(12) {
		return 0
	}
	return id
}

func (r chance) templates(nt *collection.Notetype) []collection.Template {
	count := 1
	order := []int{0, 1, 2}
	if !nt.Cloze && r.oneIn(2) {
		count = 1 + r.IntN(3)
		if r.oneIn(4) {
			order = r.Perm(3)
		}
	}
	var out []collection.Template
	for _, c := range order[:count] {
		a, b := nt.Fields[r.IntN(len(nt.Fields))].Name, nt.Fields[0].Name
		if r.oneIn(2) {
			a = b
		}
		front := pick(r, "{{"+a+"}}", "{{"+b+"}}", "{{ "+a+" }} - {{hint:"+b+"}}", "{{#"+a+"}}{{"+b+"}}{{/"+a+"}}", "{{^"+a+"}}{{"+b+"}}{{/"+a+"}}",
			"{{#Tags}}{{"+a+"}}{{/Tags}}", "{{Deck}}", "{{#"+a+"}}", "no field", "<!-- {{x}} -->{{text:"+a+"}}",
			"{{=<% %>=}}<%"+a+"%>", "{{"+a+"}} {{{"+b+"}}}", "{{type: "+a+"}}{{"+b+"}}", "{{#c1}}{{"+a+"}}{{/c1}}", "{{#"+a+"}}{{CardID}}{{/"+a+"}}")
		if nt.Cloze {
			front = pick(r, "{{cloze:"+a+"}}", "{{cloze:"+b+"}} x")
		}
		t := collection.Template{ID: r.id(int64(c + 1)), Name: fmt.Sprint("Card ", c), Front: front, Back: "{{FrontSide}} {{" + b + "}}"}
		if r.oneIn(6) {
			t.BrowserFront, t.BrowserBack = pick(r, "", "x", "{{"+a+"}}"), pick(r, "", "x", "{{cloze:"+b+"}}", "{{ "+b+" }}")
		}
		out = append(out, t)
	}
	return out
}

// ords returns the cards that a note has in the package: mostly those that it makes.
func (r chance) ords(nt *collection.Notetype, n *collection.Note) []int {
	var ords []int
	if nt.Cloze {
		for _, f := range n.Fields {
			ords = field.ClozeNumbers(ords, f)
		}
		for i := range ords {
			ords[i] = min(ords[i], 500) - 1
		}
	} else {
		for i, c := range nt.Templates {
			front, _ := card.Parse(c.Front)
			if front.Shows(func(name string) bool {
				at := slices.IndexFunc(nt.Fields, func(f collection.Field) bool { return f.Name == name })
				return at >= 0 && !field.Empty(n.Fields[at])
			}) || r.oneIn(10) {
				ords = append(ords, i)
			}
		}
	}
	if len(ords) == 0 {
		ords = []int{0}
	}
	return ords
}
