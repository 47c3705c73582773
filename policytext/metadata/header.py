"""The facts of a document put together, each from the surest place that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytext.boilerplate.blocks import page_lines
from policytext.boilerplate.markers import without_glosses
from policytext.boilerplate.noarticle import is_of_results
from policytext.boilerplate.page import OTHER_DAY
from policytext.boilerplate.rules import NO_ARTICLE, RUN_TOGETHER
from policytext.document import Document
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.metadata import dates
from policytext.metadata.fullnames import full_issuers
from policytext.metadata.genre import find_genre
from policytext.metadata.issuer import by_letters, find_issuer, issuers_in, letters_of
from policytext.metadata.model import Header
from policytext.metadata.page import Page
from policytext.metadata.place import find_place
from policytext.metadata.signature import read_signature
from policytext.metadata.speaker import find_speaker
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.controls import controls, without_buttons
from policytext.pagefacts.days import stated_year
from policytext.pagefacts.docnumber import doc_numbers, number_in_title, number_line, number_without_letters
from policytext.pagefacts.formulas import without_contents
from policytext.pagefacts.head import SHORTEST, is_site_alone, tells
from policytext.pagefacts.labels import LONG_LABEL, labels
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.title import is_complete, names_subject, tidy, without_number

_DRAFT = lazy(  # names a day on which it is not in force yet
    "[（(](?:草案|[^（()）]{0,6}稿)[^（()）]{0,8}[）)]|(?:征求意见|送审|讨论|审议)稿|(?:条例|法|办法|规定)草案$"
    "|征求[^，。]{0,60}意见的?(?:公告|通知|通告|函|启事)$"
)
# genres whose texts tell when another document is in force
OF_OTHERS = ("解读", "报道", "答复", "报告", "请示")
_ABOUT = lazy("解读|读懂|图解|问答|答记者问|说明|报道")  # another document, whose number their <title> has
LONG_TITLE = 12  # characters of a title that stands in a page by no chance; shorter ones may be its words
LONGEST_BAR = 60  # characters of a bar: 政策正文国科发火〔2016〕32号原文链接

_STATE_COUNCIL = lazy(r"^(?:中华人民共和国)?国务院令")
_SERIAL_BEHIND = lazy(r"\s*[（(]?第[\d〇一二三四五六七八九十百]+号[）)]?$")
# what runs on behind a title: the text, the hour of publication, a counter
_NO_TITLE = lazy(r"。.|[的和与及、，]$|\d{4}-\d\d?-\d\d?\s*\d\d:\d\d|(?:点击|浏览|阅读)\w{0,2}：")
_POLLUTED = lazy(
    r"\S首页|[>_]|\S(?:发布人|来源|时间|作者|位置)[：:]"
)  # a page's furniture, run into its title
_OF_YEAR = lazy(r"(?:19|20)\d\d年第\d{1,4}号")
_HAN = lazy(f"[{HAN}]")
_SOURCE = lazy(  # not of funds or figures: 资金来源, 数据来源
    r"(?<!资金)(?<!数据)(?<!资料)(?<!经费)(?<!收入)(?<!人员)(?<!水)"
    rf"(?:(?:图文|信息|稿件|文章|内容|新闻|本文|消息)?来源|转载自)\s*[：:]\s*"
    rf"(?!https?:|www\.)([{HAN}A-Za-z0-9·“”]{{2,24}})"
)
_SOURCE_NAMED = lazy(r"^(?:[来來]源|稿源)\s*[:：]\s*")
_AUTHOR = lazy(r"\s+(?:记者|通讯员|作者|责编|编辑).*")
_OF_PROVINCE = lazy("(?:省|自治区)(?:人民)?政府|[全我]省|全区|省直|省级|自治州")
_PROMULGATED = lazy(r"\s*(?:公布|发布)")


def find_header(document: Document, as_of: str | None = None) -> Header:
    """The header of a document. `as_of` is the day on which it was fetched (ISO 8601).

    Of a page that holds no article, links to other documents tell nothing, and all else is unsure.
    """
    is_other = document.layout and any(remark.rule == NO_ARTICLE.name for remark in document.remarks)
    if is_other:
        own = [line.text for line in page_lines(document) if line.own > line.links]
        document = replace(document, text="\n".join(own), edits=(), layout=())
    page = Page(document)
    found = _Facts()
    title = find_title(page)
    found.note("title", *title)
    genre = find_genre(page, title[0])
    found.note("doc_number", *find_number(page, genre[0]))
    named = issuers_in(page.heading.title) or page.heading.letterhead or issuers_in(title[0])
    signature = read_signature(page.lines, named)
    issuers, where = find_issuer(page, title[0], signature, found["doc_number"])
    if genre[0] == "报道" and where in ("heading", "title"):
        issuers = []  # of what is told of
    found.note("issuer", "、".join(issuers), where)
    for fact in dates.written(page, signature.day if signature else ""):
        found.note("date_written", *fact)
    for fact in dates.published(page, signature.day if signature else ""):
        found.note("date_published", *fact)
    if not (found["date_written"] or found["date_published"]):
        found.note("date_written", *dates.opening_day(page, as_of))
        found.note("date_written", *dates.report_year(title[0]))
    found.note("genre", *genre)
    of_itself = found["genre"] not in OF_OTHERS and not _DRAFT.search(title[0])
    enacted = found["date_written"] if len(found["date_written"]) == 10 else ""
    for fact in dates.effective(page, title[0], enacted, of_itself):
        found.note("date_effective", *fact)
    for fact in dates.expired(page, found["date_effective"] or found["date_written"], of_itself):
        found.note("date_expired", *fact)
    known = (found["date_written"], found["date_published"])
    found.note("year", *dates.year_of(page, title[0], known, found["doc_number"]))
    found.note("speaker", *find_speaker(page))
    found.note("source_name", _in_script(_AUTHOR.sub("", page.meta("source_name")), document), "meta")
    found.note("source_name", page.stated.get("source_name", "") or _source(page), "stated")
    place, code, where = find_place(issuers, title[0], document.text)
    if not place:  # 省人民政府, whose number is 鄂政发〔2023〕9号
        place, code, _ = find_place(by_letters(letters_of(found["doc_number"]), document.text), "", "")
        where = "number"
    found.note("adcode", code, where)
    found.note("place", place, where)
    others = [*page.heading.letterhead, *named, *(signature.agencies if signature else ())]
    found.note("issuer_normalized", "、".join(full_issuers(issuers, others, code)), "issuer")
    run_together = any(remark.rule == RUN_TOGETHER.name for remark in document.remarks)
    of_many = "several" in document.meta or is_of_results(page.lines)
    if is_other or run_together or of_many:  # its facts are of one of those in it, or of none
        return found.header(found.facts)
    return found.header(_doubted(found, page, signature.day if signature else ""))


def _doubted(found: _Facts, page: Page, signed: str) -> tuple[str, ...]:
    """The facts that little bears out, and those read off them: a weak title's genre."""
    by_title = ("heading", "title") if found.where("title") == "heading" and not page.heading.sure else ()
    is_site = is_site_alone(found["title"]) or _is_nowhere(found, page)
    above_site = not signed and _is_under_site(found["source_name"], page.heading.lines)
    by_label = found.where("date_published") in dates.OTHER_LABELS
    doubted = {
        "title": bool(by_title) or is_site or above_site or _POLLUTED.search(found["title"]) is not None,
        "issuer": above_site or found.where("issuer") in by_title or _is_guessed("issuer", found, page),
        "date_written": found.where("date_written").startswith(dates.OPENS)
        or dates.BUT_LABEL in found.where("date_written")
        or (bool(signed) and found["date_written"] != signed),
        "date_published": by_label or bool(page.meta(OTHER_DAY)),
        "genre": found.where("genre") in by_title or (is_site and found.where("genre") == "opening"),
    }
    weak = ("issuer",) if doubted["issuer"] else by_title[1:]  # whose place it is
    doubted["place"] = _is_guessed("place", found, page) or found.where("place") in ("a place named", *weak)
    doubted["adcode"] = doubted["place"]
    doubted["issuer_normalized"] = doubted["issuer"]
    is_dated = found["date_published"] and not by_label
    days = found["date_published"], found["date_written"]
    doubted["date_published"] |= all(len(day) == 10 for day in days) and days[0] < days[1]
    stated = stated_year(page.meta("year"))
    doubted["year"] = stated not in ("", found["year"]) or (
        not is_dated and (doubted["date_written"] or (by_label and not found["date_written"]))
    )
    return tuple(fact for fact, is_doubted in doubted.items() if is_doubted)


