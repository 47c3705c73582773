"""Duties in sentences: a list of names, the text between, and the verb.

各地区、各部门 | 要 | 落实责任          存款人 | 办理业务的，| 应当 | 出示证件
征信中心 | 根据申请 | 提供证明
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.commitments.cues import cue, words
from policytext.commitments.duty.agents import DAY, LONGEST, OFTEN, UNTIL, agent, doing
from policytext.commitments.duty.bodies import NO_NAME, Name, names
from policytext.commitments.duty.brackets import item, role_of_verb
from policytext.commitments.duty.helpers import helpers, helping, later_helpers
from policytext.commitments.duty.indicative import indicative, is_named, is_reached, told_behind
from policytext.commitments.duty.inline import INLINE, end_of_item
from policytext.commitments.model import Duty, Form, Role
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.language.sentences import items, parts
from policytext.structure.numbering import ARTICLE, DASH, number_at
from policytext.structure.pieces import pieces

LONGEST_HEADING = 40  # code points of a heading that looks back; what is longer tells already
_FURTHEST = 6  # clauses between a subject and its modal verb, at most

_CLAUSE = lazy("[，；：,]")
_EACH = lazy("各(?![项类种个门方级层次条款阶环领要指系岗课])[^，。；的]{2,20}")  # 各示范商圈、示范商店
_NOUN = lazy("的(?!(?:，|$))[^的，]{1,12}$")  # 拆出资金的最长期限: the subject is what stands behind
_WHILE = lazy("(?:时|后|前|中|内|外|期间|过程中|情况下)$")
_CONDITION = lazy("(?:的|时|后|前)$")  # 法院审查核实后，应当…
_FINDS = lazy("(?:发现|接到|收到|[获得]知|知悉|从事)[^，。；]*的$")  # so does who has to act
_ASKS = lazy("(?:申请|办理|持有|遇[到有])[^，。；]*的$")
_WANTS = lazy(
    "(?!.*(?:[接收]到|发现|[获得]知))"  # 市局收到企业提出的申请的, which answers
    "[^，。；]{0,16}?(?:人|者|方|户|[公村居]民|职工|家长|学生|业主|单位|企业|公司)(?:书面)?(?:要求|请求|申请|提出)[^，。；]*的$"
)
_ANSWERS = lazy(
    "[^，。；向《]{0,16}?(?:(?:组织|举行|召开)(?=听证|复核|复查|鉴定|评审)|受理|办[理结]|审[查核批]|批准|核[准发查]|答复|退[还款费]|作出|决定|准予|予以|提供(?=[，。；]|$)|告知|出具|干预|安排|退换|[赔补]偿|救助|帮助|协助)"
)
"""What is said of who is asked: 申请人申请退款的，应当七日内退款; who asks 应当提交材料."""
_ONLY_IF = lazy("[^，；]*(?:时|后|前)")
_OUGHT, _PER_OUGHT = lazy("应当|不得|须|应(?![急对用])"), 400
"""A text that says so once in 400 code points sets rules also below other numbers than those of articles:
laws do in 108 (the median), bank rules in 153, plans in 864, reports in 600 to 1,700."""
_ALONE = ("牵头", "负责")  # can end a sentence, what is to be done before it: 引育人才。组织部负责
_ALSO = ("并", "还", "也", "且")  # 可以给予奖励，并|应当保密
_PARTY = lazy("[^，。；、]{1,6}(?:人|者|单位|企业|机构|户)")  # 被投诉人
_CHARGED = lazy("(?:负责|承担)[^，。；的]{2,20}的(?:部门|机构|单位)(?:(?:或者?|和)(?:部门|机构|单位))?$")
_WHEN = lazy("当(?=[^，。；]*时$)")
_VERB = lazy(lambda: f"(?P<modal>{words('modal').pattern})|{words('charge').pattern}")
_HOW = lazy(lambda: f"(?:{words('adverb').pattern}|{OFTEN})+$")


class _Hit(NamedTuple):
    """Where in a sentence somebody is told to do something: from the verb at `start`."""

    clause: int
    start: int
    after: int
    bodies: Sequence[Name]
    verb: str
    form: Form


def with_subjects(text: str) -> Iterator[Duty]:
    """Bodies at the beginning of a clause, and what they must do.

    >>> [(d.bodies[0][0].text, d.form) for d in with_subjects("银行发现假币的，应当收缴。各县要落实。")]
    [('银行', 'modal'), ('各县', 'modal')]
    """
    article = False  # is it below the number of an article?
    normative = len(_OUGHT.findall(text)) * _PER_OUGHT >= len(text)
    silent: int | None = None  # the level of what tells cases, or what was done: items that lay no duty
    for start, piece in pieces(text):
        numbered = number_at(piece)
        article = numbered[0].level == ARTICLE if numbered else article
        level = numbered[0].level if numbered else ARTICLE
        if silent is not None and numbered and level <= silent:
            silent = None
        if words("cases").search(piece) or (silent is None and numbered and looks_back(piece)):
            silent = level
        for low, high in parts(piece):
            rules = article or (numbered is not None and level < DASH)
            bare = None if silent is not None else rules
            yield from _of_sentence(text, start + low, start + high, bare, article or normative)


def looks_back(piece: str) -> bool:
    """Is it a heading below which is told what was done: 一、2024年工作完成情况?"""
    if len(piece) > LONGEST_HEADING or not words("looks_back").search(piece) or words("asks").match(piece):
        return False
    return not (cue("plan").search(piece) or cue("call").match(piece))


def _of_sentence(text: str, low: int, high: int, rules: bool | None, article: bool) -> Iterator[Duty]:
    """The duties of a sentence; of one in the indicative where the text sets `rules`, or with a deadline
    (None: not even then).
    """
    begin = _begin(text, low, high)
    suggested = words("suggested").search(text, low, high)
    told = suggested.start() if suggested else high
    hits = [hit for hit in _hits(text, begin, high) if hit.start < told]
    first = hits[0].clause if hits else high
    if (
        rules is not None
        and (rules or _DUE.search(text, low, min(first, low + LONGEST)))
        and first > begin
        and (hits or text[high - 1] == "。")
    ):
        told_of = indicative(text, begin, first, article)
        bare = (it for it in told_of if rules or _is_due(text, low, it[0][0].start, first))
        hits[:0] = [_Hit(who[0].start, at, at + 1, who, "", "bare") for who, at in bare]
    hits = sorted([*hits, *_told_too(text, hits, high)], key=lambda hit: hit.clause)
    end = high - (text[high - 1] in "。！？")
    ends = [*(_behind(text, hit) for hit in hits), end][1:]
    for hit, behind in zip(hits, ends, strict=True):
        if hit.form == "charge" and is_reached(text, low, hit.clause, behind):
            continue
        if hit.form == "bare" and _ONLY_IF.fullmatch(text, hit.start, behind):
            continue  # 县政府批准后，|县水利局立即转移群众
        yield from _duty(text, hit, end_of_item(text, low, hit.start, behind))


def _behind(text: str, hit: _Hit) -> int:
    """Where what stands before a hit ends: before its clause, or, in 应当设立|专班，负责…, within it."""
    within = max(hit.clause, *(text.rfind(mark, hit.clause, hit.start) for mark in "，,"))
    return hit.clause - 1 if text[hit.clause - 1] in "，；：, \u3000" else within


def _is_due(text: str, low: int, at: int, high: int) -> bool:
    """Does the part of a sentence between semicolons say by when or how often what it tells is done?"""
    end = text.find("；", at, high)
    return _DUE.search(text, text.rfind("；", low, at) + 1 or low, high if end < 0 else end) is not None


def _told_too(text: str, hits: Sequence[_Hit], high: int) -> Iterator[_Hit]:
    """Those behind a mark who do something, as those before must: 甲局要建设机场；|乙局|落实资金."""
    clauses = sorted(hit.clause for hit in hits)
    for low, end, (who, at) in told_behind(text, hits[0].after, high) if hits else ():
        if bisect_left(clauses, low) == bisect_left(clauses, end):
            yield _Hit(who[0].start, at, at + 1, who, "", "bare")


def _hits(text: str, begin: int, high: int) -> Iterator[_Hit]:
    """Those who are told to do something in a sentence, in order."""
    if not _VERB.search(text, begin, high):
        return
    marks = [match.start() for match in _CLAUSE.finditer(text, begin, high)]
    clauses = list(zip([begin, *(mark + 1 for mark in marks)], [*marks, high], strict=True))
    listed = begin  # where the list begins that goes on from clause to clause
    found = False
    for at, (low, end) in enumerate(clauses):
        start = _begin(text, low, end)
        listed = listed if listed < low else start
        hit = _of_clause(text, listed, start, end)
        modal = _VERB.match(text, start + (text[start : start + 1] in _ALSO), end)
        if hit is None and modal and modal["modal"]:
            if words("none_of_theirs").match(text, modal.end(), end):
                continue
            before = clauses[max(0, at - _FURTHEST) : at]
            answers = _ANSWERS.match(text, modal.end(), end)
            if answers and before and _WANTS.match(text, _begin(text, *before[-1]), before[-1][1]):
                continue  # 利害关系人要求听证的，应当组织听证: who must is not said
            if found:  # 公安部门应当巡查，网格员发现违规的，应当劝阻
                before = [
                    it
                    for it in before[-1:]
                    if _FINDS.search(text, *it) or (not answers and _ASKS.search(text, *it))
                ]
            bodies = _earlier(text, before)
            hit = _hit(bodies, modal) if bodies else None
        if hit:
            found = True
            yield hit
        if at + 1 < len(clauses) and not _is_list(text, listed, end):
            listed = end + 1


def _of_clause(text: str, listed: int, start: int, end: int) -> _Hit | None:
    """The duty in a clause; the list of names may begin in the clauses before."""
    for verb in _VERB.finditer(text, start, end):
        if words("none_of_theirs").match(text, verb.end(), end):
            continue
        for low in dict.fromkeys((listed, start)):
            if bodies := _subject(text, low, verb.start(), bool(verb["modal"])):
                return _hit(bodies, verb)
    return None


def _hit(bodies: Sequence[Name], verb: re.Match[str]) -> _Hit:
    form: Form = "modal" if verb["modal"] else "charge"
    return _Hit(bodies[0].start, verb.start(), verb.end(), bodies, verb[0], form)


_BY_THEN = lazy(rf"(?:{UNTIL}|{DAY}起|{DAY}[至到—-]{DAY}|{OFTEN})，?")  # 3月底前，|县农业农村局完成选址
_DUE = lazy(f"{OFTEN}|{UNTIL}")
_BY_WHEN = lazy("，[^，。；]{0,14}(?:完成|到位|办结)")


def _begin(text: str, start: int, end: int) -> int:
    """Where a clause begins behind its blanks, its number, a deadline, and what a meeting does about it."""
    numbered = number_at(text[start:end])
    start += numbered[1] if numbered else 0
    inline = INLINE.match(text, start, end)
    start = inline.end() if inline else start
    while start < end and (text[start].isspace() or text[start] == "”"):
        start += 1
    decided = words("decided").match(text, start, end) or _BY_THEN.match(text, start, end)
    return decided.end() if decided else start


def _subject(text: str, start: int, verb: int, modal: bool) -> Sequence[Name]:
    """The names before the verb, alone or followed by a circumstance (银行办理业务应当)."""
    if verb - start > LONGEST:
        return []
    how = _HOW.search(text, start, verb)
    end = how.start() if how else verb
    bodies = _listed(text, start, end, parties=modal)
    if bodies or not modal:
        return bodies
    if _EACH.fullmatch(text, start, end) and not NO_NAME.search(text[start:end]):
        return [Name(text[low:high], low, high) for low, high in items(text, start, end)]
    if _NOUN.search(text, start, verb) and not _WHILE.search(text, start, verb):
        return []
    return _acting(text, start, verb)


def _listed(text: str, start: int, end: int, parties: bool) -> Sequence[Name]:
    """The names of a list, of parties one that is told of by what it does: 从事捕捞的单位和个人."""
    founded = words("founded").match(text, start, end)
    bodies = names(text, founded.end() if founded else start, end, parties)
    told = parties or _CHARGED.search(text, start, end)
    headed = words("headed").fullmatch(text, start, end) if told and not bodies else None
    return [Name(headed[0], start, end)] if headed else bodies


def _is_list(text: str, start: int, end: int) -> bool:
    """Is there nothing but names, so that the clause behind goes on with them?"""
    how = _HOW.search(text, start, end)
    return bool(_listed(text, start, how.start() if how else end, parties=True))


def _earlier(text: str, clauses: Sequence[tuple[int, int]]) -> Sequence[Name]:
    """The subject of the clauses before one that begins with its modal: 银行发现假币的，应当收缴."""
    for start, end in reversed(clauses):
        closed = _CONDITION.search(text, start, end) is not None
        start = _begin(text, start, end)
        when = _WHEN.match(text, start, end)  # 当驾驶人发现…时，应
        if bodies := _acting(text, when.end() if when else start, end, any_verb=closed):
            return bodies
    return []


def _acting(text: str, start: int, end: int, *, any_verb: bool = False) -> Sequence[Name]:
    """Names, of parties too, before what only somebody does, if they are names: 面对外部|需求 are none."""
    founded = words("founded").match(text, start, end)
    start = founded.end() if founded else start
    found = agent(text, start, end, doing("acts"), any_verb=any_verb, parties=True)
    first = found.names[0] if found else None
    named = first and (_PARTY.fullmatch(first.text) or is_named(text, first.start, first.end))
    return found.names if found and named else []


def _duty(text: str, hit: _Hit, end: int) -> Iterator[Duty]:
    if text[end - 1] == "的":  # 应当补偿|；造成损害的，…: a case that another has to do with
        marks = (text.rfind(mark, hit.start, end) for mark in "；，")
        end = next((mark for mark in marks if mark >= 0), hit.start)
    others, low, past = helping(text, hit.after, end) if hit.form != "modal" else ([], end, end)
    first = hit.verb == "牵头" and low == hit.after < past  # 甲局牵头，乙局配合，|建设机场
    start, behind = (past, past) if first else (hit.start, hit.after)
    helped = low if others and past == end and not first else end  # 市水务局负责调度|，市气象局配合
    only_when = _BY_WHEN.fullmatch(text, behind, end)
    if (only_when or text[behind : behind + 1] in ("", *"）)。；\n")) and not hit.verb.startswith("是"):
        if hit.verb not in _ALONE or text[behind : behind + 1] in ("）", ")"):
            return
        start, end = item(text, hit.bodies[0].start)
    start += text[start : start + 1] in ("，", "；")
    if end <= start or (hit.form == "charge" and words("done").search(text[start:end])):
        return
    leads = hit.form == "modal" and hit.verb[0] != "不" and text.startswith("牵头", hit.after)  # 要牵头编制
    role: Role = "lead" if leads else role_of_verb(hit.verb)
    supporting: Sequence[Name] = others if first else []
    if hit.form == "modal" or hit.verb == "会同":  # 市生态环境局要会同市水务局
        supporting, _ = helpers(text, hit.after if hit.form == "modal" else hit.start, end)
    supporting = supporting or later_helpers(text, hit.after, end)
    if not supporting and helped < end:
        supporting, end = others, helped
    bodies = [*((name, role) for name in hit.bodies), *((name, "support") for name in supporting)]
    yield Duty(start, _with_list(text, end), tuple(bodies), hit.form)


def _with_list(text: str, end: int) -> int:
    """The end of an action that goes on in the items below it: 承担以下职责：（一）…（二）…."""
    first = number_at(text[slice(*line_around(text, end + 1))]) if text[end - 1] == "：" else None
    while first:
        start, behind = line_around(text, end + 1)
        number = number_at(text[start:behind])
        if start != end + 1 or number is None or number[0].level != first[0].level:
            break
        end = behind
    return end
