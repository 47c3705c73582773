"""The shipped dictionary of policy instruments against sentences coded by hand.

    python -m benchmarks.coding [--shared ../shared] [--errors]

Data: coding/instruments.dev (coded twice) and coding/instruments.once (coded once). Both were read
while the dictionary was written, so the figures are those of the draft, not of sentences never seen.
A type or a kind is right where one that the dictionary gives is among those of the coder, or where
both give none. Kappa is between the code with most hits and the coder's first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from policytext.coding.agreement import cohen_kappa, krippendorff_alpha
from policytext.coding.coder import code
from policytext.coding.dictionary import instruments

NONE = "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", action="store_true", help="print the sentences coded otherwise")
    options = parser.parse_args()
    for name in ("dev", "once"):
        path = options.shared / "data" / "coding" / f"instruments.{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        counts: Counter[str] = Counter()
        mine, theirs = [], []
        for row in rows:
            hits = Counter(hit.category for hit in code(row["sentence"], instruments()))
            given, wanted = set(hits) or {NONE}, set(row["codes"]) or {NONE}
            mine.append(hits.most_common(1)[0][0] if hits else NONE)
            theirs.append(row["codes"][0] if row["codes"] else NONE)
            right = bool({path.split("/")[0] for path in given} & {path.split("/")[0] for path in wanted})
            drawn = row.get("draw", "")
            counts.update({"type": right, "kind": bool(given & wanted), f"{drawn} type": right, drawn: 1})
            if options.errors and not given & wanted:
                print(f"{'+'.join(sorted(wanted))} -> {'+'.join(sorted(given))}: {row['sentence']}")
        types = [[path.split("/")[0] for path in coding] for coding in (mine, theirs)]
        shares = ", ".join(f"{what} right {counts[what] / len(rows):.3f}" for what in ("type", "kind"))
        kappas = f"of types {cohen_kappa(*types):.3f}, of kinds {cohen_kappa(mine, theirs):.3f}"
        alpha = krippendorff_alpha([mine, theirs])
        print(f"{name}: {len(rows)} sentences, {shares}; kappa {kappas}; alpha of kinds {alpha:.3f}")
        if counts["random"]:
            print(f"  drawn at random: type right in {counts['random type']} of {counts['random']}")


if __name__ == "__main__":
    main()
