"""Towns and villages behind their county, in lists, and kinds of them that are no names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import late
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.language.sentences import items
from policytext.recognition.build import PLACE_TAGS, is_own_name, site_words
from policytext.recognition.model import Entity, Site

NO_VILLAGE = re.compile("[级类型企务民干级办建容]")  # 村级, 镇企: no name ends here


def small_end(reading: Reading, place: Entity) -> int | None:
    """The end of a town or village that the place is followed by, or is the name of: 左权县|辽阳镇."""
    town = _town_end(reading, place)
    return _village(reading, town) or town if town else None


def _town_end(reading: Reading, place: Entity) -> int | None:
    index = reading.starting.get(place.end)
    county = place.text[-1] in "市县区旗" and (place.normalized != "" or len(place.text) > 2)
    if county and (town := _town(reading, place.end)):
        return town
    if index is None:
        return None
    county = place.text[-1] in "市县区旗州镇乡" and len(place.text) > 2
    for word in reading.words[index : index + 3]:
        ends = word.text in site_words("small") or (
            len(word.text) > 2 and word.text[-1] in "镇乡村" and not is_known(word.text)
        )
        under = place.normalized[2:] != "0000" and word.start == place.end  # 台湾|乡建乡创团队
        if ends and (under or county) and not NO_VILLAGE.match(reading.text, word.end):
            return word.end
        if not county or not is_own_name(word) or word.end - place.end > 4:
            return None
    return None


_ITEM = late(
    rf"[、，；]((?:[{HAN}]{{2,5}}?(?:镇|乡|街道|苏木))?[{HAN}]{{1,6}}?(?:镇|乡|村|街道|嘎查|社区|水库|渔场|农场|林场))(?=[、，；。）和及等\n]|$)"
)
NO_ITEM = re.compile("乡村|小镇|城镇|乡镇|农村|(?:^|[小个穷些座远的])山村|社区镇|[的与为对将把在了]")


def villages(reading: Reading, places: Sequence[Entity]) -> Iterator[Site]:
    """The towns and villages of a list that begins with one of a county: 安平县大屯镇五家子村、英台村."""
    text = reading.text
    for place in places:
        end = place.end
        if place.text[-1] in "县市区旗" and (town := _town(reading, end)):
            end = _village(reading, town) or town
        if text[end - 1] not in "镇乡村道":
            continue
        if text[end - 1] != "村" and (village := _village(reading, end)):
            end = village
            yield place.start, end, ""
        while (item := _ITEM.match(text, end)) and not NO_ITEM.search(item[1]) and not is_known(item[1]):
            yield *item.span(1), ""
            end = item.end(1)


_CELL = late(  # 马涧镇、柏社乡 in a cell, a line or an item of its own
    rf"(?:(?<=[\n\t 　、；])|^)[{HAN}]{{2,3}}(?:镇|乡|街道|苏木)(?=[\n\t 　、；]|$)",
    re.MULTILINE,
    needs=r"[镇乡道木](?:[\n\t 　、；]|\Z)",
)
_KIND_OF_TOWN = re.compile(
    "和(?!平)|[各全该本每等及与或市县区城]|(?:示范|中心|重点|建制|特色|特大|工业|农业|牧业|经济|旅游|边境|试点|卫星|文化|产业|国家|省级|新型|贫困|扶贫|脱贫"
    "|民族|移民|受灾|辖区|山区|库区|沿[江海河湖线边]|周边|偏远|部分|多个|主要|其[他它]|文明|历史|商贸|工贸|生态|智慧|美丽|薄弱|帮扶|集|大|强|名|古)[镇乡]"
    "|^街镇|相关|有关|涉及"
)


def towns(reading: Reading) -> Iterator[Site]:
    """Towns that stand alone in a cell, a line or an item: 女埠镇, whatever jieba makes of it."""
    for match in _CELL.finditer(reading.text):
        kind = NO_ITEM.search(match[0]) or _KIND_OF_TOWN.search(match[0])
        if not kind and not is_known(match[0]):
            yield *match.span(), ""


_NAMED_VILLAGE = rf"(?:[{HAN}]{{2,5}}(?<!乡)(?<!农)村)"
_VILLAGES = late(rf"({_NAMED_VILLAGE}(?:、{_NAMED_VILLAGE})+)(?=等|[，。和；]|$)", needs="村、")
_KIND_OF_VILLAGE = late(
    "(?:示范|文明|贫困|空心|行政|自然|中心|专业|重点|特色|试点|样板|薄弱|后进|先进|平安|脱贫|移民|搬迁|帮扶"
    "|对口|数字|城[中郊]|旅游|康养|法治|[轮批届一二三两每各本全该多等个类型的])村"
    "|(?:新型|农村|城市|智慧|老旧|安置|国际|示范|试点|未来|完整|特色|文明|平安|街道|本)社区"
)


def lists_of_villages(reading: Reading) -> Iterator[Site]:
    """Villages in a list of nothing else, without their county: 王家川村、前胡家山村等."""
    for match in _VILLAGES.finditer(reading.text):
        listed = items(reading.text, *match.span(1))
        listed[0] = (_after_verbs(reading, *listed[0]), listed[0][1])
        names = [reading.text[slice(*item)] for item in listed]
        if len(names[0]) > 2 and not any(is_kind_of_village(name) or is_known(name) for name in names):
            yield from ((*item, "") for item in listed)


def is_kind_of_village(name: str) -> bool:
    """Does a name say what sort of village it is: 文明村, 城中村?"""
    return bool(_KIND_OF_VILLAGE.search(name))


def _after_verbs(reading: Reading, start: int, end: int) -> int:
    """Where the first name of a list begins, after the words that govern it: 了解|刘家峪村."""
    for word in reading.words_in(start, end):
        if word.start >= start and word.tag[0] not in "vpcdur":
            return word.start
    return end


_TOWN = late(rf"[{HAN}]{{2,4}}?(?:镇|乡(?![村镇])|村(?!镇)|街道)(?![级类型企务民干办建容官属])")
_NO_TOWN = re.compile("和(?!平)|[的与及在各等有为对将把了内外到来从向把让被全每一二三两多]")


def _town(reading: Reading, start: int) -> int | None:
    """The end of the town or village whose name begins here."""
    match = _TOWN.match(reading.text, start)
    return match.end() if match and _is_town(reading, *match.span()) else None


def _is_town(reading: Reading, start: int, end: int) -> bool:
    """Does a county's name go on with that of a town: 巴东县|官渡口镇, though jieba has no such word?"""
    if _NO_TOWN.search(reading.text, start, end):
        return False
    if reading.cuts(start, end) and end - 1 not in reading.ending:  # 大湾镇|海开村, where 镇海 is a word
        return False
    name = reading.text[start:end]
    words = [word for word in reading.words_in(start, end) if word.text not in site_words("small")]
    if len(name) == _TOWN_OF_A_WORD and not _KIND_OF_TOWN.search(name) and not _is_kind(name):
        return True  # 石门县|维新镇, 云霄县|和平乡
    if _is_kind(name) or any(map(_governs, words)):  # 安吉县|开展美丽乡村建设
        return False
    own = (*PLACE_TAGS, "nrfg")  # 梁家|村镇
    return any(word.tag in own or not is_known(word.text) or len(word.text) == 1 for word in words)


def _is_kind(name: str) -> bool:
    return bool(NO_ITEM.search(name)) or is_kind_of_village(name)


def _governs(word: Word) -> bool:
    return word.tag in ("v", "vn", "p") and len(word.text) > 1 and is_known(word.text)


_TOWN_OF_A_WORD = 3  # characters of a town whose name is a word


_OF_TOWN = late(
    rf"[{HAN}]{{1,7}}?(?:(?<![乡农进驻入强到])村|嘎查|社区)(?![级民委支里庄头口镇两干企容小医])"
)


def _village(reading: Reading, start: int) -> int | None:
    """The end of the village whose name begins behind a town's: 郑宅镇|上郑村, 梅溪镇|红庙村."""
    match = _OF_TOWN.match(reading.text, start)
    if not match or _NO_TOWN.search(match[0]) or _is_kind(match[0]):
        return None
    words = [word for word in reading.words_in(start, match.end()) if word.start >= start]
    return None if any(map(_governs, words)) else match.end()
