"""Characters back to the bytes they were read from, and what clean text looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from policytext.language.likelihood import STEP, is_han, model
from policytext.language.simplify import simplified_table

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
PRIVATE = "\ue000-\uf8ff"
HALF_KATAKANA = "\uff61-\uff9f"
# Greek, Cyrillic, enclosed, box drawing, kana, bopomofo: what the rest of GBK and Big5 holds.
SCATTERED = "\u0370-\u04ff\u2460-\u24ff\u2500-\u25ff\u3041-\u30ff\u3105-\u312f\u3220-\u33ff"
PIECE = 4000  # characters of a line that are looked at together
COMMON = -13.0  # log-probability above which a character is common

# What Windows-1252 has in place of the controls 80 to 9F: the bytes of "€" and so on as Latin-1 has them.
_WESTERN = {
    ord(bytes([byte]).decode("cp1252")): chr(byte)
    for byte in range(0x80, 0xA0)
    if bytes([byte]).decode("cp1252", "ignore")
}
STRAY = "\x80-\x9f\xa1-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff"  # hardly ever in clean Chinese
SPECIALS = re.escape("".join(map(chr, _WESTERN)))


def western_bytes(text: str) -> bytes:
    """The bytes that were read as Latin-1 or as Windows-1252, or partly as each.

    Raises UnicodeEncodeError for a character that is in neither.

    >>> western_bytes("å…³äºŽ").decode()
    '关于'
    """
    return text.translate(_WESTERN).encode("latin-1")


def windows_gbk_bytes(text: str) -> bytes:
    """The bytes that were read as Windows' GBK, which has "€" for the single byte 80.

    >>> windows_gbk_bytes("涓€").decode()
    '一'
    """
    return b"\x80".join(map(gbk_bytes, text.split("€")))


def gbk_bytes(text: str) -> bytes:
    """The bytes that were read as GBK (its private areas, and gb18030's four bytes, included).

    >>> gbk_bytes("鍙戝睍").decode()
    '发展'
    """
    return text.encode("gb18030")


@cache
def strange() -> re.Pattern[str]:
    """Two characters in a row that clean Chinese, Traditional or Simplified, hardly ever has.

    Rare Han characters, private use, half-width katakana, next to each other or to scattered other
    letters: what Chinese looks like after its bytes were read in another multi-byte encoding.

    >>> bool(strange().search("鍙戝睍")), bool(strange().search("推动产业發展"))
    (True, False)
    """
    rare = _rare()
    return re.compile(f"[{rare}][{rare}{SCATTERED}]|[{SCATTERED}][{rare}]")


@cache
def foreign() -> re.Pattern[str]:
    """One such character: next to nothing by itself."""
    return re.compile(f"[{_rare()}]")


@cache
def _rare() -> str:
    common = {c for c in model().characters() if is_han(c) and model().logp("", c) > COMMON - STEP / 2}
    common |= {
        chr(code)
        for code, simple in simplified_table().items()
        if simple in common and b"\xa4" <= chr(code).encode("big5", "ignore") < b"\xc9"  # the frequent ones
    }
    han = (code for low, high in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(low, high))
    return character_class(code for code in han if chr(code) not in common) + PRIVATE + HALF_KATAKANA


def character_class(codes: Iterable[int]) -> str:
    """Ascending code points as the inside of a character class.

    >>> character_class([65, 66, 67, 0x4E00])
    'A-C一-一'
    """
    spans: list[list[int]] = []
    for code in codes:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in spans)


def lines(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line in which the pattern is found; very long lines in pieces.

    >>> list(lines(re.compile("b"), "ab\\na\\nb"))
    [(0, 2), (5, 6)]
    """
    at = 0
    while found := pattern.search(text, at):
        start = max(text.rfind("\n", at, found.start()) + 1 or at, found.start() - PIECE // 2)
        end = text.find("\n", found.end(), start + PIECE)
        end = min(len(text), start + PIECE) if end < 0 else end
        yield start, end
        at = end


class Patience:
    """How long attempts may go on failing: a page of rubbish must not cost more than a page of text.

    >>> patience = Patience(10)
    >>> patience.attempt(8, False), patience.attempt(8, False), patience.attempt(1, True)
    (True, False, True)
    """

    def __init__(self, limit: int = 10_000) -> None:
        self.limit = limit
        self.wasted = 0

    def attempt(self, size: int, success: bool) -> bool:
        """Note an attempt on `size` characters; may there be another?"""
        self.wasted = 0 if success else self.wasted + size
        return self.wasted <= self.limit
