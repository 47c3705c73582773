"""What the analyses of a text return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

EntityType = Literal[
    "PER", "ORG", "LOC", "POST", "DATE", "MONEY", "PERCENT", "QUANTITY",
    "DOC", "DOCNO", "MEETING", "INDUSTRY", "PROGRAMME",
]  # fmt: skip
TYPES: tuple[EntityType, ...] = get_args(EntityType)


@dataclass(frozen=True, slots=True)
class Entity:
    """A span `[start, end)` of a text, in code points.

    `normalized` and `detail` by type:

    | type | normalized | detail |
    |---|---|---|
    | PER | the name without spaces | post, then organisation: `副厅长; 广东省工信厅` |
    | ORG | the name without spaces | |
    | LOC | code of GB/T 2260, or ISO 3166-1 of a country | the full name: `广东省东莞市` |
    | POST | the post | |
    | DATE | ISO 8601-2: `2024-08-23`, `2021/2025`; `XXXX-08-23`: year unknown | where the year is from |
    | MONEY | the amount in units of the currency, `500/1000` for a range | the currency (ISO 4217) |
    | PERCENT | the number in per cent, or in percentage points | the unit |
    | QUANTITY | the number | the unit |
    | DOC | the title | the number of the document where it follows |
    | DOCNO | the number as GB/T 9704 writes it: `国发〔2019〕5号` | |
    | MEETING, PROGRAMME | the name without quotation marks | |
    | INDUSTRY | its place in the taxonomy: `未来产业/未来空间/低空经济` | |
    """

    start: int
    end: int
    text: str
    type: EntityType
    normalized: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a document's head, as far as they were found; dates in ISO 8601.

    `evidence` says for each fact where it stood: `heading`, `number line`, `signature`, `meta`, ….
    """

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    date_written: str = ""
    date_published: str = ""
    place: str = ""
    adcode: str = ""
    genre: str = ""
    source_name: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
