"""Floors on made-up documents: what is right of them, fact by fact."""

from __future__ import annotations

import random

from made_notices import divisions, notice

from policytext.document import Document
from policytext.metadata.header import find_header

COUNT = 300
FLOORS = {  # right of a hundred; as measured when this was written, rounded down
    "title": 99,
    "doc_number": 99,
    "issuer": 99,
    "date_written": 99,
    "genre": 99,
    "place": 99,
    "adcode": 99,
}


def test_floors() -> None:
    chooser = random.Random(11)
    right = dict.fromkeys(FLOORS, 0)
    missed = []
    for code in divisions(chooser, COUNT):
        made = notice(chooser, code)
        found = find_header(Document.of(made.text))
        for fact in FLOORS:
            fits = getattr(found, fact) == getattr(made.facts, fact)
            right[fact] += fits
            if not fits:
                missed.append((fact, getattr(made.facts, fact), getattr(found, fact)))
    fallen = {
        fact: 100 * right[fact] / COUNT for fact in FLOORS if 100 * right[fact] < FLOORS[fact] * COUNT
    }
    assert not fallen, missed[:10]
