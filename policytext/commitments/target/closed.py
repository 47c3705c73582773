"""Running text without the blanks that editors set beside numbers: 到 2025 年 reads as 到2025年."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from policytext.language.characters import HAN
from policytext.language.lines import lines_with
from policytext.language.patterns import lazy

_BESIDE = lazy(rf" (?<=[{HAN}] )(?=\d)| (?<=[\d%] )(?=[{HAN}])")
_RUNNING = lazy("[，。；]")  # other lines may be rows, whose blanks part cells


class Closed:
    """A text without these blanks, and its offsets in code points.

    >>> closed = Closed("到 2025 年，建成 3 个。")
    >>> closed.text, closed.before(6), closed.behind(1)
    ('到2025年，建成3个。', 5, 2)
    """

    def __init__(self, text: str) -> None:
        self._blanks = [
            blank.start()
            for low, high in lines_with(text, _BESIDE)
            if _RUNNING.search(text, low, high)
            for blank in _BESIDE.finditer(text, low, high)
        ]
        edges = pairwise([-1, *self._blanks, len(text)])
        self.text = "".join(text[start + 1 : end] for start, end in edges) if self._blanks else text
        self._closed = [place - number for number, place in enumerate(self._blanks)]

    def before(self, at: int) -> int:
        """An offset of the text as it was, in that without blanks."""
        return at - bisect_left(self._blanks, at)

    def behind(self, at: int) -> int:
        """The offset, in the text as it was, of a character of that without blanks."""
        return at + bisect_right(self._closed, at)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the text without blanks stood."""
        return self.behind(start), self.behind(end - 1) + 1
