"""The division that a document is of: its issuer's, its title's, or the one that its text points to.

A name counts by its administrative suffix; a short name (广东) only of provinces and cities, and only
beside other evidence, since 会同, 公安, 平安 and 合作 are counties and words. National bodies have none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import Place, ambiguous, find_places, full_name, within
from policytext.pagefacts.agency import is_national

OPENING = 3000  # characters of the text that are asked where it is from

_ACROSS = "78"  # codes of Taiwan, Hong Kong, Macau: texts of the mainland are about them
_MANY = 4  # times that a short name alone says whose a text is; laws of cities say 日照间距 twice
_OFTEN = 2  # times that places are named by short names: a company may be called after one

Found = tuple[str, str, str]  # place, code, evidence

_PROVINCIAL = lazy(rf"我省|全省|省委|省政府|省长|省直|本省|(?<![{HAN}])省[{HAN}]{{2,8}}[厅局委]")
_MUNICIPAL = lazy(rf"我市|全市|市委|市政府|市长|市直|市级|本市|(?<![{HAN}])市[{HAN}]{{1,8}}[局委办]")
_COUNTY = lazy(r"我[区县]|全[区县](?!域)|[区县]委|[区县]政府|[区县]长")
_OF_PROVINCE, _OF_CITY, _OF_COUNTY = "0000", "00", ""  # what the codes of a level end in
_LEVELS = {_OF_PROVINCE: _PROVINCIAL, _OF_CITY: _MUNICIPAL, _OF_COUNTY: _COUNTY}
"""Words that say of which level a text's place is, from the highest."""
_NO_DIVISION = lazy(  # 市场, 县城, but 市|民政局, 县|城市管理局
    r"(?<=市)(?:[场值面容]|民(?![政族宗航防营爆]))|(?<=[省市区县])(?:级(?!机关)|域|属)|(?<=[^省市区县])江?口"
    r"|(?<=县)城(?![市管乡建投镇关])"
)
_BRANCH_OF = lazy(
    rf"中共|中国共产党|中国人民银行|国家[{HAN}]{{2,6}}?总?局|国家金融监督管理总局|共青团|财政部|审计署驻?|中华人民共和国"
    r"|中国(?:证监会|证券监督管理委员会|银保监会|银行保险监督管理委员会|气象局|地震局)"
)
_ADDRESSEES = lazy(
    r"(?m)^[^。\n]{2,300}[：:]$|各(?:省|市|县|区|地|部门)[^。\n]{0,300}?[：:]|新疆生产建设兵团"
)
# 新华社北京6月3日电: where it was sent from
_DATELINE = lazy(rf"[社网报][{HAN}]{{2,8}}?\d{{1,2}}月\d{{1,2}}日电")
_NATIONAL_IN_ENGLISH = lazy(r"Ministry of|State Council|^National |^State |People's Republic|^China ")
_NO_CITY = lazy(r"[路江河湖山口站港]|(?<=中山)(?:大学|医)")  # 海口, 黄山, 丽江 …; 孙中山
_ZONE = lazy(r"(?:国家级)?(?:经济|高新|技术|产业|工业|保税|综合)\w{0,10}(?:开发区|园区|保税区)")
_UNLISTED = lazy(
    rf"(?:中共)?(?P<name>(?!自治)[{HAN}]{{2,4}}?(?:省|市|县|地区|区|州|盟|自治区|自治州|自治县))(?=[{HAN}]{{2,}})"
)
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})  # 本市 of their texts is a province
_VISITED = lazy("(?:赴|前往|学习|借鉴|考察|参观|对口支援|来自|对接)$")
# 各县, 国家|社区…, and what ends in 市 or 区 but is none: 城市, 社区, 战区, 保护区, 合作区, 华东地区
_NOT_ONE = lazy(
    r"[各全本我该你经由对与和及或其等有省市县区级的某]|国家|中[国央]|世界|[亚非欧]洲|[城股楼社战军林护范发园景库新作贸灾胜地校厂]$"
)


