"""The figures of a text that can be targets: those with a unit, and those that have none.

减少农村贫困人口1000万以上          PUE降至1.3以下          提高三成
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.numbers import PATTERN, number
from policytext.language.patterns import lazy
from policytext.recognition.model import Entity, longest_first
from policytext.recognition.values import values

_FIRST = "0-9０-９一二两三四五六七八九"
_BEFORE = r"(?<![0-9０-９.．,，A-Za-z第〇零○一二三四五六七八九十百千万亿])"
_END = r"(?=以[上下内]|左右|上下|[，。；、）)\n]|的|$)"
_BARE = lazy(
    rf"{_BEFORE}(?P<scaled>(?=[{_FIRST}])(?:{PATTERN})(?<=[万亿]))(?![{_FIRST}十百千])[多余]?"
    rf"|(?P<half>一半){_END}"
    r"|[至到为在约于过达](?P<ratio>[0-9]+(?:\.[0-9]+)?)[∶:：]1(?![0-9.])"
    rf"|[至到为在约于过达](?P<index>[0-9]+(?:\.[0-9]+)?)(?:(?=分)(?!分[之钟])|{_END})"
    rf"|(?<![0-9.])(?P<schooling>[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?)年{_END}"
)
_PEOPLE = "人口|群众|农民|劳动力|学生|职工|居民|毕业生|儿童|婴幼儿|老人|老年人|群体|人数"
_COUNTS_PEOPLE = lazy(f"(?:左右|以上|以下|以内)?[^，。；、\n]{{0,10}}?(?:{_PEOPLE})")
_PEOPLE_BEFORE = lazy(f"(?:{_PEOPLE})(?:达到?|超过?|突破|约)?$")
_MEASURE = lazy(
    "(?:系数|指数|倍差|比值?|之比|效率|死亡率|强度|得分|评分|满意度|安全感|[PWC]UE)[）)]?(?:[^，。；、：\n]{0,12})$"
)
"""What is given without a unit; elsewhere a number behind 到 or 在 is a year, a page, a version."""
_SCHOOLING = lazy("受教育年限[^，。；：\n]{0,8}$")
_CLAUSE = 30  # code points before a number in which its measure stands


def figures(text: str) -> list[Entity]:
    """Sums, percentages and quantities, and numbers without a unit that count people or give an index.

    >>> [(f.text, f.normalized, f.detail) for f in figures("1000万居民脱贫，PUE降至1.3，提高三成。")]
    [('1000万', '10000000', '人'), ('1.3', '1.3', ''), ('三成', '30', '%')]
    """
    return longest_first([*values(text), *_bare(text)])


def _bare(text: str) -> Iterator[Entity]:
    for match in _BARE.finditer(text):
        start, end = match.span(str(match.lastgroup))
        before = text[max(0, start - _CLAUSE) : start]
        if match["half"]:
            yield Entity(start, end, match["half"], "PERCENT", "50", "%")
        elif match["scaled"]:
            value = number(match["scaled"])
            people = _COUNTS_PEOPLE.match(text, match.end()) or _PEOPLE_BEFORE.search(before)
            if value is not None:
                yield Entity(start, end, match["scaled"], "QUANTITY", f"{value:f}", "人" if people else "")
        elif match["schooling"]:
            if _SCHOOLING.search(before):
                yield Entity(
                    start, end + 1, match["schooling"] + "年", "QUANTITY", match["schooling"], "年"
                )
        elif _MEASURE.search(before):
            shown = match["ratio"] or match["index"]
            unit = "分" if text.startswith("分", end) else ""
            yield Entity(start, end + len(unit), shown + unit, "QUANTITY", shown, unit)
