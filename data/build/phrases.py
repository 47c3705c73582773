"""Build policytext/resources/phrases.tsv: words and phrases of official text, how common and how free.

    python data/build/phrases.py ../shared/data > policytext/resources/phrases.tsv

Sources, all official documents: laws (their first CHARACTERS), government work reports of the State
Council and of the provinces, reports to party congresses, regulations of the central bank, policies
on artificial intelligence of ministries and of Shandong. Each is read in passages of PASSAGE
characters. Of every candidate that keyphrases have (a run of words
without marks and function words) two things are counted: the passages in which it stands, and how
often it stands free on its left and on its right, that is beside a mark, a function word or a verb. A
piece of a term stands free on one side only (重点 before 监视防御区), a term on both; this is the
question that branching entropy asks (Jin and Tanaka-Ishii 2006), put to word classes. A phrase that
nearly always stands in one longer phrase is a piece of it, and free nowhere.
And the documents are counted that have it, and those of them that name it in their first line or a
heading: what documents are about is named there.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from python_calamine import CalamineWorkbook

from policytext.keyphrases.candidates import candidates
from policytext.keyphrases.features import PASSAGE
from policytext.keyphrases.lexicon import KNOWN
from policytext.keyphrases.places import headings, masked
from policytext.keyphrases.rank import PIECE
from policytext.language.reading import Reading

HEADER = """\
# phrase\tpassages\tleft\tright\theaded. Counts from official documents, made by data/build/phrases.py:
# in how many passages of 400 characters of laws, reports, regulations and policies a word or phrase
# stands; in how many of a hundred places it stands free on its left and its right; how many of a hundred
# documents that have it name it in a title or heading. The row * has all passages."""
CHARACTERS = 8000  # of a law: the later chapters of a long one repeat its own terms
TERM = 4  # characters from which a phrase is a piece of another; two are a word that another may end with
PRIOR, USUAL = (
    4,
    0.05,
)  # documents that weigh as much as those with a phrase; the share of them that name it
MOST = 2_500_000  # phrases in memory, after which those seen once so far are forgotten


def documents(folder: Path) -> Iterator[str]:
    with gzip.open(folder / "policy_text" / "laws.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from (json.loads(line)["text"][:CHARACTERS] for line in file)
    for name, field in (
        ("policy_text/gov_work_reports_provincial_2026_dirty", "text"),
        ("corpora/government_work_reports", "content"),
        ("corpora/cpc_congress_reports", "content"),
        ("metadata/pbc.dev", "text"),
    ):
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as file:
            yield from (json.loads(line)[field] for line in file)
    workbook = CalamineWorkbook.from_path(folder / "corpora" / "ai_policies.xlsx")
    for sheet in workbook.sheet_names:
        yield from (str(row[-1]) for row in workbook.get_sheet_by_name(sheet).to_python()[1:])


class Counts:
    """In how many passages each phrase stands, in how many places, and how often free on each side."""

    def __init__(self) -> None:
        self.passages: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.headed: Counter[str] = Counter()
        self.total = 0

    def add(self, text: str) -> None:
        named = candidates(Reading("\n".join((*islice(filter(None, text.split("\n")), 1), headings(text)))))
        for phrase, found in candidates(Reading(text), tuple(masked(text))).items():
            self.documents[phrase] += 1
            self.headed[phrase] += phrase in named
            self.places[phrase] += len(found.starts)
            self.left[phrase] += found.left
            self.right[phrase] += found.right
            self.passages[phrase] += len({start // PASSAGE for start in found.starts})
        self.total += len(text) // PASSAGE + 1
        if len(self.places) > MOST:
            for phrase in [phrase for phrase, count in self.places.items() if count < 2]:
                for table in (
                    self.passages,
                    self.places,
                    self.left,
                    self.right,
                    self.documents,
                    self.headed,
                ):
                    del table[phrase]

    def row(self, phrase: str, *, piece: bool) -> str:
        places = self.places[phrase]
        sides = (0 if piece else round(100 * side[phrase] / places) for side in (self.left, self.right))
        headed = (self.headed[phrase] + PRIOR * USUAL) / (self.documents[phrase] + PRIOR)
        return "\t".join(map(str, (phrase, self.passages[phrase], *sides, max(1, round(100 * headed)))))


def pieces(passages: Mapping[str, int]) -> set[str]:
    """Phrases that nearly always stand in one longer phrase, whatever the words: 攻坚成果.

    >>> sorted(pieces({"攻坚成果": 50, "脱贫攻坚成果": 45, "成果": 200}))
    ['攻坚成果']
    """
    return {
        part
        for phrase, count in passages.items()
        for first in range(len(phrase))
        for end in range(first + TERM, len(phrase) + (first > 0))
        if count >= PIECE * passages.get(part := phrase[first:end], math.inf)
    }


def main(folder: Path) -> None:
    counts = Counts()
    for text in documents(folder):
        counts.add(text)
    print(HEADER)
    print("*", counts.total, 0, 0, 0, sep="\t")
    known = {phrase: passages for phrase, passages in counts.passages.items() if passages >= KNOWN}
    inside = pieces(known)
    for phrase in sorted(known):
        print(counts.row(phrase, piece=phrase in inside))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
