package yamltree

import "slices"

// Join returns the map n with the entries of more behind its own. Where both have a map under a key they are joined too;
// of two other values under one key the first stays, and clash is told of both, by the name of the column: `country:de`.
func Join(n, more *Node, clash func(name string, first, second Entry)) *Node {
	joined := *n
	joined.end = int32(n.stop()) // what is joined may stand in another file
	joined.Entries = append(n.Entries[:len(n.Entries):len(n.Entries)], more.Entries...)
	kept := joined.Entries[:len(n.Entries)]
	for _, e := range more.Entries {
		i := entryIndex(kept, e.Key.Value)
		switch {
		case i < 0:
			kept = append(kept, e)
		case kept[i].Value.Kind == Map && e.Value.Kind == Map:
			within := e.Key.Value + ":"
			if within == "fields:" {
				within = "fields."
			}
			kept[i].Value = Join(kept[i].Value, e.Value, func(name string, a, b Entry) { clash(within+name, a, b) })
		case kept[i].Value.Kind == Absent:
			kept[i] = e
		default:
			clash(e.Key.Value, kept[i], e)
		}
	}
	joined.Entries = kept
	return &joined
}

func entryIndex(entries []Entry, key string) int {
	for i := range entries {
		if entries[i].Key.Value == key {
			return i
		}
	}
	return -1
}

// Without returns the map n without some keys.
func Without(n *Node, keys ...string) *Node {
	rest := *n
	rest.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e Entry) bool { return slices.Contains(keys, e.Key.Value) })
	return &rest
}
