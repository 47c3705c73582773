"""Punctuation that page spinners doubled: a comma put before marks, or each mark written twice.

The last mark is the right one. Authors double marks too (！！ …… ——, 。。。 for an ellipsis), and
tables and programs have empty fields between commas. So a half-width comma before a full-width
mark speaks for itself, a mark written twice needs a sentence around it, and half-width ones need a
page that does it again and again: one `,,` in prose is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policytext.language.alphabet import has
from policytext.language.characters import NUMERALS, POINTS
from policytext.language.lines import line_around, lines_with
from policytext.language.patterns import lazy
from policytext.repairs.spinner.glosses import spinner_glosses
from policytext.repairs.spinner.insertions import FOLDED_MARKS, MARKS
from policytext.revision import Change, deletions

BEFORE_MARK = lazy(rf",(?=,{{0,2}}([{MARKS}])\1?(?![,{MARKS}]))")  # a page may be spun more than once
_BEFORE_FOLDED = lazy(
    rf"(?<![{FOLDED_MARKS}])(?:,{{1,3}}(?=[{FOLDED_MARKS}](?![{FOLDED_MARKS}]))"
    rf"|(?<=[^\x00-\x7f]),?([;:])(?=\1(?![{FOLDED_MARKS}])))"
)
_FOLDED = lazy(f"[{FOLDED_MARKS}]")
_BEHIND_MARK = lazy(",(?<=\\w[，、；：].)(?=[\\w(（《“])")
_EMPTY_FIELDS = lazy(",{5,}|^,|,$", re.MULTILINE)
PROSE = 12  # characters of a line that is no row of a small table
SENTENCE = 10  # and of a sentence that ends in a full stop rather than trails off
_NEAR = 200  # characters within which prose ends a sentence
_TWICE = lazy(r"([，、。；：])\1+")
_CUT = lazy(r"\A([，、。；：])\1(?!\1)|(?<=\w)([，、。；：])(?:\n\2(?!\2)|\2\Z)")
_ENDS_PHRASE = "%％‰℃)）]】〕》〉」』”’…—"  # or a letter, a character, a digit
_BEGINS_PHRASE = "(（[【〔《〈「『“‘"
_NO_FIELDS = "：；"  # what divides no fields of a table
_ITEM = lazy(f"[{NUMERALS}0-9]+")  # the number of a heading: 五、、保障措施
_OR_LINE = f"{_BEGINS_PHRASE} \n\u3000"
_BETWEEN = lazy(",,|\n")
_ENDS = lazy("[。；]")
_POINTS = lazy(f"[{POINTS}]")
_CHAT = lazy(  # of those who let sentences trail off
    r"我(?![们国省市县区州镇乡院部厅局委行军党])|[你啦吧呢哦啊吗呀~～@#\[]|哈哈|\.\.|http"
)
UNSURE = "a comma written twice, or an empty field of a table"


def find(text: str) -> list[Change]:
    """The superfluous first mark of each doubled one.

    >>> find("已经完成,，继续")
    [Change(start=4, end=5, after='', inferred=False, note='')]
    >>> find("姓名,,性别,年龄"), find("真的。。。好吧。。"), find("加强……推进——好")
    ([], [], [])
    >>> find("已经完成，,继续"), find("甲，,乙,丙,1，2")
    ([Change(start=5, end=6, after='', inferred=False, note='')], [])
    """
    return sorted([*_twice(text), *_commas(text), *deletions(_behind(text))])


def _commas(text: str) -> list[Change]:
    """Where a half-width comma stands before another mark without need."""
    if not has(text, _FOLDED):
        return []
    full = list(map(re.Match.span, BEFORE_MARK.finditer(text)))
    folded = list(map(re.Match.span, _BEFORE_FOLDED.finditer(text)))
    if not full and not folded:
        return []
    unsure: list[tuple[int, int]] = []
    if not (len(full) > 1 or (full and folded) or spinner_glosses(text)):
        full = [span for span in full if _ends_phrase(text, span[0])]
        folded = [span for span in folded if _is_in_prose(text, *span) and not _is_in_row(text, *span)]
        if not _is_habit(text, folded):
            unsure = [span for span in folded if not _is_between_sentences(text, *span)]
            folded = [span for span in folded if span not in unsure]
    marked = [Change(start, end + 1, None, note=UNSURE) for start, end in unsure if text[start] == ","]
    return [*deletions(full + folded), *marked]


def _behind(text: str) -> Iterator[tuple[int, int]]:
    """Half-width commas behind other marks, on lines that have no others: these may divide fields."""
    for line in lines_with(text, _BEHIND_MARK):
        found = [*_BEHIND_MARK.finditer(text, *line)]
        if len(found) == text.count(",", *line):
            yield from map(re.Match.span, found)


def _twice(text: str) -> Iterator[Change]:
    """Where a full-width mark is followed by itself: in a sentence, or on a page that doubles as a rule."""
    found: dict[str, list[tuple[int, int]]] = {}
    for twice in _TWICE.finditer(text):
        found.setdefault(twice[1], []).append(twice.span())
    stops = found.pop("。", [])  # some authors' ellipsis
    chosen: list[tuple[int, int]] = []
    for mark, spans in found.items():
        if not _are_pairs(spans):
            continue
        is_rule = len(spans) > 1 and _doubles(text, mark, spans)
        chosen += [span for span in spans if is_rule or _is_sentence(text, *span)]
    if _are_pairs(stops):
        is_rule = bool(chosen) or (len(stops) > 2 and _doubles(text, "。", stops))
        chosen += [span for span in stops if is_rule or _is_stop(text, *span)]
    if len(chosen) > 1:  # of a page that does so, those at its ends, too, and over a line end
        chosen += [found.span() for found in _CUT.finditer(text) if found.span() not in chosen]
    return (Change(start, end - 1, "") for start, end in chosen)


def _are_pairs(spans: list[tuple[int, int]]) -> bool:
    """Are they marks written twice, or twice that, and never three times?"""
    return all(end - start in (2, 4) for start, end in spans)


def _doubles(text: str, mark: str, spans: list[tuple[int, int]]) -> bool:
    """Is the mark mostly written twice?"""
    doubled = sum(end - start for start, end in spans)
    return 3 * doubled >= 2 * text.count(mark)


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Does the mark stand between words of a sentence, and not for an empty field of a table?"""
    after = text[end : end + 1]
    low, high = line_around(text, start, end)
    line = text[low:high]
    heads_item = text[start] == "、" and _ITEM.fullmatch(text, low, start) is not None
    divides_no_fields = text[start] in _NO_FIELDS or heads_item
    goes_on = after.isalnum() or (after in _BEGINS_PHRASE and after != "")
    goes_on = goes_on or (after in ("", "\n") and divides_no_fields)
    is_prose = len(line) > PROSE or "。" in line or divides_no_fields
    is_chat = end - start > 2 and _CHAT.search(line) is not None  # who trails off with ，，，，
    return _ends_phrase(text, start) and goes_on and is_prose and not is_chat


