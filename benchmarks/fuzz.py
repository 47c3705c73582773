"""Damaged input for one reader or step, guided by which lines of ours it runs (libFuzzer).

    pip install atheris
    python -m benchmarks.fuzz TARGET... [--seconds 60] [--findings FOLDER]

TARGET is a kind of input (docs/formats.md); `inside-` and a kind that is a ZIP archive, whose largest part
is then what is damaged, and the archive whole; `encoding`; or a step (`repair`, `normalize`, `strip`,
`clean`, `keywords`, `entities`, `header`; `tables`: the rows of every table, `metadata`, `structure` and
`duties` among them; `versions`: one half of the text compared with the other). `readers`, `steps` and
`all` are all of them. They start from the samples and the nasty pieces of text that the tests have. A
reader may refuse (a Problem), a step may not, and its edits give the text back. Whatever else is raised
is a finding: the first input of each exception and place is written to the folder of findings, and the
target goes on. What takes over ten seconds or crashes is one too, and ends the target. Bounded forms of
the same: tests/io/test_fuzz.py, tests/test_properties.py.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from benchmarks.common import parser_of

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS / "io"))

OF_OURS = ("AssertionError", "AttributeError", "IndexError", "KeyError", "RecursionError", "TypeError")
STEPS = (
    "repair", "normalize", "strip", "clean", "keywords", "entities", "header", "tables", "versions",
)  # fmt: skip
FOUND = "FOUND "
TIMEOUT = 10
"""Seconds for one input of at most LONGEST bytes: what takes longer does not grow linearly."""
LONGEST = 4096


@cache
def archives() -> dict[str, bytes]:
    """The samples that are ZIP archives, by kind."""
    from samples import SAMPLES

    made = {kind: sample() for kind, sample in SAMPLES.items()}
    return {kind: data for kind, data in made.items() if zipfile.is_zipfile(io.BytesIO(data))}


def targets() -> list[str]:
    from policytext.io.kinds import KINDS

    return [*KINDS, *(f"inside-{kind}" for kind in archives()), "encoding", *STEPS]


def seeds(target: str) -> list[bytes]:
    """What the mutations of a target begin with."""
    from samples import SAMPLES, TEXT

    if target.startswith("inside-"):
        return [largest(archives()[target.removeprefix("inside-")])[1]]
    if target in SAMPLES:
        return [SAMPLES[target]()]
    pieces: list[str] = json.loads((TESTS / "texts" / "nasty.json").read_text("utf-8"))
    return [piece.encode("utf-8", "replace") for piece in (*pieces, TEXT, "".join(pieces))]


def largest(archive: bytes) -> tuple[str, bytes]:
    """The name and content of the largest file of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as whole:
        info = max(whole.infolist(), key=lambda info: info.file_size)
        return info.filename, whole.read(info)


