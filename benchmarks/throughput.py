r"""How fast `policytext clean` is, end to end: files in, records out, on one core and on two.

    python -m benchmarks.throughput --shared ../shared

Sound JSONL (laws), the same text spun (converted to Traditional with readings behind characters outside
GB2312 and doubled marks, as mirror sites do, see damage.md) and HTML (the pages of the boilerplate
corpus) are cleaned by the command as a user runs it, its start included. Megabytes as they lie on the
disk per second: of processor time with one process, which other load does not change, and of wall time
with two, which it does; the best of --repeat; and memory with one. Beside it what many use in its place: a
plain script that reads JSONL, takes the text through opencc-python-reimplemented and writes JSONL.
Each corpus is repeated to --megabytes, so that the start of a process weighs as in real use.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.common import measured, parser_of, records

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
        sound = laws(arguments.shared / "data/policy_text/laws.jsonl.gz")
        inputs = {
            "sound JSONL": jsonl(folder / "sound.jsonl", sound, arguments.megabytes),
            "spun JSONL": jsonl(folder / "spun.jsonl", spun(sound), arguments.megabytes / 4),
            "HTML": html(folder / "pages", arguments.shared / "data/boilerplate", arguments.megabytes),
        }
        print(f"{'':14}{'MB':>8}{'memory':>8}{'1 process':>11}{'2, wall':>9}{'plain script':>14}   MB/s")
        for what, path in inputs.items():
            files = path.iterdir() if path.is_dir() else [path]
            size = sum(file.stat().st_size for file in files) / 1e6
            one, two = (
                [measured(clean(path, folder, jobs)) for _ in range(arguments.repeat)] for jobs in (1, 2)
            )
            cells = f"{size:8.1f}{one[0].memory:8.0f}"
            alone, beside = min(run.processor for run in one), min(run.wall for run in two)
            cells += f"{size / alone:11.1f}{size / beside:9.1f}"
            if not path.is_dir():
                script = measured([sys.executable, "-c", PLAIN, path, folder / "plain.jsonl"])
                cells += f"{size / script.processor:14.1f}"
            print(f"{what:14}{cells}", flush=True)


def laws(file: Path) -> list[dict[str, str]]:
    return [{name: law[name] for name in ("id", "title", "text")} for law in records(file)]


def spun(sound: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The records as a mirror site would show them."""
    from policytext import Settings, normalize
    from policytext.language.readings import first_reading

    for record in sound[:150]:
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


def jsonl(path: Path, made: Iterable[dict[str, str]], megabytes: float) -> Path:
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in made]
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


def clean(path: Path, folder: Path, jobs: int) -> list[str | Path]:
    command = [sys.executable, "-m", "policytext", "clean", path, "-o", folder / "out.jsonl"]
    return [*command, "--jobs", str(jobs), "--quiet"]


if __name__ == "__main__":
    main()
