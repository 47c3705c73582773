"""LOC: administrative divisions with their codes, countries, regions, and what is named after them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest

from policytext.language.characters import HAN
from policytext.language.lexicon import Lexicon
from policytext.language.places import (
    NO_PLACE_BEFORE,
    Place,
    ambiguous,
    find_places,
    full_name,
    names,
    within,
)
from policytext.language.reading import Reading
from policytext.language.segment import Word, is_known
from policytext.recognition.agencies import body_of_level
from policytext.recognition.build import own_start
from policytext.recognition.divisions import unknown_divisions
from policytext.recognition.model import Entity, longest_first
from policytext.recognition.nameform import syllables
from policytext.recognition.placelists import beside_places, listed_places
from policytext.recognition.sites import beside_sites, group_end, nature_tails, sites
from policytext.recognition.ways import stretches
from policytext.resources import lists, rows

_NO_COUNTRY = re.compile("特色|式|梦|共产党")
_NO_START = re.compile("[来在驻赴离抵上下入出进到至回沿治]")  # 上岛, 治沙: a verb with its object


def locations(reading: Reading) -> list[Entity]:
    """The places of a text, neighbours in one hierarchy (广东省东莞市) as one.

    A name that cuts through a word is none, unless it goes on the place before it.

    >>> [place.text for place in locations(Reading("主动适应城市发展，支持应城市和吉林省长春市"))]
    ['应城市', '吉林省长春市']
    """
    text = reading.text
    chains = _standing(reading)
    chosen = _codes(chains)
    found = [
        _entity(text, *_natured(reading, chain, code)) for chain, code in zip(chains, chosen, strict=True)
    ]
    found += _by_word(reading, found)
    found += _lettered(text)
    found += _parts(reading)
    found += unknown_divisions(text)
    found = [place for place in longest_first(found) if not is_quoted_rest(text, place.start, place.end)]
    found += [_entity(text, *site) for site in sites(reading, found)]
    found += [_entity(text, *end) for end in stretches(text, found)]
    found += [_entity(text, *site, "") for site in beside_sites(reading, found)]
    found += [_entity(text, *item, "") for item in listed_places(reading)]
    return longest_first(found)


def is_quoted_rest(text: str, start: int, end: int) -> bool:
    """Is a place all but the first character of what stands in quotation marks: “桦|加沙”?"""
    return text[start - 2 : start - 1] == "“" and text[end : end + 1] == "”"


def _natured(reading: Reading, chain: Sequence[Place], code: str) -> tuple[int, int, str]:
    """The span and code of a chain; a water or hill that sounds like a county is none: 龙潭|沟, 太湖."""
    last = chain[-1]
    short = not last.official and last.end - last.start == 2 and not code.endswith("00")
    index = reading.starting.get(last.end)
    word = reading.words[index] if index is not None else None
    if short and reading.text[last.end - 1] in _NATURE:  # 太湖|湖体
        word = None
    if short and word and word.text[0] in _NATURE and (len(word.text) == 1 or not is_known(word.text)):
        return chain[0].start, last.end + 1, ""  # 云龙|湖等
    if short and len(chain) == 1 and reading.text[last.start : last.end] in _features():
        return last.start, last.end, ""
    return chain[0].start, last.end, code


@cache
def _features() -> frozenset[str]:
    """Waters and landforms that counties are named after."""
    table = lists("regions.tsv")
    return frozenset((*table["water"], *table["relief"]))


_NATURE = frozenset("湖沟溪岛峡河山江岭泉")


def _standing(reading: Reading) -> list[list[Place]]:
    """The names of the table that are places here, in chains."""
    found = list(find_places(reading.text))
    pairs = zip_longest(found, found[1:])
    chains = _chained(_fitted(reading, place, following) for place, following in pairs)
    sure = [[p for p in chain if _stands(reading, p, chain)] for chain in chains]
    sure = [[p for p in chain if not _is_lone_district(p, sure)] for chain in sure]
    homes = {code[:2] for chain in sure if chain for code in chain[0].codes if code[0].isdigit()}
    local = [
        kept or (chain if len(chain) == 1 and _is_local(reading, chain[0], homes) else [])
        for chain, kept in zip(chains, sure, strict=True)
    ]
    in_lists = {
        index for index in beside_places(reading.text, chains, local) if _is_free(reading, chains[index][0])
    }
    return [
        kept or chain
        for index, (chain, kept) in enumerate(zip(chains, local, strict=True))
        if kept or index in in_lists
    ]


def _is_free(reading: Reading, place: Place) -> bool:
    """Does the name cut through no word, and is it none that only looks like a county's?"""
    name = reading.text[place.start : place.end]
    county = not any(code.endswith("00") for code in place.codes)
    return not (county and name in ambiguous()) and reading.is_whole(place.start, place.end)


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
    if name == "中国" and (_NO_COUNTRY.match(text, place.end) or text.endswith("一个", 0, place.start)):
        return False  # 一个|中国|的原则
    if place.official and name.startswith(_WITH) and len(chain) == 1 and _is_with(text, place):
        return False
    if place.official and len(name) > 2:
        return len(chain) > 1 or not (name in ambiguous() or _cut(reading, place.start, place.end))
    if name in ambiguous():
        return False
    if chain[0] is not place and not reading.cuts(place.start, place.end):  # 云南|孟连
        return True
    if not reading.is_whole(place.start, place.end):
        domain = place.start in reading.starting and text.startswith(_DOMAIN, place.end)
        return domain or _has_office(reading, place)
    if len(name) > 2:
        return True
    before = reading.words[reading.starting[place.start] - 1] if reading.starting[place.start] else None
    if before and before.tag == "ns" and not any(find_places(before.text)):  # 横沙|新洲 is no 新洲区
        return False
    word = reading.words[reading.starting[place.start]]
    upper = any(code.endswith("00") or code[0].isalpha() for code in place.codes)
    return (word.end >= place.end and (word.tag == "ns" or upper)) or (upper and place.official)


