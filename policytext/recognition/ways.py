"""Streets, stations, lines and stretches of them: 南京西路, 上海东站, 滁宁城际铁路, 波密至然乌段."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.build import PLACE_SHAPES, PLACE_TAGS, after_governing, words_of
from policytext.recognition.model import Entity, Site, occurrences
from policytext.resources import rows

STATION = lazy("[东南西北]?站(?![点位立稳台长岗在上到起稳段前]|[东南西北]路)")  # 上海|东站


def is_station(reading: Reading, start: int, end: int) -> bool:
    """Is it one place, or a part of a town, and 站: 永定门站, 上海东站?"""
    if reading.text[end - 1] != "站" or end - start < _SHORTEST_STATION:
        return False
    words = reading.words_in(start, end - 1)
    return len(words) == 1 and words[0].start == start and words[0].tag == "ns"


_SHORTEST_STATION = 3  # characters


def stations(reading: Reading) -> Iterator[Site]:
    """Stations between marks, where their line of text speaks of trains or buses.

    >>> text = "铁路新设大豫站、正余站和服务站"
    >>> [text[start:end] for start, end, _ in stations(Reading(text))]
    ['大豫站', '正余站']
    """
    text = reading.text
    for match in PLACE_SHAPES["station"].finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end()) % (len(text) + 1)
        words = reading.words_in(match.start(), match.end() - 1)
        common = all(is_known(word.text) and word.tag not in PLACE_TAGS for word in words)
        if not (common or match["name"] in words_of("kind")) and PLACE_SHAPES["traffic"].search(
            text, *line
        ):
            yield *match.span(), ""


_TAIL = (
    r"(?<![公铁道水高线网思出套马之来路街巷航丝多])(?<!(?<![经纬东西南北])一)"
    r"(?:大道|大街|路|街|胡同|巷)"
)
ON_STREET = lazy("[东南西北]?(?:大道|大街)|路(?=[，、。；（与段\\d])")
"""What makes a street of a body's name: 上汽通用|大道."""
_NO_STREET = PLACE_SHAPES["no street"]
_BY_CROSSING = lazy("(?:医院|学校|校园|市场|商场|广场|交通|红绿灯|信号灯|产业|旅游|[站口门店厂])$")
"""What a crossing is at: 医院|路口; but 交通路|12号 is a street."""
_ANY_STREET = lazy(rf"{_TAIL}(?!(?<=街)[道区坊]|(?<=路)[面基网灯障政径])", needs="[路街巷]|大道|胡同")
_NAME = lazy(rf"[{HAN}]{{1,5}}\Z")
_OF_CROSSING = lazy(rf"与(?P<name>[{HAN}]{{1,5}}?{_TAIL})(?=交|路?口)")


def streets(reading: Reading, places: Sequence[Entity]) -> Iterator[Site]:
    """Streets: behind their district, where something begins, ends or crosses; and named again.

    >>> text = "位于万寿路，西起文化大道，在解放路12号；沿文化大道向北"
    >>> [text[start:end] for start, end, _ in streets(Reading(text), [])]
    ['万寿路', '文化大道', '解放路12号', '文化大道']
    >>> list(streets(Reading("位于主要街道、重要路段，商业街北侧，在医院路口"), []))
    []
    """
    text = reading.text
    ends = {place.end: place.start for place in places if place.text[-1] in "市区县镇乡道"}
    found = dict(_behind(text, places))
    for tail in _ANY_STREET.finditer(text):
        before = max(0, tail.start() - 10), tail.start()
        led = PLACE_SHAPES["street led"].search(text, *before)
        listed = (
            None
            if led or not PLACE_SHAPES["bound"].match(text, tail.end())
            else PLACE_SHAPES["street listed"].search(text, *before)
        )
        run_ = _NAME.search(text, max(0, tail.start() - 5), tail.start())
        if led:
            own = led.start("name")
        elif listed:
            own = _past_verb(reading, listed.start("name"), tail.start())
        elif run_ and PLACE_SHAPES["crossed"].match(text, tail.end()):
            own = after_governing(reading, run_.start(), tail.end())
        else:
            continue
        inside = [at for at in range(tail.start() - 2, own, -1) if not text.startswith("市场", at - 1)]
        own = next((at for at in inside if at in ends or text[at - 1] in "市区县镇"), own)
        name = text[own : tail.start()]
        crossing = tail[0] == "路" and text.startswith("口", tail.end()) and _BY_CROSSING.search(name)
        if _is_street(name) and not crossing:
            found[ends.get(own, own)] = tail.end()
            if other := _OF_CROSSING.match(text, tail.end()):
                found[other.start("name")] = other.end("name")
    again = {text[start:end] for start, end in found.items() if end - start > _SHORTEST_STREET}
    found = dict(occurrences(again, text)) | found
    for start, end in found.items():
        house = _NUMBERED.match(text, end)
        yield start, house.end() if house else end, ""


_SHORTEST_STREET = 2  # characters of 新街, which stands elsewhere by chance


