"""PROGRAMME and INDUSTRY: named programmes and slogans, and the industries of a taxonomy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policytext.language.characters import HAN
from policytext.recognition.model import Entity, longest_first
from policytext.resources import either, lists, rows

_QUOTED = re.compile(rf"[“\"「]([^”\"」“「\n。！？；，,]{{2,24}})[”\"」]([{HAN}]{{0,12}})")
_CODED = re.compile(r"\d|[+＋]|(?:工程|行动|计划|战略|倡议)$")  # “1310”, “7+28+N”, “百千万工程”
_PART_OF_NAME = re.compile(rf"[{HAN}]{{0,2}}?(?:行动计划|工程|(?<!进)行动|计划|战略|倡议|改革)(?!态)")
_NO_NAME = re.compile(
    r"(?:十[一二三四五六]?|[七八九])[·•]?五|1\d\d|12\d{3}"
)  # plan periods, telephone numbers
_TAIL = r"(?:战略|工程|行动计划|行动|计划)(?![员方性])"
_NO_PROGRAMME = re.compile(r"[的了和与及在对为要将]|一批|若干|重大工程|重点工程|相关|有关|本|该|年度|各项")
_MARKS = re.compile('[“”"「」]')


def programmes(text: str) -> list[Entity]:
    """Named programmes and slogans: “百千万工程”, “1310”, “7+28+N”, 换道领跑战略.

    >>> text = "落实“1310”部署，实施“百千万工程”，他说“很好”，推进海洋强市战略"
    >>> [programme.normalized for programme in programmes(text)]
    ['1310', '百千万工程', '海洋强市战略']
    """
    return longest_first([*_quoted(text), *_governed(text), *_strategies(text)])


def _programme(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "PROGRAMME", _MARKS.sub("", text[start:end]))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows a quoted name; a programme after its verb; the national strategies."""
    words = lists("programmes.tsv")
    return (
        re.compile(rf"(?!进行|实行)[{HAN}]{{0,4}}?(?:{either(words['kind'])})"),
        re.compile(rf"(?:{either(words['verb'])})([{HAN}A-Za-z0-9+·]{{2,20}}?{_TAIL})"),
        re.compile(rf"(?:{either(words['strategy'])})(?:战略|行动)|(?:共建)?“一带一路”(?:倡议)?"),
    )


def _quoted(text: str) -> Iterator[Entity]:
    for match in _QUOTED.finditer(text):
        name, after = match[1], match[2]
        if _NO_NAME.fullmatch(name):
            continue
        if _CODED.search(name) or (len(name) <= 14 and _patterns()[0].match(after)):
            more = _PART_OF_NAME.match(after)
            yield _programme(text, match.start(), match.start(2) + (more.end() if more else 0))


def _governed(text: str) -> Iterator[Entity]:
    general = lists("programmes.tsv")["general"]
    for match in _patterns()[1].finditer(text):
        if len(match[1]) >= 4 and match[1] not in general and not _NO_PROGRAMME.search(match[1]):
            yield _programme(text, *match.span(1))


def _strategies(text: str) -> Iterator[Entity]:
    return (_programme(text, *match.span()) for match in _patterns()[2].finditer(text))


@cache
def _taxonomy() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {row[0]: row[1] for row in rows("industries.tsv")}
    return re.compile(either(table)), table


def industries(text: str) -> list[Entity]:
    """Industries with their place in the taxonomy.

    >>> [industry.normalized for industry in industries("发展低空经济和集成电路")]
    ['未来产业/未来空间/低空经济', '战略性新兴产业/新一代信息技术产业/集成电路']
    """
    pattern, table = _taxonomy()
    return [
        Entity(*match.span(), match[0], "INDUSTRY", table[match[0]]) for match in pattern.finditer(text)
    ]
