"""The boxes in which pages state the facts of a document: 索引号, 发文字号, 发布日期, each with its value.

Publishing systems write them as cells, <dl>, boxes of two, items of a list, lines with colons, and
each adds labels of its own. So a box is known by some of its labels and by its form: a run of lines
that are labels with values and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from policytext.boilerplate.blocks import PageLine
from policytext.boilerplate.boxes import around
from policytext.boilerplate.features import Line, value_of
from policytext.boilerplate.markers import SENTENCE
from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.layout import Box
from policytext.pagefacts import labels, publication
from policytext.pagefacts.agency import is_agency
from policytext.pagefacts.bylines import is_publisher
from policytext.pagefacts.title import is_bare_kind, is_complete, joined, names_subject

KNOWN = 2  # labels of a box that the table has; one of them must be strong and of those only pages state
SHARE = 3  # of so many labels one is known
APART = 6  # lines from one label of a text to the next: its value, and two pairs that no table has
SPREAD = 30  # characters of a label and of the blanks that spread it
LABEL = 10  # characters of a label that the table does not have
VALUE = 60  # characters of its value: what is longer is a paragraph with a word before it

_LABEL = lazy(rf"(?<!{HAN}){HAN}(?:[\s/]{{0,4}}{HAN}){{1,18}}\s*(?=[：:】\]])")
_CLOSED = lazy("[：:】\\]]")
_COLON = lazy(r"\s*[】\]]?\s*[：:]?\s*(?:[A-Za-z][A-Za-z ]{1,20}[：:](?!//)\s*)?")  # 来源 Source：
_EDGES = " \t\u3000[]【】|｜"
_HEADLINE = lazy(rf"{HAN}{{8,}}")
_STATE = lazy(r"[效废止改]|施行|^[\d年月日./至—-]+$")
_SENTENCE = lazy("[。；！？]|[：:]$")
_SUMMARIES = ("概述", "摘要")  # labels whose values are sentences
_BARE = lazy(rf"{HAN}{{2,{LABEL}}}")
# What only pages say of a document or of themselves. An article may have a box of its other facts.
_OF_PAGES = frozenset({*labels.OF_PAGES, "date_published", "source_name", "-"})

_Look = tuple[str, str]  # an element's tag, class and id


class Pair(NamedTuple):
    """A label without its colon and blanks, its value, and the line that it begins on."""

    label: str
    value: str
    line: int


class FactBox(NamedTuple):
    """The lines `[first, last)` of a page, and what each with a label states, by `publication.facts`."""

    first: int
    last: int
    told: dict[int, dict[str, str]]


def fact_boxes(lines: Sequence[PageLine], events: Collection[int] = ()) -> Iterator[FactBox]:
    """The boxes of facts among the lines of a page, from the top; none holds the lines of an event.

    >>> from policytext.boilerplate.blocks import page_lines
    >>> from policytext.document import Document
    >>> from policytext.io.readers.html import read_html
    >>> page = read_html("<dl><dt>索引号<dd>A-1<dt>政策级别<dd>市级<dt>发布日期<dd>2024-03-05</dl>")
    >>> for box in fact_boxes(page_lines(Document("-", page.text, layout=page.layout))):
    ...     print(box)
    FactBox(first=0, last=6, told={0: {'index_number': 'A-1'}, 2: {}, 4: {'date_published': '2024-03-05'}})
    """
    looks = {_look(line.box) for line in lines if is_known(line.text)}
    styled = {_look(line.box) for line in lines if line.spaced and is_known(line.spaced.partition(" ")[0])}
    at = 0
    while at < len(lines):
        first, pairs = at, list[Pair]()
        while at < len(lines) and at not in events and (found := _pairs(lines, at, looks, styled)):
            if pairs and (lines[at].box.tag == "tr") is not (lines[at - 1].box.tag == "tr"):
                break  # a table is a box of its own
            pairs += found[0]
            at = found[1]
        if pairs and (box := _box(lines, first, at, pairs)):
            yield box
        at += at == first


def text_boxes(lines: Sequence[Line]) -> Iterator[FactBox]:
    """The boxes in a text without elements: labels of the table, each with its value on the next line.

    Between them may stand labels that the table does not have, and labels without a value.
    """
    begin = labels.beginnings()
    known = [at for at, line in enumerate(lines) if line.text[0] in begin and _is_of_page(line.text)]
    runs: list[list[int]] = []
    for at in known:
        if runs and at - runs[-1][-1] <= APART and not _parts(lines, runs[-1][-1], at):
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        if len(run) < KNOWN:
            continue
        pairs = [pair for at, end in pairwise(run) for pair in _between(lines, at, end)]
        last = _between(lines, run[-1], min(run[-1] + 2, len(lines)))
        below = lines[run[-1] + 2 : run[-1] + 3]
        opens = any(line.weight >= SENTENCE for line in below) and all(
            line.strength for line in lines[: run[0]]
        )
        last = [pair for pair in last if _is_value(pair, opens)]
        pairs += last or [Pair(_squeezed(lines[run[-1]].text), "", run[-1])]
        if 2 * sum(bool(pair.value) for pair in pairs) < len(pairs):  # the head of a table
            continue
        stated = sum(len(pair.label) > labels.LONG_LABEL and bool(_stated(pair)) for pair in pairs)
        if box := _judged(lines, run[0], run[-1] + 1 + bool(last), pairs, sure=stated >= KNOWN):
            yield box


def _parts(lines: Sequence[Line], at: int, end: int) -> bool:
    """Does a sentence, or a headline that is no label's value, stand between two labels?"""
    row = labels.labels()[_squeezed(lines[at].text)]
    for line in lines[at + 1 : end]:
        is_headline = row.key != "title" and names_subject(line.text) and is_complete(line.text)
        is_short = line.size <= VALUE and not _SENTENCE.search(line.text) and "\t" not in line.text
        if is_headline or not is_short:
            return True
    return False


