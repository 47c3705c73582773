"""One full name for each body in a document: 国办 is 国务院办公厅, 省政府 there 广东省人民政府."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from policytext.language.bodies import NATIONAL, full_names, is_renamed, name_on
from policytext.language.patterns import lazy
from policytext.language.places import find_places, within
from policytext.language.places import full_name as places_name
from policytext.language.places import names as division_names
from policytext.recognition.divisions import unknown_division
from policytext.recognition.model import Entity, covered
from policytext.recognition.nameform import syllables
from policytext.resources import column, lists, mapping, rows

_LEVEL = lazy(  # but 市场监管局 is of none
    r"(?P<level>自治区|省(?!际)|市(?!场|政(?![府协法务研]))|州|县(?!域)|区(?![域块划间]))(?P<rest>.*)",
    re.DOTALL,
)
_GOVERNMENT = lazy(r"(?<=[省市县区州旗])(?<!特区)(?<!特别行政区)政府(?!部门)")
_REGION = lazy("^(香港|澳门)特区(?=政府)")
_PARTY = lazy(
    r".+(?:省|自治区|市|州|县|区|旗)委(?:员会)?(?:办公厅|办公室|.{2,6}[部办委]|第.{1,12}组|.{2,12}领导小组(?:办公室)?)?"
)
_OFFICE = lazy("委$")  # 发改委 is a 委员会
_ARMY = lazy(r"(?!国军|国民|日军|伪军|[川滇湘桂粤黔晋].?军).{2,4}(?:军区|战区)")  # no 国军第二战区
_SHARE = 0.8  # of the divisions of one level that a text names as a body's own, the one it is of has these
_FIRMS = ("公司", "集团", "厂")  # of which a text names those of other places too
_UPPER = ("自治区", "省")
_PREFECTURES = ("地区", "盟")  # whose government is an 行署
_LEVELS = (*_UPPER, "市", "州", "县", *_PREFECTURES, "区", "旗")
_LEAGUE = lazy("团(省|市|县|区|州|旗)委(.*)", re.DOTALL)
# 气象局, 信访局, 发改委: every province has one
_LOCAL_TOO = lazy(r".{2,6}[局办]|(?:发展改革|发改|国资|卫生健康|卫生计生|人口计生|经贸)委")


_BEGINS = lazy(r"\s*(?:关于)?(?:印发|公布|发布|修订|修改|调整|下达)?《?")  # a title, before its place
_ISSUES = lazy("[^，。；：]{0,60}?(?:关于|令|公告|通告|文件)")
"""What goes on behind the issuer of a text: 国务院办公厅|关于…的函, but not 国务院|印发《…》后."""


def linked(
    organisations: Sequence[Entity],
    meetings: Sequence[Entity] = (),
    places: Sequence[Entity] = (),
    day: Callable[[], str | None] = lambda: None,
    text: str = "",
) -> list[Entity]:
    """The organisations with their full names.

    A short name of a national body has the full one of the table; a body of a bare level (省政府) has
    the division that the text is about, if it is about one; what the text defines as short for another
    has that other's name. A short name that outlived a change of name has the one of the `day` of the
    text (ISO 8601). Where nothing is sure, the text stays. `meetings` and `places` are evidence of
    the division too: 铜仁市第三届…会议, the place that the `text` begins with,
    a province of which nearly all places are.

    >>> from policytext.recognition.organisations import organisations
    >>> from policytext.recognition.locations import locations
    >>> from policytext.language.reading import Reading
    >>> reading = Reading("广东省人民政府令。省政府办公厅、国办通知，省政府决定。")
    >>> [org.normalized for org in linked(organisations(reading, locations(reading)))]
    ['广东省人民政府', '广东省人民政府办公厅', '国务院办公厅', '广东省人民政府']
    """
    named = covered(organisations)
    free = [place for place in places if place.start not in named]
    beginning = _BEGINS.match(text)
    begin = beginning.end() if beginning else 0
    listed = {place.end + 1 for place in free}  # 浙江省、湖北省、|四川省人民政府 is of no one province
    official = [body for body in organisations if not body.text.endswith(_FIRMS)]
    homes = _homes([body for body in [*official, *meetings] if body.start not in listed])
    headed = _headed(free, begin)
    homes = headed | _province(places, homes) | homes
    from_above = any(body.start == begin and _is_above(body.normalized) for body in official)
    of_bodies = (division for body in official for division in _divisions(body.normalized))
    if (
        len({name for level, name in of_bodies if level in _UPPER}) < 2
    ):  # 省劳动厅 of Shandong, and 江苏省连云港市
        homes = _above(homes.values(), cities=not from_above, day=day) | homes
    sure = [body for body in organisations if not _may_be_local(body.normalized)]
    national = [body for body in sure if body.normalized in full_names(NATIONAL)]
    issues = any(body.start == begin and _ISSUES.match(text, body.end) for body in national)
    centre = issues or 2 * len(national) > len(sure)
    names = [full_name(entity.normalized, homes, centre, day) for entity in organisations]
    written = _written_out(names)
    return [
        replace(entity, normalized=written.get(name, name))
        for entity, name in zip(organisations, names, strict=True)
    ]


def _may_be_local(name: str) -> bool:
    """Is it said of a nation's body and of a division's (气象局, 发改委), so that it shows neither?"""
    return _LOCAL_TOO.fullmatch(name) is not None and not name.startswith("国家") and name in full_names()


def _written_out(names: Iterable[str]) -> dict[str, str]:
    """The full names of offices by the short ones, where both are there; of short ones the longest.

    >>> _written_out(["云南省市场监管局", "云南省市场监督管理局", "云南省人社厅"])
    {'云南省市场监管局': '云南省市场监督管理局'}
    >>> _written_out(["青江省发改委", "青江省发展改革委"])
    {'青江省发改委': '青江省发展改革委'}
    """
    there, written = set(names), {}
    short: dict[str, list[str]] = {}
    for name in sorted(there, key=len, reverse=True):
        wholes = _in_full(name)
        if len(known := (wholes & there) - {name}) == 1:
            written[name] = known.pop()
            continue
        alike = {other for whole in wholes for other in short.get(whole, ())}
        if len(alike) == 1:
            written[name] = alike.pop()
            continue
        for whole in wholes:
            short.setdefault(whole, []).append(name)
    return written


def _in_full(name: str) -> set[str]:
    """What an office can be called in full by what its short name may stand for."""
    office = _OFFICE.sub("委员会", name)
    pairs = ((short, full) for short, fulls in _fields().items() if short in name for full in fulls)
    return {office.replace(short, full, 1) for short, full in pairs}


@cache
def _fields() -> Mapping[str, Sequence[str]]:
    """The short forms of offices' fields, each with all its full forms."""
    fields: dict[str, list[str]] = {}
    for full, shorts, *_ in rows("office_fields.tsv"):
        for short in shorts.split("、"):
            fields.setdefault(short, []).append(full)
    return fields


