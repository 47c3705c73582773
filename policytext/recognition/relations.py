"""Relations between what was found: who holds which post, issues, cites, chairs, attends, approves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytext.language.patterns import lazy
from policytext.language.simplify import in_simplified
from policytext.recognition.approvals import approvals
from policytext.recognition.attendance import attendance
from policytext.recognition.holdings import holdings
from policytext.recognition.model import Entity, Relation, RelationType, relation
from policytext.recognition.references import is_citable

_SHORTEST_TITLE = 3  # characters: 《办法》 is short for a title
_ANSWERED = lazy(r"(?:请示|报告|建议|提案|申请|来信|.函)》(?:[（(][^）)]*[）)])?(?:收悉|已收悉)")


def relations(
    text: str, found: Sequence[Entity], document: str = "", issuers: str = "", title: str = ""
) -> list[Relation]:
    """The relations of a text, by offset.

    `document` is its own number or title, `issuers` who issued it, joined by 、, `title` its title.

    >>> found = [Entity(0, 2, "王伟", "PER", "王伟"), Entity(4, 8, "常务会议", "MEETING", "常务会议")]
    >>> [(r.relation, r.head, r.tail) for r in relations("王伟主持常务会议", found)]
    [('chairs', '王伟', '常务会议')]
    """
    if (simplified := in_simplified(text)) != text:
        read = [replace(entity, text=simplified[entity.start : entity.end]) for entity in found]
        stated = relations(simplified, read, document, issuers, title)
        return [replace(told, text=text[told.start : told.end]) for told in stated]
    result = [*_holds(text, found), *_issues(text, found, document, issuers), *attendance(text, found)]
    result += [*_cites(text, found, document, title), *approvals(text, found, document, issuers)]
    return sorted(dict.fromkeys(result), key=lambda told: (told.start, told.end))


def _holds(text: str, found: Sequence[Entity]) -> Iterator[Relation]:
    for person, held in holdings(text, found):
        for office in held:
            start, end = min(person.start, office.start), max(person.end, office.end)
            kind: RelationType = "proposed_for" if office.proposed else "holds"
            yield relation(kind, person.normalized, office.name, text, start, end)


def _issues(text: str, found: Sequence[Entity], document: str, issuers: str) -> Iterator[Relation]:
    for issuer in filter(None, issuers.split("、")) if document else ():
        at = next((e for e in found if e.type == "ORG" and issuer in (e.text, e.normalized)), None)
        start, end = (at.start, at.end) if at else (0, 0)
        yield relation("issues", at.normalized if at else issuer, document, text, start, end)


def _cites(text: str, found: Sequence[Entity], document: str, own_title: str) -> Iterator[Relation]:
    """Documents in 《》 with their numbers, and numbers that stand for themselves.

    Not this document's own, what it issues (现将《办法》印发) and what it answers (《请示》收悉).
    """
    numbers = {entity.start: entity for entity in found if entity.type == "DOCNO"}
    outer, named = -1, set()
    for entity in found:
        if entity.type == "DOC" and entity.start >= outer:
            outer = entity.end
            if document and is_citable(text, entity) and _is_cited(text, entity, document, own_title):
                yield relation("cites", document, entity.normalized, text, entity.start, entity.end)
            number = numbers.get(_NUMBERED.match(text, entity.end).end())  # type: ignore[union-attr]
            if number:
                named.add(number.start)
                yield relation(
                    "has_number", entity.normalized, number.normalized, text, entity.start, number.end
                )
    own = next(iter(numbers.values())).normalized if numbers else ""
    owned = (own, document, re.sub("^国令", "国务院令", document))
    for number in numbers.values():
        if document and number.start not in named and number.normalized not in owned:
            yield relation("cites", document, number.normalized, text, number.start, number.end)


def _is_cited(text: str, entity: Entity, document: str, own_title: str) -> bool:
    title = entity.normalized
    key, named = _WORDS.sub("", title), _WORDS.sub("", own_title)
    own = title in document or key == named or any(f"{verb}{key}的" in named for verb in _ISSUING)
    own = own or bool(_ISSUED.search(text, max(0, entity.start - _NEAR), entity.start))
    by = _BY.search(text, max(0, entity.start - _BEFORE), entity.start)
    own = own or bool(not by and _PASSED.match(text, entity.end))
    own = own or (entity.start < _HEAD and _is_issued(text, entity))
    over = _REPEALED.match(text, entity.end)
    long = len(title) > _SHORTEST_TITLE or title in _CODES
    return not (own or over) and long and not _ANSWERED.match(text, entity.end - 3)


def _is_issued(text: str, entity: Entity) -> bool:
    """Is it what the title says that this document issues: 关于印发《规则》的通知?"""
    before = re.sub(r"\s|(?:《[^》]*》[、和及]?)+\Z", "", text[: entity.start])  # 印发《规则》和|《办法》
    verb = before.endswith((*_ISSUING, "转发", "批转", "修改", "修订", "废止"))
    return verb and not re.search("根据|按照|依据|《", before) and bool(_NOTICE.match(text, entity.end))


_ISSUING = ("印发", "发布", "公布", "颁布")
_ISSUED = lazy(r"(?:现将|制定|编制|现予?(?:公布|发布|印发)[^，。；《》]{0,8})\Z")
_PASSED = lazy(  # 《办法》已经会议通过，制定了《办法》，现予公布, 《名录》（见附件）
    r"(?:[（(][^（）()\n]{1,24}[）)])?"
    r"(?:已|业|印发|予以|[^。；《\n]{2,60}(?:通过|同意|批准)[^。；《\n]{0,20}[，,]现"
    r"|(?:(?!的|以来|规定)[^。；《\n]){0,30}[，,]现予?以?(?:[公发]布|印发)(?=实施|施行|[，,。；\s]|\Z))"
    r"|[（(][^（）()\n]{0,30}附件[\d一二三四五六七八九十、至~～—－-]*[）)]"
)
_BY = lazy(  # 根据《预算法》，决算经批准，现予公布
    r"(?:根据|依据|按照?|依照|遵照|参照|落实|执行)(?:[^，。；《》]|《[^》\n]*》)*\Z"
)
_BEFORE = 40  # characters before a title in which that stands
_WORDS = lazy(r"\W")
_NEAR = 16  # characters before a title in which its being issued is told: 现公布修订后的《办法》
_HEAD = 120  # characters at the start of a text in which its title stands
_NOTICE = lazy(
    r"\s*(?:[（(][^（）()\n]{1,20}[）)])?(?:[、和及]?《[^》\n]{2,60}》)*的(?:通知|公告|决定|函|令|意见|通告)"
)
_CODES = ("民法典", "刑法", "宪法")
_NUMBERED = lazy(
    r"(?:[ \u3000]?[（(](?:(?:以下|下)?简称[^（）()，,；;\n]{1,24}[，,；;])?)?"
)  # 《意见》（国发〔2019〕5号
_REPEALED = lazy(
    r"(?:[（(][^（()）\n]{1,40}[）)])?(?:、《[^》\n]{2,60}》|和《[^》\n]{2,60}》)*(?:同时|即行|予以|即)?废止"
)
