"""Shows what real Anki holds of a deck, from a package of ours or from CrowdAnki's JSON as Brain Brew writes it.

Reads a JSON list of jobs from standard input, {"package": path} or {"crowdanki": folder with deck.json}, and writes a
JSON list of what Anki holds afterwards to the file named by the first argument. Each job gets a collection of its own.
"""
import hashlib
import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def import_package(col, path):
    options = ImportAnkiPackageOptions(with_deck_configs=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
    col.models._clear_cache()


def import_crowdanki(col, folder):
    """Does what the add-on CrowdAnki does with deck.json: everything goes through Anki's own functions."""
    with open(os.path.join(folder, "deck.json"), encoding="utf-8") as f:
        source = json.load(f)
    deck = col.decks.get(col.decks.id(source["name"]))
    notetypes = {nt["crowdanki_uuid"]: add_notetype(col, nt) for nt in source["note_models"]}
    for n in source["notes"]:
        note = col.new_note(notetypes[n["note_model_uuid"]])
        note.guid, note.fields, note.tags = n["guid"], n["fields"], n["tags"]
        col.add_note(note, deck["id"])
    for name in source["media_files"]:
        with open(os.path.join(folder, "media", name), "rb") as f:
            stored = col.media.write_data(name, f.read())
        assert stored == name, stored
    # At the end, because under these options Anki would give new notes random positions.
    deck["desc"] = source["desc"]
    deck["conf"] = add_options(col, source["deck_configurations"][0])
    col.decks.save(deck)


def add_options(col, source):
    options = col.decks.add_config(source["name"])
    for key, value in source.items():
        if isinstance(value, dict):
            options[key].update(value)
        elif key in options:
            options[key] = value
    col.decks.update_config(options)
    return options["id"]


def add_notetype(col, source):
    models = col.models
    notetype = models.new(source["name"])
    for key in ("css", "latexPre", "latexPost", "latexsvg", "sortf", "type"):
        notetype[key] = source[key]
    for f in source["flds"]:
        field = models.new_field(f["name"])
        field.update({key: f[key] for key in ("font", "rtl", "size", "sticky")})
        models.add_field(notetype, field)
    for t in source["tmpls"]:
        template = models.new_template(t["name"])
        template.update({key: t[key] for key in ("qfmt", "afmt", "bqfmt", "bafmt")})
        models.add_template(notetype, template)
    return models.get(models.add_dict(notetype).id)


def state(col):
    """What a learner has, without the ids and times that Anki or we gave. Notes in the order of their introduction."""
    decks, out = {}, {"decks": {}, "options": {}, "notetypes": {}, "notes": [], "media": {}}
    for d in col.decks.all_names_and_ids(skip_empty_default=True):
        deck = col.decks.get(d.id)
        decks[d.id] = d.name
        out["decks"][d.name] = {"description": deck["desc"], "markdown": bool(deck.get("md"))}
        options = col.decks.config_dict_for_deck_id(d.id)
        out["options"][d.name] = {k: v for k, v in options.items() if k not in ("id", "mod", "usn")}
    used = set(col.db.list("select distinct mid from notes"))
    for nt in col.models.all():
        if nt["id"] in used:
            out["notetypes"][nt["name"]] = {
                **{key: nt[key] for key in ("css", "latexPre", "latexPost", "latexsvg", "sortf", "type")},
                "fields": [{k: v for k, v in f.items() if k not in ("id", "ord")} for f in nt["flds"]],
                "templates": [{k: v for k, v in t.items() if k not in ("id", "ord")} for t in nt["tmpls"]],
            }
    for nid, in col.db.all("select nid from cards group by nid order by min(due)"):
        note = col.get_note(nid)
        cards = {c.template()["name"]: decks[c.did] for c in note.cards()}
        out["notes"].append({"guid": note.guid, "notetype": note.note_type()["name"], "fields": dict(note.items()),
                             "tags": note.tags, "cards": cards})
    for name in os.listdir(col.media.dir()):
        with open(os.path.join(col.media.dir(), name), "rb") as f:
            out["media"][name] = hashlib.sha1(f.read()).hexdigest()
    return out


def main():
    states = []
    for job in json.load(sys.stdin):
        with tempfile.TemporaryDirectory() as folder:
            col = Collection(os.path.join(folder, "learner.anki2"))
            if "package" in job:
                import_package(col, job["package"])
            else:
                import_crowdanki(col, job["crowdanki"])
            states.append(state(col))
            col.close()
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        json.dump(states, f)


main()
