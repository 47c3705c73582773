"""Which names of divisions are places where they stand, in chains (广东省东莞市), and their codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import Place, ambiguous, find_places, letters, names, within
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.agencies import BODY_OF_LEVEL
from policytext.recognition.build import PLACE_SHAPES, is_proper
from policytext.recognition.placelists import beside_places, in_runs
from policytext.recognition.sites import site_end
from policytext.resources import lists, rows, word_set

_NO_PLACE = PLACE_SHAPES["no place"]
_NO_COUNTRY = lazy("特色|式|梦|共产党")


def standing(reading: Reading) -> list[list[Place]]:
    """The names of the table that are places here, in chains."""
    found = [p for p in find_places(reading.text) if not _NO_PLACE.match(reading.text, p.start)]
    pairs = zip_longest(found, found[1:])
    chains = _chained(_fitted(reading, place, following) for place, following in pairs)
    sure = [[p for p in chain if _stands(reading, p, chain)] for chain in chains]
    sure = [[p for p in chain if not _is_lone_district(p, sure)] for chain in sure]
    home = home_of(_mentions(sure))
    sure = [[] if len(chain) == 1 and _is_word_there(reading, chain[0], home) else chain for chain in sure]
    homes = {code[:2] for chain in sure if chain for code in chain[0].codes if code[0].isdigit()}
    local = [
        kept or (chain if len(chain) == 1 and _is_local(reading, chain[0], homes, home) else [])
        for chain, kept in zip(chains, sure, strict=True)
    ]
    listed = beside_places(reading.text, chains, local)
    listed |= in_runs(reading.text, chains, [at for at, chain in enumerate(chains) if _is_fit(reading, chain)])
    in_lists = {
        index
        for index in listed
        if _is_free(reading, chains[index][0], between=_is_between(chains, local, listed, index))
    }
    return [
        kept or chain
        for index, (chain, kept) in enumerate(zip(chains, local, strict=True))
        if kept or index in in_lists
    ]


def _is_fit(reading: Reading, chain: Sequence[Place]) -> bool:
    """Are these whole words that are no other word?"""
    start, end = chain[0].start, chain[-1].end
    return reading.is_whole(start, end) and reading.text[start:end] not in ambiguous()


def _is_between(
    chains: Sequence[Sequence[Place]], sure: Sequence[Sequence[Place]], listed: Collection[int], index: int
) -> bool:
    """Does the list have a place on either side, or one of the same city beside it: 浦东、|宝山|、闵行?"""
    cities = {code[:4] for code in chains[index][0].codes}
    beside = [
        chains[at] if 0 <= at < len(sure) and (sure[at] or at in listed) else () for at in (index - 1, index + 1)
    ]
    alike = any(code[:4] in cities for chain in beside for place in chain for code in place.codes)
    return all(beside) or alike


def _is_free(reading: Reading, place: Place, *, between: bool) -> bool:
    """Does the name cut through no word, and is it none that only looks like a county's?"""
    name = reading.text[place.start : place.end]
    county = not any(code.endswith("00") for code in place.codes)
    return (between or not (county and name in ambiguous())) and reading.is_whole(place.start, place.end)


_TAIWAN = "71"


def is_district_of_taiwan(code: str) -> bool:
    """Is it the code of a county or district of Taiwan?"""
    return code[:2] == _TAIWAN and not code.endswith("00")


def _is_lone_district(place: Place, chains: Sequence[Sequence[Place]]) -> bool:
    """Is it a district of Taiwan by its short name (南港), in a text that names no other place there?"""
    if place.official or not all(map(is_district_of_taiwan, place.codes)):
        return False
    named = {code for chain in chains for other in chain for code in other.codes if code[:2] == _TAIWAN}
    return named <= {*place.codes}


_ONE = 2  # the weight of one mention, which shows nothing


