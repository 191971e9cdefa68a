"""Asks real Anki what it makes of packages.

Reads a JSON list of jobs from standard input, {"package": path, "csv": path or "", "render": bool}, and writes a JSON
list of answers to the file named by the first argument (old versions of Anki print to standard output on their own).
Each job gets a collection of its own.
"""
import hashlib
import os

from anki.collection import Collection, ImportCsvRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

from cases import answer_each

KINDS = ("new", "updated", "duplicate", "conflicting")


def import_package(col, path):
    options = ImportAnkiPackageOptions(merge_notetypes=False, update_notes=0, update_notetypes=0, with_scheduling=False)
    if hasattr(options, "with_deck_configs"):
        options.with_deck_configs = False
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options)).log
    return {kind: len(getattr(log, kind)) for kind in KINDS}


def read_notes(col):
    """The notes as the table holds them, with their cards."""
    names = {nt.id: nt.name for nt in col.models.all_names_and_ids()}
    decks = {d.id: d.name for d in col.decks.all_names_and_ids(include_filtered=True)}
    notes = []
    for nid, guid, mid, mod, tags, flds in col.db.all("select id, guid, mid, mod, tags, flds from notes order by id"):
        cards = [
            {"id": cid, "ord": ord_, "deck": decks.get(did, ""), "due": due, "type": type_, "queue": queue}
            for cid, ord_, did, due, type_, queue in col.db.all(
                "select id, ord, did, due, type, queue from cards where nid = ? order by ord", nid)
        ]
        notes.append({"id": nid, "guid": guid, "notetype": names[mid], "notetype_id": mid, "mod": mod,
                      "tags": tags.split(), "fields": flds.split("\x1f"), "cards": cards})
    return notes


def tables(col):
    """Everything that Check Database must leave alone."""
    return [col.db.all("select id, guid, mid, mod, tags, flds, sfld, csum from notes order by id"),
            col.db.all("select id, nid, did, ord, type, queue, due, ivl, factor from cards order by id")]


def read_media(col):
    out = {}
    for name in os.listdir(col.media.dir()):
        with open(os.path.join(col.media.dir(), name), "rb") as f:
            out[name] = hashlib.sha1(f.read()).hexdigest()
    return out


def render(col, notes):
    for note in notes:
        for card in note["cards"]:
            out = col.get_card(card["id"]).render_output()
            card["question"], card["answer"] = out.question_text, out.answer_text


def ask(job, folder):
    col = Collection(os.path.join(folder, "learner.anki2"))
    answer = {"first": import_package(col, job["package"])}
    answer["again"] = import_package(col, job["package"])
    col.models._clear_cache()
    before = tables(col)
    problems, ok = col.fix_integrity()
    answer["integrity"] = {"ok": ok, "problems": problems, "silent": before != tables(col)}
    answer["notes"] = read_notes(col)
    if job["render"]:
        render(col, answer["notes"])
    answer["media"] = read_media(col)
    check = col.media.check()
    answer["missing"], answer["unused"] = list(check.missing), list(check.unused)
    answer["empty_cards"] = len(col.get_empty_cards().notes)
    answer["descriptions"] = {d.name: col.decks.get(d.id)["desc"] for d in col.decks.all_names_and_ids()}
    if job["csv"]:
        col.remove_notes(col.find_notes(""))
        meta = col.get_csv_metadata(path=job["csv"], delimiter=None)
        col.import_csv(ImportCsvRequest(path=job["csv"], metadata=meta))
        answer["from_csv"] = read_notes(col)
    col.close()
    return answer


answer_each(ask)
