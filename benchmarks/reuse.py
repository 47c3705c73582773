"""Shared passages: how many that were planted are found, how much of what is reported was planted.

    python -m benchmarks.reuse [--shared ../shared] [--documents 10000] [--planted 2000]

Documents of about 2,000 characters are sentences of laws whose pieces of two characters were shuffled,
so that nothing is shared but what is planted: runs of real sentences, each used once, of 60 to 200
characters, of which one character in twenty was replaced, left out or doubled. Found: 70% of the
planted span lies in a reported one of the same pair. Planted: the reported span overlaps a planted
one of its pair by half.
"""

from __future__ import annotations

import random
import re
import resource
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.common import parser_of, records
from policytext.corpus.reuse import find_reuse

SIZE = 2_000
Planted = tuple[int, int, int]  # document, start, end


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--planted", type=int, default=2_000)
    options = parser.parse_args()
    rng = random.Random(7)
    sentences = sentences_of(options.shared / "data" / "policy_text" / "laws.jsonl.gz", rng)
    documents = [filler(sentences, rng) for _ in range(options.documents)]
    pairs = plant(documents, sentences, options.planted, rng)
    texts = ["".join(document) for document in documents]
    began, cpu = time.perf_counter(), time.process_time()
    found, _ = find_reuse(texts)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    reported = defaultdict(list)
    for passage in found:
        reported[passage.document, passage.other].append(passage)
    hits = sum(
        any(overlap((p.start, p.end), one) >= 0.7 * (one[1] - one[0]) for p in reported[pair])
        for pair, (one, _) in pairs.items()
    )
    right = sum(
        (p.document, p.other) in pairs
        and 2 * overlap((p.start, p.end), pairs[p.document, p.other][0]) >= p.end - p.start
        for p in found
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(texts):,} documents of {sum(map(len, texts)) // max(len(texts), 1):,} characters")
    print(f"planted and found {hits} of {len(pairs)} ({hits / len(pairs):.3f})")
    print(f"reported and planted {right} of {len(found)} ({right / max(len(found), 1):.3f})")
    print(f"{took:.1f} s, {cpu:.1f} s of one core, {memory} MB at the peak, the texts among them")


def sentences_of(path: Path, rng: random.Random) -> list[str]:
    """Every sentence once, shuffled."""
    found: dict[str, None] = {}
    for law in records(path):
        for sentence in re.findall(r"[^。；\n]{16,120}[。；]", law["text"]):
            found.setdefault(sentence.strip())
    sentences = list(found)
    rng.shuffle(sentences)
    return sentences


def filler(sentences: list[str], rng: random.Random) -> list[str]:
    """Sentences of a document: their characters are those of laws, their order is chance."""
    made: list[str] = []
    while sum(map(len, made)) < SIZE:
        sentence = rng.choice(sentences)[:-1]
        pieces = [sentence[at : at + 2] for at in range(0, len(sentence), 2)]
        rng.shuffle(pieces)
        made.append("".join(pieces) + "。")
    return made


def plant(
    documents: list[list[str]], spare: list[str], count: int, rng: random.Random
) -> dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]]:
    """Put altered copies of spare passages into pairs of documents; where they lie in both."""
    at: dict[int, list[tuple[int, str]]] = defaultdict(list)
    pairs = {}
    for number in range(count):
        one, other = sorted(rng.sample(range(len(documents)), 2))
        if one in at or other in at:
            continue
        passage = ""
        length = rng.randint(60, 200)
        while len(passage) < length:
            passage += spare.pop()
        passage = passage[:length]
        at[one].append((number, passage))
        at[other].append((number, altered(passage, rng)))
        pairs[number] = (one, other)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for document, planted in at.items():
        for number, passage in planted:
            place = rng.randint(0, len(documents[document]))
            start = sum(map(len, documents[document][:place]))
            documents[document].insert(place, passage)
            spans[document, number] = (start, start + len(passage))
    return {pair: (spans[pair[0], n], spans[pair[1], n]) for n, pair in pairs.items()}


def altered(passage: str, rng: random.Random, share: float = 0.05) -> str:
    letters = list(passage)
    for at in rng.sample(range(len(letters)), round(share * len(letters))):
        letters[at] = rng.choice(("", letters[at] * 2, rng.choice("的和市县年工作建设发展管理")))
    return "".join(letters)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


if __name__ == "__main__":
    main()
