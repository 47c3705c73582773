"""What is to be done by somebody: 由市水务局会同市财政局制定."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.commitments.agents import RELATIVE, agent, doing
from policytext.commitments.bodies import Name
from policytext.commitments.helpers import helpers
from policytext.commitments.model import Duty, Role
from policytext.language.patterns import late
from policytext.language.sentences import sentences

_BY = late("(?<![自理事缘])由(?!于|此)")
_DEFINED = late("[是系]指")  # 应用软件是指由生产企业自行安装的软件
_MAY = late(".*(?:可以?|不得|不|能够?)")


def by(text: str) -> Iterator[Duty]:
    """Bodies behind 由, and what they do. What may be done is none, nor 由…审批的项目, 由…组成.

    >>> [(duty.bodies[0][0].text, duty.bodies[0][1]) for duty in by("本办法由市水务局负责解释。")]
    [('市水务局', 'responsible')]
    """
    for low, high in sentences(text):
        defined = _DEFINED.search(text, low, high)
        for match in _BY.finditer(text, low, defined.start() if defined else high):
            if _MAY.fullmatch(text, max(low, match.start() - 3), match.start()):
                continue
            found = agent(text, match.end(), high, doing("by"), any_verb=True, parties=True)
            if found and not RELATIVE.match(text, found.end, high):
                yield from _duty(text, found.names, found.end, high)


def _duty(text: str, listed: Sequence[Name], start: int, high: int) -> Iterator[Duty]:
    end = high - (text[high - 1] in "。！？；")
    verb = text[start : start + 2]
    lead = verb in ("牵头", "会同")
    bodies: list[tuple[Name, Role]] = [(name, "lead" if lead else "responsible") for name in listed]
    if lead:
        others, behind = helpers(text, start)
        bodies += [(name, "support") for name in others]
        start = behind or start + len(verb)
    while start < end and text[start] in "，、 ":
        start += 1
    if end > start:
        yield Duty(start, end, tuple(bodies), "by")
