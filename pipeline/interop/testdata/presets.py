"""A learner in real Anki imports packages one after the other, with or without their presets.

Reads a JSON list of {imports: [{package, ticked, new_per_day}]}: when new_per_day is there, the learner has set it in all presets
but Anki's default one before that import. Writes, for each learner, {after: what there was after each import, fresh: a preset
that Anki made itself, ok}. Values have the names of Anki's protobuf messages, those of enums without the enum's name.
"""

import os
import re

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions

from cases import answer_each


def load(col, package, ticked):
    options = ImportAnkiPackageOptions()
    if hasattr(options, "with_deck_configs"):
        options.with_deck_configs = ticked
    else:  # 23.10: presets come with *Import any learning progress*
        options.with_scheduling = ticked
    col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))


def value(field, v):
    if field.enum_type:
        prefix = re.sub("(?<=[a-z])(?=[A-Z])", "_", field.enum_type.name).upper() + "_"
        known = field.enum_type.values_by_number.get(v)
        return known.name.removeprefix(prefix) if known else f"unknown {v}"
    if isinstance(v, bytes):
        return v.decode()
    return v if isinstance(v, (bool, int, float, str)) else list(v)


def values(config):
    return {f.name: value(f, getattr(config, f.name)) for f in config.DESCRIPTOR.fields}


def presets(col):
    """All presets as Anki reads them: it puts defaults in the place of values that it does not accept."""
    extra = col._backend.get_deck_configs_for_update(1).all_config
    return {str(e.config.id): {"name": e.config.name, "values": values(e.config.config)} for e in extra}


def everything(col):
    decks = {d.name: str(col.decks.get(d.id)["conf"]) for d in col.decks.all_names_and_ids()}
    return {"decks": decks, "presets": presets(col)}


def learn(case, folder):
    col = Collection(os.path.join(folder, "collection.anki2"))
    after = []
    for step in case["imports"]:
        if "new_per_day" in step:
            for config in col.decks.all_config():
                if config["id"] != 1:
                    config["new"]["perDay"] = step["new_per_day"]
                    col.decks.update_config(config)
        load(col, step["package"], step["ticked"])
        after.append(everything(col))
    ok = col.fix_integrity()[1] and everything(col) == after[-1]
    made = str(col.decks.add_config("Fresh")["id"])
    fresh = presets(col)[made]["values"]
    col.close()
    return {"after": after, "fresh": fresh, "ok": ok}


answer_each(learn)
