"""Names that only their surroundings show: short names that a text defines, companies in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from policytext.language.characters import HAN
from policytext.language.lines import lines_with
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.places import find_places, is_place
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.sentences import items
from policytext.language.surnames import surnames
from policytext.language.tagger import tag
from policytext.recognition.build import LIMITED, after_governing, is_deed, words_of
from policytext.recognition.model import Entity
from policytext.recognition.nameform import PERSONAL
from policytext.resources import alternation, any_of, lists

_DEFINED = lazy(
    rf"[ \u3000]?[（(](?:以下)?(?:简称|统称)[：:]?[“\"「]?([{HAN}A-Za-z]{{2,14}})[”\"」]?"
    r"(?:[，,][^（）()\n称]{1,24})?[）)]"  # （以下简称“海州高科”，000636.SZ）
)
_PROPER = ("nz", "nt", "nr", "nrt", "nrfg", "ns", "eng")  # jieba's tags of names
_ITEM = rf"[{HAN}A-Za-z0-9]{{2,9}}"
_TRADED = lazy(lambda: rf"([{HAN}]{{2,4}}?)(?:{alternation(lists('company_words.tsv')['trade'])})")
_INSTITUTION = lazy(
    lambda: (
        rf"、([{HAN}]{{1,14}}?{any_of('organisations.tsv', 'institution', 'company')})"
        "(?=[、，。；]|等|和|作|参)"
    )
)
_TRADER = lazy(
    lambda: (
        rf"、((?![各等其他])[{HAN}]{{2,4}}{any_of('company_words.tsv', 'trade')})"
        "(?=[、，。；和]|等|为|共|合作|参)"
    )
)


def defined(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """Short names that the text gives to bodies it names: 杏儿沟煤业有限责任公司（以下简称杏煤公司）.

    Each is normalized to the full name.
    """
    names: dict[str, str] = {}
    for entity in found:
        match = _DEFINED.match(text, entity.end)
        several = match and ("统称" in match[0] or match[1].startswith(_SEVERAL))
        several = several or text[entity.start - 1 : entity.start] == "或"  # 香港或|澳门清算银行
        if match and not several and not match[1].endswith(_SORTS):
            names.setdefault(match[1], entity.normalized)
    for match in re.finditer(alternation(names), text) if names else ():
        yield Entity(*match.span(), match[0], "ORG", names[match[0]])


_SEVERAL = ("各", "两", "三", "四", "五", "双方")  # 以下统称各监管部门, after a list
_SORTS = ("银行", "机构", "企业", "金融公司")  # 以下简称银行: every one of them


def brands(reading: Reading, found: Iterable[Entity]) -> Iterator[Entity]:
    """Other places where a company stands by its own name, normalized to the full one.

    星源材质, where the text has 深圳市星源材质科技股份有限公司.
    """
    names: dict[str, str] = {}
    for entity in found:
        form = _FORM.search(entity.text)
        if form and form.start() > _BRANDS[-1]:
            bare = entity.text[: form.start()]
            one = names.setdefault(bare, entity.normalized) == entity.normalized
            names[bare] = entity.normalized if one else bare  # two firms of one group
        if entity.text.endswith(_LEGAL):
            for name in _own_names(reading, entity):
                if name not in names and not re.search(name + _OF_PLACES, reading.text):
                    names[name] = entity.normalized
    for match in re.finditer(alternation(names), reading.text) if names else ():
        full, after = names[match[0]], reading.text[match.end() : match.end() + 1]
        goes_on = match[0] + after in full and after  # 佑昌照明|电器公司
        if not goes_on and not reading.cuts(*match.span()):
            yield Entity(*match.span(), match[0], "ORG", full)


_LEGAL = (*LIMITED, "集团公司")
_FORM = lazy(
    "(?<=集团|银行|支社|信社|公司|保险|信托|证券)(?:股份)?有限(?:责任)?公司$"
)  # 某农村商业银行|股份有限公司
_DIVISION = lazy(rf"[{HAN}]{{2,3}}?[市县旗](?![场政])")
_OF_PLACES = (
    "(?:省(?![级内外])|县(?![级域])|旗(?![下舰])|镇|乡(?!村)"
    "|市(?![场级值]|政(?!府))|区(?![块域间别分]|政(?!府))|新区|海关)"
)
"""What shows that a company has its name of a place: 沧澜市 beside 沧澜港务集团有限公司."""
_BRANDS = range(2, 5)  # characters of a company's own name


def _own_names(reading: Reading, entity: Entity) -> Iterator[str]:
    """The possible short names of a company: two to four characters after its place that are no word."""
    at = max((place.end for place in find_places(entity.text) if place.start == 0), default=0)
    unlisted = _DIVISION.match(entity.text, at)  # a division that no table has: 桐川市|顺达物流有限公司
    at = unlisted.end() if unlisted else at
    rest = entity.text[at:]
    for length in _BRANDS:
        name = rest[:length]
        first = reading.word_from(entity.start + at)
        own = first is not None and (len(first.text) > length or first.text != name or not is_known(name))
        plain = all(is_known(word.text) and len(word.text) > 1 for word in tag(name))
        free = len(name) == length < len(rest) - 2 and name.isalpha() and not is_known(name)
        if free and own and not plain and not any(find_places(name)):
            yield name


_CALLED = lazy(rf"(?:简称|统称)[：:]?[“\"「]?([{HAN}A-Za-z]{{2,14}})(?=[”\"」）)，、；])")


def definitions(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says what it calls something in short: 杏煤公司 in （以下简称杏煤公司）."""
    return (match.span(1) for match in _CALLED.finditer(text))


