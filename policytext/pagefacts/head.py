"""What an HTML page says about itself: title, dates, source and site, under plain names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from policytext.pagefacts.days import first_day
from policytext.resources import rows

_TAG = re.compile(r"<[^>]*>")
# What stands between a headline and the name of its site or column. A single hyphen or dash
# without spaces may belong to the headline.
_SEPARATOR = re.compile(r"\s*(?:_+|\||｜|--+|<|»|>)\s*|\s+[-–—]+\s+")
_AFTER_HEADLINE = re.compile(r"\s*(?:[-–—_|｜<>»(（\s]|$)")


def page_facts(meta: Mapping[str, str]) -> dict[str, str]:
    """The page's <meta> elements (lower-case name to content) that say something, under plain names.

    Dates come as YYYY-MM-DD. Values that are a template's leavings (no letter, an internal
    number such as `L_104485`) are left out.

    >>> page_facts({"pubdate": "2022-02-11 08:52:25", "contentsource": "某某日报", "viewport": "x"})
    {'date_published': '2022-02-11', 'source_name': '某某日报'}
    """
    found: dict[str, str] = {}
    for name, fact in _names().items():
        if fact not in found and (value := _value(fact, meta.get(name, ""))):
            found[fact] = value
    return found


def headline(title: str, lines: Iterable[str]) -> str:
    """The headline in a page's <title>: the longest of its `lines` that the title begins with.

    Where no line does, the title up to the name of the site.

    >>> headline("关于开展检查的通知-某某市人民政府", ["首页", "关于开展检查的通知", "一、总体要求"])
    '关于开展检查的通知'
    >>> headline("关于开展检查的通知_通知公告_某某市人民政府", [])
    '关于开展检查的通知'
    """
    title = " ".join(title.split())
    prefixes = {
        line
        for line in (" ".join(line.split()) for line in lines if line.lstrip().startswith(title[:2]))
        if len(line) > 3 and title.startswith(line) and _AFTER_HEADLINE.match(title, len(line))
    }
    before_site = next(filter(None, _SEPARATOR.split(title)), title)
    return max(prefixes, key=len, default=before_site)


@cache
def _names() -> dict[str, str]:
    return {name: fact for name, fact in rows("page_meta.tsv")}  # noqa: C416 (two cells a row)


def _value(fact: str, written: str) -> str:
    value = " ".join(_TAG.sub("", written).split())
    if fact == "date_published":
        return first_day(value)
    if fact in ("source_name", "author"):
        value = re.sub(r"^(?:来源|稿源|作者)\s*[:：]\s*", "", value)
        if re.fullmatch(r"[A-Z]?_?\d+", value):
            return ""
    return value
