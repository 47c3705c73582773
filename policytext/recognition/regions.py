"""Regions by name (长三角), parts of a province (豫西), and provinces by their letters (在粤)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policytext.language.characters import HAN
from policytext.language.lexicon import Lexicon
from policytext.language.patterns import lazy
from policytext.language.places import ambiguous, free_letters, letters, of_letter
from policytext.language.reading import Reading
from policytext.recognition.build import PLACE_SHAPES
from policytext.recognition.model import Entity, location
from policytext.recognition.sites import group_end, nature_tails
from policytext.resources import column, word_set

_DIRECTED = lazy(lambda: rf"[{''.join(letters())}][东南西北中]{{1,3}}(?=[{HAN}、，。；\n]|$)")
_FOUNDED = "落[地户]|布局|[成设]立|[揭挂]牌|开业|两院|问世"
_LETTER = lazy(
    lambda: (
        f"[{''.join(letters())}](?:(?<=[在驻来入赴离返援].)(?<![以年]来.)(?:(?=[高院企投创央])"
        rf"|(?<=[{''.join(sorted(free_letters()))}])(?=[布就、，。举发考调召开工）)]|$)"
        rf"|(?<=在[^新])(?={_FOUNDED}))|(?<=驻.)(?={_STATIONED}))"
    )
)


_LEXICON = Lexicon(lambda: column("regions.tsv", 1) | column("foreign_cities.tsv"))


def regions(reading: Reading) -> Iterator[Entity]:
    """Regions by name, and parts of a province by its letter: 长三角, 豫西, 川东北."""
    text = reading.text
    for start, end in _LEXICON.find(text):
        if (end_of_group := group_end(text, end)) and not text.startswith("地区", end):
            yield location(text, start, end_of_group, "")  # 打|造成|渝城市群, as jieba has it
        elif reading.cuts(start, end):  # 长江|上游 is a word
            word = reading.word(start)
            rest = text[end : word.end]
            if word.start == start and rest in (*nature_tails(), "地区"):
                yield location(text, start, word.end, "")
            elif (word.start == start and rest in _ABOUT) or reading.word(end - 1).text in _WATER:
                yield location(text, start, end, "")
        elif (
            _EDGE.match(text, end - 1)
            or is_no_region(text, start, end)
            or (_NAMED_SO.match(text, end) and text[start:end] in word_set("regions.tsv", "sight"))
            or text.startswith(("东西", "南北"), end - 1)
        ):  # 浙川|东西部
            continue
        else:
            part = text.startswith("地区", end) and text[start:end] in _parts()
            yield location(text, start, end + 2 * part, "")
    for match in _DIRECTED.finditer(text):
        word = reading.word(match.start())
        one = word.end == match.end() and word.tag in ("ns", "s", "f", "nr")
        several = len(match[0]) > 3 or (len(match[0]) > 2 and reading.is_whole(*match.span()))
        if (one or several) and match[0] not in ambiguous():  # 豫西; 粤东西北, 川东北
            yield location(text, *match.span(), "")


@cache
def _parts() -> frozenset[str]:
    """Regions that 地区 may stand behind: 陕北地区, 河套地区."""
    return word_set("regions.tsv", "part", "platform", "relief")


def abroad(text: str, places: Sequence[Entity]) -> Iterator[Entity]:
    """Cities abroad with their country or state before them, as one: 日本大阪.

    >>> found = [location("日本大阪", 0, 2, "JP"), location("日本大阪", 2, 4, "")]
    >>> [(place.text, place.normalized) for place in abroad("日本大阪", found)]
    [('日本大阪', 'JP')]
    """
    last: Entity | None = None
    for place in places:
        if last and last.end == place.start and place.text in _cities_abroad():
            place = location(text, last.start, place.end, last.normalized)
            yield place
            last = place
        else:
            last = place if is_abroad(place) else None


def is_abroad(place: Entity) -> bool:
    """Is it another country, or a city or state of one?"""
    return (
        place.normalized not in ("", "CN") and place.normalized.isalpha()
    ) or place.text in _cities_abroad()


@cache
def _cities_abroad() -> frozenset[str]:
    return column("foreign_cities.tsv") | word_set("regions.tsv", "abroad")


_NAMED_SO = lazy("大学士|功臣|祭酒|司业|酒业|烟草|百货|事变|大捷")  # 文渊阁|大学士 is none
_EDGE = lazy("[东西南北][端角侧缘坡]")  # 云南省东|北端
_WATER = ("河水", "江水", "湖水")  # 滁|河水|环境
_ABOUT = ("国家", "各国", "问题", "南北", "各省", "内外", "黄河")
"""What the dictionary has as one word with a region: 中东|问题, 西欧|各国."""


def is_no_region(text: str, start: int, end: int) -> bool:
    """Is it a bank (珠江两岸), a direction (南通市东北沿海), or a way to carry goods (铁海河海联运)?"""
    none = PLACE_SHAPES["no region"].match(text, start)
    return none is not None and none.end() == end


_STATIONED = "部队|解放军|人民解放军|武警|官兵|指战员|单位|中央|部属|央属"  # 驻|黔|人民解放军


def lettered(text: str) -> list[Entity]:
    """Provinces and cities by their one-character names, where a preposition or number shows them: 在粤,
    来莞, 辽、吉、黑三省."""
    alone = [(found.start(), of_letter(found[0], text)) for found in _LETTER.finditer(text)]
    listed = [(at, _of_list(run, at)) for run in _LISTED.finditer(text) for at in range(*run.span(), 2)]
    return [location(text, at, at + 1, code) for at, code in (*alone, *listed)]


def _of_list(run: re.Match[str], at: int) -> str:
    """The code of a letter in a list; of cities (沪、宁|两市), and where 宁 may be 南京, of no province."""
    code = of_letter(run.string[at], run.string)
    cities = run["cities"] or (run.string[at] == "宁" and not (run["provinces"] or _WEST.search(run[0])))
    of_city = code in _MUNICIPAL or not code.endswith("0000") or not cities
    return code if of_city or (not run["cities"] and "宁夏" in run.string) else ""


_MUNICIPAL = ("110000", "120000", "310000", "500000", "810000", "820000")
_WEST = lazy("[陕甘青新蒙藏川渝闽]")  # 甘、|宁|两地, 闽、|宁|两地
_LISTED = lazy(
    lambda: (
        rf"[{''.join(letters())}](?:[、和与][{''.join(letters())}])+"
        "(?=[两二三四五六七八九十](?:(?P<provinces>省[区市]*)|地|(?P<cities>市))|等(?:省|地区?[的，。]))"
    ),
    needs="省|地|市",
)
"""Letters of provinces in a list that counts them."""
