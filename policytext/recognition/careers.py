"""Offices that a list behind a verb gives: 张三，1960年生，历任县农业局局长，县委副书记、县长."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.language.sentences import begun
from policytext.recognition.entries import FACTS, begins
from policytext.recognition.model import Entity
from policytext.recognition.offices import CANDIDATE, Office, under

_FARTHEST = 60  # characters of a body before a post of it, with a note in brackets

career_shapes = partial(shapes, "career_shapes.tsv", FACTS=FACTS)


def _form(kind: str) -> LazyPattern:
    return career_shapes()[kind]


class Career(NamedTuple):
    """A person and the offices that one list gives; `[start, end)` are its posts.

    `beside`: they are said of those named before in the list too.
    """

    person: Entity
    offices: tuple[Office, ...]
    beside: bool


def careers(text: str, found: Sequence[Entity]) -> Iterator[Career]:
    """The lists of offices that somebody had, has or is given, over the sentences of a paragraph.

    >>> text = "王伟，1960年生。1990年任青山县农机站站长，副县长等。"
    >>> found = [Entity(0, 2, "王伟", "PER", "王伟"), Entity(22, 24, "站长", "POST", "站长"),
    ...          Entity(25, 28, "副县长", "POST", "副县长")]
    >>> [[office.name for office in career.offices] for career in careers(text, found)]
    [['青山县农机站站长', '副县长']]
    """
    people = sorted((e for e in found if e.type == "PER"), key=lambda e: e.end)
    posts = sorted((e for e in found if e.type == "POST"), key=lambda e: e.start)
    if not people or not posts:
        return
    lists = _Lists(text, posts, people, {e.start: e for e in found if e.type in ("ORG", "LOC")})
    told: set[int] = set()
    for person in people:
        verb = _form("takes").match(text, person.end)
        if verb and (offices := lists.read(verb.end())):
            told.add(verb.end())
            named = _form("names").search(text, max(0, person.start - _LIST), person.start)
            yield Career(person, _if_proposed(text, offices, verb[0], named is not None), beside=True)
        elif offices := (gone := _dismissed(text, person, lists)) or _entry(text, person, lists):
            yield Career(person, offices, beside=bool(gone))
    ends = [person.end for person in people]
    for verb in chain(_form("clause").finditer(text), _form("period").finditer(text)):
        index = bisect_right(ends, verb.start())
        behind = people[index] if index < len(people) else None
        if behind and behind.start < verb.end():
            continue  # 任　重　某公司安全总监
        if verb.end() not in told and (offices := lists.read(verb.end())):
            offices = _if_proposed(text, offices, verb[0])
            named = _form("of whom").match(text, offices[-1].end)
            if behind and named and named.end() == behind.start:
                yield Career(behind, offices, beside=False)
            elif subject := _subject(text, people[:index], verb):
                yield Career(subject, offices, beside=False)


def _if_proposed(
    text: str, offices: tuple[Office, ...], verb: str, named: bool = False
) -> tuple[Office, ...]:
    """The offices, as proposed where the verb, what is before the name, or 人选 behind them says so."""
    if named or "拟" in verb or "提名" in verb:
        return tuple(office._replace(proposed=True) for office in offices)
    if not CANDIDATE.match(text, offices[-1].end):
        return offices
    first = len(offices) - 1  # 任书记，为|主任人选
    while first and text[offices[first - 1].end] == "、":
        first -= 1
    return (*offices[:first], *(office._replace(proposed=True) for office in offices[first:]))


_LIST = 60  # characters of a list of names behind 提名


def _dismissed(text: str, person: Entity, lists: _Lists) -> tuple[Office, ...]:
    """The offices of somebody who loses them: 免去|张三|同志市水利局局长、党组书记|职务."""
    called = _form("comrade").match(text, person.end)
    if not called and not text.endswith(("免去", "免除", "接受"), max(0, person.start - 2), person.start):
        return ()
    offices = lists.read(called.end() if called else person.end)
    return offices if offices and _form("out of").match(text, offices[-1].end) else ()


def _entry(text: str, person: Entity, lists: _Lists) -> tuple[Office, ...]:
    """The offices of an entry of a list: behind a name, and a blank or a colon to the end of the line, or
    in brackets.
    """
    opens = _form("opens").match(text, person.end)
    if opens is None:
        return ()
    if not opens["bracket"] and not begins(text, person.start):
        return ()
    offices = lists.read(opens.end())
    closed = _CLOSES["bracket" if opens["bracket"] else "line"]
    return offices if offices and closed.match(text, offices[-1].end) else ()


_CLOSES = {"bracket": lazy("[）)]"), "line": lazy(r"[ \u3000]*(?:$|\n|[，,；;。（(]|等)")}


def _subject(text: str, before: Sequence[Entity], verb: re.Match[str]) -> Entity | None:
    """The person of a clause without a subject: the last one in its sentence, or the first of the
    paragraph."""
    if not before:
        return None
    last = before[-1]
    since = text[last.end : verb.start()]
    if (
        _form("pronoun").match(verb[0])
        and since.count("。") < 2
        and "\n" not in since
        and _is_lone(text, before)
    ):
        return last
    if not re.search("[。；\n]", since) and (_form("strong").search(verb[0]) or _is_alone(text, before)):
        return last
    lines = [line for line in since.split("\n")[1:] if line.strip()]
    if not all(map(_form("goes on").match, [*lines[:-1], *([lines[-1] + verb[0]] if lines else [])])):
        return None
    opens = text.rfind("\n", 0, last.start) + 1
    led = [person for person in before if person.start >= opens]
    one = {person.normalized for person in led} == {last.normalized}
    return last if one and any(_leads(text, person) for person in led) else None


def _is_alone(text: str, before: Sequence[Entity]) -> bool:
    """Is the last person the only one of its sentence so far, where a clause begins?"""
    start = before[-1].start
    opens = start == begun(text, start) or text[start - 1] in "，、 \u3000"
    return opens and _is_lone(text, before)


def _is_lone(text: str, before: Sequence[Entity]) -> bool:
    """Is nobody else named in the sentence of the last person?"""
    opens = begun(text, before[-1].start)
    return len({person.normalized for person in before if person.start >= opens}) == 1


def _leads(text: str, person: Entity) -> bool:
    """Does a paragraph begin with a person, whom it then tells of?"""
    return begins(text, person.start) and bool(_form("topic").match(text, person.end))


class _Lists:
    """Reads lists of offices behind verbs."""

    def __init__(
        self, text: str, posts: Sequence[Entity], people: Sequence[Entity], bodies: Mapping[int, Entity]
    ) -> None:
        self._text = text
        self._posts = posts
        self._starts = [post.start for post in posts]
        self._names = [person.start for person in people]
        self._bodies = bodies

    def read(self, at: int) -> tuple[Office, ...]:
        """The offices of a list that begins here; all that stands before a post is its body."""
        offices: list[Office] = []
        while (post := self._post(at)) is not None:
            if post.start > at and (passed := _form("passed over").match(self._text, at, post.start)):
                at = passed.end()
                continue
            if self._is_of_next(post, at) or self._is_no_body(at, post.start):
                break
            name = re.sub(r"\s", "", post.text)
            office = Office(at, post.end, self._body(at, post.start), name)
            beside = self._text[at - 1] == "、"
            if offices and (beside or not office.body):
                office = office._replace(body=under(offices[-1].body, office))
            offices.append(office)
            goes_on = _form("and").match(self._text, post.end)
            if goes_on is None:
                break
            at = goes_on.end()
        return tuple(offices)

    def _post(self, at: int) -> Entity | None:
        index = bisect_left(self._starts, at)
        post = self._posts[index] if index < len(self._posts) else None
        return post if post and post.start - at <= _FARTHEST else None

    def _is_of_next(self, post: Entity, at: int) -> bool:
        """Is it another's: 张三任主任，市水利局|局长|李四, 副局长|兼支队长李四, 县长|由李四担任?"""
        index = bisect_left(self._names, post.end)
        if index == len(self._names):
            return False
        since = self._text[post.end : self._names[index]].strip(" \u3000")
        beside = self._text[at - 1] in "，；"  # 张三任副组长，县委常委、副县长|李四任
        return _form("beside the next" if beside else "before the next").fullmatch(since) is not None

    def _is_no_body(self, start: int, end: int) -> bool:
        named = bisect_left(self._names, end) - bisect_left(self._names, start)
        known = self._bodies.get(start)
        return named > 0 or bool(_form("no body").search(self._text, known.end if known else start, end))

    def _body(self, start: int, end: int) -> str:
        """The full name of the body that stands here."""
        entity = self._bodies.get(start)
        if entity and entity.type == "ORG" and entity.end <= end:
            return entity.normalized + self._text[entity.end : end].strip()
        return re.sub(r"\s", "", self._text[start:end])
