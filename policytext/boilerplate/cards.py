"""Boxes of facts in the text of a page: labels with their values below, the facts of other documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policytext.boilerplate.factbox import text_boxes
from policytext.boilerplate.features import STEP, VALUE, Line
from policytext.boilerplate.markers import (
    CONTACT,
    PARAGRAPH,
    PUBLISHED,
    SECTION,
    SENTENCE,
    SURE,
    UNMARKED,
    furniture,
)
from policytext.boilerplate.rules import FOOTER, INTERACTION, NAVIGATION, RELATED
from policytext.language.patterns import lazy
from policytext.pagefacts import labels
from policytext.pagefacts.agency import is_signature
from policytext.pagefacts.formulas import is_outline
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.moments import LONGEST, byline, states_moment
from policytext.pagefacts.title import is_complete

NAMES = 2  # lines that a document's name takes in such a list
TABS = 3  # names of columns, a line each, that are no titles
LISTED = 2  # beginnings of texts, each below a day, that make a list of documents
UNDER = 5  # lines under a byline in which its text begins: below authors and keywords of a paper
POSTER = 6  # lines of the card of who wrote a post: name, rank, points
CARD = 3  # lines of it above the count of posts: the account's name, its description over two

_RANK = lazy(r"(?:主题|帖子|积分|威望|金币|等级)\W*\d")
_POST = lazy(r"(?:\S{1,12}\s)?(?:楼主\s*)?发表于")
_ORIGINALS = lazy(r"\d+\s*篇原创内容")
_QUOTED = lazy("《([^》]{4,60})》")
_OF_DOCUMENTS = frozenset({"doc_number", "date_written", "issuer", "index_number"})


def read_cards(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of boxes as what they are.

    >>> from policytext.boilerplate.features import read
    >>> box = "发布机构\\n海州市水利局\\n发布日期\\n2024-03-05"
    >>> [dict(line.facts) for line in read_cards(read(box))]
    [{'issuer': '海州市水利局'}, {}, {'date_published': '2024-03-05'}, {}]
    """
    read = list(lines)
    for first, last, told in text_boxes(lines):
        for at in range(first, last):
            if at in told or read[at].strength < SURE:
                facts = told.get(at) or (read[at].facts if at - 1 not in told else None) or {}
                read[at] = read[at].looked_at(PUBLISHED, facts)
    for find, rule, strength in _FURNITURE:
        for at in [*find(read)]:
            read[at] = read[at].looked_at(furniture(rule.name, strength))
    if (at := _byline(read)) and (dated := byline(read[at].text)):
        read[at] = read[at].looked_at(PUBLISHED, dated)
    # rows of the form that a text is, which state facts of it: 行政处罚决定书文号：…
    forms = (at for at, line in enumerate(read) if line.facts and labels.is_form_row(line.text))
    for at in (*_contacts(read), *_closing_contacts(read), *forms):
        read[at] = read[at].looked_at(UNMARKED)
    return read


def _tabs(lines: Sequence[Line]) -> Iterator[int]:
    """The lines of the tabs over a text, names of columns all: 采购公告, 更正公告, 结果公告."""
    for is_short, run in groupby(range(len(lines)), lambda at: lines[at].size <= STEP):
        numbers = list(run) if is_short else []
        for is_column, tabs in groupby(
            numbers if len(numbers) >= TABS else (),
            lambda at: (
                is_line("column", lines[at].text.replace("/", "")) or lines[at].text.endswith("结果")
            ),
        ):
            found = list(tabs) if is_column else []
            above = lines[found[0] - 1].text if found and found[0] else ""
            is_item = is_outline(above) or above.endswith(("：", ":"))  # 一、公开内容
            are_tabs = len(found) >= TABS and sum(is_line("column", lines[at].text) for at in found) > 1
            yield from found if are_tabs and not is_item else ()


def _abstracts(lines: Sequence[Line]) -> Iterator[int]:
    """The lines of a list of other documents: a name each, its day, and how its text begins, cut off."""
    ends = [
        at
        for at in range(2, len(lines))
        if lines[at].text.endswith(("…", "...")) and lines[at - 1].is_dated
    ]
    if len(ends) < LISTED or sum(line.weight >= SENTENCE for line in lines[ends[-1] + 1 :]) > 1:
        return  # letters, days of a chronicle: the text goes on below
    for at in ends:
        yield from range(at - 2 if lines[at - 2].is_name else at - 1, at + 1)


def _of_others(lines: Sequence[Line]) -> Iterator[int]:
    """The names and facts of other documents above the page's own headline."""
    last = 0
    for facts in range(1, len(lines)):
        if facts < last or not lines[facts].facts:
            continue
        first = last = facts
        while first and facts - first < NAMES and lines[first - 1].is_name:
            first -= 1
        while last < len(lines) and lines[last].facts is not None:
            last += 1
        stated = {key: fact for told in lines[facts:last] for key, fact in (told.facts or {}).items()}
        if first < facts and stated.keys() & _OF_DOCUMENTS and _is_dated_headline(lines, last):
            named = "".join(line.text for line in lines[first:facts])
            if any(title in named for title in _QUOTED.findall(lines[last].text)):  # an explanation's
                yield from range(first, last)


