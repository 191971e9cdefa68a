package field

import "testing"

func TestLatex(t *testing.T) {
	tests := []struct {
		name, html string
		svg        bool
		want       string
		images     []LatexImage
	}{
		{name: "none", html: "a [b] [/c]", want: "a [b] [/c]"},
		{
			name: "block", html: "a[latex]one<br>and<div>two[/latex]b",
			want:   `a<img class=latex alt="one&#x0A;and&#x0A;two" src="latex-ef30b3f4141c33a5bf7044b0d1961d3399c05d50.png">b`,
			images: []LatexImage{{Name: "latex-ef30b3f4141c33a5bf7044b0d1961d3399c05d50.png", Body: "one\nand\ntwo"}},
		},
		{
			name: "inline", html: "[$]<b>hello</b>&nbsp; world[/$]", svg: true,
			want:   `<img class=latex alt="&#x24;hello&#x20;&#x20;world&#x24;" src="latex-060219fbf3ddb74306abddaf4504276ad793b029.svg">`,
			images: []LatexImage{{Name: "latex-060219fbf3ddb74306abddaf4504276ad793b029.svg", Body: "$hello  world$"}},
		},
		{
			name: "display", html: "[$$]math &amp; stuff[/$$]",
			want: `<img class=latex alt="&#x5C;begin&#x7B;displaymath&#x7D;math&#x20;&amp;&#x20;stuff&#x5C;end&#x7B;displaymath&#x7D;" ` +
				`src="latex-8899f3f849ffdef6e4e9f2f34a923a1f608ebc07.png">`,
			images: []LatexImage{{
				Name: "latex-8899f3f849ffdef6e4e9f2f34a923a1f608ebc07.png", Body: `\begin{displaymath}math & stuff\end{displaymath}`,
			}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, images := Latex(tt.html, tt.svg)
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if len(images) != len(tt.images) {
				t.Fatalf("images %+v", images)
			}
			for i, want := range tt.images {
				if images[i] != want {
					t.Errorf("image %+v, want %+v", images[i], want)
				}
			}
		})
	}
}

func TestEscapeAttribute(t *testing.T) {
	if got, want := EscapeAttribute("aZ9\"&'<> é\u00a0ō漢\n"), "aZ9&quot;&amp;&#x27;&lt;&gt;&#x20;&#xE9;&#xA0;ō漢&#x0A;"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