_WITH = "会同"  # the one county whose name is a verb of what bodies do
_TURNS_TO = re.compile("[局厅委部办院署会团府司室处队庭要应须可并将]\\Z")


def _is_with(text: str, place: Place) -> bool:
    """Is the county no place, but a verb before a body of some county: 县农业局会同|县财政局?

    It is behind another body, and behind a mark in a text that names neither its city nor its province.
    """
    if not body_of_level().match(text, place.end - 1):
        return False
    if _TURNS_TO.search(text, max(0, place.start - 1), place.start):
        return True
    code = place.codes[0]
    near = any(names()[upper][:2] in text for upper in (f"{code[:2]}0000", f"{code[:4]}00"))
    return not near and text[place.start - 1 : place.start] in ("，", "、", "；")


def _has_office(reading: Reading, place: Place) -> bool:
    """Is it a country in one word with an office of it: 德国|总理?"""
    word = reading.words[reading.word_at(place.start)]
    abroad = place.codes[0].isalpha() and word.start == place.start
    return abroad and reading.text[place.end : word.end] in lists("posts.tsv")["post"]


def _cut(reading: Reading, start: int, end: int) -> bool:
    """Does the name cut through a word, other than that of a body of its level (顺义|区委)?"""
    return reading.cuts(start, end) and not body_of_level().match(reading.text, end - 1)


def _is_local(reading: Reading, place: Place, homes: set[str]) -> bool:
    """Is it the short name of a county in a province that the text names: 清丰 on a page of Henan?"""
    name = reading.text[place.start : place.end]
    if not reading.is_whole(place.start, place.end) or name in ambiguous() or len(homes) > 3:
        return False
    word = reading.words[reading.starting[place.start]]
    odd = not is_known(name) or word.tag in ("nr", "nz", "nt", "nrt")
    return odd and any(code[:2] in homes for code in place.codes)


@cache
def _no_places() -> frozenset[str]:
    return frozenset(row[1] for row in rows("not_names.tsv") if row[0] == "LOC")


def is_no_place(name: str) -> bool:
    """Is it a word that only looks like a place's name?

    >>> is_no_place("京东"), is_no_place("东京")
    (True, False)
    """
    return name in ambiguous() or name in _no_places()


def _by_word(reading: Reading, found: Sequence[Entity]) -> Iterator[Entity]:
    """Words that the dictionary has for places, in no table of ours: those that look like a place."""
    taken = {at for entity in found for at in range(entity.start, entity.end)}
    for word in reading.words:
        if word.tag != "ns":
            continue
        start = _town_start(reading, word)
        free = start not in taken and not is_no_water(reading.text, start, word.end)
        free = free and not NO_PLACE_BEFORE.match(reading.text, word.end)
        town = start < word.start
        if free and (town or _is_place(reading.text[start : word.end])):
            yield _entity(reading.text, start, word.end, "")


def _town_start(reading: Reading, word: Word) -> int:
    """Where the name begins that ends with the word: 药|山镇 is 药山镇."""
    before = reading.words[reading.word_at(word.start - 1)] if word.start else None
    if before and len(word.text) == 2 and word.text[-1] in "镇乡" and before.end == word.start:
        free = before.start == 0 or not reading.text[before.start - 1].isalnum()
        if len(before.text) == 1 and before.tag[0] in "nagj" and free:
            return before.start
    return own_start(word)


@cache
def _place_ends() -> re.Pattern[str]:
    """What ends a place's name, and no common noun's, and names that are transliterated."""
    return re.compile(rf".{{1,2}}[山河江湖岛港湾州镇峡岭川]|{syllables()}{{3,}}")


