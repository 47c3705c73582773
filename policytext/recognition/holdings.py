"""The relation between people and their posts: offices beside names, in all orders of lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.recognition.careers import careers
from policytext.recognition.entries import begins_sentence
from policytext.recognition.model import Entity
from policytext.recognition.nameform import is_foreign
from policytext.recognition.offices import (
    CANDIDATE,
    MINISTER,
    NOTE,
    Office,
    carried_over,
    in_tables,
    offices,
)
from policytext.recognition.roles import roles

_S = r"[ \u3000\t]*"
_BLANKS = r"[ \u3000\t]+"
_TITLED = lazy(  # 时任县长的|程志强, 副局长（正处级）|李明
    rf"{_S}(?:[（(][^（）()\n]{{0,10}}(?:级|[离退]休|挂职|主持)[^（）()\n]{{0,10}}[）)])?(?:同志|人选|候选人|的)?{_S}"
)
_COLON = lazy(rf"{_S}(?:候选人|人选)?[：:]{_S}")
_MEMBERS = {"委员": "政协", "代表": "(?:人大|人民代表大会)"}  # who writes proposals, and of which body


class Holding(NamedTuple):
    """A person with the offices that the text gives them, where it says so."""

    person: Entity
    offices: tuple[Office, ...]


class _People:
    """The people of a text by where their names start and end."""

    def __init__(self, people: Iterable[Entity]) -> None:
        ordered = sorted(people, key=lambda person: person.start)
        self.starts = {person.start: person for person in ordered}
        self.ends = {person.end: person for person in ordered}
        self._order = [person.end for person in ordered]

    def before(self, at: int) -> Entity | None:
        """The last person whose name ends here or earlier."""
        index = bisect_right(self._order, at)
        return self.ends[self._order[index - 1]] if index else None

    def after(self, at: int) -> Entity | None:
        """The first person whose name ends later."""
        index = bisect_right(self._order, at)
        return self.ends[self._order[index]] if index < len(self._order) else None


def holdings(text: str, found: Sequence[Entity]) -> list[Holding]:
    """People with their offices: 局长张三, 张三 局长 (a list), 张三、李四委员, 任命张三为局长.

    >>> found = [Entity(0, 3, "省政府", "ORG", "省政府"), Entity(3, 6, "秘书长", "POST"),
    ...          Entity(6, 8, "王伟", "PER", "王伟")]
    >>> [(h.person.text, [o.name for o in h.offices]) for h in holdings("省政府秘书长王伟", found)]
    [('王伟', ['省政府秘书长'])]
    """
    told = list(careers(text, found))
    listed = {office.end for career in told for office in career.offices}
    runs = offices(text, [e for e in found if e.type != "POST" or e.end not in listed])
    people = _People(entity for entity in found if entity.type == "PER")
    runs = _joined(text, runs, people)
    bodies = {entity.end: entity for entity in found if entity.type == "ORG"}
    held: dict[int, tuple[Office, ...]] = {}
    ended = {run[-1].end: run[0].start for run in runs}
    for career in told:
        before = _before_in_list(text, career.person, people.ends, ended) if career.beside else ()
        for person in (career.person, *before):
            held[person.start] = held.get(person.start, ()) + career.offices
    carried, led = "", -1
    last_of = {career.offices[-1].end: [career.person] for career in told}  # holders, by where a run ends
    for run in runs:
        run = _carried(text, _addressed(text, _around(text, run, people, bodies)), carried, held, people)
        carried = run[-1].body
        candidate = CANDIDATE.match(text, run[-1].end)
        if candidate and not (
            candidate[0] == "人选" and candidate.end() in people.starts
        ):  # 行政长官人选|董建华
            run = [office._replace(proposed=True) for office in run]
        run = _own_half(text, run, people, held)
        known = last_of.get(_opening(text, run[0].start))  # 副主任（原|某县县委书记）
        first = None if _COLON.match(text, run[-1].end) else _led(text, run[0].start, people, led)
        led = run[-1].end if first else -1
        holders = known or ([first] if first else [*_holders(text, run, people, held)])
        last_of[run[-1].end] = holders
        for person in holders:
            held[person.start] = held.get(person.start, ()) + tuple(run)
        for person in _by_others(text, run, people):
            held[person.start] = held.get(person.start, ()) + tuple(run)
    held.update((at, row) for at, row in in_tables(text, found).items() if at in people.starts)
    for role in roles(text, found):
        own = Office(role.start, role.end, role.body, role.post)
        same = ("", role.post), (role.body, role.post)
        others = [o for o in held.get(role.person.start, ()) if (o.body, o.post) not in same]
        held[role.person.start] = (*others, own)
    return [Holding(person, held[start]) for start, person in people.starts.items() if start in held]


def _joined(text: str, runs: Sequence[list[Office]], people: _People) -> list[list[Office]]:
    """The runs, those of one person as one: 王伟 of 某大学教授、博士生导师，|某医院院长王伟."""
    joined: list[list[Office]] = []
    for run in runs:
        last = joined[-1] if joined else None
        ahead = last and last[0].start not in people.ends and begins_sentence(text, last[0].start)
        named = _TITLED.match(text, run[-1].end).end() in people.starts  # type: ignore[union-attr]
        if last and ahead and named and text[last[-1].end : run[0].start] == "，":
            last.extend(run)
        else:
            joined.append(run)
    return joined


def _own_half(
    text: str, run: list[Office], people: _People, held: dict[int, tuple[Office, ...]]
) -> list[Office]:
    """The run without the office of the one before it: 王震司令员|和政委徐立清, 李明教授|、校长王刚."""
    person = people.ends.get(run[0].start)
    if person is None or len(run) < 2 or run[-1].end not in people.starts:
        return run
    joins = ("、", "，") if run[0].post.endswith(_OF_SCHOLARS) else ("和", "与", "及")
    if text[run[0].end : run[1].start] not in (*joins, "和"):
        return run
    held[person.start] = (*held.get(person.start, ()), run[0])
    return run[1:]


_OF_SCHOLARS = ("院士", "教授", "研究员", "博士", "律师", "医师", "工程师")
"""Titles that stand behind a name: 李明教授."""


def _opening(text: str, at: int) -> int:
    """Where a bracket opens before another office of the same person, or -1."""
    opens = _OPENED.search(text, max(0, at - 4), at)
    return opens.start() if opens else -1


_OPENED = lazy(r"[（(](?:原任?|兼任?|现任|时任|曾任)?\Z")


def _around(text: str, run: list[Office], people: _People, bodies: Mapping[int, Entity]) -> list[Office]:
    """The offices with the body on the other side of the name: 清华大学|张三|教授."""
    person = people.ends.get(run[0].start)
    if not run[0].body and (behind := _BEHIND.match(text, run[-1].end)):  # 庄某　研究员　|省农科院
        own = bodies.get(behind.end("body"))
        if own and own.start == behind.start("body") and _before_blank(text, run[0].start, people.ends):
            return [o._replace(body=own.normalized) for o in run]
    body = bodies.get(person.start) if person and not run[0].body else None
    return [o if o.body else o._replace(body=body.normalized) for o in run] if body else run


_APART = lazy(_BLANKS)
_TOOK = lazy("(?:同志)?(?:(?:[担兼现拟调改转]|挂职)?任|为)\\Z")
_BEHIND = lazy(rf"[ \u3000\t]+(?P<body>[{HAN}]{{3,30}}){_S}$", re.MULTILINE)


def _by_others(text: str, run: Sequence[Office], people: _People) -> Iterator[Entity]:
    """People with a concurrent post: 办公室主任由|副局长张三|、|处长李四|兼任."""
    listed: list[Entity] = []
    at = run[-1].end
    while (person := people.after(at)) and (_AND_BY if listed else _BY).fullmatch(text, at, person.start):
        listed.append(person)
        at = person.end
    if listed and _ALSO_IS.match(text, at):
        yield from listed


_BY = lazy(r"(?:一职)?由[^，。；：\n]{0,40}")
_AND_BY = lazy(r"[、，和][^，。；：\n]{0,30}")
_ALSO_IS = lazy("(?:同志)?(?:兼任|担任|出任)(?![^，。；、\n]{0,12}[长任员记])")


def _addressed(text: str, run: list[Office]) -> list[Office]:
    """张三委员： at the head of a reply, with the body whose member is answered."""
    office = run[0]
    body = _MEMBERS.get(office.post)
    if len(run) > 1 or office.body or not body or not _COLON.match(text, office.end):
        return run
    place = rf"(?P<of>全国|(?:(?!对|关于)[{HAN}]){{0,6}}?[省市县区州]|(?={body}))"
    term = "(?:第?[一二三四五六七八九十]{1,4}届)?"
    named = re.search(
        rf"{place}{term}(?P<body>{body})[^\n]{{0,60}}\n{{0,2}}[^\n]{{0,60}}(?:提案|建议|议案)",
        text[: office.start],
    )
    return [office._replace(body=named["of"] + named["body"])] if named else run


def _carried(
    text: str, run: list[Office], body: str, held: dict[int, tuple[Office, ...]], people: _People
) -> list[Office]:
    """The run with the body of the one before: 省发展改革委主任张三、|副主任李四."""
    if run[0].body or not carried_over(body, run[0].post):  # 德国总理朔尔茨，国务委员兼外长秦刚
        return run
    before = people.before(run[0].start)
    if before is None or before.start not in held:
        return run
    between = text[before.end : run[0].start]
    deputy = _DOES_AND.fullmatch(between) and _is_under(run[0].post, held[before.start])
    holder = people.starts.get(run[-1].end)
    if MINISTER.fullmatch(run[0].post) and between == "，" and not (holder and is_foreign(holder.text)):
        return run  # 德国总理朔尔茨，商务部长王文涛, but ，外交部长|维尔纳
    if deputy or between in ("、", "，", "和", "及"):
        return [o if o.body else o._replace(body=carried_over(body, o.post)) for o in run]
    return run


_DOES_AND = lazy(rf"[{HAN}]{{2,8}}，")  # 市人大常委会主任张三|主持会议，|副主任李四


def _is_under(post: str, offices: Sequence[Office]) -> bool:
    """Is a post a deputy's of one of the offices, or another of those of its body: 秘书长?"""
    heads = {office.post.removeprefix("副") for office in offices}
    return post in ("秘书长", "副秘书长") or (post.startswith("副") and post[1:] in heads)


