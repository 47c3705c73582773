"""文种: the kind of a document, one of the closed list of `genres.tsv`."""

from __future__ import annotations

from policytext.language.patterns import lazy
from policytext.metadata.page import Page
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.docnumber import EXPLAINS, number_in_title
from policytext.pagefacts.title import is_column, kind_of

Fact = tuple[str, str]

_MEETING = lazy(r"主持召开|召开|举行|调研|会见|出席")
_TELLS = lazy(r"(?!.*(?:关于|印发|《)).{2,20}(?:公布|发布(?!会)|出台|推出|启动)")
_NAMES = lazy("关于|《")
_BY_NAME = ("公告", "通告", "公示", "通知", "公报", "报告", "批复", "令", "函")  # not of plans: 将出台办法
_SAYS = lazy("发布|公布|印发|出台|将")
_GIVES_OUT = lazy(r"(?!.*关于印发).{2,30}(?:印发|出台|公布|发布)了?《.+》")
_WHOLE = lazy(r"(?:全文|内容)如下|全文(?:公布|附后)|（全文）")
_REPORTED = lazy(
    r"(?:近日|日前|\d日|今天|昨日)(?:上午|下午|晚)?，.{0,60}(?:召开|举行|出席|主持|调研|会议|发布|印发)(?!之日)|记者|(?<![资通音问])讯|\d日(?:电|消息)"
)
_LETTER = lazy(r".{2,30}\s(?P<kind>函|令|公告|公報|公报|书函|書函)")
_GAZETTED = lazy("(?:公告|[预預]告)(?:修正|[订訂]定|[废廢]止)?[「“《]")  # in Taiwan: 公告修正「某某標準」
# asks for opinions and gives none, as 关于加强档案征集工作的意见 does
_SOLICITS = lazy(
    "(?:征求|征集|听取)(?:[^，。]{0,80}(?:[》）)稿]的?|对[^，。]{2,80}的)|[^，。的]{0,80}?)"
    "(?:修改|反馈|宝贵)?(?<!指导)(?<!实施)(?<!若干)意见$"
)
_PENALTY = lazy(r"处罚决定")


def find_genre(page: Page, title: str) -> Fact:
    """The genre and where it shows: in the heading, the title, the number, the opening."""
    heading = page.heading
    for name, where in ((heading.title, "heading"), (title, "title")):
        if not name or is_column(name):  # 通知公告 over a list of them
            continue
        met = _MEETING.search(name) and kind_of(name) in ("", "报道")
        if met or _TELLS.match(name) or _quotes_body(name) or _tells_of_another(page, name):
            return "报道", where
        for form, genre in ((_GAZETTED.match, "公告"), (EXPLAINS.match, "解读"), (_SOLICITS.search, "")):
            if form(name):
                return genre, where
        numbered = number_in_title(name)  # 某局公告〔2024〕第2号
        is_number = numbered is not None and name[numbered.end :][:1] in ("", "（", "(")
        kind = numbered.prefix if numbered and is_number else name
        if genre := kind_of(kind) or kind_of(f"某{kind}"):  # 公告 alone
            return genre, where
    if heading.prefix.endswith(("公告", "通告")):
        return heading.prefix[-2:], "number"
    if page.head and (letter := _LETTER.fullmatch(page.head[0])):
        return letter["kind"].replace("書", "").replace("书", "").replace("令", "命令").replace(
            "報", "报"
        ), "heading"
    opening = _opening(page)
    if _PENALTY.search(opening) or "处罚决定书" in title:
        return "决定", "opening"
    return ("报道", "opening") if _REPORTED.search(opening) else ("", "")


def _quotes_body(title: str) -> bool:
    """Is it a headline that lets a body speak: 财政部：延续实施税收政策? Not 某县政府：拟征收土地公告."""
    speaker, _, said = title.partition("：")
    is_named = _NAMES.search(said) or (kind_of(said) in _BY_NAME and not _SAYS.search(said))
    return bool(said) and not is_named and bool(agencies(speaker))


def _tells_of_another(page: Page, title: str) -> bool:
    """Is it a report that a body gave out a document (市政府办公厅印发《…方案》), without its text?"""
    opening = _opening(page)
    told = _GIVES_OUT.fullmatch(title) and _REPORTED.search(opening)
    return bool(told) and not _WHOLE.search(title + page.text)


def _opening(page: Page) -> str:
    return "".join(page.head[:3])[:300]
