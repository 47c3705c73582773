"""Lines that show little of how they were misread: a date, an amount, a title, a cell of a table.

Two strange characters in a row (`byte_values.strange`) are what most misread lines have. Dates have none:
2024骞?3鏈?15鏃? has one misread character between numbers. Which characters these are is known, as few
words stand beside numbers. And of a short text every line that makes no sense can be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policytext.language.alphabet import has
from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.simplify import traditional_forms
from policytext.repairs.transcoding.byte_values import FOREIGN, behind_indent
from policytext.repairs.transcoding.evidence import makes_sense
from policytext.resources import column

_DIGIT = lazy("[0-9]")
_DRAWN = lazy("[\u2500-\u259f -~]*")  # frames of tables, bars
PHRASE = lazy(f"[{HAN}]{{2,}}")
SHORT = 400  # characters of a text of which every line is looked at


def search(text: str, at: int = 0) -> re.Match[str] | None:
    """The first place, from an offset on, of a character beside a number that may be a misread one.

    >>> search("2024骞?3鏈?15鏃?")[0], search("2024年3月15日，吲哚3毫升")
    ('骞', None)
    """
    return _MISREAD.search(text, at) if has(text, _DIGIT) else None


def short_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the lines of a short text that make no sense as they are, or a phrase of which.

    >>> list(short_lines("附件\\n澧為暱7.9%\\n来自：涓浗"))
    [(3, 10), (11, 16)]
    """
    start = 0
    for line in text.split("\n") if len(text) <= SHORT else ():
        if not (line.isascii() or _DRAWN.fullmatch(line)) and _has_nonsense(line):
            yield behind_indent(text, start, start + len(line)), start + len(line)
        start += len(line) + 1


def _has_nonsense(line: str) -> bool:
    if not makes_sense(line):
        return True
    phrases = PHRASE.findall(line) if FOREIGN.search(line) else ()
    return any(FOREIGN.search(phrase) and not makes_sense(phrase) for phrase in phrases)


def dates(text: str) -> Iterator[re.Match[str]]:
    """What is left of dates: such a character between numbers that is in no text, or behind a year.

    >>> [found[0] for found in dates("2025騫2鏈28鏃，2027烂8堎，2000链15台，第3棒5人，100Ω5W")]
    ['騫', '烂']
    """
    for found in _between().finditer(text) if has(text, _DIGIT) else ():
        if found[1] is not None or found[0] < "\u3100" or FOREIGN.match(found[0]):
            yield found


def _seen() -> str:
    return "".join(sorted(column("misread_beside_numbers.tsv")))


_MISREAD = lazy(lambda: f"[{_seen()}](?:(?<=[0-9].)|[?\ufffd]?[0-9])")


@cache
def _between() -> LazyPattern:
    """The same between numbers, converted to Traditional or not; Ω is a unit there: 100Ω5W."""
    seen = _seen().replace("Ω", "")
    seen += "".join(traditional_forms().get(character, "") for character in seen)
    is_month = r"(?=[?\ufffd]?(?:0?[1-9]|1[0-2])(?![0-9]))"
    behind_year = f"(?<=(?<![0-9A-Za-z])(?:19|20)[0-9]{{2}}.){is_month}()"
    return lazy(f"[{seen}](?<=[0-9].)(?:{behind_year})?(?=[?\ufffd]?[0-9])")
