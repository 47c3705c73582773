"""Candidate phrases: words, and runs of two to five words that can be a term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policytext.language.segment import Word
from policytext.language.tagger import tag
from policytext.resources import rows

LONGEST = 5  # words in a phrase
_CHARACTERS = range(2, 16)
_LINKS = frozenset("·-—/")


class Candidate(NamedTuple):
    """A phrase where it stands, and the words it is made of."""

    text: str
    start: int
    words: tuple[Word, ...]


@cache
def stops() -> Mapping[str, frozenset[str]]:
    """Stop words by kind: any, edge, first, last, alone (see the table's first line)."""
    table: dict[str, set[str]] = {}
    for kind, word in rows("keyword_stops.tsv"):
        table.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in table.items()}


def candidates(text: str) -> Iterator[Candidate]:
    """Every candidate of a text, each place where it stands.

    >>> sorted({c.text for c in candidates("加快培育商业航天产业。")})
    ['商业', '商业航天', '商业航天产业', '航天', '航天产业']
    """
    for run in _runs(tag(text)):
        for first in range(len(run)):
            for last in range(first, min(first + LONGEST, len(run))):
                words = tuple(run[first : last + 1])
                if _is_term(words):
                    phrase = "".join(word.text for word in words)
                    if len(phrase) in _CHARACTERS:
                        yield Candidate(phrase, words[0].start, words)


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Stretches of words that can stand in a term together."""
    run: list[Word] = []
    for word in words:
        if _can_stand(word):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _can_stand(word: Word) -> bool:
    if word.text in stops()["any"]:
        return False
    kind = word.tag
    if kind == "eng":
        return len(word.text) > 1
    if kind in (
        "x",
        "m",
        "mq",
        "r",
        "p",
        "c",
        "d",
        "u",
        "uj",
        "ul",
        "uv",
        "uz",
        "ud",
        "ug",
        "f",
        "y",
        "e",
        "o",
        "q",
        "zg",
        "df",
        "rz",
    ):
        return kind == "zg" and len(word.text) > 1
    return "\u3400" <= word.text[0] <= "\U0003ffff" or word.text[0] == "〇"


def _is_term(words: Sequence[Word]) -> bool:
    stop = stops()
    first, last = words[0], words[-1]
    if len(words) == 1:
        return (
            len(first.text) > 1
            and first.text not in stop["alone"]
            and first.text not in stop["edge"]
            and first.text not in stop["first"]
            and first.text not in stop["last"]
            and first.tag[0] in "njlise"
            or first.tag == "vn"
            and len(first.text) > 2
        )
    return (
        first.text not in stop["first"]
        and last.text not in stop["last"]
        and len(last.text) > 1
        and last.tag[0] in "njvlsieat"
        and not (last.tag in ("v", "a", "t", "ad", "vd"))
        and not (first.tag in ("ad", "vd", "vg", "vi"))
        and not (len(first.text) == 1 and first.tag.startswith("v"))
    )
