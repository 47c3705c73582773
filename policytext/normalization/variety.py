"""Telling mainland Simplified, Traditional made of it by machine, Taiwan and Hong Kong text apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from policytext.language.patterns import late
from policytext.normalization.engine import entries

SIMPLIFIED = "mainland-simplified"
SPUN = "mainland-traditional"  # Simplified made Traditional character by character, by a mirror site
TAIWAN = "taiwan"
HONGKONG = "hongkong"
TRADITIONAL = "traditional"  # Traditional without the mark of a place

# Simplified characters that a one-to-one map leaves, or maps wrongly, where Traditional has another.
_SPUN = late(
    "于|后|關系|聯系|規范|示范|范圍|制造|復制|標志|髮[展揮佈達布現]|[開研沙]髮|干部|干線|准確|面粉"
)
_GENUINE = late("於|後|關係|聯繫|規範|示範|範圍|製造|複製|標誌|裡|裏|幹部|幹線")
_TAIWAN = late("裡|臺灣|臺北|說|啟|軟體|網路|資訊|計畫|透過|牠")
_HONGKONG = late("[衞説鋭税閲脱粧綫枱]")  # 着 too, but so has what is converted on the mainland
_FOREIGN = late("[\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f\u1100-\u11ff\uac00-\ud7a3]")
_MAINLY = 0.7  # share of the evidence from which a text is Traditional; less may be a quotation

_HAN = late("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


class Script(NamedTuple):
    """The variety of a text, and how much of the evidence in it is Traditional (0 to 1)."""

    variety: str
    share: float


def recognise(text: str) -> Script:
    """What script a text is in. Characters that both scripts have are no evidence.

    >>> recognise("學習貫徹關于發展的論述")
    Script(variety='mainland-traditional', share=1.0)
    >>> recognise("关于印发"), recognise("軟體產業計畫").variety
    (Script(variety='mainland-simplified', share=0.0), 'taiwan')
    """
    if has_foreign(text):
        text = "\n".join(line for line in text.split("\n") if not is_foreign(line))
    if not _traditional().search(text):
        return Script(SIMPLIFIED, 0.0)
    traditional, simplified = evidence(text)
    share = round(traditional / (traditional + simplified), 2)
    return Script(_variety(text) if share >= _MAINLY else SIMPLIFIED, share)


def evidence(text: str) -> tuple[int, int]:
    """How many characters of `text` are Traditional only, and how many Simplified only."""
    return len(_traditional().findall(text)), len(_simplified().findall(text))


def is_foreign(line: str) -> bool:
    """Is it Japanese or Korean?

    >>> is_foreign("国際交流の促進について"), is_foreign("「鮮の味」開業")
    (True, False)
    """
    foreign = len(_FOREIGN.findall(line))
    return foreign > 0 and 3 * foreign >= len(_HAN.findall(line))


def has_foreign(text: str) -> bool:
    """Does it hold any kana or hangul?"""
    return _FOREIGN.search(text) is not None


def _variety(text: str) -> str:
    spun, genuine = len(_SPUN.findall(text)), len(_GENUINE.findall(text))
    if spun > 3 * genuine:
        return SPUN
    taiwan, hongkong = len(_TAIWAN.findall(text)), len(_HONGKONG.findall(text))
    if taiwan == hongkong:
        return TRADITIONAL
    return TAIWAN if taiwan > hongkong else HONGKONG


@cache
def _traditional() -> re.Pattern[str]:
    """Characters outside GB2312 that have a Simplified form and are none themselves."""
    table = {key: values.split(" ")[0] for key, values in entries("TSCharacters.txt").items()}
    made = set("".join((*table.values(), *entries("TSPhrases.txt").values())))
    return _any(key for key, value in table.items() if key not in made and key not in _gb2312())


@cache
def _simplified() -> re.Pattern[str]:
    """Characters that no Traditional text has."""
    table = entries("STCharacters.txt")
    kept = set("".join(table.values()))
    return _any(key for key in table if key not in kept and key in _gb2312())


def _any(characters: Iterable[str]) -> re.Pattern[str]:
    # A class with characters beyond the Basic Multilingual Plane is searched one by one.
    return re.compile(f"[{''.join(sorted(c for c in characters if c <= chr(0xFFFF)))}]")


@cache
def _gb2312() -> frozenset[str]:
    """The Simplified characters in daily use: the 6,763 of GB 2312."""
    codes = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return frozenset(codes.decode("gb2312", "ignore"))
