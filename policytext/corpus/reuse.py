"""Text reuse: shared character sequences are chained into candidate passages, which are then aligned.

As in programs that look for plagiarism (Schleimer, Wilkerson and Aiken 2003) and for reprints in old
newspapers (Smith, Cordell and Dillon 2013): shared sequences are seeds, seeds in a row are a candidate,
and a local alignment says where the passage begins and ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from policytext.composition import alike
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
    spans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for passage in passages:
        spans[passage.document].append((passage.start, passage.end, passage.other))
        spans[passage.other].append((passage.other_start, passage.other_end, passage.document))
    counts = []
    for passage in passages:
        others = {
            other
            for start, end, other in spans[passage.document]
            if 2 * (min(end, passage.end) - max(start, passage.start)) >= passage.end - passage.start
        }
        counts.append(1 + len(others))
    return counts


def taken(passages: Sequence[Passage], lengths: Sequence[int], earlier: Sequence[bool]) -> list[float]:
    """The share of each text that others have too. `earlier`: whether the document of each passage is the
    earlier one; then only the other has taken it over.
    """
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for passage, first in zip(passages, earlier, strict=True):
        if first:
            covered[passage.other].append((passage.other_start, passage.other_end))
        else:
            covered[passage.document].append((passage.start, passage.end))
    return [_united(covered[number]) / length if length else 0.0 for number, length in enumerate(lengths)]


def _united(spans: Sequence[tuple[int, int]]) -> int:
    """The length of the union of the spans."""
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
    one, places = _letters(texts[first], start, end)
    other, other_places = _letters(texts[second], other_start, other_end)
    blocks = _blocks(one, other)
    low, high = _best_run(blocks)
    pairs = [
        (places[block.a + at], other_places[block.b + at])
        for block in blocks[low : high + 1]
        for at in range(block.size)
    ]
    both = texts[first], texts[second]
    (begin, other_begin), (until, other_until), matched = by_clauses(both, pairs, SHORTEST)
    length, other_length = letters(both[0], begin, until), letters(both[1], other_begin, other_until)
    similarity = 2 * matched / (length + other_length)
    if length < SHORTEST or similarity < LEAST:
        return None
    return Passage(first, begin, until, second, other_begin, other_until, round(similarity, 4))


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
    here, _ = _letters(texts[one.document], start, end - LENGTH, 0)
    there, _ = _letters(texts[one.other], low, high - LENGTH, 0)
    matched = sum(block.size for block in _blocks(here, there))
    similarity = 2 * matched / (len(here) + len(there))
    if similarity < LEAST:
        return None
    return Passage(one.document, start, end, one.other, low, high, round(similarity, 4))


Pair = tuple[int, int]  # a place in each of two texts, in code points
Texts = tuple[str, str]

_CLAUSE = "。；！？，：\n"
_ITEM = _CLAUSE + "、"
_BESIDE = " \t\u3000\xa0“”‘’「」『』《》（）()—"
"""Characters that may stand between a mark and the letters of a clause."""
_OPEN, _CLOSE = "（“「『《", "。；！？，：”）"
"""Marks that belong to the clause after them, and before them, if both documents have them."""
_REACH = 3
"""Letters not shared that a passage may have at either end to reach the bound of a clause."""
_LOSS = 24
"""Letters, at most an eighth of the shared ones, that may be cut off to reach the bound of a clause (of
about a dozen)."""


def by_clauses(texts: Texts, pairs: Sequence[Pair], shortest: int = 0) -> tuple[Pair, Pair, int]:
    """The bounds of a passage in both texts, and the number of letters that they share in it.

    `pairs` are the places of shared letters; the passage is extended by what the texts have in common right
    before and after it. When it is cut to a clause, `shortest` letters remain at least.

    >>> texts = "前言。各县应当建立制度，报告主管部门，甲", "略。各县应当建立制度，报告主管部门，乙"
    >>> by_clauses(texts, [(at, at - 1) for at in (*range(4, 11), *range(12, 16))])
    ((3, 2), (19, 18), 14)
    """
    before = list(_shared_on(texts, pairs[0], -1))
    shared = [*reversed(before), *pairs, *_shared_on(texts, pairs[-1], 1)]
    spare = min(_LOSS, len(shared) // 8, max(0, len(shared) - shortest) // 2)
    first = _bound(texts, shared[: spare + 1], -1)
    last = _bound(texts, shared[: -spare - 2 : -1], 1)
    matched = sum(first[0] <= at <= last[0] for at, _ in shared)
    opens = _same(texts, first, -1, _OPEN)
    closes = _same(texts, last, 1, _CLOSE)
    return (first[0] - opens, first[1] - opens), (last[0] + 1 + closes, last[1] + 1 + closes), matched


def letters(text: str, start: int, end: int) -> int:
    """How many letters and digits a passage has."""
    return sum(char.isalnum() for char in text[start:end])


def _walk(text: str, at: int, step: int) -> Iterator[int]:
    """The places of the letters after (`step` 1) or before (-1) a place."""
    at += step
    while 0 <= at < len(text):
        if text[at].isalnum():
            yield at
        at += step


def _shared_on(texts: Texts, edge: Pair, step: int) -> Iterator[Pair]:
    """The letters that both texts have in common right before or after a pair."""
    table = simplified_table()
    for one, other in zip(_walk(texts[0], edge[0], step), _walk(texts[1], edge[1], step), strict=False):
        if texts[0][one].translate(table) != texts[1][other].translate(table):
            return
        yield one, other


def _bound(texts: Texts, inwards: Sequence[Pair], step: int) -> Pair:
    """The letter at which the passage begins (`step` -1) or ends (1)."""
    one, other = (_reached(text, at, step) for text, at in zip(texts, inwards[0], strict=True))
    if one is not None and other is not None:
        return one, other
    for marks in (_CLAUSE, _ITEM):
        for pair in inwards:
            if all(_is_bound(text, at, step, marks) for text, at in zip(texts, pair, strict=True)):
                return pair
    return inwards[0]


def _reached(text: str, at: int, step: int) -> int | None:
    """The next letter with which a clause begins or ends, this one or a few further on."""
    letters_on = (at, *islice(_walk(text, at, step), _REACH))
    return next((letter for letter in letters_on if _is_bound(text, letter, step)), None)


def _is_bound(text: str, at: int, step: int, marks: str = _CLAUSE) -> bool:
    """Does a clause begin (`step` -1) or end (1) with a letter?"""
    at += step
    while 0 <= at < len(text) and text[at] in _BESIDE:
        at += step
    return not 0 <= at < len(text) or text[at] in marks


def _same(texts: Texts, edge: Pair, step: int, marks: str) -> bool:
    """Does the same one of these marks stand beside a pair in both texts?"""
    one, other = edge[0] + step, edge[1] + step
    if not (0 <= one < len(texts[0]) and 0 <= other < len(texts[1])):
        return False
    return texts[0][one] == texts[1][other] and texts[0][one] in marks
