"""MONEY, PERCENT and QUANTITY: numbers with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policytext.language.numbers import NUMERALS, PATTERN, number
from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.recognition.model import Entity, EntityType
from policytext.resources import alternation, rows

_SIGNS = "￥¥＄$€£"
# 八九亿
_EITHER = lazy("(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千万亿].*)")
_MEASURE = "="  # the code of units that are measures, in `units.tsv`
_NO_NUMBER = lazy(
    "[百千万亿]|万亿|亿万|千百万?|[百万]千|百十"
)  # the unit in the head of a table: 亿元; 亿万人民
_SCALE = lazy("(?:的)?(?:基本)?(?:比例尺|地形图|地图)")  # 万分之一比例尺 is no share
_ORDINALS = lazy(r"第[\d、，和及]*[、，和及]$")  # 第4、6、10、|88项
_ITEM = lazy(r"\s*[0-9]{1,2}．[0-9]")  # 附件：1．8批次药品名单; cleaned text has no other such mark
_OPENS_ITEM = lazy(r"(?:^|附件?[：:])[ \u3000]*\Z", re.MULTILINE)
_LIST = 24  # characters before a number in which such a list begins
_NO_SUM = lazy(
    "化|二?次|结构|经济|体制|主义|格局|对立|社会|户籍|分割|治理|论|制|方程|投[资入]"
    "|协同|互[动联]|共[生治]|融合|世界|空间|一体|锂|电池|材料|前驱体|正极|乙丙|催化|合金"
)
"""What stands behind 一元 and the like where they are no sums: 城乡二元结构, 三元锂电池."""
_ROUND_BEFORE = lazy("(?:(?<![以网线会路岸海])上|近|逾|超过?)$")
"""What makes it a number: 上百亿元, 近千家."""
_TENTHS_AFTER = tuple("超近约占达到为降增减高低过")  # 超六成, 提高三成
_AFTER_TENTHS = lazy("以[上下内]|左右|上下|多|[，。；、）)\n]|的|$")  # 七成以上, but no 一成不变
_PARTS_OF = {"百": "%", "千": "‰", "万": "‱"}  # 百分之, 千分之
_NUMBERED = "条款项章节级类层批期组"  # things that go by their number: 所列一至五项, 二至三级医院
_WHOLE = 100  # per cent, below which a fraction is a share
_ORDINAL = lazy(r"[〇零○一二两三四五六七八九壹贰叁肆伍陆柒捌玖]{1,2}\Z")


class _Value(NamedTuple):
    """A number or range as it stands, and what it is of."""

    low: str
    high: str | None
    type: EntityType
    unit: str


@cache
def _units() -> Mapping[str, tuple[str, str]]:
    """Each unit's kind and code."""
    return {row[1]: (row[0], row[2]) for row in rows("units.tsv")}


def _any_unit() -> str:
    """A pattern of any unit, the longest first, but not where another word begins with it (方|案)."""
    others = {row[1]: row[3] for row in rows("units.tsv") if len(row) > 3}
    units = sorted(_units(), key=len, reverse=True)
    return "|".join(re.escape(unit) + (f"(?![{others[unit]}])" if unit in others else "") for unit in units)


@cache
def value_shapes() -> Mapping[str, LazyPattern]:
    """The patterns of the forms of values and of their parts."""
    thousands = alternation(unit[1:] for unit in _units() if unit[0] == "千" and unit[1:])
    parts = {"NUMBER": PATTERN, "NUMERALS": NUMERALS, "SIGN": _SIGNS}
    return shapes("value_shapes.tsv", UNIT=_any_unit(), THOUSANDS=thousands, **parts)


VALUES = lazy(lambda: value_shapes()["value"].pattern)


