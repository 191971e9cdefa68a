package diff

// What follows is the document that WriteJSON writes: schema/diff.schema.json says what everything means.

// jsonDocument is followed by `decks`, a list of jsonDeck.
type jsonDocument struct {
	Version int    `json:"version"`
	Old     string `json:"old"`
	New     string `json:"new"`
	Bump    string `json:"bump"`
}

// jsonDeck is followed by `notes`, a list of jsonNote.
type jsonDeck struct {
	Name      string         `json:"name"`
	Bump      string         `json:"bump"`
	Reasons   []jsonReason   `json:"reasons"`
	Old       *jsonRelease   `json:"old"`
	New       *jsonRelease   `json:"new"`
	Imports   []jsonImport   `json:"imports"`
	Unlisted  int            `json:"unlisted_notes"`
	Notetypes []jsonNotetype `json:"notetypes"`
	Decks     jsonDecks      `json:"decks"`
	Presets   jsonPresets    `json:"presets"`
	Media     jsonMedia      `json:"media"`
}

type jsonReason struct {
	Bump  string `json:"bump"`
	Code  string `json:"code"`
	Count int    `json:"count"`
	Text  string `json:"text"`
}

type jsonRelease struct {
	Name  string `json:"name"`
	Time  int64  `json:"time"`
	Notes int    `json:"notes"`
	Cards int    `json:"cards"`
	Media int    `json:"media"`
	Early int    `json:"notes_after_now,omitempty"`
}

type jsonImport struct {
	Notes     string         `json:"update_notes"`
	Notetypes string         `json:"update_notetypes"`
	Merge     bool           `json:"merge_notetypes"`
	Refused   string         `json:"refused,omitempty"`
	Outcomes  map[string]int `json:"notes"`
	Cards     int            `json:"cards_added"`
	Edits     int            `json:"own_changes_replaced"`
	Styles    int            `json:"own_styles_replaced"`
	OneWay    bool           `json:"one_way_sync"`
}

type jsonNote struct {
	GUID     string       `json:"guid"`
	Text     string       `json:"text"`
	Fate     string       `json:"fate"`
	Notetype string       `json:"notetype"`
	Outcomes []string     `json:"outcomes,omitempty"`
	Edited   []string     `json:"outcomes_if_edited,omitempty"`
	Fields   []jsonField  `json:"fields,omitempty"`
	Tags     *jsonTags    `json:"tags,omitempty"`
	Cards    *jsonCards   `json:"cards,omitempty"`
	Retired  *jsonRetired `json:"retired,omitempty"`
}

type jsonField struct {
	Name   string     `json:"name"`
	Before string     `json:"before"`
	After  string     `json:"after"`
	Words  []jsonWord `json:"words"`
}

type jsonWord struct {
	Change string `json:"change"`
	Text   string `json:"text"`
}

type jsonTags struct {
	Removed []string `json:"removed"`
	Added   []string `json:"added"`
}

type jsonCards struct {
	Added []jsonCard `json:"added"`
	Blank []jsonCard `json:"blank"`
	Moved []jsonMove `json:"moved"`
}

type jsonCard struct {
	Ord  int    `json:"ord"`
	Name string `json:"name"`
}

type jsonMove struct {
	jsonCard
	From string `json:"from"`
	To   string `json:"to"`
}

type jsonRetired struct {
	Reason     string `json:"reason"`
	ReplacedBy string `json:"replaced_by,omitempty"`
}

type jsonNotetype struct {
	ID       int64            `json:"id"`
	Name     string           `json:"name"`
	Status   string           `json:"status"`
	Notes    int              `json:"notes_before"`
	Changes  []jsonTypeChange `json:"changes"`
	Outcomes []string         `json:"outcomes,omitempty"`
	Emptied  []string         `json:"empty_fields,omitempty"`
}

type jsonTypeChange struct {
	Part   Part   `json:"part"`
	Name   string `json:"name,omitempty"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

type jsonDecks struct {
	Added        []string       `json:"added"`
	Gone         []string       `json:"gone"`
	Renamed      []jsonDeckMove `json:"renamed"`
	Moved        []jsonDeckMove `json:"moved"`
	Descriptions []string       `json:"descriptions"`
}

type jsonDeckMove struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Cards int    `json:"cards"`
}

type jsonPresets struct {
	Added   []string           `json:"added"`
	Gone    []string           `json:"gone"`
	Changed []jsonPresetChange `json:"changed"`
	Decks   []jsonDeckPreset   `json:"decks"`
}

type jsonPresetChange struct {
	Name    string             `json:"name"`
	Options []jsonOptionChange `json:"options"`
	Arrives bool               `json:"arrives"`
}

type jsonOptionChange struct {
	Key    string `json:"key"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type jsonDeckPreset struct {
	Deck    string `json:"deck"`
	From    string `json:"from"`
	To      string `json:"to"`
	Arrives bool   `json:"arrives"`
}

type jsonMedia struct {
	Added    []string          `json:"added"`
	Gone     []string          `json:"gone"`
	Replaced []jsonMediaChange `json:"replaced"`
}

type jsonMediaChange struct {
	Name    string `json:"name"`
	Arrives bool   `json:"arrives"`
}