def find_place(issuers: Sequence[str], title: str, text: str) -> Found:
    """The place of a document, its code of GB/T 2260 ("" where no table has it), and the evidence.

    >>> find_place(["杭州市西湖区人民政府"], "", ""), find_place(["公安部"], "公安部关于平安建设的意见", "")
    (('浙江省杭州市西湖区', '330106', 'issuer'), ('', '', ''))
    >>> [find_place([name], "", "")[0] for name in ("中国银行海南省分行", "北京大学深圳医院", "中山大学")]
    ['海南省', '广东省深圳市', '']
    >>> find_place(["青阳省人民政府"], "", "")  # in no table; 青阳 is a county of Anhui
    ('青阳省', '', 'issuer')
    """
    for issuer in issuers:
        if found := _of_issuer(issuer, text):
            return found
    if any(is_national(issuer) or _NATIONAL_IN_ENGLISH.search(issuer) for issuer in issuers):
        return "", "", ""
    if found := _of_title(title, text):
        return found
    return _pointed_to(_ADDRESSEES.sub("", _DATELINE.sub("", text)))


def _of_issuer(issuer: str, text: str) -> Found | None:
    branch = issuer[_branch(issuer) :]
    chain = next(iter(_chains(branch)), None)
    if chain and not chain[0].start:
        code = _code(chain, text)
        return full_name(code) if code else branch[: chain[-1].end], code, "issuer"
    if code := _short(branch):
        return full_name(code), code, "issuer"
    if name := _unlisted(issuer):
        return name, "", "issuer"
    return None


def _branch(issuer: str) -> int:
    """Where a place may begin in the name of a body: at its head, or behind the body it is a branch of.

    That is 中国银行 of 中国银行海南省分行, and in 北京大学深圳医院 the university.
    """
    if issuer.startswith("中国") and not is_national(issuer):
        return next((place.start for place in find_places(issuer) if place.start), 0)
    of = issuer.find("大学") + 2
    if of > 1 and (place := next(find_places(issuer[of:]), None)) and not place.start:
        return of
    whole = _BRANCH_OF.match(issuer)
    return whole.end() if whole else 0


def _of_title(title: str, text: str) -> Found | None:
    """The one division that a title names with its suffix, not inside a longer word."""
    chains = list(_chains(title))
    codes = {_code(chain, text) for chain in chains}
    if len(codes) == 1 and (code := codes.pop()):
        return full_name(code), code, "title"
    return None


class _Named(NamedTuple):
    """The divisions that a text names, by code: how often in all, with their suffix, with an office."""

    times: Counter[str]
    whole: Counter[str]
    offices: Counter[str]
    visited: set[str]  # where somebody went, or is learnt from, with what these are in

    def is_enough(self, words: Mapping[str, int]) -> bool:
        """Does it show where the text is from: by an office, or by names beside words for a level?"""
        often = self.whole.total() or self.times.total() >= _OFTEN
        return bool(self.offices.total() or (any(words.values()) and often))


def _pointed_to(text: str) -> Found:
    """The province or city that a text names, where its words (我省, 市教育局) say that it is of one.

    Only a place of the level that these words are of, named with its suffix or often, is sure.
    """
    opening = text[:OPENING]
    words = {end: len(pattern.findall(opening)) for end, pattern in _LEVELS.items()}
    named = _named(text)
    province = _province(named.times) if named.is_enough(words) else None
    if province is None:
        return "", "", ""
    code = province
    if words[_OF_CITY] > words[_OF_PROVINCE]:
        code = _city(named.times, province) or province
    if code == province and max(words[_OF_CITY], words[_OF_COUNTY]) > words[_OF_PROVINCE]:
        whole = named.whole if words[_OF_COUNTY] > words[_OF_CITY] else Counter[str]()
        code = _county(named.offices) or _county(whole) or province
    level = _OF_CITY if province in _MUNICIPALITIES else next(end for end in words if code.endswith(end))
    speaks = all(words[level] > said for other, said in words.items() if other != level)
    is_sure = speaks and (named.whole[code] or named.times[code] >= _MANY)
    is_sure = is_sure and (code.endswith(_OF_CITY) or named.offices[code])  # 老城区 may be any town's
    is_sure = is_sure and not named.visited & {code, province}
    return full_name(code), code, "places named" if is_sure else "a place named"


def _named(text: str) -> _Named:
    named = _Named(Counter(), Counter(), Counter(), set())
    for place in find_places(text):
        if len(place.codes) == 1 and (code := place.codes[0]).isdigit() and _counts(text, place):
            named.times[code] += 1
            named.whole[code] += place.official
            named.offices[code] += place.official and _is_office(text, place.end)
            if _VISITED.search(text, max(0, place.start - 4), place.start):
                named.visited.update((code, code[:4] + _OF_CITY, code[:2] + _OF_PROVINCE))
    return named


