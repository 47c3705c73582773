"""LOC: administrative divisions with their codes, countries, regions and development zones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from policytext.language.characters import HAN
from policytext.language.places import NO_PLACE_BEFORE, Place, find_places, full_name, within
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.model import Entity, longest_first
from policytext.resources import either, rows

_ZONE = re.compile(
    rf"[{HAN}]{{0,8}}?(?:合作区|示范区|开发区|高新区|自贸区|自由贸易试验区|自贸试验区|综合保税区|经开区"
    r"|经济区|航空港区|新区|大湾区|经济带|经济圈|都市圈|城市群|产业园|科学城|科技园)"
)
_NO_COUNTRY = re.compile("特色|式|梦|共产党")
_NO_ZONE = re.compile(r"[的和与等在将要]|建设|推进|打造|加快|支持")


def locations(reading: Reading) -> list[Entity]:
    """The places of a text, neighbours in one hierarchy (广东省东莞市) as one."""
    text = reading.text
    named = [(place, _stands(reading, place)) for place in find_places(text)]
    places = [place for place, stands in named if stands]
    chains = _chained(places)
    chosen = _codes(chains)
    found = [
        _entity(text, chain[0].start, chain[-1].end, code)
        for chain, code in zip(chains, chosen, strict=True)
    ]
    taken = {at for entity in found for at in range(entity.start, entity.end)}
    taken.update(place.start for place, stands in named if not stands)
    found += [
        _entity(text, word.start, word.end, "")
        for word in reading.words
        if word.tag == "ns"
        and len(word.text) > 1
        and word.start not in taken
        and _is_place(word.text)
        and not NO_PLACE_BEFORE.match(text, word.end)
    ]
    found += _lettered(text)
    found += _regions(text)
    found += unknown_divisions(text)
    return longest_first([*found, *_zones(reading, found)])


def _stands(reading: Reading, place: Place) -> bool:
    """Is this name a place here, and not part of another word?"""
    whole = reading.is_whole(place.start, place.end)
    name = reading.text[place.start : place.end]
    if name == "中国" and _NO_COUNTRY.match(reading.text, place.end):
        return False
    if place.official and len(name) > 2:
        return whole or place.start in reading.starting or place.end in reading.ending
    if not whole or name in _ambiguous():
        return False
    word = reading.words[reading.starting[place.start]]
    upper = any(code.endswith("00") or code[0].isalpha() for code in place.codes)
    return (word.end >= place.end and (word.tag == "ns" or upper)) or (upper and place.official)


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


@cache
def _letters() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {letter: (code, kind) for letter, code, kind in rows("place_letters.tsv")}
    free = "".join(letter for letter, (_, kind) in table.items() if kind == "free")
    before_people = rf"[{''.join(table)}](?=[高院企投创央])"
    elsewhere = rf"[{free}](?=[布就、，。举发考调召开工）)]|$)"
    return re.compile(f"(?<=[在驻来入赴离返援])(?:{before_people}|{elsewhere})"), {
        letter: code for letter, (code, _) in table.items()
    }


def _lettered(text: str) -> list[Entity]:
    """Provinces and cities by their one-character names, where a preposition shows them: 在粤, 来莞."""
    pattern, codes = _letters()
    return [_entity(text, *match.span(), codes[match[0]]) for match in pattern.finditer(text)]


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
    rf"(?<![{HAN}])(?:中共)?([{HAN}]{{2,3}}[省市县区州])(?=人民政府|人大|委员会|委办|[{HAN}]{{2,9}}[局委厅])"
)
_NO_DIVISION = re.compile(
    r"[各全本我该你在经由对与和及或其等这有市省县区级的请向报按同据将把使让到往至来去是为以因从被给会了所年月日]|地方|城市|以上|自治"
)


def unknown_divisions(text: str) -> list[Entity]:
    """Divisions that no table has but that have a government or an office in this text: 澜江市.

    >>> [place.text for place in unknown_divisions("澜江市财政局\\n支持澜江市发展")]
    ['澜江市', '澜江市']
    """
    names = {match[1] for match in _UNKNOWN.finditer(text) if _can_be_division(match[1])}
    pattern = "|".join(map(re.escape, names)) or r"(?!)"
    return [_entity(text, *match.span(), "") for match in re.finditer(pattern, text)]


def _can_be_division(name: str) -> bool:
    bare = name[:-1]
    return not (_NO_DIVISION.search(bare) or is_known(bare) or any(find_places(name)))


@cache
def _region_pattern() -> re.Pattern[str]:
    return re.compile(either(row[0] for row in rows("regions.tsv")))


def _regions(text: str) -> list[Entity]:
    return [_entity(text, *match.span(), "") for match in _region_pattern().finditer(text)]


def _zones(reading: Reading, places: Iterable[Entity]) -> list[Entity]:
    """Zones named after a place: 横琴粤澳深度合作区, 济源示范区."""
    found = []
    for place in places:
        match = _ZONE.match(reading.text, place.end)
        if match and match.end() in reading.ending and not _NO_ZONE.search(match[0]):
            found.append(_entity(reading.text, place.start, match.end(), place.normalized))
    return found


def _entity(text: str, start: int, end: int, code: str) -> Entity:
    return Entity(start, end, text[start:end], "LOC", code, full_name(code) if code else "")
