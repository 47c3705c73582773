"""Features of the lines of a plain-text page, alone and with their neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from policytext.boilerplate.markers import (
    PARAGRAPH,
    PUBLISHED,
    SENTENCE,
    UNMARKED,
    Look,
    furniture,
    is_abstract,
    judge,
    may_hold_notice,
    spoken,
    without_glosses,
)
from policytext.boilerplate.pieces import in_pieces, labelled_day
from policytext.boilerplate.rules import RELATED
from policytext.language.patterns import lazy
from policytext.language.scripts import recognise
from policytext.pagefacts import labels, publication
from policytext.pagefacts.agency import agencies, is_agency, is_desk
from policytext.pagefacts.bylines import is_medium, is_person, outlet
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import is_day, is_official, note_lines
from policytext.pagefacts.moments import states_moment
from policytext.pagefacts.title import is_bare_kind, is_complete, is_completed, names_subject

_COLUMNS = ("报告", "公报", "公告", "通告", "通知", "公示", "规划", "计划", "总结", "解读", "年报")
"""How columns end that hold documents of a kind, and titles do too: 省政府工作报告."""
STEP = 12  # characters of the longest step of a breadcrumb
_SIGNS = ">»›＞→"
_COLONS = "：:"
_ADDRESS = lazy(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,8}(?:[/?]\S*)?", re.ASCII)
_MINUTES = lazy(r"\d{1,2}[-–]\d{1,2} ?分钟")
READERS_HEAD = 4  # lines of the head of a reader's view: address, title, author, minutes
_DAY = lazy(r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}")
_LABELLED = lazy(r"\w{1,8}\s?\w{0,4}[:：]")
_NAMES = lazy("来源|來源|机构|機構|机关|機關|部门|部門|单位|單位|作者|转自|轉自|稿")
VALUE = 30  # characters of the longest value that stands on the line after its label
REACH = 4  # lines before and after one that are its neighbours


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

    def looked_at(self, look: Look, facts: Mapping[str, str] | None = None) -> Line:
        """The line as it looks beside others, with what it tells."""
        return Line(self.start, self.end, self.text, self.size, *look, facts)

    @property
    def is_free(self) -> bool:
        """Does nothing speak against it, and is it no publication line?"""
        return not self.strength and self.facts is None

    @property
    def is_name(self) -> bool:
        """Can it be a document's name: free, longer than a step of a breadcrumb, no sentence, no label?"""
        is_long = self.size > STEP and self.weight < PARAGRAPH
        return self.is_free and is_long and self.text[-1] not in "。；：:"

    @property
    def is_dated(self) -> bool:
        """Does it state the day on which the page came out?"""
        return "date_published" in (self.facts or ())

    @property
    def is_published(self) -> bool:
        """Does it tell how the page was published, or is it the label of what does? Buttons are not."""
        return bool(self.facts) or (self.facts is not None and self.text[-1] in ":：")


def read(text: str) -> list[Line]:
    """The lines of a text that are not blank, judged.

    >>> [(line.text, line.rule) for line in read("当前位置：首页\\n一、总体要求\\n打印本页")]
    [('当前位置：首页', 'navigation'), ('一、总体要求', ''), ('打印本页', 'interaction')]
    """
    fold = has_traditional(text)
    lines: list[Line] = []
    beside = False
    pending = ""  # a label whose value may stand on the next line
    found = placed(text)
    texts = [shown for *_, shown in found]
    events = labels.of_others(texts) | note_lines(texts)
    for start, end, shown in found:
        told: Mapping[str, str] | None = None
        is_spread = shown[1:2].isspace()  # 索 引 号 A-1 分 类 其他；
        look = spoken(shown) if shown[-1] in "。；" and not is_spread else None
        look = UNMARKED if len(lines) in events else look
        is_short = len(shown) <= publication.LONGEST  # as markers and publication lines are
        if look is None or (is_short and may_hold_notice(shown, fold)):  # few lines: ask all about them
            told = _facts(shown, beside, pending, fold) if is_short else None
            look = judge(shown, fold) if told is None else _told(shown, told, fold)
        elif len(shown) > STEP and len(lines) >= READERS_HEAD and lines[-1].rule != "navigation":
            lines.append(Line(start, end, shown, len(shown), *look, None))  # a sentence, as most lines are
            pending, beside = "", False
            continue
        pending = _label_of_next(shown, told)
        if look.rule == RELATED.name and lines and is_abstract(lines[-1].text):  # its keywords
            look = UNMARKED
        look = _breadcrumb(lines, shown, look)
        if other := _of_readers_view(lines, shown) or _medium(lines, shown, told):
            look, told = other
        if lines and lines[-1].rule == "navigation" and look.weight >= SENTENCE and _is_heading(lines):
            lines[-1] = lines[-1].looked_at(UNMARKED, lines[-1].facts)
        above = _waiting(lines, shown, told) if told is not None or look.strength > 1 else ()
        for at, waiting in above:
            lines[at] = lines[at].looked_at(PUBLISHED, waiting)
        if told and told.keys() == {"date_published"} and (of := _outlet(lines, shown)):
            lines[-1] = lines[-1].looked_at(PUBLISHED, of)
        elif told and "source_name" in told:
            lines[-2:] = [_without_label(line, shown) for line in lines[-2:]]
        beside = told is not None or (beside and look.strength > 0)
        lines.append(Line(start, end, shown, len(shown), *look, told))
    return lines