def _province(named: Counter[str]) -> str | None:
    """The province in which more than half of the places lie that are named."""
    provinces: Counter[str] = Counter()
    for code, times in named.items():
        provinces[code[:2] + _OF_PROVINCE] += times
    province, times = provinces.most_common(1)[0]
    return province if times * 2 > named.total() else None


def _city(named: Counter[str], province: str) -> str | None:
    """The city that more than half of the names of cities of the province are of."""
    cities = [(n, city) for city, n in named.items() if within(city, province) and _is_city(city)]
    most, city = max(cities, default=(0, ""))
    return city if 2 * most > sum(times for times, _ in cities) else None


def _county(offices: Counter[str]) -> str | None:
    """The one county of which an office is named: in a text that says 我县."""
    counties = {county for county, count in offices.items() if count and not county.endswith(_OF_CITY)}
    return counties.pop() if len(counties) == 1 else None


def _is_city(code: str) -> bool:
    return code.endswith(_OF_CITY) and not code.endswith(_OF_PROVINCE)


def _counts(text: str, place: Place) -> bool:
    """Does a name in running text count: with its suffix, or a province's or city's that is no word?"""
    code, name = place.codes[0], text[place.start : place.end]
    if code[0] in _ACROSS and not _is_office(text, place.end):
        return False
    if place.official and len(name) > 2:
        return not _NO_DIVISION.match(text, place.end)
    return code.endswith("00") and name not in ambiguous() and not _NO_CITY.match(text, place.end)


def _is_office(text: str, at: int) -> bool:
    """Does the name of an office of the division follow?"""
    return re.match(rf"(?:人民)?政府|委|[{HAN}]{{2,8}}[厅局委]", text[at : at + 10]) is not None


def _chains(text: str) -> Iterable[list[Place]]:
    """Divisions with their suffix; those that touch, each inside the one before, as one."""
    chain: list[Place] = []
    for place in find_places(text):
        short_province = (
            place.codes[0].endswith("0000") and text[place.start : place.end] not in ambiguous()
        )
        whole = (place.official and (place.end - place.start > 2 or place.start == 0)) or (
            short_province and place.start == 0
        )
        if not whole or not place.codes[0].isdigit() or _NO_DIVISION.match(text, place.end):
            continue
        inside = [
            c
            for c in place.codes
            if chain and chain[-1].end == place.start and any(within(c, p) for p in chain[-1].codes)
        ]
        if inside:
            chain.append(place._replace(codes=tuple(inside)))
            continue
        if chain:
            yield chain
        chain = [place]
    if chain:
        yield chain


def _code(chain: Sequence[Place], text: str) -> str:
    """The one code of a chain; of several possible the one in a city or province that the text names."""
    codes = chain[-1].codes
    if len(codes) == 1:
        return codes[0]
    parents = {place.codes[0] for place in find_places(text[:OPENING]) if len(place.codes) == 1}
    inside = [
        code
        for code in codes
        if any(code != parent and within(code, parent) for parent in parents if parent.isdigit())
    ]
    return inside[0] if len(inside) == 1 else ""


def _short(issuer: str) -> str:
    """The code of a province or city with whose short name an agency begins: 广东海事局, 深圳证监局."""
    place = next(find_places(issuer), None)
    if place is None or place.start or len(place.codes) != 1:
        return ""
    code = place.codes[0]
    is_city = code.endswith("00") or _ZONE.match(issuer, place.end)
    fits = code.isdigit() and is_city and issuer[: place.end] not in ambiguous()
    return code if fits and not _NO_CITY.match(issuer, place.end) else ""


def _unlisted(issuer: str) -> str:
    """A division that no table has but that this body is of: 澜江市."""
    match = _UNLISTED.match(issuer)
    if match is None or is_national(issuer) or _NO_DIVISION.match(issuer, match.end()):
        return ""
    name: str = match["name"]
    listed = any(place.official for place in find_places(name))  # 青阳省 is not the county 青阳
    return "" if _NOT_ONE.search(name[:-1]) or listed else name
