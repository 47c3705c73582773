"""What holds of any text, tried on pieces of real sentences joined where no author would: what every
finder reads stands beside what it has never seen there."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from policytext.analysis import Analysis
from policytext.document import Document
from policytext.recognition.model import Entity, of_types
from policytext.resources import column

TESTS = Path(__file__).parents[1]
TEXTS = [
    case["text"]
    for room in ("recognition", "commitments")
    for path in sorted((TESTS / room).glob("*.json"))
    for case in json.loads(path.read_text("utf-8"))
    if isinstance(case, dict) and case.get("text")
]
SIZES = (3, 6, 12, 25, 50)  # characters of a piece
BETWEEN = ("", "", "，", "、", "。", "\n", " ", "\u3000", "·", "》", "（", "）", "县", "市长", "任", "同志")
AMONG = ("", "", "", "", " ", "·", "\n", "、")
EACH = 150  # texts of a seed
CODES = {code for table in ("places", "former_places", "countries") for code in column(f"{table}.tsv")}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/-?\d+(?:\.\d+)?)?")
TIME = re.compile(r"(\d{3}[\dX]|XXXX)(?:-(\d\d|XX)(?:-(\d\d)(?:T[0-2]\d:[0-5]\d)?)?)?~?")


def spliced(random: Random) -> str:
    """Up to five pieces, with a mark or a word between, and on some texts one among their characters."""
    text = ""
    for _ in range(random.randint(1, 5)):
        whole = random.choice(TEXTS)
        start = random.randrange(len(whole))
        text += whole[start : start + random.choice(SIZES)] + random.choice(BETWEEN)
    among, share = random.choice(AMONG), random.choice((0.05, 0.2))
    return "".join(one + among * (random.random() < share) for one in text)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_holds_of_spliced_texts(seed: int) -> None:
    random = Random(seed)
    for number in range(EACH):
        text = spliced(random)
        analysis = Analysis(Document("x", text), names="rules" if number % 3 else "tagger")
        faults = [*_of_entities(text, analysis.entities), *_of_others(text, analysis)]
        assert not faults, text


def _of_entities(text: str, found: list[Entity]) -> Iterator[object]:
    """What does not hold of them."""
    for one in found:
        if not (one.start < one.end and text[one.start : one.end] == one.text == one.text.strip()):
            yield "span", one
        if one.type == "DATE" and one.normalized and not _is_date(one.normalized):
            yield "date", one
        if one.type == "LOC" and one.normalized and one.normalized not in CODES:
            yield "code", one
        if one.type in ("MONEY", "PERCENT", "QUANTITY") and not NUMBER.fullmatch(one.normalized):
            yield "number", one
    names = of_types(found, "PER", "ORG", "LOC")
    for kinds in (names, of_types(found, "PER", "DATE", "MONEY", "PERCENT", "QUANTITY")):
        yield from (pair for pair in pairwise(kinds) if pair[0].end > pair[1].start)


def _of_others(text: str, analysis: Analysis) -> Iterator[object]:
    for told in (*analysis.relations, *analysis.targets, *analysis.self_references):
        if text[told.start : told.end] != told.text:
            yield "span", told
    for duty in analysis.duties:
        if not 0 <= duty.start < duty.end <= len(text):
            yield "span", duty


def _is_date(written: str) -> bool:
    """Is it of ISO 8601-2: days that there are, none of a range behind its end?"""
    ends = re.split("[/,]", written.strip("{}"))
    is_known = "X" not in written and len({*map(len, ends)}) == 1
    return all(map(_is_time, ends)) and not (is_known and ends != sorted(ends))


def _is_time(written: str) -> bool:
    if not (found := TIME.fullmatch(written)):
        return False
    year, month, day = (int(part) if part and "X" not in part else 0 for part in found.groups())
    try:
        return bool(datetime.date(year or 2024, month or 1, day or 1))
    except ValueError:
        return False
