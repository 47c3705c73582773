"""Those who help: 会同市财政局, 市统计局参与."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.commitments.duty.agents import agent, doing
from policytext.commitments.duty.bodies import Name, names
from policytext.language.patterns import lazy

_WITH = lazy("(?:牵头[，、]?)?会同|牵头[，、]?")
_HELPED = lazy("(?P<others>[^，。；]{2,40}?)(?:参与|参加|配合|[，。；]|$)")
_CLOSED = lazy("(?P<others>[^，。；]{2,60}?等(?:有关|相关)?(?:部门|单位|机构|团体|方面))")
_LATER = lazy("[，；](?:并|要)?(?=会同)")
_HELPING = lazy(
    "[，；、](?P<others>[^，。；]{2,60}?)(?:予以)?(?:配合|协助|参与|参加|支持)(?=[，。；）)]|$)"
)


def helping(text: str, start: int, end: int) -> tuple[Sequence[Name], int, int]:
    """Those of whom a clause says that they help, and the clause; ([], `end`, `end`) if none does.

    >>> found, *clause = helping("牵头建设机场，市财政局配合", 0, 13)
    >>> [name.text for name in found], clause
    (['市财政局'], [6, 13])
    """
    found = _HELPING.search(text, start, end)
    others = names(text, *found.span("others")) if found else []
    if not found or not others:
        return [], end, end
    more, low, past = helping(text, found.end(), end)
    joined = [*others, *more] if low == found.end() else others  # 乙局配合，丙局参与
    return joined, found.start(), past if low == found.end() else found.end()


def helpers(text: str, at: int, end: int) -> tuple[Sequence[Name], int]:
    """Those named behind 牵头 or 会同 at an offset, and where they end; ([], 0) if nobody is.

    >>> [name.text for name in helpers("会同市财政局制定办法", 0, 10)[0]]
    ['市财政局']
    """
    if not (joined := _WITH.match(text, at, end)):
        return [], 0
    found = _CLOSED.match(text, joined.end(), end) or _HELPED.match(text, joined.end(), end)
    if found and (others := names(text, *found.span("others"))):
        return others, found.end()
    done = agent(text, joined.end(), end, doing("by"), any_verb=True)
    return (done.names, done.end) if done else ([], 0)


def later_helpers(text: str, start: int, end: int) -> Sequence[Name]:
    """Those with whom something is done further on: 司法部要加强指导，会同有关部门进行检查."""
    found = _LATER.search(text, start, end)
    return helpers(text, found.end(), end)[0] if found else []
