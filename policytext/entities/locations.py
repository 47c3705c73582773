"""LOC: administrative divisions with their codes, countries, regions and development zones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from policytext.entities.model import Entity
from policytext.entities.reading import Reading, longest_first
from policytext.language.places import Place, find_places, full_name, within
from policytext.language.segment import is_known
from policytext.resources import rows

_LETTERED = re.compile(
    r"(?<=[在驻来入赴离返援])([京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁新琼港澳台莞深穗])"
    r"(?=[高院企投创央]|(?<![新云贵宁青川深台])(?:[布就、，。举发考调召开工）)]|$))"
)
_LETTERS = dict(
    zip("京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁新琼港澳台莞深穗",
        "110000 120000 310000 500000 130000 410000 530000 210000 230000 430000 340000 370000 320000 330000 360000 420000 450000 620000 140000 150000 610000 220000 350000 520000 440000 630000 540000 510000 640000 650000 460000 810000 820000 710000 441900 440300 440100".split(), strict=True)
)  # fmt: skip
_ZONE = re.compile(
    r"(?:[一-鿿]{0,8}?)(?:合作区|示范区|(?:经济|技术|产业)*开发区|高新区|高新技术产业开发区|自贸区|自由贸易试验区|自贸试验区|自主创新示范区|综合保税区|经开区|临空经济区|航空港区|新区|大湾区|经济带|经济圈|都市圈|城市群|产业园|科学城|科技园)"
)
_FEATURE = re.compile(r"(?:[镇乡村岛湖河江湾港山](?![东西南北]?[\d一-鿿]?[方]))")


def locations(reading: Reading) -> list[Entity]:
    """The places of a text, neighbours in one hierarchy (广东省东莞市) as one."""
    text = reading.text
    places = [place for place in find_places(text) if _stands(reading, place)]
    chains = _chained(places)
    chosen = _codes(chains)
    found = [
        _entity(text, chain[0].start, chain[-1].end, code)
        for chain, code in zip(chains, chosen, strict=True)
    ]
    taken = {at for entity in found for at in range(entity.start, entity.end)}
    for word in reading.words:
        if word.tag == "ns" and len(word.text) > 1 and word.start not in taken and _is_place(word.text):
            found.append(_entity(text, word.start, word.end, ""))
    for match in _LETTERED.finditer(text):
        found.append(_entity(text, match.start(1), match.end(1), _LETTERS[match[1]]))
    found += _regions(text)
    found += unknown_divisions(text)
    return longest_first([*found, *_zones(reading, found)])


def _stands(reading: Reading, place: Place) -> bool:
    """Is this name a place here, and not part of another word?"""
    whole = reading.is_whole(place.start, place.end)
    name = reading.text[place.start : place.end]
    if place.official and len(name) > 2:
        return whole or place.start in reading.starting or place.end in reading.ending
    if not whole or name in _ambiguous():
        return False
    word = reading.words[reading.starting[place.start]]
    upper = any(code.endswith("00") or code[0].isalpha() for code in place.codes)
    return word.end >= place.end and (word.tag == "ns" or upper) or (upper and place.official)


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(row[0] for row in rows("places_not.tsv"))


@cache
def _no_places() -> frozenset[str]:
    return frozenset(row[1] for row in rows("not_names.tsv") if row[0] == "LOC")


def _is_place(word: str) -> bool:
    return (
        word not in _ambiguous()
        and word not in _no_places()
        and is_known(word)
        and not re.match("[来在驻赴离抵]", word)
    )


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
    seen: list[str] = [c[0].codes[0] for c in chains if len(c[0].codes) == 1 and c[0].codes[0][0].isdigit()]
    chosen = []
    for chain in chains:
        last = chain[-1].codes
        parents = [code for place in chain[:-1] for code in place.codes] or sorted(
            set(seen), key=seen.count, reverse=True
        )
        inside = [code for parent in parents for code in last if code != parent and within(code, parent)]
        chosen.append(last[0] if len(last) == 1 else inside[0] if inside else "")
    return chosen


_UNKNOWN = re.compile(
    r"(?<![一-鿿])(?:中共)?([一-鿿]{2,3}[省市县区州])(?=人民政府|人大|委员会|委办|[一-鿿]{2,9}[局委厅])"
)
_NO_DIVISION = re.compile(
    r"[各全本我该你在经由对与和及或其等这有市省县区级的请向报按同据将把使让到往至来去是为以因从被给会了所]|地方|城市|以上|自治"
)


def unknown_divisions(text: str) -> list[Entity]:
    """Divisions that no table has but that have a government or an office in this text: 澜江市.

    >>> [place.text for place in unknown_divisions("澜江市财政局\\n支持澜江市发展")]
    ['澜江市', '澜江市']
    """
    names = {match[1] for match in _UNKNOWN.finditer(text) if not _NO_DIVISION.search(match[1][:-1])}
    pattern = "|".join(map(re.escape, names)) or r"(?!)"
    return [_entity(text, *match.span(), "") for match in re.finditer(pattern, text)]


@cache
def _region_pattern() -> re.Pattern[str]:
    names = sorted((row[0] for row in rows("regions.tsv")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def _regions(text: str) -> list[Entity]:
    return [_entity(text, *match.span(), "") for match in _region_pattern().finditer(text)]


def _zones(reading: Reading, places: Iterable[Entity]) -> list[Entity]:
    """Zones named after a place: 横琴粤澳深度合作区, 济源示范区."""
    found = []
    for place in places:
        match = _ZONE.match(reading.text, place.end)
        if (
            match
            and match.end() in reading.ending
            and not re.search("[的和与等、，。在将要]|建设|推进|打造|加快|支持", match[0])
        ):
            found.append(_entity(reading.text, place.start, match.end(), place.normalized))
    return found


def _entity(text: str, start: int, end: int, code: str) -> Entity:
    return Entity(start, end, text[start:end], "LOC", code, full_name(code) if code else "")
