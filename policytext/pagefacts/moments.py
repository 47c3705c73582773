"""Moments: the days with their hours that publication lines state."""

from __future__ import annotations

from policytext.language.patterns import lazy
from policytext.pagefacts.days import DIGITS, iso_day

LONGEST = 100  # characters of a line under a headline with a moment in it

WHEN = (
    rf"{DIGITS}"
    r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?P<clock>[\sT]*\d{1,2}(?::|：|时)\d{1,2}(?:分(?!享))?(?:[:：]?\d{1,2}(?:\.\d+)?秒?)?(?:\s*[AP]M)?)?(?:(?:更新|发布|发表)(?!\w))?"
)
MOMENT = lazy(r"(?:19|20)\d\d\D\d\d?\D\d\d?\D{0,6}\d\d?[:：时]\d\d")
_SPAN = lazy("[时期]间?[:：\\s]|截止|开始|结束|[至到]|更新|修改|[Uu]pdate")  # not when a page came out
_SENTENCE = lazy(r"[，,。！？!?；;]")
_ACCOUNT = lazy("公众号|(?:官方|认证)(?:账号|帐号|微博)|(?:头条|百家|搜狐|澎湃|企鹅|网易)号")
_COUNTED = lazy(r"\d\s*(?:人?阅读|浏览|转藏|次播放)")  # beside what is counted the hour may be missing
_FIRST = lazy(
    r"\s*(?:公众号[\s·|｜:：]+)?(?!公众号|发[布表]|来[自源]|原创)([^\W\d][^\s·|｜:：]{1,15})(?=[\s·|｜])"
)
_MOMENT = lazy(rf"(?<!\d){WHEN}")


def states_moment(line: str) -> bool:
    """Has a line a day with its hour, in digits?"""
    return ("20" in line or "19" in line) and MOMENT.search(line) is not None


def is_account(words: str) -> bool:
    """Do words say of whom an account is, below its name: 某县融媒体中心官方账号?"""
    return _ACCOUNT.search(words) is not None


def byline(line: str) -> dict[str, str] | None:
    """The day in a line under a headline that has one moment among words of no kind known; None without.

    >>> byline("某市人社 2024-05-21 16:32 · 山东 · 市人社局官方账号"), byline("截止时间 2024-05-21 16:32")
    ({'date_published': '2024-05-21', 'source_name': '某市人社'}, None)
    >>> byline("公众号 · 2024-05-21 16:32")
    {'date_published': '2024-05-21'}

    Who it is that wrote is said where a word says that it is an account.
    """
    moments = list(_MOMENT.finditer(line)) if len(line) <= LONGEST else []
    is_clocked = len(moments) == 1 and (moments[0]["clock"] or _COUNTED.search(line))
    if not is_clocked or _SENTENCE.search(line) or _SPAN.search(line):
        return None
    iso = iso_day(*(int(moments[0][part]) for part in ("year", "month", "day")))
    account = _FIRST.match(line) if is_account(line) else None
    named = {"source_name": account[1]} if account else {}
    return {"date_published": iso, **named} if iso else None
