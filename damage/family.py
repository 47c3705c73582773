"""Families of damage, and two changes that crawls make to damaged pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from policytext.language.characters import PRIVATE_USE
from policytext.language.simplify import simplified_table


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of damage: `damage(text, random)` does it to clean Simplified text, `answer(text)` is what
    a perfect repair of that gives back. `lossy`: not all bytes survive."""

    name: str
    damage: Callable[[str, Random], str]
    answer: Callable[[str], str] = str
    lossy: bool = False


def fold(text: str) -> str:
    """Compatibility folding (NFKC), which many crawls apply to everything.

    >>> fold("，；＄")
    ',;$'
    """
    return unicodedata.normalize("NFKC", text)


def without_private(text: str) -> str:
    """The text without private use characters, which many extractors of text drop.

    >>> without_private("应用。\\ue5e5基于")
    '应用。基于'
    """
    return re.sub(f"[{PRIVATE_USE}]", "", text)


def simplify(text: str) -> str:
    """Traditional to Simplified, character by character.

    >>> simplify("瘧疾，鑲嵌")
    '疟疾，镶嵌'
    """
    return text.translate(simplified_table())


def but_last_line(transform: Callable[[str], str]) -> Callable[[str], str]:
    """The transform for pages put together from two sources: it spares the last line, a footer.

    >>> but_last_line(fold)("，；\\n？")
    ',;\\n？'
    """

    def through(text: str) -> str:
        page, end, footer = text.rpartition("\n")
        return transform(page) + end + footer

    return through


def then(family: Family, name: str, *transforms: Callable[[str], str]) -> Family:
    """The family, with the damaged text and so the answer passed through `transforms` afterwards."""

    def through(text: str) -> str:
        for transform in transforms:
            text = transform(text)
        return text

    return Family(
        f"{family.name}-{name}",
        lambda text, random: through(family.damage(text, random)),
        lambda text: through(family.answer(text)),
        family.lossy,
    )
