"""DOC and DOCNO: titles in 《》, and the numbers that agencies give their documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts import docnumber
from policytext.recognition.model import Entity

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


def _title(inner: str) -> str:
    """A title without line breaks and blanks but between two issuers: 中共中央 国务院关于…."""
    joint = _JOINT.sub("\0", inner)
    return re.sub(r"\s+(?=[^ -~])|(?<=[^ -~])\s+", "", joint).strip().replace("\0", " ")


_JOINT = lazy(
    f"(?<=[{HAN}][部委局厅院会府行办署央司社])[ \u3000]+"
    f"(?=[{HAN}]{{2}}[^《》〈〉]*?关于)(?!关于|印发|转发|批转|公布|发布|修[改订])"
)
