"""Characters printed twice to look bold, which readers of PDF give twice: 关关于于印印发发.

Speech repeats characters so, too (高高兴兴), and a verse is made of them (寻寻觅觅，冷冷清清): there
they are words, or the half of them is no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policytext.language.characters import HAN
from policytext.language.lines import line_around, lines_with
from policytext.language.patterns import lazy
from policytext.language.segment import is_known
from policytext.repairs.transcoding.evidence import makes_sense
from policytext.revision import Change, deletions

LEAST = 6  # characters printed twice on a line that show it: names have three, and 爸爸妈妈 are fewer
SHORT = 2  # and on the other lines of such a page: 目目录录
SENSE = (
    1.5  # nats above chance that each of what is left must be, on one line: 山山水水处处明明秀秀 has 1.2
)
MANY = 10  # of them that show it where what is left is no sentence, as of names
NOTE = "each character stands twice"
_PAIRS = lazy(rf"([{HAN}])\1([{HAN}])\2([{HAN}])\3")
_PAIR = lazy(rf"([{HAN}])\1")
_TOP = rf"[^{HAN}\n]*+([{HAN}])\1(?:[^{HAN}\n]*+([{HAN}])\2){{2}}"  # of a line; quick to find none
_FIRST, _NEXT = lazy(_TOP), lazy(rf"\n(?={_TOP})")
_RUN = lazy(f"[{HAN}]+")
_NUMBER, _MARK = lazy("[0-9A-Za-z]+"), lazy(f"[^\\s0-9A-Za-z{HAN}]+")


def find(text: str) -> list[Change]:
    """The second of each two, on lines of which each Chinese character stands twice; or a mark on these.

    >>> [change.start for change in find("安安全全生生产产规规划划\\n目目录录")]
    [1, 3, 5, 7, 9, 11, 14, 16]
    >>> find("寻寻觅觅冷冷清清凄凄惨惨戚戚"), find("高高兴兴上班，平平安安回家")
    ([], [])
    """
    halves = {line: _half(text, *line) for line in _begun_twice(text)}
    long = {line: half for line, half in halves.items() if len(half) >= LEAST}
    if not any(_has_few_words(half) and makes_sense(half, SENSE) for half in long.values()):
        many = (line for line, half in long.items() if len(half) >= MANY and not _said(half))
        return [Change(*line, None, note=NOTE) for line in many]
    lines = [line for line in lines_with(text, _PAIR) if line in long or _has_few_words(_half(text, *line))]
    spans = [run.span() for line in lines for run in _RUN.finditer(text, *line)]
    for kind, among in ((_NUMBER, long), (_MARK, lines)):  # all are printed twice, or none: 11月 may be 1月
        found = [run[0] for line in long for run in kind.finditer(text, *line)]
        if found and all(map(_is_twice, found)):
            runs = (run for line in among for run in kind.finditer(text, *line))
            spans += [run.span() for run in runs if _is_twice(run[0])]
    return deletions(sorted((at, at + 1) for start, end in spans for at in range(start + 1, end, 2)))


def _begun_twice(text: str) -> Iterator[tuple[int, int]]:
    """The lines whose first Chinese characters stand twice, three in a row somewhere."""
    starts = [0] if _FIRST.match(text) else []
    starts += [found.end() for found in _NEXT.finditer(text)]
    for start in starts:
        line = line_around(text, start, start)
        if _PAIRS.search(text, *line):
            yield line


def _is_twice(run: str) -> bool:
    return run[::2] == run[1::2]


def _half(text: str, start: int, end: int) -> str:
    """One of each two Chinese characters of a line, "" if one stands alone or they are words said so."""
    runs = [run[0] for run in _RUN.finditer(text, start, end)]
    half = "".join(run[::2] for run in runs)
    return half if all(map(_is_twice, runs)) and 4 * _said(half) < len(half) else ""


def _has_few_words(half: str) -> bool:
    """Are there some characters, few of which are said twice as well: 天天, 人人, 户户?"""
    return len(half) >= SHORT and 3 * sum(is_known(2 * one) for one in half) < 2 * len(half)


def _said(half: str) -> int:
    """How many words of two of its characters are said so, each of them twice: 高高兴兴."""
    return sum(is_known(2 * one + 2 * other) for one, other in pairwise(half))
