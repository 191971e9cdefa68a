package learner

import "maps"

// An index finds notes by their guids or by their ids. Clones share its layers, of which the last is written by its owner
// alone: notes are never taken out, so what a layer says stays true for all who have it, except that a later layer wins.
type index[K comparable] struct {
	layers []map[K]int
	owned  bool // the last layer
}

// mostLayers is how many layers there may be before they are put together.
const mostLayers = 8

// share returns the index for a clone. Afterwards neither writes into the layers that both have.
func (x *index[K]) share() index[K] {
	x.owned = false
	return index[K]{layers: x.layers[:len(x.layers):len(x.layers)]}
}

// find returns the position of the note with this key, or -1.
func (x *index[K]) find(key K) int {
	for l := len(x.layers) - 1; l >= 0; l-- {
		if i, ok := x.layers[l][key]; ok {
			return i
		}
	}
	return -1
}

// set notes the position of a note. size is how many more may come.
func (x *index[K]) set(key K, position, size int) {
	if !x.owned {
		if len(x.layers) == mostLayers {
			x.flatten(size)
		} else {
			x.layers = append(x.layers[:len(x.layers):len(x.layers)], make(map[K]int, size))
		}
		x.owned = true
	}
	x.layers[len(x.layers)-1][key] = position
}

func (x *index[K]) flatten(size int) {
	for _, l := range x.layers {
		size += len(l)
	}
	all := make(map[K]int, size)
	for _, l := range x.layers {
		maps.Copy(all, l)
	}
	x.layers = []map[K]int{all}
}