def beside(reading: Reading, found: Iterable[Entity]) -> Iterator[tuple[int, int]]:
    """Items of a list of bodies that end as a body's name does: 墨云实验室、超导材料研究院."""
    after = _INSTITUTION
    for entity in found:
        end = entity.end
        while (match := after.match(reading.text, end)) and len(match[1]) > 4:
            words = reading.words_in(*match.span(1))
            loose = any(
                word.text in words_of("outside")
                or word.tag in ("p", "c", "ul", "uj", "d")
                or (
                    word.tag == "v" and (len(word.text) == 1 or not is_known(word.text))
                )  # 省能源局|要派驻|工作组
                for word in words
            )
            if loose or match[1] in words_of("kind"):
                break
            yield match.span(1)
            end = match.end(1)
        if entity.text.endswith(_companies()):
            yield from _traders(reading, entity.end)


@cache
def _companies() -> tuple[str, ...]:
    return (*words_of("legal"), "公司", "集团", *lists("company_words.tsv")["trade"])


def _traders(reading: Reading, end: int) -> Iterator[tuple[int, int]]:
    """Companies behind one in a list, by a name that is no word and their trade: 、环亚源铜业、弗迪电池."""
    while match := _TRADER.match(reading.text, end):
        first = reading.word(match.start(1))
        unknown = not is_known(first.text) or first.tag in _PROPER or len(first.text) == 1
        if not (unknown and first.start == match.start(1)):
            return
        yield match.span(1)
        end = match.end(1)


def trading(reading: Reading) -> Iterator[tuple[int, int]]:
    """Companies in a list of names with their trades: 长合存储、晶远集成、星达讯飞.

    At least two items, and half of them, are no word and a trade; no item is a run of words for things.
    """
    trades = tuple(lists("company_words.tsv")["trade"])
    near = lines_with(reading.text, _TRADE_LISTED)
    for match in (match for line in near for match in _LIST.finditer(reading.text, *line)):
        listed = items(reading.text, *match.span())
        if not any(reading.text.endswith(trades, *item) for item in listed[:-1]):
            continue
        first = reading.text[slice(*listed[0])]
        if _is_of_sort(reading.text[match.start() : match.end() + _LONGEST], first, trades):
            continue
        listed[0] = (after_governing(reading, *listed[0]), listed[0][1])
        last = _LAST.match(reading.text, *listed[-1])
        listed[-1] = (listed[-1][0], last.end(1) if last else listed[-1][1])
        traders = [item for item in listed if _is_trader(reading, *item)]
        kinds = any(reading.text.startswith(_of_industries(), start) for start, _ in listed)
        few = len(traders) < (1 if last and _PROJECTS.match(reading.text, last.end(1)) else 2)
        if kinds or few or 2 * len(traders) < len(listed):
            continue
        whole = [item for item in listed if item[1] - item[0] <= _LONGEST]
        yield from (item for item in whole if item in traders or _is_own(reading, *item))


