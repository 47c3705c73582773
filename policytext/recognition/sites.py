"""Places by the last word of their names: zones, fixed works, waters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policytext.language.characters import HAN, is_han
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.places import ambiguous
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.build import (
    PLACE_SHAPES,
    belongs,
    is_field,
    is_own_name,
    last_characters,
    longest,
    longest_words,
    own_start,
    site_words,
    tail_at,
    words_of,
)
from policytext.recognition.model import Entity, Site, location
from policytext.recognition.villages import settlements
from policytext.recognition.ways import STATION, addresses, is_station, lines, stations, streets
from policytext.resources import alternation, any_of, word_set

_FEATURE = frozenset("沙口沟山河湖湾坝峡滩岭坪塘店桥庄岗洲江溪潭泉崖寨屯堡洞关嘴坳垭冲浪岛")  # 亭子|口水库
_BODY = lazy("管理局|委员会|公司|集团|政府|办公室|指挥部|研究院|大学|协会|会长|主任|书记|[局厅部校]长")
_JOINED = lazy("[和及与]|干支流|梯级|边境|^(?:第一|最[大早]|首[个座])")  # 金沙江干流|及|白鹤滩水电站
_ALONE = lazy(
    lambda: (
        rf"(?<![个家各类等批\d国])(?:{alternation(site_words('alone'))})"
        rf"|(?<![{HAN}”])(?:高新区|经开区)(?=召开|举[行办]|党工委|管委会)"
    ),
    needs=lambda: alternation([*site_words("alone"), "高新区", "经开区"]),
)
"""A zone that stands without a name, but not a number of them."""
_BRACKETED = lazy(  # 西部（重庆）科学城, 长三角（广德）康养基地 is none
    lambda: (
        "(?:西部|东部|中部|华中|长三角|粤港澳|京津冀|沿黄|中国|中新|中德|中韩|中日|中欧)"
        rf"[（(](?P<place>[{HAN}]{{2,5}})[）)](?:跨境电子?商务?)?"
        rf"[{HAN}]{{0,4}}?{any_of('sites.tsv', 'zone')}"
    )
)


def nature_tails() -> frozenset[str]:
    """Words for the parts and surroundings of waters and landforms: 上游, 流域, 沿岸."""
    return site_words("nature")


def sites(reading: Reading, places: Sequence[Entity]) -> Iterator[Site]:
    """Places named after another, or by a name of their own and what they are.

    >>> reading = Reading("在康定机场和左权县辽阳镇，中央对巴朗山隧道予以支持")
    >>> from policytext.recognition.locations import locations
    >>> [place.text for place in locations(reading)]
    ['康定机场', '左权县辽阳镇', '巴朗山隧道']
    """
    text = reading.text
    zones = [zone for zone in _of_places(reading, places) if not is_of_all(text, *zone[:2])]
    yield from zones
    ended = {place.end: place.start for place in places}
    for start, end, code in _by_own_name(reading):
        if is_of_all(text, start, end):
            continue
        torn = (at for at in (start, start - 1) if at in ended and _is_name_part(reading, at, start))
        start = ended[at] if (at := next(torn, 0)) else start  # 古丈|红|石林省级森林公园
        further = site_end(reading, end)  # 东方枢纽|国际商务合作区
        yield start, further or end, "" if further else code
    wider = [*places, *(location(text, *zone) for zone in zones)]  # 长江新区|阳逻街道
    towns = [*settlements(reading, wider)]
    yield from towns
    settled = [location(text, *town) for town in towns]
    yield from _of_places(reading, [place for place in settled if place.text[-1] in "镇乡道"])
    yield from streets(reading, [*places, *settled])
    yield from lines(reading)
    yield from stations(reading)
    yield from addresses(text)
    yield from _between(reading, places)
    for match in _BRACKETED.finditer(text):
        yield *match.span(), ""
    for match in (*_ALONE.finditer(text), *_FREE_TRADE.finditer(text)):
        yield *match.span(), ""


def is_of_all(text: str, start: int, end: int) -> bool:
    """Does a law speak of all such places of a province: 湖南省森林公园|条例?"""
    return (
        PLACE_SHAPES["of all"].fullmatch(text, start, end) is not None
        and _SUBJECT.match(text, end) is not None
    )


def _is_name_part(reading: Reading, start: int, end: int) -> bool:
    """Can what stands between a place and a name found behind it be of the name: no verb, no 和?"""
    part = reading.text[start:end]
    return start == end or (
        part.isalpha() and all(word.tag[0] not in "vpcdumrft" for word in reading.words_in(start, end))
    )


def _of_places(reading: Reading, places: Sequence[Entity]) -> Iterator[Site]:
    """What is named after each of the places: its zones and works, sides, stations."""
    text = reading.text
    for place in places:
        if end := site_end(reading, place.end):
            around = text[place.start - 1 : place.start] in _AROUND and text[end - 1] in "圈带"
            code = "" if around or _OTHERS.match(text, place.end - 1) else place.normalized
            yield place.start - around, end, code
        elif end := _feature_end(reading, place):
            yield place.start, end, ""
        elif side := _SIDE.match(text, place.end - 1):
            yield place.start, side.end(), place.normalized if text[side.end() - 1] == "区" else ""
        elif place.text[-1] in "江河湖海水湾溪错":
            word = reading.word_from(place.end)
            if word and word.text in site_words("nature"):
                yield place.start, word.end, ""
        yield from _stations_of(reading, place)
    yield from _of_cities(text, places)


def _stations_of(reading: Reading, place: Entity) -> Iterator[Site]:
    word, station = reading.word_from(place.end), STATION.match(reading.text, place.end)
    if word and word.tag in ("ns", "nz") and word.text[-1] == "站":  # 北京|丰台站
        yield place.start, word.end, ""
    if station:
        yield place.start, site_end(reading, station.end()) or station.end(), ""  # 武清站|商务区


def _of_cities(text: str, places: Sequence[Entity]) -> Iterator[Site]:
    """Ports of one or two cities, and platforms with their city: 黄骅|港, 宁波|舟山港, 深圳|前海."""
    short = {p.end: p for p in places if p.normalized.endswith("00") and len(p.text) < _SHORT}
    for place in places:
        city, port = short.get(place.start), _PORT.match(text, place.end)
        if port and place.normalized[:1].isdigit():
            yield place.start, port.end(), place.normalized
            if city:
                yield city.start, port.end(), ""
        elif city and place.text in word_set("regions.tsv", "platform"):
            yield city.start, place.end, city.normalized


_SHORT = 4  # characters of a city's name without its suffix are fewer
_AROUND = ("环", "沿")  # 环|太湖|科创圈
_SIDE = lazy("(?:(?<=.)[山岭][东南西北]{1,2}[麓坡]|[^省市县区旗州盟国山]山区)(?![域块县])")
"""A side of a range and the hills of a place: 贺兰山东麓, 阿勒泰山区."""
_OTHERS = lazy(rf"[山岭峰湖][{HAN}]{{1,2}}[海湖河江溪泉峡谷岛寺洞]|[{HAN}]城(?:遗址|址)")
"""What is named after a mountain, or was a town of the same name: 庐山|西海景区, 柳州|城遗址."""


def _feature_end(reading: Reading, place: Entity) -> int | None:
    """The end of a water or hill after its county: 荔浦市|荔江, 北海|涠洲岛."""
    match = (
        PLACE_SHAPES["feature"].match(reading.text, place.end) if place.normalized[:1].isdigit() else None
    )
    known = word_set("regions.tsv", "water", "relief", "sea")  # whatever stands before them: 江苏|长江
    if match is None or PLACE_SHAPES["no feature"].search(match["name"]) or match["name"] in known:
        return None
    return None if is_known(match["name"]) and len(match["name"]) < 3 else match.end()


_DASH = lazy(rf"[{HAN}]{{0,3}}[-—－–·]{{1,2}}")


def _between(reading: Reading, places: Sequence[Entity]) -> Iterator[Site]:
    """Zones and corridors of places with dashes between: 北京-雄安人才科创走廊, 珠江—西江经济带."""
    starts = {place.start: place for place in places}
    for place in places:
        if end := _belt_end(reading, starts, place):
            yield place.start, end, ""


def _belt_end(reading: Reading, starts: Mapping[int, Entity], place: Entity) -> int | None:
    """Where what several places with dashes between them name ends, the longest; None if they do not."""
    end: int | None = None
    for _ in range(_MOST_PLACES):
        dash = _DASH.match(reading.text, place.end)
        other = starts.get(dash.end()) if dash and dash[0].count("—") < 2 else None
        if other is None:
            break
        named = other.end if other.text.endswith(_BELTS) else None
        end, place = site_end(reading, other.end) or named or end, other
    return end


_MOST_PLACES = 6  # that a corridor is named after
_BELTS = ("圈", "带", "走廊", "城市群")


_WHOLE = 3  # characters of a last word that needs none before it, or more


@cache
def _whole() -> LazyPattern:
    """Last words that need none before them: of works the longer ones, of zones the sure ones."""
    works = (tail for tail in site_words("work") if len(tail) >= _SURE)
    zones = (
        tail
        for tail in site_words("zone")
        if len(tail) > _SURE or (tail.endswith(("圈", "群", "城")) and len(tail) >= _WHOLE)
    )
    return lazy(rf"(?:现代化)?(?:{alternation([*works, *zones])})(?![市镇乡])")


def group_end(text: str, start: int) -> int | None:
    """The end of a group of cities, a belt or a part of a water named after the region that ends here."""
    match = _GROUP.match(text, start)
    return match.end() if match else None


_GROUP = lazy(
    "(?:地区)?(?:现代化)?(?:双城)?(?:城市群|都市圈|经济圈|经济带)|源头|流域|干流(?:[省市县区内外]|[^、，。；：\n的和及与]{1,4})?段|干流|[上中下]游"
)
_SURE = 4  # characters of one that stands though the words around it are cut otherwise


def site_end(reading: Reading, start: int) -> int | None:
    """The end of a zone or fixed works named after the place that ends at an offset: 怀化|国际陆港.

    >>> site_end(Reading("怀化国际陆港"), 2)
    6
    """
    text = reading.text
    whole = _whole().match(text, start)
    if whole and not (whole.end() - start < _SURE and reading.cuts(*whole.span())):
        return whole.end()  # 龙潭沟|抽水蓄能电站, 成都|都市圈|主引擎
    ranked = _RANK.match(text, start)
    found = longest(reading, ranked.end() if ranked else start, site_words("work", "zone"), ())
    if found is None:
        return None
    rest = reading.text[start : found[0]]
    body = _BODY.search(rest)  # 太湖流域|管理局调度三峡水库
    kind = rest in words_of("kind") or rest.startswith(longest_words("last"))
    if goes_on := _GOES_ON.search(rest):
        return start + goes_on.start()
    return None if body or kind or _JOINED.search(rest) else found[0]


_GOES_ON = lazy("(?<=区)(?:协同|共同|联合|加快|推进|建设|创建|打造|推动|启动|开展|支持|探索)")
"""What a zone does: 成都东部新区|协同建设公园城市."""


_SUBJECT = lazy(
    "(?:条例|管理|办法|规定|规划|建设|保护|发展|体系|名录)"
)  # 湖南省森林公园|条例: of all there
_RANK = lazy("国家级|大型")  # 昆山|国家级|金融改革试验区
_PORT = lazy("港(?![澳元币股台商人资区口务航交珠])")  # 黄骅|港
_FREE_TRADE = lazy(rf"中国[（(][{HAN}]{{2,6}}[）)]自由贸易(?:试验区|港)(?:(?![及和与])[{HAN}]{{2,6}}片区)?")


def _by_own_name(reading: Reading) -> Iterator[Site]:
    """Works and villages with a name of their own: 巴朗山隧道, 亭子口水库, 辽阳镇."""
    words = reading.words
    works = _own_named()
    for index in reading.ending_with(last_characters(works) | {"站"}):
        word = words[index]
        tail = tail_at(reading, words[max(0, index - 2)].start, word, works)
        first = reading.starting.get(word.end - len(tail)) if len(tail) > 1 else None
        if first:
            start = _name_start(reading, first, tail)
        elif first is None and tail in _WATER_WORKS and word.text.removesuffix(tail) in _FEATURE and index:
            before = words[index - 1]  # 石头|河水库
            start = before.start if before.end == word.start and belongs(before) else None
        elif first is None and len(word.text) > len(tail) + 1 > 2 and word.tag in ("ns", "nz"):
            stem = word.text.removesuffix(tail)
            if not (stem in ambiguous() or is_field(stem)):  # 三峡水库, but 沿海港口
                yield word.start, word.end, ""
            continue
        elif (
            index
            and STATION.match(reading.text, word.start)
            and is_station(reading, words[index - 1].start, word.end)
        ):
            start = words[index - 1].start
        else:
            continue
        slogan = start is not None and PLACE_SHAPES["slogan"].match(reading.text, start - 1)
        part = slogan and slogan["brand"]
        if start is not None and _COUNTED.match(reading.text, word.end):  # 规划|国际机场2个
            continue
        if start is not None and word.end - start > max(len(word.text), len(tail)) + 1 and not part:
            yield start, word.end, ""


_COUNTED = lazy(r"[ \u3000]?\d{1,3}[余多]?[个座处](?![月级])")


def _name_start(reading: Reading, index: int, tail: str) -> int | None:
    """Where the name before a work's last word begins; None if what stands there is no name."""
    words = reading.words
    while index > 1 and words[index - 1].text in site_words("rank"):  # 借母溪|国家级|自然保护区
        index -= 1
    international = words[index - 1].text == "国际" and index > 1
    index -= international
    before = words[index - 1]
    airport = tail == "国际机场" or (international and tail == "机场")
    if airport and _is_noun(before):  # 天府|国际|机场
        return before.start
    part = before.text in _FEATURE or (before.text[0] in _FEATURE and not is_known(before.text))
    if part and index > 1 and words[index - 2].end == before.start:  # 大支|坪|隧道, 芙蓉|江特|大桥
        earlier = words[index - 2]
        named = belongs(earlier) or (earlier.text.isalpha() and not is_known(earlier.text))
        return own_start(earlier) if named else None
    if is_own_name(before):
        river = before.text[-1] in "江河" and tail[-1] in "桥道" and index > 1
        crossed = river and words[index - 2].end == before.start and is_own_name(words[index - 2])
        return own_start(words[index - 2] if crossed else before)  # 黑山峡|黄河|特大桥
    return before.start if tail in _WATER_WORKS and _is_between_marks(reading, before) else None


