"""Forward models of damage to single characters by PDF readers, editors and layout."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from unicodedata import normalize

from damage.family import Family
from policytext.language.characters import HAN

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff"
_CONTROLS = "\x00\x01\x08\x1f\x7f\x80\x99"


@cache
def _lookalikes() -> dict[str, str]:
    """Characters to the Kangxi radicals that PDF readers give in their place."""
    return {normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}


def _radicals(text: str, random: Random) -> str:
    """Within a sentence only: a radical on its own is a radical."""
    table = _lookalikes()
    return re.sub(
        f"(?<=[{HAN}])[{HAN}](?=[{HAN}])",
        lambda char: table.get(char[0], char[0]) if random.random() < 0.5 else char[0],
        text,
    )


def _among(marks: str, text: str, random: Random) -> str:
    """Some of the marks between Chinese characters."""
    return re.sub(
        f"(?<=[{HAN}])(?=[{HAN}])", lambda _: random.choice(marks) if random.random() < 0.03 else "", text
    )


def _spaced(text: str, random: Random) -> str:
    """Blanks between all characters of some sentences."""
    return re.sub(
        f"(?<![{HAN}\\w \u3000])[{HAN}]{{8,}}(?![{HAN}\\w \u3000])",
        lambda run: " ".join(run[0]) if random.random() < 0.5 else run[0],
        text,
    )


FAMILIES: tuple[Family, ...] = (
    Family("radicals", _radicals),
    Family("invisible", lambda text, random: _among(_INVISIBLE, text, random)),
    Family("controls", lambda text, random: _among(_CONTROLS, text, random)),
    Family("spaced", _spaced),
)
