"""DOC and DOCNO: titles in 《》, and the numbers that agencies give their documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.pagefacts import docnumber
from policytext.pagefacts.title import ENDINGS
from policytext.recognition.model import Entity
from policytext.resources import rows

_TITLE = lazy(r"[《〈]|[》〉]")


def doc_numbers(text: str) -> Iterator[Entity]:
    """Document numbers as entities; `policytext.pagefacts.docnumber` reads them.

    >>> [n.normalized for n in doc_numbers("根据国办发[2021]5号、粤府（2024） 12 号和国务院令第142号")]
    ['国办发〔2021〕5号', '粤府〔2024〕12号', '国务院令第142号']
    """
    for found in docnumber.doc_numbers(text):
        yield Entity(found.start, found.end, text[found.start : found.end], "DOCNO", found.normalized)


def titles(text: str) -> Iterator[Entity]:
    """Titles in 《》, those inside others too; an unclosed mark opens nothing.

    >>> [(t.normalized, t.detail) for t in titles("《关于废止<办法>的决定》和《意见》（国发〔2019〕5号）")]
    [('关于废止<办法>的决定', ''), ('意见', '国发〔2019〕5号')]
    """
    opened: list[tuple[str, int]] = []
    for match in _TITLE.finditer(text):
        mark, at = match[0], match.start()
        if mark in "《〈":
            opened.append((mark, at))
            continue
        while opened and opened[-1][0] != ("《" if mark == "》" else "〈"):
            opened.pop()
        if not opened:
            continue
        _, start = opened.pop()
        inner = text[start + 1 : at]
        if inner.strip() and len(inner) <= 120 and inner.count("\n") <= 2:
            after = re.compile(r"\s*[（(]([^（()）\n]{4,40}号)[）)]").match(text, at + 1)
            cited = next(doc_numbers(after[1]), None) if after else None
            yield Entity(
                start, at + 1, text[start : at + 1], "DOC", _title(inner), cited.normalized if cited else ""
            )


def is_citable(text: str, title: Entity) -> bool:
    """Is it the title of a document, rather than of a form, a contract, a film or a newspaper?

    What ends as documents do is one; of other titles only what something is done by (依据《中国制造2025》).

    >>> texts = "根据《节水条例》填写《申请表》", "电影《节水》上映", "落实《中国制造2025》"
    >>> [[is_citable(text, title) for title in titles(text)] for text in texts]
    [[True, False], [False], [True]]
    """
    name = _EDITION.sub("", title.normalized)
    sides = {
        "title": name,
        "before": text[max(0, title.start - _AROUND) : title.start].rpartition("\n")[2],
        "after": text[title.end : title.end + _AROUND].partition("\n")[0],
    }
    shown = shown_by("cited_titles.tsv", sides)  # what shows that it is none stands first
    if title.detail or shown:
        return bool(title.detail) or shown == "official"
    return bool(ENDINGS.search(name) or shown_by("citation_cues.tsv", sides))


def shown_by(table: str, sides: Mapping[str, str]) -> str | None:
    """The kind of the first row of a table of cues whose pattern is found on its side of a title."""
    return next(
        (kind for kind, side, cue in _cues(table) if side in sides and cue.search(sides[side])), None
    )


@cache
def _cues(table: str) -> tuple[tuple[str, str, LazyPattern], ...]:
    return tuple((kind, side, lazy(pattern)) for kind, side, pattern in rows(table))


_AROUND = 40  # code points on either side in which the words stand that show why a title is named
_EDITION = lazy(r"(?:\s*[（(〔][^（）()〔〕]{1,20}[）)〕])+$")  # （试行）, （2022版）


def _title(inner: str) -> str:
    """A title without line breaks and blanks but between two issuers: 中共中央 国务院关于…."""
    joint = _JOINT.sub("\0", inner)
    return re.sub(r"\s+(?=[^ -~])|(?<=[^ -~])\s+", "", joint).strip().replace("\0", " ")


_JOINT = lazy(
    f"(?<=[{HAN}][部委局厅院会府行办署央司社])[ \u3000]+"
    f"(?=[{HAN}]{{2}}[^《》〈〉]*?关于)(?!关于|印发|转发|批转|公布|发布|修[改订])"
)
