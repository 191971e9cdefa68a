"""Imports two packages, one on top of the other, into real Anki.

Reads a JSON list of jobs from standard input, {"first": path, "second": path, "merge": bool, "notes": 0 to 2}, and writes a
JSON list of answers to the file named by the first argument: what the second import did, and what is there then.
"""

import json
import os
import sys
import tempfile

from anki.collection import Collection
from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

KINDS = ("new", "updated", "duplicate", "conflicting")


def import_package(col, path, merge=False, notes=0):
    options = ImportAnkiPackageOptions(merge_notetypes=merge, update_notes=notes, update_notetypes=0, with_scheduling=False)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options)).log
    col.models._clear_cache()
    return {kind: len(getattr(log, kind)) for kind in KINDS}


def describe(col):
    """One line for each note, card, deck with a description and media file."""
    names = {nt.id: nt.name for nt in col.models.all_names_and_ids()}
    decks = {d.id: d.name for d in col.decks.all_names_and_ids()}
    for nid, guid, mid, flds in col.db.all("select id, guid, mid, flds from notes order by guid"):
        yield f"note {guid} {names[mid]} | " + " | ".join(flds.split("\x1f"))
        for cid, ord_, did in col.db.all("select id, ord, did from cards where nid = ? order by ord", nid):
            yield f"card {guid} {ord_} {decks[did]} | " + col.get_card(cid).render_output().question_text
    for did, name in sorted(decks.items()):
        if text := col.decks.get(did).get("desc"):
            yield f"deck {name} | {text}"
    for name in sorted(os.listdir(col.media.dir())):
        with open(os.path.join(col.media.dir(), name), encoding="utf-8") as f:
            yield f"file {name} | {f.read()}"


def run(job):
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(os.path.join(folder, "collection.anki2"))
        import_package(col, job["first"])
        schema = col.db.scalar("select scm from col")
        try:
            log = import_package(col, job["second"], job["merge"], job["notes"])
            lines = ["log " + " ".join(f"{kind} {log[kind]}" for kind in KINDS)]
        except Exception as e:  # each version has its own class
            lines = [f"refused {type(e).__name__}"]
        if col.db.scalar("select scm from col") != schema:
            lines.append("one-way sync")
        lines += describe(col)
        col.close()
        return lines


answers = [run(job) for job in json.load(sys.stdin)]
with open(sys.argv[1], "w", encoding="utf-8") as f:
    json.dump(answers, f)
