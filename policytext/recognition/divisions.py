"""Divisions that no table has, by the offices that they have in the text: 澜江市 of 澜江市财政局."""

from __future__ import annotations

import re

from policytext.language.characters import HAN, is_han
from policytext.language.patterns import lazy
from policytext.language.places import find_places, is_place
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.language.tagger import tag
from policytext.recognition.build import PLACE_SHAPES, site_words
from policytext.recognition.model import Entity
from policytext.recognition.villages import is_kind_of_village
from policytext.resources import lists

_OF_PEOPLE = rf"[{HAN}]{{1,3}}族(?:[{HAN}]{{1,3}}族)?自治[州县旗]"  # 彝族自治州
_UNKNOWN = PLACE_SHAPES["unknown division"]
_NO_DIVISION = PLACE_SHAPES["no division"]


def unknown_divisions(text: str) -> list[Entity]:
    """Divisions that no table has but that have a government or an office in this text: 澜江市.

    One of another level than the table's (临泽市, where it has 临泽县) is not the table's.

    >>> [place.text for place in unknown_divisions("澜江市财政局\\n支持澜江市发展")]
    ['澜江市', '澜江市']
    >>> [place.text for place in unknown_divisions("临泽市人民政府关于临泽市规划的批复；北京市财政局")]
    ['临泽市', '临泽市']
    """
    named = {
        match[1]
        for match in _UNKNOWN.finditer(text)
        if not is_han(text[match.start() - 1 : match.start()]) or _city_start(text, match.start())
        if not surnames().get(text[match.start()])
        or not _AFTER_OFFICE.search(text, max(0, match.start() - _LONGEST_ROLE), match.start())
    }
    names = {
        name
        for name in named
        if _can_be_division(name) or (_is_renamed(name) and not is_place(name)) or _heads_lines(text, name)
    }
    pattern = "|".join(map(re.escape, names)) or r"(?!)"
    found = (((_city_start(text, m.start()) or m.start()), m.end()) for m in re.finditer(pattern, text))
    return [Entity(start, end, text[start:end], "LOC") for start, end in found]


_AFTER_OFFICE = PLACE_SHAPES["after office"]
"""Where somebody is named before the office: 组长：|张建林县委副书记 周文县财政局局长."""
_LONGEST_ROLE = 300


def _city_start(text: str, at: int) -> int | None:
    """Where the city begins that ends at an offset: 芜湖市|三山区."""
    first = max(0, at - _LONGEST_CITY)
    cities = [city for city in find_places(text[first:at]) if city.official and city.end == at - first]
    return first + cities[-1].start if cities else None


_LONGEST_CITY = 6  # characters of a city's name


def unknown_division(body: str) -> str:
    """The division that no table has and a body's name begins with: 澜江市 of 澜江市财政局 ('' if none).

    >>> unknown_division("澜江市财政局"), unknown_division("高新区管委会")
    ('澜江市', '')
    """
    match = _UNKNOWN.match(body)
    if match is None:
        return ""
    return match[1] if _is_renamed(match[1]) or _can_be_division(match[1]) else ""


def _is_renamed(name: str) -> bool:
    """Has the table a division of this name, of another level: 汾阳县, where it has 汾阳市?

    What bears its level already is no such name: 云南省|市场监督管理局.
    """
    bare = _BARE.sub("", name)
    if any(place.end == len(bare) and place.official for place in find_places(bare)):
        return False
    return bare not in lists("agencies.tsv")["consult"] and is_place(bare)  # 会同|省财政厅


def _can_be_division(name: str) -> bool:
    bare = _BARE.sub("", name)
    words = is_known(bare) or (len(bare) > _SHORT and (is_known(bare[:2]) or is_known(bare[1:])))
    words = words and [word.tag for word in tag(bare)] != ["ns"]  # 洞庭, 岭南
    inside = any(p.start == 0 or p.end - p.start > _SHORT for p in find_places(name))  # not 安|陵县
    return not (_NO_DIVISION.search(bare) or words or inside)  # 正协调|省


def _heads_lines(text: str, name: str) -> bool:
    """Is it a word for a thing (清泉县) with which a line begins, and that the text names again?"""
    bare = _BARE.sub("", name)
    words = tag(bare)
    if bare in site_words("sort") or is_kind_of_village(f"{bare}村"):  # 口岸县, 试点县
        return False
    noun = len(words) == 1 and words[0].tag[0] == "n" and name[-1] != "州" and not _NO_DIVISION.search(bare)
    again = text.count(name) >= _TWICE and text.count(f"{name}场") == 0  # 国家市场
    return noun and again and re.search(rf"(?m)^[ \u3000]*(?:中共)?{name}", text) is not None


_TWICE = 2  # times that a text names a division whose name is a word
_BARE = lazy(rf"(?:地区|.|{_OF_PEOPLE})\Z")
_SHORT = 2  # characters of a division's own name; in a longer one of these is a word of the sentence