def home_of(mentions: Iterable[tuple[str, bool]], least: int = _ONE) -> str:
    """The province (two digits) that most of the places of a text are of ("": none).

    Each mention is a code and whether the name has its suffix, which counts twice; a county without it
    counts for nothing. More than `least` must speak for a province.

    >>> home_of([("360000", True), ("360100", True), ("230600", False), ("500115", False)])
    '36'
    """
    seen = Counter[str]()
    for code, official in mentions:
        if code[:1].isdigit():
            seen[code[:2]] += 2 if official else code.endswith("00")
    ((province, weight),) = seen.most_common(1) or [("", 0)]
    return province if weight > max(least, seen.total() / 2) else ""


def _mentions(chains: Iterable[Sequence[Place]]) -> Iterator[tuple[str, bool]]:
    return ((p.codes[0], p.official) for chain in chains for p in chain if len(p.codes) == 1)


def is_elsewhere(text: str, name: str, codes: Sequence[str], home: str) -> bool:
    """Is a county's short name in a text of another province that does not name its city?

    Of those in reports of a province hardly one is that county: 南川 of 西宁, 长寿养生, 清水河.
    """
    county = bool(home) and all(code[:1].isdigit() and not code.endswith("00") for code in codes)
    if not county or (len(name) > _CHANCE and name[-1] not in WATERS) or any(c[:2] == home for c in codes):
        return False
    upper = {names().get(f"{code[:4]}00", "") for code in codes} - {names()[f"{c[:2]}0000"] for c in codes}
    return not any(city and city[:2] in text for city in upper)


def is_common(text: str, name: str, codes: Sequence[str], others: Iterable[str] = ()) -> bool:
    """Is it a short name that waters, towns and quarters have too, where nothing says which: 龙潭, 柳江?

    It is a district's, or ends as waters and hills do, if longer both (龙泉驿 and 井冈山 are single ones);
    the text names neither its city nor its province, nor are `others` of its city there: 宝山 beside 闵行.
    """
    county = all(code[:1].isdigit() and not code.endswith("00") for code in codes)
    county = county and name not in word_set("regions.tsv", "platform")  # 南沙
    marks = name[-1] in WATERS, all(names().get(code, "").endswith("区") for code in codes)
    shared = any(marks) if len(name) <= _CHANCE else all(marks)
    beside = {other[:4] for other in others if other not in codes}
    return county and shared and not any(is_named_near(text, code) or code[:4] in beside for code in codes)


_CHANCE = 2  # characters of short names that other things have too, unless they end as waters do


def is_word_in(reading: Reading, start: int, end: int, home: str) -> bool:
    """Is a name of the table none in a text whose places are of the province `home`, or by its words?"""
    found = list(find_places(reading.text[start:end]))
    if len(found) != 1 or found[0].end - found[0].start < end - start:
        return False
    place = found[0]._replace(start=start, end=end)
    return bool(_NO_PLACE.match(reading.text, start)) or _is_word_there(reading, place, home)


_KINDS = "一二两三四五六七八九十临跨沿"  # 五河|两岸, 临河
NATURE = frozenset("湖沟溪岛峡河山江岭泉")
WATERS = NATURE | {"水"}  # what names end with: 沂水; behind one it is another word: 泰兴|水网


def is_water(text: str, start: int, end: int, *, city: bool = False) -> bool:
    """Is a short name that ends as waters or hills do one here: a tributary, or beside another such?

    A `city` of two characters is one only in a list: a river's gauge stands in the city, 九江水位.

    >>> is_water("九龙江支流南溪", 5, 7), is_water("大汶河、泗水", 4, 6), is_water("通江、南江两县", 0, 2)
    (True, True, False)
    >>> is_water("枝江水位", 0, 2), is_water("彭泽水位", 0, 2), is_water("九江水位", 0, 2, city=True)
    (True, False, False)
    """
    kind = _ALIKE.get(text[end - 1])
    if not kind:
        return False
    bare = not city or end - start > _CHANCE  # 牡丹江 is a river's name first
    if bare and any(_AS_WATER.match(text, at) for at in (start, end)):
        return True
    listed = _AHEAD.search(text, max(0, start - _NEAR), start), _BEHIND.match(text, end)
    items = "".join(found[0] for found in listed if found).split("、")
    alike = (item for item in items if item and _ALIKE[item[-1]] == kind)
    sights = word_set("regions.tsv", "both")
    return any(item in sights or all(p.end < len(item) for p in find_places(item)) for item in alike)


