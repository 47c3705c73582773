"""A duty, and the roles of those who have it; a target, and how its number is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from policytext.commitments.duty.bodies import Name
from policytext.recognition.model import Entity

Role = Literal["lead", "support", "guide", "responsible"]
Form = Literal["bracket", "table", "by", "modal", "charge", "bare"]
Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "range"]
BOUNDS: Mapping[str, Bound] = {
    "about": "about",
    "at least": "at_least",
    "at most": "at_most",
    "more than": "more_than",
    "less than": "at_most",
}
"""What the words beside a number say (`recognition.bounds`), as the bound of a target."""
Change = Literal["level", "increase", "decrease"]

ROLES: tuple[Role, ...] = ("lead", "support", "guide", "responsible")


@dataclass(frozen=True, slots=True)
class Duty:
    """What a text charges somebody with: the action `[start, end)` in code points, and who in which role.

    `form`: bracket （…负责）, table (牵头单位 over a column), by 由…, charge …负责…, modal …应当…, bare for
    what a rule says that somebody does (征信中心提供查询证明).
    """

    start: int
    end: int
    bodies: tuple[tuple[Name, Role], ...]
    form: Form


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


def as_entities(text: str, targets: Sequence[Target], duties: Sequence[Duty]) -> list[Entity]:
    """TARGET and DUTY, sorted by offset; `recognition.model.Entity` says what their facts are.

    >>> from policytext.commitments.targets import targets
    >>> text = "到2030年，绿地率达到40%以上。"
    >>> [(found.text, found.normalized, found.detail) for found in as_entities(text, targets(text), [])]
    [('绿地率达到40%以上', '40', '%; at_least; 2030; level; 绿地率')]
    """
    found: list[Entity] = []
    for aim in targets:
        facts = "; ".join((aim.unit, aim.bound, aim.year, aim.change, aim.subject))
        found.append(Entity(aim.start, aim.end, aim.text, "TARGET", aim.number, facts))
    for duty in duties:
        names = "、".join(name.text for name, _ in duty.bodies)
        roles = "; ".join(f"{role} {name.text}" for name, role in duty.bodies)
        found.append(Entity(duty.start, duty.end, text[duty.start : duty.end], "DUTY", names, roles))
    return sorted(found, key=lambda entity: (entity.start, -entity.end))
