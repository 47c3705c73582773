"""Numbers with a form of their own: cases of courts, laws of Macau and Hong Kong, years of two digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.resources import rows

BLANKS = r"[ \t\u3000\xa0]*+"
OPEN, CLOSE = r"[〔\[（(【［﹝〈<〖{]", r"[〕\]）)】］﹞〉>〗}]"  # as people type 〔〕, scanners read them
DIGIT = "[0-9０-９]"
YEAR = rf"[1１2２]{BLANKS}[09０９]{BLANKS}{DIGIT}{BLANKS}{DIGIT}"
BRACKETED_YEAR = rf"{OPEN}{BLANKS}(?P<year>{YEAR}){BLANKS}年?{BLANKS}{CLOSE}{BLANKS}"


class DocNumber(NamedTuple):
    """A number at `[start, end)` of a text; `prefix` is what stands before its year or serial."""

    start: int
    end: int
    normalized: str
    prefix: str


@cache
def _forms() -> list[tuple[LazyPattern, str]]:
    """The patterns of `docno_forms.tsv`, and how their groups make the number as it is normalized."""
    provinces = "".join(row[0] for row in rows("place_letters.tsv") if row[1].endswith("0000"))
    parts = {"HAN": HAN, "BLANKS": BLANKS, "OPEN": OPEN, "CLOSE": CLOSE, "PROVINCES": provinces}
    named = re.compile("|".join(parts))
    forms = ((named.sub(lambda part: parts[part[0]], row[0]), *row[1:3]) for row in rows("docno_forms.tsv"))
    return [(lazy(pattern, needs=needs.strip("-")), normalized) for pattern, normalized, needs in forms]


def form_numbers(text: str) -> Iterator[DocNumber]:
    """The numbers of these forms, in ASCII digits and without blanks.

    >>> [n.normalized for n in form_numbers("(2022)粤0106刑初88号，第7/2023號法律，〔84〕财税字第16号")]
    ['〔84〕财税字第16号', '第7/2023号法律', '（2022）粤0106刑初88号']
    """
    for pattern, normalized in _forms():
        for match in pattern.finditer(text):
            groups = {name: re.sub(r"\s", "", value or "") for name, value in match.groupdict().items()}
            yield DocNumber(*match.span(), normalized.format(**groups), groups["letters"])