def _holders(
    text: str, run: Sequence[Office], people: _People, held: Mapping[int, object]
) -> Iterator[Entity]:
    """The people that a run of offices is said of; who is `held` already has theirs before the name."""
    start, end = run[0].start, run[-1].end
    starts, ends = people.starts, people.ends
    listed = _before_blank(text, start, ends)
    after = starts.get(_TITLED.match(text, end).end())  # type: ignore[union-attr]
    colon = _COLON.match(text, end)
    labelled = starts.get(colon.end()) if colon else None
    if listed and (after or colon) and listed.start in held:
        listed = None  # 局长 王建国 |副局长 李卫民
    took = _TOOK.search(text, max(0, start - 8), start)
    taker = ends.get(took.start()) if took and text[end : end + 1] in (" ", "\u3000", "\t") else None
    if taker and not labelled:
        yield taker  # 张三任县财政局局长 |李四任县教育局局长
    elif listed and not labelled and (_line_ends(text, end) or not after):
        yield listed
    elif after or labelled:
        yield from _and_more(text, after or labelled, starts, labelled=labelled is not None)
    elif before := ends.get(start - text.startswith("等", start - 1)):  # 周桂英等|代表
        yield before
        yield from _before_in_list(text, before, ends, {})


def _before_in_list(
    text: str, person: Entity, ends: Mapping[int, Entity], ended: Mapping[int, int]
) -> Iterator[Entity]:
    """Those before a person in a list, each with or without an office before the name.

    `ends` are people and `ended` where offices start, by where they end.
    """
    while True:
        at = ended.get(person.start, person.start) - 1
        if at < 1 or text[at] not in "、和":
            return
        before = ends.get(ended.get(at, _before_note(text, at)))
        if before is None:
            return
        yield before
        person = before


