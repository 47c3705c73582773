"""Corpora: is every figure what a search finds, how fast, in how much memory; and the engines compared.

    python -m benchmarks.corpus [--shared ../shared] [--documents 2000] [--engines]

Truth: the keywords of `--corpus`, `--by` and `--trend` over State Council and provincial reports, each
figure against `str.count` and `in` over the cleaned texts. Speed: documents of 3,000 characters, cut
from the same reports, on one core and on two. `--engines` adds up the same counts in DuckDB and SQLite.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.common import parser_of, records
from policytext.batch.local import outcomes
from policytext.corpus.comparison import corpus_rows, group_rows
from policytext.corpus.engine import connected, insert
from policytext.corpus.phrases import phrase_counts, propose
from policytext.corpus.terms import TermCounts, count_terms
from policytext.corpus.trends import trend_rows
from policytext.document import Document, Problem
from policytext.io.readers.origin import Note
from policytext.pipeline import clean

TERMS = ("高质量发展", "改革开放", "未来产业", "新质生产力", "社会主义市场经济", "乡村振兴", "就业", "创新")
LENGTH = 3000  # characters of a document
CELLS = 5_000_000  # counts that the engines add up


def reports(data: Path) -> Iterator[tuple[str, Document]]:
    """Every report with the field that it is grouped by."""
    for record in records(data / "corpora" / "government_work_reports.jsonl"):
        if record["year"]:
            yield "year", Document(record["title"], record["content"], meta={"year": record["year"]})
    for record in records(data / "policy_text" / "gov_work_reports_provincial_2026_dirty.jsonl"):
        yield "issuer", Document(record["title"], record["text"], meta={"issuer": record["issuer"]})


def truth(documents: Sequence[Document], field: str) -> tuple[int, int]:
    """How many figures of the tables are right, and how many there are."""
    right = total = 0
    with phrase_counts(map(partial(propose, field=field), documents), map, field) as (counts, scores):
        rows = [*corpus_rows(counts, 100, scores), *group_rows(counts, 20)]
        rows += trend_rows(counts, 50, scores) if field == "year" else []
    for row in rows:
        group = row.get("period", row.get("group"))
        inside = [d for d in documents if group is None or str(d.meta[field]) == group]
        found = [document.text.count(row["keyword"]) for document in inside]
        pairs = [(row["count"], sum(found)), (row["documents"], sum(map(bool, found)))]
        if "elsewhere" in row:
            outside = sum(d.text.count(row["keyword"]) for d in documents if str(d.meta[field]) != group)
            pairs.append((row["elsewhere"], outside))
        right += sum(one == other for one, other in pairs)
        total += len(pairs)
    return right, total


def made(documents: Sequence[Document], count: int) -> list[Document]:
    """Documents of LENGTH characters, sentences of the reports in another order."""
    dice = random.Random(7)
    sentences = [s for d in documents for s in d.text.replace("\n", "").split("。") if s]
    found = []
    for number in range(count):
        text = ""
        while len(text) < LENGTH:
            text += dice.choice(sentences) + "。"
        found.append(Document(str(number), text, meta={"year": str(2000 + number % 25)}))
    return found


def speed(documents: Sequence[Document], jobs: int) -> tuple[float, float, float]:
    """Seconds for terms, groups and trends."""

    def apply(work, items):  # type: ignore[no-untyped-def]
        found = (one for outcome in outcomes(work, items, jobs) for one in outcome)
        return (one for one in found if not isinstance(one, Problem | Note))

    start = time.perf_counter()
    TermCounts(TERMS, apply(partial(count_terms, terms=TERMS, field="year"), documents), "year")
    times = [time.perf_counter() - start]
    for rows in (lambda f: group_rows(f.counts, 20), lambda f: trend_rows(f.counts, 20, f.scores)):
        start = time.perf_counter()
        with phrase_counts(apply(partial(propose, field="year"), documents), apply, "year") as found:
            list(rows(found))
        times.append(time.perf_counter() - start)
    return times[0], times[1], times[2]


def engines() -> Iterator[tuple[str, float]]:
    """Seconds to take in CELLS counts of 200,000 terms in 30 groups, and to add them up by both."""
    dice = random.Random(7)
    terms = [f"词{int(dice.paretovariate(0.5)) % 200_000}" for _ in range(CELLS)]
    columns = {"grp": [str(n % 30) for n in range(CELLS)], "term": terms, "n": [1] * CELLS}
    query = "SELECT term, grp, sum(n), count(*) FROM counts GROUP BY term, grp ORDER BY term, grp"
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with connected() as engine:
            engine.execute("CREATE TABLE counts (grp VARCHAR, term VARCHAR, n INTEGER)")
            insert(engine, "counts", columns)
            engine.execute(query).fetchall()
        yield "DuckDB", time.perf_counter() - start
        start = time.perf_counter()
        database = sqlite3.connect(Path(folder) / "counts.sqlite")
        database.execute("CREATE TABLE counts (grp TEXT, term TEXT, n INTEGER)")
        database.executemany("INSERT INTO counts VALUES (?, ?, ?)", zip(*columns.values(), strict=True))
        database.commit()
        database.execute(query).fetchall()
        database.close()
        yield "SQLite", time.perf_counter() - start


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--engines", action="store_true")
    arguments = parser.parse_args()
    found = list(reports(arguments.shared / "data"))
    cleaned: list[Document] = []
    for field in ("year", "issuer"):
        documents = [clean(document) for kind, document in found if kind == field]
        right, total = truth(documents, field)
        print(f"figures by {field:<8}{right:>7,} of {total:,} are what a search finds")
        cleaned += documents
    documents = made(cleaned, arguments.documents)
    for jobs in (1, 2):
        terms, groups, trends = speed(documents, jobs)
        times = f"terms {terms:.1f} s, --by {groups:.1f} s, --trend {trends:.1f} s"
        print(f"{len(documents):,} documents, {jobs} jobs: {times}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of this process at most: {peak:,.0f} MB")
    if arguments.engines:
        for name, seconds in engines():
            print(f"{name}: {CELLS:,} counts in {seconds:.1f} s")


if __name__ == "__main__":
    main()
