"""Text reuse: shared character sequences are chained into candidate passages, which are then aligned.

As in programs that look for plagiarism (Schleimer, Wilkerson and Aiken 2003) and for reprints in old
newspapers (Smith, Cordell and Dillon 2013): shared sequences are seeds, seeds in a row are a candidate,
and a local alignment says where the passage begins and ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from policytext.composition import alike
from policytext.corpus.passages import by_clauses
from policytext.corpus.shingles import LENGTH, Seeds, of_texts, shared
from policytext.language.simplify import simplified_table

MOST = 100
"""Documents with a sequence of characters, above which it is ignored as a formula (and reported)."""
SHORTEST = 40
"""Letters and digits of the shortest passage that is reported: formulas that offices write independently
(责令停止违法行为，处一万元以上…) are usually shorter."""
LEAST = 0.8
"""Least share of characters that a passage and its counterpart have in common: below, two documents fill in
the same template (根据《…法》，结合本省实际，制定本条例)."""
GAP = 40
"""Characters between two seeds of one passage, at most; with more they are two passages."""
_SHIFT = 12  # characters that one side may have more between two seeds
_MARGIN = 40  # characters around the seeds in which the passage may begin and end
_ANCHOR = 48  # letters in a row that a text has once: they are the same place, and no formula is as long
_MISSED = 0.8  # what a character that has no counterpart costs the alignment, where one that has earns 1


@dataclass(frozen=True, slots=True)
class Passage:
    """`[start, end)` of one document's text, in code points, and its counterpart in another's.

    `document` and `other` are positions in the input; `similarity` is the share of characters in
    common (twice the matches over both lengths, Ratcliff and Obershelp).
    """

    document: int
    start: int
    end: int
    other: int
    other_start: int
    other_end: int
    similarity: float

    @property
    def sides(self) -> tuple[tuple[int, int, int, int], ...]:
        """The document, its span, and the other document, of both."""
        here = (self.document, self.start, self.end, self.other)
        return here, (self.other, self.other_start, self.other_end, self.document)


class Reuse(NamedTuple):
    """The passages that documents share, and the number of sequences ignored as formulas."""

    passages: list[Passage]
    formulae: int


def find_reuse(texts: Sequence[str], most: int = MOST) -> Reuse:
    """The passages that two texts share, by pair and place; `document` stands first in the input.

    Sequences of more than `most` texts are ignored. Memory: the texts, and temporarily some fifteen bytes
    a character.

    >>> rule = "各县应当建立河道巡查制度，发现侵占河道的行为，及时制止并报告主管部门，由其依法予以处理。"
    >>> [found] = find_reuse([f"前言。{rule}", f"略。{rule}此外没有。"]).passages
    >>> found.document, found.other, found.end - found.start == len(rule), found.similarity
    (0, 1, True, 1.0)
    """
    seeds, formulae = shared(of_texts(texts), most)
    aligned = (_aligned(texts, chain) for chain in _chains(seeds))
    return Reuse(_distinct(texts, (passage for passage in aligned if passage is not None)), formulae)


def writers(passages: Sequence[Passage]) -> list[int]:
    """The number of documents that have each passage, or most of it.

    >>> rule = "各县应当建立河道巡查制度，发现侵占河道的行为，及时制止并报告主管部门，由其依法予以处理。"
    >>> writers(find_reuse([f"甲{rule}", f"乙{rule}", f"丙{rule}"]).passages)
    [3, 3, 3]
    """
    spans: dict[int, list[list[int]]] = defaultdict(list)
    for passage in passages:
        for number, *side in passage.sides:
            spans[number].append(side)
    counts = []
    for passage in passages:
        others = {
            other
            for start, end, other in spans[passage.document]
            if 2 * (min(end, passage.end) - max(start, passage.start)) >= passage.end - passage.start
        }
        counts.append(1 + len(others))
    return counts


def united(spans: Iterable[tuple[int, int]]) -> int:
    """The length of the union of the spans.

    >>> united([(5, 9), (0, 4), (2, 6)])
    9
    """
    total = at = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, at))
        at = max(at, end)
    return total


Chain = tuple[int, int, int, int, int, int]  # both documents, first and last seed in each


def _chains(seeds: Seeds) -> Iterator[Chain]:
    """Runs of at least two seeds of one pair that advance in both documents."""
    if not len(seeds.first):
        return
    same = (seeds.first[1:] == seeds.first[:-1]) & (seeds.second[1:] == seeds.second[:-1])
    bounds = [0, *(np.flatnonzero(~same) + 1).tolist(), len(seeds.first)]
    for begin, until in pairwise(bounds):  # as numbers of Python, which take much memory, a pair at a time
        pair = int(seeds.first[begin]), int(seeds.second[begin])
        places = (column[begin:until].tolist() for column in (seeds.first_places, seeds.second_places))
        for start, end, other_start, other_end, count in _runs(*places):
            if count > 1:  # one seed is an accident
                yield (*pair, start, end, other_start, other_end)


def _runs(places: Sequence[int], others: Sequence[int]) -> Iterator[list[int]]:
    """Runs of the seeds of a pair: first and last place in each document, and how many seeds."""
    open_runs: list[list[int]] = []
    for at, other in zip(places, others, strict=True):
        for run in open_runs:
            ahead, across = at - run[1], other - run[3]
            if 0 <= ahead <= GAP + LENGTH and across > 0 and abs(ahead - across) <= _SHIFT:
                run[1], run[3], run[4] = at, other, run[4] + 1
                break
        else:
            yield from (run for run in open_runs if at - run[1] > GAP + LENGTH)
            open_runs = [run for run in open_runs if at - run[1] <= GAP + LENGTH]
            open_runs.append([at, at, other, other, 1])
    yield from open_runs


def _aligned(texts: Sequence[str], chain: Chain) -> Passage | None:
    """The passage around a chain of seeds: the run of the alignment with the highest sum."""
    first, second, start, end, other_start, other_end = chain
    if texts[first] == texts[second]:  # to its end, which no clause may bound
        length = len(texts[first])
        enough = len(_letters(texts[first], 0, length, 0)[0]) >= SHORTEST
        return Passage(first, 0, length, second, 0, length, 1.0) if enough else None
    one, places = _letters(texts[first], start, end)
    other, other_places = _letters(texts[second], other_start, other_end)
    blocks = _blocks(one, other)
    low, high = _best_run(blocks)
    pairs = [
        (places[block.a + at], other_places[block.b + at])
        for block in blocks[low : high + 1]
        for at in range(block.size)
    ]
    (begin, other_begin), (until, other_until) = by_clauses((texts[first], texts[second]), pairs, SHORTEST)
    return _similar(texts, Passage(first, begin, until, second, other_begin, other_until, 0.0))


def _similar(texts: Sequence[str], passage: Passage) -> Passage | None:
    """The passage with its similarity, if it is long and similar enough."""
    here, _ = _letters(texts[passage.document], passage.start, passage.end - LENGTH, 0)
    there, _ = _letters(texts[passage.other], passage.other_start, passage.other_end - LENGTH, 0)
    if len(here) < SHORTEST:
        return None
    similarity = 2 * sum(block.size for block in _blocks(here, there)) / (len(here) + len(there))
    return replace(passage, similarity=round(similarity, 4)) if similarity >= LEAST else None


def _blocks(one: str, other: str) -> list[Match]:
    """The matching blocks of two strings, those first in which reprints are the same over long runs.

    `SequenceMatcher` takes the square of a length, so that it is only for what stands between.

    >>> body = "".join(map(chr, range(0x4E00, 0x4E60)))
    >>> [(block.a, block.b, block.size) for block in _blocks(f"甲{body}乙丙", f"{body}丁丙")]
    [(1, 0, 96), (98, 97, 1)]
    """
    blocks: list[Match] = []
    done = other_done = at = 0

    def between(until: int, other_until: int) -> None:
        matcher = SequenceMatcher(None, one[done:until], other[other_done:other_until], autojunk=False)
        found = (block for block in matcher.get_matching_blocks() if block.size)
        blocks.extend(Match(done + block.a, other_done + block.b, block.size) for block in found)

    while at + _ANCHOR <= len(one):
        anchor = one[at : at + _ANCHOR]
        there = other.find(anchor, other_done)
        if there < 0 or other.find(anchor, there + 1) >= 0:
            at += _ANCHOR
            continue
        back = alike(one[done:at][::-1], other[other_done:there][::-1])
        size = back + alike(one[at:], other[there:])
        between(at - back, there - back)
        blocks.append(Match(at - back, there - back, size))
        done, other_done = at - back + size, there - back + size
        at = done
    between(len(one), len(other))
    return blocks


def _letters(text: str, start: int, end: int, margin: int = _MARGIN) -> tuple[str, list[int]]:
    """The letters and digits around a chain, in Simplified characters, with their places."""
    low = max(0, start - margin)
    window = text[low : end + LENGTH + margin].translate(simplified_table())
    kept = [(char, low + at) for at, char in enumerate(window) if char.isalnum()]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def _best_run(blocks: Sequence[Match]) -> tuple[int, int]:
    """The first and last block of the run with the highest sum of matches minus mismatches (Kadane)."""
    best, run = 0.0, (0, 0)
    total, begin = 0.0, 0
    for at, block in enumerate(blocks):
        if at:
            before = blocks[at - 1]
            total -= _MISSED * max(block.a - before.a - before.size, block.b - before.b - before.size)
        if total <= 0:
            total, begin = 0.0, at
        total += block.size
        if total > best:
            best, run = total, (begin, at)
    return run


def _distinct(texts: Sequence[str], passages: Iterable[Passage]) -> list[Passage]:
    """The passages; those of one pair that overlap in both texts are joined."""
    kept: list[Passage] = []
    for passage in passages:
        for at in range(len(kept) - 1, -1, -1):
            former = kept[at]
            if (former.document, former.other) != (passage.document, passage.other):
                kept.append(passage)
                break
            if 2 * _over(former, passage) >= min(former.end - former.start, passage.end - passage.start):
                break
            joined = _joined(texts, former, passage) if _over(former, passage) > 0 else None
            if joined:
                kept[at] = joined
                break
        else:
            kept.append(passage)
    return kept


def _over(one: Passage, other: Passage) -> int:
    """The code points by which two passages of a document overlap."""
    return min(one.end, other.end) - max(one.start, other.start)


def _joined(texts: Sequence[str], one: Passage, other: Passage) -> Passage | None:
    """Two passages of a pair as one, if they overlap in the other text too and the result is similar."""
    if min(one.other_end, other.other_end) <= max(one.other_start, other.other_start):
        return None
    start, end = min(one.start, other.start), max(one.end, other.end)
    low, high = min(one.other_start, other.other_start), max(one.other_end, other.other_end)
    return _similar(texts, Passage(one.document, start, end, one.other, low, high, 0.0))
