"""Bytes that a program wrote out for want of a way to show them: =E5=85=B3, <C3><FC>, \\345\\205\\263.

Which encoding they are of is not said (but in an encoded word of mail): UTF-8 if they are valid, and GBK if
that makes good Chinese. `git` writes octal, `less` pointed brackets, mail quoted-printable.
"""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64, a2b_qp
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from policytext.language.characters import HAN
from policytext.language.patterns import LatePattern, late
from policytext.revision import Change

SENSE = 1.0  # nats above chance for each character of what is taken for GBK
_HIGH = "[89A-Fa-f][0-9A-Fa-f]"  # a byte of Chinese: those of single-byte letters need no writing out
_QUOTED = late(r"=[89A-F][0-9A-F](?:(?:=\r?\n)?=[89A-F][0-9A-F])+")  # a line may be broken anywhere
_POINTED = late(rf"(?:<{_HIGH}>){{2,}}")
_CODES = late(r"(?:<U\+[0-9A-F]{4,5}>)+")
_OCTAL = late(r"(?:\\[23][0-7]{2}){2,}")
_HEXADECIMAL = late(rf"(?:\\x{_HIGH}){{2,}}")
_WORD = late(r"=\?([\w-]+)\?([BbQq])\?([!->@-~]*)\?=(?:\s+(?==\?))?")
_WORDS = late(rf"(?:{_WORD.pattern})+")
_BYTE = late(r"=([0-9A-F]{2})|<([0-9A-Fa-f]{2})>|\\x([0-9a-fA-F]{2})|\\([0-3][0-7]{2})|=\r?\n")
_CHINESE = late(f"[\u2010-\u2027\u2460-\u24ff\u3000-\u33ff{HAN}\ufe30-\uffef]")  # and its marks


def chinese(data: bytes) -> str | None:
    """The text of bytes that are Chinese in UTF-8 or GBK, None where they are not.

    >>> chinese("发展".encode()), chinese("发展规划".encode("gbk")), chinese(b"\\xe9t\\xe9")
    ('发展', '发展规划', None)
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = _gbk(data)
    return text if _CHINESE.search(text) else None


def _gbk(data: bytes) -> str:
    from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii

    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return text if better_than_chance(text) > SENSE * beyond_ascii(text) else ""


def find(text: str) -> Sequence[Change]:
    r"""Undo what was written out, outside of program text.

    >>> [change.after for change in find("=E5=8F=91=E5=B1=95，<B7><A2><D5><B9>，\\345\\217\\221")]
    ['发展', '发展', '发']
    >>> [change.after for change in find("=?GB2312?B?t6LVuQ==?= =?utf-8?B?6KeE?=，<U+53D1>")]
    ['发展规', '发']
    >>> find("a=B1=C2, <b><i>, C:\\201\\302, x=?"), find("print('\\345\\217\\221')")
    ([], [])
    """
    changes: list[Change] = []
    if "=?" in text:
        changes += _found(text, _WORDS, _from_words)
    if "=" in text:
        changes += _found(text, _QUOTED, _from_bytes)
    if "<" in text:
        changes += _found(text, _POINTED, _from_bytes)
        changes += _found(text, _CODES, _from_codes)
    if "\\" in text:
        changes += _found(text, _OCTAL, _from_bytes)
        changes += _found(text, _HEXADECIMAL, _from_bytes)
    return changes


def _found(text: str, pattern: LatePattern, undone: Callable[[str], str | None]) -> Iterator[Change]:
    for found in pattern.finditer(text):
        if text[found.start() - 1 : found.start()] not in ("'", "`") and (after := undone(found[0])):
            yield Change(*found.span(), after)


def _from_bytes(run: str) -> str | None:
    def byte(found: re.Match[str]) -> str:
        if found[4]:
            return chr(int(found[4], 8))
        digits = found[1] or found[2] or found[3]
        return chr(int(digits, 16)) if digits else ""

    return chinese(_BYTE.sub(byte, run).encode("latin-1"))


def _from_codes(run: str) -> str | None:
    text = "".join(chr(int(code, 16)) for code in re.findall("[0-9A-F]{4,5}", run))
    return text if _CHINESE.search(text) else None


def _from_words(run: str) -> str | None:
    """RFC 2047: each word for itself, but the bytes of one character may be in two words."""
    text = ""
    for charset, words in groupby(_WORD.finditer(run), key=lambda word: word[1].lower()):
        try:
            data = b"".join(_bytes_of(word[2], word[3]) for word in words)
            text += data.decode("gb18030" if charset.startswith("gb") else charset)
        except (NotBase64, UnicodeDecodeError, LookupError):
            return None
    return text


def _bytes_of(form: str, content: str) -> bytes:
    return a2b_base64(content) if form in "Bb" else a2b_qp(content, header=True)