@cache
def _sure_offices() -> tuple[re.Pattern[str], Mapping[str, tuple[str, str]]]:
    """The ends of names of divisions' offices in short forms that no other body has, and the full forms,
    each with the year from which on it is meant."""
    fulls = {
        f"{field}{office}": (f"{full}{_WHOLE.get(office, office)}", since)
        for full, shorts, offices, since in rows("office_fields.tsv")
        for office in offices
        for field in (*shorts.split("、"), *([full] if office in _WHOLE else ()))
    }
    return re.compile(f"(?<=[省市县区州旗盟])(?:{'|'.join(fulls)})$"), fulls


_WHOLE = {"委": "委员会", "办": "办公室"}


def full_office(name: str, day: Callable[[], str | None] = lambda: None) -> str:
    """The name of a division's office in full, where only one body can be meant on the `day` of the text.

    >>> full_office("青江市发改委"), full_office("青江省市场监管局"), full_office("青江市教体局")
    ('青江市发展和改革委员会', '青江省市场监督管理局', '青江市教体局')
    >>> full_office("杭州发改委"), full_office("青江市医保局", lambda: "2016-03-08")
    ('杭州发改委', '青江市医保局')
    >>> full_office("青江高新区科技局"), full_office("浦东新区科技局")
    ('青江高新区科技局', '浦东新区科学技术局')
    """
    ends, fulls = _sure_offices()
    found = ends.search(name)
    if found is None:
        return name
    division = name[: found.start()]
    if _ZONE.search(division) or any(
        place.end == len(division) and not place.official for place in find_places(division)
    ):
        return name
    full, since = fulls[found[0]]
    if since and (dated := day()) and dated[:4] < since:
        return name
    if full.startswith("人民"):
        return _court(division, full) or name
    return division + full


