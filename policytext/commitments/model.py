"""A duty, and the roles of those who have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policytext.commitments.bodies import Name

Role = Literal["lead", "support", "guide", "responsible"]
Form = Literal["bracket", "table", "by", "modal", "charge", "bare"]

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
