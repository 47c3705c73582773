"""Streets, stations and stretches of a road or line: 南京西路, 上海东站, 波密至然乌段."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import late
from policytext.language.reading import Reading
from policytext.recognition.model import Entity, Site

STATION = re.compile("[东南西北]?站(?![点位立稳台长岗在上到起稳段前]|[东南西北]路)")  # 上海|东站


def is_station(reading: Reading, start: int, end: int) -> bool:
    """Is it one place, or a part of a town, and 站: 永定门站, 上海东站?"""
    if reading.text[end - 1] != "站" or end - start < _SHORTEST_STATION:
        return False
    words = reading.words_in(start, end - 1)
    return len(words) == 1 and words[0].start == start and words[0].tag == "ns"


_SHORTEST_STATION = 3  # characters


_STREET = late(  # 南京|西路, 海淀区|万寿路
    rf"(?P<name>[{HAN}]{{0,4}}?)[东南西北中]?(?<![公铁道水高线网思出一套马之来])(?:大道|大街|路|街|胡同|巷)"
    r"(?=[、，。；：（）()“”\s\d等两沿和与及至到]|老街|片区|商圈|街区|地铁|站|改造|提升|拓宽|延伸|全线|工程|[东南西北]段|$)"
)
_NO_STREET = re.compile("[的与和及等在将有无新老旧各条建修改通快高速公铁沿街路道]")


def streets(reading: Reading, places: Sequence[Entity]) -> Iterator[Site]:
    """Streets behind the district they are in, or with the name of a place: 海淀区万寿路, 南京西路."""
    for place in places:
        street = _STREET.match(reading.text, place.end)
        if street is None or _NO_STREET.search(street["name"]):
            continue
        named = len(street["name"]) > 1 and place.text[-1] in "市区县镇"
        if named or (not street["name"] and len(place.text) < 4 and place.text[-1] not in "省市县区州"):
            yield place.start, street.end(), ""


_STRETCH = late(rf"([{HAN}]{{2,5}})(?:至|到|—)([{HAN}]{{2,6}}?)段(?!时|位|落)")


def stretches(text: str, places: Sequence[Entity]) -> Iterator[Site]:
    """Both ends of a stretch of road or line where one of them is a place: 波密至然乌段."""
    starts = {place.start: place.end for place in places}
    ends = {place.end for place in places}
    for match in _STRETCH.finditer(text):
        if starts.get(match.start(2)) == match.end(2) and match.end(1) not in ends:
            yield match.end(1) - 2, match.end(1), ""
        elif match.end(1) in ends and match.start(2) not in starts:
            yield match.start(2), match.end(2), ""
