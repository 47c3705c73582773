"""The facts in a document's head and foot: title, number, issuer, dates, place, genre, source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from policytext.document import Document
from policytext.language.characters import HAN
from policytext.language.places import find_places, full_name
from policytext.metadata.model import Header
from policytext.recognition.dates import dates
from policytext.recognition.locations import unknown_divisions
from policytext.recognition.references import doc_numbers
from policytext.resources import rows

_HEAD_LINES = 30
_HEAD_DATE = 6  # the last line, from 0, on which a date stands under the title
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:(?:19|20)\d\d|[一二][〇零○Ｏ0一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*(?:印发|发布|公布)?[）)]?"
)
_ADDRESSEE = re.compile(r".{2,200}[：:]$")
_PUBLISHED = re.compile(
    r"(?:发布(?:时间|日期)|发文日期|时间|日期|发表时间|公开日期)\s*[：:]?\s*((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})"
)
_WRITTEN = re.compile(
    r"(?:成文日期|成文时间|印发日期|发文日期)\s*[：:]\s*((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})"
)
_BARE_DATE = re.compile(
    r"((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?:\s+(?:来源|作者|浏览).*)?$"
)
_SOURCE = re.compile(
    rf"(?:信息来源|稿件来源|文章来源|来源|转载自|来自)\s*[：:]?\s*([{HAN}A-Za-z0-9·“”]{{2,24}})"
)
_AUTHOR = re.compile(r"\s+(?:记者|通讯员|作者|责编|编辑).*")
_ISSUER = re.compile(
    r"^(?P<issuer>[^《]{2,60}?)(?:关于|印发|转发|批转|令\s*第|令$|对(?=.{2,}(?:建议|提案).*(?:答复|复函)))"
)
_ENACTED = re.compile(r"通过|修[订正改]|公布|发布|批准")
_HISTORY = re.compile(r"[（(]?\s*(?:19|20)\d\d\s*年\s*\d+\s*月.*(?:通过|修[订正改]|公布|发布|批准)")
_MEMBER = re.compile(r"^(?:附件|附：|（此件|（联系|抄送|主送|（本文)")


def find_header(document: Document) -> Header:
    """The header of a document; facts that the page itself states (`meta`) come first."""
    meta = document.meta
    lines = [line.strip() for line in document.text.split("\n")]
    lines = [line for line in lines if line]
    evidence: dict[str, str] = {}
    facts: dict[str, str] = {}

    def note(fact: str, value: str, where: str) -> None:
        if value and not facts.get(fact):
            facts[fact], evidence[fact] = value, where

    heading = _heading(lines)
    title = _joined(heading)
    note("title", _squeezed(document.title), "title")
    note("title", _order_title(lines) if _is_order(heading) else title, "heading")
    number, where = _number(lines, heading)
    stated = next(doc_numbers(str(meta.get("doc_number", ""))), None)
    note("doc_number", stated.normalized if stated else "", "meta")
    note("doc_number", number, where)
    best = facts.get("title", "")
    signed = _signature(lines, _issuer_of(title or best))
    note("issuer", str(meta.get("issuer", "")), "meta")
    note("issuer", _issuer_of(title), "heading")
    note("issuer", _issuer_of(best), "title")
    if signed:
        note("issuer", signed[0], "signature")
    note("date_written", _iso(str(meta.get("date_written", ""))), "meta")
    note("date_written", _iso(_first(_WRITTEN, lines[:_HEAD_LINES])), "stated")
    if signed:
        note("date_written", signed[1], "signature")
    note("date_written", *_enacted(lines, heading))
    note("date_published", _iso(str(meta.get("date_published", ""))), "meta")
    note("date_published", _iso(_first(_PUBLISHED, lines[:_HEAD_LINES])), "stated")
    note("date_published", _iso(_bare_date(lines)), "date line")
    note("source_name", _AUTHOR.sub("", str(meta.get("source_name", ""))), "meta")
    note("source_name", _first(_SOURCE, [*lines[:8], *lines[-4:]]), "stated")
    note("genre", *_genre(best if _is_order(heading) else title, best, lines))
    code, where = _place(facts, document.text)
    note("adcode", code, where)
    note("place", full_name(code) if code else "", where)
    named = next(iter(unknown_divisions(f"{facts.get('issuer', '')}\n{document.text[:2000]}")), None)
    if named and not code and facts.get("issuer", "").startswith(named.text):
        note("place", named.text, "issuer")
    return Header(**facts, evidence=evidence)


def _heading(lines: Sequence[str]) -> list[str]:
    """The lines of the title: those before the number, the addressee or the first sentence."""
    heading: list[str] = []
    for line in lines[:6]:
        bare = _squeezed(line)
        if (
            bare.endswith(("。", "；", "：", ":", "，", "！"))
            or len(bare) > 60
            or _DATE_LINE.fullmatch(line)
            or _BARE_DATE.match(line)
            or _is_number_line(bare)
            or re.match(r"[（(【—]|第[一二三四五六七八九十\d]+[章条]|[一二三四]、|来源|作者|发布", bare)
            or _HISTORY.match(bare)
            or "\t" in line  # a row of a table
            or (heading and _is_complete(heading[-1]) and not bare.startswith(("的", "关于", "印发")))
        ):
            break
        if heading and bare == _squeezed(heading[-1]):
            continue
        heading.append(line)
    return heading if len("".join(heading)) <= 140 else heading[:1]


def _is_number_line(line: str) -> bool:
    number = next(doc_numbers(line), None)
    return bool(number and number.end - number.start >= len(line) - 8) or bool(
        re.fullmatch(r"第[\d〇零一二三四五六七八九十百]+号", line)
    )


def _joined(heading: Sequence[str]) -> str:
    """The lines of a title as one: run together where they are one sentence, apart where each is one."""
    if not heading:
        return ""
    lines = [_squeezed(line) for line in heading]
    whole = "".join(lines)
    one = re.search(r"关于|印发|转发", lines[0]) or (
        len(lines) > 1 and lines[1].startswith(("关于", "印发", "转发"))
    )
    return whole if one or (_ending(whole) and not _ending(lines[0])) else " ".join(lines)


def _squeezed(line: str) -> str:
    """Without the blanks that spread a line: `国 务 院` is 国务院; a blank between two clauses stays."""
    line = re.sub(r"\s+", " ", line).strip()
    if re.search(f"(?:[{HAN}] ){{3,}}", line):
        return line.replace(" ", "")
    return line


def _is_order(heading: Sequence[str]) -> bool:
    return bool(heading) and bool(re.search(r"令$", _squeezed(heading[0])))


def _order_title(lines: Sequence[str]) -> str:
    """The title of what an order puts in force: the line after its signature."""
    for at, line in enumerate(lines[:20]):
        if _DATE_LINE.fullmatch(line) and at + 1 < len(lines):
            return _joined(_heading(lines[at + 1 :]))
    return ""


def _number(lines: Sequence[str], heading: Sequence[str]) -> tuple[str, str]:
    """The document's own number: on a line of its own near the top, or in an order's heading."""
    for at, line in enumerate(lines[: len(heading) + 6]):
        bare = _squeezed(line)
        serial = re.fullmatch(r"第\s*([\d〇零一二三四五六七八九十百]+)\s*号", bare)
        if serial and at and (order := re.search(f"([{HAN}]+令)$", _squeezed(lines[at - 1]))):
            found = next(doc_numbers(order[1] + bare), None)
            return (_order_number(found.normalized) if found else bare), "number line"
        if _is_number_line(bare):
            return _order_number(next(doc_numbers(bare)).normalized), "number line"
        labelled = re.search(r"(?:发文字号|文\s*号|发文文号|文件编号)\s*[：:]\s*(\S.{3,30})", line)
        if labelled and (found := next(doc_numbers(labelled[1]), None)):
            return found.normalized, "stated"
    for line in lines[:3]:
        bare = _squeezed(line)
        found = next(doc_numbers(bare), None)
        if found and found.start and bare[found.start - 1] in "（(" and found.end >= len(bare) - 1:
            return found.normalized, "heading"
    return "", ""


def _order_number(number: str) -> str:
    return re.sub(r"^(?:中华人民共和国)?国务院令", "国令", number)


def _issuer_of(title: str) -> str:
    match = _ISSUER.match(title)
    if not match:
        return ""
    issuer = (
        match["issuer"].removeprefix("中华人民共和国")
        if match["issuer"].startswith("中华人民共和国国务院")
        else match["issuer"]
    )
    issuer = re.sub(r"\s+", "、", issuer.strip())
    return "" if re.search(r"[，。！？的]|主持|召开|印发|会议|学习", issuer) else issuer.rstrip("、")


def _signature(lines: Sequence[str], issuer: str) -> tuple[str, str] | None:
    """Issuer and date from the first date that stands on a line of its own under a name."""
    for at, line in enumerate(lines):
        if not at or not _DATE_LINE.fullmatch(_squeezed(line)):
            continue
        above = _squeezed(lines[at - 1])
        if len(above) > 60 or above.endswith(("。", "：", "；", "，")) or _DATE_LINE.fullmatch(above):
            continue
        names = [above]
        for upper in reversed(lines[max(0, at - 6) : at - 1]):
            if len(upper) > 24 or re.search(r"[。：；，！？]|^[一二三四五六七八九十\d（(]", upper):
                break
            names.insert(0, _squeezed(upper))
        names = [
            name for name in names if not _is_complete(name)
        ]  # the title, where the date stands under it
        signer = "、".join(re.sub(r"\s+", "、", name) for name in names)
        if not names and at > _HEAD_DATE:
            continue
        if (
            names
            and issuer
            and issuer.split("、")[0] not in signer
            and not re.match(r"(?:总理|主席|省长|市长|部长|主任|局长)", above)
        ):
            continue
        day = next(dates(_squeezed(line)), None)
        return ("" if re.match(r"(?:总理|主席|省长|市长|部长|主任|局长)", above) else signer), (
            day.normalized if day else ""
        )
    return None


def _enacted(lines: Sequence[str], heading: Sequence[str]) -> tuple[str, str]:
    """The latest date of the history under a law's title: passed, amended, published; not in force from."""
    history: list[str] = []
    for line in lines[len(heading) : len(heading) + 16]:
        bare = _squeezed(line)
        if re.match(r"第[一1]\s*[章条编]|目\s*录", bare) or len(bare) > 400:
            break
        if history or _HISTORY.match(bare):
            history.append(bare)
    whole = " ".join(history)
    days = [day for day in dates(whole) if re.fullmatch(r"\d{4}-\d\d-\d\d", day.normalized)]
    ends = [*(day.start for day in days[1:]), len(whole)]
    acts = [
        day.normalized
        for day, end in zip(days, ends, strict=False)
        if _ENACTED.search(whole[day.end : end])
    ]
    return (max(acts), "history line") if acts else ("", "")


