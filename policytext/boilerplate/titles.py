"""Which lines of a page are its title: marked up, broken over lines, unmarked above the text; subtitles."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from policytext.boilerplate.blocks import HEADINGS, PageLine, is_wordy
from policytext.boilerplate.rules import NAVIGATION, PUBLICATION
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.head import MOST, MOST_LINES, marked_headlines, page_title
from policytext.pagefacts.title import is_complete, is_torn, joined, names_subject

HEAD = 8  # lines over the article in which its title may stand unmarked
SUBTITLES = 2  # lines under a headline that may be its subtitle
ALIKE = 0.75  # of a headline that a title which lost bytes still has
TAIL = 10  # characters of a heading with which the title of a page ends, behind a word for its kind

_LABELLED = lazy("[：\t]")
_DATED = lazy(r"\d{4}[-./年]\d")


def mark(lines: Sequence[PageLine], title: str) -> None:
    """Mark the lines that are the title of the page, whole, broken over lines, or as a heading its end."""
    known = _squeezed(title)
    for line in lines:
        alike = (not line.links or line.box.tag == "h1") and line.size == len(known)
        line.is_title = alike and _squeezed(line.text) == known
        if line.box.tag in HEADINGS and TAIL <= line.size < len(known) and not line.links:
            line.is_title = known.endswith(_squeezed(line.text))  # 在线访谈：…
    _mark_broken(lines, known)


def as_repaired(title: str, lines: Sequence[PageLine]) -> str:
    """The title as it is read of the page as it is now: damaged, it did not match its own headline."""
    if not title:
        return ""
    own = [(line.text.strip(), line.box.tag, line.box.name) for line in lines if not line.links]
    found = page_title(title, [line.text.strip() for line in lines], marked_headlines(own))
    texts = [text for text, _, _ in own]
    return found if found in texts or not is_torn(title) else _alike(title, texts) or found


def _alike(title: str, texts: Sequence[str]) -> str:
    """The line that a title is or begins with but for what was lost of it, "" if none is."""
    close = [
        (ratio, text)
        for text in texts
        if len(text) >= TAIL
        and (ratio := SequenceMatcher(None, text, title[: len(text)], autojunk=False).ratio()) >= ALIKE
    ]
    return max(close, default=(0.0, ""), key=lambda near: near[0])[1]


def above(lines: Sequence[PageLine], first: int) -> str:
    """The nearest line over the article that is a document's title, or the line over its day.

    Neither needs to be marked up.
    """
    head = lines[max(0, first - HEAD) : first]
    whole = [joined([*_begun_over(head, at), line.text.strip()]) for at, line in enumerate(head)]
    for line, text in zip(reversed(head), reversed(whole), strict=True):
        if _is_free(line) and is_complete(text) and names_subject(text):
            return text
    dated = (
        text
        for (line, below), text in zip(pairwise(head), whole, strict=False)
        if below.found.get("date_published") and _is_free(line)
    )
    return next((text for text in dated if is_wordy(text) and len(text) <= MOST), "")


def dated_heading(lines: Sequence[PageLine], first: int) -> str:
    """The heading right over the day of publication, above the running text."""
    spoken = next((at for at in range(first, len(lines)) if lines[at].prose), first)
    for at in range(max(0, first - HEAD), spoken):
        line = lines[at]
        below = takewhile(lambda line: line.rule == PUBLICATION.name, lines[at + 1 : spoken])
        is_dated = line.box.tag in HEADINGS and any(told.found.get("date_published") for told in below)
        if is_dated and _is_free(line) and is_wordy(line.text) and line.size <= MOST:
            return line.text.strip()
    return ""


def _is_free(line: PageLine) -> bool:
    """Is it no link, no publication line and no menu?"""
    return line.own > line.links and not line.found and line.evidence >= 0


def _begun_over(lines: Sequence[PageLine], at: int) -> list[str]:
    """The lines above in the element of a headline: who issues what is 关于…, or how it begins."""
    over = [line for line in lines[:at] if line.box is lines[at].box]
    shown = [line.text.strip() for line in over]
    if lines[at].text.strip().startswith("关于"):
        return list(takewhile(agencies, reversed(shown)))[::-1]
    is_whole = len(over) >= MOST_LINES or any(line.found or line.prose for line in over)
    begins = lines[at].text.strip()[:1] not in "》”）" and any(map(is_complete, shown))
    return [] if is_whole or begins else shown


def subtitle(lines: Sequence[PageLine], titles: Sequence[int], first: int) -> str:
    """The subtitle: the text between the headline and the publication line or the article."""
    over = [number for number in titles if number < first]
    under = lines[over[-1] + 1 : min(over[-1] + 1 + SUBTITLES, first)] if over else []
    kept = takewhile(lambda line: line.rule == NAVIGATION.name and line.evidence >= 0, under)
    shown = (line.text.strip() for line in kept if is_wordy(line.text) and not _DATED.search(line.text))
    return " ".join(title for title in shown if not _LABELLED.search(title))


def _mark_broken(lines: Sequence[PageLine], title: str) -> None:
    """Mark the lines that a page breaks its headline into; `title` is squeezed."""
    for at, line in enumerate(lines):
        if line.links or line.size >= len(title) or not title.startswith(line.text.strip()[:1]):
            continue
        whole, end = _squeezed(line.text), at + 1
        while (
            len(whole) < len(title) and title.startswith(whole) and end < min(at + MOST_LINES, len(lines))
        ):
            whole, end = whole + _squeezed(lines[end].text), end + 1
        if whole == title:
            for part in lines[at:end]:
                part.is_title = True


def _squeezed(text: str) -> str:
    return "".join(text.translate(simplified_table()).split())
