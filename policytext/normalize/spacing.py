"""Spaces and line breaks that a page's layout left in its text."""

from __future__ import annotations

import re

from policytext.normalize.width import HAN
from policytext.revision import Change

_BLANK = " \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000"
_LINE_END = re.compile(f"[{_BLANK}]+(?=\n|\\Z)")
_INDENT = re.compile(f"^[{_BLANK}]+(?=[^\\x00-\\x7f{_BLANK}]|[0-9(\"'\\[][^\n]*[{HAN}])", re.MULTILINE)
_BLANK_LINES = re.compile("\\A\n+|\n{3,}(?!\\Z)|\n{2,}\\Z")
_BESIDE_MARK = re.compile(
    f"(?<=[，、；：（《“‘〔])[ \u00a0\u3000]+(?=[{HAN}《“‘（〔])"
    f"|(?<=[{HAN}”’》）])[ \u00a0\u3000]+(?=[，、；。）》”’〕])"
)
_MARGIN = 2  # columns by which a full line falls short where a mark would have begun the next
_NARROW, _BROAD = 30, 120  # columns of a page whose lines were broken by width
_ENDS = frozenset("。！？；：…!?;:）)】〕》")
_BEGINS = re.compile(
    f"[{_BLANK}]|第[一二三四五六七八九十百千零〇0-9]+[章节条编部款]|[一二三四五六七八九十]+[、是.．]|[（(][一二三四五六七八九十0-9]+[)）]"
    "|[0-9]+[.．、)）]|[①-⑳■●◆□○•▪*#|-]|附件|抄送|主题词"
)


def line_ends(text: str) -> list[Change]:
    """Blanks at the end of a line.

    >>> line_ends("一、总则 \\n第一条")
    [Change(start=4, end=5, after='', inferred=False, note='')]
    """
    return [Change(*match.span(), "") for match in _LINE_END.finditer(text)]


def indents(text: str) -> list[Change]:
    """Indents of Chinese paragraphs; those of code, Markdown and Latin text stay."""
    return [Change(*match.span(), "") for match in _INDENT.finditer(text)]


def blank_lines(text: str) -> list[Change]:
    """More than one empty line in a row, and those at either end of the text."""
    return [Change(*match.span(), _kept(match, len(text))) for match in _BLANK_LINES.finditer(text)]


def _kept(match: re.Match[str], length: int) -> str:
    if match.start() == 0:
        return ""
    return "\n" if match.end() == length else "\n\n"


def beside_marks(text: str) -> list[Change]:
    """Spaces after `，、；：（《“` and before `，、；。）》”`; one after a full stop may divide paragraphs.

    >>> [change.start for change in beside_marks("会议指出， 要加强 ，市长 龚 正")]
    [5, 9]
    """
    return [Change(*match.span(), "") for match in _BESIDE_MARK.finditer(text)]


def hard_wraps(text: str) -> list[Change]:
    """Line breaks inside sentences of a page that was broken at a fixed width.

    The evidence is the whole page: no line is broader than `_BROAD`, many are as broad as the
    broadest, and most of those end in the middle of a sentence.
    """
    lines = text.split("\n")
    widths = [_width(line) for line in lines]
    broadest = max(widths)
    if not _NARROW <= broadest <= _BROAD:
        return []
    full = [broadest - width <= _MARGIN for width in widths]
    written = sum(width > 0 for width in widths)
    if sum(full) < 3 or 2 * sum(full) < written:
        return []
    changes, at = [], 0
    for place, line in enumerate(lines[:-1]):
        at += len(line)
        following = lines[place + 1]
        if full[place] and following and line.rstrip()[-1:] not in _ENDS and not _BEGINS.match(following):
            latin = line[-1:].isascii() and line[-1:].isalnum() and following[:1].isascii()
            changes.append(Change(at, at + 1, " " if latin else ""))
        at += 1
    return changes


def _width(line: str) -> int:
    """Columns that a line takes: two for a Chinese character."""
    if len(line) > _BROAD:
        return len(line)
    return sum(1 if character < "\u2000" and character != "·" else 2 for character in line.rstrip())
