r"""How fast `policytext clean` is, end to end: files in, records out, on one core and on two.

    python -m benchmarks.throughput --shared ../shared

Sound JSONL (laws), the same text spun (converted to Traditional with readings behind characters outside
GB2312 and doubled marks, as mirror sites do, see damage.md) and HTML (the pages of the boilerplate
corpus) are cleaned by the command as a user runs it, its start included. Megabytes as they lie on the
disk per second: of processor time with one process, which other load does not change, and of wall time
with two, which it does; the best of --repeat. Beside it what many use in its place: a plain script that
reads JSONL, takes the text through opencc-python-reimplemented and writes JSONL.
Each corpus is repeated to --megabytes, so that the start of a process weighs as in real use.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.common import parser_of

PLAIN = """
import json, sys
from opencc import OpenCC
convert = OpenCC("t2s").convert
with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8") as out:
    for line in lines:
        record = json.loads(line)
        record["text"] = convert(record["text"])
        print(json.dumps(record, ensure_ascii=False), file=out)
"""


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--megabytes", type=float, default=30)
    parser.add_argument("--repeat", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = list(laws(arguments.shared / "data/policy_text/laws.jsonl.gz"))
        inputs = {
            "sound JSONL": jsonl(folder / "sound.jsonl", sound, arguments.megabytes),
            "spun JSONL": jsonl(folder / "spun.jsonl", spun(sound), arguments.megabytes / 4),
            "HTML": html(folder / "pages", arguments.shared / "data/boilerplate", arguments.megabytes),
        }
        print(f"{'':14}{'MB':>8}{'1 process':>11}{'2, wall':>9}{'plain script':>14}   MB/s")
        for what, path in inputs.items():
            files = path.iterdir() if path.is_dir() else [path]
            size = sum(file.stat().st_size for file in files) / 1e6
            one, _ = best(clean(path, folder, 1), arguments.repeat)
            _, two = best(clean(path, folder, 2), arguments.repeat)
            cells = f"{size:8.1f}{size / one:11.1f}{size / two:9.1f}"
            if not path.is_dir():
                cells += f"{size / best(by_script(path, folder), 1)[0]:14.1f}"
            print(f"{what:14}{cells}", flush=True)


def laws(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield {name: record[name] for name in ("id", "title", "text")}


def spun(records: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The records as a mirror site would show them."""
    from policytext import Settings, normalize
    from policytext.language.readings import first_reading

    for record in records[:150]:
        text = normalize(record["text"], Settings(to="traditional")).text
        glossed = {char: f"{char}({first_reading(char)})" for char in set(text) if needs_gloss(char)}
        text = text.translate(str.maketrans(glossed)).replace("，", ",，")
        yield {**record, "text": text}


def needs_gloss(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return "\u4e00" <= char <= "\u9fff"
    return False


def jsonl(path: Path, records: Iterator[dict[str, str]] | list[dict[str, str]], megabytes: float) -> Path:
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    times = max(round(megabytes * 1e6 / sum(len(line.encode()) for line in lines)), 1)
    path.write_text("".join(lines) * times, encoding="utf-8")
    return path


def html(folder: Path, corpus: Path, megabytes: float) -> Path:
    """The pages of the corpus as files, as often as it takes."""
    folder.mkdir()
    pages = [file.read_bytes() for file in sorted((corpus / "html").iterdir())]
    for number in range(max(round(megabytes * 1e6 / sum(map(len, pages))), 1)):
        for place, page in enumerate(pages):
            (folder / f"{number:03}-{place:03}.html").write_bytes(page)
    return folder


def clean(path: Path, folder: Path, jobs: int) -> Callable[[], None]:
    command = [sys.executable, "-m", "policytext", "clean", path, "-o", folder / "out.jsonl"]
    return lambda: run([*command, "--jobs", str(jobs), "--quiet"])


def by_script(path: Path, folder: Path) -> Callable[[], None]:
    return lambda: run([sys.executable, "-c", PLAIN, path, folder / "plain.jsonl"])


def run(command: list[str | Path]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def best(work: Callable[[], None], repeat: int) -> tuple[float, float]:
    """Seconds of processor time of the processes that the work starts, and of wall time."""
    times = []
    for _ in range(repeat):
        start, before = time.perf_counter(), os.times()
        work()
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        times.append((used, time.perf_counter() - start))
    return min(used for used, _ in times), min(wall for _, wall in times)


if __name__ == "__main__":
    main()
