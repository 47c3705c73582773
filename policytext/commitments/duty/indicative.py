"""What rules say in the indicative that somebody does: 第九条　征信中心提供查询证明."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.commitments.duty.agents import BREAK, RELATIVE, WEAK, Agent, agent, doing, words
from policytext.commitments.target.cues import cue
from policytext.language.patterns import late
from policytext.language.tagger import tag

_FURTHEST = 120  # code points behind a preposition in which its verb stands

_PAST = late("了(?!解|结)|已(?!批|建|有的)|曾|近日|年来|以来|去年|上年|先后|累计")
_NEXT = late("；|，(?=各)|的，")  # behind which another does something
_CONDITION = late("[^。；]*?的[，：]|[^，。；]*(?:的[。；]|(?<![自理])由)")  # 单位违反本法的，…
_PREPOSITION = late("[对向在于按将根依以]")  # 对…的行为，可以…: the verb stands behind the mark
_NO_NOUN = ("v", "vd", "d", "ad", "p", "c")  # tags of what no name begins with
_NO_NAME = ("p", "d", "ad", "vd")  # and of what none holds
_OFFICE = late("(?:中心|署|局|院|机关|委员会|部门|机构)")
_WHOLE = ("国家", "本市", "本省", "本县", "本区", "全省", "全市")  # who is nobody in particular


def indicative(text: str, low: int, high: int) -> Iterator[Agent]:
    """Bodies of a rule's sentence `[low, high)`, or of its beginning, that do something, without a modal.

    >>> [found.names[0].text for found in indicative("征信中心根据申请提供证明。", 0, 13)]
    ['征信中心']
    """
    if _PAST.search(text, low, high):
        return
    for start in (low, *(mark.end() for mark in _NEXT.finditer(text, low, high))):
        found = agent(text, start, high, doing("acts"), any_verb=True)
        if found and _is_named(text, start, found.end) and _is_told(text, found.end, high):
            yield found


def _is_named(text: str, start: int, end: int) -> bool:
    """Are these names and no call: 征信中心, but not 释放企业|产能, 本市建立志愿服务组织|培育机制?"""
    if WEAK.match(text, end - 2, end):
        return False
    said = tag(text[start:end])
    office = len(said) == 2 and _OFFICE.fullmatch(said[1].text)
    if (said[0].tag in _NO_NOUN and not office) or any(word.tag in _NO_NAME for word in said):
        return False
    if said[0].text in _WHOLE and said[1:] and said[1].tag.startswith("v"):
        return False
    return not (cue("call").match(text, start, end) or words("no_office").search(text, start, end))


def _is_told(text: str, start: int, high: int) -> bool:
    """Does what begins at `start` tell somebody to do something: no right, no condition, no definition?"""
    mark = BREAK.search(text, start, high)
    if mark is None or _PREPOSITION.match(text, start):
        mark = None
    end = mark.start() if mark else min(high, start + _FURTHEST)
    if text[start] in "，、," or words("not_duty").search(text[start:end]):
        return False
    return not (_CONDITION.match(text, start, high) or RELATIVE.match(text, start, high))
