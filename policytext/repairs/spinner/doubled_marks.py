"""Punctuation that page spinners doubled: a comma put before marks, or each mark written twice.

The second mark is the right one. Authors double marks too (！！ …… ——, 。。。 for an ellipsis), and
tables and programs have empty fields between commas. So a half-width comma before a full-width
mark speaks for itself, and everything else needs a page that does it again and again.
"""

from __future__ import annotations

import re

from policytext.language.patterns import late
from policytext.repairs.spinner.glosses import spinner_glosses
from policytext.repairs.spinner.insertions import FOLDED_MARKS, MARKS
from policytext.revision import Change

BEFORE_MARK = late(f",(?=[{MARKS}](?![,{MARKS}]))")
_BEFORE_FOLDED = late(f"(?<!,),(?=[{FOLDED_MARKS}](?![{FOLDED_MARKS}]))")
_EMPTY_FIELDS = late(",,,|^,|,$", re.MULTILINE)
PROSE = 12  # characters of a line that is no row of a small table
_NEAR = 200  # characters within which prose ends a sentence
_TWICE = late(r"([，、。；：])\1")
_ENDS_PHRASE = "%％‰℃)）]】〕》〉」』”’…—"  # or a letter, a character, a digit
_BEGINS_PHRASE = "(（[【〔《〈「『“‘ \n\u3000"


def find(text: str) -> list[Change]:
    """The superfluous first mark of each doubled one.

    >>> find("已经完成,，继续")
    [Change(start=4, end=5, after='', inferred=False, note='')]
    >>> find("姓名,,性别,年龄"), find("真的。。。好吧。。"), find("加强……推进——好")
    ([], [], [])
    """
    places = _twice(text)
    if "," in text:
        places += _commas(text)
    return [Change(place, place + 1, "") for place in sorted(places)]


def _commas(text: str) -> list[int]:
    """Where a half-width comma stands before another mark without need."""
    full = list(map(re.Match.start, BEFORE_MARK.finditer(text)))
    folded = list(map(re.Match.start, _BEFORE_FOLDED.finditer(text)))
    if not full and not folded:
        return []
    if not (len(full) > 1 or (full and folded) or spinner_glosses(text)):
        full = [at for at in full if _ends_phrase(text, at)]
        folded = [at for at in folded if _is_in_prose(text, at)]
        if not _is_habit(text, folded):
            folded = []
    return full + folded


def _twice(text: str) -> list[int]:
    """Where a full-width mark is followed by itself: in prose, or on a page that doubles as a rule."""
    found: dict[str, list[int]] = {}
    for twice in _TWICE.finditer(text):
        found.setdefault(twice[1], []).append(twice.start())
    if not found:
        return []
    stops = found.pop("。", [])  # some authors' ellipsis
    places = [
        at
        for mark, starts in found.items()
        if mark * 3 not in text
        for at in starts
        if (_doubles(text, mark, len(starts)) and len(starts) > 1) or _is_sentence(text, at)
    ]
    if "。。。" not in text and (places or (len(stops) > 2 and _doubles(text, "。", len(stops)))):
        places += stops
    return places


def _is_sentence(text: str, at: int) -> bool:
    """Does the mark stand between words of a sentence, and not for an empty field of a table?"""
    low = text.rfind("\n", 0, at) + 1
    high = text.find("\n", at)
    line = text[low : high if high >= 0 else len(text)]
    return (
        _ends_phrase(text, at) and text[at + 2 : at + 3].isalnum() and (len(line) > PROSE or "。" in line)
    )


def _doubles(text: str, mark: str, count: int) -> bool:
    """Is the mark mostly written twice, and never three times?"""
    return 3 * count >= text.count(mark) and mark * 3 not in text


def _ends_phrase(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in _ENDS_PHRASE)


def _is_in_prose(text: str, at: int) -> bool:
    """Does the comma stand between phrases, with the end of a sentence not far?"""
    after = text[at + 2 : at + 3]
    between = _ends_phrase(text, at) and (after.isalnum() or after in _BEGINS_PHRASE)
    return between and "。" in text[max(0, at - _NEAR) : at + _NEAR]


def _is_habit(text: str, places: list[int]) -> bool:
    """Is the comma doubled again and again, and not for empty fields of a table?"""
    return len(places) > 1 and 2 * len(places) >= text.count(",,") and not _EMPTY_FIELDS.search(text)
