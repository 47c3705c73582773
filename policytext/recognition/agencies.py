"""ORG: agencies by their parts (市 + 科技 + 局), other organisations by the last word of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from policytext.language.characters import HAN
from policytext.language.reading import Reading
from policytext.language.segment import Word
from policytext.recognition.model import Entity, longest_first
from policytext.resources import either, lists

_LEVEL = r"(?:自治区|自治州|省|市|县|区|州|旗|镇|乡|街道|兵团|地区|盟)"
_OFFICE = r"(?:委员会|办公室|管理局|监督局|总局|厅|局|委|办|部)"
_NO_OFFICE = re.compile(r"(?<=办)[理公学事好法税厂]|(?<=部)[门分署]|(?<=[委局厅])[托派任面势部]")
_NO_NAME = re.compile(r"(?<=政府)(?:采购|信息公开|投资|工作报告)")
_NO_LEVEL = frozenset("超都城上辖")  # 超市, 都市, 城市, 上市, 直辖市
_WIDE = re.compile(r"全国|国家|世界|国际|国家级|[省市县区]")
_LONGEST = 8  # words
_NOUNS = ("n", "vn", "j", "b", "s", "eng", "l", "an", "vg", "t", "f", "a", "zg", "i", "q")
_NAMES = ("nz", "nr", "nt", "ns", "eng")
_LIST = "、，。；：\n"


def organisations(reading: Reading, places: Sequence[Entity]) -> list[Entity]:
    """Agencies, companies, universities, institutes, laboratories, associations.

    >>> from policytext.recognition.locations import locations
    >>> reading = Reading("广东省工信厅联合省科技厅、汕头大学召开会议")
    >>> [org.text for org in organisations(reading, locations(reading))]
    ['广东省工信厅', '省科技厅', '汕头大学']
    """
    ending = {place.end: place for place in places}
    found = [*_agencies(reading, ending), *_by_tail(reading, ending), *_items(reading.text)]
    return longest_first([*found, *_again(reading.text, found)])


def _organisation(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "ORG", re.sub(r"\s", "", text[start:end]))


@cache
def _pattern() -> re.Pattern[str]:
    names = lists("agencies.tsv")
    return re.compile(
        rf"(?P<national>{either(names['national'])})"
        rf"|(?P<level>{_LEVEL})(?P<organ>{either(names['organ'])})"
        rf"|(?P<of>{_LEVEL})?(?P<field>{either(names['field'])})(?P<office>{_OFFICE})"
    )


def _agencies(reading: Reading, ending: Mapping[int, Entity]) -> Iterator[Entity]:
    """National bodies, organs of a level (省政府), and offices for a field (市科技局), with their place."""
    text = reading.text
    for match in _pattern().finditer(text):
        start, end = match.span()
        if match["national"]:
            free = start in reading.starting or start in ending or not text[start - 1 : start].strip()
            if free and not _NO_OFFICE.match(text, end):
                yield _organisation(text, start, end)
        elif not _NO_OFFICE.match(text, end):
            level = match["level"] or match["of"] or ""
            place = ending.get(start + len(level)) or ending.get(start)
            alone = (
                match["office"] in ("部", "总局") if not level else text[start - 1 : start] not in _NO_LEVEL
            )
            if place or alone or (level and not start):
                yield _organisation(text, place.start if place else start, end)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lists("organisations.tsv")[kind])


def _by_tail(reading: Reading, ending: Mapping[int, Entity]) -> Iterator[Entity]:
    """What ends in 公司, 大学, 实验室, …: from the place or name before it to there."""
    words, placed = reading.words, {place.start for place in ending.values()}
    for index, word in enumerate(words):
        tail = next((word.text[-n:] for n in (5, 4, 3, 2) if word.text[-n:] in _words("tail")), "")
        if not tail or _NO_NAME.match(reading.text, word.end):
            continue
        first = index
        while first and index - first < _LONGEST and _belongs(words[first - 1]):
            first -= 1
        start = _anchor(words, first, index, placed)
        if start is None:
            if _is_name(word, tail):
                start = word.start
            elif tail in _words("proper") and index - first >= 2 and _is_item(words, first, index):
                start = words[first].start
            else:
                continue
        while start in ending and ending[start].start < start:
            start = ending[start].start
        name = reading.text[start : word.end]
        if len(name) >= 4 and not (name.endswith(tail) and _WIDE.fullmatch(name.removesuffix(tail))):
            yield _organisation(reading.text, start, word.end)


@cache
def _item() -> re.Pattern[str]:
    proper = either(lists("organisations.tsv")["proper"])
    return re.compile(rf"(?<=、)([{HAN}]{{2,16}}(?:{proper}))(?=[、，。；]|等|作)")


def _items(text: str) -> Iterator[Entity]:
    """Items of a list that end in 实验室, 研究院 and the like, whatever their words look like."""
    for match in _item().finditer(text):
        if not re.search("[的和与及等各]|一批|重点|有关|相关|以上|多家", match[1]):
            yield _organisation(text, *match.span(1))


def _again(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """Other places where a long name stands."""
    names = {entity.text for entity in found if len(entity.text) > 5}
    for match in re.finditer(either(names), text) if names else ():
        yield _organisation(text, *match.span())


def _belongs(word: Word) -> bool:
    return word.tag.startswith(_NOUNS) and word.text not in _words("outside") and word.text.strip() != ""


def _is_name(word: Word, tail: str) -> bool:
    """Is a single word the name of an organisation (新华社), and no kind of one (上市公司)?"""
    head = word.text.removesuffix(tail)
    return word.tag == "nt" and len(head) > 1 and head not in _words("outside")


def _anchor(words: Sequence[Word], first: int, index: int, placed: set[int]) -> int | None:
    """Where a name begins for certain: at a place, a level, or a word that is a name itself."""
    for word in words[first:index]:
        if word.start in placed or word.tag in _NAMES or word.text in _words("anchor"):
            return word.start
        if word.text.startswith(("全国", "中国", "国家")):
            return word.start
    return None


def _is_item(words: Sequence[Word], first: int, index: int) -> bool:
    """Does the stretch of words stand by itself, as an item of a list or a whole clause?"""
    before = words[first - 1].text if first else "\n"
    after = words[index + 1].text if index + 1 < len(words) else "\n"
    return (before.strip() == "" or before in _LIST) and (
        after.strip() == "" or after in _LIST + "等和与作"
    )
