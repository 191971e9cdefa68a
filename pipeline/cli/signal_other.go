//go:build !unix

package cli

// ignoreFileSizeSignal does nothing: the signal exists on Unix only.
func ignoreFileSizeSignal() {}
