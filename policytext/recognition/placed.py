"""Bodies named after a place or of a level, and bodies with their parts: 大同市杏儿沟煤矿, 市图书馆."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from policytext.language.bodies import full_names
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.agencies import BODY_OF_LEVEL, VERBS, begins_level, is_cut, is_level
from policytext.recognition.build import (
    NO_BODIES,
    body_tails,
    last_characters,
    longest,
    longest_words,
    part_tails,
    words_of,
)
from policytext.recognition.lastwords import named_end, part_end
from policytext.recognition.model import Entity
from policytext.recognition.ownnamed import COUNTED
from policytext.recognition.shapes import body_shapes
from policytext.recognition.standing import is_no_place

_LEVELS = frozenset({"省", "市", "县", "区", "州", "自治区", "自治州"})
_ANOTHER = (*"局厅委办", "政府", "办公厅", "办公室")
_JOINED = lazy("中共.*委.*政府|.*党委政府")  # 中共宜宾市委|宜宾市人民政府, 自治区党委|政府
_NO_PART = ("政府", "人民政府", "中心")  # 国务院|政府特殊津贴, 市委|中心工作
_REGIONAL = ("监管局", "监察局", "管理局", "特派办")


def extended(reading: Reading, start: int, end: int, stops: Collection[int]) -> tuple[int, int]:
    """A body with its part, and the part's own: 教育部|教材局, 县公安局|交警大队|车管所."""
    start, end = _with_part(reading, start, end, stops)
    further = body_shapes()["part"].match(reading.text, end)
    return start, further.end() if further else end


def _with_part(reading: Reading, start: int, end: int, stops: Collection[int]) -> tuple[int, int]:
    if whole := body_shapes()["part"].match(reading.text, end):
        return start, whole.end()
    part = longest(reading, end, part_tails(), stops)
    if part is None and (section := part_end(reading, end, stops)):
        return start, section
    if part is None or is_cut(reading.text, part[0]) or reading.text[end : part[0]] in _NO_PART:
        return start, end
    if BODY_OF_LEVEL.match(reading.text, end):  # 市委|市政府
        return start, end
    if BODY_OF_LEVEL.match(reading.text, start) and any(
        begins_level(reading.text, at)
        for word in reading.words_in(end, part[0])
        for at in (word.start, word.end - 1)
        if at > end
    ):
        return start, end  # 县审计局审计|县财政局
    rest = reading.text[end : part[0]]
    known = full_names().get(rest, "")
    other = known == rest or (len(rest) > len("文物局") and known not in ("", f"国家{rest}"))
    if other and reading.text[start:end] in full_names():
        return start, end  # 中国银行业监督管理委员会|国家旅游局
    place = next((p for p in find_places(rest) if p.official or p.start == 0), None)
    if place and is_no_place(rest[place.start : place.end]):  # 合作|交流办公室
        place = None
    another = place is not None and place.start == 0 and part[1].endswith(_ANOTHER)
    another = another and not reading.text.endswith(_REGIONAL, 0, part[0])  # 财政部广东监管局
    governed = place is not None and place.start > 0  # 国家消防救援局|调派昭通市消防救援支队
    return (start, end) if another or governed else (start, part[0])


def of_places(
    reading: Reading, places: Sequence[Entity], stops: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Bodies named after a place: 大同市杏儿沟煤矿, 香港天文台, 天河区科技工业和信息化局."""
    for place in places:
        if _COUNTED.match(reading.text, place.end):  # 京、津、|冀|三地消费者协会
            continue
        division = reading.text[place.end - 1] in "省市县区州旗"
        abroad = place.normalized.isalpha() and place.normalized != "CN"  # 哈萨克斯坦|国家经济部
        tails = _tails_after(division=division, abroad=abroad)
        part = longest(reading, place.end, tails, stops) or named_end(reading, place.end, stops)
        if part and _is_name(reading.text, place.end, *part):
            owners = longest_words("owner")  # 北航|重庆科创中心
            owner = next((o for o in owners if reading.text.endswith(o, 0, place.start)), "")
            start = place.start - len(owner)
            yield extended(reading, start, part[0], stops)


_COUNTED = lazy("[两二三四五六七八九十][省市县区地国]")


@cache
def _tails_after(*, division: bool, abroad: bool) -> frozenset[str]:
    """Last words of bodies that are named after a place."""
    tails = part_tails() if division or abroad else body_tails()
    return tails | (words_of("state") if abroad else _CENTRE | _OF_ZONES)


def of_levels(reading: Reading, stops: Collection[int]) -> Iterator[tuple[int, int]]:
    """Bodies of a level alone, and those of the nation: 省气象台, 国家自然科学基金委员会."""
    ending = reading.ending_with(word[-1] for word in words_of("anchor") | _LEVELS)
    for index in reading.ending_with(last_characters(words_of("institution"))):
        word = reading.words[index]
        whole = word.text[0] in _LEVELS and word.text[1:] in words_of("institution")  # 市图书馆
        if whole and len(word.text) > 2 and is_level(reading, word.start):
            yield word.start, word.end
    for word in (_level_alone(reading.words[index]) for index in ending):
        if word.text in words_of("anchor") and (word.text not in _LEVELS or is_level(reading, word.start)):
            part = longest(reading, word.end, body_tails(), stops)
            if part is None and word.text not in _REGIONS:
                part = named_end(reading, word.end, stops)
                part = (
                    None if part and part[1] == "局" and word.text not in _LEVELS else part
                )  # 国家|开好局
            joined = part and _JOINED.match(reading.text, word.start, part[0])
            kind = part and reading.text[word.start : part[0]] in words_of("kind")  # 等领域|省实验室
            if part and not joined and not kind and _is_name(reading.text, word.end, *part):
                yield extended(reading, word.start, part[0], stops)


def _level_alone(word: Word) -> Word:
    """The level of a word that a verb before it is joined to: 任|省, in 任省参事室副主任."""
    joined = len(word.text) > 1 and word.text[0] in VERBS and word.text[1:] in _LEVELS
    return Word.at(word.start + 1, word.text[1:], "n") if joined and not is_known(word.text) else word


def _is_name(text: str, start: int, end: int, tail: str) -> bool:
    """Is what follows a place or level (from `start`) the name of one body, and no kind of bodies?"""
    rest = text[start:end]
    general = rest in words_of("kind") and len(rest) > len(tail)
    general = general or rest in NO_BODIES or rest in _NO_PART  # 成都市|中心
    hub = (
        _EVENT.match(text, end)
        or (rest.endswith("中心") and rest[:-2].endswith(longest_words("hub")))
        or rest.endswith("一流大学")  # 中国特色世界一流大学
        or _SEVERAL.match(rest)
        or (tail in _CENTRE and _ROLE.match(text, end))
    )
    return not (general or hub or is_cut(text, end) or COUNTED.match(text, end))


_REGIONS = ("国际", "世界", "全国", "亚洲")  # 国际|技术转移中心 is a kind
_CENTRE = frozenset({"中心"})
_OF_ZONES = frozenset({"党工委", "工委"})
_EVENT = lazy("大会|博览会|展览会|交易会|论坛|峰会|大赛|(?:行政)?主管(?:部门|机关)")  # 国际矿业|大会
_SEVERAL = lazy(r"第?[一二两三四五六七八九十\d]+[大个]")  # 青岛|两大区域科技创新中心
_ROLE = lazy("城市|城区|城镇|地位|作用|功能|枢纽")  # 徐州区域中心|城市
