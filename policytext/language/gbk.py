"""GBK: characters and their pairs of bytes, the private use area included.

Python's `gb18030` codec knows all 23,940 pairs as Windows' code page 936 does, with its
user-defined area; the characters that it needs four bytes for are outside GBK.
"""

from __future__ import annotations

from codecs import getencoder

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


def decoded(data: bytes, encoding: str = "utf-8") -> str | None:
    """The text of bytes that are valid in an encoding, else None.

    >>> decoded("发展".encode("gb18030")), decoded("发展".encode("gb18030"), "gb18030")
    (None, '发展')
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