def _is_street(name: str) -> bool:
    """Can it be a street's own name, up to its last word: 文化, 金港一, but no 乡村公, no 商业?"""
    return (
        0 < len(name) < _LONG_STREET
        and not _NO_STREET.search(name)
        and not PLACE_SHAPES["kind of street"].search(name)
    )


_LONG_STREET = 5  # characters of a name before the last word, and more


def _past_verb(reading: Reading, start: int, end: int) -> int:
    """Where a street begins without a verb before it: 改造|中山路, but 建设路, 解放西路."""
    if (works := _WORKS.match(reading.text, start)) and end - works.end() > 1:
        return works.end()
    first = reading.word(start)
    verb = first.start == start and first.tag[0] in "vpdc" and is_known(first.text)
    return first.end if verb and end - first.end > 1 else start


_WORKS = lazy("拓宽|改造|提升|新建|改建|扩建|整治|畅通|封闭|打通|修复|美化|亮化")
"""What is done to streets, which jieba has as part of the name: 拓宽|解放大道."""


def _behind(text: str, places: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Streets behind the district they are in, or with the name of a place: 海淀区万寿路, 南京西路."""
    for place in places:
        street = PLACE_SHAPES["street"].match(text, place.end)
        if street is None or (
            _NO_STREET.search(street["name"])
            and not (_NUMBERED.match(text, street.end()) and _ROAD.fullmatch(street["name"]))
        ):
            continue
        named = len(street["name"]) > 1 and place.text[-1] in "市区县镇"
        if named or (not street["name"] and len(place.text) < 4 and place.text[-1] not in "省市县区州"):
            yield place.start, street.end()


_NUMBERED = lazy(
    r"(?:[东南西北中]段)?[ \u3000]?\d{1,4}(?:[-－—]\d{1,3})?[ \u3000]?号(?!线)"
)  # 建设东路|88号 is sure
_ROAD = lazy(rf"(?:(?![的与及等在将有无各条沿街路道])[{HAN}]){{2,4}}")


def addresses(text: str) -> Iterator[Site]:
    """Addresses behind a label, whatever the divisions are called: 住所：桐川县云谷镇平安路12号.

    >>> list(addresses("住所地：桐川县云谷镇平安路12号。"))
    [(4, 16, '')]
    """
    for match in PLACE_SHAPES["address"].finditer(text):
        led = text[match.start("at") - 1] in "：:为在于住 \u3000"
        if led or any(place.start == 0 for place in find_places(match["at"])):  # 住址|所属区域与拟经营区
            yield *match.span("at"), ""


def stretches(text: str, places: Sequence[Entity]) -> Iterator[Site]:
    """The ends of a stretch of road or line where one of them is a place, or a line stands before it.

    >>> [*stretches("波密至然乌段、江北铁路林四房至柳坝段", [])]
    [(11, 14, ''), (15, 17, '')]
    """
    starts, ends = {place.start for place in places}, {place.end for place in places}
    for match in PLACE_SHAPES["stretch"].finditer(text):
        known = match.end("first") in ends, match.start("last") in starts
        if any(known) or text[: match.start()].endswith(_LINES):
            yield from ((*match.span(end), "") for end in ("first", "last") if not known[end == "last"])


_LINES = ("高铁", "路", "速", "专", "道", "线")  # 江北铁路|林四房至黄州段


def lines(reading: Reading) -> Iterator[Site]:
    """Railways and motorways named after two cities or more by one character of each: 滁宁城际铁路."""
    text = reading.text
    for match in PLACE_SHAPES["line"].finditer(text):
        start = _cities_start(reading, match.start())
        cities = text[start : match.start()]
        place = any(place.end == len(cities) for place in find_places(cities))  # 山东|铁路
        if len(cities) > 1 and not (place or PLACE_SHAPES["no cities"].fullmatch(cities)):
            yield start, match.end(), ""


_MOST_CITIES = 6  # letters of cities in a line's name, 通苏嘉甬 has four
_LETTERED = ("j", "ns", "nr", "nrt", "nz")  # jieba's tags of words that letters of cities may look like


def _cities_start(reading: Reading, end: int) -> int:
    """Where the letters of cities begin that stand before an offset, after other words: 开通|合安."""
    start = end
    while end - start < _MOST_CITIES and reading.text[start - 1 : start] in _city_letters():
        start -= 1
    while start < end:
        word = reading.word(start)
        whole = len(word.text) > 1 and is_known(word.text) and word.tag not in _LETTERED
        if not whole or word.end > end:
            break
        start = word.end
    return start


@cache
def _city_letters() -> frozenset[str]:
    """The characters that stand for a province or city in a line's name: the first one of its own name.

    Of a name that begins with a direction or size, the second one too: 昌 of 南昌, 锡 of 无锡.
    """
    own = [brief for code, _, brief in rows("places.tsv") if code.endswith("00")]
    second = {brief[1] for brief in own if brief[0] in "东南西北中上大新无" and len(brief) > 1}
    letters = {brief[0] for brief in own} | second | {row[0] for row in rows("place_letters.tsv")}
    return frozenset(letters - {"和"})  # 宝成铁路|和|鹰厦铁路
