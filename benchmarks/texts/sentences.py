"""Sentences of official documents in the shared data, and marks that name them without holding them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from benchmarks.common import records
from policytext.language.sentences import clauses

RECORDS = {
    "laws": "policy_text/laws.jsonl.gz",
    "provincial": "policy_text/gov_work_reports_provincial_2026_dirty.jsonl",
    "national": "corpora/government_work_reports.jsonl",
    "congress": "corpora/cpc_congress_reports.jsonl",
    "bank": "metadata/pbc.dev.jsonl",
    "state council": "metadata/govcn.dev.jsonl",
    "policies": "corpora/ai_policies.xlsx",
}
SHORTEST, LONGEST = 8, 160  # code points of a sentence that can be coded
_WORDS = re.compile("[\u4e00-\u9fff]{4}")


class Sentence(NamedTuple):
    """A sentence, the collection it is of, and the document, by its number there."""

    text: str
    collection: str
    document: int


def sentences(data: Path) -> Iterator[Sentence]:
    """Every sentence of the collections below a folder, each text once."""
    seen = set[str]()
    for collection, name in RECORDS.items():
        for number, text in enumerate(texts(data / name)):
            for start, end in clauses(text):
                sentence = text[start:end].strip()
                if (
                    SHORTEST <= len(sentence) <= LONGEST
                    and _WORDS.search(sentence)
                    and sentence not in seen
                ):
                    seen.add(sentence)
                    yield Sentence(sentence, collection, number)


def texts(path: Path) -> Iterator[str]:
    """The texts of a collection."""
    if path.suffix == ".xlsx":
        import openpyxl

        for sheet in openpyxl.load_workbook(path, read_only=True):
            for row in list(sheet.iter_rows(values_only=True))[1:]:
                yield max((cell for cell in row if isinstance(cell, str)), key=len, default="")
        return
    yield from (record.get("text") or record.get("content") or "" for record in records(path))


def digest(text: str) -> str:
    """The mark of a sentence: twelve hexadecimal digits.

    >>> digest("发展工业。")
    'aa6cde6b6046'
    """
    return sha256(text.encode()).hexdigest()[:12]


def marks(path: Path) -> Mapping[str, tuple[str, ...]]:
    """The codes of each digest or sentence of a file of marks: tab, codes joined by ;, `none` for none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(row[1].split(";")) for row in rows}
