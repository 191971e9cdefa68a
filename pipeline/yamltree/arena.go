package yamltree

// An arena hands out nodes and the slices of their children from large pieces. A tree of a chunk has tens of thousands
// of small parts that live and die together.
type arena struct {
	nodes    []Node
	entries  []Entry
	children []*Node
}

const arenaPiece = 512

func (a *arena) node() *Node {
	if len(a.nodes) == 0 {
		a.nodes = make([]Node, arenaPiece)
	}
	n := &a.nodes[0]
	a.nodes = a.nodes[1:]
	return n
}

// entriesFor returns an empty slice with room for size entries.
func (a *arena) entriesFor(size int) []Entry {
	if size > len(a.entries) {
		if size > arenaPiece/8 {
			return make([]Entry, 0, size)
		}
		a.entries = make([]Entry, arenaPiece)
	}
	s := a.entries[:0:size]
	a.entries = a.entries[size:]
	return s
}

// childrenFor returns an empty slice with room for size nodes.
func (a *arena) childrenFor(size int) []*Node {
	if size > len(a.children) {
		if size > arenaPiece/8 {
			return make([]*Node, 0, size)
		}
		a.children = make([]*Node, arenaPiece)
	}
	s := a.children[:0:size]
	a.children = a.children[size:]
	return s
}
