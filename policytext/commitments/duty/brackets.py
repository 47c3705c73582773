"""Those who are named in brackets or behind a label, after what they are charged with.

完善用水定额。（省水利厅牵头，省发展改革委配合；完成时限：2027年6月）
牵头单位：省工信厅；配合单位：省科技厅、省商务厅
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.commitments.cues import words
from policytext.commitments.duty.agents import UNTIL
from policytext.commitments.duty.bodies import LEVEL, Name, names
from policytext.commitments.duty.indicative import PAST
from policytext.commitments.model import ROLES, Duty, Role
from policytext.language.characters import LOOSE_HAN
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.structure.numbering import number_at

_BRACKET = lazy(
    rf"[（(【〔](?P<inside>(?:[^（）()【】〔〕\n]|{LEVEL}){{3,300}})[）)】〕]"
    r"(?=[。；;（(【〔\n]|[ \u3000]*(?:\n|$))"
)
_PART = lazy("[；;，\n]")
_OTHER_LABEL = lazy(rf"[ \u3000]*{LOOSE_HAN}{{2,8}}[：:].*")  # 完成时限：…, 适用范围：…
_NOBODY = lazy("(?:不?包?[含括]|除|原|如|见|仅|限|即).*|.*(?:大厅|网站)")
"""Who is meant, and where, in a bare bracket: no body is charged."""
_FAULT = lazy("(?:存在的?|主要|具体)?问题[^：:，。\n]{0,6}[：:]")  # what is wrong is nobody's to do
_MENDED = lazy("\n[ \u3000]*(?:整改|具体|工作)?措施[：:](?P<how>[^\n]+?)[。；]?(?=\n|$)")
_AT_END, _FEWEST = lazy("[ \u3000]*(?:\n|$)"), 2
_RUN_IN = lazy(r"[^。：\n]{2,30}。(?=.)")  # the title of an item on the same line
_FIRST_LEADS = "第一位"  # 排在第一位的部门为牵头部门: the first of each list leads
_NOTE = lazy("下同|排在")
_WITH = "会同"
_DEADLINE = lazy(rf"[ \u3000]*(?:{UNTIL}(?:完成)?|(?:长期|持续)(?:推进|实施|坚持)?)[ \u3000]*")
_LABEL = lazy(
    lambda: rf"[ \u3000]*({words(*(f'label:{role}' for role in ROLES)).pattern})(?:[ \u3000]*[：:]|[为是])"
)
_VERB = lazy(
    lambda: (
        rf"(?:等)?(?:{words(*ROLES).pattern})(?:负责|落实|实施|组织实施)?[ \u3000]*$"
        rf"|(?:{words(*ROLES).pattern})(?=[，；;]|负责)"
    )
)
"""The verbs of a role where they end a list of names."""


def bracketed(text: str) -> Iterator[Duty]:
    """Bodies in brackets behind what they are charged with, also bare ones that end several items.

    >>> text = "1.发放津贴。（儿童科，市福利院）\\n2.探访老人。（养老科）\\n"
    >>> [[name.text for name, _ in duty.bodies] for duty in bracketed(text)]
    [['儿童科', '市福利院'], ['养老科']]
    """
    first_leads = _FIRST_LEADS in text
    bare: list[Duty] = []
    stated = 0  # brackets that say that those in them are charged
    signs = False  # as where a bureau tells of itself: 市教育局部署考务。（市教育局）
    for match in _BRACKET.finditer(text):
        bodies, said = _charged(text, *match.span("inside"), first_leads)
        start, end = item(text, match.start()) if bodies else (0, 0)
        if end > start:
            duty = Duty(start, end, tuple(bodies), "bracket")
            if said:
                stated += 1
                yield duty
            elif text[match.start() - 1] in "。；" and _AT_END.match(text, match.end()):
                signs = signs or any(text.startswith(name.text, start, end) for name, _ in bodies)
                noted = any(_NOBODY.fullmatch(name.text) for name, _ in bodies)
                if not noted and not PAST.search(text, start, end):
                    bare.append(duty)
    if bare and len(bare) + stated >= _FEWEST and not signs:  # a single one may sign
        yield from bare


def labelled(text: str) -> Iterator[Duty]:
    """Bodies behind a label without brackets, at the end of what they are charged with."""
    for match in words("labelled").finditer(text):
        bodies, said = _charged(text, *match.span("inside"), first_leads=False)
        start, end = item(text, match.start("inside")) if bodies else (0, 0)
        if _FAULT.match(text, start, end):
            mended = _MENDED.match(text, match.end())
            start, end = mended.span("how") if mended else (0, 0)
        if said and end > start:  # …项目，|责任单位为县水利局
            yield Duty(start, end - (text[end - 1] == "，"), tuple(bodies), "bracket")


def item(text: str, end: int) -> tuple[int, int]:
    """The item before a bracket at `end`, on its line or the one above, without number and title.

    >>> text = "（三）节水。推广滴灌。（市水务局负责）"
    >>> text[slice(*item(text, 11))]
    '推广滴灌'
    """
    while end and _is_edge(text[end - 1]):
        end -= 1
    start = line_around(text, end)[0]
    opening = end
    while (opening := max(text.rfind(mark, start, opening) for mark in "（(【〔")) >= 0:
        if earlier := _BRACKET.match(text, opening, end):
            start = earlier.end()
            break
    numbered = number_at(text[start:end]) if opening < 0 else None
    if numbered:
        start += numbered[1]
        title = _RUN_IN.match(text, start, end)
        start = title.end() if title else start
    while start < end and _is_edge(text[start]):
        start += 1
    return start, end


def _is_edge(character: str) -> bool:
    return character in "。；" or character.isspace()


def _charged(text: str, start: int, end: int, first_leads: bool) -> tuple[list[tuple[Name, Role]], bool]:
    """The bodies in a bracket with their roles, and whether it states them; empty if it names others."""
    role: Role = "responsible"
    bodies: list[tuple[Name, Role]] = []
    said = False
    at = start
    for low, high in [*(match.span() for match in _PART.finditer(text, start, end)), (end, end)]:
        if label := _LABEL.match(text, at, low):
            role, at, said = role_of_label(label[1]) or role, label.end(), True
        deadline = bool(bodies) and _DEADLINE.fullmatch(text, at, low) is not None
        aside = _NOTE.search(text, at, low) or _OTHER_LABEL.fullmatch(text, at, low)
        if deadline or aside:  # （市财政局，2026年6月底前）
            said = said or deadline
            at = high
            continue
        verb = _VERB.search(text, at, low)
        behind = verb.start() if verb else low
        joined = text.find(_WITH, at, behind)  # 教育部会同有关部门负责
        listed = names(text, at, joined if joined > 0 else behind)
        helping = names(text, joined + len(_WITH), behind) if joined > 0 else []
        if not listed or (joined > 0 and not helping):
            return [], False
        own: Role = "lead" if helping else role_of_verb(verb[0]) if verb else role
        said = said or verb is not None
        bodies += [(name, own) for name in listed] + [(name, "support") for name in helping]
        at = high
    if first_leads and bodies and not any(role == "lead" for _, role in bodies):
        bodies[0] = (bodies[0][0], "lead")
    return bodies, said


def role_of_label(label: str) -> Role | None:
    """The role of those behind a label, or below it in a table; None for what is no such label.

    >>> role_of_label("配合单位"), role_of_label("完成时限")
    ('support', None)
    """
    return next((role for role in ROLES if words(f"label:{role}").fullmatch(label)), None)


def role_of_verb(verb: str) -> Role:
    """The role of those who do what a verb says: 牵头 leads."""
    return next((role for role in ROLES if words(role).search(verb)), "responsible")