def values(text: str) -> Iterator[Entity]:
    """Sums of money, percentages and quantities, with the number written out.

    >>> [(v.type, v.normalized, v.detail) for v in values("投资1.5亿元，增长5.4%，建成12个园区")]
    [('MONEY', '150000000', 'CNY'), ('PERCENT', '5.4', '%'), ('QUANTITY', '12', '个')]
    >>> [v.normalized for v in values("数十亿元，八九百人，每吨3元5角，8500到3万元，上百家，为-0.3%")]
    ['1000000000/10000000000', '800/900', '3.5', '8500/30000', '100', '-0.3']
    >>> [(v.normalized, v.detail) for v in values("税收30万元/亩，千分之三，超过七成")]
    [('300000', 'CNY/亩'), ('3', '‰'), ('70', '%')]
    >>> [v.normalized for v in values("6.5亿元至7亿元，从3家到5家")]
    ['650000000/700000000', '3', '5']
    """
    last: Entity | None = None
    for value in _single(text):
        if last and (whole := _range(text, last, value)):
            last = whole
            continue
        if last:
            yield last
        last = value
    if last:
        yield last


def _range(text: str, low: Entity, high: Entity) -> Entity | None:
    """Two values as one where each end has its unit: 6.5亿元|至|7亿元; 从3家到5家 is a change."""
    alike = (low.type, low.detail) == (high.type, high.detail) and value_shapes()["UP_TO"].fullmatch(
        text, low.end, high.start
    )
    if not alike or "/" in low.normalized + high.normalized or text.endswith(("从", "由"), 0, low.start):
        return None
    last = high.normalized
    if low.normalized[0] == "-" and text[low.end : high.start].count("-") > 1:  # -5℃--3℃
        last = f"-{last}"
    if Decimal(low.normalized) >= Decimal(last):
        return None
    normalized = f"{low.normalized}/{last}"
    return replace(low, end=high.end, text=text[low.start : high.end], normalized=normalized)


def _single(text: str) -> Iterator[Entity]:
    """The values as they stand, the ends of a range with two units apart."""
    ended = -1
    for match in VALUES.finditer(text):
        value = None if _is_no_value(match) else _value(match)
        normalized = _normalized(value.low, value.high) if value else ""
        if value and normalized:
            start = match.end() - len(match[0].lstrip())
            signed = bool(match["minus"] or match["pct_minus"])
            if signed and start == ended:  # 5个百分点|-6个百分点 is a range
                start, signed = start + 1, False
            if signed:  # -2至-1℃, -5—3℃
                below = match["below"] or match["pct_below"]
                normalized = "-" + (normalized.replace("/", "/-") if below else normalized)
            yield Entity(start, match.end(), text[start : match.end()], value.type, normalized, value.unit)
        ended = match.end()


def _is_no_value(match: re.Match[str]) -> bool:
    """Is it the scale of a map, one of several ordinals (第4、6、10、|88项), or a list's number?"""
    if _ITEM.match(match[0]) and _OPENS_ITEM.search(
        match.string, max(0, match.start() - _LIST), match.start()
    ):
        return True
    if match["per"] and _SCALE.match(match.string, match.end()):
        return True
    if match["unit"] == "栋" and _HOUSE.match(match.string, match.end()):
        return True
    return _ORDINALS.search(match.string[max(0, match.start() - _LIST) : match.start()]) is not None


_HOUSE = lazy(r"\d{1,4}(?:[室号房、，。；）)\s]|单元|$)")  # 2栋|401室, but 32栋|1280套


def _value(match: re.Match[str]) -> _Value | None:
    if match["points"]:  # 2个、3.5个百分点
        return _Value(*_bounds(match), "PERCENT", "个百分点")
    if not match["unit"]:
        return _share(match)
    kind, code = _units()[match["unit"]]
    low, high = _bounds(match)
    if _NO_NUMBER.fullmatch(match["low"]) and not (match["high"] or match["vague"] or _is_round(match)):
        return None
    over = re.sub("[／每]", "/", re.sub(r"\s", "", match["over"] or ""))
    if kind == "MONEY":
        if _ORDINAL.match(low) and _NO_SUM.match(match.string, match.end()):
            return None
        other = match["before"] if code == "CNY" else None  # 新台币300元
        return _Value(low, high, "MONEY", (_units()[other][1] if other else code) + over)
    if match["before"]:
        return None
    if kind == "PERCENT":
        return _Value(low, high, "PERCENT", match["unit"])
    ordinal = (not high or match["unit"] in _NUMBERED) and _ORDINAL.match(low)  # 一个, 三方面
    counting = ordinal and code != _MEASURE and match["unit"] != "倍"
    return None if counting else _Value(low, high, "QUANTITY", match["unit"] + over)