def _between(lines: Sequence[Line], at: int, end: int) -> list[Pair]:
    """The pair of a label and those of others between it and the next label; no value if all is uneven."""
    texts = [line.text for line in lines[at:end]]
    row = labels.labels().get(_squeezed(texts[0]))
    if row and row.key == "title" and is_complete(whole := joined(texts[1:])):  # over several lines
        return [Pair(_squeezed(texts[0]), whole, at)]
    if all(map(is_agency, texts[1:])):  # of a joint document
        return [Pair(_squeezed(texts[0]), " ".join(texts[1:]), at)]
    if len(texts) == 3 and _stated(pair := Pair(_squeezed(texts[0]), texts[1], at)):
        return [pair, Pair(texts[2], "", at + 2)]
    if len(texts) % 2 or not all(_may_be(Pair(name, "-", at)) for name in texts[2::2]):
        return [Pair(_squeezed(texts[0]), "", at)]
    named = zip(texts[::2], texts[1::2], range(at, end, 2), strict=True)
    return [Pair(_squeezed(name), value, number) for name, value, number in named]


def _is_value(pair: Pair, opens: bool) -> bool:
    """Is what stands below the last label its value, and no headline under a label left empty?

    `opens` says that the text begins right below it, and that no headline stands over the box.
    """
    row = labels.labels().get(pair.label)
    key = row.key if row else ""
    if not pair.value or (key == "validity" and not _STATE.search(pair.value)):
        return False
    if key in ("genre", "subject") and is_bare_kind(pair.value):
        return True
    if opens and key != "title" and not is_publisher(pair.value) and _HEADLINE.fullmatch(pair.value):
        return False
    if row is not None and key not in ("title", "genre", "subject") and is_complete(pair.value):
        return False
    return value_of(f"{pair.label}：", pair.value) is not None


def _stated(pair: Pair) -> dict[str, str]:
    if pair.label not in labels.labels():
        return {}
    return publication.facts(f"{pair.label}：{pair.value}", beside=True) or {}


@lru_cache(1 << 14)  # the pages of a site have most of their lines in common
def is_known(label: str) -> bool:
    """Is it a label of the table, its colon and the blanks that spread it aside?"""
    return len(label) <= SPREAD and _squeezed(label) in labels.labels()


def _is_of_page(label: str) -> bool:
    """Is it a label of the table by which no form states a fact of itself: 作出处罚决定的机关?"""
    return is_known(label) and labels.labels()[_squeezed(label)].strength != "form"


def _box(lines: Sequence[PageLine], first: int, last: int, pairs: Sequence[Pair]) -> FactBox | None:
    """The box that these pairs make, without what at its ends is of another element and not known."""
    known = [pair for pair in pairs if pair.label in labels.labels()]
    stated = {pair.line for pair in known}
    # one line is a publication line, below which a form may begin
    own = [lines[number].box for number in stated] if len(stated) >= KNOWN else []
    while pairs and pairs[0].line not in stated and not _is_beside(lines[pairs[0].line].box, own):
        pairs = pairs[1:]
        first = pairs[0].line if pairs else last
    while pairs and pairs[-1].line not in stated and not _is_beside(lines[pairs[-1].line].box, own):
        last, pairs = pairs[-1].line, pairs[:-1]
    return _judged(lines, first, last, pairs)


def _judged(
    lines: Sequence[PageLine | Line], first: int, last: int, pairs: Sequence[Pair], sure: bool = False
) -> FactBox | None:
    """The box of these pairs and what they state, None where too little says so, unless it is `sure`."""
    known = [pair for pair in pairs if pair.label in labels.labels()]
    rows = [labels.labels()[pair.label] for pair in known]
    names = [pair.label for pair in pairs]
    if (
        len({pair.label for pair in known}) < KNOWN
        or not (sure or any(row.strength == "strong" and row.key in _OF_PAGES for row in rows))
        or SHARE * len(known) < len(pairs)
    ):
        return None
    told: dict[int, dict[str, str]] = {pair.line: {} for pair in pairs}
    if len(set(names)) < len(names):  # a list of documents
        return FactBox(first, last, told)
    for pair in known:
        stated = _stated(pair)
        of_line = told.get(pair.line, {})
        if "editors" in stated and "editors" in of_line:
            stated["editors"] = of_line["editors"] = f"{of_line['editors']}、{stated['editors']}"
        told[pair.line] = {**stated, **of_line}
    glued = {number: publication.facts(lines[number].text) or {} for number in told}
    # 时间：2024年3月5日来源：县政府办, where no label could be seen in the value
    return FactBox(first, last, {number: {**glued[number], **told[number]} for number in told})


