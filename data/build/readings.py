"""Makes policytext/resources/readings.tsv: the Mandarin readings of every Han character of GBK.

    python data/build/readings.py policytext/resources/readings.tsv

Source: pypinyin (MIT), its dictionary of single characters, most frequent reading first. One line
a toned reading: the reading, the characters whose first reading it is, the characters that have it
as a further reading. Only GBK matters, because the damage that the table serves is done in GBK.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import pypinyin
from pypinyin.constants import PINYIN_DICT

# Of places and old words, by Xiandai Hanyu Cidian: 乐亭, 叶公, 一骑. The dictionary lacks them.
FURTHER = {"lào": "乐樂", "shè": "叶葉", "jì": "骑騎"}


def in_gbk(character: str) -> bool:
    return len(character.encode("gbk", "ignore")) == 2


def lines() -> list[str]:
    first: dict[str, list[str]] = defaultdict(list)
    further: dict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(PINYIN_DICT.items()):
        if in_gbk(chr(code)):
            head, *tail = dict.fromkeys(unicodedata.normalize("NFC", readings).split(","))
            first[head].append(chr(code))
            for reading in tail:
                further[reading].append(chr(code))
    for reading, characters in FURTHER.items():
        further[reading] += characters
    source = (
        f"# Mandarin readings of the characters of GBK, from pypinyin {pypinyin.__version__} (MIT); "
        "乐 lào, 叶 shè, 骑 jì from Xiandai Hanyu Cidian"
    )
    return [
        source,
        *("\t".join((r, "".join(first[r]), "".join(further[r]))) for r in sorted({*first, *further})),
    ]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("\n".join(lines()) + "\n", encoding="utf-8")
