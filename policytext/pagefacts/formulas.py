"""How lines of official documents begin and end: outline numbers, document numbers, closing formulas."""

from __future__ import annotations

from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.numberforms import BRACKETED_YEAR

FILLED = 15  # characters of the shortest line that fills a printed page; what signs has fewer
LONGEST = 100  # a line longer than this is no formula

_OUTLINE = lazy(
    r"(?:第[一二三四五六七八九十百千零〇\d]{1,6}(?:[编章节条款]|部分)|[（(][一二三四五六七八九十\d]{1,4}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．，,是要]|\d{1,3}[、.．)）](?!\d)|\d{1,2}(?:[.．]\d{1,2}){1,3}(?![\d%万亿元])"
    r"|第[一二三四五六七八九十\d]{1,2}步|步骤[一二三四五六七八九十\d]{1,2}|[Ss]tep ?\d{1,2}"
    r"|附件(?!下载|列表)|附[:：]|附录|——|[①-⑳])[:：]?\s*[\w《“]"
)
_DAY = lazy(
    r"[\s（(]*[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]+\s*月\s*[\d一二三四五六七八九十]+\s*日"
    r"\s*(?:[（(][^）)]*[）)])?[\s）)。.]*"
)
_PAGE_NUMBER = lazy(  # of printed documents
    r"\W*(?:[—–－-]\s*\d{1,3}\s*[—–－-]|第\s*\d{1,3}\s*页[\s,，/]*(?:[(（]?\s*共\s*\d{1,3}\s*页)?)\W*"
)
# of a law: 2024年3月5日，… and 2024年3月5日至… tell of what was done then
_HISTORY = lazy(
    r"[（(]?\s*(?:19|20)\d\d\s*年\s*\d+\s*月(?!\s*\d+\s*日[，,至到—－~～-]).*(?:通过|修[订正改]|公布|发布(?!会)|批准)"
)
_UNFINISHED = lazy(rf"(?:{HAN}|[，、“《（\da-zA-Z])$")
_CLAUSE = lazy("[，。；：]")
_OTHER = lazy(r"[（(\W]|附|抄送|主送|主题词|联系人|\w{2,8}[：:]")
_YEAR = lazy(r"[\d〇○零一二三四五六七八九]{4}\s*年")
_PASSED = lazy("通过|通過|修订|修訂|修正|公布|发布|發布|批准|施行")
_OFFICIAL = lazy(
    rf"{HAN}{{1,12}}{BRACKETED_YEAR}第?\d+号|[(（]?此件{HAN}{{2,12}}[)）]?|特此{HAN}{{2,6}}[。．.]?|抄送|主送"
    r"|[一二三四五六七八九十〇○零]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|\d{4}年\d{1,2}月\d{1,2}日$"
    r"|.*(?:关于|關於).{4,}(?:通知|意见|批复|公告|通告|决定|办法|方案|函|报告|通报|令)$"
)
_APPOINTMENT = lazy(
    rf"(?:(?:决定|決定|任命|免去|聘任|解聘|提名)[:：]?)*\s*{HAN}{{1,6}}(?:\s?{HAN})?(?:同志)?(?:[（(][^）)]*[）)])?"
    rf"(?:[为為任的]|不再担任|不再擔任).{{3,60}}(?:[长長员員]|主任|书记|書記|主席|委员|委員|师|師|职务|職務|调研员|巡视员)"
    rf"(?:职务|職務)?(?:[（(][^）)]*[）)])?[。；，、;,.]?$"
)


def is_outline(shown: str) -> bool:
    """Whether a line begins like a heading or an item: 一、 （二） 第三条 附件 ——"""
    return _OUTLINE.match(shown) is not None


def is_official(shown: str) -> bool:
    """Whether a line is a document number, a date, a closing formula or the title of a document."""
    return len(shown) <= LONGEST and _OFFICIAL.match(shown) is not None


def is_appointment(shown: str) -> bool:
    """Whether a line appoints somebody to a post or takes it away.

    >>> is_appointment("陈立言为市教育局副局长（试用期一年）"), is_appointment("免去李青的市水利局局长职务")
    (True, True)
    >>> is_appointment("李青为青年点赞")
    False
    """
    return len(shown) <= LONGEST and _APPOINTMENT.match(shown) is not None


def is_page_number(shown: str) -> bool:
    """Whether a line is the number of a printed page: — 2 —, 第 2 页 共 5 页.

    >>> is_page_number("— 2 —"), is_page_number("第 2 页 共 5 页"), is_page_number("2")
    (True, True, False)
    """
    if shown[:1].isalpha() and shown[0] != "第":  # as most lines begin
        return False
    return len(shown) <= LONGEST and _PAGE_NUMBER.fullmatch(shown) is not None


def goes_on(before: str, after: str) -> bool:
    """Whether a line is the rest of the sentence that the line before it began, at the end of a page.

    >>> goes_on("各单位要提高认识、加强领导，请认真贯", "彻执行。"), goes_on("此复。", "抄送：各部门")
    (True, False)
    >>> goes_on("《办法》已经市人民政府常务会议审议通过", "　　第一条　为了节水，制定本办法。")
    False
    """
    last, shown = before.rstrip(), after.strip()
    if is_outline(last) and not _CLAUSE.search(last):  # a heading
        return False
    if len(last) < FILLED or after[:1].isspace() or not _UNFINISHED.search(last) or is_day(last):
        return False
    return not (is_outline(shown) or is_official(shown) or _OTHER.match(shown))


def is_day(shown: str) -> bool:
    """Whether a line is the day under a signature, with what was added to it in brackets.

    >>> is_day("二〇二四年三月五日"), is_day("2024年3月5日（来源：海州日报）"), is_day("2024年3月5日 09:30")
    (True, True, False)
    """
    return "日" in shown and len(shown) <= LONGEST and _DAY.fullmatch(shown) is not None


def is_history(shown: str) -> bool:
    """Whether a line begins to tell when a law was passed, amended, made public.

    >>> is_history("2019年3月1日海州市人民代表大会常务委员会通过"), is_history("2019年3月1日，我局公布名单")
    (True, False)
    """
    return _HISTORY.match(shown) is not None


def is_note(shown: str) -> bool:
    """Whether a line is the note under the headline of a law: when it was passed, amended, made public.

    >>> is_note("（2019年3月1日海州市人民代表大会常务委员会第三次会议通过）")
    True
    """
    shown = shown.strip()
    in_brackets = shown.startswith(("（", "(")) and shown.endswith(("）", ")"))
    return in_brackets and _YEAR.search(shown) is not None and _PASSED.search(shown) is not None
