"""What real Anki does with a package for learners of an older one, under each combination of options.

Reads a JSON list of {old, new, edit, options: [{notes, merge}], guids: {id of a note in new: guid}, searches}; writes for
each a list of what every combination gave: {refused} or {outcomes: {guid: outcome}, cards, one_way, blank: [[guid, ord]],
found: [[guid of every note that a search finds]]}. The learner imports the old package, changes every note at the time
edit (if that is not 0: Anki's clock cannot be set, so the time is stored), and imports the new one.
"""

import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions


def load(col, path, notes=0, merge=False):
    options = ImportAnkiPackageOptions(update_notes=notes, update_notetypes=0, merge_notetypes=merge)
    return col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options)).log


def run(case, options, folder):
    col = Collection(os.path.join(folder, "learner.anki2"))
    load(col, case["old"])
    if case["edit"]:
        for nid in col.find_notes(""):
            note = col.get_note(nid)
            note.tags.append("edited")
            col.update_note(note)
        col.db.execute("update notes set mod = ?", case["edit"])
    cards, schema = col.card_count(), col.db.scalar("select scm from col")
    try:
        log = load(col, case["new"], options["notes"], options["merge"])
    except Exception as error:  # Anki refuses the package
        return {"refused": str(error)}
    outcomes = {}
    for kind in ("new", "updated", "duplicate", "conflicting"):
        for item in getattr(log, kind):
            guid = col.db.scalar("select guid from notes where id = ?", item.id.nid)
            if kind == "conflicting":  # the id is that of the package
                guid = case["guids"][str(item.id.nid)]
            assert guid not in outcomes
            outcomes[guid] = kind
    col.models._clear_cache()
    blank = []
    for note in col.get_empty_cards().notes:
        for cid in note.card_ids:
            card = col.get_card(cid)
            blank.append([card.note().guid, card.ord])
    answer = {"outcomes": outcomes, "cards": col.card_count() - cards, "one_way": schema != col.db.scalar("select scm from col"),
              "blank": sorted(blank), "found": [sorted(col.get_note(n).guid for n in col.find_notes(s)) for s in case["searches"]]}
    col.close()
    return answer


answers = []
for case in json.load(sys.stdin):
    answers.append([])
    for options in case["options"]:
        with tempfile.TemporaryDirectory() as folder:
            answers[-1].append(run(case, options, folder))
with open(sys.argv[1], "w") as f:
    json.dump(answers, f)
