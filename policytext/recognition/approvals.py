"""Which body approved which document: 《办法》已经市政府同意, 国务院批准《规划》, 经省政府同意，现印发."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import lazy, shapes
from policytext.recognition.model import Entity, Relation, of_types, relation
from policytext.resources import any_of

_SHAPES = shapes("relation_shapes.tsv")

_REACH = 80  # characters between a document and the body that approves it, within a sentence
_IN_LIST = lazy("[、和及]|，并?(?:报|经)(?:经)?")
_NOT_YET = lazy("应当?|须|必须|需要?|不得|未|拟|待|如|若|可以?|按照?规定|依法|后方|由各")
_BEFORE = lazy(r"(?:未|须|需|应当?|待|拟|[提呈]请|请|按|可|不)(?:报请?|经)?\Z")
_FORWARD = lazy(rf"了?(?:(?!经|由|[和与及]|精神|文件|要求)[{HAN}]{{1,20}}?)?(?=《)")
_THEN = lazy(rf"[，,](?:现将?|特将?|将|印发|公布|发布|转发|批转|制定|实施)[{HAN}]{{0,12}}?(?=《)")
_NEXT = lazy("(?:和|、|以及|及)?(?=《)")
_N = "[一二三四五六七八九十]{1,4}"
_DAY = rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|[〇零一二三四五六七八九十]{{4}}年{_N}月{_N}日)"
_HEADER = lazy(rf"(?:^|[（(\n \u3000]){_DAY}[ \u3000]?$")  # at the head of a law, in brackets or not
_HEAD = 400  # characters at the start of a text in which a law says who passed it
_VERB = lazy(  # of approval, with others before it: 审议并原则通过
    lambda: (
        r"[，,]?(?:会议)?(?:(?:修订|修改|讨论|审议|审查|研究|审核|审批|表决)并?)?"
        rf"{any_of('relation_cues.tsv', 'approves')}(?!后|的|通过(?!《))"
    )
)


def approvals(text: str, found: Sequence[Entity], own: str = "", issuers: str = "") -> Iterator[Relation]:
    """The approvals that a text tells of as done; its entities are in their order.

    `own` is its number or title. One of its `issuers`, joined by 、, needs no approval of its own.

    >>> text = "经省政府、省委批准，现将《办法》印发"
    >>> from policytext.recognition.model import as_entity
    >>> spans = [(1, 4, "ORG"), (5, 7, "ORG"), (12, 16, "DOC")]
    >>> [(told.head, told.tail) for told in approvals(text, [as_entity(text, *span) for span in spans])]
    [('省政府', '《办法》'), ('省委', '《办法》')]
    """
    bodies, documents, meetings = (of_types(found, kind) for kind in ("ORG", "DOC", "MEETING"))
    issuing = issuers.split("、") if own else []
    met = {meeting.start: meeting.end for meeting in meetings}
    at = {document.start: document for document in documents}
    starts = [document.start for document in documents]
    for name, start, end in _enacted(text, meetings) if own else ():
        if name not in issuing:
            yield relation("approves", name, own, text, start, end)
    for group in _groups(text, bodies, met):
        said = _VERB.match(text, _end(text, group[-1], met))
        by_means = said and said[0] == "通过" and _end(text, group[-1], met) == group[-1].end
        if said is None or (by_means and text.startswith("《", said.end())):  # 省政府通过《日报》公布
            continue
        if _BEFORE.search(text, max(0, group[0].start - 6), group[0].start):
            continue
        before = _before(text, group[0].start, documents, starts)
        approved = [before] if before else list(_approved(text, group[0].start, said.end(), at))
        is_own = own and not approved and _is_own(text, group[0].start, said.end())
        for body in group:
            for document in approved:
                span = min(body.start, document.start), max(said.end(), document.end)
                yield relation("approves", body.normalized, document.normalized, text, *span)
            if is_own and body.normalized not in issuing:
                yield relation("approves", body.normalized, own, text, body.start, said.end())


def _enacted(text: str, meetings: Sequence[Entity]) -> Iterator[tuple[str, int, int]]:
    """The body that enacted this law, by its head: （2003年8月27日某省第十届人大第四次会议通过）."""
    for meeting in meetings:
        session = _SHAPES["session"].fullmatch(meeting.normalized)
        dated = meeting.end < _HEAD and _HEADER.search(text, max(0, meeting.start - 24), meeting.start)
        if not session or not dated or not text.startswith(("通过", "批准"), meeting.end):
            continue
        name = (session["place"] or "") + session["body"]
        if session["place"] or name.startswith("全国"):
            yield name, meeting.start, meeting.end + 2


def _groups(text: str, bodies: Sequence[Entity], met: Mapping[int, int]) -> Iterator[list[Entity]]:
    """Bodies that follow each other in a list: 省委、省政府."""
    group: list[Entity] = []
    for body in bodies:
        if group and not _IN_LIST.fullmatch(text, _end(text, group[-1], met), body.start):
            yield group
            group = []
        group.append(body)
    if group:
        yield group


def _end(text: str, body: Entity, met: Mapping[int, int]) -> int:
    """Where a body ends, with its meeting: 市政府|第12次常务会议."""
    if body.start in met:
        return max(met[body.start], body.end)
    meeting = _SHAPES["meeting that approves"].match(text, body.end)
    return meeting.end() if meeting else body.end


def _approved(text: str, start: int, end: int, at: Mapping[int, Entity]) -> Iterator[Entity]:
    """The documents behind what says that they are approved: 批准了某部提出的|《规划》和《方案》."""
    by = text[max(0, start - 4) : start]
    match = _FORWARD.match(text, end) or (
        _THEN.match(text, end) if by.endswith(("经", "经过", "报")) else None
    )
    while match and match.end() in at:
        document = at[match.end()]
        yield document
        match = _NEXT.match(text, document.end)


def _before(text: str, start: int, documents: Sequence[Entity], starts: Sequence[int]) -> Entity | None:
    """The document before, of the same sentence: 《办法》|已经2024年3月5日|市政府."""
    index = bisect_left(starts, start)
    for document in reversed(documents[max(0, index - 3) : index]):
        if document.end <= start <= document.end + _REACH:
            between = _SHAPES["passed by"].fullmatch(text, document.end, start)
            return document if between and not _NOT_YET.search(between[0]) else None
    return None


def _is_own(text: str, start: int, end: int) -> bool:
    """Is this document what was approved: 经省政府同意，现就…通知如下, （…会议通过）?"""
    by = text[max(0, start - 8) : start]
    if by.endswith(("经", "经过", "报")) and _SHAPES["own paper"].match(text, end):
        return True
    return end < _HEAD and bool(_HEADER.search(text, max(0, start - 24), start))
