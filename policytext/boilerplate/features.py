"""What each line of a plain-text page looks like, by itself and beside its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policytext.boilerplate.markers import Look, judge, without_glosses
from policytext.language.scripts import is_traditional
from policytext.pagefacts import publication
from policytext.pagefacts.formulas import is_official

_FIRST_PAGE = 4000  # characters, which tell the script of the rest


class Line(NamedTuple):
    """One line that is not blank: `[start, end)` in the text, without its line break.

    `rule`: the rule that would take it, "" if nothing speaks against it. `strength`: how surely
    (3 a landmark, 2 furniture anywhere, 1 furniture beside furniture, 0 none). `weight`: how much
    it speaks for (positive) or against an article. `size`: characters without white space.
    """

    start: int
    end: int
    text: str
    size: int
    rule: str
    strength: int
    weight: float
    facts: Mapping[str, str] | None


def read(text: str) -> list[Line]:
    """The lines of a text that are not blank, judged.

    >>> [(line.text, line.rule) for line in read("当前位置：首页\\n一、总体要求\\n打印本页")]
    [('当前位置：首页', 'navigation'), ('一、总体要求', ''), ('打印本页', 'interaction')]
    """
    fold = looks_traditional(text)
    lines: list[Line] = []
    beside = False
    pending = ""  # a label whose value may stand on the next line
    end = -1
    for raw in text.split("\n"):
        start, end = end + 1, end + 1 + len(raw)
        shown = raw.strip()
        if not shown:
            continue
        told = _facts(shown, beside, pending, fold) if len(shown) <= publication.LONGEST else None
        if told is None:
            look = judge(shown, fold)
            pending = ""
        else:
            look = _told(shown, told, fold)
            pending = shown if shown[-1] in ":：" and not pending else ""
        if not look.strength and len(shown) <= 12 and lines and lines[-1].text[-1] in ">»›＞":
            look = Look("navigation", 1, -1.0)  # the next step of a breadcrumb
        if look.weight >= 1 and len(lines) > 1 and not lines[-2].strength and _is_menu_word(lines[-1]):
            lines[-1] = lines[-1]._replace(rule="", strength=0, weight=-0.2)  # a heading
        if told is not None and lines and _waits(lines[-1]):
            lines[-1] = lines[-1]._replace(rule="publication", strength=2, weight=-1.0, facts={})
        beside = told is not None or (beside and look.strength > 0)
        lines.append(Line(start, end, shown, len(shown), *look, told))
    return lines


def looks_traditional(text: str) -> bool:
    """Whether the first page of a text is in Traditional characters.

    >>> looks_traditional("會議強調，要發展產業"), looks_traditional("会议强调，要发展产业")
    (True, False)
    """
    return is_traditional(text[:_FIRST_PAGE]) or False


def _facts(shown: str, beside: bool, pending: str, fold: bool) -> Mapping[str, str] | None:
    """The line as a publication line, or as the value of the label on the line before."""
    if fold:
        shown = without_glosses(shown)
    if pending and _may_be_value(shown, pending) and publication.facts(shown) is None:
        told = publication.facts(pending + shown, beside=True)
        if told is not None:
            return told
    return publication.facts(shown, beside)


def _waits(line: Line) -> bool:
    """Whether a line is a label that counts only now that a publication line follows."""
    return line.facts is None and line.text[-1] in ":：" and publication.facts(line.text, beside=True) == {}


def _is_menu_word(line: Line) -> bool:
    return line.rule == "navigation" and line.strength < 3


def _told(shown: str, told: Mapping[str, str], fold: bool) -> Look:
    """A publication line, or a row of buttons."""
    if not told:
        look = judge(shown, fold)
        if look.strength > 1:
            return look
        if shown[-1] not in ":：" and not shown[-1].isdigit():
            return Look("interaction", 2, -1.0)
    return Look("publication", 3 if "editors" in told else 2, -1.0)


def _may_be_value(shown: str, label: str) -> bool:
    """A headline is the value of 标题 only, not of a 来源 that was left empty."""
    if "标" in label or "号" in label or "號" in label:
        return True
    return len(shown) <= 30 and not is_official(shown) and not shown.endswith(("报告", "通知", "意见"))


def nearby(lines: Sequence[Line], reach: int = 4) -> list[float]:
    """Share of furniture among the lines within `reach` of each line."""
    marked = [0]
    for line in lines:
        marked.append(marked[-1] + (line.strength > 0))
    count = len(lines)
    return [
        (marked[min(i + reach + 1, count)] - marked[max(i - reach, 0)])
        / (min(i + reach + 1, count) - max(i - reach, 0))
        for i in range(count)
    ]
