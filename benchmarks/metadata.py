"""Header facts: how many of the facts stated by the sites' own tables are found in the bare text.

    python benchmarks/metadata.py [--shared ../shared] [--errors]

Data: State Council documents with the facts of the site's table (metadata/govcn.dev), the same
facts without text, of which the title alone must give the issuer (metadata/govcn_metadata_list),
and histories under the titles of laws (metadata/laws_header_dates.dev). Nothing is trained.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytext.analysis import header
from policytext.document import Document

Case = tuple[str, str, str, str]  # set, fact, gold, found


def records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def documents(folder: Path) -> Iterator[Case]:
    for record in records(folder / "govcn.dev.jsonl"):
        found, gold = header(Document(id=record["id"], text=record["text"])), record["metadata"]
        yield "documents", "title", squeezed(record["title"]), squeezed(found.title)
        yield "documents", "doc_number", gold["doc_no"], found.doc_number
        yield "documents", "issuer", gold["issuer"], found.issuer
        yield "documents", "date_written", gold["date_written"], found.date_written


def titles(folder: Path) -> Iterator[Case]:
    for record in records(folder / "govcn_metadata_list.jsonl"):
        if record["issuer"] and "关于" in record["title"]:
            found = header(f"{record['title']}\n{record['doc_no']}\n各有关单位：\n略。\n")
            yield "titles alone", "issuer", record["issuer"], found.issuer
            yield "titles alone", "doc_number", record["doc_no"], found.doc_number


def laws(folder: Path) -> Iterator[Case]:
    for record in records(folder / "laws_header_dates.dev.jsonl"):
        text = "\n".join([record["title"], *record["header"], "第一条 为了规范管理，制定本法。"])
        found = header(text)
        yield "laws", "date_written", record["gold_version_date"], found.date_written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", action="store_true", help="show what was missed")
    options = parser.parse_args()
    folder = options.shared / "data" / "metadata"
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for source in (documents, titles, laws):
        for kind, fact, gold, found in source(folder):
            total[kind, fact] += 1
            right[kind, fact] += gold == found
            if options.errors and gold != found:
                print(f"  {kind} {fact}: {gold!r} found {found!r}")
    print(f"{'set':<14}{'fact':<14}{'right':>6}{'of':>6}{'share':>8}")
    for key in total:
        print(f"{key[0]:<14}{key[1]:<14}{right[key]:>6}{total[key]:>6}{right[key] / total[key]:>8.3f}")


if __name__ == "__main__":
    main()
