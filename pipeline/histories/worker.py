"""A learner in real Anki: imports packages, studies, edits, and says what the collection holds.

Reads requests from standard input, one JSON object a line, and writes one answer a line to file descriptor 3 (old
versions of Anki print to standard output on their own). One collection is open at a time.

Times in requests are the history's own, in seconds, and lie years in the past. Anki stamps edits and imports with the
clock of the machine: whatever it stamped is set to the history's time after every step.
"""

import hashlib
import json
import os
import shutil
import sys

from anki.collection import Collection
from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer

KINDS = ("new", "updated", "duplicate", "conflicting")  # in the order of learner.Outcome
CLOCK = 1_767_225_600  # 2026: what is later was stamped by the clock
AGE = 500 * 86_400  # seconds: how long ago the learner began, so that reviews are due on days of a usual number


class Learner:
    def __init__(self, folder):
        self.path = os.path.join(folder, "learner.anki2")
        fresh = not os.path.exists(self.path)
        self.col = Collection(self.path)
        if fresh:
            self.col.db.execute("update col set crt = crt - ?", AGE)
            self.reopen()

    def reopen(self):
        self.col.close()
        self.col = Collection(self.path)

    def close(self):
        self.col.close()

    def settle(self, now):
        """Sets every time that the clock stamped to the history's."""
        db = self.col.db
        for table, column in (("notes", "mod"), ("cards", "mod")):
            db.execute(f"update {table} set {column} = ? where {column} > ?", now, CLOCK)
        if db.scalar("select count() from notetypes where mtime_secs > ?", CLOCK):
            db.execute("update notetypes set mtime_secs = ? where mtime_secs > ?", now, CLOCK)
            self.reopen()  # Anki keeps note types in memory
        self.col.models._clear_cache()

    def import_package(self, path, options, now):
        condition = {"merge_notetypes": options["merge"], "update_notes": options["notes"],
                     "update_notetypes": options["notetypes"], "with_scheduling": False}
        message = ImportAnkiPackageOptions(**condition)
        if hasattr(message, "with_deck_configs"):
            message.with_deck_configs = False
        schema = self.col.db.scalar("select scm from col")
        try:
            log = self.col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=message)).log
        except Exception as e:
            return {"error": f"{type(e).__name__}: {e}"}
        self.settle(now)
        outcomes = {i: [item.id.nid for item in getattr(log, kind)] for i, kind in enumerate(KINDS)}
        return {"outcomes": outcomes, "one_way": self.col.db.scalar("select scm from col") != schema}

    def check(self):
        before = self.tables()
        doubled = self.col.db.list("select distinct nid from (select nid from cards group by nid, ord having count() > 1)")
        text, ok = self.col.fix_integrity()
        media = self.col.media.check()
        return {"ok": ok, "text": text, "silent": before != self.tables(), "missing": sorted(media.missing), "doubled": doubled,
                "empty": [cid for note in self.col.get_empty_cards().notes for cid in note.card_ids]}

    def tables(self):
        """Everything that Check Database must leave alone."""
        return [self.col.db.all("select id, guid, mid, mod, tags, flds, sfld, csum from notes order by id"),
                self.col.db.all("select id, nid, did, ord, type, queue, due, ivl, factor, data from cards order by id"),
                self.col.db.all("select id, cid, ease, ivl from revlog order by id")]

    def state(self):
        db = self.col.db
        notes = [{"id": i, "guid": g, "notetype": m, "mod": mod, "tags": t.split(), "fields": f.split("\x1f")}
                 for i, g, m, mod, t, f in db.all("select id, guid, mid, mod, tags, flds from notes order by id")]
        cards = [{"id": i, "note": n, "ord": o, "deck": d, "due": due, "queue": q, "row": row}
                 for i, n, o, d, due, q, row in db.all(
                     "select id, nid, ord, did, due, queue, "
                     "type||'/'||queue||'/'||due||'/'||ivl||'/'||factor||'/'||reps||'/'||lapses||'/'||left||'/'||odue"
                     "||'/'||odid||'/'||flags||'/'||data||'/'||mod from cards order by id")]
        return {"notes": notes, "cards": cards, "reviews": db.all("select id, cid, ease, ivl from revlog order by id"),
                "decks": [{"id": d.id, "name": d.name, "description": self.col.decks.get(d.id)["desc"]}
                          for d in self.col.decks.all_names_and_ids(include_filtered=True)],
                "notetypes": [notetype(nt) for nt in self.col.models.all()], "media": self.media()}

    def media(self):
        out = {}
        for name in sorted(os.listdir(self.col.media.dir())):
            with open(os.path.join(self.col.media.dir(), name), "rb") as f:
                out[name] = hashlib.sha1(f.read()).hexdigest()
        return out

    def act(self, action):
        """Does what learners do. Anki's own functions do it, as if a button had been pressed."""
        getattr(self, "act_" + action["do"])(action)
        self.settle(action["now"])

    def act_review(self, a):
        for i, cid in enumerate(a["cards"]):
            states = self.col._backend.get_scheduling_states(cid)
            state = (states.again, states.hard, states.good, states.easy)[a["rating"]]
            self.col.sched.answer_card(CardAnswer(
                card_id=cid, current_state=states.current, new_state=state, rating=a["rating"],
                answered_at_millis=a["now"] * 1000 + i, milliseconds_taken=4000))

    def act_edit(self, a):
        note = self.note(a["note"])
        for i, text in a["fields"].items():
            note.fields[int(i)] = text
        self.col.update_note(note)

    def act_tag(self, a):
        note = self.note(a["note"])
        note.tags += a["tags"]
        self.col.update_note(note)

    def act_suspend(self, a):
        self.col.sched.suspend_cards(a["cards"])

    def act_bury(self, a):
        self.col.sched.bury_cards(a["cards"])

    def act_flag(self, a):
        self.col.set_user_flag_for_cards(a["flag"], a["cards"])

    def act_move(self, a):
        self.col.set_deck(a["cards"], self.col.decks.id(a["deck"]))

    def act_add(self, a):
        note = self.col.new_note(self.col.models.get(a["notetype"]))
        for i, text in a["fields"].items():
            note.fields[int(i)] = text
        note.guid = a["note"]
        self.col.add_note(note, self.col.decks.id(a["deck"]))

    def note(self, guid):
        return self.col.get_note(self.col.db.scalar("select id from notes where guid = ?", guid))


