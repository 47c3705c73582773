"""Targets in tables of indicators: rows of a name, its base and what it is to be.

指标	2025年	2030年	属性
森林覆盖率（%）	24.1	26	约束性
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.commitments.cells import Cell, cells_or_words
from policytext.commitments.cues import cue
from policytext.commitments.model import BOUNDS, Bound, Change, Target
from policytext.language.patterns import lazy
from policytext.recognition.bounds import bound_after, bound_before
from policytext.recognition.values import values

_LINES = lazy("[^\n]+")
_NAME = lazy("(?:主要|具体)?指标(?:名称|内容)?|指标项|项目|名称|类别")
_UNIT = lazy("(?:计量)?单位")
_YEAR = lazy("(20[0-9]{2})年?")
_AIM = lazy("(?:(20[0-9]{2})年?)?(?:末|底)?(?:规划|预期|计划)?(?:目标值?|预期值?|规划值|指标值|计划)")
_RATE = lazy("(?:年均|累计)[^0-9]{0,14}")
_NUMBER = lazy(
    r"(?P<before>[<>≥≤＜＞]|约|不[低少]于|不[超高]过?)?[\[［【〔]?(?P<low>[0-9]+(?:[,.][0-9]+)*)"
    r"(?:[-—–~～](?P<high>[0-9]+(?:\.[0-9]+)?))?[\]］】〕]?(?P<unit>[^0-9\[\]]*)"
)
_VALUE = lazy(
    r"[^\w（(]*[0-9]+(?:[,.][0-9]+)*(?![0-9A-Z.．、])[^.．、]{0,4}"
)  # no name: 100万人, but 4A级景区
_MEASURED = lazy(r"(?P<name>.+?)[（(](?P<unit>[^（）()]{1,12})[）)]")
_COUNTED = lazy(r"[0-9]{1,2}[.．、]?|[（(][0-9一二三四五六七八九十]{1,2}[）)]")
_NUMBERED = lazy(r"^(?:[0-9]{1,2}[.．、](?![0-9])|[（(][0-9一二三四五六七八九十]{1,2}[）)]) ?(?=..)")
_CHANGES = lazy("(?:累计|年均)?(?P<verb>增长|提高|增加|降低|下降|减少)(?:率|幅度|比例)?$")


class _Columns(NamedTuple):
    """Where a table has names, units, and what is to be reached in which year ("" where none is said)."""

    cells: int
    name: int
    unit: int | None
    aims: Sequence[tuple[int, str]]
    rate: int | None  # 年均/累计, for what grows


def of_indicators(text: str, now: int = 0) -> Iterator[Target]:
    """The targets of tables whose head names years or aims.

    `now` is the year of the document; where it is 0 for unknown the first of several years is the base.

    >>> table = "指标\\t单位\\t2025年\\t2030年\\n绿地率\\t%\\t38\\t≥40\\n造林\\t万亩\\t5\\t[30]\\n"
    >>> [(aim.subject, aim.number, aim.unit, aim.bound, aim.year) for aim in of_indicators(table)]
    [('绿地率', '40', '%', 'at_least', '2030'), ('造林', '300000', '亩', 'exact', '2030')]
    """
    columns = None
    for line in _LINES.finditer(text):
        cells = cells_or_words(text, *line.span())
        if len(cells) < 3:
            columns = None
            continue
        if head := _head([text[slice(*cell)] for cell in cells], now):
            columns = head
        elif columns:
            yield from _of_row(text, line.span(), cells, columns)


def _head(shown: Sequence[str], now: int) -> _Columns | None:
    """The columns of a table's head, if this is one: it names indicators, and aims or years."""
    names = [at for at, cell in enumerate(shown) if _NAME.fullmatch(cell)]
    if not names:
        return None
    aims = [(at, found[1] or "") for at, cell in enumerate(shown) if (found := _AIM.fullmatch(cell))]
    years = [(at, found[1]) for at, cell in enumerate(shown) if (found := _YEAR.fullmatch(cell))]
    ahead = [(at, year) for at, year in years if int(year) >= now] if now else years[1:]
    units = [at for at, cell in enumerate(shown) if _UNIT.fullmatch(cell)]
    chosen = aims or ahead
    rates = [at for at, cell in enumerate(shown) if _RATE.fullmatch(cell)]
    of_names = names[-1], units[0] if units else None
    return _Columns(len(shown), *of_names, chosen, rates[0] if rates else None) if chosen else None


def _of_row(text: str, line: Cell, cells: Sequence[Cell], columns: _Columns) -> Iterator[Target]:
    """The targets of a row; of one that lacks leading cells (a category over several rows) too."""
    if len(cells) != columns.cells:  # nothing stands where a cell spans rows
        cells = [cell for cell in cells if cell[0] < cell[1]]
    lacking = columns.cells - len(cells)
    if not 0 <= lacking <= columns.name:
        return
    name = cells[columns.name - lacking]
    shown = text[slice(*name)]
    measured = _MEASURED.fullmatch(shown)
    unit = measured["unit"] if measured else ""
    if columns.unit is not None:
        unit = text[slice(*cells[columns.unit - lacking])]
    subject = _NUMBERED.sub("", measured["name"] if measured else shown)
    if not subject or _VALUE.fullmatch(subject) or _COUNTED.fullmatch(subject):
        return
    verb = _CHANGES.search(subject)
    change: Change = "level"
    if verb:
        subject = subject[: verb.start()] or subject
        change = "increase" if cue("increase").match(verb["verb"]) else "decrease"
    for at, year in columns.aims:
        start, end = cells[at - lacking]
        found = _NUMBER.fullmatch(text, start, end)
        if found is None and verb and columns.rate is not None and at == columns.aims[-1][0]:
            start, end = cells[columns.rate - lacking]
            found = _NUMBER.fullmatch(text, start, end)
        if found is None:
            continue
        number, of = _value(found, unit)
        yield Target(
            name[0], end, text[name[0] : end], subject, number, of, _bound(found), change, year, line
        )


def _value(found: re.Match[str], unit: str) -> tuple[str, str]:
    """The number of a cell and its unit, 万 and 亿 multiplied out."""
    said = found["unit"].strip()
    after, length = bound_after(said, 0)
    unit = (said[length:] if after else said) or unit
    high = f"—{found['high']}" if found["high"] else ""
    for value in values(f"{found['low']}{high}{unit}"):
        return value.normalized, value.detail
    number = found["low"].replace(",", "")
    return (f"{number}/{found['high']}" if high else number), unit


def _bound(found: re.Match[str]) -> Bound:
    if found["high"]:
        return "range"
    said = bound_before(found["before"] or "")[0] or bound_after(found["unit"].strip(), 0)[0]
    return BOUNDS.get(said, "exact")
