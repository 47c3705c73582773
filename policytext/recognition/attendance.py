"""Chairs and participants of meetings, named beside the meeting or after it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.recognition.model import Entity, Relation, of_types, relation
from policytext.resources import any_of

_SHAPES = shapes("relation_shapes.tsv")

Part = Literal["chairs", "attends"]

_NEAR = 60  # characters from who chairs or attends to the end of the meeting's name, within a sentence
_FAR = 120  # the same, where the sentence says first what else somebody did
_AND_THERE = _SHAPES["and there"]
_TOLD_OF = lazy("[，,：:]|传达|学习|贯彻|落实")
"""Between a verb and a meeting that is spoken of: 主持召开常委会，传达学习中央经济工作会议精神."""
_HELD_BEFORE = lazy(r"(?:召开|举行|举办)[^，。；\n]{0,12}\Z")
_AS_ONE = lazy("[”》]?暨(?:第[一二三四五六七八九十]+届)?[^，。；\n]{0,16}")
_BREAK = lazy("[，。；\n]")
_VERBS: Mapping[Part, LazyPattern] = {
    "chairs": lazy(lambda: any_of("relation_cues.tsv", "chairs")),
    "attends": lazy(lambda: any_of("relation_cues.tsv", "attends")),
}
_SAID_OF_MEETING = 300  # characters of a paragraph over which the meeting that it says is held is meant


def attendance(text: str, found: Sequence[Entity]) -> Iterator[Relation]:
    """Who chairs and who attends the meetings of a text; its entities are in their order.

    >>> text = "召开水利会议，王伟主持，李明、孙强出席。"
    >>> from policytext.recognition.model import as_entity
    >>> people = [as_entity(text, at, at + 2, "PER") for at in (7, 12, 15)]
    >>> told = attendance(text, [as_entity(text, 2, 6, "MEETING"), *people])
    >>> [(relation.relation, relation.head) for relation in told]
    [('chairs', '王伟'), ('attends', '李明'), ('attends', '孙强')]
    """
    people, meetings = of_types(found, "PER"), of_types(found, "MEETING")
    starts = [meeting.start for meeting in meetings]
    before_names = {office.start: office.end for office in of_types(found, "ORG", "LOC", "POST")}
    for index, person in enumerate(people):
        after = bisect_left(starts, person.end)
        near = meetings[after : bisect_left(starts, person.start + _FAR)]
        part, said = _named(text, person, near) or _went_on(text, person, near), 0
        if not part and (done := _SHAPES["there"].match(text, person.end)):
            first = bisect_left(starts, person.start - _SAID_OF_MEETING)
            held, said = _held(text, person, meetings[first:after]), done.end()
            held = held or _only(text, person, meetings[:after], "会" in done[0])
            part = ("chairs" if done["chairs"] else "attends", held) if held else None
        labelled = None if part else _labelled(text, person)
        if labelled:
            first = bisect_left(starts, person.start - _SAID_OF_MEETING)
            held = _held(text, person, meetings[first:after]) or _lone(meetings[:after])
            part, said = (labelled, held) if held else None, person.end
        if not part:
            continue
        kind, meeting = part
        named = [person] if labelled else _listed(text, people, index, before_names)
        for other in named:
            start, end = min(other.start, meeting.start), max(other.end, meeting.end, said)
            yield relation(kind, other.normalized, meeting.normalized, text, start, end)


def _named(text: str, person: Entity, meetings: Sequence[Entity]) -> tuple[Part, Entity] | None:
    """The meeting (of those near behind) that the verb after a person names, not one that is spoken of."""
    for meeting in meetings:
        said = text[person.end : meeting.start]
        if meeting.end > person.start + _NEAR or re.search("[。；\n]", said):
            return None
        if said in ("在", "日前在", "近日在") and _SHAPES["spoke"].match(text, meeting.end):
            return "attends", meeting
        for part, verbs in _VERBS.items():
            verb = verbs.match(said)
            if verb and not _TOLD_OF.search(said, verb.end()):
                return part, meeting
    return None


def _went_on(text: str, person: Entity, meetings: Sequence[Entity]) -> tuple[Part, Entity] | None:
    """The meeting that somebody attended besides: 张三率团访问某国，会见李四，并出席|某论坛."""
    there = (m for m in meetings if _AND_THERE.fullmatch(text, person.end, m.start))
    meeting = next(there, None)
    return ("attends", meeting) if meeting else None


def _only(text: str, person: Entity, meetings: Sequence[Entity], called: bool = False) -> Entity | None:
    """The only meeting that the text says is held, in a paragraph before, where this one is still on it.

    It is where it is `called` a meeting: 张三出席会议 at the end of a report on it.
    """
    held = (m for m in reversed(meetings) if _is_held(text, m) or text.startswith("通过）", m.end))
    named = {meeting.normalized: meeting for meeting in held}
    meeting = next(iter(named.values()), None)
    if len(named) != 1 or meeting is None:
        return None
    since = text[meeting.end : person.start].split("\n")
    near = person.start - meeting.end <= _SAID_IN_TEXT
    on_it = called or all(_SHAPES["on it"].search(paragraph) for paragraph in since[1:-1])
    return meeting if near and on_it else None


_SAID_IN_TEXT = 2000  # characters of a report over which its only meeting is meant


def _labelled(text: str, person: Entity) -> Part | None:
    """The part that a label before the list of a person gives: 出席：, 出席会议的有."""
    line = max(0, text.rfind("\n", 0, person.start), person.start - _SAID_OF_MEETING)
    labels = [*_SHAPES["label"].finditer(text, line, person.start)]
    if not labels or re.search("[。；]", text[labels[-1].end() : person.start]):
        return None
    return "chairs" if labels[-1]["chairs"] else "attends"


def _lone(meetings: Sequence[Entity]) -> Entity | None:
    """The meeting of a text that names no other before: its minutes have labels, not sentences."""
    named = {meeting.normalized: meeting for meeting in reversed(meetings)}
    return next(iter(named.values())) if len(named) == 1 else None


def _is_held(text: str, meeting: Entity) -> bool:
    before = _HELD_BEFORE.search(text, max(0, meeting.start - 16), meeting.start)
    return bool(before or _SHAPES["held"].match(text, meeting.end))


def _held(text: str, person: Entity, meetings: Sequence[Entity]) -> Entity | None:
    """The last meeting (of those near before), in the same paragraph, that the text says is held."""
    held_as_one: Entity | None = None  # 数字大会暨|智能博览会 has the name of the first
    for meeting in reversed(meetings):
        if "\n" in text[meeting.end : person.start]:
            break
        if held_as_one is not None and _AS_ONE.fullmatch(text, meeting.end, held_as_one.start):
            return meeting
        if held_as_one is not None:
            return held_as_one
        if _is_held(text, meeting):
            held_as_one = meeting
    return held_as_one


def _listed(
    text: str, people: Sequence[Entity], index: int, offices: Mapping[int, int]
) -> Iterator[Entity]:
    """Those before a person in one list, with or without posts, and the person: 市长张三、副市长李四."""
    first = index
    while first:
        between = text[people[first - 1].end : people[first].start]
        goes_on = between[:1] in ("、", "和") and not _BREAK.search(between)
        if not goes_on and not _is_office(text, people[first - 1].end, people[first].start, offices):
            break
        first -= 1
    yield from people[first : index + 1]


def _is_office(text: str, at: int, end: int, offices: Mapping[int, int]) -> bool:
    """Is what stands here a comma and offices, no more: ，省政府秘书长?"""
    if text[at : at + 1] != "，":
        return False
    at += 1
    while at < end and (at in offices or text[at] in "、和兼 \u3000"):
        at = offices.get(at, at + 1)
    return at == end