_NEAR = 40  # characters of the items before one of a list that are looked at
_ALIKE = {last: kind for kind in ("江河溪水渠", "湖", "山岭峰") for last in kind}
_AS_WATER = lazy("(?<=支流)|水位|涨水|超警|暴涨|断流|干流|[上中下]游|[江河湖]段")
_AHEAD = lazy(rf"(?:[{HAN}]{{2,9}}[{''.join(_ALIKE)}]、)+\Z")
_BEHIND = lazy(
    rf"(?:、[{HAN}]{{1,4}}?[{''.join(_ALIKE)}](?:(?![{HAN}])|(?=[均也等和及]|水位|涨|超|暴|[入被]选|列入))){{1,8}}"
)


def _is_word_there(reading: Reading, place: Place, home: str) -> bool:
    """Is such a name a word, and no water or hill: 长寿|养生, but 清水河; 南川|国家级零碳园区?"""
    text, name = reading.text, reading.text[place.start : place.end]
    word = reading.word(place.start)
    common = word.text == name[:-1] and word.tag != "ns" and name[-1] == "区"  # 新建|区的绿地
    if (place.official and not common) or not is_elsewhere(text, name.rstrip("区"), place.codes, home):
        return False
    water = (name[-1] in WATERS and name[0] not in _KINDS) or text[place.end : place.end + 1] in NATURE
    return not water and site_end(reading, place.end) is None  # 龙潭|沟


_DOMAIN = ("县域", "市域", "省域", "区域")  # 肥西|县域


def _fitted(reading: Reading, place: Place, following: Place | None) -> Place:
    """The place, without the last character where that begins another word: 北京|市场."""
    text = reading.text
    level = text[place.end : place.end + 1]
    if not place.official and any(names().get(c, "").endswith(f"自治{level or '-'}") for c in place.codes):
        return Place(place.start, place.end + 1, place.codes, True)  # 临夏|州, 积石山|县
    end = place.end - 1
    domain = text.startswith(_DOMAIN, end)
    if place.official and (domain or (end in reading.ending and _cut(reading, place.start, place.end))):
        short = [found for found in find_places(text[place.start : end]) if found.end == end - place.start]
        if short and not (following and following.start == place.end):  # 吉林省|长春市
            return Place(place.start, end, short[0].codes, short[0].official)
    return place


def _stands(reading: Reading, place: Place, chain: Sequence[Place]) -> bool:
    """Is this name a place here, and not part of another word?"""
    text = reading.text
    name = text[place.start : place.end]
    if name == "中国" and _NO_COUNTRY.match(text, place.end):
        return False
    if place.official and name.startswith(_WITH) and len(chain) == 1 and _is_with(text, place):
        return False
    if len(name) == len("陵县") and name[-1] == "县" and _OTHER_COUNTY.search(text, 0, place.start):
        return False
    if place.official and len(name) > 2:
        return len(chain) > 1 or not (name in ambiguous() or _cut(reading, place.start, place.end))
    if name in ambiguous():  # ，和县|的沈巷镇
        free = text[place.start - 1 : place.start] in _FREE and _is_near(text, place)
        free = free and not BODY_OF_LEVEL.match(text, place.end - 1)
        if _STATION.match(text, place.end):  # 大同|南站
            return place.codes[0].endswith("00")
        return place.official and (len(chain) > 1 or free)
    if chain[0] is not place and not reading.cuts(place.start, place.end):  # 云南|孟连
        return not _is_deed_there(reading, place)
    if not reading.is_whole(place.start, place.end):
        heads = place is chain[0] and len(chain) > 1 and chain[1].official  # 新疆|伊犁哈萨克自治州
        domain = heads or text.startswith(_DOMAIN, place.end) or _is_last_item(text, place)
        return (domain and place.start in reading.starting) or _has_office(reading, place)
    if len(name) > 2 or (text[place.start - 2 : place.start] in _ROADS and text.startswith("段", place.end)):
        return True  # 连霍高速|古浪|段
    before = reading.words[reading.starting[place.start] - 1] if reading.starting[place.start] else None
    if before and is_proper(before, ("ns",)) and not any(find_places(before.text)):  # 横沙|新洲 is no 新洲区
        return False
    word = reading.words[reading.starting[place.start]]
    upper = any(code.endswith("00") or code[0].isalpha() for code in place.codes)
    return (word.end >= place.end and (word.tag == "ns" or upper)) or (upper and place.official)


