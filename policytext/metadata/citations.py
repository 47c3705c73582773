"""Which documents a document cites, and to what end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policytext.document import Document
from policytext.metadata.model import Header
from policytext.recognition.references import doc_numbers, is_citable, shown_by, titles

REACH = 40  # characters on either side in which the words stand that show the relation
CITED = "引用"  # the relation where no word shows another


class Citation(NamedTuple):
    """`text[start:end]` cites a document by its title, its number or both.

    `relation` is 依据, 转发, 印发, 废止, 修改, 解读 or 引用, by `citation_cues.tsv`.
    """

    start: int
    end: int
    title: str
    number: str
    relation: str


def citations(document: Document, header: Header) -> Iterator[Citation]:
    """The citations of a document in the order of its text; it does not cite itself.

    >>> text = "关于节水的通知\\n根据《节水条例》（国令第999号），现通知如下。《节水办法》同时废止。"
    >>> [(c.title, c.number, c.relation) for c in citations(Document.of(text), Header())]
    [('节水条例', '国令第999号', '依据'), ('节水办法', '', '废止')]
    """
    text = document.text
    numbers = {(number.start, number.end): number.normalized for number in doc_numbers(text)}
    found: list[Citation] = []
    inside: set[int] = set()
    for title in titles(text):
        if title.start in inside or not is_citable(text, title):
            continue
        end = title.end
        number = title.detail
        for (first, last), normalized in numbers.items():
            if title.end <= first <= title.end + 2 and text[title.end : first].strip() in ("（", "(", ""):
                number, end = normalized, last
        inside.update(range(title.start, end))
        found.append(_citation(text, title.start, end, title.normalized, number))
    for (first, last), normalized in numbers.items():
        if first not in inside:
            found.append(_citation(text, first, last, "", normalized))
    own = {header.title, header.doc_number} - {""}
    head = text.find(header.doc_number) if header.doc_number else -1
    for citation in sorted(found):
        if citation.start == head or {citation.title, citation.number} & own:
            continue
        yield citation


def _citation(text: str, start: int, end: int, title: str, number: str) -> Citation:
    before = text[max(0, start - REACH) : start].rpartition("\n")[2].rstrip("《（( ")
    closing = re.compile(r"[^）)]{0,6}[）)]?").match(text, end)
    after = text[closing.end() if closing and number else end :][:REACH].partition("\n")[0]
    return Citation(start, end, title, re.sub("^国务院令", "国令", number), _relation(before, after))


def _relation(before: str, after: str) -> str:
    return shown_by("citation_cues.tsv", {"before": before, "after": after}) or CITED
