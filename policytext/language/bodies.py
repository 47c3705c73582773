"""Names of national bodies, full and short."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from policytext.language.surnames import surnames
from policytext.resources import rows

NATIONAL = "national_bodies.tsv"
ENTERPRISES = "central_enterprises.tsv"
COMPANIES = "companies.tsv"
OTHERS = ("international_bodies.tsv", "regional_bodies.tsv", "media.tsv", ENTERPRISES, COMPANIES)


@cache
def full_names(*tables: str) -> Mapping[str, str]:
    """The full name of each body of the tables (all of them where none is named), by each of its names.

    >>> full_names()["国办"], full_names(NATIONAL).get("联合国")
    ('国务院办公厅', None)
    """
    table: dict[str, str] = {}
    for name in tables or (NATIONAL, *OTHERS):
        for full, short in rows(name):
            table[full] = full
            table.update({one: full for one in short.split("、") if one})
    return table


def is_company(name: str) -> bool:
    """Is it the short name of a company that may be somebody's?

    >>> is_company("包钢"), is_company("联通")
    (True, False)
    """
    return len(name) == len("包钢") and surnames().get(name[0], 0) > 0 and name in full_names(COMPANIES)


def before_company(text: str, at: int) -> bool:
    """Does a list go on with the short name of a company: 副会长：苏宁|、国美?"""
    return text[at : at + 1] == "、" and text[at + 1 : at + 3] in full_names(COMPANIES)


def is_renamed(name: str) -> bool:
    """Has a short name, such as 国家计委, been used for bodies with different full names over time?"""
    return name in _renamed()


def name_on(name: str, day: str) -> str:
    """The full name of a renamed body on a day, by its short name; '' if it is not certain.

    The day is in ISO 8601. For a month or a year alone, the name must have been the same throughout.

    >>> name_on("国家计委", "1997-03-01"), name_on("国家计委", "1999"), name_on("国家计委", "1998")
    ('国家计划委员会', '国家发展计划委员会', '')
    """
    edges = ((day + "-01-01")[:10], (day + "-12-31")[:10])
    return next(
        (
            full
            for since, until, full in _renamed()[name]
            if since <= edges[0] and edges[1] < (until or "9")
        ),
        "",
    )


@cache
def _renamed() -> Mapping[str, list[tuple[str, str, str]]]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for name, since, until, full in rows("renamed_bodies.tsv"):
        table.setdefault(name, []).append((since, until, full))
    return table