def _is_stop(text: str, start: int, end: int) -> bool:
    """Does it end a sentence of some length, nothing of which is chat?"""
    low, high = line_around(text, start, end)
    before = max(low, text.rfind("。", low, start) + 1)
    return end - start == 2 and start - before >= SENTENCE and not _CHAT.search(text, low, high)


def _ends_phrase(text: str, at: int) -> bool:
    while at and text[at - 1] == ",":
        at -= 1
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in _ENDS_PHRASE)


def _is_in_prose(text: str, start: int, end: int) -> bool:
    """Does the comma stand between phrases, with the end of a sentence not far, or of no short fields?"""
    after = text[end + 1 : end + 2]
    between = _ends_phrase(text, start) and (after.isalnum() or after in _OR_LINE)
    is_no_field = text[start] != text[end]  # 主任,:某某
    # A table has other commas, or lines.
    is_alone = start > 2 * SENTENCE and text.count(",") == 2 and "\n" not in text
    return between and (
        is_no_field
        or is_alone
        or "。" in text[max(0, start - _NEAR) : start + _NEAR]
        or _is_of_phrases(text)
    )


@lru_cache(1)  # asked for each comma of a text
def _is_of_phrases(text: str) -> bool:
    """Is every comma of the text doubled, and what they divide longer than fields of a table?"""
    commas, doubled = text.count(","), text.count(",,")
    return doubled > 1 and commas == 2 * doubled and len(text) >= SENTENCE * len(_BETWEEN.split(text))


def _is_in_row(text: str, start: int, end: int) -> bool:
    """Has the line beside it as many commas, and neither has marks of sentences: rows of a table?"""
    low, high = line_around(text, start, end)
    commas = text.count(",", low, high)
    if _POINTS.search(text, low, high):
        return False
    beside = [line_around(text, at) for at in (low - 1, high + 1) if 0 < at < len(text)]
    return any(text.count(",", *line) == commas and not _POINTS.search(text, *line) for line in beside)


def _is_between_sentences(text: str, start: int, end: int) -> bool:
    """Does its line have several sentences, as rows of a table hardly have?"""
    low, high = line_around(text, start, end)
    return len(_ENDS.findall(text, low, high)) > 1


def _is_habit(text: str, spans: list[tuple[int, int]]) -> bool:
    """Is the comma doubled again and again, and not for empty fields of a table?"""
    return len(spans) > 1 and 2 * len(spans) >= text.count(",,") and not _EMPTY_FIELDS.search(text)
