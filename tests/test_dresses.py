"""A text in another dress (`benchmarks/texts/dresses.py`) has the same facts: our texts, all dresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.dress import TABLES, differences, facts
from benchmarks.texts.dresses import DRESSES, Dress
from policytext.analysis import Analysis
from policytext.document import Document
from policytext.pipeline import clean

TEXTS = (Path(__file__).parent / "texts" / "dressed.txt").read_text(encoding="utf-8").split("\n\n")
OPEN = {
    **{("numbered", at): "numbers of lines are not taken out" for at in range(len(TEXTS))},
    ("twice", 2): "the body of a roster is that of the first title alone",
    ("twice", 3): "a title of two lines that stands twice loses its second",
    ("unindented", 1): "a sentence that ends with its line ends its paragraph",
}
OTHER_WORDS = ("twice", "people", "places", "bodies", "years")  # whose frequencies rank keywords anew


@cache
def plain(number: int) -> Analysis:
    return Analysis(Document.of(clean(TEXTS[number]).text))


def cases() -> Iterator[Any]:
    for dress in DRESSES:
        for at in range(len(TEXTS)):
            reason = OPEN.get((dress.name, at))
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(dress, at, id=f"{dress.name} {at}", marks=marks)


@pytest.mark.parametrize(("dress", "number"), list(cases()))
def test_a_dress_changes_no_fact(dress: Dress, number: int) -> None:
    page = dress.put_on(plain(number), Random(number))
    if page is None:
        pytest.skip("nothing to dress")
    kept = [table for table in TABLES if table != "keywords" or dress.name not in OTHER_WORDS]
    lost, new = differences(facts(plain(number)), page)
    assert [row for row in (*lost, *new) if row[0] in kept] == []