def notetype(nt):
    return {"id": nt["id"], "name": nt["name"], "mod": nt["mod"], "css": nt["css"], "sort": nt["sortf"],
            "original": nt.get("originalId") or 0,
            "fields": [{"id": f.get("id") or 0, "name": f["name"]} for f in nt["flds"]],
            "templates": [{"id": t.get("id") or 0, "name": t["name"], "front": t["qfmt"], "back": t["afmt"]} for t in nt["tmpls"]]}


class Server:
    def __init__(self):
        self.folder = self.learner = None

    def do_open(self, r):
        self.folder = r["folder"]
        self.learner = Learner(self.folder)
        return {"state": self.learner.state()}

    def do_import(self, r):
        return self.imported(self.learner, r)

    def imported(self, learner, r):
        answer = learner.import_package(r["package"], r["options"], r["now"])
        if "error" not in answer:
            answer["check"] = learner.check()
            answer["state"] = learner.state()
        return answer

    def do_try(self, r):
        """Imports into a copy of the collection, which is then thrown away."""
        self.learner.close()
        copy = self.folder + ".copy"
        shutil.copytree(self.folder, copy)
        trial = Learner(copy)
        answer = self.imported(trial, r)
        trial.close()
        shutil.rmtree(copy)
        self.learner = Learner(self.folder)
        return answer

    def do_act(self, r):
        for action in r["actions"]:
            self.learner.act(action)
        return {"state": self.learner.state()}

    def do_close(self, r):
        self.learner.close()
        return {}


def main():
    server = Server()
    with os.fdopen(3, "w", encoding="utf-8") as answers:
        for line in sys.stdin:
            request = json.loads(line)
            answer = getattr(server, "do_" + request["do"])(request)
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


main()
