"""成文, 发布, 施行 and 有效期 of a document, each with its evidence; no year without any."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import pairwise

from policytext.boilerplate.page import OTHER_DAY
from policytext.language.numbers import number
from policytext.language.patterns import LazyPattern, lazy, shapes
from policytext.metadata.page import Page
from policytext.pagefacts.days import days, first_day, iso_day, only_day, stated_year
from policytext.pagefacts.formulas import is_history
from policytext.pagefacts.title import LONGEST, is_complete, kind_of
from policytext.resources import rows

NEAR = 45  # days between a report and the newest date on its page (the list of related reports beside it)
HEAD = 6  # lines of the head in which a date line or a publication line stands
HISTORY = 16  # lines under a law's title that can hold its history
TAIL = 3000  # characters at the end of a text in which it says how long it is in force
SUBJECT = 64  # characters before 自…起施行 in which its subject ends: 《…》 has up to 60
ANNEX_TITLE = 4  # lines of an annex in which its title stands, over the note on its version
OPENING = 300  # characters in which a report names its day
BUT_LABEL = "; a label says "  # in the evidence of a signature's day where a label has a later one
OWN_COLUMNS = ("成文日期", "成文时间")  # of a record: the day of writing, and of nothing else
OTHER_LABELS = ("a label of writing", "a label of updating")  # for want of one of publication
OPENS = "opening"  # the evidence of a day that a report begins with, which may be that of an event

Fact = tuple[str, str]  # a day, and where it stood

_CLOSES = lazy("[）)]")
_SENTENCE_END = lazy("[。；\n]")
_RELEASED = lazy(  # Hong Kong's press releases
    r"\n[^\S\n]*完\s+(?P<day>20\d\d年\d\d?月\d\d?日)\s*[（(]星期.[）)]\s*香港[时時][间間]\d\d?[时時]"
)
day_phrases = partial(shapes, "day_phrases.tsv")


def _phrase(kind: str) -> LazyPattern:
    return day_phrases()[kind]


def written(page: Page, signed: str) -> Iterator[Fact]:
    """成文日期 from every kind of evidence, the surest first."""
    if later := _after_signing(page, signed):
        yield signed, f"signature{BUT_LABEL}{later}"
    yield first_day(page.meta("date_written")), "meta"
    yield first_day(page.stated.get("date_written", "")), "stated"
    yield _labelled("written", page.head), "stated"
    yield signed, "signature"
    yield page.heading.day, "under the title"
    yield _enacted(page), "history line"
    yield _given(page), "under the title"
    agreed = _phrase("agreed").search(page.document.text) if kind_of(page.heading.title) == "协定" else None
    yield first_day(agreed["day"]) if agreed else "", "text"


def _after_signing(page: Page, signed: str) -> str:
    """The day of a label that is later than the signature's: 发文日期, by which sites mean the page's."""
    is_own = any(page.document.meta.get(name) for name in OWN_COLUMNS)
    labelled = (
        first_day(page.meta("date_written"))
        or first_day(page.stated.get("date_written", ""))
        or _labelled("written", page.head)
    )
    return labelled if signed and signed < labelled and not is_own else ""


def published(page: Page, signed: str) -> Iterator[Fact]:
    """发布日期: what the record, the page's head, its publication or date line says."""
    yield first_day(page.meta("date_published")), _where_published(page)
    yield first_day(page.stated.get("date_published", "")), "stated"
    yield _labelled("published", page.head), "stated"
    yield _bare(page.head), "date line"
    released = _RELEASED.search(page.document.text)
    yield first_day(released["day"]) if released else "", "last lines"
    yield _after_signing(page, signed), OTHER_LABELS[0]
    yield first_day(page.stated.get("date_updated", page.meta("date_updated"))), OTHER_LABELS[1]


def _where_published(page: Page) -> str:
    other = page.meta(OTHER_DAY)
    return f"publication line; its <meta> says {other}" if other else "meta"