def _is_nowhere(found: _Facts, page: Page) -> bool:
    """Does only <title> have the title, and no line of the page: the name of a blog or a forum?"""
    is_named = is_complete(found["title"]) and not is_line("column", found["title"])
    if found.where("title") != "title" or not page.document.layout or is_named:
        return False
    lines = [re.sub(r"\W", "", line) for line in f"{page.text}\n{page.taken}".split("\n")]
    title = re.sub(r"\W", "", found["title"])
    return title not in lines and (len(title) < LONG_TITLE or title not in "".join(lines))


def _is_under_site(source: str, lines: Sequence[str]) -> bool:
    """Is a government on a line above 关于, and not the page's source? It may be the site's name."""
    is_above = len(lines) > 1 and lines[0].endswith("人民政府") and lines[1].startswith("关于")
    return is_above and (not source or bool(agencies(source))) and "政府" not in source


def _is_guessed(fact: str, found: _Facts, page: Page) -> bool:
    """Does only its number say whose a text is? 云政发 may be of 云岭县 too, and 教发 of a university."""
    if found.where(fact) != "number":
        return False
    if fact == "issuer" and "人民政府" not in found["issuer"]:
        return found["issuer"] not in page.text
    is_named = found[fact][:2] in page.text or "市" in found[fact]
    return not (is_named or _OF_PROVINCE.search(page.text))


