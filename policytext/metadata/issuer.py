"""发文机关: from the heading, the signature or the number, in this order of trust."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import find_places, letters, of_letter
from policytext.language.places import names as place_names
from policytext.metadata.page import Page
from policytext.metadata.signature import Signature
from policytext.pagefacts.agency import agencies, akin, is_desk
from policytext.pagefacts.title import is_complete
from policytext.resources import rows

Found = tuple[list[str], str]  # issuers and where they stood

_MARKS = lazy(
    r"(?:19|20)\d\d年|关于|關於|印发|转发|批转|(?:发布|公布)(?=《)|令|公告|通告|通知|通报|(?:行政(?:处罚|复议|许可|监管措施|强制执行|征收)|市场禁入|税务处理|责令改正)?(?:事先)?(?:决定|告知)|对|答复|函|(?:(?:民事|刑事|行政|执行|国家赔偿)?(?:附带民事)?(?:判决|裁定|调解|决定|通知)书$)|(?:常务|专题|办公|全体)会议纪要|政府工作报告|工作报告|[〔（(]"
)
_YEAR = lazy(r"^\s*(?:19|20)\d\d年(?:度)?|^（.{0,6}）")
_AND_OTHERS = lazy(
    r"(?P<first>.+?)等[一二三四五六七八九十两\d]+个?(?:部门|单位|部委|机构|委局)(?:办公厅|办公室)?"
)
_DIVISION = lazy(
    rf"^(?:\d{{4}}年)?(?P<of>[{HAN}]{{2,12}}?[省市县区州旗盟])政府工作报告|在(?P<at>[{HAN}]{{2,12}}?[省市县区州旗盟])第[{HAN}]{{1,4}}届人民代表大会"
)
_PASSED = lazy(
    rf"日\s*(?:第[{HAN}]{{1,4}}届)?(?P<place>[{HAN}]{{2,12}}?)(?:第[{HAN}]{{1,4}}届)?(?P<body>人民代表大会(?:常务委员会)?)第[{HAN}]{{1,4}}次会议(?:通过|修订)"
)
_DECISION = lazy(r"(?:处罚|责令\w{0,10}|强制\w{0,6}|许可)决定书?$")
_COMPANY = lazy("(?:公司|[厂店场]|集团|合作社|工作室|经营部)$")
UNDER = 3  # lines under the title and its note in which agencies stand by themselves
NOTE = 20  # lines in which the note under a law's title stands; those of an order come first
_LEVEL = lazy(r"自治区|[省市县区州]")
_STATE = "中华人民共和国"
_ON_BEHALF = lazy(
    r"我(?:现在|谨)?(?:代表|受)(?P<issuer>国务院|中央人民政府|(?![省市区县州]|自治)[^，。]{2,16}(?:人民政府|常务委员会|委员会|法院|检察院))"
    r"(?:的?委托)?[，,]?(?:现在)?(?:向|作|做|提出)"
)


def find_issuer(page: Page, title: str, signature: Signature | None, number: str = "") -> Found:
    """The issuers and the evidence, `([], "")` where nothing names them; `number` is the document's."""
    return next((found for found in _candidates(page, title, signature, number) if found[0]), ([], ""))


def _candidates(page: Page, title: str, signature: Signature | None, number: str) -> Iterator[Found]:
    """The issuers by each kind of evidence, the most reliable first."""
    heading = page.heading
    for source, where in ((heading.title, "heading"), (title, "title")):
        named = _without_party(issuers_in(source), source)
        yield _with_places(_with_signers(named, source, signature), signature), where
    if "人民代表大会" in heading.prefix:  # its announcement, under the name by which a mirror calls it
        yield _ordered(heading.prefix), "number line"
    yield _in_full([_bare(name) for name in heading.letterhead], signature), "letterhead"
    yield _ordered(heading.prefix), "number line"
    yield list(signature.agencies) if signature else [], "signature"
    yield _of_report(page, title), "title"
    yield _on_behalf(page), "opening"
    yield _under_title(page), "under the title"
    for where, stated in (("stated", page.stated.get("issuer", "")), ("meta", page.meta("issuer"))):
        named = agencies(stated.replace("，", "、").replace(",", "、"))
        is_section = is_desk(stated) and not any(find_places(stated))  # 综合计划科, not 岱山海事处
        yield named or ([stated] if stated and not is_section else []), where
    yield _enacted(page), "history line"
    yield _ordered(letters_of(number)), "number"
    yield by_letters(heading.prefix or letters_of(page.meta("doc_number")), page.text), "number"


def issuers_in(title: str) -> list[str]:
    """The bodies that a title begins with: what stands before 关于, 印发, 令, 公告, ….

    >>> issuers_in("财政部 税务总局关于节水的公告"), issuers_in("关于印发办法的通知")
    (['财政部', '税务总局'], [])
    >>> issuers_in("中国证监会行政处罚决定书（某某公司）")
    ['中国证监会']
    >>> issuers_in("教育部会同有关部门部署工作"), issuers_in("2025年中华人民共和国国务院政府工作报告")
    ([], ['国务院'])
    """
    bare = _YEAR.sub("", title)
    for mark in _MARKS.finditer(bare):
        before = bare[: mark.start()].strip()
        if others := _AND_OTHERS.fullmatch(before):
            before = others["first"]
        if found := agencies(before):
            return [_bare(name) for name in found]
    return []


