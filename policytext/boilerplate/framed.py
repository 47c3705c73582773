"""What a template sets around a document inside the element that holds it: over its text, and below.

The lines are read as those of a text without elements, with what the elements say of them; below
the document their look tells too: its template writes buttons and lists otherwise than its text.
"""

from __future__ import annotations

from collections.abc import Sequence

from policytext.boilerplate.blocks import HEADINGS, PageLine
from policytext.boilerplate.features import Line, read
from policytext.boilerplate.footed import (
    LISTED,
    below_article,
    below_document,
    document_end,
    doubtful,
    may_be_of_page,
)
from policytext.boilerplate.headed import around_headline, headline_at
from policytext.boilerplate.markers import SURE, furniture
from policytext.boilerplate.rules import RELATED
from policytext.layout import Box
from policytext.pagefacts.head import names_site

FOOT = 60  # lines of an article in which its end and what is below it stand

_OF_TEXTS = HEADINGS | {"p", "li", "tr", "td", "dt", "dd"}  # elements that a document's own lines have


def mark_frame(lines: Sequence[PageLine], titles: Sequence[int], first: int, last: int) -> list[str]:
    """Give the lines of the article `[first, last)` that are the page's their rule.

    `titles`: the lines of its headline. What comes back are lines that stay and may be the page's.
    """
    _above(lines, titles, first, last)
    return _below(lines, max(first, last - FOOT), last)


def _above(lines: Sequence[PageLine], titles: Sequence[int], first: int, last: int) -> None:
    """What stands around the headline in the article's element, over its text."""
    opens = next((at for at in range(first, last) if lines[at].prose and not lines[at].rule), last)
    if all(line.rule for line in lines[first:opens]):
        return
    shown = _as_read(lines[: min(opens + 1, last)])
    named = (at for at in titles if at < opens and not names_site(lines[at].text.strip()))
    at = max(named, default=-1)
    begun = next((above for above in range(at, -1, -1) if not lines[above].is_title), -1) + 1
    at, begun = (headline_at(shown), -1) if at < 0 else (at, begun)
    for line, look, found in zip(
        lines, shown, around_headline(shown, at, begun, is_page=True), strict=False
    ):
        if found is not look and not line.rule:
            line.rule, line.found = found.rule, found.facts or {}


def _below(lines: Sequence[PageLine], first: int, last: int) -> list[str]:
    """What stands below the document in the article's element; the lines that stay and are doubtful."""
    foot = lines[first:last]
    shown = _as_read(foot)
    for line, look, below in zip(
        foot, shown, below_article(below_document(shown, is_page=True)), strict=True
    ):
        if below is not look:
            line.rule = below.rule
    close = first + document_end(shown)
    looks = {_place(line) for line in lines[:close] if not line.rule}
    below_it = zip(lines[close:last], shown[close - first :], strict=True)
    apart = [(line, look) for line, look in below_it if not line.rule and _place(line) not in looks]
    for line, look in reversed(apart if len(apart) < LISTED else []):
        if line.box.tag in _OF_TEXTS or not (look.is_free and may_be_of_page(look)):
            break  # what stands above what is the document's is too
        line.rule = RELATED.name
    return doubtful([look for line, look in zip(foot, shown, strict=True) if not line.rule])


def _as_read(lines: Sequence[PageLine]) -> list[Line]:
    """Lines of a page as those of a text are read, with what is known of them."""
    shown = zip(lines, read("\n".join(line.text.strip() for line in lines)), strict=True)
    return [
        look.looked_at(furniture(line.rule, SURE), line.found or None) if line.rule else look
        for line, look in shown
    ]


def _place(line: PageLine) -> tuple[Box | None, str, str]:
    """What lines of one text have in common: the element around them, and the look of their own."""
    return line.box.parent, line.box.tag, line.box.name
