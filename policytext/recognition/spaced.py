"""Names with blanks between their characters, in lists, behind labels and offices: 县财政局易  阳."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from itertools import chain

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.nameform import characters_of, has_standing, not_names
from policytext.resources import word_set

_BLANKS = " \u3000"


def spaced_names(
    text: str, ends: Collection[int], starts: Set[int], blocked: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Two or three characters with blanks between, in a list or behind a label or an office: ：粟　现、.

    None of a list with a word in it: 红　茶、黑　茶. `ends`, `starts`: where offices do; behind one
    (县财政局|易  阳) a word is a name, and so is what stands beside it in the list.

    >>> text = "成员：县财政局易  阳、胡  笳"
    >>> [text[start:end] for start, end in spaced_names(text, {7}, {3}, ())]
    ['易  阳', '胡  笳']
    """
    run: list[tuple[int, int]] = []
    held = False
    for span in chain(_spaced_out(text, ends), [None]):
        if run and (span is None or span[0] != run[-1][1] + 1):
            first = _ITEM_BEFORE.search(text, max(0, run[0][0] - 5), run[0][0])  # 有红　茶、|黑　茶
            listed_ = [*run, first.span(1)] if first else run
            if held or not any(_is_spaced_word(text, *each) for each in listed_):
                yield from (each for each in run if _may_be_apart(text, *each, blocked))
            run, held = [], False
        if span and (span[1] in starts or _CLOSE.match(text, span[1])):
            run.append(span)
            held |= _is_held(text, span[0], ends) or _in_office(text, span[1], starts)


def _spaced_out(text: str, ends: Collection[int]) -> Iterator[tuple[int, int]]:
    """Characters with blanks between, behind a mark or what somebody is."""
    end = 0
    for match in _SPACED_OUT.finditer(text):
        start = match.start()
        if start >= end and (text[start - 1 : start] in _OPENS or _is_held(text, start, ends)):
            end = match.end(1)
            yield start, end


def _is_held(text: str, start: int, ends: Collection[int]) -> bool:
    at = _before_blanks(text, start)
    return at in ends or has_standing(text, at)


def _in_office(text: str, end: int, starts: Set[int]) -> bool:
    """Does an office stand in brackets behind it?"""
    return text[end : end + 1] == "（" and not starts.isdisjoint(range(end + 1, text.find("）", end)))


def _before_blanks(text: str, at: int) -> int:
    while at and (text[at - 1] in _BLANKS or text[at - 1] in "：:"):
        at -= 1
    return at


def _is_spaced_word(text: str, start: int, end: int) -> bool:
    name = _BLANK.sub("", text[start:end])
    return is_known(name) and surnames().get(name[0]) != 2


def _may_be_apart(text: str, start: int, end: int, blocked: Collection[int]) -> bool:
    name = _BLANK.sub("", text[start:end])
    particle = {name[0], name[-1]} & characters_of("function") - set(surnames())
    third = len(name) > 2 and (
        not (name[0] in surnames() or name[:2] in surnames()) or name[-1] in _OF_BODIES
    )
    office = name in word_set("posts.tsv", "post", "beside")  # 中国人民银行　行　长
    office = office or name in ("年月", "年月日", "月日")
    other = third or office or name[0] in _COUNTS or name in not_names()
    return not (particle or other or start in blocked)


_OF_BODIES = "会局部院署委厅办"  # 银　监　会
_BLANK = lazy(r"\s")
_OPENS = ("", "：", "、", "，", "；", "\n", "）")
_CLOSE = lazy(rf"[、，；。（\n]|$|[{_BLANKS}]{{2}}|[{_BLANKS}]\d|(?:同志)?任")
_ITEM_BEFORE = lazy(rf"([{HAN}][{_BLANKS}]{{1,2}}[{HAN}])、\Z")
_SPACED_OUT = lazy(
    rf"(?=([{HAN}](?P<gap>[{_BLANKS}]{{1,2}})[{HAN}](?:(?P=gap)[{HAN}])?)"
    rf"(?![{_BLANKS}]*[：:]|(?P=gap)[{HAN}](?:[{_BLANKS}]|$)))"
)
_COUNTS = "第各每一二三四五六七八九十"  # with which no name begins
