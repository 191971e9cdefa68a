package deck

// Anki's stock texts (anki-format.md section 7): interface data, which must match byte for byte.
const (
	stockCSS = `.card {
    font-family: arial;
    font-size: 20px;
    line-height: 1.5;
    text-align: center;
    color: black;
    background-color: white;
}
`
	clozeCSS = stockCSS + `.cloze {
    font-weight: bold;
    color: blue;
}
.nightMode .cloze {
    color: lightblue;
}
`
	occlusionCSS = `#image-occlusion-canvas {
    --inactive-shape-color: #ffeba2;
    --active-shape-color: #ff8e8e;
    --inactive-shape-border: 1px #212121;
    --active-shape-border: 1px #212121;
    --highlight-shape-color: #ff8e8e00;
    --highlight-shape-border: 1px #ff8e8e;
}

.card {
    font-family: arial;
    font-size: 20px;
    text-align: center;
    color: black;
    background-color: white;
}
`
	stockLatexHeader = `\documentclass[12pt]{article}
\special{papersize=3in,5in}
\usepackage[utf8]{inputenc}
\usepackage{amssymb,amsmath}
\pagestyle{empty}
\setlength{\parindent}{0in}
\begin{document}
`
	stockLatexFooter = `\end{document}`

	basicFront    = "{{Front}}"
	basicBack     = "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"
	reversedFront = "{{Back}}"
	reversedBack  = "{{FrontSide}}\n\n<hr id=answer>\n\n{{Front}}"

	occlusionFront = `{{#Header}}<div>{{Header}}</div>{{/Header}}
<div style="display: none">{{cloze:Occlusion}}</div>
<div id="err"></div>
<div id="image-occlusion-container">
    {{Image}}
    <canvas id="image-occlusion-canvas"></canvas>
</div>
<script>
try {
    anki.imageOcclusion.setup();
} catch (exc) {
    document.getElementById("err").innerHTML = ` + "`Error loading image occlusion. Is your Anki version up to date?<br><br>${exc}`" + `;
}
</script>
`
	occlusionBack = occlusionFront + `
<div><button id="toggle">Toggle Masks</button></div>
{{#Back Extra}}<div>{{Back Extra}}</div>{{/Back Extra}}
`
)

// defaultFont and defaultSize are Anki's for every field.
const (
	defaultFont = "Arial"
	defaultSize = 20
)

// Anki's roles of the fields that masks need, plus one (anki-format.md 7).
const (
	maskRole    = 1
	pictureRole = 2
)

// builtins returns fresh built-in note types, in the order of format.md section 7. Their names lack the deck's.
func builtins() []*Notetype {
	front := Field{Key: "front", Name: "Front", Required: true}
	back := Field{Key: "back", Name: "Back", Required: true}
	card1 := stockCard("card-1", "Card 1", basicFront, basicBack)
	card2 := stockCard("card-2", "Card 2", reversedFront, reversedBack)
	return []*Notetype{
		stock("basic", "Basic", 1, []Field{front, back}, card1),
		stock("basic-reversed", "Basic (and reversed card)", 2, []Field{front, back}, card1, card2),
		stock("basic-optional-reversed", "Basic (optional reversed card)", 3,
			[]Field{front, back, {Key: "add-reverse", Name: "Add Reverse"}}, card1,
			stockCard("card-2", "Card 2", "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", reversedBack)),
		stock("basic-typing", "Basic (type in the answer)", 4, []Field{front, back},
			stockCard("card-1", "Card 1", "{{Front}}\n\n{{type:Back}}", "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}")),
		stock("cloze", "Cloze", 5,
			[]Field{
				{Key: "text", Name: "Text", Required: true, Role: 1, PreventDeletion: true},
				{Key: "extra", Name: "Back Extra", Role: 2},
			},
			stockCard("cloze", "Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}")),
		stock("image-occlusion", "Image Occlusion", 6,
			[]Field{
				{Key: "occlusion", Name: "Occlusion", Markup: Occlusion, Required: true, Role: maskRole, PreventDeletion: true},
				{Key: "image", Name: "Image", Markup: Media, Required: true, Role: pictureRole, PreventDeletion: true},
				{Key: "header", Name: "Header", Role: 3, PreventDeletion: true},
				{Key: "extra", Name: "Back Extra", Role: 4, PreventDeletion: true},
				{Key: "comments", Name: "Comments", Role: 5},
			},
			stockCard("image-occlusion", "Image Occlusion", occlusionFront, occlusionBack)),
	}
}

func stock(key, name string, kind int, fields []Field, cards ...Card) *Notetype {
	t := &Notetype{
		Key: key, Builtin: true, Name: Text{Value: name}, CSS: Text{Value: stockCSS},
		Fields: fields, Cards: cards, Unique: []int{0}, StockKind: kind,
		LatexPre: stockLatexHeader, LatexPost: stockLatexFooter, Identity: Identity{Name: key},
	}
	switch key {
	case "cloze":
		t.Cloze, t.CSS.Value = true, clozeCSS
	case "image-occlusion":
		t.Cloze, t.CSS.Value, t.Unique = true, occlusionCSS, []int{1, 0}
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		f.Font, f.Size, f.Identity = defaultFont, defaultSize, Identity{Name: f.Key}
	}
	return t
}

func stockCard(key, name, front, back string) Card {
	return Card{Key: key, Name: name, Front: Text{Value: front}, Back: Text{Value: back}, Identity: Identity{Name: key}}
}
