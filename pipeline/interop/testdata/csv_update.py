"""A learner in real Anki imports a package, writes into notes, reviews every card, and imports the CSV file of the next release.

Reads a JSON list of {package, csv, edits: {guid: {name of a field: text}}}; writes one of {log, notes: {guid: fields}, cards: how
many, scheduling: whether that of the cards that were there is as it was, ok: what Check Database says} for each.
"""

import os
import time

from anki.collection import Collection, ImportAnkiPackageRequest, ImportCsvRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions
from anki.scheduler.v3 import CardAnswer

from cases import answer_each

KINDS = ("new", "updated", "duplicate", "conflicting")


def review(col):
    for cid in col.find_cards(""):
        states = col._backend.get_scheduling_states(cid)
        answer = CardAnswer(card_id=cid, current_state=states.current, new_state=states.easy, rating=3,
                            answered_at_millis=int(time.time() * 1000), milliseconds_taken=4000)
        col.sched.answer_card(answer)


def scheduling(col, cards):
    rows = col.db.all("select id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data from cards order by id")
    return [row for row in rows if row[0] in cards], col.db.scalar("select count() from revlog")


def learn(case, folder):
    col = Collection(os.path.join(folder, "collection.anki2"))
    col.import_anki_package(ImportAnkiPackageRequest(package_path=case["package"], options=ImportAnkiPackageOptions()))
    for guid, fields in case["edits"].items():
        note = col.get_note(col.db.scalar("select id from notes where guid = ?", guid))
        for name, text in fields.items():
            note[name] = text
        col.update_note(note)
    review(col)
    cards = set(col.find_cards(""))
    before = scheduling(col, cards)
    meta = col.get_csv_metadata(path=case["csv"], delimiter=None)
    log = col.import_csv(ImportCsvRequest(path=case["csv"], metadata=meta)).log
    notes = {}
    for nid in col.find_notes(""):
        note = col.get_note(nid)
        notes[note.guid] = note.fields
    out = {"log": {k: len(getattr(log, k)) for k in KINDS}, "notes": notes, "cards": col.card_count(),
           "scheduling": scheduling(col, cards) == before, "ok": col.fix_integrity()[1] and scheduling(col, cards) == before}
    col.close()
    return out


answer_each(learn)