class _Facts:
    """Facts with their evidence; the first that is noted counts."""

    def __init__(self) -> None:
        self._facts: dict[str, str] = {}
        self._evidence: dict[str, str] = {}

    def __getitem__(self, fact: str) -> str:
        return self._facts.get(fact, "")

    def note(self, fact: str, value: str, where: str) -> None:
        if value and not self._facts.get(fact):
            self._facts[fact], self._evidence[fact] = value, where

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(self._facts)

    def where(self, fact: str) -> str:
        return self._evidence.get(fact, "")

    def header(self, unsure: tuple[str, ...]) -> Header:
        return Header(**self._facts, unsure=unsure, evidence=self._evidence)


def find_title(page: Page) -> tuple[str, str]:
    """The title and where it stood: in the heading if it is a document's, else with the page."""
    heading = page.heading
    stated = tidy(page.stated.get("title", "")) or tidy(page.meta("title"))
    given = without_number(tidy(page.document.title))
    if is_complete(stated) and f"《{given}》" in stated:  # the notice that puts it in force
        return stated, "stated"
    if is_complete(given) and heading.title in given:
        return given, "title"
    if heading.title and is_complete(heading.title) and _same(heading.title, given):
        return heading.title, "heading"
    named = is_complete(given) and not agencies(given.removesuffix("公报"))  # no gazette of a body
    if is_complete(heading.title) and names_subject(heading.title) and not named:
        return heading.title, "heading"
    candidates = [(given, "title"), (stated, "stated"), (heading.title, "heading")]
    if is_site_alone(given) or (len(given) < SHORTEST and is_complete(heading.title)):  # 关于, of Word
        candidates = [*candidates[1:], candidates[0]]
    for title, where in candidates:
        is_body = bool(agencies(title)) and not tells(title)
        if title and not is_body and not _NO_TITLE.search(title):
            return title, where
    return (heading.announced, "number line") if heading.announced else ("", "")


