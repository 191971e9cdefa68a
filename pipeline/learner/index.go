package learner

import "maps"

// A guidIndex finds notes by their guids. Clones share its layers, of which the last is written by its owner alone: notes
// are never taken out, so what a layer says stays true for all who have it, except that a later layer wins.
type guidIndex struct {
	layers []map[string]int
	owned  bool // the last layer
}

// mostLayers is how many layers there may be before they are put together.
const mostLayers = 8

// share returns the index for a clone. Afterwards neither writes into the layers that both have.
func (x *guidIndex) share() guidIndex {
	x.owned = false
	return guidIndex{layers: x.layers[:len(x.layers):len(x.layers)]}
}

// find returns the position of the note with this guid, or -1.
func (x *guidIndex) find(guid string) int {
	for l := len(x.layers) - 1; l >= 0; l-- {
		if i, ok := x.layers[l][guid]; ok {
			return i
		}
	}
	return -1
}

// set notes the position of a note. size is how many more may come.
func (x *guidIndex) set(guid string, position, size int) {
	if !x.owned {
		if len(x.layers) == mostLayers {
			x.flatten(size)
		} else {
			x.layers = append(x.layers[:len(x.layers):len(x.layers)], make(map[string]int, size))
		}
		x.owned = true
	}
	x.layers[len(x.layers)-1][guid] = position
}

func (x *guidIndex) flatten(size int) {
	for _, l := range x.layers {
		size += len(l)
	}
	all := make(map[string]int, size)
	for _, l := range x.layers {
		maps.Copy(all, l)
	}
	x.layers = []map[string]int{all}
}
