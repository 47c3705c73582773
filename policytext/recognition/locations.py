"""LOC: administrative divisions with their codes, countries, regions, and what is named after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import NO_PLACE_BEFORE, Place, find_places
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.build import PLACE_SHAPES, own_start
from policytext.recognition.counted import counted
from policytext.recognition.divisions import unknown_divisions
from policytext.recognition.model import Entity, covered, location, longest_first
from policytext.recognition.nameform import is_mistagged, syllables
from policytext.recognition.placecodes import NATURE, WATERS, code_at, codes, home_among, is_water
from policytext.recognition.placelists import listed_places
from policytext.recognition.regions import abroad, is_no_region, lettered, regions
from policytext.recognition.sitelists import beside_sites
from policytext.recognition.sites import sites
from policytext.recognition.smallplaces import small_places
from policytext.recognition.standing import is_no_place, standing
from policytext.recognition.villages import past_side
from policytext.recognition.ways import stretches
from policytext.resources import word_set

_NO_START = lazy("[来在驻赴离抵上下入出进到至回沿治]")  # 上岛, 治沙: a verb with its object
_PLACE_ENDS = lazy(lambda: rf".{{1,2}}[山河江湖岛港湾州镇峡岭川]|..[窟陵寺宫关]|{syllables()}{{3,}}")
"""What ends a place's name, and no common noun's, and names that are transliterated."""


def locations(reading: Reading) -> list[Entity]:
    """The places of a text, neighbours in one hierarchy (广东省东莞市) as one.

    A name that cuts through a word is none, unless it goes on the place before it.

    >>> [place.text for place in locations(Reading("主动适应城市发展，支持应城市和吉林省长春市"))]
    ['应城市', '吉林省长春市']
    """
    text = reading.text
    chains = standing(reading)
    chosen = codes(text, chains)
    found = [
        location(text, *_natured(reading, chain, code)) for chain, code in zip(chains, chosen, strict=True)
    ]
    cut = [chain[:-1] for chain, place in zip(chains, found, strict=True) if chain[0].start < place.start]
    found += [  # 福建省|福清路
        location(text, front[0].start, front[-1].end, code)
        for front, code in zip(cut, codes(text, cut), strict=True)
    ]
    found += _by_word(reading, found)
    found += lettered(text)
    found += regions(reading)
    found += unknown_divisions(text)
    found = longest_first(found)
    found = longest_first([*abroad(text, found), *found])
    found += [location(text, *site) for site in sites(reading, found)]
    home = home_among(found)
    ends = [
        location(text, start, end, code_at(text[start:end], home))
        for start, end, _ in stretches(text, found)
    ]
    found += ends
    found += [location(text, *site, "") for site in beside_sites(reading, found)]
    found += [
        location(text, *item, "")
        for item in (*listed_places(reading), *counted(reading, "places"), *small_places(reading, found))
    ]
    whole = [
        place
        for place in found
        if not (is_quoted_rest(text, place.start, place.end) or _TWO.fullmatch(place.text))
    ]
    return longest_first(_beside(text, place) for place in whole)


def _beside(text: str, place: Entity) -> Entity:
    """A place without the side on which it lies (东至|酉水河), works with their town: 维新镇|东风水库."""
    if deed := _DEED.search(text, place.start + 2, place.end - 2):  # 水利厅原则同意|鹤地水库
        known = is_known(text[deed.end() : place.end])  # 青岛|参观港口
        start, end = (place.start, deed.start()) if known else (deed.end(), place.end)
        return location(text, start, end, place.normalized if known else "")
    start = place.start if place.normalized else past_side(text, place.start, place.end)
    own = not place.normalized and place.text not in word_set("regions.tsv", "water")  # no 望|长江
    person = surnames().get(text[start - 1 : start]) or text[place.end : place.end + 1] == "·"  # 王|金河
    start -= start > 0 and own and not person and bool(_FIRST.match(text, start - 1, place.end))
    if not place.normalized and (town := _OF_TOWN.search(text, max(0, start - _LONGEST_TOWN), place.end)):
        start = town.start() if town.end() == place.end and town.end("town") - start in (0, 1) else start
    end = past_stretch(text, place.start, place.end)
    return place if (start, end) == (place.start, place.end) else location(text, start, end, "")


_DEED = lazy("(?:反映|同意|指挥|参观|举报|投诉|批准|视察|途经|流经|驶往|飞往|前往|抵达)(?![路街桥山河])")
"""What somebody does with a place, which no name of one has inside."""


def past_stretch(text: str, start: int, end: int) -> int:
    """Where a place ends with the stretch of a water or road that is named after it: 讷谟尔河拉哈|段."""
    stretch = _STRETCH.match(text, end) and _ON_LINE.search(text, start + 1, end)
    return end + bool(stretch)


_STRETCH, _ON_LINE = lazy("段(?![时位落])"), lazy(rf"(?:[河江渠溪]|公路|高速)[{HAN}]{{2,4}}\Z")
_TWO = PLACE_SHAPES["two places"]
"""What two places make that only stand beside each other: 黄河上游|龙羊峡水库, 西汉水|流经|礼县."""
_LONGEST_TOWN = 5  # characters of a town's name with its last word
_OF_TOWN = lazy(
    rf"(?:(?<![{HAN}])|(?<=[对在于由至到及和与赴往]))(?P<town>(?![各本该全])[{HAN}]{{2,3}}(?:镇|乡|街道))[{HAN}]+[库站坝闸桥槽]"
)
_FIRST = PLACE_SHAPES["first of water"]
"""What stands before the words that were found: 小|洪河; ，亮|马河, 、乌|东德水电站."""


def is_quoted_rest(text: str, start: int, end: int) -> bool:
    """Is a place all but the first character of what stands in quotation marks: “桦|加沙”?"""
    return text[start - 2 : start - 1] == "“" and text[end : end + 1] == "”"


_ZONES = ("经济特区", "开发区", "高新区", "保税区")  # 北京经济技术开发区, one word of the dictionary


def _natured(reading: Reading, chain: Sequence[Place], code: str) -> tuple[int, int, str]:
    """The span and code of a chain; none where a water, hill, street or line only sounds like a county.

    龙潭|沟, 太湖, 支流南溪, 南阳|寺, 福清|路, 贵南|高铁 (of 贵阳 and 南宁).
    """
    text, last = reading.text, chain[-1]
    start, end = chain[0].start, last.end
    if last.official:
        return start, end, code
    if end - last.start != len("龙潭"):
        city = all(of.endswith("00") for of in last.codes)
        range_ = text[last.start : end] in word_set("regions.tsv", "relief")  # 大兴安岭
        return start, end, "" if range_ or is_water(text, last.start, end, city=city) else code
    if text.startswith("区域", end) and not code.endswith("00"):  # 西湖|区域 is about the lake
        return start, end, ""
    word = reading.word_from(end)
    alone = word and (len(word.text) == 1 or not is_known(word.text))
    county = not code.endswith("00")
    alone_there = county and len(chain) == 1 and text[start - 1] not in "至到—-"  # not 江西|婺源|高铁
    line = PLACE_SHAPES["line"].match(text, end) if alone_there else None
    tail = line or PLACE_SHAPES["behind short"].match(text, end)
    if tail and (line or alone or tail["sure"]):
        return last.start, tail.end(), ""
    if alone and county and text[end] in NATURE and text[end - 1] not in WATERS:  # 云龙|湖等, 太湖|湖体
        return start, end + 1, ""
    natural = word_set("regions.tsv", "water", "relief", "sea")  # what counties are named after
    named_so = county and len(chain) == 1 and text[last.start : end] in natural
    water = named_so or is_water(text, last.start, end, city=not county)
    return start, end, "" if water else code


def _by_word(reading: Reading, found: Sequence[Entity]) -> Iterator[Entity]:
    """Words that the dictionary has for places, in no table of ours: those that look like a place."""
    taken = covered(found)
    for word in reading.words:
        if word.tag == "nt" and len(word.text) > 4 and word.text.endswith(_ZONES):
            yield location(reading.text, word.start, word.end, "")
        if word.tag != "ns" or is_mistagged(word):
            continue
        start = own_start(word)
        free = start not in taken and not is_no_region(reading.text, start, word.end)
        free = free and not NO_PLACE_BEFORE.match(reading.text, word.end)
        if free and _is_place(reading.text[start : word.end]):
            yield location(reading.text, start, word.end, "")


def _is_place(word: str) -> bool:
    return (
        1 < len(word) < 8
        and bool(_PLACE_ENDS.fullmatch(word))
        and not is_no_place(word)
        and is_known(word)
        and not _NO_START.match(word)
        and not any(find_places(word))
        and not (len(word) == 2 and word[0] in _NUMBERS)  # 三港
    )


_NUMBERS = "一二两三四五六七八九十"
