"""Offices that are named alone where a text says who is responsible: （牵头单位：教育厅、残联）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.surnames import surnames
from policytext.recognition.agencies import offices
from policytext.resources import any_of

Span = tuple[int, int]

_LABELLED = lazy(  # 牵头单位：教育厅、残联；配合单位：财政厅
    rf"(?:牵头|责任|配合|参与|主办|协办|负责)(?:单位|部门)[：:](?P<list>[{HAN}、，；：: ]{{2,300}})"
)
_BRACKETED = lazy(  # （教育厅、财政厅按职责分工负责）
    rf"[（(](?P<list>[{HAN}]{{2,12}}(?:、[{HAN}]{{2,12}})*?)(?:按职责|分别|共同|分工)?(?:分工)?(?:负责|牵头|配合)"
)
_IN_CHARGE = lazy(  # 分管公安局、司法局，联系工会
    rf"(?:分管|联系|协管|主管)(?P<list>[{HAN}]{{2,12}}(?:、[{HAN}]{{2,12}})*)(?=[。，；\n]|$)"
)
_ITEM = lazy("[^、，；：: ]+")


def _office() -> str:
    """A pattern of an office by its field (教育厅), or an organ that needs no level (残联)."""
    return rf"(?:{offices()}|{any_of('agencies.tsv', 'party', 'alone')})"


_OFFICES = lazy(  # three or more, without a level: 交通厅、水利厅、总工会等
    lambda: (
        rf"(?:(?<![{HAN}])|(?<=[由经向与对]))(?P<list>{offices()}(?:、{_office()}){{2,}}"
        rf"|{_office()}(?:、{_office()}){{1,19}}(?=配合|牵头|负责|协助|按职责))"
    )
)
_SENT = lazy(  # 列席：财政局赵敏、审计局钱坤
    lambda: rf"(?<![{HAN}])(?:{offices()}[{HAN}]{{2,3}}(?:[、，,；;]|(?=[。\n]|$))){{2,}}"
)
_SENDER = lazy(lambda: rf"(?<![{HAN}]){offices()}")
_HANDED = lazy(lambda: rf"(?<=[由经])(?P<list>{offices()})(?<!部)(?=(?![长面势部限级际域])[{HAN}])")
"""An office to which a task is handed: 由自然资源局|修改后印发."""
_OFFICE = lazy(_office)


def responsible(text: str) -> Iterator[Span]:
    """The offices of lists that have no place or level before them: of who is responsible, or of three.

    >>> text = "（牵头单位：红十字会、残联、教育厅，责任单位：各旗县）"
    >>> [text[start:end] for start, end in responsible(text)]
    ['红十字会', '残联', '教育厅']
    """
    for pattern in (_LABELLED, _BRACKETED, _IN_CHARGE, _OFFICES, _HANDED):
        for match in pattern.finditer(text):
            for item in _ITEM.finditer(text, *match.span("list")):
                if _OFFICE.fullmatch(item[0]):
                    yield item.span()
    for sent in _SENT.finditer(text):
        bodies = [*_SENDER.finditer(text, *sent.span())]
        if all(surnames().get(text[body.end()]) for body in bodies):
            yield from (body.span() for body in bodies)


def listed_behind(text: str, ends: Iterable[int]) -> Iterator[Span]:
    """The offices without a level in lists behind bodies with these `ends`: 县司法局|、公安局、妇联."""
    seen = set[int]()  # a list is read once, by whichever of its bodies comes first
    for end in ends:
        while end not in seen and (item := _BEHIND.match(text, end)):
            yield item.span("office")
            seen.add(end)
            end = item.end()


_BEHIND = lazy(
    lambda: (
        rf"[、和与及](?P<office>{_office()}|疾控中心|妇幼保健院|供电公司|(?:交警|消防)大队"
        rf"|(?:供电|公路|烟草|邮政|电力|港航|海事|水文|园林|市政)局|[{HAN}]{{2,4}}监管所)(?![长面势部限级际域门员会委])"
    )
)
