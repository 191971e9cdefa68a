"""Shows one note after the other in real Anki: reads a JSON list of {notetype, fields}, writes one of {question, sounds}."""

import json
import os
import sys
import tempfile

from anki.collection import Collection


def show(col, case):
    note = col.new_note(col.models.by_name(case["notetype"]))
    for i, text in enumerate(case["fields"]):
        note.fields[i] = text
    col.add_note(note, 1)
    out = note.cards()[0].render_output()
    return {
        "question": out.question_text,
        "sounds": [t.filename for t in out.question_av_tags if hasattr(t, "filename")],
    }


with tempfile.TemporaryDirectory() as folder:
    col = Collection(os.path.join(folder, "collection.anki2"))
    json.dump([show(col, case) for case in json.load(sys.stdin)], sys.stdout)
    col.close()
