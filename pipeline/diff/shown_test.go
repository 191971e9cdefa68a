package diff

import "testing"

// TestShown holds what learners read of a change to cases.
func TestShown(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", `<img src="wren-cd12.svg">`, "a new picture"},
		{`<img src="wren-cd12.svg">`, `<img src="wren-ef34.svg">`, "a new picture"},
		{`a wren <img src="wren-cd12.svg">`, `a wren <img src="wren-ef34.svg">`, "a new picture"},
		{`[sound:a.mp3]`, `[sound:b.mp3]`, "a new sound"},
		{`a wren`, `a kite <img src="wren-ef34.svg">`, "a <del>wren</del><ins>kite &#91;picture&#93;</ins>"},
		{`<img src="a.svg">`, ``, "<del>&#91;picture&#93;</del>"},
		{"The {{c1::swift::bird}} flies", "The {{c1::swift::bird}} flew", "The swift <del>flies</del><ins>flew</ins>"},
		{"The {{c1::swift}} {{c2::flies}}", "The {{c1::swift}} flies", "what is asked for changed"},
		{`\(x^2\)`, `\(x^3\)`, "x^<del>2</del><ins>3</ins>"},
		{"<b>a</b>", "<i>a</i>", "<del>&#60;b&#62;</del><ins>&#60;i&#62;</ins>a<del>&#60;/b&#62;</del><ins>&#60;/i&#62;</ins>"},
		{"{{c1::image-occlusion:rect:left=.1}}", "{{c1::image-occlusion:rect:left=.2}}", "what is asked for changed"},
	} {
		if got := (FieldChange{Before: c.before, After: c.after}).markdown(forLearners); got != c.want {
			t.Errorf("%s, then %s: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}

// TestPlain shows masks as people read them.
func TestPlain(t *testing.T) {
	for html, want := range map[string]string{
		"The {{c1::swift}}": "The {{c1::swift}}",
		"{{c1::image-occlusion:rect:left=.1:top=.2:oi=1}}<br>{{c2::image-occlusion:polygon:points=.1,.2 .3,.4:oi=1}}<br>": "all are hidden; 1 rect left .1, top .2; 2 polygon points .1,.2 .3,.4",
		`{{c1::image-occlusion:rect:left=.1}}<br>{{c0::image-occlusion:text:text=a\: b\\c:scale=1}}<br>`:                  `one is hidden; 1 rect left .1; text text a: b\c, scale 1`,
		"Look: {{c1::image-occlusion:rect:left=.1}}":                                                                      "Look: {{c1::image-occlusion:rect:left=.1}}",
		"{{c1::image-occlusion:rect:left=.1}}{{c2::swift}}":                                                               "{{c1::image-occlusion:rect:left=.1}}{{c2::swift}}",
		"{{c1::image-occlusion:rect:left=.1":                                                                              "{{c1::image-occlusion:rect:left=.1",
	} {
		if got := plain(html); got != want {
			t.Errorf("%s: %s, want %s", html, got, want)
		}
	}
}

// TestFlowText writes guids of all tools as YAML reads them in a flow mapping.
func TestFlowText(t *testing.T) {
	for _, c := range []struct{ guid, want string }{
		{"1PLq2rgSD1DkzdUmEGrgk4", "1PLq2rgSD1DkzdUmEGrgk4"}, {"N%8|x,{'", "'N%8|x,{'''"}, {"1234567890", "'1234567890'"},
		{"0xABCDEF12", "'0xABCDEF12'"}, {"1e23456789", "'1e23456789'"}, {"false", "'false'"}, {"", "''"},
	} {
		if got := flowText(c.guid); got != c.want {
			t.Errorf("%q: %s, want %s", c.guid, got, c.want)
		}
	}
}
