// Package yamltree turns the bytes of a YAML file into a tree that knows where everything stands. It is the only user
// of a YAML library, and the only package that ever sees a library's idea of a position.
//
// The dialect is the one of format.md section 3: YAML without tags, anchors, aliases, merge keys and second documents,
// in which nothing is converted. The library finds the structure; this package finds the bytes, refuses what the
// dialect lacks, and says in plain words what a broken file means.
package yamltree

import "github.com/deckmill/deckmill/pipeline/source"

// A Kind says what a node is.
type Kind uint8

// The kinds of nodes. Absent is a key with nothing after it; "" in quotes is a Scalar. Broken is a value about which
// something was reported here: later steps stay silent about it, and its content is not to be used.
const (
	Absent Kind = iota
	Scalar
	List
	Map
	Broken
)

// A Style says how a scalar is written.
type Style uint8

// The styles of scalars.
const (
	Plain Style = iota
	SingleQuoted
	DoubleQuoted
	Literal // |
	Folded  // >

	Cell       // of a table, without quotes
	QuotedCell // of a table
	CellPart   // one of several things in a cell: a tag; quotes within a QuotedCell stand there twice
)

// A Node is one value of the tree. Nodes are immutable.
type Node struct {
	Kind  Kind
	Style Style // of a Scalar
	flow  bool  // a List or Map written with brackets
	// Damaged is set on a Map of which an entry was reported and left out: do not complain about missing keys.
	Damaged bool
	start   int32 // offset of the first byte; files are smaller than 2 GiB (limits of format.md section 15)
	end     int32 // offset after the last byte, where it was known when the node was made; else -1, and Span finds it
	// Streamed is set on a List without Items that has some in the file: those are in the Chunks of the Document, but
	// for the broken ones. A list that is empty in the file is not Streamed.
	Streamed bool
	row      bool    // a Map whose values are cells, and whose keys stand in the header
	Value    string  // decoded text of a Scalar; NOT converted in any way: `no`, `1.10`, `~`, `0x1F` stay these characters
	Items    []*Node // of a List
	Entries  []Entry // of a Map, in source order, without duplicate keys

	file *source.File
}

// An Entry is one key of a map with its value.
type Entry struct {
	Key   *Node // always a Scalar
	Value *Node // never nil; Kind Absent when nothing follows the key
}

// Place returns where a finding about the entry as such points: its key, or in a table, where that stands elsewhere, its
// cell.
func (e Entry) Place() source.Span {
	if e.Key.Style >= Cell {
		return e.Value.Span()
	}
	return e.Key.Span()
}

// Get returns the value under key, or nil when the map lacks it (or n is nil or no map).
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Map {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key.Value == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// File returns the file that the node stands in.
func (n *Node) File() *source.File { return n.file }

// A Document is one parsed file.
type Document struct {
	File *source.File
	// Root is the root map (nil when the file has none, which was reported). The items of a list under the key that
	// Parse was told to stream are not in it: its value is then an empty List, and Chunks hold the items.
	Root   *Node
	Chunks []Chunk
}
