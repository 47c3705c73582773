"""Build policytext/resources/phrases.tsv: words and set phrases of policy text, with how common they are.

    python data/build/phrases.py ../shared/data/policy_text > policytext/resources/phrases.tsv

Sources: laws and provincial government work reports, official documents. A document is a law's
first CHARACTERS or a paragraph of a report. A phrase is two to four words between punctuation that

* stands in at least LEAST paragraphs or LEAST_LAWS laws,
* coheres: the pointwise mutual information of its best division is at least COHESION nats,
* stands free: the entropy of what comes before it, and after it, is at least FREEDOM nats,

the measures of new-word discovery (Church and Hanks 1990; branching entropy: Jin and Tanaka-Ishii 2006).
A phrase begins with a noun or what qualifies one. Single words are written for their frequency alone, those in at least WORD_LEAST documents.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from policytext.keywords.candidates import stops
from policytext.language.segment import Word
from policytext.language.tagger import tag

CHARACTERS = 6000
LEAST, LEAST_LAWS = 6, 25
COHESION, FREEDOM = 2.0, 0.9
WORD_LEAST = 40
FIRST = ("n", "vn", "b", "a", "j", "t", "l", "s", "i", "m", "f", "zg")
LAST = ("n", "v", "j", "l", "s", "i", "k", "zg", "q")
INSIDE = (
    "n",
    "v",
    "b",
    "a",
    "j",
    "t",
    "l",
    "s",
    "i",
    "eng",
    "f",
    "m",
    "q",
    "k",
    "zg",
    "x",
    "ng",
    "vg",
    "d",
)


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(folder / "laws.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield "law", json.loads(line)["text"][:CHARACTERS]
    with (folder / "gov_work_reports_provincial_2026_dirty.jsonl").open(encoding="utf-8") as file:
        for line in file:
            for paragraph in json.loads(line)["text"].split("\n"):
                if len(paragraph) > 60:
                    yield "report", paragraph


def runs(words: Sequence[Word]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in words:
        if re.fullmatch(r"[〇\u3400-\u9fff]+", word.text):
            run.append(word.text)
        else:
            yield run
            run = []
    yield run


def entropy(counts: Counter[str]) -> float:
    total = sum(counts.values())
    return -sum(n / total * math.log(n / total) for n in counts.values())


def main(folder: Path) -> None:
    laws: Counter[tuple[str, ...]] = Counter()
    reports: Counter[tuple[str, ...]] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    before: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    after: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    kinds: dict[str, str] = {}
    total = 0
    for kind, text in documents(folder):
        words = tag(text)
        kinds.update((word.text, word.tag) for word in words)
        found: set[tuple[str, ...]] = set()
        for number, run in enumerate(runs(words)):
            for first in range(len(run)):
                for size in range(1, 5):
                    if first + size > len(run):
                        break
                    gram = tuple(run[first : first + size])
                    found.add(gram)
                    counts[gram] += 1
                    if size > 1:
                        before[gram][run[first - 1] if first else f"|{number % 7}"] += 1
                        after[gram][run[first + size] if first + size < len(run) else f"|{number % 7}"] += 1
            total += len(run)
        (laws if kind == "law" else reports).update(found)
        if len(counts) > 6_000_000:
            for table in (counts, before, after):
                for gram in [gram for gram in table if len(gram) > 1 and counts.get(gram, 0) < 2]:
                    table.pop(gram, None)

    def cohesion(gram: tuple[str, ...]) -> float:
        best = max(counts[gram[:cut]] * counts[gram[cut:]] for cut in range(1, len(gram)))
        return math.log(counts[gram] * total / best)

    stop = stops()
    sizes = Counter(kind for kind, _ in documents(folder))
    print(
        "# phrase or word\treports\tlaws: in how many paragraphs of provincial government work reports of 2026 and in how many laws it stands."
    )
    print(
        "# The row * has how many there are. From official documents, built by data/build/phrases.py; only counts are taken from them."
    )
    print("*", sizes["report"], sizes["law"], sep="\t")
    rows = []
    for gram in set(laws) | set(reports):
        phrase = "".join(gram)
        if len(gram) == 1:
            if laws[gram] + reports[gram] >= WORD_LEAST and len(phrase) > 1:
                rows.append((phrase, reports[gram], laws[gram]))
            continue
        if not (reports[gram] >= LEAST or laws[gram] >= LEAST_LAWS) or len(phrase) > 12 or len(phrase) < 3:
            continue
        if any(word in stop["any"] for word in gram) or gram[0] in stop["first"]:
            continue
        tags = [kinds[word] for word in gram]
        if (
            not all(t.startswith(INSIDE) for t in tags)
            or not tags[0].startswith(FIRST)
            or not tags[-1].startswith(LAST)
        ):
            continue
        if cohesion(gram) >= COHESION and min(entropy(before[gram]), entropy(after[gram])) >= FREEDOM:
            rows.append((phrase, reports[gram], laws[gram]))
    merged: dict[str, tuple[int, int]] = {}
    for phrase, in_reports, in_laws in rows:
        old = merged.get(phrase, (0, 0))
        merged[phrase] = (old[0] + in_reports, old[1] + in_laws)
    for phrase, figures in sorted(merged.items()):
        print(phrase, *figures, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
