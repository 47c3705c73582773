"""PROGRAMME: named programmes, works and slogans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from policytext.language.characters import HAN
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.build import belongs, own_start
from policytext.recognition.model import Entity, longest_first
from policytext.resources import either, lists

_QUOTED = re.compile(rf"[“\"「]([^”\"」“「\n。！？；，,]{{2,24}})[”\"」]([{HAN}]{{0,12}})")
_CODED = re.compile(r"\d|[+＋]|(?:工程|行动|计划|战略|倡议)$")  # “1310”, “7+28+N”, “百千万工程”
_PART_OF_NAME = re.compile(
    rf"(?:(?![和与及的了等为建])[{HAN}]){{0,6}}?(?:行动计划|工程|(?<!进)行动|计划|战略(?!布局)|倡议|改革)(?!态)"
)
_NO_NAME = re.compile(r"1\d\d|\d+[-—].*|12\d{3}|\d{1,2}[·•.．]\d{1,2}")  # telephone numbers, days of events
_PERIOD = re.compile(r"(?:十[一二三四五六]?|[七八九])[·•]?五")  # plan periods
_TAIL = r"(?:战略|工程|行动计划|行动|计划)(?![员方性])"
_NO_PROGRAMME = re.compile(r"[的了和与及在对为要将]|一批|若干|重大工程|重点工程|相关|有关|本|该|年度|各项")
_WORDS = 4  # of the name of a work before 工程
_SHORTEST = 4  # characters of it, 工程 among them
_MORE = re.compile(rf"(?:[、和]?“[^”\n]{{2,8}}”)+(?P<after>[{HAN}]{{0,12}})")  # “两重”|、“两新”政策
_MARKS = re.compile('[“”"「」]')


def programmes(reading: Reading, places: Iterable[Entity] = ()) -> list[Entity]:
    """Named programmes and slogans: “百千万工程”, “1310”, “7+28+N”, 换道领跑战略.

    >>> text = "落实“1310”部署，实施“百千万工程”，他说“很好”，推进海洋强市战略"
    >>> [programme.normalized for programme in programmes(Reading(text))]
    ['1310', '百千万工程', '海洋强市战略']
    """
    text = reading.text
    quoted = list(_quoted(text))
    found = longest_first([*quoted, *_governed(text), *_strategies(text), *_works(reading, places)])
    found = longest_first([*found, *_beside(text, found)])
    return longest_first([*found, *_again(text, quoted)])


def _again(text: str, quoted: Iterable[Entity]) -> Iterator[Entity]:
    """Other places where a name stands in its quotation marks."""
    names = {entity.text for entity in quoted if entity.text.startswith("“")}
    for match in re.finditer(either(names), text) if names else ():
        yield _programme(text, *match.span())


def _works(reading: Reading, places: Iterable[Entity]) -> Iterator[Entity]:
    """Works and plans with a name: 雅下水电工程, 川西引水工程."""
    words, placed = reading.words, {place.start for place in places}
    for index, word in enumerate(words):
        if word.text not in ("工程", "计划"):
            continue
        first = index
        while first and index - first < _WORDS and belongs(words[first - 1]):
            first -= 1
        named = (w for w in words[first:index] if w.start in placed or not is_known(w.text))
        start = next((own_start(w) for w in named if len(w.text) > 1), None)
        name = reading.text[start : word.end] if start is not None else ""
        if start is not None and len(name) > _SHORTEST and not _NO_PROGRAMME.search(name):
            yield _programme(reading.text, start, word.end)


def _programme(text: str, start: int, end: int) -> Entity:
    return Entity(start, end, text[start:end], "PROGRAMME", _MARKS.sub("", text[start:end]))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What follows a quoted name; a programme after its verb; strategies; one behind another."""
    words = lists("programmes.tsv")
    return (
        re.compile(
            rf"(?!进行|实行)(?:[{HAN}]{{0,4}}?(?:{either(words['kind'])})|的?[{HAN}]{{0,3}}(?:{either(words['idea'])}))"
        ),
        re.compile(rf"(?:{either(words['verb'])})([{HAN}A-Za-z0-9+·]{{2,20}}?{_TAIL})"),
        re.compile(rf"(?:{either(words['strategy'])})(?:战略|行动)|“一带一路”(?:倡议)?"),
        re.compile(rf"[、和]([{HAN}]{{4,20}}?{_TAIL})"),
    )


def _quoted(text: str) -> Iterator[Entity]:
    for match in _QUOTED.finditer(text):
        name, after = match[1], match[2]
        more = _MORE.match(text, match.start(2))
        if _PERIOD.fullmatch(name) and after.startswith("规划"):
            yield _programme(text, match.start(), match.start(2) + 2)
        if _NO_NAME.fullmatch(name) or _PERIOD.fullmatch(name):
            continue
        if _CODED.search(name) or (len(name) <= 14 and _is_kind(more["after"] if more else after)):
            part = _PART_OF_NAME.match(after)
            yield _programme(text, match.start(), match.start(2) + (part.end() if part else 0))


def _is_kind(after: str) -> bool:
    """Is what follows a quoted name a word for a programme: 行动, 政策?"""
    return bool(_patterns()[0].match(after) or _POLICY.match(after))


_POLICY = re.compile("(?:等国家|等)?政策(?![取举工措清])")


def _governed(text: str) -> Iterator[Entity]:
    general = lists("programmes.tsv")["general"]
    verbs = tuple(lists("programmes.tsv")["verb"])
    for match in _patterns()[1].finditer(text):
        verb = next((verb for verb in verbs if match[1].startswith(verb)), "")  # 启动|实施…行动计划
        name = match[1][len(verb) :]
        if len(name) >= _SHORTEST and name not in general and not _NO_PROGRAMME.search(name):
            yield _programme(text, match.start(1) + len(verb), match.end(1))


def _beside(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """Programmes joined to one: 实施“火种”计划|和重大科技攻关揭榜挂帅工程."""
    for programme in found:
        match = _patterns()[3].match(text, programme.end)
        if (
            match
            and not _NO_PROGRAMME.search(match[1])
            and match[1] not in lists("programmes.tsv")["general"]
        ):
            yield _programme(text, *match.span(1))


def _strategies(text: str) -> Iterator[Entity]:
    return (_programme(text, *match.span()) for match in _patterns()[2].finditer(text))