def placed(text: str) -> list[tuple[int, int, str]]:
    """Start and end of each line that is not blank, and the line without the blanks around it."""
    found: list[tuple[int, int, str]] = []
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        if shown := raw.strip():
            found.append((start, end, shown))
        start = end + 1
    return found


def _of_readers_view(lines: Sequence[Line], shown: str) -> tuple[Look, Mapping[str, str] | None] | None:
    """Is a line the address over a copied page, or the minutes to read it? Below they are an agenda's."""
    if not lines and _ADDRESS.fullmatch(shown):
        return PUBLISHED, {}
    is_head = 0 < len(lines) < READERS_HEAD and _MINUTES.fullmatch(shown)
    return (furniture("interaction", 2), None) if is_head and _ADDRESS.fullmatch(lines[0].text) else None


def _medium(
    lines: Sequence[Line], shown: str, told: Mapping[str, str] | None
) -> tuple[Look, Mapping[str, str]] | None:
    """Is a line under a day with its hour the outlet that published: 2024-03-05 20:15, ·, 海州日报?"""
    above = next((line for line in lines[:-3:-1] if line.text != "·"), None) if told is None else None
    is_dated = above and above.facts and above.facts.keys() == {"date_published"}
    if not above or not is_dated or not is_medium(shown) or not states_moment(above.text):
        return None
    return PUBLISHED, {"source_name": shown}


def _leads(above: Line, shown: str) -> bool:
    """Is there a sign of breadcrumbs between two lines?"""
    return (
        above.text[-1] in _SIGNS
        or above.text == "/"
        or shown.startswith("->")
        or (above.rule == "navigation" and shown[0] in f"/{_SIGNS}")
    )


def _breadcrumb(lines: list[Line], shown: str, look: Look) -> Look:
    """The look of a line, or that of the next step of a breadcrumb; its first step above is marked."""
    above = lines[-1] if lines else None
    if above is None:
        return look
    is_next = not look.strength and _is_step(shown) and _leads(above, shown)
    first = lines[-2] if len(lines) > 1 and above.text in _SIGNS and not shown[0].isdigit() else None
    if is_next and first and not first.strength and _is_step(first.text):  # not 指标, >, 5 of a table
        lines[-2] = first._replace(rule="navigation", strength=1, weight=-1.0)
    return Look("navigation", 1, -1.0) if is_next else look


def _is_step(shown: str) -> bool:
    """Can a line be the last step of a breadcrumb, and is it no short title: 节水管理规定?"""
    return len(shown) <= STEP and (
        not is_complete(shown) or is_bare_kind(shown) or shown.endswith(_COLUMNS)
    )


def has_traditional(text: str) -> bool:
    """Whether a text has Traditional characters, so that its lines are to be read as Simplified ones.

    >>> has_traditional("會議強調，要發展產業"), has_traditional("会议强调，要发展产业")
    (True, False)
    """
    return recognise(text).share > 0


def _facts(shown: str, beside: bool, pending: str, fold: bool) -> Mapping[str, str] | None:
    """The line as a publication line, or as the value of the label on the line before."""
    if fold:
        shown = without_glosses(shown)
    if is_day(shown) and not beside:  # under a signature, with its source in brackets perhaps
        return None
    told = value_of(pending, shown)
    told = publication.facts(shown, beside) if told is None else told
    return in_pieces(shown) if told is None and labelled_day(shown) else told


def value_of(label: str, shown: str) -> Mapping[str, str] | None:
    """The facts of a line as the value of the label before it, None if it is no such value.

    >>> value_of("来源：", "海州日报"), value_of("来源：", "打印本页")
    ({'source_name': '海州日报'}, None)
    """
    if not label or not _may_be_value(shown, label):
        return None
    alone = publication.facts(shown)
    if alone is not None and alone.keys() != {"date_published"}:  # a moment is whatever day its label says
        return None
    return publication.facts(label + shown, beside=True)


