package template

import "testing"

func TestRename(t *testing.T) {
	rename := func(name string) (string, bool) {
		switch name {
		case "A":
			return "B", true
		case "B":
			return "A", true
		case "gone":
			return "", false
		}
		return name, true
	}
	for _, c := range []struct{ src, want string }{
		{"text <!-- {{A}} -->", "text <!-- {{A}} -->"},
		{"{{A}} {{ B }} {{type:hint: A }}", "{{B}} {{A}} {{type:hint: A}}"}, // a blank after a colon belongs to the name
		{"{{#A}}{{^B}}x{{/B}}{{/A}}", "{{#B}}{{^A}}x{{/A}}{{/B}}"},
		{"{{#gone}}kept{{gone}}{{/gone}}", "kept"},
		{"{{=<% %>=}}<%A%> <%#B%>x<%/B%>", "{{B}} {{#A}}x{{/A}}"},
	} {
		tmpl, _ := Parse(c.src)
		if got := tmpl.Rename(rename); got != c.want || tmpl.Broken() {
			t.Errorf("%s: %s, want %s", c.src, got, c.want)
		}
	}
	if tmpl, _ := Parse("{{#A}}"); !tmpl.Broken() {
		t.Error("an open section is no error")
	}
}

func TestDepth(t *testing.T) {
	tmpl, _ := Parse("{{A}}{{#B}}{{C}}{{^D}}{{E}}{{/D}}{{/B}}{{F}}")
	for i, ref := range tmpl.References() {
		if want := []int{0, 0, 1, 1, 2, 0}[i]; ref.Depth != want {
			t.Errorf("%s: depth %d, want %d", ref.Name, ref.Depth, want)
		}
	}
}
