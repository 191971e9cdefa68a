"""Imports a package into a new collection of real Anki and proves that nothing about it had to be repaired.

Usage: prove.py PACKAGE DATABASE FOLDER. DATABASE is the unpacked collection of the package, FOLDER an empty one to work
in. Leaves there exported.apkg and exported-legacy.apkg, what Anki makes of the collection it got. Any difference ends
the script with a traceback.
"""
import os
import sqlite3
import sys

import anki
from anki import import_export_pb2 as ie
from anki.collection import Collection

ROWS = "select guid, mid, mod, tags, flds, sfld, csum from notes order by guid"
CARDS = """select n.guid, c.ord, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.odue, c.odid, c.data
    from cards c join notes n on n.id = c.nid order by n.guid, c.ord"""
IDS = "select n.id, c.id from cards c join notes n on n.id = c.nid order by n.id, c.id"
BLOBS = {
    "note types": "select id, name, config from notetypes",
    "fields": "select ntid, ord, name, config from fields",
    "card templates": "select ntid, ord, name, config from templates",
    "decks": "select name, common, kind from decks",
    "deck options": "select id, name, config from deck_config",
}


def plain(rows):
    """Lists of rows with blobs as bytes, whoever read them."""
    return [[bytes(v) if isinstance(v, list) else v for v in row] for row in rows]


def varint(n):
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def same(what, got, want):
    got, want = plain(got), plain(want)
    if got != want:
        for g, w in list(zip(got, want))[:100]:
            if g != w:
                print("got ", g, "\nwant", w)
        raise SystemExit(f"{what}: Anki has something else ({len(got)} rows for {len(want)})")


def load(col, package):
    options = ie.ImportAnkiPackageOptions(merge_notetypes=False, update_notes=0, update_notetypes=0)
    if hasattr(options, "with_deck_configs"):
        options.with_deck_configs = True
    return col.import_anki_package(ie.ImportAnkiPackageRequest(package_path=package, options=options)).log


def main(package, database, folder):
    ours = sqlite3.connect(database)
    ours.create_collation("unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold()))
    assert ours.execute("pragma integrity_check").fetchall() == [("ok",)]
    count = ours.execute("select count(*) from notes").fetchone()[0]

    col = Collection(os.path.join(folder, "new.anki2"))
    stock = [r[0] for r in col.db.all("select id from notetypes")]
    for table in ("templates", "fields"):
        col.db.execute(f"delete from {table} where ntid in ({','.join(map(str, stock))})")
    col.db.execute("delete from notetypes")
    log = load(col, package)
    assert (len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)) == (count, 0, 0, 0), log

    for when in ("after import", "after Check Database"):
        same("notes " + when, col.db.all(ROWS), ours.execute(ROWS))
        same("cards " + when, col.db.all(CARDS), ours.execute(CARDS))
        same("ids " + when, col.db.all(IDS), ours.execute(IDS))
        text, ok = col.fix_integrity()
        assert ok, text
    assert not col.get_empty_cards().notes
    media = col.media.check()
    assert not media.missing and not media.unused, media.report

    if ours.execute("select ver from col").fetchone()[0] == 18:
        for what, query in BLOBS.items():
            if what == "deck options" and int(anki.buildinfo.version.split(".")[0]) < 24:
                continue  # the defaults had fewer values then
            got, want = plain(col.db.all(query)), plain(ours.execute(query))
            if what == "note types":  # the importer notes where they come from: original_id, field 10
                want = [[i, n, c + b"\x50" + varint(i)] for i, n, c in want]
            same(what, sorted(got), sorted(want))

    log = load(col, package)
    assert (len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)) == (0, 0, count, 0), log
    for legacy in (False, True):
        out = os.path.join(folder, "exported-legacy.apkg" if legacy else "exported.apkg")
        if hasattr(ie, "ExportAnkiPackageOptions"):
            options = ie.ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=True, with_media=True, legacy=legacy)
            col.export_anki_package(out_path=out, limit=None, options=options)
        else:  # up to 23.10
            col.export_anki_package(out_path=out, limit=None, with_scheduling=False, with_media=True, legacy_support=legacy)
    col.close()
    print("proved with Anki", anki.buildinfo.version, "on", count, "notes")


if __name__ == "__main__":
    import anki.buildinfo
    main(*sys.argv[1:])
