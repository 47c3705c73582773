"""The cells of a line of a table, parted by tabs or by upright strokes: 1 | 推广节水 | 市水务局."""

from __future__ import annotations

from policytext.language.patterns import lazy

Cell = tuple[int, int]
_WORDS = lazy(r"[^ \t\u3000]+")
_FEWEST = 4  # cells of a line parted by blanks alone, as a PDF has it: fewer are words


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


def cells_or_words(text: str, start: int, end: int) -> list[Cell]:
    """The cells of a line; of one that only blanks part its words, where there are enough of them.

    >>> line = "1 推广节水 市水务局 5月底"
    >>> len(cells_or_words(line, 0, len(line))), len(cells_or_words("推广 节水", 0, 5))
    (4, 1)
    """
    cells = cells_of(text, start, end)
    words = [match.span() for match in _WORDS.finditer(text, start, end)] if len(cells) < 2 else []
    return words if len(words) >= _FEWEST else cells
