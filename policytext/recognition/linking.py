"""One full name for each body in a document: 国办 is 国务院办公厅, 省政府 there 广东省人民政府."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policytext.language.bodies import full_names
from policytext.language.places import find_places, full_name
from policytext.recognition.model import Entity

_LEVEL = re.compile(r"(?P<level>自治区|省|市|州|县|区)(?P<rest>.*)", re.DOTALL)
_GOVERNMENT = re.compile(r"(?<=[省市县区州旗])政府(?!部门)")
_SHARE = 0.8  # of the divisions of one level that a text names as a body's own, the one it is of has these
_OWN = re.compile(r"国家|国务院|中央|中国|中华|全国|最高|中共")
_LEVELS = {
    "省": ("省",),
    "自治区": ("自治区",),
    "市": ("市",),
    "州": ("州",),
    "县": ("县",),
    "区": ("区",),
}


def linked(organisations: Sequence[Entity]) -> list[Entity]:
    """The organisations with their full names.

    A short name of a national body has the full one of the table; a body of a bare level (省政府) has
    the division that the text is about, if it is about one; what the text defines as short for another
    has that other's name. Where nothing is sure, the text stays.

    >>> from policytext.recognition.organisations import organisations
    >>> from policytext.recognition.locations import locations
    >>> from policytext.language.reading import Reading
    >>> reading = Reading("广东省人民政府令。省政府办公厅、国办通知，省政府决定。")
    >>> [org.normalized for org in linked(organisations(reading, locations(reading)))]
    ['广东省人民政府', '广东省人民政府办公厅', '国务院办公厅', '广东省人民政府']
    """
    homes = _homes(organisations)
    return [replace(entity, normalized=_full(entity.normalized, homes)) for entity in organisations]


def _full(name: str, homes: Mapping[str, str]) -> str:
    if national := _national(name, homes):
        return national
    if match := _LEVEL.match(name):
        if home := homes.get(match["level"]):
            name = home + match["rest"]
            name = _GOVERNMENT.sub("人民政府", name) if not match["rest"].startswith("人民政府") else name
        return name
    name = _GOVERNMENT.sub("人民政府", name, count=1)
    return _placed(name)


def _national(name: str, homes: Mapping[str, str]) -> str:
    """The full name of a national body, or of a part of one; '' where a local body can be meant."""
    for length in range(len(name), 1, -1):
        full = full_names().get(name[:length])
        if full and (not homes or _OWN.match(name) or full == name[:length] or not name.endswith("局")):
            return full + name[length:]
    return ""


def _placed(name: str) -> str:
    """The name with its division's full name: 大同市人民政府 stays, 广东科技厅 is 广东省科技厅."""
    place = next(find_places(name), None)
    if (
        place
        and place.start == 0
        and len(place.codes) == 1
        and name[place.end :].endswith(("厅", "委", "局"))
    ):
        full = full_name(place.codes[0])
        if not place.official and full.startswith(name[: place.end]) and place.codes[0].endswith("0000"):
            return full + name[place.end :]
    return name


def _homes(organisations: Sequence[Entity]) -> dict[str, str]:
    """The division that bodies of a bare level are of, by level, where the text is about one."""
    seen: dict[str, Counter[str]] = {level: Counter() for level in _LEVELS}
    for entity in organisations:
        for level, division in _divisions(entity.normalized):
            seen[level][division] += 1
    homes = {}
    for level, counts in seen.items():
        if counts and counts.most_common(1)[0][1] >= _SHARE * counts.total():
            homes[level] = counts.most_common(1)[0][0]
    return homes


def _divisions(name: str) -> Iterator[tuple[str, str]]:
    """The divisions that a body's name begins with: 省 广东省, 市 广东省东莞市."""
    at = 0
    for place in find_places(name):
        if place.start != at:
            return
        at = place.end
        for level in _LEVELS:
            if name[:at].endswith(level) and len(name) > at:
                yield level, name[:at]
                break
