"""Boxes of facts in the text of a page: labels with their values below, the facts of other documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policytext.boilerplate.features import STEP, VALUE, Line
from policytext.boilerplate.markers import PARAGRAPH
from policytext.boilerplate.rules import PUBLICATION, RELATED
from policytext.pagefacts import labels, publication

SECTION = 3  # strength of a heading that opens a list of other documents
NAMES = 2  # lines that a document's name takes in such a list
PAIRS = 2  # labels with their values from which they are a box: an article may have one as a heading

_OF_DOCUMENTS = frozenset({"doc_number", "date_written", "issuer", "index_number"})


def read_cards(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of boxes as what they are.

    >>> from policytext.boilerplate.features import read
    >>> box = "发布机构\\n海州市水利局\\n发布日期\\n2024-03-05"
    >>> [dict(line.facts) for line in read_cards(read(box))]
    [{}, {'issuer': '海州市水利局'}, {}, {'date_published': '2024-03-05'}]
    """
    read = list(lines)
    for at, told in _pairs(lines):
        read[at] = read[at]._replace(rule=PUBLICATION.name, strength=2, weight=-1.0, facts=told)
    for first, last in _of_others(read):
        for at in range(first, last):
            read[at] = read[at]._replace(rule=RELATED.name, strength=2, weight=-2.0, facts=None)
    return read


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of runs of labels without colons and values below them, with what each tells."""
    at = 0
    while at < len(lines):
        run: list[tuple[int, Mapping[str, str]]] = []
        while (told := _value_below(lines, at)) is not None:
            run += [(at, {}), (at + 1, told)]
            at += 2
        if len(run) >= 2 * PAIRS:
            yield from run
        at += not run


def _value_below(lines: Sequence[Line], at: int) -> Mapping[str, str] | None:
    """What a line of a label says by the value on the line below, None where it is none or has none."""
    name = labels.bare(lines[at].text) if at + 1 < len(lines) else ""
    if name not in labels.labels() or len(name) <= labels.LONG_LABEL:
        return None
    value = lines[at + 1].text
    if labels.bare(value) in labels.labels() or len(value) > VALUE or value[-1] in "。；：:":
        return None
    return publication.facts(f"{name}：{value}", beside=True)


def _of_others(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The names and facts of documents under 相关政策, where the page's own headline is still to come."""
    for heading, line in enumerate(lines):
        if line.strength != SECTION or line.rule != RELATED.name:
            continue
        first = facts = heading + 1
        while facts < len(lines) and facts - first < NAMES and _is_name(lines[facts]):
            facts += 1
        last = facts
        while last < len(lines) and lines[last].facts is not None:
            last += 1
        stated = {key for told in lines[facts:last] for key in told.facts or ()}
        below = lines[last : last + 1 + NAMES]
        dated = any("date_published" in (told.facts or ()) for told in below[1:])
        if first < facts and stated & _OF_DOCUMENTS and dated and _is_name(below[0]):
            yield first, last


def _is_name(line: Line) -> bool:
    is_free = not line.strength and line.facts is None and line.weight < PARAGRAPH
    return is_free and line.size > STEP and line.text[-1] not in "。；：:"
