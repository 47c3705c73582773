"""Two versions of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.schema import Row, declared
from policytext.versions.alignment import compare

VERSIONS = declared("versions")


def version_rows(old: str, new: str) -> Iterator[Row]:
    """A row for each clause of either version, in the order of the new one.

    >>> rows = version_rows("第一条 节水。", "第一条 节水。\\n第二条 计量。")
    >>> [(row["change"], row["old"], row["new"]) for row in rows]
    [('same', '节水。', '节水。'), ('added', None, '计量。')]
    """
    for found in compare(old, new):
        before, after = found.old, found.new
        yield {
            "change": found.kind,
            "old_number": (before.number if before else "") or None,
            "new_number": (after.number if after else "") or None,
            "similarity": round(found.similarity, 4) if before and after else None,
            "old_start": before.start if before else None,
            "new_start": after.start if after else None,
            "old": before.body if before else None,
            "new": after.body if after else None,
        }
