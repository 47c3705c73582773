"""Which names of divisions are places where they stand, in chains (广东省东莞市), and their codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import Place, ambiguous, find_places, letters, names, within
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.agencies import BODY_OF_LEVEL
from policytext.recognition.build import PLACE_SHAPES, is_proper
from policytext.recognition.nameform import not_names
from policytext.recognition.placecodes import NATURE, WATERS, home_of, is_elsewhere, is_named_near, mentions
from policytext.recognition.placelists import beside_places, in_counted, in_runs
from policytext.recognition.sites import site_end
from policytext.resources import lists

_NO_PLACE = PLACE_SHAPES["no place"]
_NO_COUNTRY = lazy("特色|式|梦|共产党")


def standing(reading: Reading) -> list[list[Place]]:
    """The names of the table that are places here, in chains."""
    found = [p for p in find_places(reading.text) if not _NO_PLACE.match(reading.text, p.start)]
    pairs = zip_longest(found, found[1:])
    chains = _chained(_fitted(reading, place, following) for place, following in pairs)
    sure = [[p for p in chain if _stands(reading, p, chain)] for chain in chains]
    sure = [[p for p in chain if not _is_lone_district(p, sure)] for chain in sure]
    home = home_of(mentions(sure))
    sure = [[] if len(chain) == 1 and _is_word_there(reading, chain[0], home) else chain for chain in sure]
    homes = {code[:2] for chain in sure if chain for code in chain[0].codes if code[0].isdigit()}
    local = [
        kept or (chain if len(chain) == 1 and _is_local(reading, chain[0], homes, home) else [])
        for chain, kept in zip(chains, sure, strict=True)
    ]
    listed = beside_places(reading.text, chains, local)
    listed |= in_runs(
        reading.text, chains, [at for at, chain in enumerate(chains) if _is_fit(reading, chain)]
    )
    in_lists = {
        index
        for index in listed
        if _is_free(reading, chains[index][0], between=_is_between(chains, local, listed, index))
    } | in_counted(reading.text, chains)
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
        chains[at] if 0 <= at < len(sure) and (sure[at] or at in listed) else ()
        for at in (index - 1, index + 1)
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


def is_word_in(reading: Reading, start: int, end: int, home: str) -> bool:
    """Is a name of the table none in a text whose places are of the province `home`, or by its words?"""
    found = list(find_places(reading.text[start:end]))
    if len(found) != 1 or found[0].end - found[0].start < end - start:
        return False
    place = found[0]._replace(start=start, end=end)
    return bool(_NO_PLACE.match(reading.text, start)) or _is_word_there(reading, place, home)


_KINDS = "一二两三四五六七八九十临跨沿"  # 五河|两岸, 临河


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
    if name in ambiguous():
        return _stands_though_common(text, place, alone=len(chain) == 1)
    if chain[0] is not place and not reading.cuts(place.start, place.end):  # 云南|孟连
        return not _is_deed_there(reading, place)
    if not reading.is_whole(place.start, place.end):
        heads = place is chain[0] and len(chain) > 1 and chain[1].official  # 新疆|伊犁哈萨克自治州
        shown = heads or text.startswith(_DOMAIN, place.end) or _is_last_item(text, place)
        shown = shown or _is_in_stretch(text, place)
        return (shown and place.start in reading.starting) or _has_office(reading, place)
    if len(name) > 2 or _is_in_stretch(text, place):
        return True
    before = reading.words[reading.starting[place.start] - 1] if reading.starting[place.start] else None
    if (
        before and is_proper(before, ("ns",)) and not any(find_places(before.text))
    ):  # 横沙|新洲 is no 新洲区
        return False
    word = reading.words[reading.starting[place.start]]
    upper = any(code.endswith("00") or code[0].isalpha() for code in place.codes)
    county = word.text == name and name[-1] == "县"  # 曹县, whom jieba has for a person
    return (word.end >= place.end and (word.tag == "ns" or upper or county)) or (upper and place.official)


def _stands_though_common(text: str, place: Place, *, alone: bool) -> bool:
    """Is a name that is more often another word a place: with its suffix, or as a city with a station?"""
    if _STATION.match(text, place.end):  # 大同|南站
        return place.codes[0].endswith("00")
    free = text[place.start - 1 : place.start] in _FREE and _is_near(text, place)  # ，和县|的沈巷镇
    free = free and not BODY_OF_LEVEL.match(text, place.end - 1)
    return place.official and (not alone or free)


def _is_in_stretch(text: str, place: Place) -> bool:
    """Is it the place of a stretch: 洮河|定西|段, 连霍高速|古浪|段?"""
    return text.startswith("段", place.end) and text.endswith(_STRETCHED, 0, place.start)


_STRETCHED = ("高速", "公路", "铁路", "高铁", "国道", "省道", "河", "江", "渠")


def _is_last_item(text: str, place: Place) -> bool:
    """Is it the last item of a list, whose 等 jieba has as part of a word: 、南|平等|地?"""
    return text[place.start - 1 : place.start] == "、" and _AND_SO_ON.match(text, place.end) is not None


_AND_SO_ON = lazy(r"等(?:[地市县区省州多]|[ \u3000]?\d|[一二三四五六七八九十两])")


def _is_deed_there(reading: Reading, place: Place) -> bool:
    """Is a county's short name read as a verb or adjective: 辽宁|振兴?"""
    word = reading.word(place.start)
    county = not any(code.endswith("00") for code in place.codes)  # 包头 is a city, whatever jieba reads
    return county and reading.is_word(place.start, place.end) and word.tag[0] in "vad"


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


def _has_office(reading: Reading, place: Place) -> bool:
    """Is it a country in one word with an office of it: 德国|总理?"""
    word = reading.word(place.start)
    abroad = place.codes[0].isalpha() and word.start == place.start
    rest, posts = reading.text[place.end : word.end], lists("posts.tsv")["post"]
    whole = (post for post in posts if post.startswith(rest)) if abroad else ()  # 德国联邦|总理
    return any(reading.text.startswith(post, place.end) for post in whole)


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
    return name in ambiguous() or name in not_names("place")


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
