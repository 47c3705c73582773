"""Script conversion beside its peers: the same cases, the same texts, one run, one core.

Peers: official OpenCC and zhconv, in an environment of their own because the three `opencc`
distributions overwrite each other, and opencc-python-reimplemented from this one:

    python -m venv benchmarks/.venv-opencc && benchmarks/.venv-opencc/bin/pip install opencc zhconv
    python -m benchmarks.normalize --shared ../shared

Speed is UTF-8 input by CPU time of the converting process, the best of several runs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.common import mapped, megabytes, parser_of, records, timed

HERE = Path(__file__).parent
PEER_PYTHON = HERE / ".venv-opencc" / "bin" / "python"
ENGINES = ("policytext", "opencc", "zhconv", "opencc-python")
OF_ISSUE = ("t2s", "s2t", "tw2s", "s2tw", "tw2sp", "s2twp", "hk2s", "s2hk")
ZHCONV = {"t2s": "zh-hans", "s2t": "zh-hant", "tw2sp": "zh-cn", "s2twp": "zh-tw", "s2hk": "zh-hk"}
UNSPUN = "于后里干制范系面志准卷谷松曲冲出丑别才奸局了余借云采舍并布占岳注困致杯秋咸蔑扎板表冬担复"
FOLD = {**{ord(c): ord(c) - 0xFEE0 for c in "，：；？！（）"}, **dict.fromkeys(map(ord, "“”"), '"')}


def converter(engine: str, config: str) -> Callable[[str], str] | None:
    """The engine's function for an OpenCC configuration; None where it has none."""
    if engine == "policytext":
        from policytext.normalization.engine import converter

        return converter(config)
    if engine == "zhconv":
        import zhconv

        return (lambda text: zhconv.convert(text, ZHCONV[config])) if config in ZHCONV else None
    from opencc import OpenCC

    try:
        return OpenCC(config).convert
    except (FileNotFoundError, ValueError):
        return None