def _court(division: str, full: str) -> str:
    """A court or procuratorate of a division in full, "" where its rank or its state is not sure.

    >>> _court("湖北省", "人民法院"), _court("湖州市", "人民法院"), _court("义乌市", "人民法院")
    ('湖北省高级人民法院', '湖州市中级人民法院', '义乌市人民法院')
    >>> _court("青江市", "人民法院"), _court("青江县", "人民法院"), _court("香港特区", "人民法院")
    ('', '青江县人民法院', '')
    """
    if not _has_peoples(division[:-1]) or division.endswith(_PREFECTURES):  # 和田地区 has a 检察分院
        return ""
    codes = _codes(division)
    rank = min((_RANKS.get(code[2:], _RANKS.get(code[4:], "")) for code in codes), default="")
    unknown = "省州" if "检察" in full else "省市州"
    if not codes and (division[-1] in unknown or division.startswith((*column("foreign_cities.tsv"),))):
        return ""
    return division + ("" if "检察" in full else rank) + full


_RANKS = {"0000": "高级", "00": "中级"}  # of courts, by the end of the code of their division


_ZONE = lazy(
    "(?:高新|经开|开发|园|合作|示范|试验|保税|综保|加工|度假|管理|功能|集聚|产业|景|小|社|特|特别行政"
    "|(?:^|两江|雄安|天府|西咸|贵安)新)区$"
)
"""Zones, whose offices have names of their own: 高新区科技局 is a 科技创新局 here and there."""


def full_name(
    name: str, homes: Mapping[str, str], centre: bool, day: Callable[[], str | None] = lambda: None
) -> str:
    """The full name of a body; `homes` gives the division of each level (省: 广东省).

    `centre`: most bodies of the text are national, so 气象局 is the one of the nation.
    """
    if name in full_names():
        return _national(name, day) if centre or not _LOCAL_TOO.fullmatch(name) else name
    for length in range(min(len(name) - 2, _longest()), 2, -1):
        if name[:length] in full_names(NATIONAL):
            return _national(name[:length], day) + name[length:]
    if match := _LEVEL.match(name):
        name = homes.get(match["level"], match["level"]) + match["rest"]
        if match["level"] not in homes:
            return name
    elif league := _LEAGUE.match(name):
        name = f"共青团{homes[league[1]]}委{league[2]}" if league[1] in homes else name
    elif name.startswith(lists("agencies.tsv")["itself"]):
        name = next((homes[level] for level in _PREFECTURES if level in homes), "") + name
    name = _REGION.sub(r"\1特别行政区", name)
    if (government := _GOVERNMENT.search(name)) and _has_peoples(name[: government.start() - 1]):
        name = _GOVERNMENT.sub("人民政府", name)
    if _ARMY.fullmatch(name):
        return f"中国人民解放军{name}"
    name = full_office(name, day)
    whole = name.startswith(lists("agencies.tsv")["whole"])
    return f"中共{name}" if _PARTY.fullmatch(name) and not whole else name


def _has_peoples(division: str) -> bool:
    """Has a division, by its name without its level, a people's government: not 纽约, 高雄, 加利福尼亚?"""
    if division in column("foreign_cities.tsv"):  # 吉隆坡 is not in 吉隆
        return False
    place = next(find_places(division), None)
    if place and place.start == 0:
        return place.codes[0][0].isdigit() and place.codes[0][:2] not in _OTHERS
    return not _FOREIGN.fullmatch(division)


_OTHERS = ("71", "81", "82")  # Taiwan, Hong Kong, Macao
_FOREIGN = lazy(lambda: f"{syllables()}{{3,8}}")


@cache
def _longest() -> int:
    return max(map(len, full_names(NATIONAL)))


def _national(name: str, day: Callable[[], str | None]) -> str:
    """The full name of a body of the tables; one that was renamed as it stands where the day is unknown."""
    if not is_renamed(name):
        return full_names()[name]
    known = day()
    return (name_on(name, known) if known else "") or name


