"""MONEY, PERCENT and QUANTITY: numbers with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from policytext.entities.model import Entity
from policytext.entities.numbers import PATTERN, number
from policytext.resources import rows

_S = r"[ \u3000]?"
_TO = rf"{_S}(?:至|到|—{{1,2}}|–|-|－|~|～){_S}"
_BEFORE = r"(?<![0-9０-９.．,A-Za-z第〇零○一二三四五六七八九十百千万亿])"
_MORE = r"(?:[多余几]|以上)?(?P<scale>万亿|[万亿千百])?"  # 3400多张, 80多万元
_ORDINAL = re.compile(r"[〇零○一二两三四五六七八九]{1,2}\Z")


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """The pattern of a number or range with its unit, and each unit's kind and code."""
    units = {unit: (kind, code) for kind, unit, code in rows("units.tsv")}
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"{_BEFORE}(?P<before>人民币|RMB|[￥¥＄$€£])?{_S}(?P<low>{PATTERN})(?:{_TO}(?P<high>{PATTERN}))?{_MORE}{_S}(?P<unit>{unit})"
        rf"|(?P<sign>[￥¥＄$€£])(?P<amount>{PATTERN})"
        rf"|百分之(?P<per>{PATTERN})(?:{_TO}百分之(?P<per_high>{PATTERN}))?"
        rf"|{_BEFORE}(?P<pct>[0-9０-９]+(?:[.．][0-9０-９]+)?){_S}[%％]?(?:{_TO}(?P<pct_high>[0-9０-９]+(?:[.．][0-9０-９]+)?))?{_S}(?P<mark>[%％‰])"
    ), units


def values(text: str) -> Iterator[Entity]:
    """Sums of money, percentages and quantities, with the number written out.

    >>> [(v.type, v.text, v.normalized, v.detail) for v in values("投资1.5亿元，增长5.4%，建成12个园区")]
    [('MONEY', '1.5亿元', '150000000', 'CNY'), ('PERCENT', '5.4%', '5.4', '%'), ('QUANTITY', '12个', '12', '个')]
    """
    pattern, units = _pattern()
    for match in pattern.finditer(text):
        if match["mark"]:
            low, high, kind, code = (
                match["pct"],
                match["pct_high"],
                "PERCENT",
                match["mark"].replace("％", "%"),
            )
        elif match["per"]:
            low, high, kind, code = match["per"], match["per_high"], "PERCENT", "%"
        elif match["sign"]:
            low, high, kind, code = match["amount"], None, "MONEY", units[match["sign"]][1]
        else:
            low, high = match["low"], match["high"]
            kind, code = units[match["unit"]]
            if kind == "QUANTITY" and _ORDINAL.match(low) and (code == "-" or not high):
                continue  # 一个, 三方面: counting words, not measurements
            if match["before"] and kind != "MONEY":
                continue
        scale = match["scale"] if match["unit"] else None
        normalized = _normalized(low + (scale or ""), high + (scale or "") if high else None)
        if normalized:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Entity(
                start,
                match.end(),
                text[start : match.end()],
                kind,
                normalized,
                code if code != "-" else match["unit"],
            )  # type: ignore[arg-type]


def _normalized(low: str, high: str | None) -> str:
    first, last = number(low), number(high) if high else None
    if first is None:
        return ""
    if last is None:
        return _plain(first)
    scale = re.search("[万亿]+$", high or "")  # 3—5亿元: the scale counts for both
    if scale and not re.search("[万亿]$", low):
        first = number(low + scale[0]) or first
    return f"{_plain(first)}/{_plain(last)}"


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
