package yamltree

import "testing"

// TestDamaged: a map of which an entry was left out says so, and no other does.
func TestDamaged(t *testing.T) {
	tests := []struct {
		name, src  string
		root, item bool
	}{
		{"nothing", "a: b\nnotes:\n  - c: d\n", false, false},
		{"broken values", "a: *b\nnotes:\n  - c: |\n", false, false},
		{"merge key in an item", "notes:\n  - id: a\n    <<: {front: x}\n", false, true},
		{"key twice in an item", "notes:\n  - id: a\n    Id: b\n", false, true},
		{"odd blank in an item", "notes:\n  - id: a\n    \u00a0front: b\n", false, true},
		{"merge key in the root", "<<: {a: b}\nnotes:\n  - c: d\n", true, false},
		{"merge key in a broken root", "a: b\n<<: {e: f}\nc: *d\nnotes:\n  - c: d\n", true, false},
		{"merge key below the items", "notes:\n  - c: d\n\"<<\": x\n? e\n: f\n", true, false},
		{"line without a colon", "deck x\nid: 5\nnotes:\n  - c: d\n", true, false},
		{"odd blanks before a key", "notes:\n  - c: d\n\u00a0\u00a0e: f\n", true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, items, _ := read(tt.src, "notes", chunkSize)
			if doc.Root == nil || len(items) != 1 {
				t.Fatalf("root %s, items %s", outline(doc.Root), outlines(items))
			}
			if doc.Root.Damaged != tt.root || items[0].Damaged != tt.item {
				t.Errorf("root %v, item %v", doc.Root.Damaged, items[0].Damaged)
			}
		})
	}
}

// TestStreamed: only a list that has items in the file is marked.
func TestStreamed(t *testing.T) {
	tests := []struct {
		name, src string
		want      bool
	}{
		{"block list", "notes:\n  - a: b\n", true},
		{"flow list", "notes: [a]\n", true},
		{"broken file", "notes:\n  - a: b\nc: *d\n", true},
		{"only broken items", "notes:\n  - a: b: c\n", true},
		{"not the last key", "notes:\n  - a\nc: d\n", true},
		{"empty list", "notes: []\n", false},
		{"empty list in a broken file", "notes: []\na: *b\n", false},
		{"nothing", "notes:\n", false},
		{"another list", "notes: []\ntags: [a]\n", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, _, _ := read(tt.src, "notes", chunkSize)
			if got := doc.Root.Get("notes").Streamed; got != tt.want {
				t.Errorf("streamed %v", got)
			}
			if tags := doc.Root.Get("tags"); tags != nil && tags.Streamed {
				t.Error("a list that is not streamed is marked")
			}
		})
	}
}
