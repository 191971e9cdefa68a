package yamltree

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"

	yaml "gopkg.in/yaml.v3"
)

// A libraryError is what the library says about a text that it cannot read. It never knows the column, and the line is
// a guess of its own.
type libraryError struct {
	line int // from 1; 0 when it does not say
	text string
}

func (e *libraryError) Error() string { return e.text }

var libraryMessage = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// library parses a text that holds one document. The node is its value, nil when there is none.
//
// The library panics on some broken inputs, by its own mistake; to us that is one more way to say "not valid".
func library(b []byte) (n *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = nil, &libraryError{text: fmt.Sprint(r)}
		}
	}()
	var doc, after yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(b))
	err = dec.Decode(&doc)
	if err == io.EOF {
		return nil, nil
	}
	if err == nil {
		// What follows the first value without a document marker is an error that only a second look brings up.
		if err = dec.Decode(&after); err == io.EOF {
			return doc.Content[0], nil
		}
		if err == nil {
			err = &libraryError{text: "more than one document"}
		}
	}
	return nil, newLibraryError(err)
}

func newLibraryError(err error) *libraryError {
	m := libraryMessage.FindStringSubmatch(err.Error())
	if m == nil {
		return &libraryError{text: err.Error()}
	}
	line := 0
	if m[1] != "" {
		line, _ = strconv.Atoi(m[1]) // only digits; a number too large for an int is no line either
	}
	return &libraryError{line: line, text: m[2]}
}
