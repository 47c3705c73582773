"""Names of national bodies, full and short."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from policytext.resources import rows

NATIONAL = "national_bodies.tsv"
ENTERPRISES = "central_enterprises.tsv"
COMPANIES = "companies.tsv"
OTHERS = ("international_bodies.tsv", ENTERPRISES, COMPANIES)


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
