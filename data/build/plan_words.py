"""Learn policytext/resources/plan_words.tsv: how plans and reviews are worded.

    pip install scikit-learn
    PYTHONPATH=. python data/build/plan_words.py ../shared/data [--half]

Learned from the paragraphs of government work reports (provinces 2026, State Council since 1993) and of
policies for artificial intelligence of which a heading says whether they review or plan: a logistic
regression over their words, the kinds of words that begin and end clauses, and how precise figures are.
Those that a model of other reports reads clearly otherwise stand below a wrong heading and are left out. A
word counts that MANY reports have; the WORDS that say most are kept. --half learns from every other report:
the rest can judge.
Printed: how often paragraphs of reports that were not learned from are read as their heading says.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from openpyxl import load_workbook
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from policytext.commitments.cues import cue
from policytext.commitments.target.wording import features
from policytext.structure.outline import outline

REPORTS = (
    "policy_text/gov_work_reports_provincial_2026_dirty.jsonl",
    "corpora/government_work_reports.jsonl",
)
POLICIES = "corpora/ai_policies.xlsx"
WORDS, MANY = 800, 8
STRENGTH, AGAIN = 3, 6  # inverses of the penalty, for all words and for those kept; level from 1 to 10
PARTS = 4
CLEAR = 3.0  # log-odds against its heading at which a paragraph is left out
SHORTEST = 30  # code points of a paragraph
TARGET = Path(__file__).parents[2] / "policytext" / "resources" / "plan_words.tsv"
HEAD = """\
# Words of paragraphs that plan (above 0) and that review (below), with their weights; ^ before the first
# word of a sentence, / and $ before the kind of the first and last word of clauses, = before how precise
# figures are, * for all paragraphs.
# Learned by data/build/plan_words.py from official documents, below headings that say it. Apache-2.0.
"""


class Paragraph(NamedTuple):
    report: str
    plans: bool
    features: Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", action="store_true")
    options = parser.parse_args()
    found = list(paragraphs(options.data))
    reports = sorted({paragraph.report for paragraph in found})
    random.Random(3).shuffle(reports)
    if options.half:
        reports = sorted(reports)[::2]
        found = [paragraph for paragraph in found if paragraph.report in reports]
    odds = judged_by_others(found, reports)
    agree = [(odd > 0) == paragraph.plans for odd, paragraph in zip(odds, found, strict=True)]
    print(f"{len(found)} paragraphs of {len(reports)} reports: {np.mean(agree):.3f} as their headings say")
    kept = [
        paragraph
        for odd, paragraph in zip(odds, found, strict=True)
        if (odd > 0) == paragraph.plans or abs(odd) < CLEAR
    ]
    odds = judged_by_others(kept, reports)
    agree = [(odd > 0) == paragraph.plans for odd, paragraph in zip(odds, kept, strict=True)]
    print(f"{len(kept)} of them under a right heading: {np.mean(agree):.3f}")
    weights, bias = learned(kept)
    rows = sorted(weights.items(), key=lambda row: (-row[1], row[0]))
    lines = [f"{word}\t{weight:.1f}\n" for word, weight in [("*", bias), *rows]]
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")


def paragraphs(data: Path) -> Iterator[Paragraph]:
    for title, text in documents(data):
        headings = outline(text, title)
        at = 0
        for paragraph in text.split("\n"):
            above = [h.text for h in headings if h.start <= at < h.until and h.level]
            at += len(paragraph) + 1
            said = next((kind for words in reversed(above) for kind in kinds(words)), None)
            if said is not None and len(paragraph.strip()) >= SHORTEST:
                yield Paragraph(title, said, features(paragraph))


def documents(data: Path) -> Iterator[tuple[str, str]]:
    for name in REPORTS:
        for line in (data / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["title"][:4] >= "1993":
                yield record["title"], record.get("text") or record["content"]
    for sheet in load_workbook(data / POLICIES, read_only=True):
        for number, row in enumerate(sheet.iter_rows(values_only=True, min_row=2)):
            cells = (cell for cell in row if isinstance(cell, str))
            yield f"{sheet.title} {number}", max(cells, key=len, default="")


def kinds(heading: str) -> Iterator[bool]:
    if cue("review").search(heading):
        yield False
    elif cue("plan").search(heading):
        yield True


def judged_by_others(found: Sequence[Paragraph], reports: Sequence[str]) -> NDArray[np.float64]:
    """The log-odds of each paragraph by a model of the other reports, a quarter at a time."""
    odds = np.zeros(len(found))
    for part in range(PARTS):
        held = set(reports[part::PARTS])
        weights, bias = learned([paragraph for paragraph in found if paragraph.report not in held])
        for at, paragraph in enumerate(found):
            if paragraph.report in held:
                total = sum(weights.get(word, 0.0) * times for word, times in paragraph.features.items())
                odds[at] = bias + total / max(len(paragraph.features), 1) ** 0.5
    return odds


def learned(found: Sequence[Paragraph]) -> tuple[dict[str, float], float]:
    """The weights of the words that say most, and the bias."""
    seen = Counter(word for _, word in {(p.report, word) for p in found for word in p.features})
    words = sorted(word for word, count in seen.items() if count >= MANY)
    weights = fitted(found, words, STRENGTH).coef_[0]
    often = Counter(word for paragraph in found for word in paragraph.features)
    says = {word: abs(weight) * often[word] ** 0.5 for word, weight in zip(words, weights, strict=True)}
    words = sorted(sorted(words, key=lambda word: -says[word])[:WORDS])
    model = fitted(found, words, AGAIN)
    return dict(zip(words, map(float, model.coef_[0]), strict=True)), float(model.intercept_[0])


def fitted(found: Sequence[Paragraph], words: Sequence[str], strength: float) -> LogisticRegression:
    index = {word: at for at, word in enumerate(words)}
    cells = [
        (row, index[word], times / max(len(paragraph.features), 1) ** 0.5)
        for row, paragraph in enumerate(found)
        for word, times in paragraph.features.items()
        if word in index
    ]
    rows, columns, values = zip(*cells, strict=True)
    table = csr_matrix((values, (rows, columns)), shape=(len(found), len(words)))
    model = LogisticRegression(C=strength, max_iter=1000, class_weight="balanced")
    return model.fit(table, [paragraph.plans for paragraph in found])


if __name__ == "__main__":
    main()
