"""Bytes that a program wrote out for want of a way to show them: =E5=85=B3, <C3><FC>, \\345\\205\\263.

Which encoding they are of is not said (but in an encoded word of mail): UTF-8 if they are valid, and GBK
if that makes good Chinese, together with all else that was written out so. `git` writes octal, `less`
pointed brackets, mail quoted-printable and base64; news groups had HZ (RFC 1843), folders of mail UTF-7
(RFC 2152, RFC 3501). Crawlers write line breaks out, as \\n or <br>, and workbooks as _x000D_.
"""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64, a2b_qp
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from policytext.language.alphabet import has
from policytext.language.characters import HAN, MARKS
from policytext.language.gbk import decoded
from policytext.language.lines import lines_with
from policytext.language.patterns import LazyPattern, lazy
from policytext.repairs.transcoding.evidence import makes_sense
from policytext.revision import Change

LEAST = 4  # characters of what was base64: words and numbers can be, too, and come to one or two
_HIGH = "[89A-Fa-f][0-9A-Fa-f]"  # a byte of Chinese: those of single-byte letters need no writing out
_CODES = lazy(r"(?:<U\+[0-9A-F]{4,5}>)+")
_UTF7 = lazy(r"[+&][A-Za-z0-9+/,]{3,}(?:-|(?![A-Za-z0-9+/,=]))")
_BASE64 = lazy(
    r"[A-Za-z0-9+/](?<![\w+/=&?#%.:,;@-].)[A-Za-z0-9+/]{3}(?:(?:\r?\n)?[A-Za-z0-9+/]{4}){2,}(?:[A-Za-z0-9+/]{2,3}={1,2})?(?![\w+/=-])"
)
_LATIN = lazy("[A-Za-z]")
_MAY_BE_BASE64 = lazy("[A-Za-z0-9+/](?:[A-Za-z0-9+/]{15})")  # quick to find nothing
_WORD = lazy(r"=\?([\w-]+)\?([BbQq])\?([!->@-~]*)\?=(?:\s+(?==\?))?")
_WORDS = lazy(rf"(?:{_WORD.pattern})+")
_BYTE = lazy(
    r"=([0-9A-F]{2})|<([0-9A-Fa-f]{2})>|\\x([0-9a-fA-F]{2})|\\([0-3][0-7]{2})|\\'([0-9a-fA-F]{2})|=\r?\n"
)
_TORN = re.compile(rb"(?<=[\x80-\xf4])=? (?=[\x80-\xbf])")  # a character of UTF-8 over a line end
_IN_MAIL = lazy(r"(?<!=)=(?:\r?\n|3D)")  # a line broken where it grew long, and the sign itself: no =====
# A cell into which Python wrote bytes: b'2023\\xe5\\xb9\\xb4'.
_LITERAL = lazy(r"""(?m)(?:^|(?<=[\t|,]))b(['"])(?:(?!\1)[ -\[\]-~]|\\[ -~])*\1(?=$|[\t|,])""")
_PROGRAM = lazy(
    r"(?m)^[ \t]*(?:import |from |def |print\(|>>> |\w+ = \[)|\bINSERT INTO\b"
)  # it has such bytes
# Of programs, of pages, and of workbooks, which write the carriage return out.
_BREAKS = lazy(
    rf"[\\<_](?<=[{HAN}{MARKS}].)(?:(?:r\\)?n(?:(?:\\r)?\\n)*(?=[ \u3000]*(?:[{HAN}{MARKS}0-9A-Z]|$))"
    r"|br ?/?>(?: *<br ?/?>)*|x000D_)",
    re.MULTILINE,
)
_BREAK = lazy(r"[\\<_]")
_NO_PROSE = lazy(r"[\"'`{}=]|[A-Za-z]:\\|转义|换行|字符串")  # programs, paths, text about escapes
_CHINESE = lazy(f"[\u2010-\u2027\u2460-\u24ff\u3000-\u33ff{HAN}\ufe30-\uffef]")  # and its marks
_NOT_CHINESE = lazy(f"[^\\s -~\u2010-\u2027\u2460-\u24ff\u3000-\u33ff{HAN}\ufe30-\uffef]")