@cache
def _own_named() -> frozenset[str]:
    """Last words of works, and of zones that are not said of kinds (示范区, 产业园): 科学城, 商务区."""
    sure = (tail for tail in site_words("zone") if len(tail) >= _WHOLE and tail.endswith(_SURE_ZONES))
    return site_words("work").union(tail for tail in sure if not tail.endswith("新城"))


_SURE_ZONES = ("城", "谷", "港", "走廊", "圈", "群", "商务区", "综保区")


_WATER_WORKS = ("水库", "水电站", "水利枢纽", "灌区")


def _is_between_marks(reading: Reading, word: Word) -> bool:
    """Is it a word that nothing stands before and that says no sort: ，小浪底|水库, but ，大中型|水库?"""
    free = word.tag == "n" and not is_han(reading.text[word.start - 1 : word.start])
    return free and len(word.text) > _SORT and not (is_field(word.text) or word.text[-1] in "水土坝渠闸")


_SORT = 2  # characters of a common word that says of what sort works are: 平原|水库


def _is_noun(word: Word) -> bool:
    """Can the word be the name of an airport, and says no more than what kind: 大型?"""
    kinds = words_of("outside", "kind", "anchor", "governs")
    return word.tag in ("n", "nz", "nr", "ns", "nt") and len(word.text) > 1 and word.text not in kinds
