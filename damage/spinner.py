"""Forward models of page spinners: readings after characters and commas before punctuation, by byte search
in GBK.

The search pays no heed to where characters begin. Where the bytes it looks for straddle two
characters the insertion splits both, and everything up to the next realignment is misread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from random import Random
from typing import Literal

from damage.family import Family, but_last_line, fold, simplify, then, without_private
from policytext.language.gbk import encoded, in_gbk
from policytext.language.readings import first_reading, toneless
from policytext.language.simplify import traditional_forms

Decoder = Literal["?", "\ufffd"]

MARKS = "，、。；："
_TOKEN = rb"((?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x00-\x7f])+)|([\x80-\xff])([\x00-\x3f\x7f]?)"
_TRIES = 50  # sites that are tried until one breaks characters, or none


@dataclass(frozen=True, slots=True)
class Spinner:
    """One spinning site: `glosses` maps a character to what is put behind it, `marks` are the
    punctuation that gets a comma before it, `decoder` is how orphaned bytes are read.

    >>> Spinner({"應": "(yīng)", "規": "(guī)"}, "；").spin("規模化應用")
    '規(guī)?；瘧?yīng)用'
    >>> Spinner({"鎮": "(zhèn)", "達": "(dá)"}, decoder="\\ufffd").spin("真傳達")
    '真\\ufffd(zhèn)鬟_(dá)'
    """

    glosses: Mapping[str, str]
    marks: str = ""
    decoder: Decoder = "?"

    def spin(self, text: str) -> str:
        inserted = {encoded(char): encoded(char + gloss) for char, gloss in self.glosses.items()}
        inserted |= {encoded(mark): encoded("," + mark) for mark in self.marks}
        if not inserted:
            return text
        search = re.compile(b"|".join(map(re.escape, inserted)))
        return "".join(
            read_leniently(
                search.sub(lambda found: inserted[found[0]], encoded("".join(run))), self.decoder
            )
            if readable
            else "".join(run)
            for readable, run in groupby(text, in_gbk)
        )


def read_leniently(data: bytes, decoder: Decoder = "?") -> str:
    """The text of GBK bytes, some of them orphaned.

    A byte that begins no pair becomes "?" and swallows the ASCII byte after it, or becomes U+FFFD and
    leaves that byte, as the two common kinds of lenient decoders do.

    >>> read_leniently(b"\\x91\\xaa,\\xc4,\\xd3\\xc3"), read_leniently(b"\\xc4,\\xd3\\xc3", "\\ufffd")
    ('應,?用', '\\ufffd,用')
    """
    pieces = []
    for found in re.finditer(_TOKEN, data, re.DOTALL):
        sound, _, swallowed = found.groups()
        if sound is not None:
            pieces.append(sound.decode("gb18030"))
        else:
            pieces.append(decoder if decoder == "?" else decoder + swallowed.decode("ascii"))
    return "".join(pieces)


@cache
def _traditional_table() -> dict[int, str]:
    firsts = ((ord(character), forms[0]) for character, forms in traditional_forms().items())
    return {code: form for code, form in firsts if in_gbk(form)}


def traditional(text: str) -> str:
    """The text as spinners convert it: one character to one, whatever the word, within GBK.

    >>> traditional("头发发展")
    '頭發發展'
    """
    return text.translate(_traditional_table())


@cache
def _glossable() -> tuple[str, ...]:
    """The Traditional characters that sites choose from: outside GB2312, of frequent Simplified ones."""
    return tuple(
        dict.fromkeys(
            character
            for code, character in _traditional_table().items()
            if encoded(chr(code))[0] in range(0xB0, 0xD8)
            and not character.encode("gb2312", "ignore")
            and first_reading(character)
        )
    )


def spinner(
    text: str, random: Random, *, decoder: Decoder = "?", marks: str = "", reach: int = 40
) -> Spinner:
    """A site that glosses some of the characters of this (Traditional) text, and `reach` others."""
    candidates = _glossable()
    here = sorted(set(text).intersection(candidates))
    chosen = random.sample(here, random.randint(len(here) // 3, len(here)))
    chosen += random.sample(candidates, reach)
    return Spinner({char: f"({first_reading(char)})" for char in chosen}, marks, decoder)


def _glosses(text: str, random: Random) -> str:
    page = traditional(text)
    site = spinner(page, random, reach=0)
    return "".join(char + site.glosses.get(char, "") for char in page)


def _toneless(text: str, random: Random) -> str:
    """The kind of site that glosses common unchanged characters too, without tones and repeatedly."""
    page = traditional(text)
    here = sorted(char for char in set(page) if first_reading(char))
    chosen = random.sample(here, random.randint(len(here) // 8, len(here) // 2))
    glosses = {char: f"({toneless(first_reading(char))})" * random.choice((1, 1, 2, 3)) for char in chosen}
    return "".join(char + glosses.get(char, "") for char in page)


def _commas(text: str, random: Random) -> str:
    """Commas before punctuation, but not before each, as is seen."""
    return re.sub(f"[{MARKS}]", lambda mark: "," + mark[0] if random.random() < 0.8 else mark[0], text)


def _doubled(text: str, random: Random) -> str:
    marks = "".join(random.sample("，、。；", random.randint(1, 4)))
    return re.sub(f"[{marks}]", lambda mark: mark[0] * 2, text)


def _spun(decoder: Decoder, slips: bool) -> Family:
    """Glosses and commas together. With `slips`, sites are tried until one breaks characters."""

    def damage(text: str, random: Random) -> str:
        page = traditional(text)
        damaged = page
        for attempt in range(_TRIES):
            marks = "".join(random.sample(MARKS, random.randint(1, len(MARKS))))
            site = spinner(page, random, decoder=decoder, marks=marks, reach=40 + 20 * attempt)
            damaged = site.spin(page)
            orphans = damaged.count(decoder) - page.count(decoder)
            if slips == (orphans > 0):
                break
        return damaged

    name = "spun" if not slips else "slips" if decoder == "?" else "slips-fffd"
    return Family(name, damage, traditional, lossy=slips)


_GLOSSES = Family("glosses", _glosses, traditional)
_SLIPS = _spun("?", slips=True)

FAMILIES: tuple[Family, ...] = (
    _GLOSSES,
    Family("glosses-toneless", _toneless, traditional),
    Family("commas", _commas),
    Family("doubled", _doubled),
    _spun("?", slips=False),
    _SLIPS,
    _spun("\ufffd", slips=True),
    then(_GLOSSES, "converted", simplify),
    then(_spun("?", slips=False), "folded", fold),
    then(_SLIPS, "private-dropped", without_private),
    then(_SLIPS, "folded", fold),
    then(_SLIPS, "converted", simplify),
    then(_SLIPS, "folded-converted", fold, simplify),
    then(_SLIPS, "partly-folded", but_last_line(fold)),
    then(_SLIPS, "partly-converted", but_last_line(simplify)),
)
