"""Escapes that are meant: in code, in addresses, in text about escapes; and figures that look like them."""

from __future__ import annotations

import re

from policytext.language.characters import COMPATIBILITY_HAN, HAN, PRIVATE_USE
from policytext.language.lines import line_around, neighbours
from policytext.language.patterns import lazy
from policytext.revision import Change

# What an escape must stand for, or beside: Chinese characters and punctuation, full-width forms.
CHINESE = lazy(
    f"[\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u3000-\u33ff{HAN}{PRIVATE_USE}{COMPATIBILITY_HAN}\ufe30-\uffef]"
)
ENTITY = lazy(r"[&＆](?:amp;|#38;)*(?: ?#(?:x[0-9a-fA-F]{2,6}|[0-9]{2,7})[;；]|[A-Za-z][A-Za-z0-9]{1,31};)")
ESCAPE = lazy(
    r"%(?:25)*[0-9A-Fa-f]{2}|(?:\\{1,4}|%)u(?:[0-9A-Fa-f]{4}|\{[0-9A-Fa-f]{4}\})|&?#x?[0-9A-Fa-f]{2,6};"
)
FEW = 3  # escapes that stand by themselves, above which they are no examples of escapes
_NEAR = 200  # characters of a line that are looked at
_SHARE = lazy(r"\\\\[\w.-]{3,}\\")  # the path of a file on another computer: \\10.0.0.1\5e74
_ADDRESS = lazy(
    r"://|www\.|\.(?:com|cn|org|net|html?|php|aspx?)\b|[a-z_.-]\d*[/&=#@?]|^[/&=#@?]", re.IGNORECASE
)
_LINK = lazy(r"(?:://|www\.|[?&]\w+=)\S*\Z")
_MAIL = lazy(r"(?<![\w.:/])[\w.-]+@[A-Za-z0-9.-]+\Z")  # which ends before any escape
_FIGURES = lazy("(?<=[0-9])(?:%[0-9]{2})+|%[0-9]{2}")  # of cells that were joined: 85%90%92%; and 达到%85
_REST = lazy("[0-9A-Za-z;]*")  # of an escape that is cut
_STRING = lazy(r'"(?:[^"\\]|\\.)*"')
_JSON = lazy(r"[\s{}\[\]:,0-9.eE+-]*(?:(?:true|false|null)[\s{}\[\]:,0-9.eE+-]*)*")
_CODE = lazy(r"""[{}<>=]|[A-Za-z_]\d*\(|["'`]\s*[+,)\]]|\b(?:echo|printf) |\\[dswb]|(?<!中)\\n(?!中)""")
_ABOUT = lazy("HTML|XML|JSON|URL|Unicode|UTF-?8|GBK|编码|編碼|转义|轉義")
_NAMED, _MEANS = lazy("(?:[写寫][作成]|[为為是即如]|中的)$"), lazy("表示|代表|是|[为為][“‘「]")
_BORDERS = frozenset(" \t\n，。、；：“”‘’（）()「」,;:")


def is_sound(text: str, start: int, end: int) -> bool:
    """Are escapes meant here, or what looks like them?"""
    return any(holds(text, start, end) for holds in (are_figures, in_code, _is_about))


def are_figures(text: str, start: int, end: int) -> bool:
    """Is all of it percentages, one behind the other, or one by itself?"""
    return _FIGURES.fullmatch(text, start, end) is not None


def is_beside_code(text: str, change: Change) -> bool:
    """Is none of it ASCII, and is it neither in quotation marks nor in an address?"""
    before = ESCAPE.sub("中", text[max(0, change.start - _NEAR) : change.start])
    is_program = _is_quoted(text, change.start, change.end) or _LINK.search(before)
    return min(change.after or " ") > "\x7f" and not is_program


def in_code(text: str, start: int, end: int) -> bool:
    """Does the escape stand in an address, or in a line of code that has no Chinese?"""
    low, high = start, end
    while low > 0 and start - low < _NEAR and "!" <= text[low - 1] <= "~":
        low -= 1
    if text[low] == "/" and CHINESE.match(text, low - 1):
        low += 1  # a unit, 微克/立方米
    if low < start and _SHARE.match(text, low):
        return True
    is_percent = text[start] == "%" and text[start + 1] != "u"
    if is_percent:
        is_in_address = not _MAIL.search(text, low, start) and _ADDRESS.search(
            ESCAPE.sub("中", text[low:start])
        )
        return bool(is_in_address) or _is_quoted(text, start, end)
    while high < len(text) and high - end < _NEAR and text[high] != "\n":
        high += 1
    low = max(text.rfind("\n", max(0, start - _NEAR), start) + 1, start - _NEAR, 0)
    if start - low == _NEAR and (rest := _REST.match(text, low)):
        low = min(rest.end(), start)
    code = ESCAPE.sub("中", f"{text[low:start]}中{text[end:high]}")
    if not _CODE.search(code) or any(
        _JSON.fullmatch(_STRING.sub("", part)) for part in (text[low:high], _object(text[low:high]))
    ):
        return False
    return _is_quoted(text, start, end) or not CHINESE.search(text[low:start] + text[end:high])


def _object(line: str) -> str:
    """The text from the first brace of a line to the last, "…" if there is none."""
    start, end = line.find("{"), line.rfind("}")
    return line[start : end + 1] if 0 <= start < end else "…"


def is_named(text: str, start: int, end: int) -> bool:
    """Does the line say how something is written, right before the escape or behind it?"""
    is_named = _NAMED.search(text, max(0, start - 4), start) or _MEANS.match(text, end)
    return bool(is_named) and _is_about(text, start, end)


def _is_about(text: str, start: int, end: int) -> bool:
    """Does the line say what escapes are of?"""
    return _ABOUT.search(text, *line_around(text, start, end)) is not None


def is_example(text: str, start: int, end: int) -> bool:
    """Does the escape of one character stand by itself, on a line that names what it is written in?"""
    if not _BORDERS.issuperset(neighbours(text, start, end)):
        return False
    few = len(ENTITY.findall(text, *line_around(text, start, end))) <= FEW
    return few and _is_about(text, start, end)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Is it all that stands between two straight quotes?"""
    return start > 0 and text[start - 1] in "'\"`" and text[start - 1] == text[end : end + 1]
