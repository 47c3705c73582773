"""Speed and memory of reading and writing: flat memory is the point.

    python -m benchmarks.io --megabytes 300

Writes a JSONL and a CSV of that size to a temporary folder, reads them record by record, writes
records and tables from them, and prints megabytes a second (one core, processor time) and the
peak memory of a process that does nothing else.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.common import parser_of

_CHILD = """
import resource, sys, time
from pathlib import Path
from policytext.io.read import read
from policytext.io.write import open_tables
from policytext.io.write import open_documents
from policytext.schema import Column, Table
action, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
n = 0
if action == "read":
    for item in read([source]):
        n += 1
elif action == "records":
    with open_documents(target / "out.jsonl") as write:
        for item in read([source]):
            write(item)
            n += 1
else:
    table = Table("documents", tuple(Column(name, "string", name) for name in ("id", "title", "text")))
    with open_tables(target / f"out.{action}", [table]) as sink:
        for item in read([source]):
            sink.write("documents", {"id": item.id, "title": item.title, "text": item.text})
            n += 1
spent = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{n} {source.stat().st_size / 1e6 / spent:.0f} {peak / 1024:.0f} {base / 1024:.0f}")
"""


def main() -> None:
    parser = parser_of(__doc__, shared=False)
    parser.add_argument("--megabytes", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        print(f"{'':22}{'records':>10}{'MB/s':>8}{'peak MB':>9}{'at start':>9}")
        for size in (arguments.megabytes // 10, arguments.megabytes):
            pages, rows = make(target, size)
            runs = [("read", pages), ("records", pages), ("csv", pages), ("xlsx", pages), ("sqlite", pages)]
            for action, source in [*runs, ("read", rows)]:
                if action == "xlsx" and size > 100:
                    continue  # minutes, and no sheet holds it
                command = [sys.executable, "-c", _CHILD, action, str(source), folder]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                n, speed, peak, base = done.stdout.split()
                print(
                    f"{action:8}{source.suffix:7}{size:4} MB{n:>10}{speed:>8}{peak:>9}{base:>9}", flush=True
                )


def make(folder: Path, megabytes: int) -> tuple[Path, Path]:
    """A JSONL and a CSV of random Chinese records of 1 to 20 kilobytes."""
    random.seed(7)
    paragraph = "为贯彻落实党中央、国务院决策部署，进一步加强机关档案管理工作，现就有关事项通知如下。\n"
    pages, rows = folder / "pages.jsonl", folder / "pages.csv"
    written = n = 0
    with (
        pages.open("w", encoding="utf-8") as json_file,
        rows.open("w", encoding="utf-8", newline="") as csv_file,
    ):
        table = csv.writer(csv_file)
        table.writerow(("id", "title", "text"))
        while written < megabytes * 1_000_000:
            text = paragraph * random.randint(8, 160)
            n += 1
            line = json.dumps(
                {"id": f"p{n}", "title": "通知", "text": text, "部门": "某局"}, ensure_ascii=False
            )
            json_file.write(line + "\n")
            table.writerow((f"p{n}", "通知", text))
            written += 3 * len(line)
    return pages, rows


if __name__ == "__main__":
    main()
