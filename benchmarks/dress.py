"""A text in another dress has the same facts: what a blank, a broken line or another name loses or adds.

    python -m benchmarks.dress [--shared ../shared] [--dress wrapped] [--show 20]

Documents of the public sets are cleaned, dressed (`benchmarks/texts/dresses.py` says how, and where each
dress is met), written to a file, read, cleaned and analysed again. Each table has to have the rows of the
document itself: renamed, where the dress renames. Blanks within a row do not count. Printed are, for each
dress and table, rows that are lost or new / rows of the documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.common import parser_of, records
from benchmarks.texts.dresses import DRESSES
from benchmarks.texts.renamed import Page
from policytext.analysis import Analysis
from policytext.document import Document
from policytext.io.read import read
from policytext.pipeline import clean

SETS = {
    "policies": "corpora/ai_policies.xlsx",
    "laws": "policy_text/laws.jsonl.gz",
    "reports": "corpora/government_work_reports.jsonl",
    "provinces": "policy_text/gov_work_reports_provincial_2026_dirty.jsonl",
    "bank": "metadata/pbc.dev.jsonl",
    "gov.cn": "metadata/govcn.dev.jsonl",
    "labelled": "ner/policy_gold.dev.jsonl",
}
MOST = 4000  # characters of a document
KEYWORDS = 10
TABLES = ("lines", "entities", "holds", "relations", "targets", "duties", "metadata", "keywords")
_OWN = ("issues", "has_number")
_OF_THE_WHOLE = ("metadata", "keywords")
Facts = Counter[tuple[str, str]]
"""How often each row stands: table, cells."""
_BLANK = re.compile(r"\s")


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--dress", default="", help="regular expression of the names of dresses")
    parser.add_argument("--set", default="", help="regular expression of the names of sets")
    parser.add_argument("--count", type=int, default=20, help="documents of each set")
    parser.add_argument("--seed", type=int, default=1, help="another one draws other documents and names")
    parser.add_argument("--show", type=int, default=0, help="rows to print of each document and table")
    options = parser.parse_args()
    drawn = documents(options.shared, options.set, options.count, options.seed)
    plain = [(name, Analysis(Document.of(clean(text).text))) for name, text in drawn]
    print(f"{'dress':<12}{'texts':>6}", *(f"{table:>13}" for table in TABLES), sep="")
    for dress in DRESSES:
        if not re.search(options.dress, dress.name):
            continue
        counts = Counter[str]()
        for name, analysis in plain:
            page = dress.put_on(analysis, Random(f"{options.seed} {name}"))
            if page is None:
                continue
            rows = facts(analysis)
            lost, new = differences(rows, page)
            counts.update(_by_table("rows", expected(rows, page)))
            counts.update(_by_table("off", lost + new) + Counter(documents=1))
            if options.show:
                show(f"{dress.name}: {name}", lost, new, options.show)
        cells = (f"{counts[f'{table} off']}/{counts[f'{table} rows']}" for table in TABLES)
        print(
            f"{dress.name:<12}{counts['documents']:>6}",
            *(f"{cell:>13}" for cell in cells),
            sep="",
            flush=True,
        )


def expected(rows: Facts, page: Page) -> Facts:
    """The rows that a dressed document has."""
    return Counter(
        {
            (table, page.renamed(cells)): count * (1 if table in _OF_THE_WHOLE else page.copies)
            for (table, cells), count in rows.items()
        }
    )


def differences(rows: Facts, page: Page) -> tuple[Facts, Facts]:
    """Rows lost in a dress, and those that are new."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"page{page.suffix}"
        path.write_bytes(page.content)
        document = next(item for item in read([path]) if isinstance(item, Document))
    wanted, got = expected(rows, page), facts(Analysis(Document.of(clean(document).text)))
    return wanted - got, got - wanted


def _by_table(what: str, rows: Facts) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (table, _), count in rows.items():
        counts[f"{table} {what}"] += count
    return counts


def show(name: str, lost: Facts, new: Facts, most: int) -> None:
    for sign, rows in (("-", lost), ("+", new)):
        shown: Counter[str] = Counter()
        for table, cells in rows:
            shown[table] += 1
            if shown[table] <= most:
                print(f"{name} {sign} {table}: {cells}")


def documents(shared: Path, chosen: str, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Name and text of documents drawn from each set."""
    for name, path in SETS.items():
        if re.search(chosen, name):
            texts = list(_texts(shared / "data" / path))
            for at in sorted(Random(seed).sample(range(len(texts)), min(count, len(texts)))):
                text = texts[at][: MOST + 1]
                yield f"{name} {at}", text[: text.rfind("\n", 0) if len(text) > MOST else MOST] or text


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".xlsx":
        yield from (item.text for item in read([path]) if isinstance(item, Document))
    else:
        yield from (str(record.get("text") or record.get("content")) for record in records(path))


def facts(analysis: Analysis) -> Facts:
    """The rows of the tables of a document, without blanks and offsets."""
    header, relations = analysis.header, analysis.relations
    found = {
        "lines": ((line,) for line in analysis.document.text.split("\n")),
        "entities": ((e.type, e.text, e.normalized) for e in analysis.entities),
        "holds": ((r.head, r.tail) for r in relations if r.relation == "holds"),
        "relations": (
            (r.relation, r.head, r.tail) for r in relations if r.relation not in ("holds", *_OWN)
        ),
        "targets": (
            (t.subject, t.bound, t.change, f"{t.number}{t.unit}", t.year) for t in analysis.targets
        ),
        "duties": ((name.text, role, duty.form) for duty in analysis.duties for name, role in duty.bodies),
        "metadata": (
            *((field, str(getattr(header, field))) for field in header.__slots__ if field != "evidence"),
            *((r.relation, r.head, r.tail) for r in relations if r.relation in _OWN),
        ),
        "keywords": ((keyword.keyword,) for keyword in analysis.keywords(KEYWORDS)),
    }
    return Counter(
        (table, cells)
        for table, rows in found.items()
        for row in rows
        if (cells := _BLANK.sub("", "|".join(row)))
    )


if __name__ == "__main__":
    main()
