"""The facts that lines of a page state of its document: boxes of facts, publication lines, labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from policytext.boilerplate.blocks import PageLine
from policytext.boilerplate.boxes import Ranges
from policytext.boilerplate.factbox import fact_boxes
from policytext.boilerplate.features import value_of
from policytext.boilerplate.pieces import in_pieces, labelled_day
from policytext.boilerplate.region import LEAST, home
from policytext.language.patterns import lazy
from policytext.pagefacts import moments, publication
from policytext.pagefacts.bylines import outlet
from policytext.pagefacts.days import only_day
from policytext.pagefacts.formulas import is_day, is_page_number
from policytext.pagefacts.head import MOST

_DATED = lazy(r"(?<![a-z])(?:pub|news)?[-_]?(?:date|time)(?![a-z])")  # the class of an element
_HOUR = lazy(r"(?<!\d)(\d\d?)(?:月|-)(\d\d?)日?\s+\d\d?:\d\d\s*$")  # 海州客户端 07月26日 08:00


def boxed_facts(
    lines: Sequence[PageLine], ranges: Ranges, prose: Sequence[int], events: Collection[int]
) -> dict[int, Mapping[str, str]]:
    """The facts of each line in boxes of facts; `prose` has the amount of running text before each line.

    A box is no part of a text: it stands in no element below running text, and leaves some on the page.
    """
    boxed: dict[int, Mapping[str, str]] = {}
    for first, last, told in fact_boxes(lines, events):
        above = prose[first] - prose[ranges[home(lines, ranges, first, last - 1)][0]]
        others = prose[-1] - prose[last] + prose[first]
        if not above and others >= LEAST:
            boxed |= {number: told.get(number, {}) for number in range(first, last)}
    return boxed


def repeated_moments(lines: Sequence[PageLine]) -> set[tuple[str, str]]:
    """The tags and names of elements of which several state a day and hour: speakers, comments, lists."""
    looks = Counter((line.box.tag, line.box.name) for line in lines if moments.states_moment(line.text))
    return {look for look, count in looks.items() if count > 1}


def line_facts(
    line: PageLine, beside: bool, label: PageLine | None, lone: bool = True
) -> Mapping[str, str] | None:
    """The facts of a publication line; a line of links is none.

    2021年3月5日 alone under a headline may be part of the text, unless its element is called a date.
    `lone`: no element that looks like the line's states a moment too.
    """
    if not line.own or line.size > publication.LONGEST or (not beside and is_day(line.text)):
        return None
    if label is not None and line.box.parent in (label.box.parent, label.box):
        told = value_of(label.text.strip(), line.text.strip())
        if told is not None:
            return told
    if is_page_number(line.text):
        return {}
    if is_day(line.text) and _DATED.search(line.box.name):
        return {"date_published": only_day(line.text.strip())}
    told = _told(line.spaced, beside) if line.spaced else None
    told = _told(line.text, beside and not is_day(line.text)) if told is None else told
    if told is None and labelled_day(line.text):
        return in_pieces(line.spaced or line.text)
    if told is None and beside and lone and 2 * line.links <= line.size:
        told = in_pieces(line.spaced or line.text) or moments.byline(line.spaced or line.text)
    return told


def says_day(line: PageLine, day: str) -> bool:
    """Does a line consist of this day, or end in it, without its year and with its hour?"""
    text = line.text.strip()
    if only_day(text) == day:
        return True
    short = _HOUR.search(text) if line.size <= MOST and not line.prose else None
    if short is None:
        return False
    who = text[: short.start()].strip()
    is_of_day = (int(short[1]), int(short[2])) == (int(day[5:7]), int(day[8:]))
    return is_of_day and (not who or outlet(who) is not None)  # no 停水时间


@lru_cache(1 << 14)  # the pages of a site have most of their lines in common
def _told(text: str, beside: bool) -> Mapping[str, str] | None:
    return publication.facts(text, beside)
