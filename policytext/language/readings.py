"""Mandarin readings of characters, Traditional and Simplified, as Hanyu Pinyin.

The table is small because it is kept by reading: one line holds all characters read so.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

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
