"""Telling mainland Simplified, Traditional made of it by machine, Taiwan and Hong Kong text apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from policytext.composition import replaced
from policytext.language.alphabet import has
from policytext.language.characters import ALL_HAN, HANGUL, KANA
from policytext.language.gbk import rarest
from policytext.language.lines import lines_with
from policytext.language.opencc import entries
from policytext.language.patterns import LazyPattern, lazy
from policytext.resources import alternation, lists

SIMPLIFIED = "mainland-simplified"
SPUN = "mainland-traditional"  # Simplified made Traditional character by character, by a mirror site
TAIWAN = "taiwan"
HONGKONG = "hongkong"
TRADITIONAL = "traditional"  # Traditional without the mark of a place

_FOREIGN = lazy(f"[{KANA}{HANGUL}]")
_JAPANESE = lazy(lambda: f"[{_only_japanese()}]")
_PARTICLE = lazy("(?!の)[ぁ-ゖ]")  # の is in Chinese names
# Chinese characters of a line for each of which such a character speaks, if there is more than one of them.
_OF_EACH, _OF_JAPANESE = 3, 6
_SHORT = 500  # characters of a text that is searched at once
_MAINLY = 0.7  # share of the evidence from which a text is Traditional; less may be a quotation
_SPUN_MAINLY = 3  # a page that a mirror site made quotes genuine Traditional seldom

_HAN = lazy(f"[{ALL_HAN}]")


class Script(NamedTuple):
    """The variety of a text, and how much of the evidence in it is Traditional (0 to 1)."""

    variety: str
    share: float


def recognise(text: str) -> Script:
    """The script of a text. Characters that both scripts have are no evidence.

    >>> recognise("學習貫徹關于發展的論述")
    Script(variety='mainland-traditional', share=1.0)
    >>> recognise("关于印发"), recognise("軟體產業計畫").variety
    (Script(variety='mainland-simplified', share=0.0), 'taiwan')
    """
    if not has_traditional(text):
        return Script(SIMPLIFIED, 0.0)
    text = replaced(text, ((start, end, "") for start, end in foreign_lines(text)))
    traditional, simplified = evidence(text)
    if not traditional:
        return Script(SIMPLIFIED, 0.0)
    share = round(traditional / (traditional + simplified), 2)
    return Script(_variety(text) if share >= _MAINLY else SIMPLIFIED, share)


@lru_cache(maxsize=2)  # of a Traditional page it is asked more than once, and has thousands
def evidence(text: str) -> tuple[int, int]:
    """How many characters of `text` are Traditional only, and how many Simplified only."""
    return len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))


def is_traditional(text: str) -> bool | None:
    """Is a text Traditional rather than Simplified? None if it is mixed or has no evidence.

    >>> is_traditional("會議強調"), is_traditional("会议强调"), is_traditional("人民")
    (True, False, None)
    """
    traditional, simplified = evidence(text)
    return traditional > simplified if traditional != simplified else None


def has_traditional(text: str) -> bool:
    """Does it hold any character that is Traditional only?"""
    return _may_have_others(text) and _TRADITIONAL.search(text) is not None


def _may_have_others(text: str) -> bool:
    """May it hold characters that are not in GB 2312, as all of Traditional or of Japanese alone are?

    A long text is not searched where what repair asks of it, too, tells that it has none.
    """
    return len(text) < _SHORT or rarest(text) is None


def is_foreign(line: str) -> bool:
    """Is it Japanese or Korean?

    >>> is_foreign("大臣が出席した会議"), is_foreign("経済産業省令第五十二号"), is_foreign("「鮮の味」開業")
    (True, True, False)
    """
    kana, particles, japanese = (len(pattern.findall(line)) for pattern in (_FOREIGN, _PARTICLE, _JAPANESE))
    is_several = kana + japanese > 1
    share = _OF_EACH * (kana + particles * is_several) + _OF_JAPANESE * japanese * is_several
    return share > 0 and share >= len(_HAN.findall(line))


def foreign_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the lines of a text that are Japanese or Korean."""
    lines = (line for pattern in (_FOREIGN, _JAPANESE) for line in lines_with(text, pattern))
    for start, end in sorted({*lines}) if has_foreign(text) else ():
        if is_foreign(text[start:end]):
            yield start, end


def has_foreign(text: str) -> bool:
    """Does it hold any kana or hangul, or characters of Japanese alone?"""
    return has(text, _FOREIGN) or (_may_have_others(text) and _JAPANESE.search(text) is not None)


def _variety(text: str) -> str:
    spun, genuine, taiwan, hongkong = (
        len(_words(kind).findall(text)) for kind in ("spun", "genuine", "taiwan", "hongkong")
    )
    if spun > _SPUN_MAINLY * genuine:
        return SPUN
    if taiwan == hongkong:
        return TRADITIONAL
    return TAIWAN if taiwan > hongkong else HONGKONG


@cache
def _words(kind: str) -> LazyPattern:
    return lazy(alternation(lists("script_evidence.tsv")[kind]))


@cache
def only_traditional() -> frozenset[str]:
    """Characters outside GB2312 that have a Simplified form and are none themselves."""
    table = {key: values.split(" ")[0] for key, values in entries("TSCharacters.txt").items()}
    made = set("".join((*table.values(), *entries("TSPhrases.txt").values())))
    return frozenset(table) - made - _gb2312()


@cache
def only_simplified() -> frozenset[str]:
    """Characters that no Traditional text has: not OpenCC's, nor that of Taiwan or Hong Kong (群)."""
    table = entries("STCharacters.txt")
    places = (entries(f"{place}Variants.txt").values() for place in ("TW", "HK"))
    traditional = set("".join((*table.values(), *chain.from_iterable(places))))
    return _gb2312() & table.keys() - traditional


def _only_japanese() -> str:
    """The characters in daily use of JIS X 0208 that Chinese writes in neither script: 経済."""
    known = {*entries("TSCharacters.txt"), *"".join(entries("STCharacters.txt").values())}
    cells = (*range(0x40, 0x7F), *range(0x80, 0xFD))
    codes = bytes(byte for row in range(0x89, 0x98) for cell in cells for byte in (row, cell))
    daily = dict.fromkeys(codes.decode("shift_jis"))
    chinese = known.union(
        *("".join(daily).encode(code, "ignore").decode(code) for code in ("gb2312", "big5"))
    )
    return "".join(char for char in daily if char not in chinese)


_TRADITIONAL = lazy(lambda: _any(only_traditional()))
_SIMPLIFIED = lazy(lambda: _any(only_simplified()))


def _any(characters: Iterable[str]) -> str:
    # A class with characters beyond the Basic Multilingual Plane is searched one by one.
    return f"[{''.join(sorted(c for c in characters if c <= chr(0xFFFF)))}]"


@cache
def _gb2312() -> frozenset[str]:
    """The Simplified characters in daily use: the 6,763 of GB 2312."""
    codes = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return frozenset(codes.decode("gb2312", "ignore"))