def _before_note(text: str, at: int) -> int:
    """Where a note or a form of address that ends here begins: 张三|（某公司）、李四, 张三|先生、李四."""
    note = _NOTED.search(text, max(0, at - _LONGEST_NOTE), at)
    return note.start() if note else at


_LONGEST_NOTE = 40  # characters of a note between the names of a list
_NOTED = lazy(r"(?:（[^（）\n]+）|先生|女士|同志)\Z")


def _led(text: str, start: int, people: _People, since: int) -> Entity | None:
    """The person before an office in a row of names with their offices, behind a role or the last one.

    组长：张三|县长副组长：李四|副县长王五|局长; `since` is where the office of the last one ends.
    """
    at = start
    while at and text[at - 1] in " \u3000\t":
        at -= 1
    person = people.ends.get(at)
    after = person and text[since : person.start].strip(" \u3000\t")
    if person and (
        (since > 0 and not after) or _ROLE.search(text, max(0, person.start - 12), person.start)
    ):
        return person
    return None


_ROLE = lazy(rf"(?:组{_S}长|指挥长?|主任(?:委员)?|召集人|委员|成{_S}员){_S}[：:]{_S}\Z")


def _and_more(
    text: str, person: Entity | None, starts: Mapping[int, Entity], labelled: bool = False
) -> Iterator[Entity]:
    """A person and those who follow in one list, behind a label also with brackets or blanks.

    副组长：张三（局长）、李四　王五
    """
    while person:
        yield person
        note = NOTE.match(text, person.end) if labelled else None
        end = note.end() if note else person.end
        if labelled and (blank := _APART.match(text, end)):  # 副组长：张三（局长）　|李四　王五
            person = starts.get(blank.end())
        else:
            person = starts.get(end + 1) if text[end : end + 1] in ("、", "和") else None


