"""The codes of places: which one of several, of which province a text is, what is a river of that name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import Place, find_places, names, within
from policytext.recognition.build import PLACE_SHAPES
from policytext.recognition.model import Entity
from policytext.recognition.placelists import in_runs
from policytext.resources import rows, word_set

NATURE = frozenset("湖沟溪岛峡河山江岭泉")
WATERS = NATURE | {"水"}  # what names end with: 沂水; behind one it is another word: 泰兴|水网

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


def home_among(places: Iterable[Entity]) -> str:
    """The province that most of the places found are of."""
    return home_of((place.normalized, place.detail.endswith(place.text)) for place in places)


def mentions(chains: Iterable[Sequence[Place]]) -> Iterator[tuple[str, bool]]:
    """The codes that chains mention, where there is one only, and whether the name is sure.

    It is with its suffix, or behind what it is in: 山东荣成.
    """
    return (
        (p.codes[0], p.official or len(chain) > 1) for chain in chains for p in chain if len(p.codes) == 1
    )


def is_elsewhere(text: str, name: str, codes: Sequence[str], home: str) -> bool:
    """Is a county's short name in a text of another province that does not name its city?

    Of those in reports of a province hardly one is that county: 南川 of 西宁, 长寿养生, 清水河. A city that
    is named after a river is none either, unless the text names its province.
    """
    if name.endswith("河") and home and codes[0][:1].isdigit():  # 黑河 of 甘肃 is no city
        return codes[0][:2] != home and names()[f"{codes[0][:2]}0000"][:2] not in text
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


def is_named_near(text: str, code: str) -> bool:
    """Does the text name the city or province of a county's code?"""
    return any(names().get(upper, "\0")[:2] in text for upper in (f"{code[:2]}0000", f"{code[:4]}00"))


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
    if bare and any(PLACE_SHAPES["as water"].match(text, at) for at in (start, end)):
        return True
    listed = _AHEAD.search(text, max(0, start - _NEAR), start), _BEHIND.match(text, end)
    items = "".join(found[0] for found in listed if found).split("、")
    alike = (item for item in items if item and _ALIKE[item[-1]] == kind)
    sights = word_set("regions.tsv", "both")
    return any(item in sights or all(p.end < len(item) for p in find_places(item)) for item in alike)


_NEAR = 40  # characters of the items before one of a list that are looked at
_ALIKE = {last: kind for kind in ("江河溪水渠", "湖", "山岭峰") for last in kind}
_AHEAD = lazy(rf"(?:[{HAN}]{{2,9}}[{''.join(_ALIKE)}]、)+\Z")
_BEHIND = lazy(
    rf"(?:、[{HAN}]{{1,4}}?[{''.join(_ALIKE)}](?:(?![{HAN}])|(?=[均也等和及]|水位|涨|超|暴|[入被]选|列入|流域|干流|水系|沿岸|两岸))){{1,8}}"
)


def codes(text: str, chains: Sequence[Sequence[Place]]) -> list[str]:
    """One code a chain; of several possible the one inside its chain or the places mentioned.

    None for a short name alone that is a county's elsewhere, and in 青海 the prefecture's for 海南.
    """
    home = home_of(mentions(chains), _ONE - 1)  # 洛浦公园 in a law that names 洛阳市 once
    seen = Counter(c[0].codes[0] for c in chains if len(c[0].codes) == 1 and c[0].codes[0][0].isdigit())
    often = [code for code, _ in seen.most_common()]
    listed = in_runs(text, chains, range(len(chains)))
    dry = {at for at in listed if text[chains[at][-1].end - 1] not in WATERS}
    listed &= {at + step for at in dry for step in (-1, 0, 1)}
    chosen: list[str] = []
    for index, chain in enumerate(chains):
        last = chain[-1].codes
        if len(chain) == 1 and not chain[0].official:
            name = text[chain[0].start : chain[0].end]
            joined = index and text[chains[index - 1][-1].end : chain[0].start] in ("、", "和")
            beside = joined and chosen[-1] and any(code[:2] == chosen[-1][:2] for code in last)
            none = not beside and is_elsewhere(text, name, last, home)  # 广西苍梧、|昭平
            none = none or (index not in listed and is_common(text, name, last, often))
            last = ("",) if none else _at_home(name, last, home)
        before = chains[index - 1][-1] if index else None
        short = not (chain[0].official or chain[0].codes[0].endswith("0000"))  # 香港|澳门
        if before and before.end == chain[0].start and short and before.codes[0][0].isdigit():
            last = tuple(code for code in last if within(code, before.codes[0][:2] + "0000")) or ("",)
        parents = [code for place in chain[:-1] for code in place.codes] or often
        inside = [code for parent in parents for code in last if code != parent and within(code, parent)]
        inside = _in_list(text, chains, index, last) or inside or _beside(last, often)
        chosen.append(last[0] if len(last) == 1 else inside[0] if inside else "")
    return chosen


def _in_list(
    text: str, chains: Sequence[Sequence[Place]], index: int, possible: Sequence[str]
) -> list[str]:
    """The one of several counties that is in the city of the one beside it in a list: 定海、|普陀."""
    if len(possible) < _SEVERAL:
        return []
    pairs = [(at, at + 1) for at in (index - 1, index) if 0 <= at < len(chains) - 1]
    joined = [
        pair for pair in pairs if text[chains[pair[0]][-1].end : chains[pair[1]][0].start] in ("、", "和")
    ]
    beside = [chains[at][-1].codes for pair in joined for at in pair if at != index]
    cities = {codes[0][:4] for codes in beside if len(codes) == 1 and not codes[0].endswith("00")}
    alike = [code for code in possible if code[:4] in cities]
    return alike if len(alike) == 1 else []


_SEVERAL = 2


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
    codes = {
        c for p in find_places(name) if (p.start, p.end) == (0, len(name)) for c in p.codes if c[:2] == home
    }
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
