"""发文字号: the numbers that agencies give their documents, in the form of GB/T 9704."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.numbers import number
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.places import free_letters
from policytext.pagefacts.numberforms import (
    BLANKS,
    BRACKETED_YEAR,
    CLOSE,
    DIGIT,
    OPEN,
    YEAR,
    DocNumber,
    form_numbers,
)
from policytext.pagefacts.title import cut
from policytext.resources import alternation, any_of, column, word_set

LONGEST_PREFIX = 14  # characters; the longest of 801 prefixes of seven governments has 9
LETTERS = 4  # characters that stand for an agency before 令 and 公告: 沪发改公告, 渝府令
LONGEST_ORDER = 90  # characters of the agencies that sign an order together
LONGEST_NUMBER = 120  # characters of a line of numbers; those of a joint document stand on one
CITED = 1000  # characters in which a text names the document that it tells about
FIXED = 4  # digits from which a serial behind 第 keeps its zeros: 罚决字〔2024〕第0056号; 第056号 is 第56号
_SHORTEST_AGENCY = 3  # characters of an agency's name before its letters: 教育部|教高
MARGIN = 8  # characters that may stand beside a number on its line: brackets, 签发人

_NUMBER = rf"{DIGIT}{{1,8}}(?:{BLANKS}[号號]?{BLANKS}[-—－]{BLANKS}{DIGIT}{{1,4}})?"
_BRACKETED = lazy(rf"{BRACKETED_YEAR}(?P<order>[第表书登]?){BLANKS}(?P<serial>{_NUMBER}){BLANKS}[号號]")
_FURTHER = lazy(
    rf"{BLANKS}[、和及]{BLANKS}第?(?P<serial>0*[1-9１-９]{DIGIT}{{0,4}}){BLANKS}[号號](?={BLANKS}(?:[、，。；;）)》\n]|文|\Z))"
)
_YEAR_FIRST = lazy(
    rf"{OPEN}{BLANKS}(?P<year>{YEAR}){BLANKS}{CLOSE}{BLANKS}"  # not （2021年）证监会令第182号
    rf"(?P<agency>{HAN}{{1,8}}?(?:字|发|函|令))第?{BLANKS}(?P<serial>{DIGIT}{{1,5}}){BLANKS}[号號]"
)
_SERIAL = rf"(?P<serial>{DIGIT}{{1,5}}|[〇零一二三四五六七八九十百千]+){BLANKS}[号號]"
_ORDERS = lazy(
    rf"(?P<order>令|公告|通告|通令){BLANKS}(?P<bracket>{OPEN}{BLANKS})?(?:(?P<year>{YEAR}){BLANKS}年)?{BLANKS}第{BLANKS}{_SERIAL}"
    rf"(?(bracket){BLANKS}{CLOSE})"
)
_OF_CONGRESS = lazy(  # 公告〔十四届〕第五号, 公告（十三届第45号）
    rf"(?P<order>公告)(?P<year>){BLANKS}{OPEN}{BLANKS}第?(?P<term>[一二三四五六七八九十]{{1,3}}){BLANKS}届{BLANKS}{CLOSE}?{BLANKS}第?{BLANKS}{_SERIAL}"
    rf"{BLANKS}{CLOSE}?"
)
_NUMBER_FIRST = lazy(  # 海关总署2023年第8号公告, 国务院第687号令
    rf"(?:(?P<year>{YEAR}){BLANKS}年{BLANKS})?第{BLANKS}{_SERIAL}{BLANKS}(?P<order>令|公告|通告)(?!{BLANKS}(?:{OPEN}{BLANKS})?第)",
    needs=rf"[号號]{BLANKS}(?:令|公告|通告)",
)
_PLAIN = lazy(
    rf"(?P<agency>{HAN}{{1,10}}字)第{BLANKS}(?P<serial>{DIGIT}{{4,14}}[A-Z]?){BLANKS}(?P<end>[号號])"
)
_WITHOUT_LETTERS = lazy(rf"{BRACKETED_YEAR}(?P<order>第?){BLANKS}(?P<serial>{DIGIT}{{1,5}}){BLANKS}[号號]")
_REGISTERED = lazy(r"[A-Z]{2,8}(?:\s?[-—－–]\s?\d{2,8}){1,3}")  # BZCR-2020-0010002, beside the number
_BEHIND_TITLE = lazy(r"》\s*[（(]\Z")
EXPLAINS = lazy(
    r"(?:解读|图解|问答|答记者问|(?:起草|编制|修订|政策)说明)$|^\W*(?:(?:图文|视频|文字|专家|媒体|部门|政策)?解读(?=[\W丨])|图解|一图(?!书)|一文(?!化))"
)
_IS_TITLE = lazy(  # behind a number: that of an explanation is what it explains
    rf"\s*(?:《.*》\Z|(?!文|的){HAN}{{0,40}}?(?:关于|印发|转发|批转)(?!.*(?:解读|说明|问答)\Z))"
)
_TELLS_OF = lazy(r"\s*(?:关于|对)?《")  # 关于《公告（2024年第3号）》的解读
_RUN = lazy(rf"{HAN}{{1,{LONGEST_PREFIX}}}\Z")
_OFFICE_OF = lazy(
    rf"{HAN}{{1,3}}公(?![室正司园路]){HAN}{{0,2}}(?:[（(]{HAN}{{1,2}}[）)]){{1,2}}\Z"
)  # 沪公（黄）|行罚决字, 江公东（治）: the bureau of a district, its office
_SPREAD = lazy(rf"{HAN}(?:[ \u3000]{HAN}){{1,{LONGEST_PREFIX}}}\Z")  # 国 办 发
_SIGNERS = lazy(rf"(?:{HAN}|[ \t\u3000\xa0、]){{0,{LONGEST_ORDER}}}\Z")
_ORDER_PREFIX = ("令", "公告", "通告", "通令")
_DECISION = "决定书"
_OWN = frozenset("我本该你")
_NO_ORDERER = frozenset("命指禁法口司律责政勒喝号下夏冬时节")  # 命令, 指令, 禁令, …
_AGENCY_END = frozenset("部厅局委署院会行社办府处室席会省市县区")
_ANNOUNCES = (*_AGENCY_END, *"队心站团校馆司州盟旗镇乡", "海关")


_FORMER = lazy("原(?![平阳州])")  # 原|国家工商总局令, but not 原平市人民政府令
_OF_DAY = ("年", "月", "日")
_BETWEEN = " \t\u3000\xa0、"
_BRACKETS = str.maketrans("()", "（）")
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def doc_numbers(text: str) -> Iterator[DocNumber]:
    """The document numbers of a text, whatever brackets, widths and blanks they came with.

    Of 公告 and 令 the agencies that signed them are part of the number, without blanks.

    >>> [n.normalized for n in doc_numbers("根据国办发[2021]5号、京经信发（2022） 87 号和国务院令第142号")]
    ['国办发〔2021〕5号', '京经信发〔2022〕87号', '国务院令第142号']
    >>> [n.normalized for n in doc_numbers("财政部 税务总局公告2023年第12号；渝府令第三百号")]
    ['财政部税务总局公告2023年第12号', '渝府令第300号']
    >>> [n.normalized for n in doc_numbers("某罚决字〔2024〕6号、7号，某银罚字〔2024〕11号—15号")]
    ['某罚决字〔2024〕6号', '某罚决字〔2024〕7号', '某银罚字〔2024〕11-15号']
    >>> [n.normalized for n in doc_numbers("〔2019〕粤财农字第 3 号")]
    ['〔2019〕粤财农字第3号']
    """
    for match in _BRACKETED.finditer(text):
        if found := _bracketed(text, match):
            yield found
            yield from _further(text, found)
    for match in _YEAR_FIRST.finditer(text):
        serial = _bare(match["serial"]).lstrip("0")
        normalized = f"〔{_bare(match['year'])}〕{match['agency']}第{serial}号"
        yield DocNumber(*match.span(), normalized, match["agency"])
    yield from filter(None, _orders(text))
    yield from (_plain(match) for match in (_PLAIN.finditer(text) if "字第" in text else ()))
    forms = form_numbers(text) if "号" in text or "號" in text else ()
    for form in (form for form in forms if not _YEAR_FIRST.match(text, form.start)):
        lead = _word_end(form.prefix, "word") if form.normalized.startswith(form.prefix) else 0
        yield DocNumber(form.start + lead, form.end, form.normalized[lead:], form.prefix[lead:])


def _further(text: str, first: DocNumber) -> Iterator[DocNumber]:
    """The numbers that go on a list of serials: 某罚决字〔2024〕6号|、7号、8号."""
    start = first.end
    while match := _FURTHER.match(text, start):
        start = match.end()
        normalized = f"{first.normalized.rpartition('〕')[0]}〕{_bare(match['serial']).lstrip('0')}号"
        yield DocNumber(match.start("serial"), start, normalized, first.prefix)


def number_in_title(title: str) -> DocNumber | None:
    """The number in brackets behind a title, before a whole title, or that an order's begins with.

    >>> found = number_in_title("关于节水的通知（某府〔2024〕3号）")
    >>> found.normalized if found else "", number_in_title("关于某府〔2024〕3号的说明")
    ('某府〔2024〕3号', None)
    >>> found = number_in_title("某府【2024】3号关于节水的通知")
    >>> found.normalized if found else "", number_in_title("某府〔2024〕3号关于节水的解读")
    ('某府〔2024〕3号', None)
    >>> found = number_in_title("关于节水的通知 某府发〔2024〕3号")
    >>> found.normalized if found else ""
    '某府发〔2024〕3号'
    >>> number_in_title("《节水办法》解读（某府〔2024〕3号）") is None
    True
    """
    for found in doc_numbers(title) if "号" in title else ():
        if EXPLAINS.search(title[: found.start].rstrip("（( ")):  # it is of what is explained
            continue
        behind = title[found.start - 1 : found.start] in ("（", "(") and found.end >= len(title) - 1
        serial = found.end == len(title) and title[-1] in "）)"  # 关于节水的公告（2024年第3号）
        first = found.start == 1 and title[0] in "（(" and title[found.end : found.end + 1] in ("）", ")")
        before = found.start == 0 and _IS_TITLE.match(title, found.end) is not None
        if (
            behind
            or len(title[: found.start].rstrip()) == cut(title)
            or serial
            or before
            or first
            or (found.start == 0 and found.prefix.endswith(("令", "公告", "通告")))
        ):
            return found
    return None


def number_without_letters(written: str) -> str:
    """A number whose letters are left out, "" if this is none: minutes have such, and labels state them.

    >>> number_without_letters(" [2021] 66号"), number_without_letters("某府发〔2021〕66号")
    ('〔2021〕66号', '')
    """
    bare = _WITHOUT_LETTERS.fullmatch(written.strip())
    return f"〔{_bare(bare['year'])}〕{bare['order']}{_bare(bare['serial'])}号" if bare else ""


def cited_numbers(text: str) -> set[str]:
    """The numbers behind the titles that the opening of a text quotes: those of what it tells about.

    >>> cited_numbers("近日，县政府印发《节水办法》（青政发〔2024〕3号），现解读如下。")
    {'青政发〔2024〕3号'}
    """
    opening = text[:CITED]
    found = doc_numbers(opening) if "》" in opening else ()
    return {number.normalized for number in found if _BEHIND_TITLE.search(opening, 0, number.start)}


def number_line(line: str) -> str:
    """The number that a line consists of, "" if there is none; those of a joint document joined by 、.

    >>> number_line("（国办发〔2024〕3号）"), number_line("根据国办发〔2024〕3号文件，现通知如下")
    ('国办发〔2024〕3号', '')
    >>> number_line("青财规〔2023〕4号 青水发〔2023〕9号")
    '青财规〔2023〕4号、青水发〔2023〕9号'
    """
    if len(line) > LONGEST_NUMBER or "号" not in line[-MARGIN:]:
        return ""
    return "、".join(number.normalized for number in whole_line(line))


def whole_line(line: str) -> list[DocNumber]:
    """The numbers that a line consists of but for a margin; [] where something else stands on it.

    >>> [number.normalized for number in whole_line("滨政发〔2020〕11号　BZCR-2020-0010002")]
    ['滨政发〔2020〕11号']
    """
    found = sorted(doc_numbers(line))
    covered = sum(number.end - number.start for number in found)
    covered += sum(len(code[0]) for code in _REGISTERED.finditer(line)) if found else 0
    return found if found and covered >= len(line) - MARGIN and not _TELLS_OF.match(line) else []


def _orders(text: str) -> Iterator[DocNumber | None]:
    yield from (_ordered(text, match) for match in _ORDERS.finditer(text))
    for match in _OF_CONGRESS.finditer(text) if "届" in text else ():
        yield _ordered(text, match, f"〔{match['term']}届〕")
    yield from (_numbered_first(text, match) for match in _NUMBER_FIRST.finditer(text))


def _plain(match: re.Match[str]) -> DocNumber:
    """府水字第1120034567號, without the 日 of a day before it."""
    agency = match["agency"].removeprefix("日")
    prefix = agency[_prefix_start(agency) :]
    start = match.start() + len(match["agency"]) - len(prefix)
    return DocNumber(start, match.end(), f"{prefix}第{_bare(match['serial'])}{match['end']}", prefix)


def _bracketed(text: str, match: re.Match[str]) -> DocNumber | None:
    before = text[max(0, match.start() - LONGEST_ORDER) : match.start()].rstrip(" \t\u3000\xa0")
    if before.endswith(_ORDER_PREFIX):
        shift = _signers_start(before)
    elif before.endswith(_DECISION):  # 中国证监会行政处罚决定书〔2023〕45号
        shift = _signers_start(before[: -len(_DECISION)])
    else:
        run = _RUN.search(before, max(0, len(before) - LONGEST_PREFIX))
        if run and run.end() - run.start() == 1:  # 国 办 发
            run = _SPREAD.search(before) or run
        shift = run.start() + _prefix_start(run[0]) if run else len(before)
        office = _OFFICE_OF.search(before, 0, run.start()) if run and shift == run.start() else None
        shift = office.start() if office else shift
        shift += _is_of_day(before, shift)
    prefix = _bare(before[shift:]).translate(_BRACKETS)
    if not prefix or prefix in _letters("word"):  # 文号〔2024〕9号
        return None
    start = max(0, match.start() - LONGEST_ORDER) + shift
    serial = re.sub("[号號]?[－—-]", "-", _bare(match["serial"]))
    is_fixed = match["order"] and len(serial) >= FIXED
    serial = serial if is_fixed else serial.lstrip("0")
    normalized = f"{prefix}〔{_bare(match['year'])}〕{match['order']}{serial}号"
    return DocNumber(start, match.end(), normalized, prefix)


def _is_of_day(before: str, at: int) -> bool:
    """Stands the last character of a day there: 2017年3月5日|云政发〔2017〕78号?"""
    return before[at : at + 1] in _OF_DAY and before[at - 1 : at].isnumeric()


def _ordered(text: str, match: re.Match[str], term: str = "") -> DocNumber | None:
    """The number of an order or announcement, in a `term` of a congress; without year or term it needs its
    agency."""
    first = max(0, match.start() - LONGEST_ORDER)
    before = text[first : match.start()]
    shift = _signers_start(before + match["order"])
    signers = before[shift:].rstrip(" \t\u3000\xa0")
    if match["order"] in ("公告", "通告") and match["year"] and not signers.endswith(_ANNOUNCES):
        shift, signers = len(before), ""  # 2025年第三期药品质量抽检|通告（2025年第11号）
    if not signers or signers[-1] in _NO_ORDERER:
        if match["order"] not in ("公告", "通告") or not match["year"]:
            return None
    elif match["order"] != "令" and not match["year"] and not term and signers[-1] not in _AGENCY_END:
        return None
    return _of_order(match, first + shift, signers, term)


def _numbered_first(text: str, match: re.Match[str]) -> DocNumber | None:
    """The number of an order that stands before its kind: 国务院第687号令 is 国务院令第687号."""
    first = max(0, match.start() - LONGEST_ORDER)
    before = text[first : match.start()]
    shift = _signers_start(before)
    signers = before[shift:].rstrip(_BETWEEN)
    if len(signers) < 2 or signers[-1] not in _AGENCY_END or signers[0] in _OWN:
        return None
    return _of_order(match, first + shift, signers)


def _of_order(match: re.Match[str], start: int, signers: str, term: str = "") -> DocNumber:
    """The number of an order of these signers, who are one word of it."""
    year = term or (f"{_bare(match['year'])}年" if match["year"] else "")
    signed = re.sub("^中华人民共和国(?=国务院|主席)", "", _bare(signers)).replace("、", "")
    prefix = signed + match["order"]
    normalized = f"{prefix}{year}第{number(_bare(match['serial']))}号"
    return DocNumber(start, match.end(), normalized, prefix)


def _signers_start(before: str) -> int:
    """Where the agencies begin that an order or announcement names before its kind."""
    run = _SIGNERS.search(before)
    if run is None:
        return len(before)
    signers = run[0]
    start = max(signers.rfind("号") + 1, _word_end(signers, "word"))
    if not start and signers[:1] in _OF_DAY and before[: run.start()][-1:].isdigit():
        start = 1  # 2021年7月27日国务院令第946号
    while start < len(signers) and (signers[start] in _BETWEEN or signers[start] in _letters("opener")):
        start += 1
    start += signers[start : start + 1] == "和"
    start += bool(_FORMER.match(signers, start))
    return run.start() + max(start, _lettered_start(signers))


def _lettered_start(signers: str) -> int:
    """Where the letters begin of an order that has letters for its agency: 上海市人民政府沪府令."""
    bare = re.sub(rf"(?:{'|'.join(_ORDER_PREFIX)})$", "", signers)
    for at in range(len(bare) - 2, max(0, len(bare) - LETTERS - 1), -1):
        if bare[at] in free_letters() and bare[at - 1] in _AGENCY_END:
            return at
    return 0


def _word_end(run: str, *kinds: str) -> int:
    """Where the last word ends that is never part of a number, 0 if there is none."""
    lead = _word_leads(*kinds).match(run)
    return lead.end() if lead else 0


@cache
def _word_leads(*kinds: str) -> LazyPattern:
    return lazy(rf".*{any_of('docno_leads.tsv', *kinds)}(?=.)", re.DOTALL)


_letters = partial(word_set, "docno_leads.tsv")
_STARTERS = lazy(lambda: alternation(column("place_letters.tsv") | column("agency_letters.tsv")))
"""The beginnings of prefixes: the letters of provinces, cities and national agencies."""


def _stands_for(letters: str, agency: str) -> bool:
    """Do the letters of a number stand for the agency that is named before them: 云建发 for 市住建局?"""
    if len(agency) == _SHORTEST_AGENCY:  # 教育部|教高, but 京教委高教, 工信部信软
        return letters[0] == agency[0]
    return agency[-1] != "办" and not set(letters[:2]).isdisjoint(agency)


def _prefix_start(run: str) -> int:
    """Where in a run of characters the prefix of a number begins.

    >>> [run[_prefix_start(run):] for run in ("现将粤府办", "京经信发", "经国函", "市财政局沪价经")]
    ['粤府办', '京经信发', '国函', '沪价经']
    >>> [run[_prefix_start(run):] for run in ("最高人民法院法释", "市人大常委会人发", "工信部联通装")]
    ['法释', '人发', '工信部联通装']
    """
    start = _word_end(run, "word", "agency")
    while start < len(run) - 2 and run[start] in _letters("opener"):
        start += 1
    for at in range(start + 1, len(run) - 1):
        if run[at - 1] in _AGENCY_END and run[at] in free_letters():
            return at  # 上海市财政局沪财发
    for at in range(start + _SHORTEST_AGENCY, len(run) - 1):
        ends = run[at - 1] in _AGENCY_END and run[at] != "办" and run[at - 1 : at + 1] != "委会"
        if ends and _stands_for(run[at:], run[start:at]):
            return at  # 财政部|财税
    if _STARTERS.match(run, start):
        return start
    leads = _letters("opener", "letter")
    return next(
        (at for at in range(start + 1, len(run) - 1) if run[at - 1] in leads and _STARTERS.match(run, at)),
        start,
    )


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).translate(_WIDTH)
