"""Characters that folding (NFKC) changed after they were misread: 区 is ⑹ in Big5, and (6) when folded.

What is left of them is ASCII, so the bytes do not tell; the language model does, by what stands around.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial

from policytext.language.characters import HAN, MARKS
from policytext.language.likelihood import CONTEXT, model
from policytext.language.patterns import LazyPattern, lazy
from policytext.repairs.transcoding.byte_values import foreign
from policytext.resources import alternation

# Nats by which a character must fit better than what stands there: 地区 than 地(6) by 18, 情况 than
# 1况 by 20; than what was never folded, 公式(1)的, by 8 at most.
CLEARLY = 10.0
KNOWN = 0.0  # the same in a line of which something was folded beyond doubt
_CHINESE = lazy(f"[{HAN}{MARKS}]")
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
    """
    table = _folded(other, own)
    likelier = partial(_likelier, table, KNOWN if is_known else CLEARLY)
    return _pattern(other, own).sub(likelier, read) if table else read


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
        if is_telling and folded != seen and _CHINESE.fullmatch(meant) and not foreign().match(meant):
            table[folded].append(meant)
    return {folded: tuple(meant) for folded, meant in table.items()}
