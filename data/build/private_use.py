"""Builds policytext/resources/private_use.tsv: what private use characters of GBK are in Unicode now.

    python -m data.build.private_use

GBK 1.0 and code page 936 have 80 ideographs and radicals at FE50 to FEA0 and a few signs elsewhere that
Unicode lacked; texts have them as U+E815 to U+E864 and so on, in the order of the code. Python's codec
`gb18030` (2000) knows most of them; for the rest the mapping is that of GB 18030-2022, Annex.
"""

from __future__ import annotations

from pathlib import Path

TARGET = Path("policytext/resources/private_use.tsv")
PAIRS = [0xFE00 + trail for trail in (*range(0x50, 0x7F), *range(0x80, 0xA1))]  # to U+E815 and on
LATER = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6,
    0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA,
    0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip
SIGNS = {
    0xE5E5: 0x3000, 0xE76C: 0x20AC, 0xE7C7: 0x1E3F, 0xE7C8: 0x01F9, 0xE7E7: 0x303E,
    **{0xE7E8 + number: 0x2FF0 + number for number in range(12)},
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15,
    0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
}  # fmt: skip
HEADER = """\
# Private use characters of GBK and code page 936, and what GB 18030-2022 maps their codes to.
# U+E5E5 is A3A0, an ideographic space. Made by data/build/private_use.py; facts of a standard, Apache-2.0.
"""


def main() -> None:
    codes = {
        0xE815 + number: ord(pair.to_bytes(2, "big").decode("gb18030")) for number, pair in enumerate(PAIRS)
    }
    table = sorted((codes | LATER | SIGNS).items())
    lines = [f"{chr(code)}\t{chr(character)}\n" for code, character in table]
    TARGET.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