def _before_blank(text: str, start: int, ends: Mapping[int, Entity]) -> Entity | None:
    """The person before the blank or bracket before an office: 黄 卫 科技部副部长, 张三（局长）."""
    at = start - 1 if text[start - 1 : start] in ("（", "(") else start
    while at and text[at - 1] in " \u3000\t":
        at -= 1
    return ends.get(at) if at < start else None


def _line_ends(text: str, end: int) -> bool:
    return not text[end : end + 1].strip() or text[end] in "，。；、（()）"


def described(found: Sequence[Entity], text: str) -> list[Entity]:
    """The entities, people with the posts and the bodies that the text gives them.

    Posts of one body are joined by 、, and followed by `; ` and the body, then those of the next body;
    last come posts without a body. What somebody is to have ends with （拟任）.
    """
    held = {holding.person.start: holding.offices for holding in holdings(text, found)}
    return [
        replace(entity, detail=_detail(held[entity.start]))
        if entity.type == "PER" and entity.start in held
        else entity
        for entity in found
    ]


def _detail(held: Iterable[Office]) -> str:
    parts: list[str] = []
    alone: list[str] = []
    for (body, proposed), offices_of in groupby(held, key=lambda office: (office.body, office.proposed)):
        posts = "、".join(dict.fromkeys(office.post for office in offices_of))
        meant = _MEANT if proposed else ""
        if body:
            parts += [posts, body + meant]
        else:
            alone.append(posts + meant)
    return "; ".join([*parts, *(["、".join(alone)] if alone else [])])


_MEANT = "（拟任）"
