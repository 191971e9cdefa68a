"""A learner in real Anki imports a package, edits notes, checks the database if told to, and imports the next one.

Reads a JSON list of {first, second, condition, edits: {guid: text of the second field} or nothing, check: true or nothing}; writes
one of {log, notes, cards, ok, missing} for each. The conditions are those of Anki's protobuf enum: 0 if newer, 1 always, 2 never.
"""

import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions


def load(col, path, condition):
    options = ImportAnkiPackageOptions(update_notes=condition, update_notetypes=condition)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options)).log
    return {k: len(getattr(log, k)) for k in ("new", "updated", "duplicate", "conflicting")}


def learn(case, folder):
    col = Collection(os.path.join(folder, "collection.anki2"))
    load(col, case["first"], 0)
    for guid, text in case.get("edits", {}).items():
        note = col.get_note(col.db.scalar("select id from notes where guid = ?", guid))
        note.fields[1] = text
        note.tags.append("mine")
        col.update_note(note)
    if case.get("check"):
        col.fix_integrity()
    log = load(col, case["second"], case["condition"])
    notes = {}
    for nid in col.find_notes(""):
        note = col.get_note(nid)
        notes[note.guid] = {"fields": note.fields, "tags": note.tags}
    out = {"log": log, "notes": notes, "cards": col.card_count(), "ok": col.fix_integrity()[1], "missing": list(col.media.check().missing)}
    col.close()
    return out


answers = []
for case in json.load(sys.stdin):
    with tempfile.TemporaryDirectory() as folder:
        answers.append(learn(case, folder))
with open(sys.argv[1], "w") as f:
    json.dump(answers, f)
