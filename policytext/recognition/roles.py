"""Roles in a body that a list gives to people: 主任：张三, under a notice on the members of a committee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import lazy, shapes
from policytext.recognition.model import Entity

_SHAPES = shapes("relation_shapes.tsv")

OPENING = 1200  # characters before a list in which the body is named whose members it lists
NOTE = 40  # characters of a line between names that ends no list: （一）部门委员

_S = r"[ \u3000\t]*"
ROLE = _SHAPES["role"]
_OTHER = lazy(rf"{_S}[{HAN}]{{2,8}}[：:]")  # 主编：
_BODY = lazy("(?:委员会|小组|指挥部|联席会议|专班|理事会|工作组|专家组|委|机制|协会|学会)$")
_SET_UP = ("成立", "设立", "调整", "组建", "建立", "关于", "对")
_BEFORE = ("：", ":", "、", "；", "")


class Role(NamedTuple):
    """A person has a role in a body; `[start, end)` is where the role stands."""

    person: Entity
    start: int
    end: int
    body: str
    post: str


def roles(text: str, found: Sequence[Entity]) -> Iterator[Role]:
    """The roles that lists with heads (主任：, 成员：) give, where the text says of which body they are.

    >>> text = "关于调整节水委员会的通知\\n主任：丁一文"
    >>> found = [Entity(4, 9, "节水委员会", "ORG", "节水委员会"), Entity(16, 19, "丁一文", "PER")]
    >>> [(role.person.text, role.body + role.post) for role in roles(text, found)]
    [('丁一文', '节水委员会主任')]
    """
    first = ROLE.search(text)
    body = _body(text, found, first.start()) or _headed(text, first.start()) if first else ""
    if first is None or not body:
        return
    people = [entity for entity in found if entity.type == "PER" and entity.start >= first.start()]
    head: re.Match[str] | None = None
    at = first.start()
    for line in text[at:].split("\n"):
        end = at + len(line)
        head = ROLE.match(text, at, end) or (None if _OTHER.match(text, at, end) else head)
        named = [person for person in people if at <= person.start < end]
        listed = [person for person in named if _is_item(text, at, person)]
        if (
            not named
            and (own := _SHAPES["group of body"].fullmatch(text, at, end))
            and own["name"] not in body
        ):
            body = own["name"]
        if not listed and line.strip() and (named or len(line) > NOTE or line.rstrip().endswith("。")):
            return
        if head is None:
            return
        for person in listed:
            yield Role(person, head.start("role"), head.end("role"), body, re.sub(r"\s", "", head["role"]))
        at = end + 1


def _body(text: str, found: Sequence[Entity], at: int) -> str:
    """The last committee of which the text before a list says that it is set up, or who its members are."""
    for entity in reversed(found):
        if entity.type not in ("ORG", "MEETING") or not at - OPENING <= entity.start < at:
            continue
        if _BODY.search(entity.text) and (
            _SHAPES["members"].match(text, entity.end) or text.endswith(_SET_UP, 0, entity.start)
        ):
            numbered = _SHAPES["numbered body"].search(text, max(0, entity.start - 24), entity.start)
            return (numbered[1] if numbered else "") + entity.normalized
    return ""


_HEADING = lazy(  # 国务院职业教育工作\n部际联席会议|成员名单
    rf"^{_S}(?P<first>[{HAN}]{{4,30}}\n)?{_S}(?:《[^《》\n]{{2,30}}》)?(?:(?P<name>[{HAN}]{{2,40}}?)"
    rf"(?:(?:组成人员|成员|人员|专家)?名单|组成人员|成员)|(?P<whole>[{HAN}]{{0,30}}(?:委员会|编委会|组委会|小组|指挥部))){_S}\n\s*$",
    re.MULTILINE,
)
_OWN_NAME = 8  # characters of a line from which it is a body's whole name, not the second line of it


def _headed(text: str, at: int) -> str:
    """The body that the heading right above a list names, over one line or two."""
    heading = _HEADING.search(text, max(0, at - 100), at)
    name = heading and (heading["name"] or heading["whole"])
    if heading is None or not name or not _BODY.search(name):
        return ""
    return name if len(name) >= _OWN_NAME else (heading["first"] or "").strip() + name


def _is_item(text: str, start: int, person: Entity) -> bool:
    """Does the name begin a line, or follow a head, a mark or a blank in it?"""
    before = text[start : person.start]
    return before.rstrip(" \u3000\t")[-1:] in _BEFORE or before[-1:] in (" ", "\u3000", "\t")