def _bare_date(lines: Sequence[str]) -> str:
    return next(
        (match[1] for line in lines[1:6] if (match := _BARE_DATE.match(line)) and len(line) < 60), ""
    )


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> str:
    return next((match[1] for line in lines if len(line) < 120 and (match := pattern.search(line))), "")


def _iso(text: str) -> str:
    parts = re.findall(r"\d+", text)
    return (
        f"{parts[0]}-{int(parts[1]):02d}-{int(parts[2]):02d}"
        if len(parts) >= 3 and len(parts[0]) == 4
        else ""
    )


@cache
def _genres() -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(((word, genre) for word, genre in rows("genres.tsv")), key=lambda row: -len(row[0]))
    )


def _ending(title: str) -> str:
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", title.rstrip("》”。 "))
    return next((genre for word, genre in _genres() if bare.endswith(word)), "")


def _is_complete(line: str) -> bool:
    """Does the line end as a title does? (Reports of meetings may have two headlines.)"""
    return _ending(line) not in ("", "报道")


def _genre(title: str, best: str, lines: Sequence[str]) -> tuple[str, str]:
    for name, where in ((title, "heading"), (best, "title")):
        if re.search(r"主持召开|召开|举行|调研|会见|出席", name):
            return "报道", where
        if genre := _ending(name):
            return genre, where
    opening = "".join(lines[:3])[:300]
    if re.search(
        r"(?:近日|日前|\d日|今天|昨日)(?:上午|下午|晚)?，.{0,60}(?:召开|举行|出席|主持|调研|会议|发布|印发)",
        opening,
    ) or re.search(r"记者|讯[）)]?", opening):
        return "报道", "opening"
    return "", ""


