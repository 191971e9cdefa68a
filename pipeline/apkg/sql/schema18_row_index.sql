-- The index over notes that schema 18 adds (anki-format.md 2.4).
CREATE INDEX idx_notes_mid ON notes (mid);
