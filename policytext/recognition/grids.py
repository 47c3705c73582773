"""Names in a table with a head: whoever stands under 姓名, with the body and the post in the same row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import late

Span = tuple[int, int]

_DIVIDED = re.compile(r"\t|[ \u3000]*\|[ \u3000]*|[ \u3000]{2,}")
_HEADS = {
    "name": re.compile("(?:专家|代表|委员|获奖者|联系人|联络员|负责人|候选人|教师)?姓名"),
    "body": re.compile("(?:工作|所在|任职|供职|现|原|推荐|申报)?(?:单位|部门|机构|院校|学校)(?:名称)?"),
    "post": re.compile(
        "(?:现任?|原任?|拟任?|行政|党内|专业)?(?:技术)?(?:职[务称级]|岗位)(?:[/／、和及（(]?职[务称级][）)]?)?|拟任职位"
    ),
}
_NAME = late(
    rf"[{HAN}]{{2,4}}|[{HAN}][ \u3000]{{1,3}}[{HAN}]|[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}){{1,3}}"
)
_LEAST = 2  # columns of a table


class Row(NamedTuple):
    """A row of a table of people: the spans of the name, and of the body and the post where it has them."""

    name: Span
    body: Span | None
    post: Span | None


def rows(text: str) -> Iterator[Row]:
    """The rows of tables with a column 姓名 whose cells a tab, a bar or two blanks divide.

    A table goes on as long as its lines have a cell in the column that can be a name.

    >>> text = "序号\\t姓 名\\t单位\\t职称\\n1\\t常 青\\t西北工业大学\\t教授"
    >>> [text[slice(*row.name)] + text[slice(*row.post)] for row in rows(text) if row.post]
    ['常 青教授']
    """
    at, columns = 0, dict[str, int]()
    width = 0
    for line in text.split("\n") if "姓" in text else ():
        cells = _cells(line, at)
        at += len(line) + 1
        kinds = [_kind(re.sub(r"\s", "", text[slice(*cell)])) for cell in cells]
        if "name" in kinds and len(cells) >= _LEAST:
            columns, width = {kind: kinds.index(kind) for kind in _HEADS if kind in kinds}, len(cells)
            continue
        if not columns:
            continue
        short = width - len(cells)  # a cell for several rows stands in the first of them alone
        row = {kind: cells[i - short] for kind, i in columns.items() if 0 <= i - short < len(cells)}
        if short not in (0, 1) or "name" not in row or not _NAME.fullmatch(text, *row["name"]):
            columns = {} if line.strip() else columns
            continue
        yield Row(row["name"], row.get("body"), row.get("post"))


def _kind(head: str) -> str:
    return next((kind for kind, pattern in _HEADS.items() if pattern.fullmatch(head)), "")


def _cells(line: str, at: int) -> list[Span]:
    """Where the cells of a line begin and end, those at its edges without bars."""
    low, high = 0, len(line)
    while low < high and line[low] in " \u3000|":
        low += 1
    while low < high and line[high - 1] in " \u3000|":
        high -= 1
    spans = []
    for match in [*_DIVIDED.finditer(line, low, high), None]:
        end = match.start() if match else high
        spans.append((at + low, at + end))
        low = match.end() if match else high
    return spans
