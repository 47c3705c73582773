"""The cells of a line of a table, parted by tabs or by upright strokes: 1 | 推广节水 | 市水务局."""

from __future__ import annotations

Cell = tuple[int, int]


def cells_of(text: str, start: int, end: int) -> list[Cell]:
    """Where the cells of a line begin and end, blanks around them aside; one cell if nothing parts it.

    >>> line = "| 1 | 推广节水 || 市水务局 |"
    >>> [line[slice(*cell)] for cell in cells_of(line, 0, len(line))]
    ['1', '推广节水', '', '市水务局']
    """
    mark = "\t" if "\t" in text[start:end] else "|"
    found: list[Cell] = []
    for cell in text[start:end].split(mark):
        left = start + len(cell) - len(cell.lstrip())
        found.append((left, max(left, start + len(cell.rstrip()))))
        start += len(cell) + 1
    framed = [at for at in (0, -1) if mark == "|" and len(found) > 2 and found[at][0] == found[at][1]]
    return found[0 in framed : len(found) - (-1 in framed)]