def _without_party(found: list[str], title: str) -> list[str]:
    """No company that a decision is about, which has its name over it.

    >>> _without_party(["青江市红光电镀有限公司"], "青江市红光电镀有限公司行政处罚决定书")
    []
    """
    return [] if _DECISION.search(title) and all(map(_COMPANY.search, found)) else found


def _bare(name: str) -> str:
    """国务院, 最高人民法院 without the name of the state, which orders and judgments put before them."""
    bare = name.removeprefix(_STATE)
    return bare if bare == "国务院" or bare.startswith("最高人民") else name


def _with_signers(found: list[str], title: str, signature: Signature | None) -> list[str]:
    """科技部等三部门 names one; the others are in the signature."""
    signers = signature.agencies if signature else ()
    if _AND_OTHERS.match(title) and len(signers) > len(found):
        return list(signers)
    return found


def _with_places(found: list[str], signature: Signature | None) -> list[str]:
    """省财政厅 by the name it signs with, 江苏省财政厅; names that have a place stay."""
    signers = signature.agencies if signature else ()
    if len(signers) != len(found) or not all(_LEVEL.match(name) for name in found):
        return found
    whole = all(
        akin(name, signer) and not _LEVEL.match(signer) for name, signer in zip(found, signers, strict=True)
    )
    return [_bare(name) for name in signers] if whole else found


def _in_full(found: list[str], signature: Signature | None) -> list[str]:
    """A letterhead or the value of a label, completed to the full names, and to all, in the signature."""
    signers = signature.agencies if signature else ()
    if found and set(found) < set(signers):  # the head of the first of joint issuers
        return list(signers)
    is_short = len(found) == len(signers) and all(map(akin, found, signers))
    return list(max(found, signers, key=lambda names: len("".join(names)))) if is_short else found


def _ordered(prefix: str) -> list[str]:
    """The issuer of an order or announcement, by the prefix of its number."""
    bare = re.sub(r"(?:令|公告|通告|通令|通函)$", "", prefix)
    return [_bare(name) for name in agencies(bare)] if bare != prefix else []


def _on_behalf(page: Page) -> list[str]:
    """The body on whose behalf a speaker gives a report, in its first lines."""
    match = _ON_BEHALF.search("\n".join(page.head[:16])[:2000])
    return [_bare(match["issuer"])] if match else []


def _under_title(page: Page) -> list[str]:
    """The agencies on a line of their own under the title, as plans and reports have them, news do not."""
    heading = page.heading
    if heading.issuers:
        return list(heading.issuers)
    above = page.head[:2]  # the first copy of a title that a law mirror has on both sides was taken
    if len(above) == 2 and above[1] == heading.title and f"\n{above[1]}\n" in f"\n{page.taken}\n":
        return agencies(above[0])
    whole = len(page.lines) == len(page.head) > UNDER  # the last line may be left of a footer
    under = page.head[heading.end : min(heading.end + UNDER, len(page.head) - whole)]
    return next(filter(None, map(agencies, under)), []) if is_complete(heading.title) else []


def _of_report(page: Page, title: str) -> list[str]:
    """The government that gave a work report: of the division in the title, or of its congress."""
    if not title.endswith("政府工作报告"):
        return []
    divisions = (_DIVISION.search(text) for text in (title, *page.head[:8], "".join(page.head[:4])))
    named = next(filter(None, divisions), None)
    return [f"{named['of'] or named['at']}人民政府"] if named else []


def _enacted(page: Page) -> list[str]:
    """The congress or committee that passed a law, as the note under its title says."""
    for line in page.head[:NOTE]:
        noted = line.startswith(("（", "(")) or line[:1].isdigit()
        if noted and (passed := _PASSED.search(line)):
            return [f"{passed['place']}{passed['body']}"]
    return []


def letters_of(number: str) -> str:
    """The part of a number before its year or serial: 鄂政发, 某省人民政府令."""
    return re.split(r"[〔\[（(]|(?:(?:19|20)\d\d年)?第", number)[0]


def by_letters(prefix: str, text: str = "") -> list[str]:
    """The agency whose 代字 a number begins with, none if it is in no table.

    Nor where the text names a city of the same letter and not the province: 青政发 in one on 青岛.

    >>> by_letters("国办发"), by_letters("粤府办"), by_letters("银发"), by_letters("某某发")
    (['国务院办公厅'], ['广东省人民政府办公厅'], ['中国人民银行'], [])
    >>> by_letters("青政发"), by_letters("青政发", "青岛市")
    (['青海省人民政府'], [])
    """
    for length in range(min(len(prefix), 8), 0, -1):
        if agency := _lettered().get(prefix[:length]):
            code = letters().get(prefix[0])
            return [agency] if not code or of_letter(prefix[0], text) == code else []
    return []


@cache
def _lettered() -> dict[str, str]:
    """National agencies by their letters, provincial governments by the letter of the province."""
    table = {letters: agency for letters, agency in rows("agency_letters.tsv")}  # noqa: C416 (two cells a row)
    for letter, code in letters().items():
        name = place_names().get(code, "")
        if code.endswith("0000") and name and code[:2] < "71":
            for word in ("府", "政"):
                table[f"{letter}{word}"] = f"{name}人民政府"
                table[f"{letter}{word}办"] = f"{name}人民政府办公厅"
    return table
