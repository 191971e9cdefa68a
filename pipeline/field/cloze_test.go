package field

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestClozeNumbers(t *testing.T) {
	deep := func(n, closed int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "{{c%d::", i+1)
		}
		return b.String() + "x" + strings.Repeat("}}", closed)
	}
	ten := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	tests := []struct {
		html string
		want []int
	}{
		{"", nil}, {"{{c1::a}}", []int{1}}, {"{{c3::a}} {{c1::b}} {{c3::c}}", []int{1, 3}},
		{"{{c1,2::a}}", []int{1, 2}}, {"{{c2,,1,1::a}}", []int{1, 2}}, {"{{c,::a}}", nil}, {"{{c::a}}", nil},
		{"{{c0::a}}", nil}, {"{{c0,4::a}}", []int{4}}, {"{{c01::a}}", []int{1}},
		{"{{c65535::a}}", []int{65535}}, {"{{c65536::a}}", nil}, {"{{c65536,3::a}}", []int{3}},
		{"{{c1::a{{c2::b}}", nil}, {"{{c1::a{{c2::b}}}}", []int{1, 2}}, {"{{c1::a}}{{c2::b", []int{1}},
		{"{{C1::x}}", nil}, {"{{c 1::x}}", nil}, {"{{c1:x}}", nil}, {"{{c1::x}", nil}, {"{{{c1::x}}", []int{1}},
		{"{{c1::}}", []int{1}}, {"}}{{c1::x}}", []int{1}}, {"{{c501::a}}", []int{501}},
		{deep(12, 12), ten}, {deep(12, 10), ten}, {deep(12, 9), nil},
	}
	for _, tt := range tests {
		t.Run(tt.html, func(t *testing.T) {
			if got := ClozeNumbers(nil, tt.html); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestClozeNumbersOfSeveralFields(t *testing.T) {
	var nums []int
	for _, html := range []string{"{{c3::a}}{{c1::b}}", "none", "{{c2,3::c}}", "{{c9::open"} {
		nums = ClozeNumbers(nums, html)
	}
	if want := []int{1, 2, 3}; !slices.Equal(nums, want) {
		t.Errorf("got %v, want %v", nums, want)
	}
}

// outline writes parsed nodes so that a test can compare them: c1[content|hint].
func outline(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Cloze == nil {
			fmt.Fprintf(&b, "%q", n.Text)
			continue
		}
		fmt.Fprintf(&b, "c%v[%s", n.Cloze.Numbers, outline(n.Cloze.Nodes))
		if n.Cloze.HasHint {
			b.WriteString("|" + n.Cloze.Hint)
		}
		b.WriteString("]")
	}
	return b.String()
}

func TestParseClozes(t *testing.T) {
	tests := []struct {
		name, html, want string
		open             []int
	}{
		{"text", "a", `"a"`, nil},
		{"hint", "a{{c1::b::c::d}}e", `"a"c[1]["b"|c::d]"e"`, nil},
		{"empty hint", "{{c1::b::}}", `c[1]["b"|]`, nil},
		{"nested", "{{c1::a{{c2::b::h}}c}}", `c[1]["a"c[2]["b"|h]"c"]`, nil},
		{"later hint overrides", "{{c1::a::x{{c2::b}}c::y}}", `c[1]["a"c[2]["b"]"c"|y]`, nil},
		{"braces within", "{{c1::{a}}}", `c[1]["{a"]"}"`, nil},
		{"stray closer", "a}}b", `"a""}}""b"`, nil},
		{"numbers", "{{c3,1,,3::a}}", `c[1 3]["a"]`, nil},
		{"no number", "{{c,::a}}", `"{{c,::a""}}"`, nil},
		{"open", "ab{{c1::a {{c2::b}}", `"ab"`, []int{2}},
		{"occlusion", "{{c1::image-occlusion:rect:left=.1::x}}", `c[1]["image-occlusion:rect:left=.1::x"]`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			nodes, open := ParseClozes(tt.html)
			if got := outline(nodes); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if !slices.Equal(open, tt.open) {
				t.Errorf("open at %v, want %v", open, tt.open)
			}
		})
	}
}

func FuzzClozes(f *testing.F) {
	f.Add("{{c1,2::a::b{{c3::c}}}}")
	f.Add("}}{{c1::{{c2::x}}{{c65536,0::}}")
	f.Fuzz(func(t *testing.T, html string) {
		nodes, _ := ParseClozes(html)
		var want []int
		var walk func([]Node)
		walk = func(nodes []Node) {
			for _, n := range nodes {
				if n.Cloze == nil {
					continue
				}
				if text := html[n.Cloze.Start:n.Cloze.End]; !strings.HasPrefix(text, "{{c") || !strings.HasSuffix(text, "}}") {
					t.Errorf("%q: a cloze at %q", html, text)
				}
				want = append(want, n.Cloze.Numbers...)
				walk(n.Cloze.Nodes)
			}
		}
		walk(nodes)
		slices.Sort(want)
		want = slices.DeleteFunc(slices.Compact(want), func(n int) bool { return n == 0 })
		if got := ClozeNumbers(nil, html); !slices.Equal(got, want) {
			t.Errorf("%q: numbers %v, but the tree has %v", html, got, want)
		}
	})
}

func BenchmarkClozeNumbers(b *testing.B) {
	const html = "The ELBO is {{c1::reconstruction}} minus {{c2::the KL divergence::which distance?}}."
	nums := make([]int, 0, 8)
	for b.Loop() {
		nums = ClozeNumbers(nums[:0], html)
	}
}
