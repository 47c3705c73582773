"""Duties in the form 由 … (by): 由市水务局会同市财政局制定."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytext.commitments.cues import words
from policytext.commitments.duty.agents import Agent, agent, doing
from policytext.commitments.duty.bodies import Name
from policytext.commitments.duty.brackets import item
from policytext.commitments.duty.helpers import helpers, helping
from policytext.commitments.duty.indicative import told_behind
from policytext.commitments.duty.inline import INLINE, end_of_item
from policytext.commitments.model import Duty, Role
from policytext.language.patterns import lazy
from policytext.language.sentences import parts
from policytext.structure.numbering import number_at

_BY = lazy("(?<![自理事缘])由(?![于於此]|[0-9一二三四五六七八九十百千万]+多?[人户](?:增|减|提|上升|下降))")
_IF = lazy("(?:^|.*[，；])[若如凡][^，；]{0,12}")  # 若软件由申报主体自行开发
_DEFINED = lazy("[是系]指")  # 应用软件是指由生产企业自行安装的软件
_MARKS = "，。；！？）)\n"
_BY_WHEN = lazy("[，、]?[^，。；]{0,14}(?:完成|到位|办结)")  # 年底前完成
_ALONE = ("牵头", "负责", "落实", "实施")  # verbs that say no more than who: what is done stands before 由
_FORBIDDEN = lazy(  # without what follows if somebody does: ，违者…, ，破坏的依法处罚
    "(?<!关于)(?<!所称)(?<!为了)(?<![《“])(?:严禁|禁止)(?P<who>任何(?:单位|组织|机构)(?:和|或者?|、)个人)"
    "(?:[^，。；\n]|，(?!违|[^，。；\n]{1,10}的[，依由将应责给]))+(?=[，。；\n]|$)"
)
_SHARED = lazy("按照?(?:各自)?职[责能]|(?:共同|分别|具体)?(?:负责|落实|承担|抓好|(?:组织)?实施)")
_EDGES = "，、（( \u3000"
_MAY = lazy(".*(?:可以?|不得|不|能够?|已经?|曾)")  # what may be done, or was


def by(text: str) -> Iterator[Duty]:
    """Bodies behind 由, and what they do. What may be done or was done is none, nor 由…审批的项目, 由…组成.

    >>> [(duty.bodies[0][0].text, duty.bodies[0][1]) for duty in by("本办法由市水务局负责解释。")]
    [('市水务局', 'responsible')]
    """
    for low, high in parts(text):
        defined = _DEFINED.search(text, low, high)
        suggested = words("suggested").search(text, low, high)
        charged: list[tuple[int, Agent]] = []
        for match in _BY.finditer(text, low, defined.start() if defined else high):
            if suggested and suggested.start() < match.start():
                break
            may = _MAY.fullmatch(text, max(low, match.start() - 3), match.start())
            if may or _IF.fullmatch(text, low, match.start()):
                continue
            found = agent(text, match.end(), high, doing("by"), any_verb=True, parties=True)
            if found and not words("relative", "means").match(text, found.end, high):
                charged.append((match.start(), found))
        told: dict[Duty, None] = {}  # those behind a mark stand behind each 由 of their sentence
        starts = [start for start, _ in charged]
        for (start, found), following in zip(charged, [*starts, high][1:], strict=True):
            end = end_of_item(text, low, found.end, _until(text, found.end, following, high))
            told |= dict.fromkeys(_told(text, found, end, _before(text, low, start)))
        yield from told


def forbidden(text: str) -> Iterator[Duty]:
    """What nobody may do.

    >>> [(duty.bodies[0][0].text, duty.form) for duty in forbidden("严禁任何单位和个人侵占河道。")]
    [('任何单位和个人', 'modal')]
    """
    for found in _FORBIDDEN.finditer(text):
        name = Name(found["who"], *found.span("who"))
        yield Duty(found.start(), found.end(), ((name, "responsible"),), "modal")


def _until(text: str, start: int, following: int, high: int) -> int:
    """Where what is told behind one 由 ends: before the next at `following`, and the case that it is for.

    >>> text = "由甲局责令改正；情节严重的，由乙局罚款"
    >>> text[3 : _until(text, 3, 14, len(text))]
    '责令改正'
    """
    if following == high:
        return high
    part = text.rfind("；", start, following)
    if part < 0 and text[following - 1] == "，":
        part = text.rfind("，", start, following - 1) if text[following - 2] == "的" else following - 1
    return part if part > start else high


def _told(text: str, found: Agent, end: int, before: tuple[int, int]) -> Iterator[Duty]:
    """The duty of those behind 由, and those of others behind a mark: …，县财政局落实资金."""
    _, helped = helpers(text, found.end, end)
    also = [(start, who) for start, _, who in told_behind(text, helped or found.end, end)]
    ends = [*(start - 1 for start, _ in also), end]
    own = list(_duty(text, found.names, found.end, ends[0], before))
    if also and not own:  # 由市教育局负责，市财政局落实资金, and nothing stands above
        whole = _duty(text, found.names, found.end, end, before)
        own = [replace(duty, start=found.end, end=ends[0]) for duty in whole]
    yield from own
    for (_, who), last in zip(also, ends[1:], strict=True):
        until = last - (text[last - 1] in "。！？；")
        more, helped, past = helping(text, who.end, until)  # 县财政局落实资金，县气象局配合
        bodies: list[tuple[Name, Role]] = [(name, "responsible") for name in who.names]
        if past == until:
            until = helped
            bodies += [(name, "support") for name in more]
        span = (who.end, until)
        if words("only_done").fullmatch(text, *span):  # 各县落实: what stands before 由, or above
            above = before if before[0] < before[1] else item(text, before[1])
            span = above if above[0] < above[1] else span
        yield Duty(*span, tuple(bodies), "bare")


def _before(text: str, low: int, by: int) -> tuple[int, int]:
    """The text before 由 in its sentence; an empty span if there is none."""
    numbered = number_at(text[low:by])
    inline = [item.end() for item in INLINE.finditer(text, low, by)]
    behind = text.rfind("；", low, by) + 1  # 甲由县民政局负责；乙由县财政局负责
    start, end = max([low + (numbered[1] if numbered else 0), behind, *inline]), by
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _duty(
    text: str, listed: Sequence[Name], start: int, high: int, before: tuple[int, int]
) -> Iterator[Duty]:
    """The duty of a 由 clause: its action is after the bodies or `before` (建设机场，由市交通局牵头)."""
    end = high - (text[high - 1] in "。！？；")
    verb, after = text[start : start + 2], start + 2
    lead = verb in ("牵头", "会同")
    others, behind = helpers(text, start, end) if lead else ([], 0)
    shared = verb == "牵头" and _SHARED.match(text, behind, end)  # 由甲县牵头，乙县按职责分工负责
    support, low, past = helping(text, after if behind == 0 else behind, end)
    helped = low if past == end else end  # …，市水务局配合
    if verb in _ALONE and text[after : after + 1] in ("", *_MARKS):
        rest = behind or (past if low == after else after)
        no_more = (_BY_WHEN, words("only_done"))  # 年底前完成; 由市林业局牵头，各部门|按职责分工负责
        goes_on = rest < end and not any(kind.fullmatch(text, rest, end) for kind in no_more)
        if before[0] < before[1] and not (lead and goes_on):
            start, end = before
        else:  # 由市水务局牵头，建立制度; or what stands above is theirs
            start, end = (rest, max(rest, helped)) if goes_on else item(text, before[1])
    else:
        start, end = (behind or after) if lead else start, helped
    while start < end and text[start] in _EDGES:
        start += 1
    if before[0] >= before[1] and words("only_done").fullmatch(text, start, end):
        start, end = item(text, before[1])
    bodies: list[tuple[Name, Role]] = [(name, "lead" if lead else "responsible") for name in listed]
    bodies += [(name, "responsible" if shared else "support") for name in others]
    bodies += [(name, "support") for name in support]
    if end > start and text[start] != "的":  # 由市财政局牵头，市水务局参加的专班
        yield Duty(start, end, tuple(bodies), "by")