def _is_last_item(text: str, place: Place) -> bool:
    """Is it the last item of a list, whose 等 jieba has as part of a word: 、南|平等|地?"""
    return text[place.start - 1 : place.start] == "、" and _AND_SO_ON.match(text, place.end) is not None


_AND_SO_ON = lazy(r"等(?:[地市县区省州多]|[ \u3000]?\d|[一二三四五六七八九十两])")


def _is_deed_there(reading: Reading, place: Place) -> bool:
    """Is a county's short name read as a verb or adjective: 辽宁|振兴?"""
    word = reading.word(place.start)
    county = not any(code.endswith("00") for code in place.codes)  # 包头 is a city, whatever jieba reads
    return county and reading.is_word(place.start, place.end) and word.tag[0] in "vad"


_ROADS = ("高速", "公路", "铁路", "高铁", "国道", "省道")
_STATION = lazy("[东南西北]站(?![点位])")
_OTHER_COUNTY = lazy(rf"(?<![{HAN}])(?![在到对由从赴于至与和及原现为省市州任抵])[{HAN}]\Z")  # 安|陵县
_SIDES = ("东", "西", "南", "北", "中")
_WITH = ("会同", "和县")  # the counties whose names begin with what joins bodies: 县法院|和|县检察院
_FREE = ("", "\n", *"，。、；：（的")
_TURNS_TO = lazy("[局厅委部办院署会团府司室处队庭要应须可并将]\\Z")


def _is_with(text: str, place: Place) -> bool:
    """Is the county no place, but a verb before a body of some county: 县农业局会同|县财政局?

    It is behind another body, and behind a mark in a text that names neither its city nor its province.
    """
    if not BODY_OF_LEVEL.match(text, place.end - 1):
        return False
    if _TURNS_TO.search(text, max(0, place.start - 1), place.start):
        return True
    return not _is_near(text, place) and text[place.start - 1 : place.start] in ("，", "、", "；")


def _is_near(text: str, place: Place) -> bool:
    """Does the text name the county's city or province?"""
    return is_named_near(text, place.codes[0])


def is_named_near(text: str, code: str) -> bool:
    """Does the text name the city or province of a county's code?"""
    return any(names().get(upper, "\0")[:2] in text for upper in (f"{code[:2]}0000", f"{code[:4]}00"))


def _has_office(reading: Reading, place: Place) -> bool:
    """Is it a country in one word with an office of it: 德国|总理?"""
    word = reading.word(place.start)
    abroad = place.codes[0].isalpha() and word.start == place.start
    return abroad and reading.text[place.end : word.end] in lists("posts.tsv")["post"]


def _cut(reading: Reading, start: int, end: int) -> bool:
    """Does the name cut through a word, other than that of a body of its level (顺义|区委)?"""
    return reading.cuts(start, end) and not BODY_OF_LEVEL.match(reading.text, end - 1)


def _is_local(reading: Reading, place: Place, homes: set[str], home: str) -> bool:
    """Is it the short name of a county in a province that the text names: 清丰 on a page of Henan?

    One that jieba has for another word (府谷, a noun; 定边, an adverb) must be of the text's own.
    """
    name = reading.text[place.start : place.end]
    city = place.codes[0].endswith("00") and place.codes[0][:2] == home
    common = (name in ambiguous() and not city) or (name[0] in letters() and name[1:] in _SIDES)  # 湘西
    if not reading.is_whole(place.start, place.end) or common:
        return False
    word = reading.words[reading.starting[place.start]]
    odd = not is_known(name) or word.tag in ("nr", "nz", "nt", "nrt")
    if odd and len(homes) <= _FEW:
        return any(code[:2] in homes for code in place.codes)
    return (odd or word.tag[0] not in "vm") and any(code[:2] == home for code in place.codes)


