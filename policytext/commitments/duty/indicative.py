"""Duties in the indicative of rules: 第九条　征信中心提供查询证明."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.commitments.cues import cue, words
from policytext.commitments.duty.agents import BREAK, UNTIL, WHEN, Agent, agent, doing
from policytext.commitments.duty.bodies import names
from policytext.language.patterns import lazy
from policytext.language.tagger import tag

_FURTHEST = 120  # code points behind a preposition in which its verb stands

PAST = lazy("了(?!解|结)|已(?!批|建|有的)|曾|近日|年来|以来|去年|上年|先后|累计")
_AHEAD = lazy(rf"{UNTIL}|确保|力争|争取")
_NEXT = lazy("；|，(?=各)|的，|[年月日时]内，")  # behind which another does something
_MARK = lazy("[，；]")
_ONLY_BY_WHEN = lazy(rf"于{UNTIL}，$")  # 甲县于8月底前，乙县于9月底前，完成…: one list
_NOUN = lazy(".*的(?:情况|行为|事项|活动|问题)[，；。]?")  # 审计下列：…，征收部门征收预算收入的情况，…
_EACH = lazy("[各每]个?(?:社区|[村镇区市县])")
_PREPOSITION = lazy("[对向在于按将根依以]")  # 对…的行为，可以…: the verb stands behind the mark
_NO_NOUN = ("v", "vd", "d", "ad", "p", "c")  # tags of what no name begins with
_NO_NAME = ("p", "d", "ad", "vd")  # and of what none holds
_OFFICE = lazy("(?:中心|署|局|院|机关|委员会|部门|机构|单位|[大支总中]?队|[科办站所])")
_RULE = lazy("[^，。；]{2,60}(?P<mark>，)(?:依照|依据|根据|按照?)[^，。；]{2,50}，")
_WHOLE = ("国家", "本市", "本省", "本县", "本区", "全省", "全市")  # who is nobody in particular


def indicative(text: str, low: int, high: int, article: bool = True) -> Iterator[Agent]:
    """Bodies of a rule's sentence `[low, high)`, or of its beginning, that do something, without a modal.

    `article`: it stands in one; elsewhere only offices count.

    >>> [found.names[0].text for found in indicative("征信中心根据申请提供证明。", 0, 13)]
    ['征信中心']
    """
    if PAST.search(text, low, high) or is_reached(text, low, low, high):
        return
    for start in (low, *(mark.end() for mark in _NEXT.finditer(text, low, high))):
        found = _by_rule(text, start, high) or agent(text, start, high, doing("acts"), any_verb=True)
        posts = found
        if not found and WHEN.search(text, start, high):
            posts = agent(text, start, high, doing("acts"), any_verb=True, parties=True)
        often = WHEN.match(text, posts.end, high) if posts else None  # 河长|每月巡河
        found = posts if often else found
        if not found or not is_named(text, start, found.end) or not is_told(text, found.end, high):
            continue
        offices = text.endswith("部门", start, found.end)  # 海警、海事等部门
        if article or often or offices or all(words("assigned").fullmatch(it.text) for it in found.names):
            yield found


def told_behind(text: str, low: int, high: int) -> Iterator[tuple[int, int, Agent]]:
    """Offices behind a mark that do something, and do not only help, with the clause of each.

    >>> text = "县水利局负责调度，县气象局发布预报，县林业局配合。"
    >>> [(text[start:end], who.names[0].text) for start, end, who in told_behind(text, 4, len(text))]
    [('县气象局发布预报，', '县气象局')]
    """
    marks = [match.end() for match in _MARK.finditer(text, low, high)]
    for start, end in zip(marks, [*marks[1:], high], strict=False):
        for who in indicative(text, start, end, article=False):
            does = who.end + 2 * text.startswith(("予以", "给予", "积极", "密切"), who.end)
            helps = text[start - 1] == "，" and words("support").match(text, does)
            mark = text.find("，", who.end, end)
            if words("modal").search(text, who.end + 1, mark if mark >= 0 else end):
                continue  # 收费和银行|融资利息要严格区分: the subject is longer
            aside = text.count("（", low, start) > text.count("）", low, start)
            if helps or aside or _NOUN.fullmatch(text, who.end, end) or text.startswith("委托", start):
                continue
            if not _ONLY_BY_WHEN.search(text, max(0, start - 30), start):
                yield start, end, who


def _by_rule(text: str, start: int, high: int) -> Agent | None:
    """Names before a mark, where what follows says by which rule they act: 有关部门，依照本条例，…."""
    mark = _RULE.match(text, start, high)
    listed = names(text, start, mark.start("mark")) if mark else []
    return Agent(listed, mark.end("mark")) if mark and listed else None


def is_named(text: str, start: int, end: int) -> bool:
    """Are these names and no call: 征信中心, but not 释放企业|产能, 本市建立志愿服务组织|培育机制?"""
    if words("weak").match(text, end - 2, end) and not _EACH.fullmatch(text, start, end):
        return False
    said = tag(text[start:end])
    office = len(said) == 2 and _OFFICE.fullmatch(said[1].text)
    acts = said[0].text in _WHOLE and said[1:] and said[1].tag.startswith("v")
    if acts or (said[0].tag in _NO_NOUN and not office) or any(word.tag in _NO_NAME for word in said):
        return False
    return not (cue("call").match(text, start, end) or words("no_office").search(text, start, end))


def is_reached(text: str, low: int, start: int, end: int) -> bool:
    """Does a clause tell what of a task was done, and nothing in the sentence from `low` by when to do it?

    >>> is_reached("完成年度任务的124.3%", 0, 0, 13), is_reached("6月底前完成任务的60%", 0, 0, 13)
    (True, False)
    """
    if words("surpassed").search(text, start, end):
        return True
    return words("share_done").search(text, start, end) is not None and not _AHEAD.search(text, low, end)


def is_told(text: str, start: int, high: int) -> bool:
    """Does what begins at `start` tell somebody to do something: no right, no condition, no definition?"""
    how_often = WHEN.match(text, start, high)
    start = how_often.end() if how_often else start
    mark = BREAK.search(text, start, high)
    if mark is None or _PREPOSITION.match(text, start):
        mark = None
    end = mark.start() if mark else min(high, start + _FURTHEST)
    if text[start : start + 1] in "，、," or words("not_duty").search(text[start:end]):
        return False
    return not (words("if").match(text, start, high) or words("relative").match(text, start, high))
