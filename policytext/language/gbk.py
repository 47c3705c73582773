"""GBK: characters and their pairs of bytes, the private use area included.

Python's `gb18030` codec knows all 23,940 pairs as Windows' code page 936 does, with its
user-defined area; the characters that it needs four bytes for are outside GBK.
"""

from __future__ import annotations

from codecs import getencoder
from functools import lru_cache

_ASCII = bytes(range(0x80))
_HARMLESS = "—·〇•\xa0"  # frequent in Chinese text, and not in Python's GB 2312
_RARE = frozenset((0xA2, *range(0xA4, 0xAA), *range(0xD8, 0xF8)))  # rows of GB 2312: the second level
_IS_RARE = bytes(byte in _RARE for byte in range(0x100))
_encode = getencoder("gb18030")  # found once: looking it up takes longer than a character


def in_gbk(character: str) -> bool:
    """Is the character one byte or two in GBK?

    >>> in_gbk("應"), in_gbk("㐀")
    (True, False)
    """
    return 0 < len(_encode(character, "ignore")[0]) < 3


def encoded(text: str) -> bytes:
    """The GBK bytes of a text all of which is in GBK.

    >>> encoded("應ī").hex(" ")
    '91 aa a8 a9'
    """
    return _encode(text)[0]


@lru_cache(maxsize=2)  # more than one rule asks for it
def rarest(text: str) -> int | None:
    """How many rarer characters of GB 2312 are in a row, two at most; None: there are other characters.

    >>> rarest("落实《方案》——"), rarest("亍"), rarest("彳亍"), rarest("發展")
    (0, 1, 2, None)
    """
    data = text.encode("gb2312", "ignore")
    pairs = data.translate(None, _ASCII)
    missing = len(text) - len(data) + len(pairs) // 2
    if missing > sum(map(text.count, _HARMLESS if missing else "")):
        return None
    rare = pairs[::2].translate(_IS_RARE)
    return 2 if b"\1\1" in rare else int(b"\1" in rare)


def decoded(data: bytes, encoding: str = "utf-8") -> str | None:
    """The text of bytes that are valid in an encoding, else None.

    >>> decoded("发展".encode("gb18030")), decoded("发展".encode("gb18030"), "gb18030")
    (None, '发展')
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
