"""Asks real Anki: reads a JSON object of questions from stdin, writes the answers to stdout.

render: cards to render, as {cloze, fields: [[name, value]...], front, back, ord, tags} -> [question, answer]
shows:  which cards a note makes, as {cloze, fields, front}: the front is that of a second card beside one that always
        exists -> the ordinals, or null if Anki refuses the template
saves:  note types to save, as {cloze, fields: [name...], cards: [[front, back]...]} -> null or Anki's error
texts:  field values -> {strip, plain, csum, empty, clozes, media}
"""

import json
import os
import sys
import tempfile

from anki.collection import Collection  # first: the others need it
from anki.cards import Card
from anki.lang import set_lang
from anki.consts import MODEL_CLOZE, MODEL_STD
from anki.template import TemplateRenderContext
from anki.utils import field_checksum

answers_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)  # Anki prints warnings to stdout

set_lang("en")
folder = tempfile.TemporaryDirectory()
col = Collection(os.path.join(folder.name, "oracle.anki2"))
col.media.have = lambda name: True  # else a note about missing LaTeX images is appended
DECK = "Root::Leaf"
deck = col.decks.id(DECK)


def notetype(name, cloze, fields, cards):
    m = col.models.new(name)
    m["type"] = MODEL_CLOZE if cloze else MODEL_STD
    for f in fields:
        col.models.add_field(m, col.models.new_field(f))
    for i, (front, back) in enumerate(cards):
        t = col.models.new_template(f"Card {i + 1}")
        t["qfmt"], t["afmt"] = front, back
        col.models.add_template(m, t)
    return m


def saved(cloze, fields, cards):
    m = notetype("Oracle", cloze, fields, cards)
    return col.models.get(col.models.add(m).id)


def note_of(m, values, tags=()):
    n = col.new_note(m)
    n.fields = list(values)
    n.tags = list(tags)
    return n


kept = None, None  # the note type of the case before


def render(case):
    global kept
    names = [f for f, _ in case["fields"]]
    key = case["cloze"], names
    if key != kept[0]:
        if kept[1]:
            col.models.remove(kept[1]["id"])
        shown = "{{cloze:%s}}" % names[0] if case["cloze"] else "{{%s}}" % names[0]
        kept = key, saved(case["cloze"], names, [[shown, shown]])
    m = dict(kept[1])
    t = dict(m["tmpls"][0])
    t["qfmt"], t["afmt"] = case["front"], case["back"]
    t["ord"] = 0 if case["cloze"] else case["ord"]
    n = note_of(m, [v for _, v in case["fields"]], case.get("tags") or [])
    c = Card(col)
    c.did = deck
    c.ord = case["ord"]
    c._note = n
    c._render_output = None
    out = TemplateRenderContext.from_card_layout(n, c, notetype=m, template=t, fill_empty=False).render()
    return [out.question_text, out.answer_text]


def shows(case):
    fields = [["Always", "x"]] + case["fields"]
    try:
        m = saved(case["cloze"], [f for f, _ in fields], [["{{Always}}", ""], [case["front"], ""]])
    except Exception:
        return None
    n = note_of(m, [v for _, v in fields])
    col.add_note(n, deck)
    ords = [c.ord for c in n.cards()]
    col.models.remove(m["id"])
    return ords


def saves(case):
    try:
        m = saved(case["cloze"], case["fields"], case["cards"])
    except Exception as e:
        return str(e)
    col.models.remove(m["id"])
    return None


basic = col.models.by_name("Basic")


def text(s):
    n = note_of(basic, [s, "g"])
    backend_note = n._to_backend_note()
    m = dict(basic)
    t = dict(m["tmpls"][0])
    t["qfmt"] = "{{Back}}{{#Front}}full{{/Front}}"
    c = n.ephemeral_card(0, custom_note_type=m, custom_template=t)
    return {
        "strip": col._backend.strip_html(text=s, mode=1),
        "plain": col._backend.strip_html(text=s, mode=0),
        "csum": field_checksum(s),
        "empty": not c.render_output().question_text.endswith("full"),
        "clozes": sorted(col._backend.cloze_numbers_in_note(backend_note)),
        "media": list(col._backend.extract_media_files(s)),
    }


ask = json.load(sys.stdin)
doers = {"render": render, "shows": shows, "saves": saves, "texts": text}
json.dump({k: [doers[k](x) for x in v or []] for k, v in ask.items()}, answers_to)
answers_to.close()
col.close()