class _Notation(NamedTuple):
    """A way to write bytes out: what a text must have to have it, and its runs."""

    sign: str
    run: LazyPattern


_NOTATIONS = (
    # Lines are broken anywhere, and programs that undo half of it make blanks of their ends.
    _Notation("=", lazy(r"=[89A-F][0-9A-F](?:(?:=\r?\n|=? (?==[89AB]))?=[89A-F][0-9A-F])+")),
    _Notation("<", lazy(rf"<{_HIGH}>(?:<{_HIGH}>)+")),
    _Notation("\\", lazy(r"\\[23][0-7]{2}(?:\\[23][0-7]{2})+")),
    _Notation("\\x", lazy(rf"\\x{_HIGH}(?:\\x{_HIGH})+")),
    _Notation("\\'", lazy(rf"\\'{_HIGH}(?:\\'[0-9A-Fa-f]{{2}})+")),  # of RTF
    _Notation("~{", lazy(r"~\{(?:[!-w][!-~])+~\}")),
)


def chinese(data: bytes) -> str | None:
    """The text of bytes that are Chinese in UTF-8 or GBK, None where they are not.

    >>> chinese("发展".encode()), chinese("发展规划".encode("gbk")), chinese(b"\\xe9t\\xe9")
    ('发展', '发展规划', None)
    """
    (text,) = _texts([data])
    return text


def _texts(pieces: Sequence[bytes]) -> list[str | None]:
    """The same for pieces that were written in one encoding: what only one of them says is no sense."""
    texts = [decoded(data) for data in pieces]
    if None in texts:
        read = [text or decoded(data, "gb18030") for text, data in zip(texts, pieces, strict=True)]
        others = [other for text, other in zip(texts, read, strict=True) if text is None and other]
        if makes_sense("\n".join(others)):
            texts = read
        elif len(pieces) > 1:
            return [chinese(data) for data in pieces]
    return [text if text and _CHINESE.search(text) else None for text in texts]


def find(text: str) -> Sequence[Change]:
    r"""Undo what was written out, outside of program text.

    >>> [change.after for change in find("=E5=8F=91=E5=B1=95，<B7><A2><D5><B9>，\\345\\217\\221")]
    ['发展', '发展', '发']
    >>> [change.after for change in find("=?GB2312?B?t6LVuQ==?= =?utf-8?B?6KeE?=，<U+53D1>，~{9f;.~}")]
    ['发展规', '发', '规划']
    >>> find("a=B1=C2, <b><i>, C:\\201\\302, x=?"), find("print('\\345\\217\\221')")
    ([], [])
    """
    literals = [*_found(text, _LITERAL, _from_literal)] if "\\x" in text else []
    if literals and not _PROGRAM.search(text):
        return literals  # what else there is has the next turn
    changes = [*_breaks(text)]
    if "=?" in text:
        changes += _found(text, _WORDS, _from_words)
    for notation in _NOTATIONS:
        if notation.sign in text:
            read = list(_bytes(text, notation))
            changes += read
            if notation.sign == "=" and read:
                changes += _mail(text, read)
    if "<U+" in text:
        changes += _found(text, _CODES, _from_codes)
    if "+" in text or "&" in text:
        changes += _utf7(text)
    if has(text, _LATIN) and _MAY_BE_BASE64.search(text):
        changes += _found(text, _BASE64, _from_base64)
    return sorted(changes)


def _breaks(text: str) -> Iterator[Change]:
    """Line breaks that were written out: several on lines of Chinese, one behind a sentence."""
    found = [
        one
        for line in (lines_with(text, _BREAKS) if has(text, _BREAK) else ())
        if not _NO_PROSE.search(text, *line)
        for one in _BREAKS.finditer(text, *line)
    ]
    if len(found) > 1 and any(text[one.start() - 1] in "。；：" for one in found):
        for one in found:
            count = max(1, one[0].count("\\n") + one[0].count("<"))
            yield Change(*one.span(), "\n" * (count - text.startswith("\n", one.end())))


