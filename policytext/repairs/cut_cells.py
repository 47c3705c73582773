"""Texts that Excel cut: a cell holds no more than 32,767 characters, and nothing says what was longer.

Whoever made a workbook or a CSV by Excel lost the rest there; the text that is left is exactly as long
as a cell (Excel specifications and limits). It is seen wherever the text was taken on to.
"""

from __future__ import annotations

from collections.abc import Sequence

from policytext.revision import Change

MOST = 32_767
"""UTF-16 units that a cell of Excel holds."""
CUT = f"text has {MOST:,} characters, the most that a cell of Excel holds: it is likely cut"


def find(text: str) -> Sequence[Change]:
    """A mark on the last character of a text that fills a cell.

    >>> [(change.start, change.note) for change in find("字" * MOST)] == [(32766, CUT)]
    True
    >>> find("字" * (MOST + 1)), find("字" * (MOST - 1))
    ([], [])
    """
    if not MOST // 2 <= len(text) <= MOST or len(text.encode("utf-16-le", "surrogatepass")) != 2 * MOST:
        return []
    return [Change(len(text) - 1, len(text), None, note=CUT)]