def _share(match: re.Match[str]) -> _Value | None:
    """What has no unit: per cent, shares (三分之二 as 66.67%), tenths, sums with a sign."""
    if match["mark"]:
        return _Value(match["pct"], match["pct_high"], "PERCENT", match["mark"].replace("％", "%"))
    if match["per"]:
        return _Value(match["per"], match["per_high"] or match["per_to"], "PERCENT", _PARTS_OF[match["of"]])
    if match["parts"]:
        share = 100 * (number(match["share"]) or Decimal(0)) / (number(match["parts"]) or Decimal(1))
        return _Value(str(round(share, 2)), None, "PERCENT", "%") if share < _WHOLE else None
    if match["sign"]:
        return _Value(match["amount"], None, "MONEY", _units()[match["sign"]][1])
    return _tenths(match)


def _is_round(match: re.Match[str]) -> bool:
    """Is a hundred or a thousand a number, since more or fewer are said to be: 百余家, 上千人?"""
    more = match.string[match.end("low") : match.end("low") + 1] in ("余", "多")
    return more or _ROUND_BEFORE.search(match.string[max(0, match.start() - 2) : match.start()]) is not None


def _tenths(match: re.Match[str]) -> _Value | None:
    """Tenths, in per cent, where a word before or behind shows that they are: 七成以上, 超六成."""
    text, part = match.string, match["hundredth"]
    if not (text.endswith(_TENTHS_AFTER, 0, match.start()) or _AFTER_TENTHS.match(text, match.end())):
        return None
    more = {None: Decimal(0), "半": Decimal(5)}.get(part) if part in (None, "半") else number(part)
    ends = [str(10 * (number(tenth) or 0) + (more or 0)) for tenth in match.group("ten", "to_ten") if tenth]
    return _Value(ends[0], ends[1] if len(ends) > 1 else None, "PERCENT", "%")


def _bounds(match: re.Match[str]) -> tuple[str, str | None]:
    """The number, or the two that it lies between: 八九亿, 数十亿 (ten to a hundred)."""
    scale = match["scale"] or ""
    low, high = match["low"] + scale, match["high"] + scale if match["high"] else None
    if high:
        return low, high
    if match["vague"]:
        return low, str(10 * (number(low) or Decimal(0)))
    if pair := _EITHER.fullmatch(low):
        return pair["low"] + pair["scale"], pair["high"] + pair["scale"]
    if match["tenths"] or match["hundredths"]:
        tenths, hundredths = (number(match[name] or "0") or Decimal(0) for name in ("tenths", "hundredths"))
        return str((number(low) or Decimal(0)) + tenths / 10 + hundredths / 100), None
    return low, None


def _normalized(low: str, high: str | None) -> str:
    first, last = number(low), number(high) if high else None
    if first is None:
        return ""
    if last is None:
        return _plain(first)
    small, myriads = _scales(high or "")  # 3—5亿元, 七千到九千亿元, 两到三千元: it counts for both
    small, myriads = "" if _SCALED.search(low) else small, "" if _scales(low)[1] else myriads
    scaled = (number(low + scale) or first for scale in (small + myriads, myriads, ""))
    first = next((value for value in scaled if value <= last), first)  # 500到5千|万元, but 8500到3万元
    return f"{_plain(first)}/{_plain(last)}"


def _scales(text: str) -> tuple[str, str]:
    """The hundreds or thousands and the myriads that a number ends with; no hundreds of 三千五百."""
    head = text.rstrip("万亿")
    digits = head.rstrip("百佰千仟")
    small = "" if _SCALED.search(digits) else head[len(digits) :]
    return small, text[len(head) :]


_SCALED = lazy("[十百佰千仟万亿]")


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
