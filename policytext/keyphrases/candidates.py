"""Candidate keywords: words, set phrases of policy text, and compounds of up to four of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policytext.language.characters import HAN, is_han
from policytext.language.reading import Reading
from policytext.language.segment import Word
from policytext.resources import lists, rows

LONGEST = 4  # units in a compound
LONGEST_PHRASE = 4  # words in a set phrase
CHARACTERS = range(2, 15)

_NOUN = ("n", "j", "l", "nz", "eng", "s", "i", "an")
# Tags of what ends a term: marks, numbers, pronouns, prepositions, particles, names of people, …
_BREAKS = re.compile("x|mq?|rz?|p|c|df?|u[dgjlvz]?|f|y|e|o|q|nr|nrfg|nrt|t|ad|v[dgi]")
_QUOTED = re.compile(f"“([{HAN}、]{{3,9}})”")


class Candidate(NamedTuple):
    """A phrase where it stands, and the units (words and set phrases) it is made of."""

    text: str
    start: int
    units: tuple[Word, ...]


@cache
def stops() -> Mapping[str, frozenset[str]]:
    """Stop words by kind: any, edge, first, last, alone (see the table's first line)."""
    table: dict[str, set[str]] = {}
    for kind, word in rows("keyword_stops.tsv"):
        table.setdefault(kind, set()).add(word)
    table["any"] |= _posts() | set(lists("agencies.tsv")["national"])
    return {kind: frozenset(words) for kind, words in table.items()}


@cache
def frequencies() -> Mapping[str, tuple[int, int]]:
    """Words and set phrases of policy text: in how many report paragraphs and laws each stands.

    Industries and regions are set phrases whether or not they were seen. So are national agencies
    and what agencies are named after (工业和信息化), which say little.
    """
    named = (row[0] for table in ("industries.tsv", "regions.tsv") for row in rows(table))
    agencies = lists("agencies.tsv")
    fields = [*agencies["national"], *(name for name in agencies["field"] if "和" in name)]
    seen = {phrase: (int(reports), int(laws)) for phrase, reports, laws in rows("phrases.tsv")}
    return dict.fromkeys(named, (1, 0)) | dict.fromkeys(fields, (500, 500)) | seen


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Every candidate of a text, each place where it stands.

    >>> sorted({c.text for c in candidates(Reading("加快培育商业航天产业。"))})
    ['商业航天', '商业航天产业']
    """
    for run in _runs(units(reading)):
        for first in range(len(run)):
            for last in range(first, min(first + LONGEST, len(run))):
                found = tuple(run[first : last + 1])
                phrase = "".join(unit.text for unit in found)
                if len(phrase) in CHARACTERS and _is_term(found):
                    yield Candidate(phrase, found[0].start, found)


def units(reading: Reading) -> Iterator[Word]:
    """The words of a text, those that make a set phrase as one (tag `nz`), a quoted name too (`nx`).

    >>> [unit.text for unit in units(Reading("推动高质量发展"))]
    ['推动', '高质量发展']
    """
    text, words, known, heads = reading.text, reading.words, frequencies(), _heads_of_phrases()
    quoted = {match.start(1): match.end(1) for match in _QUOTED.finditer(text)}
    index = 0
    while index < len(words):
        word, size = words[index], 1
        if end := quoted.get(word.start):
            while words[index + size - 1].end < end:
                size += 1
            if words[index + size - 1].end == end:
                word = Word(text[word.start : end], word.start, "nx")
            else:
                size = 1
        elif text[word.start : word.start + 2] in heads:
            for length in range(min(LONGEST_PHRASE, len(words) - index), 1, -1):
                if text[word.start : words[index + length - 1].end] in known:
                    word, size = (
                        Word(text[word.start : words[index + length - 1].end], word.start, "nz"),
                        length,
                    )
                    break
        yield word
        index += size


@cache
def _heads_of_phrases() -> frozenset[str]:
    return frozenset(phrase[:2] for phrase in frequencies())


def _runs(words: Iterator[Word]) -> Iterator[list[Word]]:
    """Stretches of units that can stand in a term together; the name after a post ends one."""
    run: list[Word] = []
    post = name = 0  # where the last post ended, and how far the name after it can reach
    for word in words:
        if word.start == post and word.text[0] in _surnames():
            name = post + 3
        if _can_stand(word) and word.end > name:
            run.append(word)
        elif run:
            yield run
            run = []
        if word.text in _posts():
            post = word.end
    if run:
        yield run


@cache
def _posts() -> frozenset[str]:
    return frozenset(row[0] for row in rows("posts.tsv"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in rows("surnames.tsv"))


def _can_stand(word: Word) -> bool:
    if word.text in stops()["any"] or (_BREAKS.fullmatch(word.tag) and word.text != "未来"):
        return False
    return len(word.text) > 1 or is_han(word.text) if word.tag != "eng" else len(word.text) > 1


def _is_term(found: Sequence[Word]) -> bool:
    stop = stops()
    first, last = found[0], found[-1]
    if len(found) == 1:
        unwanted = any(first.text in stop[kind] for kind in ("alone", "edge", "first", "last"))
        return (
            not unwanted
            and len(first.text) > 1
            and (first.tag.startswith(_NOUN) or (first.tag == "vn" and len(first.text) > 2))
        )
    return (
        first.text not in stop["first"]
        and first.text not in stop["edge"]
        and last.text not in stop["last"]
        and (len(last.text) > 1 or last.text in stop["head"])
        and (last.tag.startswith(_NOUN) or last.tag in ("vn", "k", "zg"))
        and (len(first.text) > 1 or first.tag in ("a", "b"))
    )