_FEW = 3  # provinces that a text may name to be of one of them


def is_no_place(name: str) -> bool:
    """Is it a word that only looks like a place's name?

    >>> is_no_place("京东"), is_no_place("东京")
    (True, False)
    """
    return name in ambiguous() or name in word_set("not_names.tsv", "LOC")


def _chained(places: Iterable[Place]) -> list[list[Place]]:
    """Places that touch, each inside the one before: 广东省 东莞市."""
    chains: list[list[Place]] = []
    for place in places:
        last = chains[-1][-1] if chains else None
        if (
            last
            and last.end == place.start
            and any(
                within(c, p) for c in place.codes for p in last.codes if c[0].isdigit() and p[0].isdigit()
            )
        ):
            chains[-1].append(place)
        else:
            chains.append([place])
    return chains


def codes(text: str, chains: Sequence[Sequence[Place]]) -> list[str]:
    """One code a chain; of several possible the one inside its chain or the places mentioned.

    None for a short name alone that is a county's elsewhere, and in 青海 the prefecture's for 海南.
    """
    home = home_of(_mentions(chains), _ONE - 1)  # 洛浦公园 in a law that names 洛阳市 once
    seen = Counter(c[0].codes[0] for c in chains if len(c[0].codes) == 1 and c[0].codes[0][0].isdigit())
    often = [code for code, _ in seen.most_common()]
    listed = in_runs(text, chains, range(len(chains)))
    chosen = []
    for index, chain in enumerate(chains):
        last = chain[-1].codes
        if len(chain) == 1 and not chain[0].official:
            name = text[chain[0].start : chain[0].end]
            none = is_elsewhere(text, name, last, home)
            none = none or ((index not in listed or name[-1] in WATERS) and is_common(text, name, last, often))
            last = ("",) if none else _at_home(name, last, home)
        before = chains[index - 1][-1] if index else None
        if (
            before
            and before.end == chain[0].start
            and not chain[0].official
            and before.codes[0][0].isdigit()
        ):
            last = tuple(code for code in last if within(code, before.codes[0][:2] + "0000")) or ("",)
        parents = [code for place in chain[:-1] for code in place.codes] or often
        inside = [code for parent in parents for code in last if code != parent and within(code, parent)]
        inside = inside or _beside(last, often)
        chosen.append(last[0] if len(last) == 1 else inside[0] if inside else "")
    return chosen


def _beside(possible: Sequence[str], mentioned: Sequence[str]) -> list[str]:
    """The one of several counties that is in the city of another one mentioned: 宝山 beside 闵行."""
    cities = {code[:4] for code in mentioned if not code.endswith("00")}
    beside = [code for code in possible if code[:4] in cities]
    return beside if len(beside) == 1 else []


def code_at(name: str, home: str) -> str:
    """The code of a name of the table in the province `home`, where it has one there and no more.

    >>> code_at("富裕", "23"), code_at("富裕", "44")
    ('230227', '')
    """
    codes = {c for p in find_places(name) if (p.start, p.end) == (0, len(name)) for c in p.codes if c[:2] == home}
    return codes.pop() if len(codes) == 1 else ""


def _at_home(name: str, codes: tuple[str, ...], home: str) -> tuple[str, ...]:
    """The codes of a short name; in a prefecture's own province those of it: 海南 in 青海."""
    if not codes[0].endswith("0000") or codes[0][:2] == home:
        return codes
    return tuple(code for code in _prefectures().get(name, ()) if code[:2] == home) or codes


@cache
def _prefectures() -> Mapping[str, list[str]]:
    """The prefectures that have the short name of a province."""
    table = list(rows("places.tsv"))
    provinces = {brief for code, _, brief in table if code.endswith("0000")}
    return {name: [code for code, _, brief in table if brief == name] for name in provinces}
