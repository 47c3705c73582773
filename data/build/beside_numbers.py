"""Makes policytext/resources/misread_beside_numbers.tsv: what the words beside numbers look like misread.

    python -m data.build.beside_numbers policytext/resources/misread_beside_numbers.tsv

Dates, amounts and numbers of documents have few words: 年 between digits is 骞 where UTF-8 was read as GBK.
Only the first character is taken of what a word was read as, and only if it is rare beside a number.
"""

from __future__ import annotations

import sys
from pathlib import Path

from policytext.language.likelihood import classes, model
from policytext.language.simplify import simplified_table

WORDS = "年月日号第条款项章元万亿个人次家户吨亩约达至为共增降（）〔〕【】《》，。、；：％—～￥℃"
CROSSINGS = (("utf-8", "gbk"), ("gbk", "cp950"), ("cp950", "gbk"), ("gbk", "cp949"))
RARE = -15.0  # log-probability behind a number, below which a character is none of those that stand there


def rows() -> list[str]:
    table: dict[str, str] = {}
    for own, other in CROSSINGS:
        for word in WORDS:
            seen = word.encode(own, "ignore").decode(other, "ignore")[:1]
            for character in (seen, seen.translate(simplified_table())):
                if character.isalpha() and model().logp("00", character.translate(classes())) < RARE:
                    table.setdefault(character, f"{character}\t{word}\t{own}\t{other}")
    return sorted(table.values())


if __name__ == "__main__":
    note = (
        "# What words beside numbers begin with where they are misread: the character seen, the word, the\n"
        "# encoding it was written in and the one it was read in. Made by\n"
        "# data/build/beside_numbers.py from the encodings of Python's codecs (Apache-2.0)."
    )
    Path(sys.argv[1]).write_text("\n".join([note, *rows()]) + "\n", encoding="utf-8")