def _label_of_next(shown: str, told: Mapping[str, str] | None) -> str:
    """The label, with its colon, that a line is whose value stands on the next; "" if it is none."""
    label = labels.labels().get(labels.bare(shown)) if shown[-1] in "：:】]" else None
    if label and (shown[0] in "【[" or label.kind == "date"):  # 回复时间：
        return f"{labels.bare(shown)}："
    return shown if told is not None and shown[-1] in ":：" else ""


def _waiting(
    lines: Sequence[Line], below: str, told: Mapping[str, str] | None
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines above furniture that count only as a publication line follows, with their facts.

    A label left empty counts over other furniture too; a day, over who published and a label.
    """
    texts = [line.text if line.facts is None else "" for line in lines[-3:]]
    first, above, last = ["", "", "", *texts][-3:]
    is_told = told is not None
    is_day = is_told and _DAY.fullmatch(last) and not agencies(lines[-2].text if len(lines) > 1 else "")
    is_label = _LABELLED.match(last) and (is_told or last[-1] in _COLONS)
    if (is_day or is_label) and len(last) <= publication.LONGEST:
        stated = publication.facts(last, beside=True)
        yield from () if stated is None else [(len(lines) - 1, stated)]
    is_dated = is_told and _LABELLED.match(below) and _DAY.fullmatch(above) and not agencies(first)
    if is_dated and (is_agency(last) or is_desk(last)):
        yield len(lines) - 2, publication.facts(above, beside=True) or {}
        yield len(lines) - 1, {} if told and "source_name" in told else {"source_name": last}


def _outlet(lines: Sequence[Line], hour: str) -> Mapping[str, str]:
    """The outlet, or whose reporter wrote it, between a headline and the hour that follows; {} if none.

    An hour with a province is that of a post, above which its account stands, or the headline's end.
    """
    if len(lines) < 2:
        return {}
    above, last = lines[-2:]
    if above.strength or above.size <= STEP or not last.is_free or last.size > STEP:
        return {}
    if found := outlet(last.text):
        return {"source_name": found[0]}
    if hour.split()[-1] not in publication.provinces():
        told = publication.facts(last.text, beside=True) or {}
        return told if told.keys() == {"author"} else {}
    if is_completed(above.text, last.text):  # 关于开展演练的 and 通知
        return {}
    return {"author" if is_person(last.text) else "source_name": last.text}


def _without_label(line: Line, labelled: str) -> Line:
    """A line without the source that it names, where it has no label and the one below it has."""
    has_label = any(colon in line.text for colon in _COLONS)
    is_other = line.facts is not None and line.facts.keys() == {"source_name"} and not has_label
    return line._replace(facts={}) if is_other and any(colon in labelled for colon in _COLONS) else line


def _is_heading(lines: Sequence[Line]) -> bool:
    """Is the last line, a word that menus have, a heading, as a sentence follows?"""
    if len(lines) < 2 or lines[-1].strength > 2:
        return False
    above = next((line for line in lines[-2::-1] if any(map(str.isalnum, line.text))), lines[-2])  # no 】
    is_apart = not above.strength or above.rule in ("publication", "interaction")
    return lines[-1].text.isalnum() and is_apart


def _told(shown: str, told: Mapping[str, str], fold: bool) -> Look:
    """A publication line, or a row of buttons."""
    if not told:
        look = judge(shown, fold)
        if look.strength > 1 and not (look.rule == RELATED.name and labels.bare(shown) in labels.labels()):
            return look  # 关键词：, left empty, is of a box
        if shown[-1] not in ":：" and not shown[-1].isdigit():
            return Look("interaction", 2, -1.0)
    return PUBLISHED._replace(strength=3) if "editors" in told else PUBLISHED


def _may_be_value(shown: str, label: str) -> bool:
    """A headline is the value of 标题 only, not of a 来源 or 主题词 left empty; a day is a 日期's."""
    if any(sign in label for sign in "标標号號日时時"):
        return not any(sign in label for sign in "号號") or any(map(str.isdigit, shown))
    if names_subject(shown) or number_line(shown) or (agencies(shown) and not _NAMES.search(label)):
        return False
    return len(shown) <= VALUE and not is_official(shown) and not shown.endswith(("报告", "通知", "意见"))


def judged(lines: Sequence[Line], furniture: Collection[int] = ()) -> Iterator[tuple[str, bool]]:
    """The lines for `headline`, with whether they are furniture; `furniture` are those by their place."""
    for number, line in enumerate(lines):
        yield line.text, not line.is_published and (line.strength > 1 or number in furniture)


def nearby(lines: Sequence[Line]) -> list[float]:
    """Share of furniture among each line and the `REACH` lines before and after it."""
    marked = [0]
    for line in lines:
        marked.append(marked[-1] + (line.strength > 0))
    count = len(lines)
    spans = ((max(i - REACH, 0), min(i + REACH + 1, count)) for i in range(count))
    return [(marked[end] - marked[start]) / (end - start) for start, end in spans]
