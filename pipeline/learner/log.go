package learner

// A Condition says when an import replaces what a learner has. The values are those of Anki's options.
type Condition uint8

const (
	IfNewer Condition = iota // the package's is newer than the learner's
	Always                   // it is of another time
	Never
)

// holds reports whether the condition holds for a time of the learner's and one of the package's.
func (c Condition) holds(learners, packages int64) bool {
	switch c {
	case IfNewer:
		return learners < packages
	case Always:
		return learners != packages
	}
	return false
}

// Options are the options of an import (anki-format.md 4.1). The zero value is Anki's default.
type Options struct {
	Notes, Notetypes Condition
	Merge            bool // merge note types
	Presets          bool // import any deck presets; up to 23.10, any learning progress
}

// An Outcome is what becomes of a note of a package, as in Anki's import log.
type Outcome uint8

const (
	NewNote Outcome = iota
	Updated
	Duplicate   // the learner has it and keeps it as it is; cards that are missing are added
	Conflicting // the learner has it with another note type; nothing of it is imported
)

// A NotetypeOutcome is what becomes of a note type of a package.
type NotetypeOutcome uint8

const (
	Kept     NotetypeOutcome = iota // the learner has it, and it stays as it is
	Added                           // under its own id
	Replaced                        // the learner has it, and its content becomes the package's
	Copied                          // the learner has it with other fields or templates, so it was added once more
	Merged                          // with the option Merge: the learner's with what it lacked
	Unused                          // no note of the package has it, so that Anki does not look at it
)

// A NotetypeLog is what became of a note type of a package.
type NotetypeLog struct {
	Outcome  NotetypeOutcome
	Notetype *Notetype // what notes of the package have with the learner, perhaps an earlier copy; nil when no note has it
}

// A MediaLog is a media file that an import copied.
type MediaLog struct {
	Name string // in the package
	As   string // with the learner: another name when the learner has a file of that name with other content
}

// A Log says what an import did.
type Log struct {
	Notes     []Outcome     // by index of the package's notes
	Cards     []int         // how many cards of the package were added, likewise
	Notetypes []NotetypeLog // by index of the package's note types

	// Unsettled says that Anki may come to something else: it goes by the order of a hash map where the model goes by that of
	// the package. Names of note types clash within the package, or notes of several note types must become another.
	Unsettled bool

	OneWaySync bool // the learner must upload or download everything at the next sync
	Generated  int  // cards that Anki made itself because their note type changed
	Deleted    int  // cards that were deleted because their template is gone

	Decks []string   // full names of decks that were added
	Media []MediaLog // files that were copied, by name
}
