"""Names in tables: who stands under 姓名 or 责任人, or in a column of names beside one of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.language.surnames import surnames
from policytext.resources import any_of

Span = tuple[int, int]

_DIVIDED = lazy(r"\t|[ \u3000]*\|[ \u3000]*|[ \u3000]{2,}")
_BLANK = lazy("[ \u3000]")  # where a head has no other: 姓名 性别 现任职务
_HEADS = shapes("table_heads.tsv")
_HEADED = lazy(r"姓[ \u3000]{0,4}名|[人员长家表导](?:\t|[ \u3000]*\||[ \u3000]{2})")
_NAME = lazy(
    rf"[{HAN}]{{2,4}}|[{HAN}][ \u3000]{{1,3}}[{HAN}]|[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}){{1,3}}"
)
_POST = lazy(lambda: rf"{any_of('posts.tsv', 'post', 'beside')}$")


class Row(NamedTuple):
    """A person in a table: the spans of the name, and of the body and the post that stand beside it.

    `sure`: the column is one of names. `proposed` is the cell under 拟任职务.
    """

    name: Span
    body: Span | None
    post: Span | None
    sure: bool
    proposed: Span | None = None


@lru_cache(maxsize=1)
def rows(text: str) -> tuple[Row, ...]:
    """The people of tables: under 姓名, under 责任人 beside posts or bodies, or in a column without a head.

    A tab, a bar or two blanks divide the cells. A table goes on as long as its lines have a cell in the
    column that can be a name. Without a head two lines or more have, divided by tabs or bars, one cell that
    can be a name and one that ends with a post.

    >>> text = "序号\\t姓 名\\t单位\\t职称\\n1\\t常 青\\t西北工业大学\\t教授"
    >>> [text[slice(*row.name)] + text[slice(*row.post)] for row in rows(text) if row.post]
    ['常 青教授']
    >>> text = "组长\\t苏 畅\\t县委常委\\n成员\\t那 仁\\t县水务局局长"
    >>> [text[slice(*row.name)] + text[slice(*row.post)] for row in rows(text) if row.post]
    ['苏 畅县委常委', '那 仁县水务局局长']
    """
    return (*_headed(text), *_headless(text))


def _headed(text: str) -> Iterator[Row]:
    at, width, divided = 0, 0, _DIVIDED
    columns: list[dict[str, int]] = []
    body: Span | None = None
    for line in text.split("\n") if _HEADED.search(text) else ():
        cells = _cells(line, at, divided)
        if len(cells) == 1 and (heads := _heads(text, single := _cells(line, at, _BLANK))):
            cells, divided = single, _BLANK
        at += len(line) + 1
        if heads := _heads(text, cells):
            columns, width, body = heads, len(cells), None
            continue
        found = list(_people(text, cells, columns, width - len(cells)))
        if not found and line.strip():
            columns, divided = [], _DIVIDED
        for row in found:
            blank = row.body is not None and not text[slice(*row.body)].strip()
            body = body if blank or row.body is None else row.body
            yield row._replace(body=body) if blank else row  # a cell over several lines


def _headless(text: str) -> Iterator[Row]:
    """The rows of tables of which no head says what their columns are."""
    if "\t" not in text and "|" not in text:
        return
    at, headed, block = 0, False, list[list[Span]]()
    for line in [*text.split("\n"), ""]:
        cells = _cells(line, at) if "\t" in line or "|" in line else []
        at += len(line) + 1
        headed = bool(cells) and (headed or bool(_heads(text, cells)))
        if block and (headed or len(cells) != len(block[0])):
            yield from _unheaded(text, block)
            block = []
        if len(cells) > 1 and not headed:
            block.append(cells)


def _heads(text: str, cells: Sequence[Span]) -> list[dict[str, int]]:
    """The columns of each person, where the cells are the head of a table; else none."""
    return _columns([_kind(re.sub(r"\s", "", text[slice(*cell)])) for cell in cells])


def _unheaded(text: str, block: Sequence[Sequence[Span]]) -> Iterator[Row]:
    """The people of lines alike, if one column can be names and another one holds posts."""
    columns = list(zip(*block, strict=True)) if len(block) > 1 else []
    names = [n for n, column in enumerate(columns) if _are_names(text, column)]
    posts = [n for n, column in enumerate(columns) if all(_POST.search(text, *cell) for cell in column)]
    if len(names) == 1 and posts:
        body = posts[0] - 1
        named = body > names[0] and all(_BODY_CELL.fullmatch(text, *cell) for cell in columns[body])
        for cells in block:
            yield Row(cells[names[0]], cells[body] if named else None, cells[posts[0]], sure=False)


_BODY_CELL = lazy(rf"[{HAN}（）·]{{3,40}}")


def _are_names(text: str, column: Sequence[Span]) -> bool:
    """Can all cells of a column be names, most of them by their surnames, and is none a post?"""
    fit = all(_NAME.fullmatch(text, *cell) and not _POST.search(text, *cell) for cell in column)
    likely = sum(
        surnames().get(text[start : start + 1], 0) > 0 or text[start : start + 2] in surnames()
        for start, _ in column
    )
    return fit and 2 * likely >= len(column)


def _columns(kinds: Sequence[str]) -> list[dict[str, int]]:
    """The columns of each person: the name, and up to the next name the body and the post.

    Where there is one person in a row, they can stand before the name.
    """
    names = [index for index, kind in enumerate(kinds) if kind in ("name", "holder")]
    columns: list[dict[str, int]] = []
    for index, end in zip(names, [*names[1:], len(kinds)], strict=False):
        column = {kinds[index]: index}
        of_next = kinds[index] == "holder" and kinds[end - 1] == "body" and "body" not in kinds[end:]
        of_next = of_next and end < len(kinds)
        for at in range(end - 1 - of_next, index, -1):  # 河长 | 职务 || 责任单位 | 联络员
            column[kinds[at]] = at
        first = 0 if index == names[0] else names[names.index(index) - 1] + 1
        for kind in ("body", "post") if len(names) == 1 else ("body",):
            if kind not in column and kind in kinds[first:index]:
                at = kinds.index(kind, first)
                if all(at not in before.values() for before in columns):
                    column[kind] = at
        if len(kinds) > 1 and (kinds[index] == "name" or {"body", "post"} & column.keys()):
            columns.append(column)
    return columns


def _people(
    text: str, cells: Sequence[Span], columns: Sequence[dict[str, int]], short: int
) -> Iterator[Row]:
    """The people of a line; one that is a cell `short` has the first one in the line above, for both."""
    for column in columns if short in (0, 1) else ():
        row = {kind: cells[at - short] for kind, at in column.items() if 0 <= at - short < len(cells)}
        name = row.get("name") or row.get("holder")
        if name and _NAME.fullmatch(text, *name):
            yield Row(name, row.get("body"), row.get("post"), "name" in row, row.get("proposed"))


def _kind(head: str) -> str:
    return next((kind for kind, pattern in _HEADS.items() if pattern.fullmatch(head)), "")


def _cells(line: str, at: int, divided: LazyPattern = _DIVIDED) -> list[Span]:
    """Where the cells of a line begin and end, those at its edges without bars."""
    low, high = 0, len(line)
    while low < high and line[low] in " \u3000|":
        low += 1
    while low < high and line[high - 1] in " \u3000|":
        high -= 1
    spans = []
    for match in [*divided.finditer(line, low, high), None]:
        end = match.start() if match else high
        spans.append((at + low, at + end))
        low = match.end() if match else high
    return spans