def work(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Convert each of the job's texts; runs in the interpreter that has the engine."""
    results = []
    for task in job["tasks"]:
        convert = converter(job["engine"], task["config"])
        if convert is None:
            results.append({"texts": None})
            continue
        convert("預熱预热")
        done, took = timed(mapped, convert, task["texts"], repeat=task["runs"])
        results.append({"texts": done, "seconds": took})
    return results


def run(engine: str, tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    python = PEER_PYTHON if engine in ("opencc", "zhconv") else Path(sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        job, result = Path(folder, "job"), Path(folder, "result")
        job.write_text(json.dumps({"engine": engine, "tasks": tasks}), "utf-8")
        subprocess.run([python, "-m", "benchmarks.normalize", "--work", job, result], check=True)
        answer: list[dict[str, Any]] = json.loads(result.read_text("utf-8"))
        return answer


def task(config: str, texts: Iterable[str], runs: int = 1) -> dict[str, Any]:
    return {"config": config, "texts": list(texts), "runs": runs}


def opencc_cases(shared: Path) -> None:
    cases = records(shared / "data/script/opencc_testcases.jsonl")
    configs = sorted({case["config"] for case in cases})
    sets = {config: [case for case in cases if case["config"] == config] for config in configs}
    print("OpenCC's own cases")
    rows = {
        engine: run(engine, [task(config, (case["input"] for case in sets[config])) for config in configs])
        for engine in ENGINES
    }
    print(f"{'':8}{'cases':>6}" + "".join(f"{engine:>15}" for engine in ENGINES))
    for place, config in enumerate(configs):
        expected = [case["expected"] for case in sets[config]]
        cells = (rows[engine][place]["texts"] for engine in ENGINES)
        right = ("-" if cell is None else str(sum(map(str.__eq__, cell, expected))) for cell in cells)
        print(f"{config:8}{len(expected):6}" + "".join(f"{cell:>15}" for cell in right))


def agreement(shared: Path, megabytes: float) -> None:
    """Lines that come out as from official OpenCC, on the policy text, both ways; and speed."""
    folder = shared / "data/policy_text"
    texts = [record["text"] for record in records(folder / "laws.jsonl.gz")]
    texts += [r["text"] for r in records(folder / "gov_work_reports_provincial_2026_dirty.jsonl")]
    simplified = "\n".join(texts)[-int(megabytes * 350_000) :]
    out = [config for config in OF_ISSUE if config.startswith("s")]
    back = {"t2s": "s2t", "tw2s": "s2tw", "tw2sp": "s2twp", "hk2s": "s2hk"}
    made = run("opencc", [task(config, [simplified]) for config in out])
    sources = dict.fromkeys(out, simplified)
    sources |= {config: made[out.index(via)]["texts"][0] for config, via in back.items()}
    tasks = [task(config, [sources[config]]) for config in OF_ISSUE]
    rows = {engine: run(engine, tasks) for engine in ENGINES}
    nothing = {engine: run(engine, [task("t2s", [simplified])])[0] for engine in ENGINES}
    print(f"\nPolicy text, {len(simplified.encode()) / 1e6:.0f} MB: lines unlike official OpenCC's, MB/s")
    print(f"{'':10}{'lines':>8}" + "".join(f"{engine:>18}" for engine in ENGINES))
    for place, config in enumerate(OF_ISSUE):
        reference = rows["opencc"][place]["texts"][0].split("\n")
        size = len(sources[config].encode()) / 1e6
        cells = []
        for engine in ENGINES:
            row = rows[engine][place]
            if row["texts"] is None:
                cells.append("-")
                continue
            other = sum(map(str.__ne__, row["texts"][0].split("\n"), reference))
            cells.append(f"{other} {size / row['seconds']:9.1f}")
        print(f"{config:10}{len(reference):8}" + "".join(f"{cell:>18}" for cell in cells))
    size = len(simplified.encode()) / 1e6
    print(f"{'t2s, nothing to do':18}" + "".join(f"{size / nothing[e]['seconds']:>18.1f}" for e in ENGINES))


def parallel(shared: Path) -> None:
    """Hand-corrected sentences: whole sentences right t2s, ambiguous characters right s2t."""
    from policytext.normalization.step import normalize
    from policytext.settings import Settings

    t2s = records(shared / "data/script/gsd_parallel_t2s.dev.jsonl")
    s2t = records(shared / "data/script/gsd_parallel_s2t.dev.jsonl")
    tasks = [
        task("t2s", (r["input"] for r in t2s)),
        task("t2s", (r["input_punct_norm"] for r in t2s)),
        task("s2t", (r["input"] for r in s2t)),
    ]
    rows = {engine: [row["texts"] for row in run(engine, tasks)] for engine in ENGINES}
    to = Settings(to="traditional")
    rows["normalize"] = [
        [normalize(r["input"]).text for r in t2s],
        [normalize(r["input_punct_norm"]).text for r in t2s],
        [normalize(r["input"], to).text for r in s2t],
    ]
    print(f"\nGSD dev, {len(t2s)} sentences")
    print(f"{'':16}{'t2s exact':>12}{'quotes given':>14}{'s2t ambiguous':>16}")
    for engine, (plain, given, back) in rows.items():
        exact = sum(text == r["expected"] for text, r in zip(plain, t2s, strict=True))
        quoted = sum(text == r["expected"] for text, r in zip(given, t2s, strict=True))
        marked = [(text, r, i) for text, r in zip(back, s2t, strict=True) for i in r["ambiguous_positions"]]
        right = sum(text[i : i + 1] == r["expected"][i] for text, r, i in marked)
        print(f"{engine:16}{exact:12}{quoted:14}{right:8}/{len(marked)}{right / len(marked):7.2%}")


def steps(shared: Path) -> None:
    """`normalize` of whole documents with their edits."""
    from policytext.normalization.engine import convert
    from policytext.normalization.step import normalize

    laws = [record["text"] for record in records(shared / "data/policy_text/laws.jsonl.gz")[:400]]
    for name, texts in (
        ("Simplified laws", laws),
        ("the same, Traditional", [convert(t, "s2t") for t in laws]),
    ):
        normalize(texts[0])
        _, best = timed(mapped, normalize, texts, repeat=3)
        print(f"normalize, {name:24}{megabytes(texts) / best:8.1f} MB/s")


def round_trips(shared: Path) -> None:
    """Policy text made Traditional, or its punctuation folded to ASCII, and normalized again."""
    from policytext.language.opencc import entries
    from policytext.normalization.engine import convert
    from policytext.normalization.step import normalize

    folder = shared / "data/policy_text"
    texts = [record["text"] for record in records(folder / "laws.jsonl.gz")[:400]]
    texts += [r["text"] for r in records(folder / "gov_work_reports_provincial_2026_dirty.jsonl")]
    texts = [normalize(text).text for text in texts]
    spin = {ord(k): v.split(" ")[0] for k, v in entries("STCharacters.txt").items() if k not in UNSPUN}
    ways: dict[str, Callable[[str], str]] = {
        "made Traditional one to one": lambda text: text.translate(spin | {ord("着"): "著"}),
        **{f"made Traditional, {c}": lambda text, c=c: convert(text, c) for c in ("s2t", "s2tw", "s2hk")},
        "punctuation folded": lambda text: text.translate(FOLD),
    }
    print(f"\nRound trips, {sum(map(len, texts)) / 1e6:.1f} million characters: changed, wrong after")
    for name, way in ways.items():
        pairs = [(text, way(text)) for text in texts]
        changed = sum(a != b for text, made in pairs for a, b in zip(text, made, strict=True))
        back = [(text, normalize(made).text) for text, made in pairs]
        wrong = sum(a != b for text, again in back for a, b in zip(text, again, strict=True))
        print(f"{name:30}{changed:10}{wrong:8}")


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--megabytes", type=float, default=11, help="of policy text")
    parser.add_argument("--work", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        job, result = options.work
        result.write_text(json.dumps(work(json.loads(job.read_text("utf-8")))), "utf-8")
        return
    if not PEER_PYTHON.exists():
        sys.exit(f"{PEER_PYTHON} is missing; see the top of this file")
    opencc_cases(options.shared)
    parallel(options.shared)
    round_trips(options.shared)
    print()
    steps(options.shared)
    agreement(options.shared, options.megabytes)


if __name__ == "__main__":
    main()
