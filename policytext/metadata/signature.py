"""落款: the names and the day under a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies, is_desk, signers, signs_for
from policytext.pagefacts.days import days, only_day
from policytext.pagefacts.formulas import is_outline
from policytext.pagefacts.labels import names_other
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.title import is_complete, names_subject, tidy

LONGEST = 80  # characters of a line of a signature; joint signers stand in columns
SIGNERS = 24  # lines of names above the day; joint notices have up to twenty issuers
LISTED = 4  # lines under 附件 in which the day of the document stands, below a list of one; names are free
HEAD_DATE = 6  # the last line, from 0, on which a day under the title stands

_POST = lazy(
    r"(?:.{0,16}\s|\w{2,8}[局署])?(?:总理|主席|省长|市长|区长|县长|州长|部长|主任|局长|署长|行长|院长|会长|检察长|审判长|审判员|(?:人民)?陪审员|书记员)[\s：:]*.{0,12}"
)
_AFTER = lazy(
    r"[（(]|附\s*[件表图]|抄送|主题词|(?:内部)?(?:发|分)\s*送|信息公开选项"
    r"|[^，。；：]{4,60}名单(?:[（(]\w{2,6}[）)])?$"
)
_ANNEX = lazy(r"附\s*件\s*[\d一二三四五六七八九十]{0,2}")
_NAMED = lazy("[表单书册]$")  # the last words of annexes' names that no document's title ends in
_CONTACT = lazy("(?:联系|咨询|监督|举报|采购|招标|代理|电|地|传|邮|手)[^：:。]{0,8}[：:]")  # 联系人：李青
_OF_TEMPLATE = lazy(r"年0|日\s+星期\w$")  # 2024年05月27日 星期一 is the day of a page
_OF_EVENT = lazy(r"[^日]。$")  # 2024年3月5日上午9:00。
_HAN = lazy(f"[{HAN}]")
_YEAR_SIGN = lazy("[年国國]")
_TAIL_DAY = lazy(r"日\s*$")


class Signature(NamedTuple):
    """The signing bodies, the day in ISO 8601, and whether a person signed for them (总理 李强)."""

    agencies: tuple[str, ...]
    day: str
    by_person: bool = False


def read_signature(lines: Sequence[str], issuers: Sequence[str]) -> Signature | None:
    """The first day that stands on a line of its own under the issuers, or under whoever signs.

    `issuers` are those that the heading names; a day under somebody else is an attachment's, and where
    it names none any day far below 附件.

    >>> read_signature(["通知如下。", "海州市财政局", "海州市水利局", "2024年3月5日"], [])
    Signature(agencies=('海州市财政局', '海州市水利局'), day='2024-03-05', by_person=False)
    """
    lines = lines if issuers else lines[: _annexed(lines)]
    dated: Signature | None = None  # under the title: the page's day, where somebody signs before it
    for at, line in enumerate(lines):
        alone = (at or line[0] in "（(") and len(line) <= LONGEST and not _OF_EVENT.search(line)
        if alone and (day := only_day(tidy(line))) and not (at and names_other(lines[at - 1])):
            if not _YEAR_SIGN.search(line) and _is_above(lines, at):
                continue
            names, by_person = _above(lines, at)
            if _is_listed(lines, at, names, day):
                continue
            beside = (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
            in_table = any(only_day(tidy(other)) for other in beside)  # from 2024年4月15日 until 4月26日
            is_own = "-" not in line and not _OF_TEMPLATE.search(line) and not in_table
            under_title = not names and is_own and (at <= HEAD_DATE or _closes(lines, at))
            others = bool(names and issuers) and not set(names) & set(issuers) and not _akin(names, issuers)
            others = others and not all(map(is_desk, names))  # 科研处 of the university in the heading
            if under_title and at <= HEAD_DATE:
                dated = dated or Signature((), day)
            elif (names or by_person or under_title) and (by_person or not others):
                return Signature(tuple(names), day, by_person) if not dated or day <= dated.day else dated
        elif at and (signed := _beside(line)):
            signers = tuple(
                dict.fromkeys((*_above(lines, at)[0], *signed.agencies))
            )  # the last beside the day
            if not issuers or _akin(signers, issuers):
                return signed._replace(agencies=signers) if not dated or signed.day <= dated.day else dated
    return dated or _run_on(lines, issuers)


def _annexed(lines: Sequence[str]) -> int:
    """Where an annex begins that is no list, or the letter that a document answers; the end if nowhere."""
    titles: set[str] = set()
    told = False
    for at, line in enumerate(lines[:-LISTED]):
        below = lines[at + 1]
        is_short = len(line) <= LONGEST and not line.endswith("。")
        is_title = is_short and names_subject(line) and is_complete(line)
        heads_annex = _ANNEX.fullmatch(line) and not is_outline(below) and not _lists(lines, at)
        answers = is_title and titles and line not in titles and below.endswith("：")
        if told and (heads_annex or answers):
            return at
        titles |= {line} if is_title else set()
        told = told or "。" in line
    return len(lines)


def _lists(lines: Sequence[str], at: int) -> bool:
    """Do the names of annexes follow 附件, and the day of the document itself, rather than an annex?"""
    names = others = 0
    for line in lines[at + 1 : at + 1 + SIGNERS]:
        if only_day(line):
            return others + (names > 0) < LISTED
        if "。" in line:
            return False
        is_name = _ANNEX.fullmatch(line) or _NAMED.search(line) or is_complete(line)
        names, others = names + bool(is_name), others + (not is_name)
    return False


def _above(lines: Sequence[str], at: int) -> tuple[list[str], bool]:
    """The agencies on the lines above a day, and whether persons stand there."""
    names: list[str] = []
    by_person = False
    for line in reversed(lines[max(0, at - SIGNERS) : at]):
        shown = tidy(line)
        if len(shown) > LONGEST:
            break
        if not _HAN.search(shown):  # the same in English
            continue
        in_brackets = shown[0] in "（(" and shown[-1] in "）)"
        if found := (agencies if names or by_person else signers)(
            shown[1:-1].removesuffix("代章") if in_brackets else shown
        ):
            names = found + names
        elif _POST.fullmatch(shown):
            by_person = True
        elif not names and not by_person and shown.startswith(("（", "(")) and len(shown) < 12:  # （盖章）
            continue
        else:
            break
    return names, by_person


def _is_above(lines: Sequence[str], at: int) -> bool:
    """Does the text follow, its addressee or its first paragraph? Then 2024-03-05 is the page's day."""
    below = lines[at + 1 : at + 1 + HEAD_DATE]
    if below and below[0].startswith("附"):
        return False
    return any(line.endswith(("：", ":")) or (len(line) > LONGEST and "。" in line) for line in below)


