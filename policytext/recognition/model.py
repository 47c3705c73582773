"""Entities: spans of a text with a type, and the resolution of overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from policytext.language.patterns import LazyPattern, lazy
from policytext.language.places import full_name
from policytext.resources import alternation

EntityType = Literal[
    "PER", "ORG", "LOC", "POST", "DATE", "MONEY", "PERCENT", "QUANTITY",
    "DOC", "DOCNO", "MEETING", "INDUSTRY", "PROGRAMME", "TARGET", "DUTY", "SELF",
]  # fmt: skip
ON_REQUEST: tuple[EntityType, ...] = ("TARGET", "DUTY", "SELF")
"""Whole clauses, which hold entities of other types, and 我省: given where they are asked for by name."""
TYPES: tuple[EntityType, ...] = tuple(kind for kind in get_args(EntityType) if kind not in ON_REQUEST)
RelationType = Literal[
    "holds", "proposed_for", "issues", "cites", "has_number", "chairs", "attends", "approves"
]
RELATIONS: tuple[RelationType, ...] = get_args(RelationType)
_BLANK = lazy(r"\s")
Site = tuple[int, int, str]
"""A place by its last word: start, end, code of the division that its name begins with."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A span `[start, end)` of a text, in code points.

    `normalized` and `detail` by type:

    | type | normalized | detail |
    |---|---|---|
    | PER | the name without spaces | posts; body: `副厅长; 广东省工信厅`; （拟任） where proposed |
    | ORG | one full name in a document, where it is sure; else as it stands | |
    | LOC | code of GB/T 2260, or ISO 3166-1 of a country | the full name: `广东省东莞市` |
    | POST | the post | |
    | DATE | ISO 8601-2: `2024-08-23`, `2021/2025`, `198X`, `XXXX-08-23` | where the year is from |
    | MONEY | the amount in units of the currency, `500/1000` for a range | the currency (ISO 4217), bound |
    | PERCENT | the number in per cent, or in percentage points | the unit, bound |
    | QUANTITY | the number | the unit, bound: `亩; at least` |
    | DOC | the title | the number of the document where it follows |
    | DOCNO | the number as GB/T 9704 writes it: `国发〔2019〕5号` | |
    | MEETING, PROGRAMME | the name without quotation marks | |
    | INDUSTRY | its place in the taxonomy: `未来产业/未来空间/低空经济`, or `unplaced/…` | |
    | TARGET | the number, `8/10` for a range | unit, bound, year, change, subject |
    | SELF | the place or the issuer that 我省, 我局 mean, the body of 该局 | LOC or ORG |
    | DUTY | who has it, joined by 、 | the role of each: `lead 省发展改革委; support 省财政厅` |

    `found_by` says whether a rule found it, or the tagger alone. Names of Traditional text are normalized
    in Simplified characters.
    """

    start: int
    end: int
    text: str
    type: EntityType
    normalized: str = ""
    detail: str = ""
    found_by: Literal["rule", "tagger"] = "rule"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two entities, and the passage `[start, end)` that states it.

    | relation | head | tail |
    |---|---|---|
    | holds | a person | organisation and post, which they have, had, are given or lose |
    | proposed_for | a person | organisation and post, which they are to have: 拟任, 候选人, 提名 |
    | issues | an organisation | the number (or title) of the document |
    | cites | the number (or title) of the document | the document cited |
    | has_number | a document cited | its number |
    | chairs, attends | a person | a meeting |
    | approves | an organisation | a document |
    """

    relation: RelationType
    head: str
    tail: str
    start: int
    end: int
    text: str


def relation(kind: RelationType, head: str, tail: str, text: str, start: int, end: int) -> Relation:
    """The relation that the passage `[start, end)` of a text states."""
    return Relation(kind, head, tail, start, end, text[start:end])


def of_types(found: Iterable[Entity], *types: EntityType) -> list[Entity]:
    """The entities of some types, in their order."""
    return [entity for entity in found if entity.type in types]


def as_entity(text: str, start: int, end: int, kind: EntityType, but: LazyPattern = _BLANK) -> Entity:
    """The entity of a span, by its name without blanks, or without what else is no part of it."""
    return Entity(start, end, text[start:end], kind, but.sub("", text[start:end]))


def location(text: str, start: int, end: int, code: str) -> Entity:
    """The place of a span, with the code of its division where it has one."""
    return Entity(start, end, text[start:end], "LOC", code, full_name(code) if code else "")


def covered(entities: Iterable[Entity]) -> set[int]:
    """The offsets that entities lie over."""
    return {at for entity in entities for at in range(entity.start, entity.end)}


def occurrences(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where any of some names stands in a text; of names that begin alike the longest."""
    if found := alternation(names):
        yield from (match.span() for match in re.finditer(found, text))


def longest_first(entities: Iterable[Entity]) -> list[Entity]:
    """Entities without those that overlap a longer one (or an earlier one as long), sorted."""
    kept: list[Entity] = []
    taken: set[int] = set()
    for entity in sorted(entities, key=lambda e: (e.start - e.end, e.start)):
        span = range(entity.start, entity.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(entity)
    return sorted(kept, key=lambda e: (e.start, e.end))
