"""Characters that folding (NFKC) changed after they were misread: 区 is ⑹ in Big5, and (6) when folded.

What is left of them is ASCII, so the bytes do not tell; the language model does, by what stands around.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, partial

from policytext.language.characters import HAN, MARKS
from policytext.language.likelihood import CONTEXT, model
from policytext.language.patterns import LazyPattern, lazy
from policytext.repairs.transcoding.byte_values import FOREIGN
from policytext.resources import alternation

# Nats by which a character must fit better than what stands there: 地区 than 地(6) by 18, 情况 than
# 1况 by 20; than what was never folded, 公式(1)的, by 8 at most.
CLEARLY = 10.0
KNOWN = 0.0  # the same in a line of which something was folded beyond doubt
FIGURE = 4.0  # and of a figure there: 附表1所示 would be 附表情所示 by 2.6
_CHINESE = lazy(f"[{HAN}{MARKS}]")
_PAGES = ("cp950", "big5hkscs")
_LEADS = (*range(0xA1, 0xAA), 0xC6, 0xC7)  # rows of GBK and Big5 with characters that folding changes


_ONLY = {
    "〔": "﹝",
    "〕": "﹞",
    " \u0307": "˙",
}  # in Big5, where what they are themselves is no pair of GBK


def as_shown(text: str, other: str) -> str:
    """What GBK can only have been shown as in Big5, before it was folded: 。 as ﹝, ； as ˙.

    >>> as_shown("硒俴〔", "cp950"), as_shown("〔2024〕", "gb18030")
    ('硒俴﹝', '〔2024〕')
    """
    if other.startswith(("cp950", "big5")):
        for folded, shown in _ONLY.items():
            text = text.replace(folded, shown)
    return text


def unfolded(read: str, other: str, own: str, is_known: bool) -> str:
    """The text of bytes in `own` that were read as `other`, with what was folded there put back.

    `is_known`: something else of the line was folded.

    >>> unfolded("本地(6)的执行1况，公式(1)的第1项", "cp950", "gb18030", False)
    '本地区的执行情况，公式(1)的第1项'
    >>> unfolded("地(6)1况如附表1所示", "cp950", "gb18030", True)
    '地区情况如附表1所示'
    """
    table = _folded(other, own)
    likelier = partial(_put_back, table, is_known)
    for _ in range(2 if table else 0):  # again, for what stood behind another: 地(6)1况
        read = _pattern(other, own).sub(likelier, read)
    return read


def was_folded(shown: str) -> bool:
    """Was it read as Big5, and something of it folded beyond doubt?"""
    pages = ((as_shown(shown, other), other) for other in _PAGES)
    return any(before != shown and _is_of(before, other) for before, other in pages)


def _is_of(text: str, codec: str) -> bool:
    return text.encode(codec, "replace").count(b"?") == text.count("?")


def doubtful(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """What was left as it is in a line of which something was folded, and may be a character."""
    for other in _PAGES:
        table = _folded(other, "gb18030")
        for found in _pattern(other, "gb18030").finditer(text, low, high):
            if _likelier(table, KNOWN, found) != found[0]:
                yield found.span()


def _put_back(table: Mapping[str, tuple[str, ...]], is_known: bool, found: re.Match[str]) -> str:
    least = CLEARLY
    if is_known and not found[0].startswith("("):  # 任务(1)和 would be 任务求和 by 7.6
        least = FIGURE if found[0].isalnum() else KNOWN
    return _likelier(table, least, found)


def _likelier(table: Mapping[str, tuple[str, ...]], least: float, found: re.Match[str]) -> str:
    start, end = found.span()
    around = found.string[max(0, start - CONTEXT) : start], found.string[end : end + CONTEXT]
    nats, best = max((model().score(meant, *around), meant) for meant in table[found[0]])
    return best if nats > model().score(found[0], *around) + least else found[0]


@cache
def _pattern(other: str, own: str) -> LazyPattern:
    return lazy(rf"(?<=[^\0-\x7f])(?:{alternation(_folded(other, own))})(?![A-Za-z.%])(?<![0-9](?=[0-9]))")


@cache
def _folded(other: str, own: str) -> Mapping[str, tuple[str, ...]]:
    """What is left of characters in common use, by the encoding they were read as and their own."""
    table = defaultdict(list)
    for data in (bytes((lead, trail)) for lead in _LEADS for trail in range(0x40, 0xFF)):
        seen, meant = data.decode(other, "ignore"), data.decode(own, "ignore")
        folded = unicodedata.normalize("NFKC", seen)
        is_telling = len(folded) > 1 or folded.isdigit() or meant in MARKS  # other signs may stand anywhere
        if is_telling and folded != seen and _CHINESE.fullmatch(meant) and not FOREIGN.match(meant):
            table[folded].append(meant)
    return {folded: tuple(meant) for folded, meant in table.items()}