_PROVINCIAL = re.compile(r"我省|全省|省委|省政府|省长|省直")
_MUNICIPAL = re.compile(r"我市|全市|市委|市政府|市长|市直|市科技局|市级")


def _place(facts: dict[str, Any], text: str) -> tuple[str, str]:
    """The division that the document is about: its issuer's, its title's, or what its words point to."""
    for fact in ("issuer", "title"):
        value = facts.get(fact, "")
        codes = [p.codes[0] for p in find_places(value) if len(p.codes) == 1 and p.codes[0].isdigit()]
        if codes and (fact == "issuer" or len(set(codes)) == 1):
            return codes[0], fact
    if re.match(r"国务院|中共中央|全国人|国家|最高人民", facts.get("issuer", "")):
        return "", ""
    named = Counter(
        code
        for p in find_places(text)
        if len(p.codes) == 1 and (code := p.codes[0]).isdigit() and (p.official or code.endswith("00"))
    )
    if not named:
        return "", ""
    provinces: Counter[str] = Counter()
    for code, times in named.items():
        provinces[code[:2] + "0000"] += times
    province, times = provinces.most_common(1)[0]
    if times * 2 <= sum(provinces.values()):
        return "", ""
    if len(_MUNICIPAL.findall(text)) > len(_PROVINCIAL.findall(text)):
        cities = [
            (n, code)
            for code, n in named.items()
            if code[:2] == province[:2] and code.endswith("00") and not code.endswith("0000")
        ]
        if cities:
            return max(cities)[1], "places named"
    return province, "places named"
