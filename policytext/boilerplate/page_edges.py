"""Running heads and feet in the text of printed pages: what repeats beside the pages' numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from policytext.boilerplate.cut import goes_on
from policytext.boilerplate.features import Line
from policytext.language.patterns import lazy
from policytext.pagefacts.formulas import is_day, is_outline, is_page_number
from policytext.pagefacts.title import is_complete

EDGE = 2  # lines above or below a page's number that may be its foot and the next one's head
SHORTEST, LONGEST = 4, 80  # characters of one, blanks aside; 年　月　日 is a form's

_SHARE = lazy(r"(?:https?://\S+\s+)?(?P<page>\d{1,4})/(?P<pages>\d{1,4})")  # of browsers: https://… 2/5
_DIGITS = lazy(r"\d+")
_WORD = lazy(r"[^\W\d_]")
_BLANK = lazy(r"\s+")
_ENDS = frozenset("。；，：")


def page_edges(lines: Sequence[Line]) -> list[int]:
    """The lines that are heads and feet of pages, with the pages' numbers between them.

    A head stands beside every other number, or over the text and beside one, and what is no heading of the
    text (行政处罚决定书) has numbers (公报 2024年第3期), or a sentence goes on behind it, or a browser
    printed it. Over the text it has numbers, or a title below begins it: else it may be the title.

    >>> from policytext.boilerplate.features import read
    >>> head = "某县人民政府公报 2024年第3期\\n"
    >>> pages = f"{head}关于节水的通知\\n各乡镇要高\\n- 1 -\\n{head}度重视。\\n- 2 -"
    >>> page_edges(read(pages))
    [0, 3, 4, 6]
    """
    numbers = _numbers([line.text for line in lines])
    if len(numbers) < 2:
        return []
    beside = {number: _beside(lines, number) for number in numbers}
    top = {at for at in range(EDGE) if _may_repeat(lines[at].text)}
    counts = Counter(_key(lines[at]) for at in top.union(*beside.values()))
    enough = max(2, len(numbers) // 2)
    repeated = {key for key, count in counts.items() if count >= enough}
    runs = {number: _run(lines, number, around, repeated) for number, around in beside.items()}
    parting = {at for run in runs.values() if _parts_sentence(lines, run) for at in run}
    printed = {at for number, run in runs.items() if _SHARE.fullmatch(lines[number].text) for at in run}
    surely = {_key(lines[at]) for at in parting | printed}
    repeated = {key for key in repeated if key in surely or _DIGITS.search(key)}
    edges = {at for number, around in beside.items() for at in _run(lines, number, around, repeated)}
    heads = [at for at in top if _key(lines[at]) in repeated and _is_head(lines, at, edges)]
    edges.update(range(max(heads, default=-1) + 1))
    return sorted(edges)


def _run(lines: Sequence[Line], number: int, around: Collection[int], keys: Collection[str]) -> range:
    """The number of a page with the lines on both sides of it that have one of the keys."""
    ends = [number, number]
    for end, step in enumerate((-1, 1)):
        while (at := ends[end] + step) in around and _key(lines[at]) in keys:
            ends[end] = at
    return range(ends[0], ends[1] + 1)


def _parts_sentence(lines: Sequence[Line], run: range) -> bool:
    is_between = run.start > 0 and run.stop < len(lines)
    return is_between and goes_on(lines[run.start - 1].text, lines[run.stop].text)


def _numbers(lines: Sequence[str]) -> list[int]:
    """The lines with the number of a page; 1/3, 2/3, 3/3 are those of all pages, or something else."""
    slashed = ((at, line) for at, line in enumerate(lines) if "/" in line)
    shares = {at: found for at, line in slashed if (found := _SHARE.fullmatch(line))}
    counted = [(int(share["page"]), share["pages"]) for share in shares.values()]
    is_whole = counted == [(at, str(len(counted))) for at in range(1, len(counted) + 1)]
    return [at for at, line in enumerate(lines) if is_page_number(line) or (is_whole and at in shares)]


def _beside(lines: Sequence[Line], number: int) -> set[int]:
    """The lines next to a page's number that can be a head or a foot: short, of words, no sentences."""
    near = range(max(0, number - EDGE), min(len(lines), number + EDGE + 1))
    return {at for at in near if _may_repeat(lines[at].text)}


def _may_repeat(shown: str) -> bool:
    is_short = SHORTEST <= len(_BLANK.sub("", shown)) <= LONGEST and shown[-1] not in _ENDS
    is_heads = is_short and "\t" not in shown and _WORD.search(shown) is not None
    return is_heads and not (is_outline(shown) or is_day(shown))


def _is_head(lines: Sequence[Line], top: int, edges: Collection[int]) -> bool:
    """Is a line over the first page a head of pages, rather than the title that the others repeat?"""
    shown = lines[top].text
    near = enumerate(lines[top + 1 : top + 1 + EDGE], top + 1)
    below = (line.text for at, line in near if at not in edges)
    is_numbered = _DIGITS.search(shown) is not None or (top > 0 and not is_complete(shown))
    return is_numbered or any(map(shown.startswith, below))


def _key(line: Line) -> str:
    """What heads of pages have in common; 附件1 and 附件2 are headings of the text."""
    return _BLANK.sub("", line.text)
