"""DUTY: who must do what: （财政部牵头，税务总局配合）, 由…负责, …应当…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from policytext.commitments.bodies import LEVEL, Name, endings, names
from policytext.language.characters import LOOSE_HAN
from policytext.language.lines import line_around
from policytext.language.patterns import late
from policytext.resources import lists
from policytext.structure.numbering import number_at

Role = Literal["lead", "support", "guide", "responsible"]
Form = Literal["bracket", "by", "modal", "charge"]

_ROLES: tuple[Role, ...] = ("lead", "support", "guide", "responsible")
_BRACKET = late(
    rf"[（(【](?P<inside>(?:[^（）()【】\n]|{LEVEL}){{3,300}})[）)】]"
    r"(?=[。；;（(【\n]|[ \u3000]*(?:\n|$))"
)
_PART = late("[；;，]")
_RUN_IN = late(r"[^。：\n]{2,30}。(?=.)")  # the title of an item on the same line
_HELPED = late(
    "(?:牵头|会同)[，、]?(?P<others>[^，。；]{2,40}?)"
    "(?:参与|参加|配合|[，。；]|(?<=[厅局委部办行院门位构府会社关])(?=制定|组织|研究|开展|负责|按|等|提出|建立|完善|进行|拟订|编制|[于在对将每]))"
)
_LATER_HELPED = late(
    "[，；](?:并|要)?会同(?P<others>[^，。；]{2,40}?)(?=进行|开展|制定|组织|研究|建立|做好|加强|对|[，。；])"
)
_EDGES = " \u3000。；"
_SENTENCE_END = late(r"[。！？\n]|；(?=\n)")
_FIRST_LEADS = "第一位"  # 排在第一位的部门为牵头部门: the first of each list leads
_NOTE = late("下同|排在")
_WITH = "会同"
_DEADLINE = late(r"[ \u3000]*(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|年?底)?之?前(?:完成)?[ \u3000]*")
_DEFINED = late("[是系]指[^。]*$")  # 应用软件是指由生产企业自行安装的软件


@dataclass(frozen=True, slots=True)
class Duty:
    """What a text charges somebody with: the action `[start, end)` in code points, and who in which role.

    `form`: bracket （…负责）, by 由…, charge …负责…, modal …应当….
    """

    start: int
    end: int
    bodies: tuple[tuple[Name, Role], ...]
    form: Form


def duties(text: str) -> list[Duty]:
    """The duties of a text, in the order of their actions.

    >>> bracket, modal = duties("推进审批改革。（省发展改革委牵头，省财政厅配合）\\n各地区要加强检查。")
    >>> [(name.text, role) for name, role in (*bracket.bodies, *modal.bodies)]
    [('省发展改革委', 'lead'), ('省财政厅', 'support'), ('各地区', 'responsible')]
    """
    found = [*_bracketed(text), *_labels(text), *_by(text), *_subjects(text)]
    return sorted(found, key=lambda duty: (duty.start, duty.end))


def _bracketed(text: str) -> Iterator[Duty]:
    """Bodies in brackets behind what they are charged with."""
    first_leads = _FIRST_LEADS in text
    for match in _BRACKET.finditer(text):
        bodies = _in_brackets(text, *match.span("inside"), first_leads)
        if bodies:
            start, end = _item(text, match.start())
            if end > start:
                yield Duty(start, end, tuple(bodies), "bracket")


def _in_brackets(text: str, start: int, end: int, first_leads: bool) -> list[tuple[Name, Role]]:
    label = _labelled().match(text, start, end)
    role: Role = _role_of_label(label[1]) if label else "responsible"
    bodies: list[tuple[Name, Role]] = []
    said = label is not None
    at = start
    for low, high in [*(match.span() for match in _PART.finditer(text, start, end)), (end, end)]:
        if label := _labelled().match(text, at, low):
            role, at, said = _role_of_label(label[1]), label.end(), True
        deadline = bool(bodies) and _DEADLINE.fullmatch(text, at, low) is not None
        if deadline or _NOTE.search(text, at, low):  # （市财政局，2026年6月底前）
            said = said or deadline
            at = high
            continue
        verb = _verb().search(text, at, low)
        behind = verb.start() if verb else low
        joined = text.find(_WITH, at, behind)  # 教育部会同有关部门负责
        listed = names(text, at, joined if joined > 0 else behind)
        helping = names(text, joined + len(_WITH), behind) if joined > 0 else []
        if not listed or (joined > 0 and not helping):
            return []
        own: Role = "lead" if helping else _role_of_verb(verb[0]) if verb else role
        said = said or verb is not None
        bodies += [(name, own) for name in listed] + [(name, "support") for name in helping]
        at = high
    if not said:
        return []
    leads = any(role == "lead" for _, role in bodies)
    if first_leads and bodies and not leads:
        bodies[0] = (bodies[0][0], "lead")
    return bodies


_LABELS = late(  # 牵头单位：省工信厅；配合单位：省科技厅、省商务厅
    r"(?:(?<=[。；\n])|^)[ \u3000]*(?P<inside>(?:牵头|责任|主办|负责)(?:单位|部门)[：:]"
    r"[^（）()\n。]{3,200})(?=[。\n]|$)",
    re.MULTILINE,
)


def _labels(text: str) -> Iterator[Duty]:
    """Bodies behind a label without brackets, at the end of what they are charged with."""
    for match in _LABELS.finditer(text):
        bodies = _in_brackets(text, *match.span("inside"), False)
        at = match.start("inside")
        end = at if text[at - 1 : at] != "\n" else at - 1  # on the line under the item
        start, end = _item(text, end)
        if bodies and end > start:
            yield Duty(start, end, tuple(bodies), "bracket")


def _item(text: str, end: int) -> tuple[int, int]:
    """The item before a bracket, without number and title: from its line or the bracket before."""
    start = line_around(text, end)[0]
    earlier = [match.end() for match in _BRACKET.finditer(text, start, end)]
    if earlier:
        start = earlier[-1]
    elif numbered := number_at(text[start:end]):
        start += numbered[1]
        title = _RUN_IN.match(text, start, end)
        start = title.end() if title else start
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


@cache
def _labelled() -> re.Pattern[str]:
    table = lists("duty_words.tsv")
    labels = "|".join(pattern for role in _ROLES for pattern in table[f"label:{role}"])
    return re.compile(rf"[ \u3000]*({labels})[ \u3000]*[：:]")


def _role_of_label(label: str) -> Role:
    table = lists("duty_words.tsv")
    return next(role for role in _ROLES if any(re.fullmatch(p, label) for p in table[f"label:{role}"]))


@cache
def _verb() -> re.Pattern[str]:
    """The verbs of a role where they end a list of names."""
    table = lists("duty_words.tsv")
    verbs = "|".join(pattern for role in _ROLES for pattern in table[role])
    return re.compile(
        rf"(?:等)?(?:{verbs})(?:负责|落实|实施|组织实施)?[ \u3000]*$|(?:{verbs})(?=[，；;]|负责)"
    )


def _role_of_verb(verb: str) -> Role:
    table = lists("duty_words.tsv")
    return next((role for role in _ROLES if re.search("|".join(table[role]), verb)), "responsible")


@cache
def _by_pattern() -> re.Pattern[str]:
    """由 and a list of bodies, then what they do; 由…构成, 由…转为 and the like name no body."""
    return re.compile(
        rf"由(?P<bodies>(?:{LOOSE_HAN}|[、“”]|{LEVEL}){{0,60}}?(?:{endings()})(?:等(?:有关)?(?:部门|单位))?)"
        rf"(?P<verb>{'|'.join(lists('duty_words.tsv')['by'])})"
    )


def _by(text: str) -> Iterator[Duty]:
    for match in _by_pattern().finditer(text):
        listed = names(text, *match.span("bodies"))
        if not listed or _DEFINED.search(text, line_around(text, match.start())[0], match.start()):
            continue
        start = match.start("verb")
        end = _sentence_end(text, start)
        lead = match["verb"] in ("牵头", "会同")
        bodies: list[tuple[Name, Role]] = [(name, "lead" if lead else "responsible") for name in listed]
        if lead:
            helped = _HELPED.match(text, start)
            others = names(text, *helped.span("others")) if helped else []
            bodies += [(name, "support") for name in others]
            start = helped.end() if helped and others else match.end()
        while start < end and text[start] in "，、 ":
            start += 1
        if end > start:
            yield Duty(start, end, tuple(bodies), "by")


_LEADS = (  # but not 企业牵头重大项目比例
    r"牵头(?=[，。；、）)\n]|负责|组织|会同|制定|建[立设]|抓好?|做好|推[进动]|开展|实施|落实|研究"
    "|统筹|协调|编制|完成|负总)"
)
_HOW = "(?:具体|依法|共同|分别|统一|各自|主要|直接|按(?:照)?(?:各自)?职责(?:分工)?|在各自的?职责范围内)"


@cache
def _subject_pattern() -> re.Pattern[str]:
    """A list of bodies at the beginning of a clause, then a modal verb, or 负责 and 承担."""
    modal = "|".join(lists("duty_words.tsv")["modal"])
    return re.compile(
        rf"(?:(?<=[。；：，\n\u3000 条])|^)"
        rf"(?P<bodies>(?:{LOOSE_HAN}|[、“”]|{LEVEL}){{0,60}}?(?:{endings()}|单位(?:和|或者?|、)个人)(?:{LEVEL})?)"
        rf"(?:设在[^，。；\n]{{2,20}}，|{_HOW}|[也都均，])?"
        rf"(?P<verb>(?P<modal>{modal})|负责(?!人|的|同志)|承担(?!的)|{_LEADS}|会同|做好"
        rf"|是[^，。；]{{0,20}}(?:责任主体|责任单位|第一责任))",
        re.MULTILINE,
    )


def _subjects(text: str) -> Iterator[Duty]:
    at = 0
    while match := _subject_pattern().search(text, at):
        at = match.end()
        listed = names(text, *match.span("bodies"))
        if not listed:
            continue
        start, end = match.start("verb"), _sentence_end(text, match.start("verb"))
        end = _next_subject(text, match.end(), end)
        closes = text[match.end() : match.end() + 1] in ("", *"）)。；\n")
        if closes and not match["verb"].startswith("是"):  # 加强人才引育。省委组织部负责
            if match["verb"] != "负责" or text[match.end() : match.end() + 1] in ("）", ")"):
                continue
            start, end = _item(text, match.start())
            if end <= start:
                continue
        leads = match["verb"] in ("牵头", "会同")
        role: Role = "lead" if leads else "responsible"
        bodies: list[tuple[Name, Role]] = [(name, role) for name in listed]
        helped = _HELPED.match(text, match.end() if match["modal"] else start)
        if helped and (match["modal"] or match["verb"] == "会同"):  # 市生态环境局要会同市水务局
            bodies += [(name, "support") for name in names(text, *helped.span("others"))]
        elif later := _LATER_HELPED.search(
            text, match.end(), end
        ):  # 司法部要加强指导，会同有关部门进行检查
            bodies += [(name, "support") for name in names(text, *later.span("others"))]
        yield Duty(start, end, tuple(bodies), "modal" if match["modal"] else "charge")
        at = match.end() if leads else max(at, end)


def _next_subject(text: str, start: int, end: int) -> int:
    """Where the next body with a duty begins in a sentence, or its end: 省财政厅要…|，省审计厅要…."""
    for mark in re.finditer("[，；]", text[start:end]):
        following = _subject_pattern().match(text, start + mark.end())
        if following and names(text, *following.span("bodies")):
            return start + mark.start()
    return end


def _sentence_end(text: str, start: int) -> int:
    found = _SENTENCE_END.search(text, start)
    return found.start() if found else len(text)