def of_place(reading: Reading, places: Iterable[Entity]) -> Iterator[tuple[int, int]]:
    """Companies without their legal form: a division, a name that is no word, and a trade; and what a
    company is in a deal or suit with its name and trade.

    >>> text = "判令山东科拓阀门停止侵害，支持山东高端装备、山东现代物流发展，被告宏泰劳务未到庭"
    >>> reading, place = Reading(text), Entity
    >>> places = [place(at, at + 2, "山东", "LOC", "370000") for at in (2, 14, 21)]
    >>> [reading.text[start:end] for start, end in of_place(reading, places)]
    ['山东科拓阀门', '宏泰劳务']
    """
    text, places = reading.text, list(places)
    known = {(place.start, place.end) for place in places}
    for place in places:
        chain = len(list(find_places(place.text))) > 1  # in 山西吕梁|永聚煤业
        if place.normalized and not chain and text[place.end - 1] not in "省县区州旗":
            match = _FIRM.match(text, place.end)
            if match is None or (place.end, match.end("name")) in known:  # 云南|滇池|环境得到改善
                continue
            sided = _SIDE.search(text, max(0, place.start - _LONGEST_SIDE), place.start) is not None
            if _is_firm(reading, match, sided=sided):
                yield place.start, match.end()
    for side in _SIDED.finditer(text):
        match = _FIRM.match(text, side.end())
        if match and _is_firm(reading, match, sided=True):
            yield match.span()


def _is_firm(reading: Reading, match: re.Match[str], *, sided: bool) -> bool:
    """Is it a name that is no word and a trade, before what a sentence goes on with?"""
    words = reading.words_in(*match.span("name"))
    shared = match[0].endswith(lists("company_words.tsv")["shared"])  # 推进湘潭九华|建设
    if (shared and not sided) or words[0].start != match.start("name") or is_deed(words[0]):
        return False
    trade = reading.word(match.end("name"))
    if trade.tag[0] == "v" and surnames().get(match["name"][0]) == 2 and words[0].tag in PERSONAL:
        return False  # 货主|王海|运输
    after = reading.word_from(match.end())
    closed = match.end() in reading.ending  # no 鼎好电子|城
    closed = closed and (
        after is None or not after.text.isalpha() or after.tag[0] in "vpdcmtu" or after.text == "中标"
    )
    named = any(not is_known(word.text) or word.tag in _PROPER for word in words) or all(
        len(word.text) == 1 and word.tag[0] not in "pcdmfu" for word in words
    )
    loose = any(word.text in words_of("outside") or word.tag[0] == "m" for word in words)  # 四川|三大化纤
    return closed and named and not loose and not any(find_places(match["name"]))


_FIRM = lazy(
    lambda: (
        rf"(?P<name>(?!本地|当地|各地|[和与及或的])[{HAN}]{{2,3}}?)"
        rf"{any_of('company_words.tsv', 'trade', 'firm')}(?:评估|拍卖|监理|咨询)?"
    )
)
_SIDED = lazy(lambda: rf"{any_of('company_words.tsv', 'side')}[：:为系是]?(?=[{HAN}]{{4}})")
_LONGEST_SIDE = 10  # characters of what a company is, with a mark
_SIDE = lazy(lambda: rf"{any_of('company_words.tsv', 'side')}[：:为系是]?\Z")


def _is_of_sort(text: str, first: str, trades: Iterable[str]) -> bool:
    """Does a list with this first item say what sort all are of: 山水旅游、乡村旅游等特色旅游?"""
    sorts = [trade for trade in trades if first.endswith(trade)]
    return bool(sorts) and re.search(rf"等[{HAN}]{{0,4}}(?:{alternation(sorts)})", text) is not None


