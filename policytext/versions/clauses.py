"""The clauses of a document: an article with its paragraphs, or else a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policytext.structure.numbering import ARTICLE
from policytext.structure.outline import Heading, outline


@dataclass(frozen=True)
class Clause:
    """`[start, end)` of a text in code points, with its `number` (第三条, 一、; or none) and its text.

    `parts`: the number of clauses that it joins, more than one for split or merged clauses.
    """

    number: str
    body: str
    start: int
    end: int
    parts: int = 1

    @cached_property
    def said(self) -> str:
        """The text without white space, for comparison."""
        return "".join(self.body.split())

    @cached_property
    def bigrams(self) -> Counter[str]:
        said = self.said
        return Counter(said[at : at + 2] for at in range(max(len(said) - 1, 1)))

    @cached_property
    def size(self) -> int:
        return self.bigrams.total()


def joined(parts: Sequence[Clause]) -> Clause:
    """Consecutive clauses as one.

    >>> one = joined([Clause("第一条", "节水有责。", 0, 9), Clause("第二条", "人人节水。", 10, 19)])
    >>> one.number, one.start, one.end
    ('第一条、第二条', 0, 19)
    """
    number = "、".join(part.number for part in parts if part.number)
    body = "\n".join(part.body for part in parts)
    return Clause(number, body, parts[0].start, parts[-1].end, len(parts))


def clauses(text: str) -> list[Clause]:
    """Every clause of a text in order; together they contain all of it that is not blank.

    >>> text = "第一章 总则\\n第一条 为了节水，制定本办法。\\n第二条 节水有责。\\n人人节水。"
    >>> [(clause.number, clause.body) for clause in clauses(text)]
    [('第一章', '总则'), ('第一条', '为了节水，制定本办法。'), ('第二条', '节水有责。\\n人人节水。')]
    """
    return list(_clauses(text, {heading.start: heading for heading in outline(text) if heading.number}))


def _clauses(text: str, numbered: dict[int, Heading]) -> Iterator[Clause]:
    articles = [heading for heading in numbered.values() if heading.level == ARTICLE]
    inside = {heading.start: heading.until for heading in articles}  # its items belong to it
    start = at = 0
    for line in text.split("\n"):
        begin = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        if line.strip() and at >= start:
            heading = numbered.get(begin)
            end = max(end, inside.get(begin, end))
            body = begin + len(heading.number) if heading else begin
            yield Clause(heading.number if heading else "", text[body:end].strip(), begin, end)
            start = end
        at += len(line) + 1