def _is_listed(lines: Sequence[str], at: int, names: Sequence[str], day: str) -> bool:
    """Do other bodies stand right above or below, each with its day, in a list? Who prints is none."""
    for other in (at - 2, at + 2):
        line = tidy(lines[other]) if 0 < other < len(lines) else ""
        if only_day(line) not in ("", day) and "印发" not in line:
            beside = signers(tidy(lines[other - 1]))
            if not names or (beside and not _akin(names, beside)):
                return True
    return False


def _closes(lines: Sequence[str], at: int) -> bool:
    """Does a day without a name end the text: after a sentence or whom to call, before an annex?"""
    below = lines[at + 1] if at + 1 < len(lines) else "（"
    follows = _AFTER.match(below) is not None or (len(below) <= LONGEST and is_complete(below))
    above = lines[at - 1]
    ends = above.endswith("。") or is_line("closing", above)
    return (ends or _CONTACT.match(above) is not None) and "年" in lines[at] and follows


def _beside(line: str) -> Signature | None:
    """Names and day on one line: 海州市财政局 2024年3月5日."""
    if len(line) > LONGEST or not _TAIL_DAY.search(line):
        return None
    line = tidy(line)
    day = max(days(line), default=None, key=lambda found: found.end)
    names = agencies(line[: day.start]) if day and day.end == len(line) else []
    return Signature(tuple(names), day.iso) if day and names else None


def _akin(names: Sequence[str], issuers: Sequence[str]) -> bool:
    """Is one of the names short for another, as 科技部 for 科学技术部?

    >>> _akin(["国家发展和改革委员会"], ["国家发展改革委"]), _akin(["财政局"], ["水利局"])
    (True, False)
    """
    return any(signs_for(name, issuer) for name in names for issuer in issuers)


def _run_on(lines: Sequence[str], issuers: Sequence[str]) -> Signature | None:
    """The signature at the end of a paragraph, as text taken from a PDF has it."""
    for line in lines if issuers else ():
        if _TAIL_DAY.search(line) and len(line) > 20:
            day = max(days(line[-60:]), default=None, key=lambda found: found.end)
            before = "".join(line[-60:][: day.start].split()) if day else ""
            if day and before.endswith(issuers[-1]):
                return Signature(tuple(issuers), day.iso)
    return None
