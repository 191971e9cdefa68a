package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// ReadFingerprints returns the fingerprints of the findings in a document that WriteJSON wrote, now or years ago. An
// error says in words for the user what is wrong with it.
func ReadFingerprints(doc []byte) ([]string, error) {
	var saved struct {
		Version  int
		Findings *[]struct{ Fingerprint string }
	}
	if err := json.Unmarshal(bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf")), &saved); err != nil {
		return nil, errors.New("it is not JSON as Deckmill writes it")
	}
	if saved.Version > JSONVersion {
		return nil, fmt.Errorf("it was written by a newer Deckmill: it has version %d, and version %d is known here", saved.Version, JSONVersion)
	}
	if saved.Version < 1 || saved.Findings == nil {
		return nil, errors.New("it has no `version` and `findings`")
	}
	var prints []string
	for i, f := range *saved.Findings {
		if f.Fingerprint == "" {
			return nil, fmt.Errorf("finding %d of it has no fingerprint", i+1)
		}
		prints = append(prints, f.Fingerprint)
	}
	return prints, nil
}
