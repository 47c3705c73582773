"""Spaces and empty lines that come from a page's layout."""

from __future__ import annotations

from policytext.language.alphabet import has
from policytext.language.characters import ALL_HAN, BLANKS, MARKS
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.revision import Change

_BLANK = rf"\t\r\f\v{BLANKS}"
# Each pattern starts with a literal or one class, which keeps the search fast.
_LINE_END = lazy(f"[{_BLANK}]+(?=\n|\\Z)")
_BLANK_ENDS_LINE = lazy(f"\n(?<=[{_BLANK}]\n)")  # breaks are few: quick to find nothing
_INDENT = lazy(
    f"\n[{_BLANK}]+(?=[^\\x00-\\x7f{_BLANK}]|[0-9(\"'\\[][^\n]*[{ALL_HAN}{MARKS}])"
    f"|\n\u3000[{_BLANK}]*(?=[A-Za-z][^\n]*[{ALL_HAN}])"  # an ideographic space indents nothing else
)
_BLANK_LINES = lazy("\n\n+")
_SPACE = "[ \u00a0\u3000]"
_SPACES, _SINGLE_SPACES = lazy(_SPACE), lazy("[ \u00a0]")
# Each run of spaces is tried once, from its first.
_BESIDE_MARKS = lazy(
    f"{_SPACE}(?<!{_SPACE}.)(?:(?<=[，、；：（《“‘〔「『].){_SPACE}*(?=[{ALL_HAN}《“‘（〔「『0-9])"
    f"|(?<=[{ALL_HAN}”’》）〕」』].){_SPACE}*(?=[，、；。）》”’〕」』]))"
)
_ODD = lazy(f"[{BLANKS.replace(' ', '').replace(chr(0x3000), '')}]")  # U+3000 sets names: 张　华
_INNER = lazy(f"[ \\u00a0](?<=[{ALL_HAN}].)(?<![条條章节節编編款].)(?=[{ALL_HAN}]{{2}})")
_CLAUSES = "，。；："
_CLAUSE = lazy(f"[{_CLAUSES}]")
LIKELY = -2.5  # log-probability of a character behind a space or break, from which it goes on with a word


def line_ends(text: str) -> list[Change]:
    """Blanks at the end of a line.

    >>> line_ends("一、总则 \\n第一条")
    [Change(start=4, end=5, after='', inferred=False, note='')]
    """
    if not (text[-1:].isspace() or _BLANK_ENDS_LINE.search(text)):
        return []
    return [Change(*match.span(), "") for match in _LINE_END.finditer(text)]


def indents(text: str) -> list[Change]:
    """Indents of Chinese paragraphs; those of code, Markdown and Latin text stay.

    >>> [change[:2] for change in indents("\u3000\u3000App下载后注册。\\n    x = 1  # 注释\\n  三、附则")]
    [(0, 2), (28, 30)]
    """
    changes = [Change(match.start() + 1, match.end(), "") for match in _INDENT.finditer(text)]
    first = _INDENT.match("\n" + text)
    return [Change(0, first.end() - 1, ""), *changes] if first else changes


def blank_lines(text: str) -> list[Change]:
    """More than one empty line in a row, and those at either end of the text.

    >>> [change[:3] for change in blank_lines("\\n一\\n\\n二\\n\\n\\n三\\n\\n")]
    [(0, 1, ''), (5, 8, '\\n\\n'), (9, 11, '\\n')]
    """
    last = len(text)
    lead = len(text) - len(text.lstrip("\n"))
    changes = [Change(0, lead, "")] if lead else []
    for match in _BLANK_LINES.finditer(text, lead):
        kept = "\n" if match.end() == last else "\n\n"
        if match.group() != kept:
            changes.append(Change(*match.span(), kept))
    return changes


def beside_marks(text: str) -> list[Change]:
    """Spaces after `，、；：（《“` and before `，、；。）》”`; one after a full stop may divide paragraphs.

    >>> [change.start for change in beside_marks("会议指出， 要加强 ，市长 龚 正")]
    [5, 9]
    """
    if not has(text, _SPACES):
        return []
    return [Change(*match.span(), "") for match in _BESIDE_MARKS.finditer(text)]


def odd_spaces(text: str) -> list[Change]:
    """No-break spaces and spaces of other widths, which a search for a plain one does not find.

    >>> [change[:3] for change in odd_spaces("World\u00a0Bank")]
    [(5, 6, ' ')]
    """
    return [Change(*match.span(), " ") for match in _ODD.finditer(text)]


def inner_spaces(text: str) -> list[Change]:
    """Single spaces inside words of running text, where the language model sees one word.

    Spaces in names, titles, lists and after `第一条` are kept.

    >>> [change.start for change in inner_spaces("会议指出，要加快推进经 济社会发展，市长 龚 正主持。")]
    [11]
    """
    changes = []
    end = -1
    for match in _INNER.finditer(text) if has(text, _SINGLE_SPACES) else ():
        if match.start() > end:
            end, running = _running_text(text, match.start())
        if match.start() in running and _one_word(text, *match.span()):
            changes.append(Change(*match.span(), "", inferred=True))
    return changes


def _running_text(text: str, at: int) -> tuple[int, range]:
    """The end of the line, and the span between its first and its last mark."""
    start, end = line_around(text, at)
    first = _CLAUSE.search(text, start, end)
    last = max(text.rfind(mark, start, end) for mark in _CLAUSES)
    return end, range(first.start() if first else end, last + 1)


def _one_word(text: str, start: int, end: int) -> bool:
    from policytext.language.likelihood import model

    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    score = model().score
    return score(right[0], left) > LIKELY and score(right, left) > score(" " + right, left)