def effective(page: Page, title: str, enacted: str, own: bool = True) -> Iterator[Fact]:
    """施行日期: stated, or `自…起施行`; 自公布之日 is the day on which the document was written.

    `own`: the text tells it of itself; an explanation tells it of what it explains. A text without a day
    of its own may be any, a speech too: there 本条例 or what the title names must be what is in force.
    """
    yield first_day(page.stated.get("date_effective", page.meta("date_effective"))), "stated"
    text = page.document.text if own else ""
    annexes = [head.end() for head in _phrase("annex").finditer(text)]
    of_another = {0: False}
    for match in _phrase("in force").finditer(text):
        annex = next((at for at in reversed(annexes) if at < match.start()), 0)
        if annex not in of_another:
            of_another[annex] = _is_of_another(text, annex, title)
        if of_another[annex]:
            break
        if "之日" in match["day"]:
            yield enacted, "text"
        elif _is_of_itself(text[max(0, match.start() - SUBJECT) : match.start()], title, bool(enacted)):
            yield first_day(match["day"]), "text"
    for line in page.head[:HISTORY]:
        is_note = own and (line.startswith(("（", "(")) or line[:1].isdigit())
        if is_note and (stated := _phrase("from").search(line)):
            yield first_day(stated["day"]), "history line"


def _is_of_another(text: str, annex: int, title: str) -> bool:
    """Has the annex that begins there a title that neither the document's nor its text names?

    Either may leave out whose it is: 青江市节水办法, 关于印发《节水办法》的通知.
    """
    lines = (
        _phrase("item").sub("", line) for line in text[annex : annex + LONGEST].split("\n")[:ANNEX_TITLE]
    )
    named = next((_phrase("version").sub("", line) for line in lines if is_complete(line)), "")
    before = f"{title}\n{text[:annex]}"
    others = (
        _phrase("version").sub("", other[1] or other[2]) for other in _phrase("named").finditer(before)
    )
    return bool(named) and named not in before and not any(map(named.endswith, others))


def _is_of_itself(before: str, title: str, unless_named: bool) -> bool:
    """Is what stands before 自…起施行 the document: 本条例, 现予公布，, the 《办法》 of its title?"""
    subject = _phrase("subject").search(before)
    if subject and subject["named"]:
        nameless = unless_named and (not title or _phrase("number alone").search(title))
        return bool(nameless) or _phrase("version").sub("", subject["named"]) in title
    return unless_named or subject is not None


def expired(page: Page, since: str, own: bool = True) -> Iterator[Fact]:
    """The last day of 有效期: stated, or so many years after the document took effect; `own` as above."""
    yield first_day(page.stated.get("date_expired", page.meta("date_expired"))), "stated"
    tail = page.document.text[-TAIL:]
    sentences = _SENTENCE_END.split(tail) if own and _phrase("ends").search(tail) else []
    if until := {
        first_day(match["day"] or match["day2"]) for match in _of_itself(_phrase("until"), sentences)
    }:
        yield until.pop() if len(until) == 1 else "", "text"
    terms = {match["years"] for match in _of_itself(_phrase("term"), sentences)} if since else set()
    if len(terms) == 1:
        years = int(number(terms.pop()) or 0)
        year, month, day = map(int, since.split("-"))
        yield iso_day(year + years, month, day) or iso_day(year + years, month, 28), "text"


def _of_itself(statement: LazyPattern, sentences: Sequence[str]) -> Iterator[re.Match[str]]:
    """Dates that sentences state of their own document, not of vouchers or of repealed documents."""
    for sentence in sentences:
        match = statement.search(sentence)
        before = sentence[: match.start()].strip() if match else ""
        own = before[max(before.rfind("》"), 0) :]
        if match and (not before or _phrase("own").search(own)):
            yield match


