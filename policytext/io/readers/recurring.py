"""The lines at the top of a text, where they come again: a collection of documents of one form.

Line for line they are alike: the same label, a day, a name of people, a title, or the same words but for
their figures. A document has text below them, and what is alike must tell one from a section: labels of
publications, letters, motions; a number that goes on; a title beside a day or a name; titles of one kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from policytext.io.readers.fieldnames import usual_fact
from policytext.io.readers.headlines import ENDED, LABEL, VAGUE, is_byline, is_published
from policytext.io.readers.textlines import ENUMERATED, FORMULA, HEADLINE, Lines, may_separate
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.bylines import bare
from policytext.pagefacts.days import days, only_day
from policytext.pagefacts.formulas import is_outline, is_page_number
from policytext.pagefacts.labels import labels
from policytext.pagefacts.title import LONGEST, is_complete, kind_of, names_subject
from policytext.pagefacts.titlelines import is_headline

DEEP = 8  # lines above the text of a document
WORDS = 6  # Chinese characters of what tells a document by its number: 白岭区通报（3月5日）, and not 案例3
SHORTEST = 4  # characters of a title
_FIGURES = lazy("[0-9〇零一二三四五六七八九十百]+")
_FIGURE = lazy(r"[图表]\s*[0-9一二三四五六七八九十]")
_ISSUE = lazy(r"第.{1,6}[期号辑]|[〔（(\[]\d{4}")  # and not 3号地块, 第二天
_NOT_HAN = lazy(f"[^{HAN}]+")
_SUBJECTS = (
    "标题",
    "主题",
    "案由",
    "事由",
)  # what letters, mails and motions are about, where lists have 项目名称
_MARKS = "●▲■◆★#*-·【 "
_DAY_BEHIND = lazy(r"[\s（(\[【】]+(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?\s*[）)\]】]?\Z")


class _Line:
    """A line, and what it is, found out when it is asked for: most lines are like nothing at the top."""

    def __init__(self, line: str) -> None:
        self.line = line

    @cached_property
    def words(self) -> str:
        """Its words without figures."""
        return _FIGURES.sub("0", self.line)

    @cached_property
    def form(self) -> str:
        """Its form, "" for words and for 【titles】."""
        return "" if self.line[0] == "【" and self.entitles else _form(self.line)

    @cached_property
    def entitles(self) -> str:
        """The title that it may be, if it has no form; "" if none."""
        line = self.line
        title = _DAY_BEHIND.sub("", ENUMERATED.sub("", line.lstrip(_MARKS), 1)).rstrip("】")
        is_title = (
            SHORTEST <= len(title) <= HEADLINE
            and title[-1] not in "。；，："
            and "】" not in title
            and not (is_outline(title) or _FIGURE.match(title))
            and (names_subject(title) or _is_dated(line) or not is_outline(line))
            and not agencies(title)
        )
        return title if is_title else ""

    @cached_property
    def is_agency(self) -> bool:
        return bool(agencies(self.line))

    @property
    def title(self) -> str:
        return "" if self.form else self.entitles


def recurring(lines: Lines) -> list[tuple[int, int]]:
    """The lines at the top of each document of a collection, `[first, below)`; [] if it is none.

    >>> brief = "工作简报\\n第{}期\\n{}\\n青江市把节水落到实处。" + "各区县按月报送进展，不得弄虚作假。" * 4
    >>> recurring(Lines(brief.format(1, "白岭区治河") + "\\n" + brief.format(2, "沅溪区修渠")))
    [(0, 3), (4, 7)]
    """
    top = _top(lines, 0)
    if not top:
        return []
    starts, foot = [(0, len(top))], _Line(lines[-1])
    sections = set[str]()  # kinds of the titles that stand amid a document
    for at in range(len(top), len(lines) - 1):
        if at < starts[-1][1] or lines.lasts[at] in "。；" or _is_prose(lines[at]) or lines[at][0] == "附":
            continue
        size, found = _alike(top, lines, at)
        is_told = _tells(found)
        title = "" if is_told or "title" not in found else _Line(lines[at]).title
        kind = kind_of(title) or ("headline" if is_headline(title) else "")
        if kind or (not is_told and "same" in found):
            is_told = kind not in sections and _is_closed(lines, at, foot)
            sections |= set() if is_told else {kind}
        if is_told and _have_text(lines, (starts[-1][1], at), (at + size, len(lines))):
            starts.append((at, at + size))
    return starts if len(starts) > 1 else []


def _have_text(lines: Lines, *parts: tuple[int, int]) -> bool:
    return all(lines.prose(start, end) >= FORMULA for start, end in parts)


def _top(lines: Lines, at: int) -> list[_Line]:
    """The lines above the first sentence, [] if there is none near."""
    deep = next((n for n, line in enumerate(lines.between(at, at + DEEP + 1)) if _is_prose(line)), 0)
    return [_Line(line) for line in lines.between(at, at + deep)]


def _is_prose(line: str) -> bool:
    is_bracket = line[-1] in "）)" and len(line) <= HEADLINE
    return "。" in line or len(line) > LONGEST or (line.endswith(ENDED) and not is_bracket)


def _form(line: str) -> str:
    """What a line is, whatever it says: an addressee, a label, a day, people, a publication; "" if else."""
    if line[-1] in "：:":
        return "to"
    if label := LABEL.match(line):
        return "".join(label[1].split()) + "："
    if bare(line) or is_byline(line):
        return "people"
    if is_published(line):
        return "published"
    return "day" if only_day(line) or _states_day(line) else ""


def _alike(top: Sequence[_Line], lines: Lines, at: int) -> tuple[int, set[str]]:
    """How many of the lines from `at` on have forms of those at the top, and what they have in common."""
    found, size = set[str](), 0
    for one, line in zip(top, lines.between(at, at + len(top)), strict=False):
        common = set[str]() if _is_prose(line) else _common(one, _Line(line))
        if not common:
            break
        found |= common
        size += 1
    return size, found


def _tells(found: set[str]) -> bool:
    """Is what lines have in common that of documents, and not of sections?"""
    own = [name[:-1] for name in found if name.endswith("：") and name[:-1] not in VAGUE]
    known = [usual_fact(name) or "another" for name in own if usual_fact(name) or _is_strong(name)]
    return (
        "source" in found
        or ("title" in found and not found.isdisjoint(("day", "people", "published", "number")))
        or ("kind" in found and not found.isdisjoint(("subject", "to")))
        or ("same" in found and not found.isdisjoint(("number", "issue", "published")))
        or (len(own) > 1 and any(name.endswith(_SUBJECTS) for name in own))
        or "title" in known
        or (known != [] and len(found) > 1)
    )


def _is_strong(name: str) -> bool:
    """Is it a label of publications alone, unlike 责任单位 of measures?"""
    return name in labels() and labels()[name].strength == "strong"


def _is_closed(lines: Lines, at: int, foot: _Line) -> bool:
    """Does the line above end a document as the text does, with a day or its words, or part several?"""
    above = lines[at - 1]
    if may_separate(above):
        return lines.separators > 1
    is_prose = _is_prose(above) or _is_prose(foot.line)
    return not is_prose and not _common(foot, _Line(above)).isdisjoint(("day", "number", "same"))


def _common(one: _Line, other: _Line) -> set[str]:
    """What two lines have in common, nothing if they are not alike."""
    if not (one.form or one.words == other.words or (one.title and other.entitles) or one.is_agency):
        return set()
    if one.form or other.form:
        is_source = one.form == "published" and one.words == other.words and one.line != other.line
        return ({one.form} | ({"source"} if is_source else set())) if one.form == other.form else set()
    found = {"title"} if one.title and other.title and one.line != other.line else set()
    if one.words == other.words:
        if one.line == other.line:
            return found | {"same"}
        if is_outline(one.line) or is_page_number(one.line):
            return found | {"alike"}
        if len(_NOT_HAN.sub("", one.words)) >= WORDS:
            return found | {"number"}
        return found | {"issue" if _ISSUE.search(one.line) else "alike"}
    if found:
        is_dated, kind = _is_dated(one.line), kind_of(one.title)
        found |= {"day"} if is_dated else set()
        found |= {"kind"} if kind and kind == kind_of(other.title) else set()
        found |= {"subject"} if names_subject(one.title) and names_subject(other.title) else set()
        return found if is_dated == _is_dated(other.line) else set()
    return {"agency"} if one.is_agency and other.is_agency else set()


def _is_dated(line: str) -> bool:
    return _DAY_BEHIND.search(line) is not None


def _states_day(line: str) -> bool:
    """Does a line state a day, and is no title with one behind it?"""
    return line[-1] not in "）)】" and not is_complete(line) and next(days(line), None) is not None
