"""Detection of the encoding of Chinese files, and decoding.

In order: the user's choice; a byte order mark; strict UTF-8; else every candidate is decoded and the
text that looks most like Chinese is taken. A declaration in the page is only a hint, because the
declarations of crawled pages are often wrong. Labels of the GB family all mean
GB18030, the superset that browsers use for them (WHATWG Encoding Standard, section 4.2).
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from policytext.language.characters import MARKS, TONED
from policytext.language.gbk import decoded
from policytext.language.patterns import LazyPattern, lazy

MIXED = "utf-8+gb18030"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
}
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_DECLARED_WITHIN = 16384  # bytes; the standard asks for 1024, real pages put scripts first
_HINT = 0.05  # what a declaration adds to the score of its encoding
_CHINESE = 0.4  # a reading of bytes that scores less is not Chinese
_PLAIN = 0.9  # a strict GB18030 reading of enough characters that scores more needs no rival
_ENOUGH = 40
_SURELY_CHINESE = 0.8  # what it takes to overrule the declaration of an encoding of another language
_NEVER_BY_CHANCE = ("utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7")
_SHORT = 4096  # bytes; more of UTF-16 are never valid UTF-8 by chance
_BY_CHANCE = 8  # characters of two bytes, which a fifth of the characters of GBK have by chance
_MARKS = f"\u3000{MARKS}％～－"
_LATIN = f"{TONED}①②③④⑤⑥⑦⑧⑨⑩"  # beside the characters of the first level
_ASCII = bytes(range(0x80))
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
_OTHER = {"utf-8": "gb18030", "gb18030": "utf-8"}
_UTF8 = re.compile(rb"(?:[\xe2-\xef][\x80-\xbf]{2}){3}")
"""Three characters as no line of GB18030 is likely to have them."""
_MARK_OF_FILE = lazy("(?<=[\r\n])\ufeff")  # of a file that was put behind another
_HZ = re.compile(rb"~\{(?:[!-z][!-~])+~\}")
"""A run of Chinese in HZ (RFC 1843), the encoding of mails and newsgroups of seven bits."""
_BEYOND_TWO_BYTES = lazy("[^\x00-\u07ff]")  # a range up to U+10FFFF takes re 4 ms to compile


class Decoded(NamedTuple):
    """A text, its encoding, and the errors of decoding.

    `bad` counts the places that became U+FFFD; `first_bad` is the byte offset of the first.
    """

    text: str
    encoding: str
    bad: int = 0
    first_bad: int | None = None


def decode(
    raw: bytes, encoding: str | None = None, html: bool = False, declared: str | None = None
) -> Decoded:
    """The text of `raw`, byte order mark removed, undecodable bytes as U+FFFD.

    `encoding` is used if given, else it is detected. `declared` (an HTTP header) or, with `html`, the
    page's own declaration is a hint. Raises LookupError for an unknown `encoding`.

    >>> decode("关于印发".encode("gbk"))
    Decoded(text='关于印发', encoding='gb18030', bad=0, first_bad=None)
    >>> decode(b"a\\xff", encoding="utf-8")
    Decoded(text='a\\ufffd', encoding='utf-8', bad=1, first_bad=1)
    """
    if encoding is not None:
        return _decode(raw, codec_name(encoding))
    for mark, name in _BOMS:
        if raw.startswith(mark):
            marked = _decode(raw[len(mark) :], name)
            if not marked.bad:
                return marked
            raw, declared = raw[len(mark) :], name  # the mark of a template around something else
    if b"~{" in raw and raw.isascii() and _HZ.search(raw):
        seven = _decode(raw, "hz")
        if not seven.bad and score(seven) > _PLAIN:
            return seven
    text = decoded(raw)
    if text is not None and not _could_be_double_byte(raw, text):
        return Decoded(text, "utf-8")
    hint = _hint(declared) or (_hint(declared_in(raw)) if html else None)
    return _most_chinese(raw, text, hint)


def codec_name(label: str) -> str:
    """Python's name for an encoding, the GB and Big5 families and Latin-1 at their widest.

    >>> codec_name("GB2312"), codec_name("UTF8"), codec_name("ISO-8859-1")
    ('gb18030', 'utf-8', 'cp1252')
    """
    name = codecs.lookup(label.strip()).name
    return _WIDER.get(name, name)


def declared_in(raw: bytes) -> str | None:
    """The charset that an HTML page declares for itself, as written.

    >>> declared_in(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    found = _DECLARED.search(raw, 0, _DECLARED_WITHIN)
    return found[1].decode("ascii") if found else None


def noise(decoded: Decoded) -> int:
    """The number of characters that are controls or stand for undecodable bytes.

    >>> noise(Decoded("\\x01\\x02ab", "utf-8"))
    2
    """
    return _controls(decoded.text.encode("ascii", "ignore")) + decoded.bad


def _controls(ascii_part: bytes) -> int:
    return len(ascii_part) - len(ascii_part.translate(None, _CONTROLS))


def _hint(label: str | None) -> str | None:
    try:
        return codec_name(label) if label else None
    except (LookupError, ValueError):  # such as one with a null
        return None


def _decode(raw: bytes, encoding: str) -> Decoded:
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
        return Decoded(_MARK_OF_FILE.sub("", text) if "\ufeff" in text else text, encoding)
    except UnicodeDecodeError as error:
        text = raw.decode(encoding, "replace").removeprefix("\ufeff")
        genuine = raw.count("\ufffd".encode()) if encoding == "utf-8" else 0
        return Decoded(text, encoding, max(1, text.count("\ufffd") - genuine), error.start)


def _could_be_double_byte(raw: bytes, text: str) -> bool:
    """May this valid UTF-8 be a very short text in GBK, or UTF-16 without a byte order mark?

    The four bytes of 通知 in GBK are two (absurd) characters in UTF-8.
    """
    if len(raw) >= _SHORT:
        return False
    pairs = len(raw) - len(text)
    return "\0" in text or (0 < pairs <= _BY_CHANCE and not _BEYOND_TWO_BYTES.search(text))


def _most_chinese(raw: bytes, utf8: str | None, hint: str | None) -> Decoded:
    """The candidate whose text looks most like Chinese, or the result of charset-normalizer."""
    gb = _decode(raw, "gb18030")
    plain = score(gb)
    if not gb.bad and plain >= _PLAIN and len(gb.text) >= _ENOUGH and hint in (None, "gb18030"):
        return _line_by_line(raw, gb)
    names = dict.fromkeys((*_CANDIDATES, *([hint] if hint else [])))
    scores = {reading: score(reading) for reading in (_decode(raw, name) for name in names)}
    # any pair of bytes is some character of UTF-16, so that it takes more to believe in it
    likely = [r for r in scores if not r.encoding.startswith("utf-16") or scores[r] > _SURELY_CHINESE]
    best = max(likely, key=lambda reading: scores[reading] + _HINT * (reading.encoding == hint))
    if utf8 is not None:
        # every pair of bytes must be an everyday character to overrule valid UTF-8
        return best if scores[best] > 1 - _HINT else Decoded(utf8, "utf-8")
    if hint and hint not in _CANDIDATES and scores[best] < _SURELY_CHINESE:
        declared = _decode(raw, hint)
        if not declared.bad:
            return declared
    if scores[best] >= _CHINESE:
        return _line_by_line(raw, best) if best.encoding in _OTHER else best
    mixed = _line_by_line(raw, _decode(raw, "utf-8"))
    if mixed.encoding == MIXED and not mixed.bad:
        return mixed
    return _other_language(raw) or (_decode(raw, "utf-8") if gb.bad else gb)


def _line_by_line(raw: bytes, whole: Decoded) -> Decoded:
    """UTF-8 of which some lines are GB18030, as where one site's page includes another's text, or the other
    way round, as where files are put one behind the other."""
    main = whole.encoding
    if main != "utf-8" and not _UTF8.search(raw):
        return whole
    lines = raw.split(b"\n")
    readings = [_decode(line, main) for line in lines]
    for number, line in enumerate(lines):
        if readings[number].bad if main == "utf-8" else _UTF8.search(line):
            other = _decode(line, _OTHER[main])
            if not other.bad and score(other) > _PLAIN:
                readings[number] = other
    if all(reading.encoding == main for reading in readings):
        return whole
    bad = sum(reading.bad for reading in readings)
    return Decoded("\n".join(reading.text for reading in readings), MIXED, bad)


def _other_language(raw: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # 40 ms, and hardly ever needed

    found = from_bytes(raw[:65536], cp_exclusion=list(_NEVER_BY_CHANCE)).best()
    reading = _decode(raw, codec_name(found.encoding)) if found else None
    return reading if reading and not reading.bad else None


def score(reading: Decoded) -> float:
    """How much a decoded text looks like Chinese: from 0 to 1, all everyday characters.

    Of characters that are not ASCII, everyday ones count for it, undecodable bytes and controls against.

    >>> score(decode("國務院發布".encode("big5"), "big5"))
    1.0
    """
    beyond = reading.text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    others = beyond.decode("utf-8", "surrogatepass")  # few of a page: most is markup
    controls = _controls(reading.text.encode("ascii", "ignore"))
    everyday = len(others) - len(_everyday(reading.encoding).sub("", others))
    return (everyday - 3 * (reading.bad + controls)) / max(1, len(others) + controls)


@cache
def _everyday(encoding: str) -> LazyPattern:
    """The everyday characters of an encoding: the first level of GB 2312, that of Big5, or both."""
    simplified = _pairs(range(0xB0, 0xD8), "gb2312") + _LATIN
    traditional = _pairs(range(0xA4, 0xC7), "big5")
    families = {"gb18030": simplified, "big5hkscs": traditional, "cp950": traditional}
    return lazy(f"[{_MARKS}\uff10-\uff5a{families.get(encoding, simplified + traditional)}]+")


def _pairs(leads: range, encoding: str) -> str:
    rows = (bytes((lead, trail)) for lead in leads for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    decoded = b"".join(rows).decode(encoding, "ignore")  # the trail of a pair that is none stays
    return "".join(character for character in decoded if character > "\x7f")
