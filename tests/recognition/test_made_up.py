"""Floors on texts made from templates over generated names, and what renaming must leave as it is.

In `templates.txt`, what stands in a pair of square brackets is one entity of the type after it;
braces are filled with a province, cities of it, fields of offices, and people.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from policytext.analysis import entities
from policytext.resources import rows

HERE = Path(__file__).parent
TEMPLATES = (HERE / "templates.txt").read_text(encoding="utf-8").split("\n\n")
MADE_OF = json.loads((HERE / "made_up.json").read_text(encoding="utf-8"))
SPAN = re.compile(r"\[([^\[\]]*)\]([A-Z]+)")


@dataclass(frozen=True)
class MadeUp:
    """A text with its spans: offsets and types."""

    text: str
    spans: frozenset[tuple[int, int, str]]


def provinces() -> dict[str, list[str]]:
    """Every province (but those without prefectures) with its prefecture-level cities, full names."""
    table = {code: name for code, name, _ in rows("places.tsv")}
    return {
        name: [
            city
            for other, city in table.items()
            if other[:2] == code[:2] and other.endswith("00") and city.endswith("市") and len(city) == 3
        ]
        for code, name in table.items()
        if code.endswith("0000") and name.endswith("省")
    }


def person(chance: random.Random) -> str:
    """A name of three characters, or of two in one of five."""
    return chance.choice(MADE_OF["surnames"]) + "".join(
        chance.sample(MADE_OF["given"], 1 if chance.random() < 0.2 else 2)
    )


def names(chance: random.Random) -> dict[str, str]:
    """What the braces of a template stand for."""
    cities = {name: found for name, found in provinces().items() if len(found) > 2}
    province = chance.choice(sorted(cities))
    city, other = chance.sample(cities[province], 2)
    people = {f"person{number}": person(chance) for number in range(1, 7)}
    fields = dict(zip(("field", "field2"), chance.sample(MADE_OF["fields"], 2), strict=True))
    return {"province": province, "city": city, "city2": other, **people, **fields}


def filled(template: str, values: Mapping[str, str]) -> MadeUp:
    """The template with its braces filled, and where its entities stand."""
    marked = template.format_map(values)
    text, spans, at = "", set(), 0
    for match in SPAN.finditer(marked):
        text += marked[at : match.start()]
        spans.add((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return MadeUp(text + marked[at:], frozenset(spans))


def texts(seed: int, each: int) -> Iterator[MadeUp]:
    """`each` texts of every template."""
    chance = random.Random(seed)
    for template in TEMPLATES:
        for _ in range(each):
            yield filled(template.strip(), names(chance))


FLOORS = {"PER": 0.97, "ORG": 0.97, "LOC": 0.97, "POST": 0.99}  # F1, as measured less a point


def found(made: MadeUp) -> set[tuple[int, int, str]]:
    return {(e.start, e.end, e.type) for e in entities(made.text) if e.type in FLOORS}


def test_floors() -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong = []
    for made in texts(seed=1, each=25):
        spans = found(made)
        right.update(span[2] for span in spans & made.spans)
        total.update(span[2] for span in (*spans, *made.spans))
        wrong += [(made.text[a:b], kind, made.text) for a, b, kind in spans ^ made.spans]
    scores = {kind: 2 * right[kind] / total[kind] for kind in FLOORS}
    assert all(scores[kind] >= floor for kind, floor in FLOORS.items()), (scores, wrong[:20])


@pytest.mark.parametrize("number", range(len(TEMPLATES)))
def test_renamed_texts_have_the_same_entities_renamed(number: int) -> None:
    """Most fillings of one template read alike: province, city, bureau and people make no difference."""
    chance = random.Random(number)
    kinds = Counter()
    for _ in range(15):
        made = filled(TEMPLATES[number].strip(), names(chance))
        order = sorted(found(made))
        kinds[tuple(kind for _, _, kind in order)] += 1
    assert kinds.most_common(1)[0][1] >= 13, kinds
