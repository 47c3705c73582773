"""What commands take for very many documents, and whether counts drawn from them are true.

    python -m benchmarks.large --shared ../shared --documents 100000 cooccur by trend
    python -m benchmarks.large --shared ../shared --documents 1000000 --size 190 clean terms dedupe

Documents are put together of lines of laws, reports and notices, some at a time from random places, with
a year and a province. Time, processor time and memory (proportional set sizes, looked at twice a second;
Linux) of the command as a user runs it, of all its processes together and of the largest; for each time
that it reads its input, the processor time a document of every tenth of it. Twelve counts of `by` are
searched for in the texts.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from random import Random

import psutil

from benchmarks.common import family, memory, parser_of
from benchmarks.texts.sentences import RECORDS, texts

DRAWN = 12
PROVINCES, YEARS = 31, 35
SOURCES = ("laws", "provincial", "national", "bank", "state council")
COMMANDS = {
    "terms": "terms --as-is --term 创新 --term 未来产业 --by 省份",
    "cooccur": "cooccur --as-is --top 100",
    "by": "keywords --as-is --by 省份",
    "trend": "keywords --as-is --trend 年份",
    "clean": "clean --edits counts",
    "entities": "entities --names rules",
    "keywords": "keywords",
    "dedupe": "dedupe --as-is",
}
DOCUMENTS = {"clean", "dedupe"}  # what writes documents, not tables


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument(
        "commands", nargs="*", metavar="COMMAND", help=f"of {', '.join(COMMANDS)}; default: all"
    )
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--size", type=int, default=3000, help="characters of a document")
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "large.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for record in made(lines(options.shared / "data"), options.documents, options.size):
                print(json.dumps(record, ensure_ascii=False), file=file)
        for command in options.commands or COMMANDS:
            out = Path(name) / f"{command}.{'jsonl' if command in DOCUMENTS else 'csv'}"
            call = [*COMMANDS[command].split(), path, "-o", out, "--jobs", options.jobs, "-q"]
            watched = Watched([sys.executable, "-m", "policytext", *call], path)
            print(f"{command:8} {watched}", flush=True)
            for costs in watched.tenths(options.documents):
                print(f"         ms a document, by tenth: {costs}", flush=True)
            if command == "by":
                true, drawn = confirmed(out, path)
                print(f"         {true} of {drawn} drawn counts are what a search finds")
            out.unlink(missing_ok=True)


def lines(data: Path) -> list[str]:
    """The lines of sound documents that are long enough to be running text."""
    found: list[str] = []
    for name in SOURCES:
        for text in texts(data / RECORDS[name]):
            found += [line for line in text.split("\n") if 20 < len(line) < 800]
    return found


def made(pool: list[str], documents: int, size: int) -> Iterator[dict[str, str]]:
    """Documents of lines that stand together, from several places."""
    random = Random(7)
    together = 2 + size // 230  # of 3,000 characters, up to fourteen lines; of short ones single lines
    for number in range(documents):
        text = ""
        while len(text) < size:
            at = random.randrange(len(pool))
            text += "\n".join(pool[at : at + random.randrange(1, together)])[: size // 2] + "\n"
        fields = {"年份": str(1990 + number % YEARS), "省份": f"第{number % PROVINCES}省"}
        yield {"id": f"d{number}", "text": text[:size], **fields}


class Watched:
    """A command, run to its end, and what was seen of it on the way."""

    def __init__(self, command: list[str | Path], path: Path) -> None:
        before, start = os.times(), time.perf_counter()
        self.largest = self.together = 0  # kB
        self.passes: list[list[tuple[float, float]]] = []
        """Each time that it read the input: what part of it, after how many seconds of processor."""
        with subprocess.Popen(command) as process:
            while process.poll() is None:
                running = family(process.pid)
                sizes = [memory(one) for one in running]
                self.largest = max(self.largest, *sizes, 0)
                self.together = max(self.together, sum(sizes))
                self.look(position(process.pid, path) / path.stat().st_size, sum(map(processor, running)))
                time.sleep(0.5)
        after = os.times()
        self.seconds = sum(after[2:4]) - sum(before[2:4])
        self.wall = time.perf_counter() - start
        self.code = process.returncode

    def look(self, read: float, seconds: float) -> None:
        """Note how far it is; a part that is smaller than before begins a new pass."""
        if read and (not self.passes or read < self.passes[-1][-1][0]):
            self.passes.append([])
        if read and (not self.passes[-1] or read > self.passes[-1][-1][0]):
            self.passes[-1].append((read, seconds))

    def tenths(self, documents: int) -> Iterator[str]:
        """The processor time of a document (ms) in each tenth of each pass that is long enough to say."""
        for points in self.passes:
            marks = [at_part(points, tenth / 10) for tenth in range(11)]
            if len(points) > 20:
                yield " ".join(f"{(b - a) * 10_000 / documents:.3f}" for a, b in pairwise(marks))

    def __str__(self) -> str:
        return (
            f"{self.wall:8.1f} s wall {self.seconds:8.1f} s of processor "
            f"{self.together >> 10:6,} MB, the largest {self.largest >> 10:,} MB (exit {self.code})"
        )


def at_part(points: list[tuple[float, float]], part: float) -> float:
    """The seconds at which this part was read, between the two looks around it.

    >>> at_part([(0.0, 1.0), (0.5, 3.0), (1.0, 4.0)], 0.75)
    3.5
    """
    after = min(max(1, bisect([read for read, _ in points], part)), len(points) - 1)
    (read, begun), (then, ended) = points[after - 1 : after + 1]
    return begun + (ended - begun) * (part - read) / (then - read)


def position(process: int, path: Path) -> int:
    """How far into the file the process has read; 0 where it has not opened it."""
    with suppress(psutil.Error):
        return next(
            (file.position for file in psutil.Process(process).open_files() if file.path == str(path)), 0
        )
    return 0


def processor(process: psutil.Process) -> float:
    """Seconds of processor that a process has had, with those of its children that ended."""
    with suppress(psutil.Error):
        return sum(process.cpu_times()[:4])
    return 0


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
