-- Indexes common to every schema that cost nothing, because their tables are empty; made after the rows
-- (anki-format.md 2.2).
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
