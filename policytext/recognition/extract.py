"""All entities of a text: one finder for each type, each run when its type is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from policytext.language.characters import is_han
from policytext.language.nametagger import ENGINES
from policytext.language.places import find_places
from policytext.language.reading import Reading
from policytext.language.scripts import is_traditional
from policytext.language.simplify import in_simplified
from policytext.language.surnames import surnames
from policytext.recognition.aftername import is_of_works
from policytext.recognition.agencies import begins_level
from policytext.recognition.bounds import bounded
from policytext.recognition.dates import dates, has_dates
from policytext.recognition.frames import in_frames
from policytext.recognition.holdings import described
from policytext.recognition.industries import industries
from policytext.recognition.linking import linked
from policytext.recognition.locations import locations
from policytext.recognition.meetings import meetings
from policytext.recognition.model import (
    TYPES,
    Entity,
    EntityType,
    as_entity,
    covered,
    longest_first,
    of_types,
)
from policytext.recognition.organisations import organisations
from policytext.recognition.owndate import own_date
from policytext.recognition.people import people
from policytext.recognition.posts import posts, posts_beside, posts_of_bodies
from policytext.recognition.programmes import programmes
from policytext.recognition.references import doc_numbers, titles
from policytext.recognition.rosters import listed
from policytext.recognition.shortnames import definitions
from policytext.recognition.tagged import settled
from policytext.recognition.values import values
from policytext.resources import word_set
from policytext.settings import Names

Dated = str | Callable[[], str | None] | None
"""A date (ISO 8601), or what finds it out."""


class Findings:
    """The entities of one text, by type.

    Finders ask for what others found (`findings["LOC"]`), so no type is looked for twice.
    """

    def __init__(self, reading: Reading, date: Dated = None, engine: Names = "rules") -> None:
        self.reading = reading
        self._date = date
        self.engine = engine
        self._found: dict[EntityType, list[Entity]] = {}

    def __getitem__(self, kind: EntityType) -> list[Entity]:
        if kind not in self._found:
            self._found[kind] = FINDERS[kind](self)
        return self._found[kind]

    @property
    def date(self) -> str | None:
        """The document's date; found out when the first date of the text is to be resolved."""
        return self._date() if callable(self._date) else self._date

    @cached_property
    def places(self) -> list[Entity]:
        """All places, those inside other names too."""
        return locations(self.reading)

    @cached_property
    def bodies(self) -> list[Entity]:
        """Organisations as they stand, before they have their full names."""
        return organisations(self.reading, self.places, self.posts, self["DOCNO"])

    @cached_property
    def names(self) -> list[Entity]:
        """People, before they have their posts."""
        found = people(self.reading, self.posts, self.bodies, self.places, self.framed)
        return _outside(self["DOCNO"], _no_units(self.reading.text, found))

    @cached_property
    def framed(self) -> list[tuple[int, int]]:
        """Spans of the names that an act, a column or the like shows."""
        return list(in_frames(self.reading, self.posts, self.bodies, self.places))

    @cached_property
    def settled(self) -> list[Entity]:
        """People, bodies and places that are no part of another name: the rules' with the tagger's."""
        return _settled(self)

    @cached_property
    def posts(self) -> list[Entity]:
        """The posts that are posts whatever stands beside them."""
        return posts(self.reading, self.places)

    @cached_property
    def measured(self) -> list[Entity]:
        """Sums, shares and quantities that are no part of a date, a document's number or a meeting."""
        taken = covered([*self["DATE"], *self["DOCNO"], *self["MEETING"]])
        text = self.reading.text
        free = [value for value in values(text) if not taken & {*range(value.start, value.end)}]
        if any(value.text[-1] in surnames() and is_han(text[value.end : value.end + 1]) for value in free):
            begun = {person.start + 1 for person in self.names}  # 1|张庆泰, 2|王明
            free = [value for value in free if value.end not in begun]
        return list(bounded(text, longest_first(free)))


def _outside(taken: Iterable[Entity], found: Iterable[Entity]) -> list[Entity]:
    """Those of what is found that begin in nothing that is taken: 黄文〔2024〕12号 is nobody."""
    inside = covered(taken)
    return [entity for entity in found if entity.start not in inside]


def _no_units(text: str, people: Sequence[Entity]) -> Sequence[Entity]:
    """People, but none of two characters that begins with a number's unit: 12|张卡, but 2张庆泰."""
    if not any(text[person.start - 1 : person.start].isdigit() for person in people):
        return people
    units = {value.end - 1 for value in values(text)}
    return [person for person in people if len(person.text) > len("张卡") or person.start not in units]


