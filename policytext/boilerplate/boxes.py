"""Classifying the elements of a page by tag, class and id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import takewhile

from policytext.language.patterns import lazy
from policytext.layout import Box
from policytext.resources import alternation, rows

Ranges = Mapping[Box, tuple[int, int]]

_WORDS = lazy(r"[a-z]+")
_PAGE = ("html", "body")


def ranges(boxes: Sequence[Box]) -> Ranges:
    """For each element around the lines the index of its first line and the one after its last.

    `boxes` gives the innermost element of each line.
    """
    first: dict[Box, int] = {}
    last: dict[Box, int] = {}
    for number, inner in enumerate(boxes):
        _note(first, inner, number)
    for number in range(len(boxes), 0, -1):
        _note(last, boxes[number - 1], number)
    return {box: (start, last[box]) for box, start in first.items()}


def _note(ends: dict[Box, int], inner: Box, number: int) -> None:
    for box in takewhile(lambda box: box not in ends, around(inner)):
        ends[box] = number


def around(inner: Box) -> Iterator[Box]:
    """An element and those around it, the innermost first."""
    box: Box | None = inner
    while box is not None:
        yield box
        box = box.parent


def is_furniture(box: Box) -> bool:
    """Does the element say that it holds what stands around an article?

    >>> is_furniture(Box(None, "div", "m-footer__links")), is_furniture(Box(None, "div", "padding"))
    (True, False)
    """
    said = kind(box.name)
    return said == "furniture" or (said != "body" and (box.hidden or box.tag in _names("tag")))


def holds_article(box: Box) -> bool:
    """Does the element bear a name that publishing systems give to the text of an article?

    The whole page may bear one too, as the kind of page it is.

    >>> holds_article(Box(None, "div", "info-body")), holds_article(Box(None, "body", "info-body"))
    (True, False)
    """
    return box.tag not in _PAGE and kind(box.name) == "body"  # hidden too: scripts show it


@lru_cache(1 << 14)  # ids are each page's own
def kind(name: str) -> str:
    """The kind of an element by its class and id: `body`, `furniture` or "".

    >>> kind("b12c ucap-content"), kind("nav_bar"), kind("text"), kind("wz-nr")
    ('body', 'furniture', '', 'body')
    """
    tokens = name.split()
    if any(token in _names("token", "body") or _HOLDER.fullmatch(token) for token in tokens):
        return "body"
    words = _names("word")
    if any(token in _names("token", "furniture") for token in tokens) or any(
        word in words for word in _WORDS.findall(name)
    ):
        return "furniture"
    return ""


@cache
def _names(match: str, kind: str = "") -> frozenset[str]:
    table = rows("page_boxes.tsv")
    return frozenset(name for name, by, what, _ in table if by == match and what.startswith(kind))


_HOLDER = lazy(lambda: rf"(?:{alternation(_names('subject'))})[-_]?(?:{alternation(_names('holder'))})")
"""Names composed of a word for an article and one for a container: newsContent, art_con."""
