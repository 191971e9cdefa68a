"""What the scripts beside this one have in common: how they are asked, and where they answer.

Cases come as a JSON list on standard input. The answers go into the file that the command line names, as a list in the same
order: Anki prints what it likes.
"""

import json
import sys
import tempfile


def answer_each(answer):
    """Answers each case by answer(case, folder), with an empty folder of its own."""
    answers = []
    for case in json.load(sys.stdin):
        with tempfile.TemporaryDirectory() as folder:
            answers.append(answer(case, folder))
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        json.dump(answers, f)
