"""Proves with real Anki that a CSV file brings notes back byte for byte.

Usage: prove.py PACKAGE CSV PERSONAL FOLDER. CSV holds the notes of PACKAGE; PERSONAL is the number of fields of the note
type `Personal` that are the learner's. Any difference ends the script with a traceback.
"""
import os
import sys

import anki.buildinfo
from anki import import_export_pb2 as ie
from anki.collection import Collection, ImportCsvRequest

ROWS = """select n.guid, n.mid, n.tags, n.flds, n.sfld, n.csum,
    (select group_concat(ord) from (select ord from cards where nid = n.id order by ord)),
    (select d.name from decks d join cards c on c.did = d.id where c.nid = n.id order by c.ord limit 1)
    from notes n order by n.guid"""


def load(col, path):
    meta = col.get_csv_metadata(path=path, delimiter=None)
    return col.import_csv(ImportCsvRequest(path=path, metadata=meta)).log


def counts(log):
    return len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting), len(log.empty_first_field), len(log.missing_notetype)


def main(package, csv, personal, folder):
    col = Collection(os.path.join(folder, "new.anki2"))
    options = ie.ImportAnkiPackageOptions(merge_notetypes=False, update_notes=0, update_notetypes=0)
    col.import_anki_package(ie.ImportAnkiPackageRequest(package_path=package, options=options))
    col.models._clear_cache()
    before = col.db.all(ROWS)

    # A learner writes into their own field and spoils another one; the update brings back only the other.
    type_id = col.models.by_name("Personal")["id"]
    mine = [col.get_note(n) for n in col.db.list("select id from notes where mid = ?", type_id)]
    for note in mine:
        note.fields[0] += " spoilt"
        note.fields[-1] = "my own words"
        col.update_note(note)
    log = load(col, csv)
    assert not log.new and not log.conflicting and len(log.updated) == len(mine), counts(log)
    for note in mine:
        note.load()
        assert note.fields[-int(personal):] == ["my own words"] * int(personal), note.fields
        note.fields[-1] = ""
        col.update_note(note)
    assert col.db.all(ROWS) == before

    # Nothing changed: nothing is touched.
    log = load(col, csv)
    assert counts(log)[:2] == (0, 0), counts(log)

    # Without the notes, the file brings all of them back.
    col.remove_notes(col.db.list("select id from notes"))
    log = load(col, csv)
    assert counts(log) == (len(before), 0, 0, 0, 0, 0), counts(log)
    after = col.db.all(ROWS)
    for b, a in zip(before, after):
        assert a == b, f"\nbefore {b}\nafter  {a}"
    text, ok = col.fix_integrity()
    assert ok, text
    assert col.db.all(ROWS) == before
    col.close()
    print("proved with Anki", anki.buildinfo.version, "on", len(before), "notes")


if __name__ == "__main__":
    main(*sys.argv[1:])