def _is_dated_headline(lines: Sequence[Line], at: int) -> bool:
    below = lines[at : at + 1 + NAMES]
    return any(line.is_dated for line in below[1:]) and below[0].is_name


def _account(lines: Sequence[Line]) -> Iterator[int]:
    """The card of a post's account: its name, what it says of itself, 128篇原创内容."""
    for at, line in enumerate(lines):
        if line.size <= VALUE and "篇" in line.text and _ORIGINALS.fullmatch(line.text):
            accounts = {(told.facts or {}).get("source_name") for told in lines[:at]}
            first = (number for number in range(max(0, at - CARD), at) if lines[number].text in accounts)
            yield from range(next(first, at), at + 1)


def _byline(lines: Sequence[Line]) -> int:
    """The line under a headline with the one moment of a page, and names of no known kind; 0 without."""
    dated = [at for at, line in enumerate(lines) if line.size <= LONGEST and states_moment(line.text)]
    at = dated[0] if len(dated) == 1 else 0
    below = lines[at + 1 : at + 1 + UNDER]
    is_under = at and lines[at - 1].is_name and any(line.weight >= PARAGRAPH for line in below)
    return at if is_under and lines[at].facts is None and lines[at].strength < SURE else 0


def _contacts(lines: Sequence[Line]) -> Iterator[int]:
    """Lines above a signature and 特此通告 that sites have in their footers too: 举报电话：…"""
    if not any(line.rule == FOOTER.name for line in lines):
        return
    for day in range(2, len(lines)):
        at = day - 2
        if lines[day].size <= VALUE and is_signature(lines[day - 1].text, lines[day].text):
            while at and (lines[at].rule == FOOTER.name or is_line("closing", lines[at].text)):
                if lines[at].strength == SECTION:
                    break
                yield at
                at -= 1


def _closing_contacts(lines: Sequence[Line]) -> Iterator[int]:
    """Lines right below the text that say whom to call, as footers do, with no footer below them."""
    for at, line in enumerate(lines[1:], 1):
        is_under = lines[at - 1].weight >= SENTENCE and not lines[at - 1].strength
        ends = all(below.rule not in (FOOTER.name, NAVIGATION.name) for below in lines[at + 1 : at + 2])
        if is_under and ends and line.rule == FOOTER.name and CONTACT.match(line.text):
            yield at


def _posts(lines: Sequence[Line]) -> Iterator[int]:
    """The other posts of a forum's thread, and the card of who wrote the first: 发表于 … 显示全部楼层."""
    heads = [at for at, line in enumerate(lines) if line.facts and _POST.match(line.text)]
    if not any("楼" in lines[at].text or _is_rank(lines[at - 1].text) for at in heads):
        return  # a question to an authority, and its answer
    first = heads[0]
    while heads[0] - first < POSTER and first and _is_of_poster(lines[first - 1]):
        first -= 1
    yield from range(first, heads[0])
    if len(heads) > 1 and any(line.weight >= SENTENCE for line in lines[heads[0] : heads[1]]):
        first = heads[1]
        while _is_of_poster(lines[first - 1]) and (first == heads[1] or _is_rank(lines[first].text)):
            first -= 1
        yield from range(first, len(lines))


def _is_of_poster(line: Line) -> bool:
    return (line.size <= STEP and not is_complete(line.text)) or _is_rank(line.text)


def _is_rank(shown: str) -> bool:
    """Is it what a forum counts of who posted: 主题 120 帖子 560 积分 2201?"""
    return _RANK.search(shown) is not None and len(shown) <= VALUE


def _further(lines: Sequence[Line]) -> Iterator[int]:
    """The headline and facts of an explanation below a signature: a tab copied with the text it hides.

    It names the document above it, which has a day of publication too: others are of a collection.
    """
    ends = (at for at in range(2, len(lines) - 2) if is_signature(lines[at - 1].text, lines[at].text))
    for at in ends:
        name, dated = lines[at + 1], lines[at + 2]
        if not name.is_name or not dated.is_dated:
            continue
        above = [line for line in lines[: at - 1] if line.text != name.text]
        titles = [line.text for line in above if line.is_name and is_complete(line.text)]
        is_about = any(title in name.text for title in titles)
        is_about |= any(quoted in title for quoted in _QUOTED.findall(name.text) for title in titles)
        if is_about and any(line.is_dated for line in above):
            yield at + 1
            yield at + 2


_FURNITURE = (
    (_tabs, INTERACTION, 2),
    (_abstracts, RELATED, SECTION),
    (_of_others, RELATED, 2),
    (_account, INTERACTION, 2),
    (_posts, INTERACTION, SECTION),
    (_further, RELATED, SECTION),
)
