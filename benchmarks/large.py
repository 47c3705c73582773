"""What the corpus commands take for very many documents, and whether counts drawn from them are true.

    python -m benchmarks.large --shared ../shared --documents 100000 cooccur by trend

Documents are put together of lines of laws, reports and notices, some at a time from random places, with
a year and a province. Time, processor time and memory of the command as a user runs it; twelve counts of
`by` are searched for in the texts.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.common import measured, parser_of
from benchmarks.sentences import RECORDS, texts

SIZE = 3000  # characters of a document
DRAWN = 12
PROVINCES, YEARS = 31, 35
SOURCES = ("laws", "provincial", "national", "bank", "state council")
COMMANDS = {
    "terms": ["terms", "--term", "创新", "--term", "未来产业", "--by", "省份"],
    "cooccur": ["cooccur", "--top", "100"],
    "by": ["keywords", "--by", "省份"],
    "trend": ["keywords", "--trend", "年份"],
}


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument(
        "commands", nargs="*", metavar="COMMAND", help=f"of {', '.join(COMMANDS)}; default: all"
    )
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "large.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for record in made(lines(options.shared / "data"), options.documents):
                print(json.dumps(record, ensure_ascii=False), file=file)
        for command in options.commands or COMMANDS:
            out = Path(name) / f"{command}.csv"
            verb, *rest = COMMANDS[command]
            words = [sys.executable, "-m", "policytext", verb, path, *rest, "-o", out]
            took = measured([*words, "--as-is", "--jobs", options.jobs, "-q"])
            print(
                f"{command:8}{took.wall:8.1f} s wall {took.processor:8.1f} s of processor "
                f"{took.memory:6,.0f} MB (exit {took.exit})",
                flush=True,
            )
            if command == "by":
                true, drawn = confirmed(out, path)
                print(f"        {true} of {drawn} drawn counts are what a search finds")


def lines(data: Path) -> list[str]:
    """The lines of sound documents that are long enough to be running text."""
    found: list[str] = []
    for name in SOURCES:
        for text in texts(data / RECORDS[name]):
            found += [line for line in text.split("\n") if 20 < len(line) < 800]
    return found


def made(pool: list[str], documents: int) -> Iterator[dict[str, str]]:
    """Documents of lines that stand together, from several places."""
    random = Random(7)
    for number in range(documents):
        text = ""
        while len(text) < SIZE:
            at = random.randrange(len(pool))
            text += "\n".join(pool[at : at + random.randrange(3, 15)]) + "\n"
        fields = {"年份": str(1990 + number % YEARS), "省份": f"第{number % PROVINCES}省"}
        yield {"id": f"d{number}", "text": text[:SIZE], **fields}


def confirmed(table: Path, path: Path) -> tuple[int, int]:
    """How many of the rows drawn have the count and the documents that a search finds; of how many."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    drawn = Random(3).sample(rows, min(DRAWN, len(rows)))
    found = [[0, 0] for _ in drawn]
    with path.open(encoding="utf-8") as file:
        for record in map(json.loads, file):
            for row, sums in zip(drawn, found, strict=True):
                if record["省份"] == row["group"] and (times := record["text"].count(row["keyword"])):
                    sums[0] += times
                    sums[1] += 1
    told = [[int(row["count"]), int(row["documents"])] for row in drawn]
    return sum(one == other for one, other in zip(found, told, strict=True)), len(drawn)


if __name__ == "__main__":
    main()
