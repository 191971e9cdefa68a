package learner

// ResolveBackwards makes imports resolve conflicts of note types in the other order. Anki's own is that of a hash map.
func (c *Collection) ResolveBackwards() { c.backwards = true }
