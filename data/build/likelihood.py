"""Builds policytext/resources/likelihood.bin, the character model of policytext.language.likelihood.

    python -m data.build.likelihood ../shared

Counts come from laws, provincial government work reports, State Council notices and titles
(official documents; those that `corpus.held_back` names are left out), and from the words of
jieba's dictionary with their frequencies (MIT), which cover names, news and general vocabulary.
Absolute discounting, interpolated; trigrams kept where they tell most against backing off
(Seymore and Rosenfeld 1996); backoff weights recomputed so that every distribution sums to one.
"""

from __future__ import annotations

import argparse
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import inf, log
from pathlib import Path

from data.build.corpus import LAWS, NOTICES, REPORTS, TITLES, held_back, policy_texts
from policytext.language import likelihood
from policytext.language.likelihood import BACKOFF_ZERO, STEP, mixed

LEVELS = 64  # of a quantised logarithm

# Most of the text is law; what stands nearer to the language of notices and news counts more.
WEIGHTS = {LAWS: 1.0, REPORTS: 3.0, NOTICES: 5.0, TITLES: 20.0}
DICTIONARY_SHARE = 0.35  # of all characters counted
DISCOUNTS = (0.8, 0.8)  # bigrams, trigrams
BIGRAMS, TRIGRAMS = 165_000, 520_000  # kept, so that the table stays below 2 MB
SPARE = 1.235  # slots for each key of a filter

Counts = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("-o", type=Path, default=Path("policytext/resources") / likelihood.RESOURCE)
    options = parser.parse_args()
    content = packed(*estimated(counts(options.shared)))
    options.o.write_bytes(content)
    sys.stderr.write(f"{options.o}: {len(content):,} bytes\n")


def counts(shared: Path) -> tuple[Counts, Counts, Counts, Counts]:
    """Weighted counts of one, two and three characters, and of words' ends (by the last one or two)."""
    grams: tuple[Counts, Counts, Counts] = (defaultdict(float), defaultdict(float), defaultdict(float))
    for name, weight in WEIGHTS.items():
        for document, text in policy_texts(shared, name):
            if not held_back(document):
                add_grams(grams, "\n" + text.translate(likelihood.classes()) + "\n", weight)
    words = [(word.translate(likelihood.classes()), count) for word, count in dictionary()]
    scale = DICTIONARY_SHARE / (1 - DICTIONARY_SHARE) * sum(grams[0].values())
    scale /= sum(len(word) * count for word, count in words)
    ends: Counts = defaultdict(float)
    for word, count in words:
        add_grams(grams, word, scale * count)
        for length in (1, 2):  # what follows a word is unknown, but it is not what the word goes on with
            if len(word) >= length:
                ends[word[-length:]] += scale * count
    return *grams, ends


def add_grams(grams: Iterable[Counts], text: str, weight: float) -> None:
    for order, counted in enumerate(grams, 1):
        for start in range(len(text) - order + 1):
            counted[text[start : start + order]] += weight


def dictionary() -> list[tuple[str, float]]:
    """Words and their frequencies.

    The dictionary was itself counted over damaged text: single characters such as 锛 and 銆 are
    there thousands of times, and in no word. So a single one counts by the words that it is part of.
    """
    import jieba

    path = Path(jieba.__file__).parent / "dict.txt"
    rows = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines()]
    within: Counts = defaultdict(float)
    for word, count, _ in rows:
        if len(word) > 1:
            for character in word:
                within[character] += int(count)
    return [
        (word, min(float(count), inf if len(word) > 1 else 1 + 10 * within[word]))
        for word, count, _ in rows
    ]


Estimates = tuple[Counts, Counts, Counts, Counts, Counts]


def estimated(counted: tuple[Counts, Counts, Counts, Counts]) -> Estimates:
    """Probabilities of kept singles, bigrams, trigrams; backoff weights of singles, of bigrams."""
    singles, doubles, triples, ends = counted
    total = sum(singles.values())
    p1 = {c: n / total for c, n in singles.items()}
    p2 = interpolated(doubles, totals(doubles, ends), DISCOUNTS[0], p1)
    p3 = interpolated(triples, totals(triples, ends), DISCOUNTS[1], p2)
    kept3 = strongest(triples, p3, p2, TRIGRAMS)
    needed = {gram[1:] for gram in kept3} | {gram[:2] for gram in kept3}
    kept2 = strongest(doubles, p2, p1, BIGRAMS, needed)
    kept3 = {gram: p for gram, p in kept3.items() if gram[1:] in kept2 and gram[:2] in kept2}
    return p1, kept2, kept3, weights(kept2, p1), weights(kept3, kept2)


def totals(grams: Mapping[str, float], ends: Mapping[str, float]) -> Counts:
    """How often each context was seen, with whatever after it."""
    seen: Counts = defaultdict(float)
    for gram, count in grams.items():
        seen[gram[:-1]] += count
    for context in seen:
        seen[context] += ends.get(context, 0.0)
    return seen