def _homes(organisations: Sequence[Entity]) -> dict[str, str]:
    """The division that bodies of a bare level are of, by level, where the text is about one."""
    seen: dict[str, Counter[str]] = {level: Counter() for level in _LEVELS}
    for entity in organisations:
        for level, division in _divisions(entity.normalized):
            seen[level][division] += 1
        if division := unknown_division(entity.normalized):
            seen[next(filter(division.endswith, _LEVELS))][division] += 1
    homes = {}
    for level, counts in seen.items():
        if counts and counts.most_common(1)[0][1] >= _SHARE * counts.total():
            homes[level] = counts.most_common(1)[0][0]
        elif upper := _above_all(counts):
            homes[level] = upper
    city = _codes(homes.get("市", ""))
    beside = {code for level in ("县", "区", "旗") for name in seen[level] for code in _codes(name)}
    if (
        city
        and not any(code.endswith("00") for code in city)
        and any(not code.endswith("00") for code in beside)
    ):
        homes["市"] = "市"  # 慈溪市 beside 宁海县: 市公安局 may be 宁波市's
    return homes


def _above_all(divisions: Iterable[str]) -> str:
    """The one of the divisions in which all others lie: 绍兴市 of 绍兴市 and 诸暨市 ('' if none)."""
    codes = {name: _codes(name) for name in divisions}
    for name, own in codes.items():
        if own and all(any(within(c, up) for c in code for up in own) for code in codes.values()):
            return name
    return ""


def _headed(places: Sequence[Entity], begin: int) -> dict[str, str]:
    """The division that a text begins with, and its province, by their levels: 黄石市2024年工作要点."""
    first = min(places, key=lambda place: place.start, default=None)
    level = next((level for level in _LEVELS if first.text.endswith(level)), "") if first else ""
    if first is None or first.start != begin or not level or not first.normalized.isdigit():
        return {}
    if any(place.start == first.end + 1 for place in places):  # 辽宁省、江苏省人民政府
        return {}
    return _by_level(first.normalized) | {level: first.text}


def _is_above(name: str) -> bool:
    """Is it a body of the nation or of a province, whose text is about cities in general?"""
    levels = [level for level, _ in _divisions(name)]
    return name in full_names(NATIONAL) or (bool(levels) and levels[-1] in _UPPER)


def _above(divisions: Iterable[str], *, cities: bool, day: Callable[[], str | None]) -> dict[str, str]:
    """The one province and, if `cities`, prefecture that divisions lie in: 浙江省, 宁波市 of 宁海县.

    No prefecture of a county that was under another one on the `day` of the text: 寿县 in 2012.
    """
    codes = {code for name in divisions for code in _codes(name)}
    provinces = {code[:2] for code in codes}
    prefectures = {code[:4] for code in codes if code[2:] != "0000"}
    if len(provinces) != 1:
        return {}
    above = _by_level(provinces.pop())
    since = max((mapping("moved_places.tsv", value=2).get(code, "") for code in codes), default="")
    elsewhere = since and (dated := day()) and dated[:4] < since
    one = cities and len(prefectures) == 1 and not elsewhere
    city = division_names().get(f"{prefectures.pop()}00", "") if one else ""
    return above | {level: city for level in ("市", "州", *_PREFECTURES) if city.endswith(level)}


def _codes(name: str) -> set[str]:
    return {code for place in find_places(name) if place.end == len(name) for code in place.codes}


def _by_level(code: str) -> dict[str, str]:
    """The province of a code of GB/T 2260, by its level."""
    province = places_name(f"{code[:2]}0000")
    return {level: province for level in _UPPER if province.endswith(level)}


def _province(places: Sequence[Entity], homes: Mapping[str, str]) -> dict[str, str]:
    """The province that the places of a text are of, by its level, where no body shows it."""
    if not homes.keys().isdisjoint(_UPPER):
        return {}
    seen: dict[str, set[str]] = {}
    for place in places:
        if place.normalized[:1].isdigit():
            seen.setdefault(place.normalized[:2], set()).add(place.normalized)
    most = max(seen, key=lambda code: len(seen[code]), default="")
    if not most or len(seen[most]) < _PLACES or len(seen[most]) < _SHARE * sum(map(len, seen.values())):
        return {}
    return _by_level(most)


_PLACES = 3  # of one province that a text names, from which 省 is that one


def _divisions(name: str) -> Iterator[tuple[str, str]]:
    """The divisions that a body's name begins with: 省 广东省, 市 广东省东莞市."""
    name, at = name.removeprefix("中共"), 0
    for place in find_places(name):
        if place.start != at:
            return
        at = place.end
        for level in _LEVELS:
            short = level == "州" and not place.official  # 全州 of 全州工作会议, 沧州
            if name[:at].endswith(level) and len(name) > at and not short:
                yield level, name[:at]
                break
