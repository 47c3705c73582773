"""How fast whole runs of the command line are, end to end, beside a plain script over OpenCC.

    python benchmarks/throughput.py [--megabytes 8] [--samples FOLDER] [--memory 300]

Makes inputs by perturbing samples, so that no cache answers: sound records (the samples cleaned), spun
records (the samples with pronunciations in parentheses), HTML pages. Prints for each call megabytes of
input a second of processor time (children included), wall time, and the peak memory of the largest
process. The plain script reads the same records, converts each with opencc-python-reimplemented and
writes them. `--memory` also runs `clean` over sound records of that many megabytes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policytext import Document, clean
from policytext.io.encoding import decode
from policytext.io.read import read

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
POLICYTEXT = str(Path(sys.executable).with_name("policytext"))
GLOSS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
PLAIN = """
import json, sys
from opencc import OpenCC
convert = OpenCC("t2s").convert
with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
    for line in source:
        record = json.loads(line)
        record["text"] = convert(record["text"])
        target.write(json.dumps(record, ensure_ascii=False) + "\\n")
"""


@dataclass
class Measured:
    """What a process and its children took."""

    processor: float
    wall: float
    peak: int  # MiB, of the largest process


def perturbed(texts: list[str], rng: random.Random) -> Iterator[str]:
    """Endless variations: other digits, other names, lines in another order."""
    words = sorted({word for text in texts for word in re.findall("[一-鿿]{2,4}", text)})
    while True:
        lines = rng.choice(texts).split("\n")
        if len(lines) > 3:
            a, b = rng.sample(range(1, len(lines)), 2)
            lines[a], lines[b] = lines[b], lines[a]
        text = re.sub(r"\d", lambda _: str(rng.randrange(10)), "\n".join(lines))
        yield (
            text.replace(rng.choice(words), rng.choice(words))
            + "\n"
            + "".join(rng.choices(words, k=12))
            + "。\n"
        )


def records(path: Path, megabytes: float, texts: Iterator[str]) -> None:
    written = n = 0
    with path.open("wb") as file:
        while written < megabytes * 1e6:
            record = {"id": f"r{n}", "url": f"http://s{n % 50}.gov.example/{n}.html", "text": next(texts)}
            written += file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            n += 1


def pages(folder: Path, megabytes: float, page: Path, rng: random.Random) -> None:
    folder.mkdir()
    decoded = decode(page.read_bytes(), html=True)
    made = perturbed([decoded.text], rng)
    written = n = 0
    while written < megabytes * 1e6:
        written += (folder / f"{n}.html").write_bytes(next(made).encode(decoded.encoding))
        n += 1


def measured(call: list[str]) -> Measured:
    began = time.perf_counter()
    process = subprocess.Popen(call)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{call}: exit {os.waitstatus_to_exitcode(status)}")
    took = time.perf_counter() - began
    return Measured(used.ru_utime + used.ru_stime, took, used.ru_maxrss // 1024)


def size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=8)
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--memory", type=float, default=0)
    args = parser.parse_args()
    rng = random.Random(1)
    documents = [item for item in read([args.samples]) if isinstance(item, Document)]
    sound = [clean(document).text for document in documents]
    spun = [document.text for document in documents if len(GLOSS.findall(document.text)) > 10]
    html = next(path for path in sorted(args.samples.iterdir()) if path.suffix == ".html")
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch)
        records(top / "sound.jsonl", args.megabytes, perturbed(sound, rng))
        records(top / "spun.jsonl", args.megabytes / 4, perturbed(spun, rng))
        pages(top / "html", args.megabytes, html, rng)
        (top / "plain.py").write_text(PLAIN, encoding="utf-8")

        def policytext(name: str, *more: str) -> tuple[Path, Callable[[], Measured]]:
            call = [POLICYTEXT, "clean", str(top / name), "-o", str(top / "out.jsonl"), "-q", *more]
            return top / name, lambda: measured(call)

        plain = [sys.executable, str(top / "plain.py"), str(top / "sound.jsonl"), str(top / "out.jsonl")]
        runs = {
            "plain script, sound records": (top / "sound.jsonl", lambda: measured(plain)),
            "clean, sound records": policytext("sound.jsonl"),
            "clean, sound records, 2 jobs": policytext("sound.jsonl", "--jobs", "2"),
            "clean, spun records": policytext("spun.jsonl"),
            "clean, HTML": policytext("html"),
            "clean, HTML, 2 jobs": policytext("html", "--jobs", "2"),
        }
        if args.memory:
            records(top / "large.jsonl", args.memory, perturbed(sound, rng))
            runs["clean, large"] = policytext("large.jsonl")
        for name, (path, run) in runs.items():
            took, megabytes = run(), size(path) / 1e6
            print(
                f"{name:<30}{megabytes:7.1f} MB{megabytes / took.processor:7.1f} MB/s of one core"
                f"{took.wall:8.1f} s wall{took.peak:6} MiB",
                flush=True,
            )


if __name__ == "__main__":
    main()