def interpolated(grams: Counts, seen: Counts, discount: float, lower: Counts) -> Counts:
    """P(last character | those before): absolute discounting, the mass left spread by `lower`."""
    discounted = {gram: max(0.0, count - discount) for gram, count in grams.items()}
    left = dict(seen)
    for gram, count in discounted.items():
        left[gram[:-1]] -= count
    return {
        gram: (count + left[gram[:-1]] * lower[gram[1:]]) / seen[gram[:-1]]
        for gram, count in discounted.items()
    }


def strongest(grams: Counts, own: Counts, lower: Counts, limit: int, needed: Iterable[str] = ()) -> Counts:
    """The `limit` n-grams that lose most log-likelihood if backed off, those `needed` first."""
    must = set(needed)
    worth = {gram: abs(grams[gram] * log(p / lower[gram[1:]])) for gram, p in own.items()}
    ranked = sorted(worth, key=lambda gram: (gram not in must, -worth[gram], gram))
    return {gram: own[gram] for gram in sorted(ranked[:limit])}


def weights(kept: Counts, lower: Counts) -> Counts:
    """The factor by which each context's lower distribution is taken for what is not kept."""
    own: Counts = defaultdict(float)
    below: Counts = defaultdict(float)
    for gram, p in kept.items():
        own[gram[:-1]] += p
        below[gram[:-1]] += lower[gram[1:]]
    return {context: max(1e-6, 1 - own[context]) / max(1e-6, 1 - below[context]) for context in own}


def steps(p: float, low: int = 0, zero: int = 0) -> int:
    """A probability as whole steps of its negative logarithm."""
    return max(low, min(LEVELS - 1, zero + round(-log(p) / STEP)))


def packed(p1: Counts, p2: Counts, p3: Counts, backoff1: Counts, backoff2: Counts) -> bytes:
    characters = sorted(p1)
    names = "".join(characters).encode()
    logs = bytes(min(255, round(-log(p1[c]) / STEP)) for c in characters)
    backoffs = bytes(steps(backoff1.get(c, 1.0), 1, BACKOFF_ZERO) for c in characters)
    bigrams = {
        bigram_key(gram): steps(p, 1) << 6
        | (steps(backoff2[gram], 1, BACKOFF_ZERO) if gram in backoff2 else 0)
        for gram, p in p2.items()
    }
    trigrams = {trigram_key(gram): steps(p) for gram, p in p3.items()}
    size2, filter2 = bloomier(bigrams, 12, 20)
    size3, filter3 = bloomier(trigrams, 6, 10)
    header = array("I", (len(characters), size2, size3, len(names)))
    table = array("I", filter2)
    short = array("H", filter3)
    if sys.byteorder == "big":
        for numbers in (header, table, short):
            numbers.byteswap()
    head = header.tobytes() + names + logs + backoffs
    return head + bytes(-len(head) % 4) + table.tobytes() + short.tobytes()


def bigram_key(text: str) -> int:
    """The key of two characters in the filters."""
    return ord(text[0]) << 21 | ord(text[1])


def trigram_key(text: str) -> int:
    return ord(text[0]) << 42 | ord(text[1]) << 21 | ord(text[2])


def slots_of(bits: int, size: int) -> tuple[int, int, int]:
    """The three slots of a key in a filter of three times `size` slots."""
    return bits % size, size + (bits >> 20) % size, 2 * size + (bits >> 40) % size


def bloomier(values: Mapping[int, int], value_bits: int, print_bits: int) -> tuple[int, list[int]]:
    """Slots such that the three of each key XOR to its fingerprint and value (peeling order)."""
    size = int(len(values) * SPARE / 3) + 16
    while (order := peeled(values, size)) is None:
        size += size // 100 + 1
    slots = [0] * (3 * size)
    for key, own in reversed(order):
        bits = mixed(key)
        a, b, c = slots_of(bits, size)
        slots[own] ^= slots[a] ^ slots[b] ^ slots[c] ^ bits >> 64 - print_bits << value_bits ^ values[key]
    return size, slots


def peeled(keys: Iterable[int], size: int) -> list[tuple[int, int]] | None:
    """Keys in an order in which each has a slot that no later one uses, or None."""
    degree, joined = [0] * (3 * size), [0] * (3 * size)
    places = {}
    for key in keys:
        places[key] = slots_of(mixed(key), size)
        for slot in places[key]:
            degree[slot] += 1
            joined[slot] ^= key
    alone = [slot for slot, count in enumerate(degree) if count == 1]
    order = []
    while alone:
        own = alone.pop()
        if degree[own] != 1:
            continue
        key = joined[own]
        order.append((key, own))
        for slot in places[key]:
            degree[slot] -= 1
            joined[slot] ^= key
            if degree[slot] == 1:
                alone.append(slot)
    return order if len(order) == len(places) else None


if __name__ == "__main__":
    main()
