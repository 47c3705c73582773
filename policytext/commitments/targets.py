"""TARGET: a number that a document sets for a time to come, with its bound, year and subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from policytext.commitments.clause import (
    Change,
    change,
    counted,
    has_verb,
    in_turn,
    is_action,
    is_side_number,
    left_edge,
    subject,
    year_in_turn,
)
from policytext.commitments.cues import bound_after, bound_before
from policytext.commitments.tense import BACK, Timeline, is_norm
from policytext.language.patterns import late
from policytext.language.sentences import sentences
from policytext.recognition.model import Entity, longest_first
from policytext.recognition.values import values
from policytext.structure.outline import Heading

_AIMS = ("at_least", "at_most", "about")  # bounds that aims have: reviews say how much it was
_MARK = late("[，。；]")
_JOINING = tuple("和及与或、")
Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "range"]


@dataclass(frozen=True, slots=True)
class Target:
    """A clause `[start, end)` of a text, in code points, that sets a number.

    `number` is plain decimal, `low/high` for a range; `year` is four digits, a period `2021/2025`, or
    empty where the text names none; `sentence` is the sentence's span.
    """

    start: int
    end: int
    text: str
    subject: str
    number: str
    unit: str
    bound: Bound
    change: Change
    year: str
    sentence: tuple[int, int]


def targets(text: str, date: str = "", headings: Sequence[Heading] = (), title: str = "") -> list[Target]:
    """The targets of a text, in order. `date` (ISO 8601) is the document's, for 今年 and 明年.

    What was reached (2024年增长5%), norms (期限为15年), differences to last year and goals without a
    number are none. Where nothing tells of which time a number is, it is left out.

    >>> found = targets("到2030年，森林覆盖率达到25%以上，单位能耗降低16%。去年造林3万亩。")
    >>> [(target.subject, target.number, target.bound, target.change, target.year) for target in found]
    [('森林覆盖率', '25', 'at_least', 'level', '2030'), ('单位能耗', '16', 'exact', 'decrease', '2030')]
    """
    timeline = Timeline(text, date, headings, title)
    measured = longest_first(values(text))
    found: list[Target] = []
    at = 0
    for start, end in sentences(text):
        first = at
        while at < len(measured) and measured[at].start < end:
            at += 1
        timeline.begin(start, end)
        if at > first:
            found += _of_sentence(text, start, end, measured[first:at], timeline)
    return found


def _clause(text: str, left: int, at: int, end: int) -> str:
    """The clause of a number, to its end."""
    mark = _MARK.search(text, at, end)
    return text[left : mark.start() if mark else end]


def _of_sentence(
    text: str, start: int, end: int, measured: Sequence[Entity], timeline: Timeline
) -> Iterator[Target]:
    about, acts, kind, ahead = "", "", "level", ""
    norm = is_norm(text[start:end])
    edge, order = start, 0  # where the number before ended, and how many numbers its subjects had
    for value in measured:
        left = left_edge(text, edge, value.start)
        before = text[left : value.start]
        bounded, length = bound_before(before)
        ahead = bounded or (ahead if text[edge : value.start] in _JOINING else "")  # 分别不少于3家、5家
        behind, more = bound_after(text, value.end)
        said = subject(before[: len(before) - length])
        thing = counted(text, value.end + more) if value.type == "QUANTITY" else ""
        own = "" if thing and said[-1:] in _JOINING else said
        if own:
            acts = own if thing and is_action(own) else ""
        order = 0 if own else order + 1
        about = own or about or thing
        kind = change(before) or ("level" if own else kind)
        edge = value.end + more
        time = timeline.clause(left, value.end)
        aimed = (ahead or behind) in _AIMS
        if time.read and not (aimed or change(before) or has_verb(before)):
            continue  # 重点保证上海、重庆4个直辖市
        planned = time.tense == "future" or (aimed and not time.tense)
        if not planned or not about or is_side_number(text, left, value):
            continue
        if norm and not (timeline.says_so() and not is_norm(_clause(text, left, value.end, end))):
            continue
        first = left + before.index(own) if own and own in before else left
        is_thing = thing and (acts or own != said)
        name = (
            acts + thing
            if is_thing
            else in_turn(text, max(start, value.start - BACK), value.start, order, about)
        )
        bound = "range" if "/" in value.normalized else ahead or behind or "exact"
        yield Target(
            first,
            edge,
            text[first:edge],
            name.rstrip("和及与"),
            value.normalized,
            value.detail,
            cast(Bound, bound),
            cast(Change, kind),
            year_in_turn(text, max(start, value.start - BACK), value, measured) or time.year,
            (start, end),
        )