def _same(first: str, second: str) -> bool:
    """Is one title the other with something around it: 转载, a site's name?"""
    first, second = (re.sub(r"\W", "", title) for title in (first, second))
    return not second or first in second or second in first


def find_number(page: Page, genre: str) -> tuple[str, str]:
    """The document's own number: stated, on a line, in the heading, in a note under it, in <title>."""
    for number, where in _numbers(page):
        if number and (where in ("meta", "stated") or number not in page.cited):
            return _state_council(number), where
    number = _labelled_number(page.meta("title_number"))
    is_own = bool(genre) and not _ABOUT.search(page.document.title + genre)
    if number and is_own and all(number != cited.normalized for cited in doc_numbers(page.text)):
        return _state_council(number), "title"
    return "", ""


def _numbers(page: Page) -> Iterator[tuple[str, str]]:
    for where, written in (
        ("meta", page.meta("doc_number")),
        ("stated", page.stated.get("doc_number", "")),
    ):
        yield _labelled_number(written), where
    heading = page.heading
    if heading.number:
        yield heading.number if heading.prefix else _with_kind(page), "number line"
    if number := number_in_title(page.document.title):
        yield number.normalized, "title"
    for line in without_contents(page.told.split("\n")):
        if len(line) < LONGEST_BAR and "号" in line:
            yield number_line(without_buttons(line)), "bar"
    for line in page.head[: heading.end + 4]:
        for number in reversed(sorted(doc_numbers(line)) if line.startswith(("（", "(")) else ()):
            if _PROMULGATED.match(line, number.end):
                yield number.normalized, "note"


def _labelled_number(written: str) -> str:
    """The number that a label states, its letters left out perhaps.

    >>> [_labelled_number(written) for written in ("某府发[2021] 5号", " 〔2021〕66号", "2021年第6号")]
    ['某府发〔2021〕5号', '〔2021〕66号', '2021年第6号']
    """
    number = next(doc_numbers(written), None)
    if number is None and _OF_YEAR.fullmatch(written):
        return written
    return number.normalized if number else number_without_letters(written)


def _with_kind(page: Page) -> str:
    """第762号 with its kind, where that is in the title of the page: 国务院令（第762号）."""
    if number_without_letters(page.heading.number):
        return page.heading.number
    kind = _SERIAL_BEHIND.sub("", page.document.title)
    whole = next(doc_numbers(kind + page.heading.number), None)
    return whole.normalized if whole else page.heading.number


def _in_script(name: str, document: Document) -> str:
    """A name out of a page's head as the steps left the text: repaired, in its script, without gaps."""
    if not name:  # as of most texts
        return ""
    if not _HAN.search(name) and _HAN.search(document.text):
        from policytext.repairs import repair

        name = repair(name).text
    name = _SOURCE_NAMED.sub("", name)
    traditional = document.text.translate(simplified_table()) != document.text
    return tidy(name if traditional else without_glosses(name).translate(simplified_table()))


def _state_council(number: str) -> str:
    return _STATE_COUNCIL.sub("国令", number)


def _source(page: Page) -> str:
    lines = [*page.head[:8], *page.lines[-4:]]
    found = (_SOURCE.search(line) for line in lines if len(line) < 120)
    return next(
        (
            _before_label(match[1], match.end() < len(match.string) and match.string[match.end()] in "：:")
            for match in found
            if match
        ),
        "",
    )


def _before_label(value: str, is_closed: bool = False) -> str:
    """A value without the label or the button that a copy ran into it; a colon may close the label.

    >>> _before_label("县政府办发布时间"), _before_label("时间银行网"), _before_label("县政府办字号", True)
    ('县政府办', '时间银行网', '县政府办')
    >>> _before_label("海州检察院返回搜狐")
    '海州检察院'
    """
    names = (name for name in (*labels(), *controls()) if len(name) > LONG_LABEL)
    ends = [value.find(name) for name in (*names, "返回") if name in value]
    ends += [len(value) - len(name) for name in labels() if is_closed and value.endswith(name)]
    return value[: min(ends, default=len(value))]
