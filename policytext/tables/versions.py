"""Two versions of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.schema import Column, Row, Table
from policytext.versions.alignment import compare

VERSIONS = Table(
    "versions",
    (
        Column("change", "string", "same, changed, split, merged, moved, added or deleted"),
        Column("old_number", "string", "Number of the clause in the old version: 第三条"),
        Column("new_number", "string", "The same in the new version"),
        Column("similarity", "number", "Dice coefficient of the two clauses' bigrams, 0 to 1"),
        Column("old_start", "integer", "Offset in the old text, in code points"),
        Column("new_start", "integer", "Offset in the new text"),
        Column("old", "string", "What the old version says"),
        Column("new", "string", "What the new version says"),
    ),
    description="The clauses of two versions of a document, side by side",
)


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