def _is_place(word: str) -> bool:
    return (
        1 < len(word) < 8
        and bool(_place_ends().fullmatch(word))
        and word not in ambiguous()
        and word not in _no_places()
        and is_known(word)
        and not _NO_START.match(word)
        and not any(find_places(word))
        and not (len(word) == 2 and word[0] in _NUMBERS)  # 三港
    )


_NUMBERS = "一二两三四五六七八九十"
_BANKS = re.compile("[江河湖海口溪水]|[东西南北]{2}")  # 珠江口东西|两岸, which is no Taiwan Strait


@cache
def _letters() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {letter: (code, kind) for letter, code, kind in rows("place_letters.tsv")}
    free = "".join(letter for letter, (_, kind) in table.items() if kind == "free")
    before_people = rf"[{''.join(table)}](?=[高院企投创央])"
    stationed = rf"(?<=驻)[{''.join(table)}](?={_STATIONED})"
    elsewhere = rf"[{free}](?=[布就、，。举发考调召开工）)]|$)"
    pattern = f"(?<=[在驻来入赴离返援])(?<!以来)(?:{before_people}|{elsewhere})|{stationed}"
    return re.compile(pattern), {letter: code for letter, (code, _) in table.items()}


_STATIONED = "部队|解放军|人民解放军|武警|官兵|指战员|单位|中央|部属|央属"  # 驻|黔|人民解放军


def _lettered(text: str) -> list[Entity]:
    """Provinces and cities by their one-character names, where a preposition shows them: 在粤, 来莞."""
    pattern, codes = _letters()
    found = (match for match in pattern.finditer(text) if text[match.end() : match.end() + 1] != "”")
    return [_entity(text, *match.span(), codes[match[0]]) for match in found]  # but “吉电入京”


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


def _codes(chains: Sequence[Sequence[Place]]) -> list[str]:
    """One code a chain; of several possible the one inside its chain or the places mentioned."""
    seen = Counter(c[0].codes[0] for c in chains if len(c[0].codes) == 1 and c[0].codes[0][0].isdigit())
    often = [code for code, _ in seen.most_common()]
    chosen = []
    for index, chain in enumerate(chains):
        last = chain[-1].codes
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
        chosen.append(last[0] if len(last) == 1 else inside[0] if inside else "")
    return chosen


@cache
def _regions() -> Lexicon:
    names = [name for kind in lists("regions.tsv").values() for name in kind]
    return Lexicon([*names, *(row[0] for row in rows("foreign_cities.tsv"))])


@cache
def _directed() -> re.Pattern[str]:
    letters = "".join(row[0] for row in rows("place_letters.tsv"))
    return re.compile(rf"[{letters}][东南西北中]{{1,3}}(?=[{HAN}、，。；\n]|$)")


def _parts(reading: Reading) -> Iterator[Entity]:
    """Regions by name, and parts of a province by its letter: 长三角, 豫西, 川东北."""
    text = reading.text
    for start, end in _regions().find(text):
        if (end_of_group := group_end(text, end)) and not text.startswith("地区", end):
            yield _entity(text, start, end_of_group, "")  # 打|造成|渝城市群, as jieba has it
        elif reading.cuts(start, end):  # 长江|上游 is a word
            word = reading.words[reading.word_at(start)]
            rest = text[end : word.end]
            if word.start == start and rest in (*nature_tails(), "地区"):
                yield _entity(text, start, word.end, "")
            elif word.start == start and rest in _ABOUT:
                yield _entity(text, start, end, "")
        elif is_no_water(text, start, end) or text.startswith(("东西", "南北"), end - 1):  # 浙川|东西部
            continue
        elif not _is_office(text, end):
            part = text.startswith("地区", end) and text[start:end] in lists("regions.tsv")["part"]
            yield _entity(text, start, end + 2 * part, "")
    for match in _directed().finditer(text):
        word = reading.words[reading.word_at(match.start())]
        one = word.end == match.end() and word.tag in ("ns", "s", "f", "nr")
        several = len(match[0]) > 3 or (len(match[0]) > 2 and reading.is_whole(*match.span()))
        if (one or several) and match[0] not in ambiguous():  # 豫西; 粤东西北, 川东北
            yield _entity(text, *match.span(), "")


_ABOUT = ("国家", "各国", "问题", "南北", "各省", "内外")
"""What the dictionary has as one word with a region: 中东|问题, 西欧|各国."""


def is_no_water(text: str, start: int, end: int) -> bool:
    """Is it a bank of a river (珠江两岸), or a way to carry goods (铁海河海联运)?"""
    if text[start:end] == "两岸":
        return bool(_BANKS.search(text, max(0, start - 2), start))
    return text[start:end] == "海河" and text[start - 1 : start] in ("铁", "江", "公")


def _is_office(text: str, end: int) -> bool:
    return text.startswith("办", end) and not text.startswith(("办好", "办理", "办事"), end)


def _entity(text: str, start: int, end: int, code: str) -> Entity:
    return Entity(start, end, text[start:end], "LOC", code, full_name(code) if code else "")
