"""Surnames, and how surely each is one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from policytext.resources import rows


@cache
def surnames() -> Mapping[str, int]:
    """Surnames: 2 hardly ever anything else, 1 often a word or part of one, 0 only beside other signs.

    >>> surnames()["王"], "的" in surnames()
    (2, False)
    """
    return {name: int(strength) for name, strength in rows("surnames.tsv")}