def _dates(found: Findings) -> list[Entity]:
    text = found.reading.text
    if not has_dates(text):
        return []
    spans = longest_first(dates(text, *_dated(found)))
    doubtful = any(_may_end_name(text, span) for span in spans)
    return _outside(found.names, spans) if doubtful else spans


def _may_end_name(text: str, span: Entity) -> bool:
    """Can it be the rest of somebody's name: 王|明年, 扎西·小|三月?"""
    before = text[max(0, span.start - 4) : span.start]
    return len(span.text) == len("明年") and (before[-1:] in surnames() or "·" in before)


def _dated(found: Findings) -> tuple[str | None, str]:
    """The day that a text is of, and where that is from."""
    given = found.date
    return (given, "document date") if given else own_date(found.reading.text)


def _settled(found: Findings) -> list[Entity]:
    places = _free_places(found)
    buildings = [place for place in places if place.text[-1] in "厦楼"]  # 澳门|中国银行|大厦
    cleared = _cleared(found.reading.text, found.bodies, found.names)
    bodies = list(_with_places(found.reading.text, _outside(buildings, cleared), places))
    rules = sorted([*found.names, *bodies, *_outside(bodies, places)], key=lambda e: (e.start, e.end))
    if found.engine == "rules":
        return rules
    text = found.reading.text
    posts = posts_beside(text, found.names, found.posts)
    others = chain(
        posts, found["MEETING"], found["PROGRAMME"], found["DATE"], found["DOCNO"], found.measured
    )
    taken = covered(others).union(*(range(*span) for span in definitions(text)))
    sure = {at for post in posts for at in (post.start - 1, post.start, post.end, post.end + 1)}
    sure.update(chain.from_iterable(found.framed))
    names = settled(found.reading, rules, ENGINES[found.engine](found.reading), sure, taken)
    people = _listed(found.reading, names, taken)
    inside = covered(people)  # 王伟、刘|南昌
    return [*(name for name in names if inside.isdisjoint(range(name.start, name.end))), *people]


def _listed(reading: Reading, names: Sequence[Entity], taken: Collection[int]) -> list[Entity]:
    """The people that stand in a list beside those found."""
    known = {(person.start, person.end) for person in of_types(names, "PER")}
    begun = {start for start, _ in known}
    free = covered(entity for entity in names if entity.type != "PER").union(taken)
    text = reading.text
    return [
        as_entity(text, start, end, "PER")
        for start, end in listed(reading, known, free)
        if start not in begun
        and end - start <= _FULL
        and text[start - 1] in "、，"
        and not is_of_works(text, end)
        and text[start + 1 : end] not in word_set("posts.tsv", "post", "beside")  # 毛主席、|周总理
    ]


_FULL = 3  # characters of a surname and two more; what is longer in a list is a teaching too


def _cleared(whole: str, bodies: Iterable[Entity], names: Iterable[Entity]) -> Iterator[Entity]:
    """The bodies, without the ends of people's names: 张|松岭省政府 is 省政府, 郭晓|华为 none.

    With the level behind such a name: 周|文县|财政局 is 县财政局.
    """
    people = list(names)
    inside = {at: person.end for person in people for at in range(person.start + 1, person.end)}
    behind = {person.end + 1: person.end for person in people if begins_level(whole, person.end)}
    for body in bodies:
        at = inside.get(body.start, behind.get(body.start, body.start))
        if at >= body.end:  # all of it is a part of the name
            continue
        apart = whole[at] in _LEVELS and whole[body.start - 1 : body.start].isspace()  # 应　明|县档案馆
        if at <= body.start or apart or begins_level(whole, at):
            text = whole[at : body.end]
            yield body if at == body.start else replace(body, start=at, text=text, normalized=text)


_LEVELS = "省市县区州旗"


def _with_places(text: str, bodies: Iterable[Entity], places: Iterable[Entity]) -> Iterator[Entity]:
    """Bodies from where the place starts that runs into them: 乌镇|通安村股份有限公司."""
    around = {at: place for place in places for at in range(place.start + 1, place.end)}
    for body in bodies:
        place = around.get(body.start)
        if place and place.end < body.end:
            whole = text[place.start : body.end]
            yield replace(body, start=place.start, text=whole, normalized=whole)
        else:
            yield body