def _pairs(
    lines: Sequence[PageLine], at: int, looks: set[_Look], styled: set[_Look]
) -> tuple[list[Pair], int] | None:
    """The pairs on a line, or on it and the next, and the line after them; None where there are none."""
    line = lines[at]
    if line.is_title or line.links == line.size or line.size > publication.LONGEST:
        return None
    text = line.text.strip()
    if "\t" in text:
        pairs = _of_cells(line.text.split("\t"), at)
        return (pairs, at + 1) if pairs else None
    if is_known(text) or (_look(line.box) in looks and _BARE.fullmatch(text)):
        value = _value_below(lines, at, looks)
        return [Pair(_squeezed(text), value, at)], at + 1 + bool(value)
    label, _, value = line.spaced.partition(" ")
    if value and _look(line.box) in styled and _BARE.fullmatch(label):
        pair = Pair(label, value, at)
        return ([pair], at + 1) if _may_be(pair) else None
    pairs = [pair._replace(line=at) for pair in _on_line(line.spaced or text)]
    return (pairs, at + 1) if pairs else None


def _value_below(lines: Sequence[PageLine], at: int, looks: set[_Look]) -> str:
    """The value of a bare label on the next line, "" where that is another label or title."""
    if at + 1 == len(lines):
        return ""
    below = lines[at + 1]
    text = below.text.strip()
    like_label = _look(below.box) in looks and _BARE.fullmatch(text) and not is_publisher(text)
    other = is_known(below.text) or like_label or below.is_title or "\t" in below.text
    label = lines[at].box
    near = {*islice(around(below.box), 1, 3)}  # what the labels of its box share
    apart = below.box is label or near.isdisjoint((label, label.parent))
    value = Pair(_squeezed(lines[at].text), text, at)
    return "" if other or apart or not _may_be(value) else value.value


def _of_cells(cells: Sequence[str], at: int) -> list[Pair]:
    """The pairs of a row; [] where it is a row of something else."""
    if not _is_name(_squeezed(labels.bare(cells[0].strip()))):  # rows of most tables
        return []
    pairs = [Pair(_squeezed(name), value, at) for name, value, _ in labels.cell_pairs(cells)]
    return pairs if all(_is_name(pair.label) and _may_be(pair) for pair in pairs) else []


def _is_name(label: str) -> bool:
    return _BARE.fullmatch(label) is not None or label in labels.labels()


@lru_cache(1 << 14)  # as of labels
def _on_line(text: str) -> Sequence[Pair]:
    """The pairs of a line: what stands before colons, and what stands between them; () if it has others."""
    if not _CLOSED.search(text):
        return ()
    places = [(match.start() + _behind_value(match[0]), match.end()) for match in _LABEL.finditer(text)]
    if not places or text[: places[0][0]].strip(_EDGES):
        return ()
    ends = [*(start for start, _ in places[1:]), len(text)]
    pairs: list[Pair] = []
    for (start, colon), end in zip(places, ends, strict=True):
        begun = _COLON.match(text, colon)
        value = text[begun.end() if begun else end : end].strip(_EDGES)
        pairs.append(Pair(_squeezed(text[start:colon]), value, 0))
    return pairs if all(map(_may_be, pairs)) else ()


def _behind_value(written: str) -> int:
    """Where the label begins in what stands before a colon: blanks spread it, or part it from a value.

    >>> _behind_value("市水利局 索 引 号"), _behind_value("市级 政策状态")
    (5, 3)
    """
    starts = [word.start() for word in re.finditer(r"\S+", written)]
    known = next((start for start in starts if is_known(written[start:])), None)
    spread = all(len(word) == 1 for word in written.split())
    return known if known is not None else 0 if spread else starts[-1]


def _may_be(pair: Pair) -> bool:
    """Is it a label and its value, and not the first words of a paragraph?"""
    if pair.label in labels.labels():
        return not _SENTENCE.search(pair.value) or pair.label.endswith(_SUMMARIES)
    short = len(pair.label) <= LABEL and 0 < len(pair.value) <= VALUE
    return short and not _SENTENCE.search(pair.value)


def _squeezed(label: str) -> str:
    return labels.bare(label).translate(simplified_table())


def _look(box: Box) -> _Look:
    return box.tag, box.name


def _is_beside(box: Box, others: Sequence[Box]) -> bool:
    """Is an element in the one that holds others of a box, or as deep as they in the one around it?"""
    parent, around = box.parent, box.parent.parent if box.parent else None
    return any(
        other.parent is parent or (other.parent is not None and other.parent.parent is around)
        for other in others
    )
