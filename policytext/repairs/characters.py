"""Characters that stand in for others or for nothing: radicals, invisible marks, controls, private use.

All of it is legitimate somewhere: soft hyphens in German, joiners in Persian and in emoji, radicals in a
dictionary, form feeds in source code. So each is touched only beside Chinese, where it has no use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from policytext.language.alphabet import has
from policytext.language.characters import (
    COMPATIBILITY_HAN,
    HAN,
    HANGUL,
    INVISIBLE,
    KANA,
    MARKS,
    PRIVATE_USE,
    RADICALS,
    is_han,
)
from policytext.language.lines import line_around, neighbours
from policytext.language.patterns import LazyPattern, lazy
from policytext.resources import mapping
from policytext.revision import Change, deletions

_RADICALS = lazy(f"[{RADICALS}{COMPATIBILITY_HAN}]+")
_UNITS = lazy("[⽉⽇⼈⼾⽄⽕⾥⽶⼤⼩⾓⼯⽥⼿]")  # that numbers are followed by: 3⽉31⽇
_KANA_OR_HANGUL = lazy(f"[{KANA}{HANGUL}]")
_INVISIBLE = lazy(f"[{INVISIBLE}]+")
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # of a variant; those behind emoji and ☎ are needed
_SELECTED = lazy(f"(?<=[{HAN}])[{_SELECTORS}]+")
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
_SEQUENCE = r"\x1b\[[0-9;?]{0,32}[@-~]"  # of a terminal: ECMA-48, section 5.4
_CONTROLS = lazy(f"(?:{_SEQUENCE}|[{_CONTROL}])+")
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")
_PRIVATE = lazy(f"[{PRIVATE_USE}]+")
_SUSPECT = lazy(f"[{_CONTROL}{INVISIBLE}{_SELECTORS}{RADICALS}{PRIVATE_USE}{COMPATIBILITY_HAN}]")
_ABOUT_RADICALS = lazy(f"部首[：:\t]|康熙字典|偏旁|部件[：:]|[{RADICALS}]部[，、]")
_LOST_INDENT = lazy(rf"^(\?{{2}}|\?{{4}}|\?{{8}})(?=([{HAN}《“（])|[^\s?])", re.MULTILINE)

LISTED = 4  # characters within which another radical shows that they are listed
NEAR = 100  # characters of a line that are looked at
_ENDS_SENTENCE = frozenset("。！？；：…”’」』）.!?;:)")
_IDEOGRAPHIC_SPACE = "\u3000"
LIKELY_POINT = "private use between digits: a decimal point in some Chinese fonts"
_UNSEEN = "private use: only the page's own font shows it"
_BEGUN = lazy("\\A锘(?:[?\ufffd]|匡豢)")  # a byte order mark read as GBK, the third byte lost; or two
_BLANK = "\ue5e5"  # the ideographic space of code page 936 at A3A0, which has no Unicode character


def find_radicals(text: str) -> list[Change]:
    """Radicals and compatibility ideographs, beside Chinese, that stand for the characters they look like.

    >>> [change.after for change in find_radicals("加强⾏动和⻓效机制")]
    ['行', '长']
    >>> find_radicals("部首：⼀、⼁、⼂"), find_radicals("福\uf9b6の塔"), find_radicals("笔画：⼀部、⼁部")
    ([], [], [])
    """
    likely = [found for found in _but_about_radicals(text) if not _is_foreign(text, found.start())]
    is_rule = any(_beside(is_han, text, *found.span()) for found in likely)  # then cells have them too
    return [
        Change(*found.span(), "".join(map(_meant, found[0])))
        for found in likely
        if _beside(is_han, text, *found.span())
        or _is_alone(text, *found.span())
        or (is_rule and _is_cell(text, *found.span()))
    ]


def _but_about_radicals(text: str) -> Iterator[re.Match[str]]:
    """Radicals on lines that do not speak of them; each line is judged once."""
    end, is_about = -1, False
    for found in _found(_RADICALS, text):
        if found.start() > end:
            start, end = line_around(text, *found.span())
            is_about = _ABOUT_RADICALS.search(text, start, end) is not None
        if not is_about:
            yield found


def _is_cell(text: str, start: int, end: int) -> bool:
    """Is it all that stands between tabs or line ends?"""
    return not neighbours(text, start, end).strip("\t\n")


def _is_alone(text: str, start: int, end: int) -> bool:
    """Does it stand by a number or a mark, with Chinese near, and not in a list of radicals?"""
    before, behind = text[max(0, start - LISTED) : start], text[end : end + LISTED]
    if before[-1:].isdecimal() and _UNITS.match(text, start):
        return True
    around = before + behind
    return any(map(is_han, around)) and not _RADICALS.search(around)


def find_invisible(text: str) -> list[Change]:
    r"""Zero-width and directional marks, soft hyphens and byte order marks beside Chinese, or in its line.

    And what selects the form of a character, but beside Japanese.

    >>> find_invisible("国\u200b务院")
    [Change(start=1, end=2, after='', inferred=False, note='')]
    >>> find_invisible("Donau\u00addampf می\u200cخواهم")
    []
    """
    begun = (found.span() for found in _BEGUN.finditer(text, 0, 3))
    marks = (
        found.span()
        for found in _found(_INVISIBLE, text)
        if (_beside(_is_chinese, text, *found.span()) or _is_in_chinese_line(text, *found.span()))
        and not _is_beside_joined(text, *found.span())
    )
    selectors = (found.span() for found in _found(_SELECTED, text) if not _is_foreign(text, found.start()))
    return deletions(sorted((*begun, *marks, *selectors)))


def _is_in_chinese_line(text: str, start: int, end: int) -> bool:
    """Does it stand by letters, digits or signs of ASCII, or an end of the text, on a line with Chinese?"""
    if not neighbours(text, start, end).isascii():
        return False
    low = text.rfind("\n", max(0, start - NEAR), start) + 1 or max(0, start - NEAR)
    return any(map(is_han, text[low : end + NEAR].partition("\n")[0]))


def find_controls(text: str) -> list[Change]:
    r"""Control characters beside Chinese; breaks of pages and lines after a sentence become line breaks.

    What a terminal would obey goes wherever it stands.

    >>> [change.after for change in find_controls("国\x00务院。\x0c第二章")]
    ['', '\n']
    >>> [(change.start, change.end) for change in find_controls("GDP \x1b[31mup，20\x0026年")]
    [(4, 9), (14, 15)]
    """
    changes = []
    for found in _found(_CONTROLS, text):
        start, end = found.span()
        may_break = not _BREAKS.isdisjoint(found[0])
        is_inside = not may_break and _is_in_chinese_line(text, start, end)
        if "\x1b" in found[0] or _beside(_is_chinese, text, start, end) or is_inside:
            is_break = may_break and text[start - 1 : start] in _ENDS_SENTENCE
            changes.append(Change(start, end, "\n" if is_break and text[end : end + 1] != "\n" else ""))
    return changes


def find_private(text: str) -> list[Change]:
    r"""Private-use characters: those that are in Unicode now become that beside Chinese, others are marked.

    >>> [change.after for change in find_private("第一条\ue5e5为了，部件\ue81e，小于2\ue0105厘米")]
    ['\u3000', '龴', None]
    """
    changes = []
    for found in _found(_PRIVATE, text):
        start, end = found.span()
        known = [_standard().get(character, "") for character in found[0]]
        if all(known) and (_beside(_is_of_chinese, text, start, end) or not found[0].strip(_BLANK)):
            changes.append(Change(start, end, "".join(known)))
        else:
            around = neighbours(text, start, end)
            is_point = end - start == 1 and len(around) == 2 and around.isdecimal()
            changes.append(Change(start, end, None, note=LIKELY_POINT if is_point else _UNSEEN))
    return changes


def find_lost_indents(text: str) -> list[Change]:
    r"""Question marks that conversion left of the two ideographic spaces a paragraph begins with.

    >>> [change.after for change in find_lost_indents("????一、总体要求\n????二、任务")]
    ['\u3000\u3000', '\u3000\u3000']
    >>> find_lost_indents("??什么")
    []
    """
    if "??" not in text:
        return []
    found = list(_LOST_INDENT.finditer(text))
    telling = [len(indent[1]) for indent in found if indent[2]]
    if len(telling) < 2 and telling != [4]:
        return []
    return [Change(*indent.span(), _IDEOGRAPHIC_SPACE * 2, inferred=True) for indent in found]


def _found(kind: LazyPattern, text: str) -> Iterable[re.Match[str]]:
    return kind.finditer(text) if has(text, _SUSPECT) else ()


def _meant(character: str) -> str:
    return _radicals().get(character) or unicodedata.normalize("NFKC", character)


def _beside(kind: Callable[[str], bool], text: str, start: int, end: int) -> bool:
    """Does a character of this kind stand right before or behind?"""
    return (end < len(text) and kind(text[end])) or (start > 0 and kind(text[start - 1]))


def _is_chinese(char: str) -> bool:
    """A Chinese character, part of one, or a mark that only Chinese and Japanese use."""
    return is_han(char) or "\u2e80" <= char <= "\u303f" or "\uff01" <= char <= "\uff60"


def _is_of_chinese(char: str) -> bool:
    return _is_chinese(char) or char in MARKS


def _is_foreign(text: str, at: int) -> bool:
    """Is there Japanese or Korean near, which have these characters in their own standards?"""
    return _KANA_OR_HANGUL.search(text, max(0, at - 40), at + 40) is not None


def _is_beside_joined(text: str, start: int, end: int) -> bool:
    """Does it stand by an emoji or by writing from right to left, which need such marks?"""
    around = neighbours(text, start, end)
    return any(char > "\U0001f000" or unicodedata.bidirectional(char) in ("R", "AL") for char in around)


_radicals = partial(mapping, "radicals.tsv")
_standard = partial(mapping, "private_use.tsv")
