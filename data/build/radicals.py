"""Makes policytext/resources/radicals.tsv: the characters that radicals in PDFs stand for.

    python data/build/radicals.py EquivalentUnifiedIdeograph.txt policytext/resources/radicals.tsv

Source: EquivalentUnifiedIdeograph.txt of the Unicode Character Database (Unicode License V3). Only the
CJK Radicals Supplement is kept: the Kangxi radicals have decompositions of their own.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_ROW = re.compile(r"(2E[89A-F][0-9A-F])(?:\.\.(\w+))?\s*;\s*(\w+)")


def rows(source: str) -> list[str]:
    pairs = []
    for first, last, ideograph in _ROW.findall(source):
        pairs += [(code, int(ideograph, 16)) for code in range(int(first, 16), int(last or first, 16) + 1)]
    return [f"{chr(radical)}\t{chr(ideograph)}" for radical, ideograph in pairs]


if __name__ == "__main__":
    note = (
        "# Radicals and the ideographs they equal, from the Unicode Character Database (Unicode License V3)"
    )
    table = rows(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text("\n".join([note, *table]) + "\n", encoding="utf-8")
