"""DOC and DOCNO: titles in 《》, and the numbers that agencies give their documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policytext.language.characters import HAN
from policytext.language.numbers import number
from policytext.recognition.model import Entity
from policytext.resources import rows

_S = r"[ \u3000]*"
_OPEN, _CLOSE = r"[〔\[（(【［﹝〈<]", r"[〕\]）)】］﹞〉>]"
_YEAR = rf"(?:1{_S}9|2{_S}0){_S}\d{_S}\d"
_AGENCY = re.compile(rf"[{HAN}](?:[ \u3000]?[{HAN}]){{0,11}}(?={_S}\Z)")
_BRACKETED = re.compile(
    rf"{_OPEN}{_S}(?P<year>{_YEAR}){_S}{_CLOSE}{_S}(?P<order>第?){_S}(?P<serial>\d{{1,5}}(?:{_S}[-—－]{_S}\d{{1,4}})?){_S}号"
)
_YEAR_FIRST = re.compile(
    rf"{_OPEN}(?P<year>(?:19|20)\d\d){_CLOSE}(?P<agency>[{HAN}]{{1,8}}?(?:字|发|函|令))第?(?P<serial>\d{{1,5}})号"
)
_ORDERS = re.compile(
    rf"(?P<order>(?:主席|人民政府|国务院|政府|部|委员会|总局|局|署|行|会|国)令|公告){_S}(?:(?P<year>(?:19|20)\d\d)年)?"
    rf"{_S}第{_S}(?P<serial>\d{{1,5}}|[〇零一二三四五六七八九十百千]+){_S}号"
)
_BEFORE_ORDER = re.compile(rf"[{HAN}]{{0,18}}\Z")
_TITLE = re.compile(r"[《〈]|[》〉]")


def doc_numbers(text: str) -> Iterator[Entity]:
    """Document numbers, normalized to the form of GB/T 9704, whatever brackets and spaces they came with.

    >>> [n.normalized for n in doc_numbers("根据国办发[2021]5号、粤府（2024） 12 号和国务院令第142号")]
    ['国办发〔2021〕5号', '粤府〔2024〕12号', '国务院令第142号']
    """
    for match in _BRACKETED.finditer(text):
        before = _AGENCY.search(text, max(0, match.start() - 26), match.start())
        shift = _agency_start(before[0]) if before else 0
        agency = _bare(before[0][shift:]) if before else ""
        if before and agency:
            start = before.start() + shift
            serial = _bare(match["serial"]).replace("－", "-").replace("—", "-").lstrip("0")
            normalized = f"{agency}〔{_bare(match['year'])}〕{match['order']}{serial}号"
            yield Entity(start, match.end(), text[start : match.end()], "DOCNO", normalized)
    for match in _YEAR_FIRST.finditer(text):
        yield Entity(
            *match.span(), match[0], "DOCNO", f"〔{match['year']}〕{match['agency']}第{match['serial']}号"
        )
    for match in _ORDERS.finditer(text):
        before = _BEFORE_ORDER.search(text, max(0, match.start() - 18), match.start())
        start = before.start() + _agency_start(before[0]) if before else match.start()
        agency = re.sub("^中华人民共和国(?=国务院|主席)", "", text[start : match.start()] + match["order"])
        year = f"{match['year']}年" if match["year"] else ""
        normalized = f"{agency}{year}第{number(_bare(match['serial']))}号"
        if agency != "公告" or year:
            yield Entity(start, match.end(), text[start : match.end()], "DOCNO", normalized)


@cache
def _leads() -> re.Pattern[str]:
    """What can stand before a number and is no part of it: 根据, 按照, 印发, …"""
    leads = sorted((row[0] for row in rows("docno_leads.tsv")), key=len, reverse=True)
    either = "|".join(lead if lead != "和" else "(?<!共)和(?!信息化|旅游|社会|改革)" for lead in leads)
    return re.compile(rf".*(?:{either})", re.DOTALL)


def _agency_start(agency: str) -> int:
    lead = _leads().match(agency)
    return lead.end() + (len(agency[lead.end() :]) - len(agency[lead.end() :].lstrip())) if lead else 0


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def titles(text: str) -> Iterator[Entity]:
    """Titles in 《》, those inside others too; an unclosed mark opens nothing.

    >>> [(t.normalized, t.detail) for t in titles("《关于废止<办法>的决定》和《意见》（国发〔2019〕5号）")]
    [('关于废止<办法>的决定', ''), ('意见', '国发〔2019〕5号')]
    """
    opened: list[tuple[str, int]] = []
    for match in _TITLE.finditer(text):
        mark, at = match[0], match.start()
        if mark in "《〈":
            opened.append((mark, at))
            continue
        while opened and opened[-1][0] != ("《" if mark == "》" else "〈"):
            opened.pop()
        if not opened:
            continue
        _, start = opened.pop()
        inner = text[start + 1 : at]
        if inner.strip() and len(inner) <= 120 and inner.count("\n") <= 2:
            after = re.compile(r"\s*[（(]([^（()）\n]{4,40}号)[）)]").match(text, at + 1)
            cited = next(doc_numbers(after[1]), None) if after else None
            yield Entity(
                start, at + 1, text[start : at + 1], "DOC", _title(inner), cited.normalized if cited else ""
            )


def _title(inner: str) -> str:
    """A title without line breaks, and without blanks between Chinese characters."""
    return re.sub(r"\s+(?=[^ -~])|(?<=[^ -~])\s+", "", inner).strip()
