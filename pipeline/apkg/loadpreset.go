package apkg

import (
	"database/sql/driver"
	"encoding/json"
	"strconv"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// loadPresets reads the presets. One that cannot be read counts as not there: Anki looks at them only when a learner asks
// for them.
func (l *loader) loadPresets() error {
	l.presets = map[int64]collection.Preset{}
	if l.tables["deck_config"] {
		return l.query("SELECT id, name, config FROM deck_config", 3, func(row []driver.Value) error {
			id := integer(row[0])
			name, errName := text(row[1])
			config, isBlob := row[2].([]byte)
			values, errValues := decodePreset(config)
			if isBlob && errName == nil && errValues == nil {
				l.presets[id] = collection.Preset{ID: id, Name: name, Values: values}
			}
			return nil
		})
	}
	var presets map[string]map[string]any
	if json.Unmarshal([]byte(l.legacy.dconf), &presets) != nil {
		return nil
	}
	for key, object := range presets {
		id, err := strconv.ParseInt(key, 10, 64)
		name, named := object["name"].(string)
		if err == nil && named {
			l.presets[id] = collection.Preset{ID: id, Name: name, Values: readLegacyPreset(object)}
		}
	}
	return nil
}

// usePresets gives the decks of c the presets that they came with. Anki's default options stand for the learner's own.
func (l *loader) usePresets(c *collection.Collection) {
	for i := range c.Decks {
		d := &c.Decks[i]
		if p, ok := l.presets[l.options[d.ID]]; ok && p.ID != defaultPreset {
			c.UsePreset(d, p)
		}
	}
}
