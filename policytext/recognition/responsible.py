"""Offices that are named alone where a text says who is responsible: （牵头单位：教育厅、残联）."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
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
_OFFICES = lazy(  # three offices or more, without a level: 交通厅、水利厅、住建厅等
    lambda: rf"(?:(?<![{HAN}])|(?<=[由经向与对]))(?P<list>{offices()}(?:、{offices()}){{2,}})"
)
_OFFICE = lazy(lambda: rf"{offices()}|{any_of('agencies.tsv', 'party', 'alone')}")
"""An office by its field (教育厅), or an organ that needs no level (残联)."""


def responsible(text: str) -> Iterator[Span]:
    """The offices of lists that have no place or level before them: of who is responsible, or of three.

    >>> text = "（牵头单位：红十字会、残联、教育厅，责任单位：各旗县）"
    >>> [text[start:end] for start, end in responsible(text)]
    ['红十字会', '残联', '教育厅']
    """
    for pattern in (_LABELLED, _BRACKETED, _IN_CHARGE, _OFFICES):
        for match in pattern.finditer(text):
            for item in _ITEM.finditer(text, *match.span("list")):
                if _OFFICE.fullmatch(item[0]):
                    yield item.span()
