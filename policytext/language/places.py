"""Places: China's administrative divisions with their codes (GB/T 2260), and the world's countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from policytext.language.lexicon import Heads, headed
from policytext.language.patterns import lazy
from policytext.resources import column, mapping, rows


class Place(NamedTuple):
    """A name that stands in a text with the codes it can have, and whether it is the official name."""

    start: int
    end: int
    codes: tuple[str, ...]
    official: bool


@cache
def names() -> Mapping[str, str]:
    """The official name of each code; where a division was renamed, today's name.

    >>> names()["441900"]
    '东莞市'
    """
    table: dict[str, str] = {}
    for code, name, _ in (*rows("places.tsv"), *rows("former_places.tsv")):
        table.setdefault(code, name)
    return table


def full_name(code: str) -> str:
    """The name of a division from its province down.

    >>> full_name("441900"), full_name("110105"), full_name("CN")
    ('广东省东莞市', '北京市朝阳区', '中国')
    """
    if not code[:1].isdigit():
        return countries().get(code, "")
    levels = (code[:2] + "0000", code[:4] + "00", code)
    return "".join(dict.fromkeys(names().get(level, "") for level in levels))


@cache
def countries() -> Mapping[str, str]:
    """The Chinese name of each country by its ISO 3166-1 code."""
    table: dict[str, str] = {}
    for code, name in rows("countries.tsv"):
        table.setdefault(code, name)
    return table


@cache
def _index() -> Heads[Mapping[str, tuple[tuple[str, ...], bool]]]:
    """Every name by its first two characters: its codes, and whether it is official."""
    official: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for code, name, brief in rows("places.tsv"):
        official[name].append(code)
        if brief != name:
            short[brief].append(code)
        if usual := _AUTONOMOUS.search(name):
            official[brief + usual[0]].append(code)
    for code, name, *_ in (*rows("former_places.tsv"), *rows("countries.tsv")):
        official[name].append(code)
    index: dict[str, dict[str, tuple[tuple[str, ...], bool]]] = defaultdict(dict)
    for name, codes in short.items():
        if len(name) > 1 and name not in official:
            index[name[:2]][name] = (_highest(codes), False)
    for name, codes in official.items():
        if len(name) > 1:
            index[name[:2]][name] = (_highest(codes), True)
    return Heads(
        {head: dict(sorted(found.items(), key=lambda item: -len(item[0]))) for head, found in index.items()}
    )


_AUTONOMOUS = lazy("(?<=自治)[州县旗]$|自治区$")  # 海南州, 本溪县 are no province and city; 广西自治区


def _highest(codes: list[str]) -> tuple[str, ...]:
    """Of codes with the same name, only the province or else the city, if there is one: 吉林, 北京."""
    for tail in ("0000", "00"):
        upper = [code for code in codes if code.endswith(tail) or not code[0].isdigit()]
        if upper:
            return (min(upper),) if tail == "0000" else tuple(dict.fromkeys(upper))
    return tuple(dict.fromkeys(codes))


ambiguous = partial(column, "places_not.tsv")
"""Names of places that are more often other words: 合作, 资源, 内河."""


@cache
def common_words() -> frozenset[str]:
    """Common words that jieba's dictionary has for places: 普及, 入口."""
    return frozenset(row[0] for row in rows("places_not.tsv") if "common" in row[1:])


NO_PLACE_BEFORE = lazy("时间|时代|(?<=区)域|(?<=县)[级域]|(?<=[河海]南县)乡")
"""Where no place's name ends: 北京时间, 西安区域, 河南县级, 河南|县乡公路."""


def find_places(text: str) -> Iterator[Place]:
    """Every place name in the text, the longest at each position, also inside other words.

    >>> [text[p.start:p.end] for text in ["东莞市对台湾"] for p in find_places(text)]
    ['东莞市', '台湾']
    """
    index, free = _index(), 0
    for at in headed(text, index):
        if at < free:
            continue
        for name, (codes, official) in index[text[at : at + 2]].items():
            end = at + len(name)
            if text.startswith(name, at) and not NO_PLACE_BEFORE.match(text, end):
                yield Place(at, end, codes, official)
                free = end
                break


def is_place(text: str) -> bool:
    """Is a text the name of a place, and nothing more?

    >>> is_place("东莞"), is_place("东莞市民")
    (True, False)
    """
    return any((place.start, place.end) == (0, len(text)) for place in find_places(text))


def within(code: str, parent: str) -> bool:
    """Is the division inside `parent`, or the same?

    >>> within("441900", "440000"), within("441900", "110000")
    (True, False)
    """
    return code.startswith(
        parent[:2] if parent.endswith("0000") else parent[:4] if parent.endswith("00") else parent
    )


def of_letter(letter: str, text: str) -> str:
    """The code of the division that a letter (粤) stands for in a text; "" if it is ambiguous.

    That is the province, unless the text does not name it, but names a city elsewhere that has the letter.

    >>> of_letter("青", "在青高校"), of_letter("青", "青岛市支持在青高校"), of_letter("宁", "南京市")
    ('630000', '370200', '320100')
    """
    code = letters()[letter]
    if names()[code][:2] in text:
        return code
    named = (city for city, brief in _cities().get(letter, ()) if brief in text)
    cities = [city for city in named if not within(city, code)]
    return code if not cities else cities[0] if len(cities) == 1 else ""


letters = partial(mapping, "place_letters.tsv")
"""The code of the division that each letter stands for: 440000 of 粤."""


@cache
def free_letters() -> frozenset[str]:
    """The letters that stand for a division in running text too."""
    return frozenset(letter for letter, _, kind in rows("place_letters.tsv") if kind == "free")


@cache
def _cities() -> Mapping[str, list[tuple[str, str]]]:
    """The cities (code and short name) whose name begins with a letter; also 南京, which is 宁."""
    cities = defaultdict(list, {"宁": [("320100", "南京")]})
    for code, _, brief in rows("places.tsv"):
        if code.endswith("00") and not code.endswith("0000"):
            cities[brief[0]].append((code, brief))
    return cities
