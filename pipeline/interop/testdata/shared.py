"""Learners in real Anki import packages of several decks that share note types, and review and edit between the imports.

Reads a JSON list of learners: {imports: [{package, merge}], style: css or nothing}. After each import a learner answers every
card that is new, and edits and tags the notes whose guid begins with "kept"; after the first one, if style is given, they
write it into all note types that the package brought. Writes {types, notes, cards, reviews, conflicting, ok, media, missing}.
"""

import os

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions

from cases import answer_each

STOCK = {"Basic", "Basic (and reversed card)", "Basic (optional reversed card)", "Basic (type in the answer)", "Cloze",
         "Image Occlusion"}


def types(col):
    col.models._clear_cache()
    return [t for t in col.models.all() if t["name"] not in STOCK]


def review(col):
    """Answers every new card, and returns how many."""
    cids = col.find_cards("is:new")
    for cid in cids:
        card = col.get_card(cid)
        card.start_timer()
        col.sched.answerCard(card, 4)
    return len(cids)


def edit(col, done):
    for nid, guid in col.db.all("select id, guid from notes where guid like 'kept%'"):
        if guid not in done:
            note = col.get_note(nid)
            note.fields[1] += " (mine)"
            note.tags.append("mine")
            col.update_note(note)
            done.add(guid)


def learn(case, folder):
    col = Collection(os.path.join(folder, "collection.anki2"))
    reviews, conflicting, edited = 0, 0, set()
    for i, step in enumerate(case["imports"]):
        options = ImportAnkiPackageOptions(merge_notetypes=step["merge"])
        log = col.import_anki_package(ImportAnkiPackageRequest(package_path=step["package"], options=options)).log
        conflicting += len(log.conflicting)
        if i == 0 and case.get("style"):
            for t in types(col):
                t["css"] = case["style"]
                col.models.update_dict(t)
        reviews += review(col)
        edit(col, edited)
    notes = {}
    for nid in col.find_notes(""):
        note = col.get_note(nid)
        notes[note.guid] = {"type": note.mid, "fields": note.fields, "tags": note.tags,
                            "reps": [c.reps for c in note.cards()]}
    out = {
        "types": [{"id": t["id"], "name": t["name"], "css": t["css"], "fields": [f["name"] for f in t["flds"]],
                   "fronts": [c["qfmt"] for c in t["tmpls"]]} for t in types(col)],
        "notes": notes,
        "reviews": reviews,
        "log": col.db.scalar("select count() from revlog"),
        "conflicting": conflicting,
        "ok": col.fix_integrity()[1],
        "media": sorted(os.listdir(col.media.dir())),
        "missing": list(col.media.check().missing),
    }
    col.close()
    return out


answer_each(learn)
