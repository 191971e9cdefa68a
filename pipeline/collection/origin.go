package collection

import "github.com/deckmill/deckmill/pipeline/source"

// An Origin says where a compiled note comes from: what is left of its source after its tree is gone.
type Origin struct {
	Label  string        // its id, else its guid
	Span   source.Span   // what a finding about the whole note points at
	Fields []source.Span // the values, by field; zero where nothing was written
	Given  bool          // the author wrote its guid; else it is made from the id
	Broken bool          // it could not be read as a whole, which was reported: what it lacks here says nothing
}
