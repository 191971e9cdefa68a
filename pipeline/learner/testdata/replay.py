"""Lets learners in real Anki import packages and edit what they have, and tells what becomes of it.

Reads a JSON list of histories from standard input, each a list of steps, and writes a JSON list of answers to the file
named by the first argument: for each step what Anki logged and the whole state of the collection afterwards. Anki stamps
what it changes with the machine's clock; after each step all such times are set to the time of the step.
"""
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile

from anki.collection import Collection
from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

KINDS = ("new", "updated", "duplicate", "conflicting")
CLOCK = int(time.time()) - 10


def damage(package, statements):
    """Changes the database of a legacy package."""
    if not statements:
        return
    with zipfile.ZipFile(package) as z:
        entries = {name: z.read(name) for name in z.namelist()}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "database")
        with open(path, "wb") as f:
            f.write(entries["collection.anki21"])
        db = sqlite3.connect(path)
        for sql in statements:
            db.execute(sql)
        db.commit()
        db.close()
        with open(path, "rb") as f:
            entries["collection.anki21"] = f.read()
    with zipfile.ZipFile(package, "w") as z:
        for name, content in entries.items():
            z.writestr(name, content)


class Learner:
    def __init__(self, path):
        self.col = Collection(path)
        self.stock = {nt.id for nt in self.col.models.all_names_and_ids()}
        self.shift(1)

    def shift(self, now):
        """Sets every time of the machine's clock to the time of the step, also where Anki remembers it."""
        db = self.col.db
        db.execute("update notes set mod = ? where mod >= ?", now, CLOCK)
        db.execute("update notetypes set mtime_secs = ? where mtime_secs >= ?", now, CLOCK)
        self.col._backend.db_begin()
        self.col._backend.db_rollback()  # forgets note types
        self.col.models._clear_cache()

    def note(self, guid):
        nids = self.col.db.list("select id from notes where guid = ? order by id desc", guid)
        return self.col.get_note(nids[0]) if nids else None

    def do(self, step):
        answer = {}
        scm = self.col.db.scalar("select scm from col")
        try:
            answer["log"] = getattr(self, step["do"])(step) or {}
        except Exception as e:
            answer["error"] = f"{type(e).__name__}: {e}"
        except BaseException as e:  # a panic, after which this collection is of no use
            return {"panic": str(e)}
        answer["oneway"] = scm != self.col.db.scalar("select scm from col")
        self.shift(step["now"])
        answer.update(self.state())
        return answer

    def importing(self, step):
        damage(step["package"], step.get("sql") or [])
        options = ImportAnkiPackageOptions(merge_notetypes=step["merge"], update_notes=step["notes"],
                                           update_notetypes=step["notetypes"], with_scheduling=False)
        if hasattr(options, "with_deck_configs"):
            options.with_deck_configs = False
        log = self.col.import_anki_package(ImportAnkiPackageRequest(package_path=step["package"], options=options)).log
        guids = dict(self.col.db.all("select id, guid from notes"))
        out = {}
        for kind in KINDS:
            for entry in getattr(log, kind):
                nid = entry.id.nid
                guid = step["guids"][str(nid)] if kind == "conflicting" else guids[nid]
                out[guid] = kind
        return out

    def edit(self, step):
        note = self.note(step["guid"])
        if note:
            if step["fields"]:
                note.fields = [step["fields"][i % len(step["fields"])] or f for i, f in enumerate(note.fields)]
            note.tags += step["tags"] or []
            self.col.update_note(note)

    def add(self, step):
        notetype = self.col.models.by_name(step["name"])
        if notetype and not self.note(step["guid"]):
            note = self.col.new_note(notetype)
            note.guid = step["guid"]
            note.fields = [step["fields"][i % len(step["fields"])] for i in range(len(note.fields))]
            self.col.add_note(note, self.col.decks.id(step["deck"]))

    def style(self, step):
        notetype = self.col.models.by_name(step["name"])
        if notetype and notetype["css"] != step["content"]:
            notetype["css"] = step["content"]
            self.col.models.update_dict(notetype)

    def move(self, step):
        note = self.note(step["guid"])
        if note:
            ords = step["ords"] or [c.ord for c in note.cards()]
            self.col.set_deck([c.id for c in note.cards() if c.ord in ords], self.col.decks.id(step["deck"]))

    def study(self, step):
        """Nothing of this is to change what imports do."""
        cids = self.col.find_cards("")
        for cid in cids[::2]:
            self.col.db.execute("update cards set type = 2, queue = 2, ivl = 30, due = 10, reps = 3 where id = ?", cid)
        if cids:
            self.col.sched.suspend_cards(cids[:1])

    def media(self, step):
        path = os.path.join(self.col.media.dir(), step["name"])
        with open(path, "w", encoding="utf-8") as f:
            f.write(step["content"])
        for changed in (path, self.col.media.dir()):  # Anki looks at times to the second
            os.utime(changed, (step["now"], step["now"]))

    def state(self):
        db = self.col.db
        decks = {d.id: d.name for d in self.col.decks.all_names_and_ids()}
        cards = {}
        for nid, ord_, did in db.all("select nid, ord, did from cards order by nid, ord, id"):
            cards.setdefault(nid, []).append({"ord": ord_, "deck": decks.get(did, str(did))})
        names = {nt["id"]: nt["name"] for nt in self.col.models.all()}
        notes = [{"guid": guid, "notetype": names.get(mid, str(mid)), "mod": mod, "tags": tags.split(),
                  "fields": flds.split("\x1f"), "cards": cards.get(nid, [])}
                 for nid, guid, mid, mod, tags, flds in db.all("select id, guid, mid, mod, tags, flds from notes order by id")]
        types = [self.notetype(nt) for nt in self.col.models.all() if nt["id"] not in self.stock]
        media = {}
        for name in os.listdir(self.col.media.dir()):
            with open(os.path.join(self.col.media.dir(), name), "rb") as f:
                media[name] = hashlib.sha1(f.read()).hexdigest()
        return {"notes": notes, "notetypes": types, "media": media,
                "decks": {name: self.col.decks.get(did)["desc"] for did, name in decks.items()}}

    def notetype(self, nt):
        return {"name": nt["name"], "mod": nt["mod"], "original": nt.get("originalId") or 0, "cloze": nt["type"] == 1,
                "css": nt["css"], "sort": nt["sortf"],
                "fields": [{"name": f["name"], "id": f.get("id") or 0} for f in nt["flds"]],
                "templates": [{"name": t["name"], "id": t.get("id") or 0, "front": t["qfmt"], "back": t["afmt"],
                               "browserfront": t["bqfmt"], "browserback": t["bafmt"]}
                              for t in nt["tmpls"]]}


def main():
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = os.path.join(folder, "fresh.anki2")
        Collection(fresh).close()
        for i, steps in enumerate(json.load(sys.stdin)):
            place = os.path.join(folder, str(i))
            os.mkdir(place)
            path = shutil.copy(fresh, os.path.join(place, "learner.anki2"))
            learner = Learner(path)
            answers.append([])
            for step in steps:
                answers[-1].append(learner.do(step))
                if "panic" in answers[-1][-1]:
                    break
            else:
                learner.col.close()
            shutil.rmtree(place)
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        json.dump(answers, f)


main()