_PROJECTS = lazy("等?(?:一批)?(?:重大|重点|标志性)?项目")  # 唐晶半导体、长合铝业等项目
_LIST = lazy(rf"[{HAN}]{{3,10}}+(?:、[{HAN}]{{3,20}})+")
_TRADE_LISTED = lazy(lambda: f"(?:{alternation(lists('company_words.tsv')['trade'])})、")
_LONGEST = 10  # characters of such a name; longer is a clause: 交通银行上海市分行|要设立不少于
_LAST = lazy(rf"([{HAN}]{{3,7}}?)(?=和|等|发展|研发|建设|扩大|做|加|为|项目|合作|共)")


@cache
def _of_industries() -> tuple[str, ...]:
    """The beginnings of names of industries: 海洋|船舶 is no company."""
    return (*lists("industry_parts.tsv")["modifier"], "临港", "临空")


def _is_trader(reading: Reading, start: int, end: int) -> bool:
    """Is it a name that no dictionary has, or of a place or brand, and a trade: 弗能|电池?"""
    match = _TRADED.fullmatch(reading.text, start, end)
    if match is None:
        return False
    first = reading.word(start)
    words = [word for word in reading.words_in(start, match.end(1)) if not _is_city(word.text)]  # 浙江|零极
    words = [word for word in words if word.end <= match.end(1) or not is_known(word.text)]  # no 商业银行
    own = any(word.tag in _PROPER or not is_known(word.text) for word in words)
    own = own or (bool(words) and all(len(word.text) == 1 for word in words))
    led = first.tag in _PROPER or not is_known(first.text) or len(first.text) == 1  # no 布局|东明石化
    return own and led and first.start == start and first.text not in words_of("outside")


def _is_city(word: str) -> bool:
    """Is it the name of a city or province? That of a county can be a firm's: 卧龙."""
    return any(code.endswith("00") for place in find_places(word) for code in place.codes)


@cache
def _listed() -> LazyPattern:
    """A list of names that ends in 等一批企业, 等19家企业, 等龙头企业."""
    closes = alternation(lists("organisations.tsv")["item"])
    end = (
        r"等(?=(?:一批| ?\d+ ?[多余]?家|[一二三四五六七八九十]+家|一大批"
        rf"|[{HAN}]{{0,4}}(?:龙头|领军|骨干|知名|头部|链主|重点))[{HAN}]{{0,8}}?(?:{closes})|(?P<plain>[{HAN}]{{0,4}}(?:企业(?!家)|公司)))"
    )
    return lazy(rf"(?P<items>{_ITEM}(?:、{_ITEM}){{1,20}}){end}", needs=end)


def companies(reading: Reading) -> Iterator[tuple[int, int]]:
    """Companies in a list that says what they are: 比亚迪、宁德时代等一批企业.

    An item is a name if it is no run of words that the dictionary has for things.
    """
    sorts = lists("company_words.tsv")["sort"]  # 规上、在孵等企业
    for match in _listed().finditer(reading.text):
        listed = items(reading.text, *match.span("items"))
        listed[0] = (after_governing(reading, *listed[0]), listed[0][1])
        listed = [
            item for item in listed if not is_place(reading.text[slice(*item)])
        ]  # 湖北、辽宁等19家企业
        own = [item for item in listed if _is_own(reading, *item)]
        if any(reading.text.endswith(sorts, *item) for item in listed):
            continue
        if match["plain"] and 2 * len(own) <= len(listed):  # 钢铁、化工等企业
            continue
        if own:
            yield from (item for item in listed if item in own or not _is_thing(reading, *item))


def _is_own(reading: Reading, start: int, end: int) -> bool:
    """Has the item a name in it, or a word that no dictionary has?"""
    words = reading.words_in(start, end)
    own = any(word.tag in _PROPER or not is_known(word.text) for word in words)
    return words[0].start == start and (own or all(len(word.text) == 1 for word in words))


def _is_thing(reading: Reading, start: int, end: int) -> bool:
    """Does the item name a kind of thing: 钢铁, 生物医药?"""
    words = reading.words_in(start, end)
    return any(word.tag.startswith("n") and len(word.text) > 1 for word in words)