def _runs(text: str, pattern: LazyPattern) -> Iterator[re.Match[str]]:
    for found in pattern.finditer(text):
        if text[found.start() - 1 : found.start()] not in ("'", "`"):
            yield found


def _found(text: str, pattern: LazyPattern, undone: Callable[[str], str | None]) -> Iterator[Change]:
    for found in _runs(text, pattern):
        if after := undone(found[0]):
            yield Change(*found.span(), after)


def _bytes(text: str, notation: _Notation) -> Iterator[Change]:
    runs = list(_runs(text, notation.run))
    for found, after in zip(runs, _texts([_bytes_of_run(run[0]) for run in runs]), strict=True):
        if after:
            yield Change(*found.span(), after)


def _mail(text: str, read: Sequence[Change]) -> Iterator[Change]:
    """What else a program that wrote mail put between such bytes: 6=\\n人, a=3Db."""
    inside = {at for change in read for at in range(change.start, change.end)}
    for found in _IN_MAIL.finditer(text):
        if found.start() not in inside:
            yield Change(*found.span(), "=" if found[0] == "=3D" else "")


def _bytes_of_run(run: str) -> bytes:
    if run.startswith("~{"):
        return bytes(ord(character) | 0x80 for character in run[2:-2])

    def byte(found: re.Match[str]) -> str:
        if found[4]:
            return chr(int(found[4], 8))
        digits = found[1] or found[2] or found[3] or found[5]
        return chr(int(digits, 16)) if digits else ""

    data = _BYTE.sub(byte, run).encode("latin-1")
    joined = _TORN.sub(b"", data)
    return joined if decoded(joined) else data


def _from_literal(run: str) -> str | None:
    from ast import literal_eval  # which most texts can do without

    try:
        return chinese(literal_eval(run))
    except (SyntaxError, ValueError):
        return None


def _from_codes(run: str) -> str | None:
    text = "".join(chr(int(code, 16)) for code in re.findall("[0-9A-F]{4,5}", run))
    return text if _CHINESE.search(text) else None


def _utf7(text: str) -> list[Change]:
    """All runs, where one of them has several characters: numbers and names can be one by chance."""
    changes = list(_found(text, _UTF7, _from_utf7))
    return changes if any(_is_chinese(change.after or "", 2) for change in changes) else []


def _from_utf7(run: str) -> str | None:
    """All that is not ASCII in UTF-16, as base64 without padding."""
    run = run[1:].removesuffix("-").replace(",", "/")
    try:
        text = a2b_base64(run + "=" * (-len(run) % 4)).decode("utf-16-be")
    except (NotBase64, UnicodeDecodeError):
        return None
    return text if len(_CHINESE.findall(text)) == len(text) else None


def _from_base64(run: str) -> str | None:
    try:
        text = chinese(a2b_base64(run))
    except NotBase64:
        return None
    return text if text and _is_chinese(text, LEAST) else None


def _is_chinese(text: str, least: int) -> bool:
    """Is it Chinese, and so much of it, and nothing that Chinese text has not?"""
    return len(_CHINESE.findall(text)) >= least and not _NOT_CHINESE.search(text) and makes_sense(text)


def _from_words(run: str) -> str | None:
    """RFC 2047: each word for itself, but the bytes of one character may be in two words."""
    text = ""
    for charset, words in groupby(_WORD.finditer(run), key=lambda word: word[1].lower()):
        try:
            data = b"".join(
                a2b_base64(word[3]) if word[2] in "Bb" else a2b_qp(word[3], header=True) for word in words
            )
            text += data.decode("gb18030" if charset.startswith("gb") else charset)
        except (NotBase64, UnicodeDecodeError, LookupError):
            return None
    return text
