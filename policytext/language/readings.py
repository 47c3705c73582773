"""Mandarin readings of characters, Traditional and Simplified, as Hanyu Pinyin.

The table is small because it is kept by reading: one line holds all characters read so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import chain

from policytext.resources import rows

_TONES = str.maketrans(
    "āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ", "aaaaeeeeeiiiioooouuuuüüüünnnm", "\u0300\u0304\u030c"
)


def toneless(reading: str) -> str:
    """The syllable without its tone.

    >>> toneless("chǎn"), toneless("lǜ")
    ('chan', 'lü')
    """
    return reading.translate(_TONES)


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Characters of each toned reading: those that have it as first reading, and all of them."""
    table = list(rows("readings.tsv"))
    return {reading: first for reading, first, _ in table}, {row[0]: row[1] + row[2] for row in table}


@cache
def _toneless_table() -> dict[str, str]:
    table: dict[str, str] = defaultdict(str)
    for reading, characters in _table()[1].items():
        bare = toneless(reading)
        for spelling in {bare, bare.replace("ü", "v"), bare.replace("ü", "u")}:
            table[spelling] += characters
    return dict(table)


@cache
def _first_readings() -> dict[str, str]:
    return {character: reading for reading, characters in _table()[0].items() for character in characters}


def read_as(reading: str) -> str:
    """All characters of GBK with this reading, which may be toned or not ('' where it is none).

    >>> "應" in read_as("yīng"), "应" in read_as("ying"), read_as("sql")
    (True, True, '')
    """
    table = _toneless_table() if toneless(reading) == reading else _table()[1]
    return table.get(reading, "")


def first_reading(character: str) -> str:
    """The most frequent reading of a character, toned ('' where there is none).

    >>> first_reading("應")
    'yīng'
    """
    return _first_readings().get(character, "")


@cache
def _times_listed() -> Counter[str]:
    return Counter(chain.from_iterable(_table()[1].values()))


def has_one_reading(character: str) -> bool:
    """Does a character have only one reading, so that no gloss is needed?

    >>> has_one_reading("产"), has_one_reading("长"), has_one_reading("ē")
    (True, False, False)
    """
    return _times_listed()[character] == 1


_TONED = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}
_MARKED = ("a", "e", "ê", "ou", "iu", "i", "o", "u", "ü")  # where the tone's mark goes, first of these
_BOPOMOFO_TONES = "ˊˇˋ˙"


def with_tone(syllable: str, tone: int) -> str:
    """The syllable with the mark of its tone, 1 to 4 (5: none).

    >>> with_tone("chan", 3), with_tone("liu", 2), with_tone("lü", 4), with_tone("de", 5)
    ('chǎn', 'liú', 'lǜ', 'de')
    """
    if not 1 <= tone <= 4:
        return syllable
    for group in _MARKED:
        at = syllable.find(group)
        if at >= 0:
            at += group == "iu"
            return syllable[:at] + _TONED.get(syllable[at], syllable[at] * 4)[tone - 1] + syllable[at + 1 :]
    return syllable


def from_bopomofo(syllable: str) -> str:
    """A syllable written in Bopomofo, in Pinyin; '' where it is none.

    >>> from_bopomofo("ㄔㄢˇ"), from_bopomofo("ㄧㄝˋ"), from_bopomofo("ㄐㄩㄣ"), from_bopomofo("˙ㄉㄜ")
    ('chǎn', 'yè', 'jūn', 'de')
    """
    tone = next((number for number, mark in enumerate(_BOPOMOFO_TONES, 2) if mark in syllable), 1)
    signs = syllable.strip(_BOPOMOFO_TONES)
    behind, alone = _bopomofo()
    if signs in alone:
        return with_tone(alone[signs], tone)
    initial, final = behind.get(signs[:1], ""), behind.get(signs[1:], "")
    if not initial or not final or signs[:1] > "ㄙ":
        return ""
    return with_tone(initial + (final.replace("ü", "u") if initial in "jqx" else final), tone)


@cache
def _bopomofo() -> tuple[dict[str, str], dict[str, str]]:
    """Bopomofo signs to Pinyin, after an initial and on their own."""
    table = list(rows("bopomofo.tsv"))
    return {row[0]: row[1] for row in table}, {row[0]: row[2] for row in table if row[2] != "-"}
