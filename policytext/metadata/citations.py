"""Which documents a document cites, and to what end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.metadata.model import Header
from policytext.recognition.references import doc_numbers, is_citable, shown_by, titles

REACH = 40  # characters before in which the words stand that show the relation
BEHIND = 60  # and behind: 经…第18次常务会议审议通过，现予公布
CITED = "引用"  # the relation where no word shows another
_ALONE = lazy("[^，。；：]*")  # 1.暂住办法（|青政发〔1999〕21号|）（2003年公布）
_END = lazy(
    r"(?:[^（）()。；，\n]{0,6}[）)])?(?:[（(][^（）()\n]*[）)])?[；。]?[ \u3000]*(?:[\t|].*)?(?![^\n])"
)
_HEADING = lazy(r"^(?!.*[《〔\t|])(?!.*。$).*\S.*$", re.M)  # no line of a list, row of a table or sentence
_ORDER = lazy("^国务院令")
_CLOSING = lazy("[^（）()。；，]{0,6}[）)]")
_ARTICLES = "(?:第[一二三四五六七八九十百\\d]+[编章节条款项][、和]?)"
_LISTED = lazy(
    r"(?:[（(][^《》（）()\n]{0,40}[）)]|[^《》（(。；，\n]{0,16}[）)]){0,2}"
    rf"{_ARTICLES}*(?:[、和及与]|以及|或者?)?\s*"
)
"""What stands between the items of a list: （水发〔2010〕9号|文印发）、."""
_SHORT = lazy(
    r"(?:[）)]?(?:\s*[（(][^《》（()）\n]{0,40}[）)])*\s*(?:[（(][^《》。；\n（()）]{0,60}|，(?:以下)?)?"
    r"|，[^《》。；\n（()）]{0,60}(?=[简下]称[^（(\n]{1,40}[）)]))"  # （第3号，自五月起施行，以下简称|
    r"[简下]称[“‘：:为]*《([^《》\n]{1,30})》"
)
"""A short title that is agreed on: 《节水管理办法》（某府令第3号，以下简称|《办法》）."""
_OF_BODY = lazy(r"([院部委厅局办会府央])\s*$")  # 国务院《意见》, not the one that was named before
_KIND = lazy(
    "(?:公告|通告|意见|通知|决[定议]|办法|条例|规[定则程划]|细则|章程|方案|预案|纲要|建议|计划|标准|解释|指南|目录|协议|安排|报告)"
    "(?:[（(]?(?:草案|试行|征求意见稿)[）)]?)?"
)
_EACH = lazy(rf"{_ARTICLES}+，\s*")  # between items of which each is followed by its articles


class Citation(NamedTuple):
    """`text[start:end]` cites a document by its title, its number or both.

    `relation` is 依据, 转发, 印发, 废止, 修改, 解读 or 引用, by `citation_cues.tsv`.
    """

    start: int
    end: int
    title: str
    number: str
    relation: str


def citations(document: Document, header: Header) -> Iterator[Citation]:
    """The citations of a document in the order of its text; it does not cite itself.

    >>> text = "关于节水的通知\\n根据《节水条例》（国令第999号），现通知如下。《节水办法》同时废止。"
    >>> [(c.title, c.number, c.relation) for c in citations(Document.of(text), Header())]
    [('节水条例', '国令第999号', '依据'), ('节水办法', '', '废止')]
    """
    text = document.text
    numbers = {number.start: number for number in doc_numbers(text)}
    found: list[Citation] = []
    inside: set[int] = set()
    for title in titles(text):
        if title.start in inside or not is_citable(text, title):
            continue
        end, number = title.end, title.detail
        for first in range(title.end, title.end + 3):
            if first in numbers and text[title.end : first].strip() in ("（", "(", ""):
                number, end = numbers[first].normalized, numbers[first].end
        inside.update(range(title.start, end))
        found.append(Citation(title.start, end, title.normalized, _ORDER.sub("国令", number), CITED))
    for first, other in numbers.items():
        if first not in inside:
            found.append(Citation(first, other.end, "", _ORDER.sub("国令", other.normalized), CITED))
    found = _in_full(text, found)
    own = {header.title, header.doc_number} - {""}
    head = text.find(header.doc_number) if header.doc_number else -1
    headings = [match.span() for match in _HEADING.finditer(text)]
    for listed in _lists(text, sorted(found)):
        relation = _relation(text, listed[0].start, listed[-1], headings)
        for cited in listed:
            if cited.start != head and not {cited.title, cited.number} & own:
                yield cited._replace(relation=relation)


def _in_full(text: str, found: Sequence[Citation]) -> list[Citation]:
    """The citations by full titles, for which a short one may stand that is agreed on (《办法》)."""
    full: dict[str, Citation] = {}  # as agreed on last
    agreed: set[int] = set()
    whole: list[Citation] = []
    for cited in found:
        if cited.start in agreed:
            continue
        meant = full.get(cited.title) or _ending(text, cited, whole)
        if meant:
            cited = cited._replace(title=meant.title, number=cited.number or meant.number)
        elif cited.title and (short := _SHORT.match(text, cited.end)):
            full[short[1]] = cited
            agreed.add(short.start(1) - 1)
        whole.append(cited)
    return whole


def _ending(text: str, cited: Citation, above: Sequence[Citation]) -> Citation | None:
    """The one above whose title ends with a kind alone: 《某省节水规划纲要》, and below 《纲要》."""
    if not is_kind(cited.title) or _OF_BODY.search(text, max(0, cited.start - 4), cited.start):
        return None
    ending = {one.title: one for one in above if one.title.endswith(cited.title)}
    return next(iter(ending.values())) if len(ending) == 1 else None


def is_kind(title: str) -> bool:
    """Is a title only a kind of document, so that it names no document by itself?

    >>> is_kind("纲要（草案）"), is_kind("节水办法")
    (True, False)
    """
    return bool(_KIND.fullmatch(title))


def _lists(text: str, found: Sequence[Citation]) -> Iterator[list[Citation]]:
    """Citations by the lists that they stand in: the words before and behind a list are of all of it."""
    listed: list[Citation] = []
    for cited in found:
        each = text.startswith("第", cited.end)
        if listed and not any(
            between.fullmatch(text, listed[-1].end, cited.start) for between in (_LISTED, _EACH)[: 1 + each]
        ):
            yield listed
            listed = []
        listed.append(cited)
    if listed:
        yield listed


def _relation(text: str, start: int, last: Citation, headings: Sequence[tuple[int, int]]) -> str:
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - REACH) : start].rstrip("《（( ")
    closing = _CLOSING.match(text, last.end)
    after = text[closing.end() if closing and last.number else last.end :][:BEHIND].partition("\n")[0]
    above = ""
    if _ALONE.fullmatch(before) and _END.match(text, last.end):
        number = bisect_left(headings, (line, 0))  # of the first one that is not above: 二、予以废止的文件
        above = text[slice(*headings[number - 1])] if number else ""
    return shown_by("citation_cues.tsv", {"before": before, "after": after, "above": above}) or CITED
