"""The same text of other people, places, offices and years, and how the rows of its tables read then."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import NamedTuple

from policytext.analysis import Analysis
from policytext.language.places import ambiguous, find_places
from policytext.resources import mapping, rows


class Page(NamedTuple):
    """A text in its dress: the bytes of a file, how a row of its tables is renamed, its copies."""

    content: bytes
    suffix: str = ".txt"
    renamed: Callable[[str], str] = str
    copies: int = 1


_BLANK = re.compile(r"\s")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱江尹薛闫段雷侯龙黎史陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文斌海燕春梅庆永生德福长江晓东小龙家豪子轩"
    "雨泽思远立新宏图丰光学友卫民大山金凤银花双喜青松翠莲"
)


def renaming(table: Mapping[str, str]) -> Callable[[str], str]:
    """Every key of a table by its value, the longest first, all at once."""
    pattern = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    return lambda text: pattern.sub(lambda found: table[found[0]], text)


def people(analysis: Analysis, chance: Random) -> Page | None:
    """Other people, where a name stands for a person wherever it stands."""
    text = analysis.document.text
    counts = Counter(entity.text for entity in analysis.entities if entity.type == "PER")
    table: dict[str, str] = {}
    for name in (name for name, count in counts.items() if 1 < len(name) < 4 and text.count(name) == count):
        given = len(_BLANK.sub("", name)) - 1
        while (other := chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, given))) in text:
            pass
        table[name] = table[_BLANK.sub("", name)] = other
    return Page(renaming(table)(text).encode(), renamed=renaming(table)) if table else None


_KIND = re.compile("自治[区州县旗]$|新区$|[省市县区盟旗]$")
_LETTERS = mapping("place_letters.tsv")
_OF_CODE = {code: letter for letter, code in _LETTERS.items()}
_NUMBER = re.compile(rf"(?<![\u4e00-\u9fff])[{''.join(_LETTERS)}](?=[^，。\n]{{1,6}}〔)")


def places(analysis: Analysis, chance: Random) -> Page | None:
    """Other places of the same kinds: another province for each, its cities for those of the first.

    A province stays with all in it if a name in it may be of several places, or a common word.
    """
    text = analysis.document.text
    found = [entity for entity in analysis.entities if entity.type == "LOC" and entity.normalized in _all()]
    named = {entity.normalized for entity in found}
    inside = {place.codes for place in find_places(text) if place.official and place.codes[0] not in named}
    stay = {codes[0][:2] for codes in inside} | {
        entity.normalized[:2]
        for entity in found
        if entity.text not in _said(entity.normalized) or _said(entity.normalized)[1] in ambiguous()
    }
    codes = _others({code for code in named if code[:2] not in stay}, named, chance)
    table = {old: new for code in codes for old, new in zip(_said(code), _said(codes[code]), strict=True)}
    if not codes or any(other in text for other in table.values()):
        return None
    rename, code = renaming(table), re.compile(f"\\b(?:{'|'.join(codes)})\\b")

    def letter(found: re.Match[str]) -> str:
        return _OF_CODE.get(codes.get(_LETTERS[found[0]], ""), found[0])

    def renamed(cell: str) -> str:
        return code.sub(lambda found: codes[found[0]], rename(_NUMBER.sub(letter, cell)))

    return Page(renamed(text).encode(), renamed=renamed)


@cache
def _all() -> Mapping[str, tuple[str, str]]:
    return {code: (name, brief) for code, name, brief in rows("places.tsv")}


def _said(code: str) -> tuple[str, str]:
    """Its official name, and the short one."""
    return _all().get(code, ("", ""))


def _others(codes: set[str], named: set[str], chance: Random) -> dict[str, str]:
    """Another division for each of the codes, and for those above it; none where one has no like."""
    chosen: dict[str, str] = {}
    whole = {level for code in codes for level in (code[:2] + "0000", code[:4] + "00", code)} & {*_all()}
    for code in sorted(whole, key=_rank):
        above = code[: 2 * _rank(code)[0]]  # its province's or city's part of the code
        within = next(
            (new[: len(above)] for old, new in chosen.items() if old == above.ljust(6, "0")), above
        )
        alike = [
            other
            for other in _all()
            if other.startswith(within)
            and other not in (*named, *chosen.values())
            and _rank(other)[0] == _rank(code)[0]
            and _kind(other) == _kind(code)
            and _said(other)[1] not in ambiguous()
        ]
        if not alike:
            return {}
        chosen[code] = chance.choice(alike)
    return chosen


def _rank(code: str) -> tuple[int, str]:
    """0 for a province, 1 for a city, 2 for a county."""
    return (code[2:] != "0000") + (code[4:] != "00"), code


def _kind(code: str) -> tuple[str, bool, bool]:
    """The last word of its name, whether its name is short, and whether it has a short one."""
    name, brief = _said(code)
    found = _KIND.search(name)
    return found[0] if found else "", len(brief) > 1, name == brief


_FIELDS = ("教育", "民政", "司法", "财政", "水利", "交通运输", "农业农村", "商务", "生态环境", "应急管理")
"""Each has a ministry, offices of provinces and of cities, and no shorter name."""
_FIELD = re.compile(f"(?:{'|'.join(_FIELDS)})(?=[局厅]|部(?![门队]|分(?!管)))")


def bodies(analysis: Analysis, chance: Random) -> Page | None:
    """Other offices of the same rank: 教育局 for 水利局."""
    text = analysis.document.text
    there = sorted({*_FIELD.findall(text)})
    free = [field for field in _FIELDS if field not in there]
    if not there or len(free) < len(there):
        return None
    table = dict(zip(there, chance.sample(free, len(there)), strict=True))

    def renamed(cell: str) -> str:
        return _FIELD.sub(lambda field: table.get(field[0], field[0]), cell)

    return Page(renamed(text).encode(), renamed=renamed)


_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|〕|[-—–~至/](?:[0-9]{4}|[01][0-9])|/|\||$)")
_CHINESE_YEAR = re.compile("(?:二[〇○零]|一九)[〇○零一二三四五六七八九][〇○零一二三四五六七八](?=年)")
_NEXT = dict(zip("〇○零一二三四五六七八", "一一一二三四五六七八九", strict=True))
_AMOUNT = re.compile(r"(?:QUANTITY|MONEY|PERCENT)\|[^|]*(?<!年)\|")
_PLAN = re.compile(r"DATE\|[^|0-9]*(?:[一二三四]五|[九八七六]五|十五|届)[^|0-9]*\|")  # a period stays


def later(cell: str) -> str:
    """A year later throughout."""
    if "\n" not in cell and (_AMOUNT.match(cell) or _PLAN.match(cell)):
        return cell
    cell = _CHINESE_YEAR.sub(lambda year: year[0][:-1] + _NEXT[year[0][-1]], cell)
    return _YEAR.sub(lambda year: str(int(year[0]) + 1), cell)
