"""Targets and duties in the form of entities, for the table that all entities are given in."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.commitments.model import Duty, Target
from policytext.recognition.model import Entity


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
