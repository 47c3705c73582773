"""How much damage repair undoes, beside ftfy and beside doing nothing, and how fast.

    python -m venv benchmarks/.venv-peers && benchmarks/.venv-peers/bin/pip install ftfy
    python -m benchmarks.repair --shared ../shared

Passages of 300 to 1,500 characters come from documents that the language model was not trained on
(`data.build.corpus.held_back`), each damaged by every family of `damage/`. Exact is the
share of passages that come back whole; characters is the share of characters right, by alignment.
Speed is in MB of UTF-8 a second of processor time on one core.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

from benchmarks.common import mapped, megabytes, parser_of, records, timed
from damage import FAMILIES
from data.build.corpus import LAWS, NOTICES, REPORTS, TITLES, held_back, policy_texts
from policytext.repairs import repair

PEERS = Path(__file__).parent / ".venv-peers" / "bin" / "python"
FTFY = (
    "import ftfy, json, sys\nfor line in sys.stdin: print(json.dumps(ftfy.fix_encoding(json.loads(line))))"
)
WORST = {
    "?": "?",
    "(": "(",
    "Ã": "Ã",
    "锟斤拷": "锟斤拷",
    "glossed": "產(chǎn)",
    "鍙戝": "鍙戝",
    "\\u53d1": "\\u53d1",
}


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--passages", type=int, default=20, help="from each of laws, reports, notices")
    parser.add_argument("--families", default="", help="regular expression of the names to measure")
    parser.add_argument("--parts", default="families,kinds,clean,speed", help="what to measure")
    options = parser.parse_args()
    parts = options.parts.split(",")
    if "families" in parts:
        families(options.shared, options.passages, re.compile(options.families))
    if "kinds" in parts:
        kinds(options.shared)
    if "clean" in parts:
        clean(options.shared)
    if "speed" in parts:
        worst()


def passages(shared: Path, count: int) -> list[str]:
    """As many passages from each kind of held-back document, whole lines but for the last."""
    random = Random(1)
    found = []
    for name in (LAWS, REPORTS, NOTICES):
        documents = [
            text for document, text in policy_texts(shared, name) if held_back(document) and len(text) > 600
        ]
        for _ in range(count):
            lines = random.choice(documents).split("\n")
            start = random.randrange(1 + len(lines) // 2)
            found.append("\n".join(lines[start:])[: random.randint(300, 1500)].strip("\n"))
    return [passage for passage in found if len(passage) >= 300]


def right(got: str, wanted: str) -> float:
    """The share of characters right: those that align, of the longer of the two."""
    if got == wanted:
        return 1.0
    pairs = list(zip(got.split("\n"), wanted.split("\n"), strict=False))
    if got.count("\n") != wanted.count("\n"):
        pairs = [(got, wanted)]
    same = sum(
        block.size
        for one, other in pairs
        for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    )
    return (same + len(pairs) - 1) / max(len(got), len(wanted))


def by_ftfy(texts: Sequence[str]) -> list[str] | None:
    """What ftfy (its encoding repair, which leaves punctuation alone) makes of them, if it is there."""
    if not PEERS.exists():
        return None
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([PEERS, "-c", FTFY], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def families(shared: Path, count: int, wanted: re.Pattern[str]) -> None:
    texts = passages(shared, count)
    size = sum(map(len, texts))
    print(f"{len(texts)} passages, {size:,} characters")
    print(f"{'family':32}{'exact':>7}{'chars':>9}{'ftfy':>8}{'nothing':>9}{'MB/s':>8}  verdicts")
    for name, family in FAMILIES.items():
        if wanted.search(name):
            damaged = [family.damage(text, Random(number)) for number, text in enumerate(texts)]
            answers = [family.answer(text) for text in texts]
            repaired, took = timed(mapped, repair, damaged)
            verdicts: dict[str, int] = defaultdict(int)
            for document in repaired:
                verdicts[str(document.verdict)] += 1
            got = [document.text for document in repaired]
            exact = sum(one == other for one, other in zip(got, answers, strict=True)) / len(texts)
            peer = by_ftfy(damaged)
            print(
                f"{name:32}{exact:7.1%}{share(got, answers):9.3%}"
                f"{share(peer, answers) if peer else float('nan'):8.1%}{share(damaged, answers):9.1%}"
                f"{megabytes(damaged) / took:8.3f}  {dict(verdicts)}",
                flush=True,
            )


def share(got: Sequence[str], answers: Sequence[str]) -> float:
    total = sum(map(len, answers))
    return sum(right(g, a) * len(a) for g, a in zip(got, answers, strict=True)) / total


def kinds(shared: Path) -> None:
    """The kinds of damage of `mojibake/chinese_*`, which other hands made."""
    rows = defaultdict(list)
    for name in ("chinese_synthetic", "chinese_mixed_lines"):
        for row in records(shared / "data" / "mojibake" / f"{name}.jsonl"):
            rows[row["class"], row["kind"]].append(row)
    print(f"\n{'kind':24}{'class':20}{'exact':>10}{'chars':>9}{'ftfy':>10}  verdicts")
    for (grade, kind), group in rows.items():
        damaged, answers = [row["damaged"] for row in group], [row["original"] for row in group]
        repaired = [repair(text) for text in damaged]
        got = [document.text for document in repaired]
        verdicts = {
            v: sum(str(d.verdict) == v for d in repaired)
            for v in sorted({str(d.verdict) for d in repaired})
        }
        exact = sum(one == other for one, other in zip(got, answers, strict=True))
        peer = by_ftfy(damaged)
        theirs = sum(one == other for one, other in zip(peer, answers, strict=True)) if peer else -1
        n = len(group)
        print(f"{kind:24}{grade:20}{exact:>6}/{n}{share(got, answers):9.2%}{theirs:>6}/{n}  {verdicts}")


def clean(shared: Path) -> None:
    """Nothing may change in clean documents; and how fast they pass."""
    print()
    for name in (LAWS, REPORTS, NOTICES, TITLES):
        texts = [text for _, text in policy_texts(shared, name)]
        repaired, took = timed(mapped, repair, texts, repeat=2)
        changed = [one for one, text in zip(repaired, texts, strict=True) if one.text != text]
        speed = megabytes(texts) / took
        print(f"clean {name}: {len(changed)} of {len(texts)} documents changed, {speed:.0f} MB/s")
        for document in changed[:5]:
            print("   ", [(e.rule, e.before[:20], e.after[:20]) for e in document.edits[:4]])
    cases = records(shared / "data" / "mojibake" / "ftfy_cases.jsonl")
    negative = [row["damaged"] for row in cases if row["set"] == "negative"]
    print(
        "ftfy's negative cases:", sum(repair(t).text != t for t in negative), "of", len(negative), "changed"
    )


def worst(size: int = 10) -> None:
    """Time must grow with length and no faster: ten times the text, ten times the time."""
    print(f"\n{'worst case':12}{'1 MB':>8}{f'{size} MB':>9}  seconds")
    for name, piece in WORST.items():
        count = 1_000_000 // len(piece.encode())
        times = [timed(repair, piece * count * often)[1] for often in (1, size)]
        print(f"{name:12}{times[0]:8.2f}{times[1]:9.2f}", flush=True)


if __name__ == "__main__":
    main()
