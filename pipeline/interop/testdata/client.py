"""Plays a learner in real Anki, from 2.1.49 to the newest.

    client.py COLLECTION STEPS ANSWERS

COLLECTION is made if it is not there. STEPS is a JSON file, a list. ANSWERS gets a list as long, with what each step
says, and in "state" what the collection holds after it. (Old versions of Anki print to standard output on their own.)
The steps:

    {"do": "import", "path": P}                   {"error": text, "counts": {kind: notes}}
    {"do": "review", "guids": [G]}                the first card of each note, twice, with Easy
    {"do": "edit", "guid": G, "field": I, "text": T, "tag": T, "at": SECONDS}
    {"do": "add", "notes": [[TEXT, TEXT]], "at": SECONDS}   Basic notes in a deck of the learner's own
    {"do": "export", "path": P}                   all that there is, in the container this version writes by default
    {"do": "check"}                               {"ok": bool, "problems": text, "silent": bool}
"""
import hashlib
import json
import os
import sys

from anki.collection import Collection

try:
    from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest
except ImportError:  # up to 2.1.66 an import has no options, and always carries scheduling
    ImportAnkiPackageOptions = None

KINDS = ("new", "updated", "duplicate", "conflicting")
ZSTD = b"\x28\xb5\x2f\xfd"


def import_package(col, path):
    """The notes of each kind, by number, as the version's own import log has them."""
    if not hasattr(col, "import_anki_package"):
        from anki.importing.apkg import AnkiPackageImporter
        importer = AnkiPackageImporter(col, path)
        importer.run()
        counts = [importer.added, importer.updated, importer.dupes, len(importer._ignoredGuids)]
        return dict(zip(KINDS, counts))
    if ImportAnkiPackageOptions is None:
        log = col.import_anki_package(path).log
    else:
        log = col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())).log
    return {kind: len(getattr(log, kind)) for kind in KINDS}


def do_import(col, step):
    try:
        return {"error": "", "counts": import_package(col, step["path"])}
    except Exception as e:
        return {"error": "%s: %s" % (type(e).__name__, e), "counts": {}}


def do_review(col, step):
    for guid in step["guids"]:
        cid = col.db.scalar("select c.id from cards c join notes n on c.nid = n.id where n.guid = ? order by c.ord", guid)
        for _ in range(2):
            card = col.get_card(cid)
            card.start_timer()
            col.sched.answerCard(card, 4)
    return {}


def do_edit(col, step):
    """Edits a note, as if it had happened at the given time."""
    note = col.get_note(col.db.scalar("select id from notes where guid = ?", step["guid"]))
    if step["text"]:
        note.fields[step["field"]] = step["text"]
    if step["tag"]:
        note.tags.append(step["tag"])
    col.update_note(note)
    col.db.execute("update notes set mod = ? where id = ?", step["at"], note.id)
    return {}


def do_add(col, step):
    deck = col.decks.id("Made in Anki::By hand")
    for fields in step["notes"]:
        note = col.new_note(col.models.by_name("Basic"))
        note.fields = fields
        col.add_note(note, deck)
    col.db.execute("update notes set mod = ?", step["at"])
    return {}


def do_export(col, step):
    """Schedules are left out. The collection must be open afterwards, which the oldest exporter sees to itself."""
    if not hasattr(col, "export_anki_package"):
        from anki.exporting import AnkiPackageExporter
        exporter = AnkiPackageExporter(col)
        exporter.includeSched, exporter.includeMedia = False, True
        exporter.exportInto(step["path"])
        return {}
    try:
        from anki.collection import ExportAnkiPackageOptions
        col.export_anki_package(out_path=step["path"], limit=None, options=ExportAnkiPackageOptions(with_media=True))
    except ImportError:
        col.export_anki_package(out_path=step["path"], limit=None, with_scheduling=False, with_media=True, legacy_support=False)
    return {}


def do_check(col, _):
    before = tables(col)
    problems, ok = col.fix_integrity()
    return {"ok": ok, "problems": problems, "silent": before != tables(col)}


def tables(col):
    """Everything that Check Database must leave alone."""
    return [col.db.all("select id, guid, mid, mod, tags, flds, sfld, csum from notes order by id"),
            col.db.all("select id, nid, did, ord, type, queue, due, ivl, factor from cards order by id")]


def read_state(col):
    decks = {d.id: d.name for d in col.decks.all_names_and_ids()}
    return {"notes": read_notes(col, decks),
            "reviews": col.db.all("select id, cid, ease, ivl from revlog order by id"),
            "notetypes": sorted(map(read_notetype, col.models.all()), key=lambda t: t["id"]),
            "decks": {name: col.decks.get(did)["desc"] for did, name in decks.items()},
            "media": read_media(col)}


def read_notes(col, decks):
    columns = ("id", "ord", "due", "type", "queue", "interval", "reviews", "mod")
    notes = []
    for nid, guid, mid, mod, tags, flds in col.db.all("select id, guid, mid, mod, tags, flds from notes order by guid"):
        cards = col.db.all("select did, id, ord, due, type, queue, ivl, reps, mod from cards where nid = ? order by ord", nid)
        notes.append({"id": nid, "guid": guid, "notetype_id": mid, "mod": mod, "tags": tags.split(), "fields": flds.split("\x1f"),
                      "cards": [dict(zip(columns, c[1:]), deck=decks.get(c[0], "")) for c in cards]})
    return notes


def read_notetype(t):
    return {"id": int(t["id"]), "mod": t["mod"], "name": t["name"], "css": t["css"],
            "fields": [{"id": f.get("id") or 0, "name": f["name"]} for f in t["flds"]],
            "templates": [{"id": c.get("id") or 0, "name": c["name"], "front": c["qfmt"], "back": c["afmt"]} for c in t["tmpls"]]}


def read_media(col):
    """The SHA-1 of each file. zstd frames stand as "zstd": nothing that is meant is one."""
    out = {}
    for name in os.listdir(col.media.dir()):
        with open(os.path.join(col.media.dir(), name), "rb") as f:
            data = f.read()
        out[name] = "zstd" if data.startswith(ZSTD) else hashlib.sha1(data).hexdigest()
    return out


def play(col_path, step):
    """Each step finds the collection newly opened: nothing is believed that Anki only has in memory."""
    col = Collection(col_path)
    answer = globals()["do_" + step["do"]](col, step)
    col.close()
    col = Collection(col_path)
    answer["state"] = read_state(col)
    col.close()
    return answer


def main():
    col_path, steps_path, answers_path = map(os.path.abspath, sys.argv[1:])
    with open(steps_path, encoding="utf-8") as f:
        answers = [play(col_path, step) for step in json.load(f)]
    with open(answers_path, "w", encoding="utf-8") as f:
        json.dump(answers, f)


main()