def _people(found: Findings) -> list[Entity]:
    persons = of_types(found.settled, "PER")
    near = sorted([*persons, *found["ORG"], *found["LOC"], *found["POST"]], key=lambda e: e.start)
    return of_types(described(near, found.reading.text), "PER")


def _posts(found: Findings) -> list[Entity]:
    """Posts that are no part of a body's name (…特派员办事处)."""
    inside = covered(found["ORG"])
    persons, text = of_types(found.settled, "PER"), found.reading.text
    known = [*found.posts, *posts_of_bodies(text, found["ORG"], found.posts, persons)]
    ends = {body.end - 1: body.end for body in found["ORG"]}  # 县教育局|长
    beside = posts_beside(text, persons, known)
    named = {person.start for person in persons}
    return [
        post
        for post in beside
        if post.start not in inside
        or (post.start in ends and (post.end in named or not _begins_place(text, ends[post.start])))
    ]


def _begins_place(text: str, at: int) -> bool:
    """Does a place's name begin here: 国家林草局|长春专员办?"""
    return any(place.start == 0 for place in find_places(text[at : at + len("长三角")]))


def _free_places(found: Findings) -> list[Entity]:
    """Places that are no part of the name of a body, a person, a post or a meeting, or of a number."""
    others = (found["MEETING"], found["PROGRAMME"], found["DOCNO"])
    inside = covered(chain(found.bodies, found.names, found.posts, *others))
    return [place for place in found.places if place.start not in inside]


def _measured(kind: EntityType) -> Callable[[Findings], list[Entity]]:
    return lambda found: of_types(found.measured, kind)


def _linked(found: Findings) -> list[Entity]:
    bodies = of_types(found.settled, "ORG")
    return linked(bodies, found["MEETING"], found.places, lambda: _dated(found)[0], found.reading.text)


FINDERS: Mapping[EntityType, Callable[[Findings], list[Entity]]] = {
    "PER": _people,
    "ORG": _linked,
    "LOC": lambda found: of_types(found.settled, "LOC"),
    "POST": _posts,
    "DATE": _dates,
    "MONEY": _measured("MONEY"),
    "PERCENT": _measured("PERCENT"),
    "QUANTITY": _measured("QUANTITY"),
    "DOC": lambda found: list(titles(found.reading.text)),
    "DOCNO": lambda found: longest_first(doc_numbers(found.reading.text)),
    "MEETING": lambda found: meetings(found.reading),
    "INDUSTRY": lambda found: industries(found.reading, found.bodies),
    "PROGRAMME": lambda found: programmes(found.reading, found.places),
}


def extract(
    reading: Reading, date: Dated = None, types: Collection[EntityType] = TYPES, engine: Names = "tagger"
) -> list[Entity]:
    """The entities of a text of these types, sorted by offset.

    Dates without a year are resolved against `date`, found out only where there are dates;
    `engine` stands behind the rules. Traditional text is read in Simplified characters.

    >>> [(e.text, e.normalized) for e in extract(Reading("省農業廳廳長陳獨秀"), types=["ORG", "PER"])]
    [('省農業廳', '省农业厅'), ('陳獨秀', '陈独秀')]
    """
    text = reading.text
    if (simplified := in_simplified(text)) != text:
        read = extract(Reading(simplified, reading.own), date, types, engine)
        found = [_published(e, text) for e in read if e.type != "DOC"]
        found += titles(text) if "DOC" in types else ()  # as they are published
        return sorted(found, key=_order)
    findings = Findings(reading, date, engine)
    found = [entity for kind in TYPES if kind in types for entity in findings[kind]]
    return sorted(found, key=_order)


def _published(entity: Entity, text: str) -> Entity:
    """The entity as it stands in the text; a person of a Simplified text keeps a rare character: 阮炜煒."""
    stands = text[entity.start : entity.end]
    if entity.type != "PER":
        return replace(entity, text=stands)
    own, read = "".join(stands.split()), entity.normalized
    if not is_traditional(text):
        read = own
    elif _QIAN in own and len(own) == len(read):
        read = "".join(_QIAN if a == _QIAN else b for a, b in zip(own, read, strict=True))
    return replace(entity, text=stands, normalized=read)


_QIAN = "乾"  # dry in Simplified words only, and in no name: 李乾明


def _order(entity: Entity) -> tuple[int, int, int]:
    return entity.start, -entity.end, TYPES.index(entity.type)
