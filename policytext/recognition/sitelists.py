"""Zones, works and sights of a list, beside one that is found or has a name: 吴淞创新城、南大智慧城."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policytext.language.characters import HAN
from policytext.language.lines import lines_with
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.build import (
    PLACE_TAGS,
    after_governing,
    is_deed,
    is_proper,
    site_words,
    words_of,
)
from policytext.recognition.model import Entity
from policytext.resources import alternation, word_set


def beside_sites(reading: Reading, places: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Zones, works and sights of a list, beside one that is found or has a name: 吴淞创新城|、南大智慧城.

    >>> text = "白塔公园、人民公园开放，城市公园、街心公园建成"
    >>> [text[start:end] for start, end in beside_sites(Reading(text), [])]
    ['白塔公园', '人民公园']
    """
    text = reading.text
    towns = ("镇", "乡", "街道")  # 熨斗镇、喜河镇、|石门水库
    known = {p.start: p.end for p in places if p.text.endswith(towns) or _LONG_TAIL.search(p.text)}
    lists = (match for line in lines_with(text, _ITEM_END) for match in _LIST.finditer(text, *line))
    for match in lists:
        if not _ITEM_END.search(text, *match.span()):
            continue  # as most lists, of other things
        first, *others = (item.span() for item in _PART.finditer(text, *match.span()))
        begin = after_governing(reading, *first)
        begin = next((at for at in range(first[0], begin) if known.get(at) == first[1]), begin)
        run: list[tuple[int, int]] = []
        for start, end in ((begin, first[1]), *others):
            inside = (at for at in range(start, end) if known.get(at) == end and text[at - 1] in "县区镇乡")
            start = next(inside, start)  # 官庄镇|辰龙关景区
            last = end == match.end() and start not in known
            open_ = _OPEN.match(text, start, end) if last else None
            end = known.get(start, open_.end() if open_ else end)
            if start in known or _is_item(reading, start, end):
                run.append((start, end))
                continue
            yield from _sure(reading, run, known)
            run = []
        yield from _sure(reading, run, known)


def _sure(
    reading: Reading, run: Sequence[tuple[int, int]], known: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """The items of a run of several, if one is found, or has a name in it or what is in no dictionary."""
    proper = any(
        is_proper(word, PLACE_TAGS) or (len(word.text) > _COINED and not is_known(word.text))
        for start, end in run
        for word in reading.words_in(start, end)
    )
    if len(run) > 1 and (proper or any(start in known for start, _ in run)):
        yield from ((start, end) for start, end in run if start not in known)


_COINED = 2  # characters of a word that is in no dictionary for being new: 智算
_LIST = lazy(rf"[{HAN}]{{3,14}}(?:、[{HAN}]{{3,24}})+")
_PART = lazy(rf"(?:(?!(?<=[区园城镇馆港寺塔])[和与及])[{HAN}])+")
_LISTED = frozenset("寺庙阁祠庵塔洞苑园").union(
    ("瀑布", "峡谷", "岩画", "湿地", "旧址", "故址", "墓地", "加工区"),
    ("花园", "家园", "名城", "华庭", "公寓", "新村", "大楼"),
)
"""Sights and estates that need a list."""
_AFTER_LIST = "等和建开停加免恢改实入用通暂客有设竖立"
_LONG_TAIL = lazy(lambda: rf"(?:{alternation(_long_tails())})\Z")
_OPEN = lazy(lambda: rf"[{HAN}]{{2,8}}?(?:{alternation(_long_tails())})(?=[{_AFTER_LIST}])")
_ITEM_END = lazy(
    lambda: rf"[{''.join(sorted({tail[-1] for tail in _long_tails()}))}](?=[^{HAN}]|[与及{_AFTER_LIST}]|\Z)"
)
"""The last character of what lists of zones, works and sights have as items, at an item's end."""


def _long_tails() -> frozenset[str]:
    """What items of a list end with: zones, works, and sights and estates that need a list."""
    return _LISTED.union(tail for tail in site_words("zone", "work") if len(tail) > 1)


def _is_item(reading: Reading, start: int, end: int) -> bool:
    """Is the item a name and the last word of a zone or of works?"""
    tail = _LONG_TAIL.search(reading.text, start, end)
    if (
        tail is None
        or tail.start() - start <= 1
        or reading.text[start : tail.start()] in site_words("sort")
    ):
        return False  # 河流|湿地
    if is_known(reading.text[start:end]):  # 石门水库, but 幼儿园
        return any(place.start == 0 for place in find_places(reading.text[start:end]))
    return _is_named(reading, start, tail.start())


_NO_ITEM = lazy("等|乡村|小镇|城镇|乡镇|农村|山村|社区镇|[的与为对将把在了]")


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """Is what stands before a zone's last word a name, and no sort or field only: 国家级, 数字经济?"""
    words = reading.words_in(start, end)
    if not words or words[0].start != start or _NO_ITEM.search(reading.text, start, end):
        return False
    return words[0].text not in _sorts() and not is_deed(words[0]) and words[0].tag[0] not in "vdpmru"


@cache
def _sorts() -> frozenset[str]:
    """Words with which no name of a zone begins: 国家级|, 申报|, 数字|."""
    sorts = site_words("rank", "sort") | word_set("industry_parts.tsv", "modifier")
    return words_of("outside", "governs") | sorts
