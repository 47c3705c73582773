"""Texts that were cut for a cell of a workbook, which holds no more than 32,767 characters.

Whoever made a workbook or a CSV by Excel lost the rest there, and nothing says so; the text that is left is
exactly as long as a cell. What this package writes tells at the end of the cell what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from policytext.excel import CELL, missing, units
from policytext.revision import Change

CUT = f"text has {CELL:,} characters, the most that a cell of Excel holds: it is likely cut"


def find(text: str) -> Sequence[Change]:
    """A mark on the last character of a text that fills a cell, or that was cut for one here.

    >>> [(change.start, change.note) for change in find("字" * CELL)] == [(32766, CUT)]
    True
    >>> find("字" * (CELL + 1)), find("字" * (CELL - 1))
    ([], [])
    """
    if lost := missing(text):
        note = f"text was cut for a cell of Excel: {lost:,} characters are missing"
    elif CELL // 2 <= len(text) <= CELL and units(text) == CELL:
        note = CUT
    else:
        return []
    return [Change(len(text) - 1, len(text), None, note=note)]