def read(data: bytes, kind: str) -> None:
    from policytext.document import Problem
    from policytext.io.compression import decompressed
    from policytext.io.readers.dispatch import parsed, parts
    from policytext.io.readers.origin import Origin, RawDocument
    from policytext.settings import Settings

    stream = decompressed(io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
    for item in parts(stream, Origin("a", "a", Settings(max_size=1), kind)):
        for found in parsed(item) if isinstance(item, RawDocument) else (item,):
            if isinstance(found, Problem) and found.reason.startswith(OF_OURS):
                raise RuntimeError(found.reason)


def read_inside(data: bytes, kind: str) -> None:
    whole = archives()[kind]
    name = largest(whole)[0]
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(raw, "w") as other:
        for info in archive.infolist():
            other.writestr(info.filename, data if info.filename == name else archive.read(info))
    read(raw.getvalue(), kind)


def step(data: bytes, name: str) -> None:
    import policytext

    document = policytext.Document("a", data.decode("utf-8", "ignore"))
    done = getattr(policytext, name)(document)
    if isinstance(done, policytext.Document) and policytext.restore(done).text != document.text:
        raise RuntimeError("the text does not come back")


def tables(data: bytes) -> None:
    from policytext.document import Document
    from policytext.tables import TABLES, to_frame

    document = Document("a", data.decode("utf-8", "ignore"))
    for name in TABLES:
        to_frame(name, [document])


def versions(data: bytes) -> None:
    from policytext.versions.alignment import compare

    text = data.decode("utf-8", "ignore")
    compare(text[: len(text) // 2], text[len(text) // 2 :])


def encoding(data: bytes) -> None:
    from policytext.io.encoding import decode

    decode(data, html=True)


def tried(target: str) -> Callable[[bytes], None]:
    """What is done with each input."""
    if target in (alone := {"encoding": encoding, "tables": tables, "versions": versions}):
        return alone[target]
    if target in STEPS:
        return partial(step, name=target)
    if target.startswith("inside-"):
        return partial(read_inside, kind=target.removeprefix("inside-"))
    return partial(read, kind=target)


def collecting(target: str, findings: Path) -> Callable[[bytes], None]:
    """What is done with each input, and goes on where that fails; each failure is told once on stderr."""
    work, seen = tried(target), set[str]()

    def attempt(data: bytes) -> None:
        try:
            work(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            at = next((one for one in reversed(frames) if "/policytext/" in one.filename), frames[-1])
            kind = str(error).partition(":")[0] if isinstance(error, RuntimeError) else type(error).__name__
            place = f"{kind} in {Path(at.filename).name}, line {at.lineno}"
            if place not in seen:
                seen.add(place)
                path = findings / f"{target}-{len(seen)}"
                path.write_bytes(data)
                print(f"{FOUND}{place} ({str(error)[:80]}): {path}", file=sys.stderr, flush=True)

    return attempt


def run(target: str, seconds: int, findings: Path) -> bool:
    """Try a target in a process of its own; is nothing found?"""
    findings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        grown, begun = Path(scratch, "grown"), Path(scratch, "seeds")
        for folder in (grown, begun):
            folder.mkdir()
        for number, seed in enumerate(seeds(target)):
            (begun / str(number)).write_bytes(seed)
        limits = f"-max_total_time={seconds} -timeout={TIMEOUT} -max_len={LONGEST} -rss_limit_mb=4096"
        call = [sys.executable, "-m", "benchmarks.fuzz", "--one", target, findings, *limits.split()]
        call += [f"-artifact_prefix={findings}/{target}-", grown, begun]
        done = subprocess.run(call, capture_output=True, text=True, errors="replace")
    said = done.stderr.strip().splitlines()
    found = [line for line in said if line.startswith(FOUND)]
    print(f"{target}:", *found, said[-1], sep="\n  ", flush=True)
    if done.returncode:
        print(f"{target}: ended\n{done.stderr[-3000:]}", flush=True)
    return not (found or done.returncode)


def main() -> None:
    parser = parser_of(__doc__, shared=False)
    known = targets()
    groups = {"readers": [name for name in known if name not in STEPS], "steps": list(STEPS), "all": known}
    parser.add_argument("target", nargs="+", choices=[*groups, *known], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    arguments = parser.parse_args()
    asked = [name for target in arguments.target for name in groups.get(target, [target])]
    held = [run(target, arguments.seconds, arguments.findings) for target in asked]
    raise SystemExit(0 if all(held) else 1)


def one(target: str, findings: Path) -> None:
    """The process of one target: the arguments left are libFuzzer's."""
    import atheris  # type: ignore[import-not-found,unused-ignore]

    from policytext.io.readers import sandbox

    sandbox.here = True  # what is in another process is not seen
    work = collecting(target, findings)
    with atheris.instrument_imports(include=["policytext"]):
        for seed in seeds(target):  # what is imported only when it is needed
            work(seed)
    atheris.Setup(sys.argv, work)
    atheris.Fuzz()


if __name__ == "__main__":
    if "--one" in sys.argv:
        del sys.argv[sys.argv.index("--one")]
        one(sys.argv.pop(1), Path(sys.argv.pop(1)))
    else:
        main()
