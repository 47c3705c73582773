"""Industries that a list shows: 钢铁, 农业, 虚拟现实 in 汽车、钢铁等产业, common words elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import late
from policytext.language.reading import Reading
from policytext.language.sentences import items
from policytext.resources import either, lists, rows

Span = tuple[int, int]

_ITEM = rf"(?:(?!等)[{HAN}A-Za-z0-9]){{2,12}}"
_LIST = late(  # what a list of industries is closed by; 领域 closes lists of other things too
    rf"(?P<items>{_ITEM}(?:、{_ITEM})+)(?:等[\d一二三四五六七八九十两多几]*[大个条类]?[{HAN}]{{0,6}}?)?"
    r"(?P<close>产业集群|产业链|产业|行业|工业|制造业|赛道|集群|领域)(?!园|区|化|基地)"
)
_CLAUSE = re.compile("[^，。；：\n]+")
_CLOSE = re.compile("产业|行业|工业|制造业|赛道|集群|领域")
_INDUSTRY = re.compile("(?:产业|服务业|加工业|制造业)(?![园区链带化基])")  # 装备制造|产业
_FARTHEST = 12  # characters of a sector with the words before it
_COUNT = re.compile(r"(?:[\d一二三四五六七八九十两多几]+[大个条类])?\Z")  # 钢铁、建材|四大产业
_JOINED = re.compile("和|及|以及|与")
_LONGEST = 2  # words before a sector that say of what sort it is: 现代|高效|农业


def sectors(reading: Reading, known: Collection[Span]) -> Iterator[Span]:
    """Items of lists of industries that are sectors of the economy, or sorts of them.

    A list that ends in 领域 shows industries only where one of the `known` is an item of it.

    >>> text = "推动汽车、钢铁、现代轻工、新材料等产业升级"
    >>> [text[start:end] for start, end in sectors(Reading(text), ())]
    ['汽车', '钢铁', '现代轻工']
    """
    text, ends = reading.text, {end for _, end in known}
    for industry in _INDUSTRY.finditer(text):
        named = _at_end().search(text, max(0, industry.start() - _FARTHEST), industry.start())
        if named and industry.start() not in ends and _is_led(reading, named.start()):
            yield named.start(), industry.end()
    for match in _lists(text):
        listed = _items(text, *match.span("items"))
        found = [item for item in listed if _sector().fullmatch(text, *item)]
        first = _at_end().search(text, *listed[0])
        if first and listed[0] not in found and _is_led(reading, first.start()):  # 推动|汽车
            found.append(first.span())
        shown = any(end in ends for _, end in listed)
        if shown or (match["close"] != "领域" and len(found) > 1):
            yield from sorted(found)


def _lists(text: str) -> Iterator[re.Match[str]]:
    """The lists that a word for industries closes; clauses without one are passed over at once."""
    for clause in _CLAUSE.finditer(text):
        if "、" in clause[0] and _CLOSE.search(text, *clause.span()):
            yield from _LIST.finditer(text, *clause.span())


def _is_led(reading: Reading, start: int) -> bool:
    """Is a verb or a particle before the first item: 推动|汽车, but not 农业|机械?"""
    before = reading.words[reading.word_at(start - 1)] if start else None
    return (
        before is None
        or before.tag[0] in "vpcudfrxa"
        or before.text in lists("industry_parts.tsv")["before"]
    )


def _items(text: str, start: int, end: int) -> list[Span]:
    """The items of a list, the last two apart (建材和化工), without the number at its end (四大)."""
    count = _COUNT.search(text, start, end)
    listed = items(text, start, count.start() if count else end)
    low, high = listed[-1]
    if (joined := _JOINED.search(text, low + 2, high)) and high - joined.end() > 1:
        listed[-1:] = [(low, joined.start()), (joined.end(), high)]
    return listed


def place_of(name: str) -> str | None:
    """The place of a sector in GB/T 4754-2017, or that of the sector at its end (None: it is none)."""
    match = _at_end().fullmatch(name)
    return _places()[match["sector"]] if match else None


@cache
def _places() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("sectors.tsv")}


@cache
def _sector() -> re.Pattern[str]:
    table = lists("industry_parts.tsv")
    sorts = either((*table["modifier"], *table["sort"]))
    return re.compile(rf"(?:{sorts}){{0,{_LONGEST}}}(?P<sector>{either(_places())})(?:(?<!业)业)?")


@cache
def _at_end() -> re.Pattern[str]:
    return re.compile(rf"{_sector().pattern}\Z")
