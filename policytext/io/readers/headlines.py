"""The titles within a text, each with the facts beside it: where a document may begin (see `several`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.io.readers.fieldnames import usual_fact
from policytext.io.readers.textlines import (
    ADDRESSED,
    ENUMERATED,
    FIRST,
    HEADLINE,
    NEAR,
    Lines,
    may_separate,
)
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts import publication
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import NOTE_LINES, is_history, is_note
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.moments import byline
from policytext.pagefacts.title import LONGEST, continues, cut, is_bare_kind, is_complete
from policytext.pagefacts.titlelines import is_headline, is_letterhead, is_mark

ENDED = ("。", "！", "？", "”", "）", ")", "；")

END = lazy(
    r"[（(]\s*完\s*[）)]|抄\s*[送报]\s*[：:].*|.*日\s*印发.*|[（(]?此件.*"
    r"|[（(]?(?:责任编辑|责编|编辑|来源|作者|联系人|联系电话)\s*[：:].*|书\s*记\s*员.*"
)
_ADDRESSED = lazy(
    r"(?!(?:责任|牵头|配合|主管|成员|实施|完成|[主承协]办|支持|指导|联系))[^。；]{0,400}?(?:政府|委员会|办公[厅室]"
    r"|[局厅委部处办社院站队所]|单位|部门|机构|公司|企业|学校|代表|委员|同志|先生|女士|党派|高校|中心|支行|分行|银行|机关"
    r"|镇|街道|乡|园区|[省市县区])(?:[（(][^（）()]*[）)])?\s*[：:]"
)
_SERIAL = lazy(  # 第707号, of a case: （2023）青0102民初12号
    r"(?:[（(〔\[](?:19|20)\d\d[)）〕\]]|(?:19|20)\d\d年)?\s*第?\s*\d{1,4}\s*号|[（(](?:19|20)\d\d[）)].{2,30}\d号"
)
_DATED = lazy(
    r"\W*(?:(?:发[布表稿]|公布|成文|更新|信息|文章|稿件)?(?:时间|日期|来源)|[来來]源)\s*[：:]"
    r"|.*(?<!\d)(?:19|20)\d\d[-年./]\d"
)
LABEL = lazy(rf"\W{{0,3}}([A-Za-z_{HAN}](?:\s*[A-Za-z_{HAN}]){{1,15}})\s*[】\]:：|]\s*(.*)")
VAGUE = ("名称", "时间", "日期")  # labels in lists of projects and meetings, too
_BYLINE = lazy(
    rf"\W?(?:[{HAN}]{{0,8}}(?:记者|通讯员|评论员)|文/)[\s：:]*[{HAN}]{{2,4}}(?:\s+[{HAN}]{{2,8}}){{0,4}}"
)
_LISTED = lazy(r"…|\.{3}|·{3}")  # in a table of contents


class Head(NamedTuple):
    """A title on lines `[first, below)`, what belongs to it from the line `top` on, its facts by their kind
    with the line of each. `named`: a label names it, or its last word is that of a document's title."""

    top: int
    first: int
    below: int
    title: str
    facts: dict[str, str]
    named: bool = True


def heads(lines: Lines) -> Iterator[Head]:
    """The titles of a text with the facts beside them.

    >>> text = "第一条　略。\\n青办〔2024〕3号\\n青江市关于节水的\\n通知\\n各县：\\n请抓好落实。"
    >>> [head] = heads(Lines(text))
    >>> head.title, head.top, head.facts
    ('青江市关于节水的通知', 1, {'number': '青办〔2024〕3号', 'addressee': '各县：'})
    """
    for at in range(len(lines)):
        if lines.lasts[at] not in "。；，" and (found := _title(lines, at)):
            first, title, named = found
            top, facts = _facts_above(lines, first)
            facts |= _facts_below(lines, at + 1) | _facts_on(lines[at], title)
            yield Head(top, first, at + 1, title, facts, named)


