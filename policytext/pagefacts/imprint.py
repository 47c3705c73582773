"""The line under a title on which mirrors of laws and old gazettes say when, who and under what number."""

from __future__ import annotations

from typing import NamedTuple

from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import days
from policytext.pagefacts.docnumber import doc_numbers
from policytext.pagefacts.numberforms import DocNumber

LONGEST = 120  # characters; joint issuers stand on one line
_AROUND = "（）()，,；;。、：: \t\u3000\xa0"
_ACTS = ("公布", "发布", "颁布", "印发", "制定")


class Imprint(NamedTuple):
    """The day in ISO 8601, the bodies and the number that a line names and nothing else."""

    day: str
    agencies: tuple[str, ...] = ()
    number: DocNumber | None = None


def imprint(line: str) -> Imprint | None:
    """The imprint of a line that is a day with the number or the bodies of a document, in any order.

    The day is written with 年, its month without a leading zero, as templates do not write it.

    >>> imprint("1999年7月13日，海州市水利局")
    Imprint(day='1999-07-13', agencies=('海州市水利局',), number=None)
    >>> found = imprint("（2000年12月28日 税委会[2000]17号）")
    >>> found.number.normalized if found and found.number else ""
    '税委会〔2000〕17号'
    >>> imprint("2000年12月28日，税委会开会"), imprint("2024年03月05日 海州市水利局")
    (None, None)
    """
    if len(line) > LONGEST or "年" not in line or "日" not in line:
        return None
    found = list(days(line))
    if len(found) != 1:
        return None
    day = found[0]
    numbers = [number for number in doc_numbers(line) if number.start >= day.end or number.end <= day.start]
    if len(numbers) > 1 or "年0" in line[day.start : day.end]:
        return None
    cuts = sorted([(day.start, day.end), *((number.start, number.end) for number in numbers)])
    rest, at = "", 0
    for start, end in cuts:
        rest, at = f"{rest}{line[at:start]} ", end
    rest = (rest + line[at:]).strip(_AROUND)
    for act in _ACTS:
        rest = rest.removesuffix(act).strip(_AROUND)
    named = agencies(rest) if rest else []
    if (rest and not named) or not (named or numbers):
        return None
    return Imprint(day.iso, tuple(named), numbers[0] if numbers else None)
