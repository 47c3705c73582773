"""Build policytext/resources/phrases.tsv: words and set phrases of policy text, with how common they are.

    python data/build/phrases.py ../shared/data/policy_text > policytext/resources/phrases.tsv

Sources: laws and provincial government work reports, official documents. A document is a law's
first CHARACTERS or a paragraph of a report. A phrase is two to four words between punctuation that

* stands in at least LEAST paragraphs or LEAST_LAWS laws,
* coheres: the pointwise mutual information of its best division is at least COHESION nats,
* stands free: the entropy of what comes before it, and after it, is at least FREEDOM nats,

the measures of new-word discovery (Church and Hanks 1990; branching entropy: Jin and Tanaka-Ishii 2006).
A phrase begins with a noun or what qualifies one. Single words are written for their frequency
alone, those in at least WORD_LEAST documents.
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

from policytext.keyphrases.candidates import stops
from policytext.language.segment import Word
from policytext.language.tagger import tag

HEADER = """\
# phrase or word\treports\tlaws. Counts from official documents, made by data/build/phrases.py: in how many
# paragraphs of provincial government work reports of 2026, and in how many laws, it stands. The row *
# has how many there are."""
Gram = tuple[str, ...]
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


class Counts:
    """How often each run of one to four words stands, in how many documents, and between what."""

    def __init__(self) -> None:
        self.documents: dict[str, Counter[Gram]] = {"law": Counter(), "report": Counter()}
        self.sizes: Counter[str] = Counter()
        self.times: Counter[Gram] = Counter()
        self.before: dict[Gram, Counter[str]] = defaultdict(Counter)
        self.after: dict[Gram, Counter[str]] = defaultdict(Counter)
        self.tags: dict[str, str] = {}
        self.total = 0

    def add(self, kind: str, text: str) -> None:
        words = tag(text)
        self.tags.update((word.text, word.tag) for word in words)
        self.sizes[kind] += 1
        found: set[Gram] = set()
        for number, run in enumerate(runs(words)):
            self.total += len(run)
            for first in range(len(run)):
                for last in range(first, min(first + 4, len(run))):
                    gram = tuple(run[first : last + 1])
                    found.add(gram)
                    self.times[gram] += 1
                    if last > first:
                        self.before[gram][run[first - 1] if first else f"|{number % 7}"] += 1
                        self.after[gram][run[last + 1] if last + 1 < len(run) else f"|{number % 7}"] += 1
        self.documents[kind].update(found)
        if len(self.times) > 6_000_000:
            self.prune()

    def prune(self) -> None:
        for gram in [gram for gram, times in self.times.items() if len(gram) > 1 and times < 2]:
            for table in (self.times, self.before, self.after):
                table.pop(gram, None)

    def cohesion(self, gram: Gram) -> float:
        best = max(self.times[gram[:cut]] * self.times[gram[cut:]] for cut in range(1, len(gram)))
        return math.log(self.times[gram] * self.total / best)

    def is_phrase(self, gram: Gram) -> bool:
        tags = [self.tags[word] for word in gram]
        return (
            (self.documents["report"][gram] >= LEAST or self.documents["law"][gram] >= LEAST_LAWS)
            and 3 <= len("".join(gram)) <= 12
            and not any(word in stops()["any"] for word in gram)
            and gram[0] not in stops()["first"]
            and all(kind.startswith(INSIDE) for kind in tags)
            and tags[0].startswith(FIRST)
            and tags[-1].startswith(LAST)
            and self.cohesion(gram) >= COHESION
            and min(entropy(self.before[gram]), entropy(self.after[gram])) >= FREEDOM
        )

    def is_usual_word(self, gram: Gram) -> bool:
        return len(gram[0]) > 1 and sum(table[gram] for table in self.documents.values()) >= WORD_LEAST


def main(folder: Path) -> None:
    counts = Counts()
    for kind, text in documents(folder):
        counts.add(kind, text)
    merged: Counter[tuple[str, str]] = Counter()
    for gram in counts.documents["law"].keys() | counts.documents["report"].keys():
        if counts.is_usual_word(gram) if len(gram) == 1 else counts.is_phrase(gram):
            for kind in ("report", "law"):
                merged["".join(gram), kind] += counts.documents[kind][gram]
    print(HEADER)
    print("*", counts.sizes["report"], counts.sizes["law"], sep="\t")
    for phrase in sorted({phrase for phrase, _ in merged}):
        print(phrase, merged[phrase, "report"], merged[phrase, "law"], sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