def _title(lines: Lines, at: int) -> tuple[int, str, bool] | None:
    """The title that ends on a line: its first line, its words, and is it named as a document's?"""
    line = lines[at]
    if len(line) > ADDRESSED:
        return None
    label = LABEL.fullmatch(line)
    if label and label[2] and label[1] not in VAGUE and usual_fact(label[1]) == "title":
        return at, label[2], True
    title = ENUMERATED.sub("", line.lstrip("# "), 1)
    if "关于" in title[:HEADLINE]:
        title = title[: cut(title)]
    if len(title) > LONGEST:
        return None
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if is_complete(f"某{title}"):  # 通知 alone ends one as well
        first = next((n for n in range(max(0, at - 3), at) if _go_on(lines.between(n, at), title)), at)
        title = "".join([*lines.between(first, at), title])
        if not is_complete(title) or (is_bare_kind(title) and not _is_number(below)):
            return None
        return first, title, True
    if is_line("order title", line):
        return at, line, True
    if label or not is_headline(title) or len(title) > HEADLINE or title[-1] in "。；：，？":
        return None
    is_told = is_published(below) or (at > 0 and may_separate(lines[at - 1]))
    return (at, title, False) if is_told and not _DATED.match(title) else None


def _go_on(above: Sequence[str], line: str) -> bool:
    """Do the lines above one that ends a title begin it?"""
    for text in above:
        if len(text) > HEADLINE or text.endswith(ENDED) or END.fullmatch(text) or is_history(text):
            return False
        if "\t" in text or _LISTED.search(text) or ENUMERATED.match(text) or LABEL.match(text):
            return False
    return all(continues(above[:n], text) for n, text in enumerate([*above, line]) if n)


def _facts_on(line: str, title: str) -> dict[str, str]:
    """The facts that stand on a title's own line."""
    if len(line) > len(title) and _ADDRESSED.fullmatch(line):
        return {"addressee": line}
    if number := number_line(line.partition("（")[0]):
        return {"number": number}
    return {"letterhead": line} if is_letterhead(line) else {}


def _facts_above(lines: Lines, first: int) -> tuple[int, dict[str, str]]:
    """Where what stands above a title and belongs to it begins, and its facts."""
    facts: dict[str, str] = {}
    for at in range(first - 1, max(-1, first - 1 - 2 * NEAR), -1):
        line = lines[at]
        if may_separate(line) or END.fullmatch(line) or only_day(line):
            return at + 1, {**facts, "separator" if may_separate(line) else "signed": line}
        kind = "letterhead" if is_letterhead(line) else "number" if _is_number(line) else ""
        if kind:
            facts[kind] = line
        elif not agencies(line.replace("文件", "", 1)) and (not is_mark(line) or "附" in line):
            return at + 1, facts
    return max(0, first - 2 * NEAR), facts


def _facts_below(lines: Lines, below: int) -> dict[str, str]:
    """The facts on the first lines below a title."""
    facts: dict[str, str] = {}
    for at, line in enumerate(lines.between(below, below + NEAR), below):
        if line[-1] in "：:" and len(line) <= ADDRESSED and _ADDRESSED.fullmatch(line):
            return facts | {"addressee": line}
        if kind := _kind(lines, at):
            facts.setdefault(kind, line)
        elif len(line) > LONGEST or (line.endswith(ENDED) and "，" in line):
            if any(map(FIRST.match, lines.between(at + 1, at + 2))):  # below what a law says of itself
                facts["articles"] = lines[at + 1]
            break
    return facts


def _kind(lines: Lines, at: int) -> str:
    """The fact that a line below a title is, "" if none."""
    line = lines[at]
    if FIRST.match(line):
        return "articles"
    if line[0] not in "（(" or ENUMERATED.match(line):
        is_passed = is_history(line)
    else:
        note = lines.between(at, at + NOTE_LINES)  # which may go over lines
        end = next((n for n, part in enumerate(note, 1) if part.endswith(("）", ")"))), len(note))
        is_passed = is_note("".join(note[:end]))
    if is_passed or len(line) > LONGEST:
        return "note" if is_passed else ""
    if _is_number(line):
        return "number"
    return "day" if only_day(line) else "published" if is_published(line) else ""


def _is_number(line: str) -> bool:
    return line[-1:] in ("号", ")", "）") and bool(number_line(line) or _SERIAL.fullmatch(line))


def is_byline(line: str) -> bool:
    return _BYLINE.fullmatch(line) is not None


def is_published(line: str) -> bool:
    """Does a line say when or where a page came out?"""
    if len(line) > LONGEST or not _DATED.match(line) or only_day(line):
        return False
    told = publication.facts(line) or byline(line) or {}
    return "date_published" in told or "source_name" in told
