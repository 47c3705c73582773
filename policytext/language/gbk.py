"""GBK: characters and their pairs of bytes, the private use area included.

Python's `gb18030` codec knows all 23,940 pairs as Windows' code page 936 does, with its
user-defined area; the characters that it needs four bytes for are outside GBK.
"""

from __future__ import annotations

import re
from codecs import getencoder
from typing import Literal

Decoder = Literal["?", "\ufffd"]

_TOKEN = rb"((?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x00-\x7f])+)|([\x80-\xff])([\x00-\x3f\x7f]?)"

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
