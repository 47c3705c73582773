"""The clean policy texts that resources are derived from, and which of them are held back.

A document that `held_back` names is never trained on: the benchmarks measure on those alone.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

LAWS = "policy_text/laws.jsonl.gz"
REPORTS = "policy_text/gov_work_reports_provincial_2026_dirty.jsonl"
NOTICES = "boilerplate/index.jsonl"  # of these the pages of www.gov.cn
TITLES = "metadata/govcn_metadata_list.jsonl"


def held_back(id: str) -> bool:
    """Is this document kept for evaluation? About one in ten is, by a hash of its id.

    >>> held_back("law-00473")
    False
    """
    return zlib.crc32(id.encode()) % 10 == 0


def policy_texts(shared: Path, name: str) -> Iterator[tuple[str, str]]:
    """Id and text of the official documents in one of the files named above."""
    path = shared / "data" / name
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        for record in map(json.loads, lines):
            if record.get("set", "govcn60") == "govcn60":
                yield record.get("id") or record["url"], record.get("text") or record["title"]