def opening_day(page: Page, as_of: str | None) -> Fact:
    """The day that a report begins with (8月23日，…), its year from the page's dates or from `as_of`.

    The newest full date on the page, what stood around the article included, is one of the weeks
    before or after: 8月23日 beside 2024-08-16 is 2024-08-23. `as_of` (when the page was fetched)
    gives the last such day before it. Without either there is no year.
    """
    match = _phrase("month and day").search(page.text[:OPENING])
    if match is None:
        return "", ""
    month, day = int(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    if match["year"]:  # of a meeting, or of history: 1978年12月18日，… that a speech of 2018 recalls
        recalled = any(year > match["year"] for year in _phrase("year").findall(page.text))
        return ("", "") if recalled else (iso_day(int(match["year"]), month, day), OPENS)
    newest = max((found.iso for found in days(f"{page.document.text}\n{page.taken}")), default="")
    if newest:
        year = int(newest[:4])
        near = [
            iso
            for y in (year - 1, year, year + 1)
            if (iso := iso_day(y, month, day)) and _apart(iso, newest) <= NEAR
        ]
        if near:
            return near[0], f"{OPENS}, year of the dates on the page"
    if as_of:
        last = int(as_of[:4])
        past = (iso for y in range(last, last - 9, -1) if (iso := iso_day(y, month, day)) and iso <= as_of)
        if found := next(past, ""):
            return found, f"{OPENS}, last such day before {as_of}"
    return "", ""


def year_of(page: Page, title: str, known: Sequence[str], doc_number: str) -> Fact:
    """The year of a document: of its days, its number, its record, its congress, its title."""
    for day in known:
        if day:
            return day[:4], "date"
    if match := _phrase("year of number").search(doc_number):
        return match[1], "number"
    if stated := stated_year(page.meta("year")):
        return stated, "meta"
    for line in page.head[: page.heading.end + HEAD]:
        if month := _phrase("month").fullmatch(line):
            return str(number(month[1]) or ""), "under the title"
    opening = "\n".join([title, *page.head[:8]])[:1500]
    if (met := _phrase("session").search(opening)) and (year := _sessions().get(_ordinals(met))):
        return year, "session of the congress"
    match = _phrase("year").search(title)
    return (match[0], "title") if match else ("", "")


def report_year(title: str) -> Fact:
    """The year in the title of a work report, which is that in which it was given."""
    match = _phrase("year").search(title)
    return (match[0], "title") if match and _phrase("report").search(title) else ("", "")


def _given(page: Page) -> str:
    """The day in 题注: under the title, in brackets, or after a dash with the meeting."""
    head = page.head[: page.heading.end + 4]
    for at, line in enumerate(head):
        broken = "".join(head[at : at + 2]) if line[0] in "—―" else line  # over two lines
        if len(line) <= 120 and (given := _phrase("given").match(broken)):
            return _last_act(_CLOSES.split(line)[0]) or first_day(given["day"])
    return ""


def _enacted(page: Page) -> str:
    """The latest day in the history under a law's title: passed, amended, published; not in force from."""
    history: list[str] = []
    first = len(page.heading.lines)
    for line in page.head[first : first + HISTORY]:
        if _phrase("chapter").match(line) or len(line) > 400:
            break
        if history or is_history(line):
            history.append(line)
    return _last_act(" ".join(history))


def _last_act(history: str) -> str:
    """The latest day on which a history says that something was passed, amended, approved or published.

    >>> _last_act("（2021年8月26日市人大常委会通过 2021年10月29日省人大常委会批准 自2022年1月1日起施行）")
    '2021-10-29'
    """
    found = list(days(history))
    ends = [*(day.start for day in found[1:]), len(history)]
    enacted = _phrase("enacted")
    acts = (day.iso for day, end in zip(found, ends, strict=False) if enacted.match(history[day.end : end]))
    return max(acts, default="")


def _labelled(label: str, lines: Sequence[str]) -> str:
    """The day behind a label, whatever else its line says: 市水利局 成文日期：2024年3月5日."""
    for at, line in enumerate(lines[:30]):
        if (not at or len(line) < 120) and (match := _phrase(label).search(line)):
            day = next(days(line[match.end() :]), None)
            if day and not _phrase("period").match(line, match.end() + day.end):
                return day.iso
    return ""


def _bare(lines: Sequence[str]) -> str:
    """The one date line of a template, in digits; a day in 年月日 alone may be the document's own."""
    free = (line for above, line in pairwise(lines[:HEAD]) if above[-1] not in "：:")  # of no label
    dated = [line for line in free if len(line) < 60 and _phrase("bare").match(line)]
    found = {first_day(line) for line in dated if not (only_day(line) and "年" in line)}
    return found.pop() if len(found) == 1 else ""  # several are those of its versions


@cache
def _sessions() -> dict[tuple[int, int], str]:
    return {(int(congress), int(session)): year for congress, session, year in rows("congresses.tsv")}


def _ordinals(match: re.Match[str]) -> tuple[int, int]:
    return int(number(match["congress"]) or 0), int(number(match["session"]) or 0)


def _apart(first: str, second: str) -> int:
    return abs((datetime.date.fromisoformat(first) - datetime.date.fromisoformat(second)).days)
