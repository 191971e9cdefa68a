"""Makes the packages in this folder, as tools without regard for guids make them: run `python3 make.py` here."""

import json, sqlite3, zipfile

SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer, usn integer,
  ls integer, conf text, models text, decks text, dconf text, tags text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text, flds text,
  sfld integer, csum integer, flags integer, data text);
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer, type integer,
  queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, left integer, odue integer,
  odid integer, flags integer, data text);
"""
MODEL = {"id": 1600000000000, "name": "Cities", "type": 0, "mod": 1600000000, "sortf": 0, "css": "", "latexPre": "",
         "latexPost": "", "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
         "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{Back}}"}], "req": [[0, "any", [0]]]}
DECK = {"id": 1600000000001, "name": "Cities", "desc": ""}
TEXTS = [("Which river flows through Paris?", "The Seine."), ("Which river flows through Rome?", "The Tiber.")]


def make(name, guids):
    db = sqlite3.connect(":memory:")
    db.execute("PRAGMA page_size=512")
    db.executescript(SCHEMA)
    db.execute("INSERT INTO col VALUES (1,0,1600000000000,0,11,0,0,0,'{}',?,?,'{}','{}')",
               (json.dumps({str(MODEL["id"]): MODEL}), json.dumps({str(DECK["id"]): DECK})))
    for i, (guid, text) in enumerate(zip(guids, TEXTS)):
        db.execute("INSERT INTO notes VALUES (?,?,?,1600000000,-1,'',?,'',0,0,'')", (i + 1, guid, MODEL["id"], "\x1f".join(text)))
        db.execute("INSERT INTO cards VALUES (?,?,?,0,0,-1,0,0,?,0,0,0,0,0,0,0,0,'')", (i + 1, i + 1, DECK["id"], i + 1))
    db.commit()
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for entry, content in [("collection.anki2", db.serialize()), ("media", b"{}")]:
            z.writestr(zipfile.ZipInfo(entry), content, zipfile.ZIP_DEFLATED)


make("without-guids.apkg", ["", ""])
make("guid-twice.apkg", ["a", "a"])
make("plain.apkg", ["a", "b"])
