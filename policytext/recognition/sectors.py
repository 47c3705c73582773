"""Industries that a list shows: 钢铁, 农业, 虚拟现实 in 汽车、钢铁等产业, common words elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import Word
from policytext.language.sentences import items
from policytext.recognition.build import belongs, words_of
from policytext.resources import alternation, any_of, mapping, word_set

Span = tuple[int, int]

_ITEM = rf"(?:(?!等)[{HAN}A-Za-z0-9]){{2,12}}"
_LIST = lazy(  # what a list of industries is closed by; 领域 closes lists of other things too
    rf"(?P<items>{_ITEM}(?:、{_ITEM})+)(?:等[ \d一二三四五六七八九十两多几]*[大个条类]?[{HAN}]{{0,9}}?)?"
    r"(?P<close>产业集群|产业链|产业|行业|工业|制造业|服务业|赛道|集群|领域)(?!园|区|化|基地|创新)"
)
_CLAUSE = lazy("[^，。；：\n]+")
_CLOSE = lazy("产业|行业|工业|制造业|服务业|赛道|集群|领域")
_INDUSTRY = lazy("(?:产业|服务业|加工业|制造业)(?![园区链带化基])")  # 装备制造|产业
_TAIL = lazy("(?:产业|工业|行业|制造业|服务业)(?:集群)?\\Z")
_TRADE = lazy(
    "(?:(?<![业工])业|(?P<line>行业))(?![务主态绩余已界内户]|金融机构|[监协学]|管理[局处站办]|从业|队伍|性)"
)  # 金融业, but not 金融业务
_FARTHEST = 12  # characters of a sector with the words before it
_COUNT = lazy(  # 钢铁、建材|四大产业, 食品、医药|三大百亿级工业产业
    rf"(?:[\d一二三四五六七八九十两多几]+[大个条类][{HAN}]{{0,6}})?\Z"
)
_JOINED = lazy("和|及|以及|与")
# Of the items of a list, how many are known where the others are industries too; chosen by reading the
# 180 items that 250 documents have more: every second one in lists of 领域 was none below two thirds.
_OF_INDUSTRIES, _OF_FIELDS = 0.5, 0.67
_OF_ONE = ("工业", "制造业", "服务业")  # 电机、飞机制造业
_NO_NAME = lazy(r"(?:[^文]化|事业|治理|利用|平台|产业链|含量|能力|水平|高?新?技术|用品)\Z")
_AND = "及"
_SHORTEST = 3  # characters of what no table has
_NOUNS = frozenset({"n", "nz", "ng", "vn", "j", "b", "l", "a", "eng", "mq"})  # jieba's tags; 零部件 is mq
_LONGEST = 2  # words before a sector that say of what sort it is: 现代|高效|农业
_places = partial(mapping, "sectors.tsv")
_parts = partial(word_set, "industry_parts.tsv")
_SECTOR = lazy(
    lambda: (
        rf"{any_of('industry_parts.tsv', 'modifier', 'sort')}{{0,{_LONGEST}}}"
        rf"(?P<sector>{alternation(_places())})(?:(?<!业)业)?"
    )
)
_AT_END = lazy(lambda: rf"{_SECTOR.pattern}\Z")


def sectors(reading: Reading, known: Collection[Span]) -> Iterator[Span]:
    """Items of lists of industries that are sectors of the economy, or sorts of them.

    A list that ends in 领域 shows industries only where one of the `known` is an item of it.

    >>> text = "推动汽车、钢铁、现代轻工、新材料等产业升级"
    >>> [text[start:end] for start, end in sectors(Reading(text), ())]
    ['汽车', '钢铁', '现代轻工']
    """
    text, starts = reading.text, {end: start for start, end in known}
    for industry in _INDUSTRY.finditer(text):
        named = _AT_END.search(text, max(0, industry.start() - _FARTHEST), industry.start())
        if named and industry.start() not in starts and _is_led(reading, named.start()):
            yield named.start(), industry.end()
    for trade in _TRADE.finditer(text):
        named = _AT_END.search(text, max(0, trade.start() - _FARTHEST), trade.start())
        if not named or not _is_led(reading, named.start()):
            continue
        in_list = trade.start() in starts or text[named.start() - 1] == "、"
        if not (trade["line"] and in_list):  # 钢铁、煤炭|行业, 智能制造|行业
            yield named.start(), trade.end()
    for match in _lists(text):
        listed = _items(text, *match.span("items"))
        found = list(_of_table(reading, listed))
        of_fields = match["close"] == "领域"
        shown = sum(end in starts for _, end in listed)
        if shown or (not of_fields and len(found) > 1):
            yield from sorted(found)
        if shown + len(found) >= max(2, (_OF_FIELDS if of_fields else _OF_INDUSTRIES) * len(listed)):
            alone = match["close"] in _OF_ONE and match.end("items") == match.start("close")
            close = match.end("close") if alone else listed[-1][1]
            yield from _others(reading, listed, starts | {end: start for start, end in found}, close)


def _of_table(reading: Reading, listed: Sequence[Span]) -> Iterator[Span]:
    """The items that are sectors of the table, the first one without the verb before it: 推动|汽车."""
    for low, high in listed:
        match = _SECTOR.fullmatch(reading.text, low, high)
        if match is None and low == listed[0][0]:
            match = _AT_END.search(reading.text, low, high)
            match = match if match and _is_led(reading, match.start()) else None
        if match:
            yield match.span()


def _others(
    reading: Reading, listed: Sequence[Span], known: Mapping[int, int], closed: int
) -> Iterator[Span]:
    """The items of a list of industries that no table has whole: 装配式建筑, 高档|数控机床.

    The last one ends where the list is `closed`: after a word that is said of it alone (飞机制造业).
    """
    for low, high in listed:
        start, found = _start(reading, low, high), known.get(high)
        whole = start == low or (low == listed[0][0] and _is_led(reading, start))
        if found == start or found in known:  # 新能源|新材料
            continue
        if whole and high - start >= _SHORTEST and not _NO_NAME.search(reading.text, start, high):
            yield start, closed if high == listed[-1][1] else high


def _start(reading: Reading, low: int, high: int) -> int:
    """Where the run of words begins that can be the name of an industry, up to `high` (`high`: none)."""
    start = high
    for word in reversed(reading.words_in(low, high)):
        if word.start < low or word.end > high or not (_is_of_name(word) or word.text == _AND):
            break
        start = start if word.text == _AND else word.start  # 汽车|及|零部件
    return start


def _is_of_name(word: Word) -> bool:
    """Can the word be one of the name of an industry: a noun, and no place: 临港, but not 南京?"""
    if word.text in _parts("modifier", "sort"):
        return True
    if word.text in words_of("governs", "anchor") or word.text in _parts("before"):
        return False
    size = word.tag == "a" and len(word.text) == 1  # 做大|大绿色铝
    return word.tag in _NOUNS and not size and (word.tag == "mq" or belongs(word))


def _lists(text: str) -> Iterator[re.Match[str]]:
    """The lists that a word for industries closes; clauses without one are passed over at once."""
    for clause in _CLAUSE.finditer(text):
        if "、" in clause[0] and _CLOSE.search(text, *clause.span()):
            yield from _LIST.finditer(text, *clause.span())


def _is_led(reading: Reading, start: int) -> bool:
    """Is a verb or a particle before the first item: 推动|汽车, but not 农业|机械?"""
    before = reading.word(start - 1) if start else None
    return before is None or before.tag[0] in "vpcudfrxa" or before.text in _parts("before")


def _items(text: str, start: int, end: int) -> list[Span]:
    """The items of a list, the last two apart (建材和化工), without the number at its end (四大)."""
    count = _COUNT.search(text, start, end)
    listed = items(text, start, count.start() if count else end)
    low, high = listed[-1]
    if (joined := _JOINED.search(text, low + 2, high)) and high - joined.end() > 1:
        listed[-1:] = [(low, joined.start()), (joined.end(), high)]
    return listed


def place_of(name: str) -> str | None:
    """The place of a sector in GB/T 4754-2017, or that of the sector at its end (None: it is none).

    >>> place_of("特色汽车产业"), place_of("建筑业")
    ('国民经济行业/制造业/汽车制造业', '国民经济行业/建筑业')
    """
    match = _AT_END.fullmatch(name) or _AT_END.fullmatch(_TAIL.sub("", name))
    return _places()[match["sector"]] if match else None
