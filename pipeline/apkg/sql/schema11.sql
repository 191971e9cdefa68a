-- What schema 11 has beside the common tables (anki-format.md 2.2).
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
