"""A learner in real Anki imports masks, reviews them, and imports them moved. Beside it, Anki makes the same notes itself.

Reads {first, second} from standard input, the paths of two packages; writes what Anki has and what its own editor sees.
"""

import hashlib
import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions
from anki.scheduler.v3 import CardAnswer


def load(col, path):
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())).log
    return {k: len(getattr(log, k)) for k in ("new", "updated", "duplicate", "conflicting")}


def notes(col):
    """What learners see of each note, and what Anki's editor of masks is given."""
    out = {}
    for nid in col.find_notes(""):
        note = col.get_note(nid)
        cards = []
        for card in note.cards():
            r = card.render_output()
            cards.append({"ord": card.ord, "reps": card.reps, "question": r.question_text, "answer": r.answer_text})
        seen = col.get_image_occlusion_note(nid).note
        shapes = []
        for occlusion in seen.occlusions:
            number = getattr(occlusion, "ordinal", None)  # since 23.12
            for shape in occlusion.shapes:
                shapes.append({"number": number, "shape": shape.shape, "properties": {p.name: p.value for p in shape.properties}})
        shapes.sort(key=lambda s: (s["properties"]["left"], s["properties"]["top"]))
        out[note.guid] = {
            "fields": note.fields, "cards": cards, "shapes": shapes, "all": getattr(seen, "occlude_inactive", None),
            "picture": hashlib.sha1(seen.image_data).hexdigest(), "name": getattr(seen, "image_file_name", None),
            "header": seen.header, "extra": seen.back_extra,
        }
    return out


def notetype_of(notetype):
    """What makes a note type one for masks, without ids and the name of the deck."""
    fields = [{k: f.get(k) for k in ("name", "ord", "font", "size", "tag", "preventDeletion")} for f in notetype["flds"]]
    template = notetype["tmpls"][0]
    return {"fields": fields, "name": template["name"], "front": template["qfmt"], "back": template["afmt"], "css": notetype["css"],
            "stock": notetype.get("originalStockKind"), "cloze": notetype["type"] == 1}


def review(col):
    for cid in col.find_cards(""):
        states = col._backend.get_scheduling_states(cid)
        col.sched.answer_card(CardAnswer(card_id=cid, current_state=states.current, new_state=states.good, rating=2,
                                         answered_at_millis=1_700_000_100_000, milliseconds_taken=4000))


def made_by_anki(col, folder):
    """The notes of col as Anki makes them itself, in a collection of their own, by their guids there."""
    own = Collection(os.path.join(folder, "own.anki2"))
    own.add_image_occlusion_notetype()
    notetype = own.models.by_name("Image Occlusion")
    guids = {}
    for nid in col.find_notes(""):
        note = col.get_note(nid)
        name = col.media.files_in_str(note.mid, note.fields[1])[0]
        picture = os.path.join(col.media.dir(), name)
        assert col.get_image_for_occlusion(picture).data
        own.add_image_occlusion_note(notetype_id=notetype["id"], image_path=picture, occlusions=note.fields[0],
                                     header=note.fields[2], back_extra=note.fields[3], tags=note.tags)
        guids[own.db.scalar("select guid from notes order by id desc")] = note.guid
    out = {guids[guid]: note for guid, note in notes(own).items()}
    stock = notetype_of(notetype)
    own.close()
    return out, stock


def main():
    case = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(os.path.join(folder, "learner.anki2"))
        answer = {"first": load(col, case["first"]), "notes": notes(col)}
        answer["own"], answer["stock"] = made_by_anki(col, folder)
        answer["type"] = notetype_of(col.models.by_name("Heart: Image Occlusion"))
        review(col)
        answer["second"] = load(col, case["second"])
        answer["after"] = notes(col)
        problems, ok = col.fix_integrity()
        check = col.media.check()
        answer.update(ok=ok, problems=problems, missing=list(check.missing), unused=list(check.unused),
                      empty=len(col.get_empty_cards().notes), reviews=col.db.scalar("select count() from revlog"))
        col.close()
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        json.dump(answer, f)


main()
