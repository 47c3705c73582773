"""Runs that are killed at random moments, gone on with, and compared with a run that nothing disturbed.

    python -m benchmarks.kills [--kills 40] [--seconds 300] [--seed 1] [--only clean]

Each trial takes a command and one or two workers, kills it a few times (KILL, TERM, INT, HUP) and lets it
end. Held: what has its name is whole, at every moment; the folder has in the end the bytes that the
undisturbed run wrote, and nothing else; no process lives on; but for KILL the run says one line, and
leaves nothing that a later one does not go on with. Linux. Bounded forms: tests/cli/test_endings.py,
tests/cli/test_shards_command.py.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.common import parser_of

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
RUNS = {
    "clean": "clean {} -o out.jsonl --resume",
    "clean anew": "clean {} -o out.jsonl.gz",
    "clean folder": "clean {} -o out",
    "clean shards": "clean {} -o o-{{:03d}}.jsonl --shard-size 9 --resume",
    "clean split": "clean {} -o out.jsonl --split --resume",
    "clean split shards": "clean {} -o o-{{:03d}}.jsonl --split --shard-size 9 --resume",
    "clean parquet": "clean {} -o o-{{:03d}}.parquet --shard-size 9 --resume",
    "clean zst": "clean {} -o o-{{:03d}}.jsonl.zst --shard-size 9 --resume",
    "entities": "entities {} -o out.csv --names rules",
    "entities shards": "entities {} -o o-{{:03d}}.csv --names rules --shard-size 9 --resume",
    "keywords": "keywords {} -o out.parquet",
    "keywords shards": "keywords {} -o o-{{:03d}}.parquet --shard-size 9 --resume",
    "dedupe": "dedupe {} -o out.jsonl",
    "dedupe shards": "dedupe {} -o o-{{:03d}}.jsonl --shard-size 9 --resume",
    "export": "export {} -o tables --names rules",
    "export sqlite": "export {} -o out.sqlite --names rules",
}
"""What is run, `{}` being its input. Two runs of the same write the same bytes."""
NOTICE = "各县应当按月报送进展，不得弄虚作假。"


def make(folder: Path, rng: random.Random) -> None:
    """Documents of their own, as a folder of pages and records; some repeat, some have several in one."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    made = [f"{rng.choice(texts)}\n第{n}号文件。\n" for n in range(40)]
    for number, text in enumerate(made):
        (folder / f"{number:02d}.txt").write_text(text, "utf-8")
    notices = [
        f"青江市水务局关于{n}号水库的通知\n各县：\n{NOTICE * 4}\n2024年5月{n}日\n" for n in range(1, 31)
    ]
    for number in range(3):
        (folder / f"several-{number}.txt").write_text("".join(notices[number::3]), "utf-8")
    records = [{"id": f"r{n % 15}", "text": text} for n, text in enumerate(made[:30])]
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "records.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "empty.txt").touch()


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def alive(group: int) -> list[int]:
    """The processes of a group."""
    found = []
    for process in psutil.process_iter(["status"]):
        with suppress(OSError):
            if os.getpgid(process.pid) == group and process.info["status"] != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


class Trials:
    """What came of all kills so far."""

    def __init__(self, top: Path, rng: random.Random) -> None:
        self.rng, self.counts, self.whole = rng, Counter[str](), dict[str, tuple[float, dict[str, bytes]]]()
        self.top, self.pages = top, top / "pages"
        self.pages.mkdir()
        make(self.pages, rng)

    def call(self, name: str, jobs: int) -> list[str]:
        call = RUNS[name].format(self.pages).split()
        return ["nice", "-n", "5", sys.executable, "-m", "policytext", *call, "-q", "--jobs", str(jobs)]

    def trial(self, name: str, jobs: int, kills: int) -> int:
        """Kill a run a few times and let it end; how many times it was killed."""
        if name not in self.whole:
            begun, folder = time.monotonic(), Path(tempfile.mkdtemp(dir=self.top))
            subprocess.run(self.call(name, 1), cwd=folder, stderr=subprocess.DEVNULL, check=False)
            self.whole[name] = time.monotonic() - begun, content(folder)
        took, whole = self.whole[name]
        folder = Path(tempfile.mkdtemp(dir=self.top))
        killed = sum(self.kill(name, jobs, folder, took, whole) for _ in range(kills))
        done = subprocess.run(self.call(name, jobs), cwd=folder, capture_output=True, check=False)
        self.note(name, done.returncode == 1, f"FAILED: ends with {done.returncode}: {done.stderr[:200]!r}")
        left = content(folder)
        odd = [file for file in left | whole if left.get(file) != whole.get(file)]
        self.note(name, not odd, f"FAILED: not as the undisturbed run: {odd}")
        return killed

    def kill(self, name: str, jobs: int, folder: Path, took: float, whole: dict[str, bytes]) -> bool:
        """Begin and kill once; False where the run had ended before."""
        sent = self.rng.choice(SIGNALS)
        process = subprocess.Popen(
            self.call(name, jobs), cwd=folder, stderr=subprocess.PIPE, start_new_session=True
        )
        time.sleep(self.rng.uniform(0.05, 1.1 * took))
        ended = process.poll() is not None
        process.send_signal(sent)
        said = process.communicate()[1].decode()
        last = time.monotonic() + 3
        while (left := alive(process.pid)) and time.monotonic() < last:
            time.sleep(0.05)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        if ended:
            return False
        self.counts[f"{sent.name} {name} --jobs {jobs}"] += 1
        self.counts[f"{sent.name}: exit {process.returncode}"] += 1
        self.note(name, not left, f"FAILED: {len(left)} processes live on after {sent.name}")
        now = content(folder)
        half = [file for file in whole if file in now and now[file] != whole[file]]
        self.note(name, not half, f"FAILED: half written after {sent.name}: {half}")
        if process.returncode > 128:
            lines = [line for line in said.splitlines() if not line.endswith("empty.txt: is empty")]
            self.note(name, len(lines) == 1, f"FAILED: said {said[-300:]!r}")
            odd = [file for file in now if ".policytext-" in file]
            self.note(name, not odd, f"FAILED: {sent.name} left {odd}")
        return True

    def note(self, name: str, held: bool, failure: str) -> None:
        self.counts["held" if held else f"{name}: {failure}"] += 1


def main() -> None:
    parser = parser_of(__doc__, shared=False)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="runs whose name begins so")
    arguments = parser.parse_args()
    for sent in SIGNALS[1:]:  # which a shell in the background and nohup ignore, and the runs with them
        signal.signal(sent, signal.SIG_DFL)
    rng, ends, killed = random.Random(arguments.seed), time.monotonic() + arguments.seconds, 0
    with tempfile.TemporaryDirectory() as top:
        trials = Trials(Path(top), rng)
        names = [name for name in RUNS if name.startswith(arguments.only)]
        while killed < arguments.kills and time.monotonic() < ends:
            killed += trials.trial(rng.choice(names), rng.choice((1, 2)), rng.randint(1, 4))
    for what, count in sorted(trials.counts.items()):
        print(f"{count:6,}  {what}")
    print(f"{killed} kills")
    raise SystemExit(any("FAILED" in what for what in trials.counts))


if __name__ == "__main__":
    main()
