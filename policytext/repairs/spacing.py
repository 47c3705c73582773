"""Blanks that layout put between single characters: 关 于 印 发, 1 9 9 8 年."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.language.characters import HAN, MARKS, NUMERALS, POINTS
from policytext.language.likelihood import model
from policytext.language.lines import lines_with
from policytext.language.patterns import lazy
from policytext.revision import Change

_BLANK = "[ \u00a0\u2002-\u200a\u3000]"
_SET = lazy(f"{_BLANK}(?<=[{HAN}].){_BLANK}?[{HAN}]{_BLANK}")
_BLANKS = lazy(f"{_BLANK}+")
_WORDS = lazy(rf"(?<=\w\w){_BLANK}+(?=\w\w)")
_OPENING, _CLOSING = "“‘（《〈【〔「『", "”’）》〉】〕」』"
_CLAUSE = lazy(f"[{HAN}]+")
_ARTICLE = lazy(f"^第[{NUMERALS}百零〇0-9]+[条章节编](?=[{HAN}])(?![第规之的所中])")
_HEADING = lazy(f"第[{NUMERALS}百0-9]+[编章节]{_BLANK}*$")
_SERIES = frozenset(
    "零〇一二三四五六七八九十百千万甲乙丙丁戊己庚辛壬癸日月年时分东南西北中上下左右是否有无男女"
)

_LONG_NUMBER = lazy(rf"{_BLANK}(?<=[0-9].)[0-9]{_BLANK}[0-9]")
_APART = lazy(  # either
    f"{_BLANK}(?:(?<=[{HAN}].){_BLANK}?[{HAN}]{_BLANK}|(?<=[0-9].)[0-9]{_BLANK}[0-9])"
)
_YEAR = f"(?:1{_BLANK}?9|2{_BLANK}?0){_BLANK}?[0-9]{_BLANK}?[0-9]{_BLANK}?年"  # behind an item's number
_NUMBER = lazy(
    rf"(?:(?<=[{HAN}{MARKS}{POINTS}{_OPENING}{_CLOSING}\u3000\n])|\A)[0-9]"
    rf"(?:(?:{_BLANK}|{_BLANK}?[.．]{_BLANK}?(?!{_YEAR}))[0-9])*"
    rf"(?:{_BLANK}?(?=[{HAN}{MARKS}{POINTS}{_CLOSING}%％‰\n])|\Z)"
)
"""A number beside text, one blank between its digits, and maybe one before its unit."""
_TELLING, _TOLD = 3, 2  # so many numbers of so many digits show that a page sets its numbers apart
_SCALE = lazy("(?=...)0?1?2?3?4?5?6?7?8?9?")  # 评分：1 2 3 4 5 分
_STEPS = ("0123456789", "13579", "02468")  # stays whatever the page; 1 5 8 亿元 is a number on one like it
LIKELY = ((10, -7.5), (8, -6.8), (4, -3.5))  # length, nats a character: short runs may be lists
_SURE = 8  # Chinese characters of a run that show that its line was set with blanks
_FEW = 4  # the fewest that are text by themselves; names have three
_UNIT = rf"(?:[{HAN}]|[0-9A-Za-z.%]+)"
_BETWEEN = rf"(?:{_BLANK}{{1,2}}|(?:{_BLANK}{{0,2}}[{MARKS},;:])+{_BLANK}{{0,2}})"
_SPACED = lazy(
    rf"(?<![{HAN}\w])(?:[{_OPENING}]{_BLANK}?)?{_UNIT}(?:(?:{_BETWEEN}"
    rf"|(?<=[0-9%])(?=[{HAN}])|(?<=[{HAN}])(?=[0-9])){_UNIT})+(?![{HAN}\w])"  # 5万 元
    rf"(?:{_BLANK}{{0,2}}[{POINTS}{_CLOSING}])?"
)
"""Single characters, marks, numbers and Latin words with a blank or two, or a mark, between them."""


def find(text: str) -> list[Change]:
    """Runs of single characters that read like text once they are joined.

    Numbers, Latin words and marks may stand among them. On a line that was set with blanks the short
    runs beside a long one belong to it, and wider gaps are the spaces that it had.

    >>> [change.after for change in find("关 于 印 发《规划》的 通知，增 加 投 资 5 0 亿 元 ， 用 于 AI")]
    ['关于印发', '增加投资50亿元，用于AI']
    >>> find("第二节 被 申 请 人"), find("一 二 三 四 五 六 日"), find("张 三、李 四、王 五")
    ([], [], [])
    """
    if not _APART.search(text):
        return []  # as most texts
    runs = [change for line in lines_with(text, _SET) for change in _of_line(text, *line)]
    return sorted([*runs, *_numbers(text, runs)]) if _LONG_NUMBER.search(text) else runs


def _numbers(text: str, runs: Sequence[Change] = ()) -> list[Change]:
    """Numbers outside of `runs` whose digits stand apart, on a page that sets its numbers so.

    >>> [change.after for change in _numbers("从1 9 9 3 年3 月起，产值达到7 4 7 7 2 亿元，增长7 ．8 ％")]
    ['1993', '3', '74772', '7．8']
    >>> _numbers("甲县 5 6 万吨"), _numbers("评分：1 2 3 4 5 分，1 2 3 4 5 分"), _numbers("7 4 1\\n9 2 2")
    ([], [], [])
    """
    taken = {at for change in runs for at in range(change.start, change.end)}
    spans = [match.span() for match in _NUMBER.finditer(text) if match.start() not in taken]
    numbers = [(low, high, _BLANKS.sub("", text[low:high])) for low, high in spans]
    numbers = [number for number in numbers if not _is_of_row(text, *number[:2])]
    telling = [
        joined
        for _, high, joined in numbers
        if len(joined) >= _TELLING
        and text[high : high + 1] not in ("", "\n")
        and not _SCALE.fullmatch(joined)
    ]  # what ends a line may be the columns of a row: 甲县7 4 1
    if len(telling) < _TOLD:
        return []
    return [
        Change(low, high, joined)
        for low, high, joined in numbers
        if len(joined) < high - low and not (len(joined) >= _TELLING and any(joined in s for s in _STEPS))
    ]


def _is_of_row(text: str, low: int, high: int) -> bool:
    """Is it all of its line, or a column of a row that has ideographic blanks between them?"""
    blanks = low
    while text[blanks - 1 : blanks] == "\u3000":
        blanks -= 1
    is_first = text[blanks - 1 : blanks] in ("", "\n")
    return text[high : high + 1] in ("", "\n") if is_first else blanks < low


def _of_line(text: str, start: int, end: int) -> Iterator[Change]:
    runs = [found.span() for found in _SPACED.finditer(text, start, end)]
    good = [run for run in runs if _is_text(text, start, *run)]
    is_set = any(sum(map(len, _CLAUSE.findall(text[low:high]))) >= _SURE for low, high in good)
    last = start
    for low, high in runs if is_set else good:
        if is_set and low > last > start and _BLANKS.fullmatch(text, last, low):
            yield Change(last, low, " ")
        yield Change(low, high, _joined(text[low:high], low == start))
        last = high


def _joined(run: str, begins_line: bool = False) -> str:
    """The run without blanks, but for those between Latin words and behind the number of an article."""
    joined = _BLANKS.sub("", _WORDS.sub("\0", run)).replace("\0", " ")
    return _ARTICLE.sub(r"\g<0> ", joined, 1) if begins_line else joined


def _is_text(text: str, line: int, low: int, high: int) -> bool:
    """Is it long and likely enough, and neither a series of table heads nor a list of names?"""
    joined = _joined(text[low:high])
    clauses = _CLAUSE.findall(joined)
    han = "".join(clauses)
    if _SERIES.issuperset(han) or max(map(len, clauses), default=0) < _FEW:
        return False
    if len(han) < _SURE and _HEADING.search(text, max(line, low - 12), low):
        return False
    enough = next((nats for length, nats in LIKELY if len(han) >= length), 0.0)
    return model().score(joined) > enough * len(joined)
