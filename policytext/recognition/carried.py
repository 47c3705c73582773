"""Bodies that a text names in full once, and elsewhere by a part of the name: 装备工业司, 信软司."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.agencies import NATIONAL_BODIES
from policytext.recognition.build import words_of
from policytext.recognition.model import Entity
from policytext.resources import alternation

_FREE = rf"(?:(?<![{HAN}])|(?<=[由向报经与和及请送至给]))"  # what shows that a name begins
_LONG = 5  # characters of a part that is no common name of a part (办公厅, 人事司)
_SHORT = lazy(
    rf"{_FREE}(?![由向报经与和及请送至给])(?P<stem>[{HAN}]{{2,4}})(?P<tail>[司局委办院所会])(?![{HAN}]?[员长议])"
)
_ENDS = {
    "委": "委员会",
    "办": "办公室",
    "会": "协会|学会|联合会|基金会",
    "院": "研究院|医院|学院",
    "所": "研究所",
}
"""What the last character of a short name stands for, besides itself."""


def carried(reading: Reading, found: Iterable[Entity]) -> Iterator[Entity]:
    """Other places where a body of the text stands by its own part or in short, each with the full name.

    >>> text = "工业和信息化部信息化和软件服务业司主办。信软司表示，由信息化和软件服务业司牵头"
    >>> from policytext.recognition.organisations import organisations
    >>> [(e.text, e.normalized[-12:]) for e in organisations(Reading(text), [])][1:]
    [('信软司', '化部信息化和软件服务业司'), ('信息化和软件服务业司', '化部信息化和软件服务业司')]
    """
    parts = _parts(found)
    if not parts:
        return
    text = reading.text
    for match in re.finditer(f"{_FREE}(?:{alternation(parts)})", text):
        yield Entity(*match.span(), match[0], "ORG", parts[match[0]])
    for match in _SHORT.finditer(text):
        full = [name for part, name in parts.items() if _is_short(match["stem"], match["tail"], part)]
        if len(full) == 1 and not is_known(match[0]) and match[0] not in parts:
            yield Entity(*match.span(), match[0], "ORG", full[0])


def _parts(found: Iterable[Entity]) -> Mapping[str, str]:
    """The own parts of bodies, each with the full name; none that two bodies share."""
    parts: dict[str, str] = {}
    shared = set[str]()
    tails = tuple(words_of("unit"))
    for entity in found:
        part = entity.text[NATIONAL_BODIES.end(entity.text, 0) :]
        whole = part == entity.text or len(part) < _LONG or part in words_of("kind")
        whole = whole or part.startswith(_SORTS) or bool(NATIONAL_BODIES.end(part, 0))  # two signers
        if (
            not whole
            and part.endswith(tails)
            and parts.setdefault(part, entity.normalized) != entity.normalized
        ):
            shared.add(part)
    return {part: name for part, name in parts.items() if part not in shared}


_SORTS = ("当地", "各", "省级", "分行", "支行", "分支", "地方", "派出", "下级", "上级", "专门", "金融监管")
"""What a part begins with that every body of the kind has: 当地分支行, 专门委员会."""


def _is_short(stem: str, tail: str, part: str) -> bool:
    """Is it a short form of a part: its first character, others in order, and what it ends with?"""
    ends = re.search(f"(?:{_ENDS.get(tail, tail)}|{tail})$", part)
    if ends is None or part[0] != stem[0]:
        return False
    letters = iter(part[: ends.start()])
    return all(character in letters for character in stem)
