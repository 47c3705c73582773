"""Pages without an article: pages of pictures, of nothing but links, lists, results of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from policytext.boilerplate.blocks import PageLine
from policytext.boilerplate.rules import NO_ARTICLE, PICTURES, RUN_TOGETHER
from policytext.document import Document, Verdict
from policytext.language.patterns import lazy
from policytext.pagefacts.unfolded import LENGTH, LINES
from policytext.revision import Change, Rule, revise
from policytext.settings import Settings

HEAD = 60  # lines of a page in which it says how much a search found, menus above it
LONGEST = 60  # characters of such a line
LISTED = 3  # documents that make a list
ABSTRACT = 3  # lines from a headline to its day, below an abstract
SHORTEST = 8  # characters of a headline in a list; its buttons are shorter
LANDMARKS = 2  # statements of a page and buttons, glued to other words, that no paragraph has
BEHIND = 40  # characters of a text that goes on behind what its page states
_TELLS = ("。", "；", "，", "：")  # what a sentence or a part of it ends with, and no count
_WHAT = "(?:相关|有关|的)*(?:结果|信息|记录|文档|内容|文章)"
_FOUND = lazy(
    rf".{{0,8}}(?:找|搜索|检索|查询|搜)到(?:了|与.{{1,24}}(?:相关|有关|匹配))?\s*(?:{_WHAT})?\s*[共约]*\s*"
    rf"\d[\d,]*\s*[条个项篇份](?:{_WHAT}|$|[，,（(\s])"
)
_FILE = lazy(r"\.(?:pdf|ofd|docx?|xlsx?|pptx?|wps|ceb)(?:[?#&]|$)|pdfjs|pdf/web/viewer", re.IGNORECASE)

_STATED = lazy(  # what a page states of itself, right behind other words
    r"(?<=[^\s\W])[》）)】]?(?:(?:发布|发表|更新|添加|录入|公布)(?:时间|日期)|(?:信息|文章|内容)?来源|责任编辑|索引号"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)|(?:当前|所在)位置|发布机构|信息分类)[：:]"
)
_BUTTON = lazy(
    r"(?<=\S)(?:打印(?:本[页文]|此页)|关闭(?:窗口|本页)|【(?:打印|关闭|返回)|分享到|[上下]一[篇条][：:]?|版权所有"
    r"|网站首页|返回顶部|Copyright|Powered by|发表评论|ICP备|网站标识码|首页(?:新闻|政务|信息|机构|要闻)"
    r"|字体：?大中小|(?:浏览|阅读)[：:]\d)"
)

_NOTES = {
    NO_ARTICLE.name: "nothing looks like an article",
    RUN_TOGETHER.name: "a page copied without any blank: its menus and buttons stay in the text",
    PICTURES.name: "hardly any text under the headline: the article may be pictures or a file",
}


def is_of_results(lines: Iterable[str]) -> bool:
    """Does a page say how much a search found? What it shows is of many documents.

    >>> is_of_results(["首页", "为您找到相关结果约36条"]), is_of_results(["检索到档案记录4520条"])
    (True, False)
    >>> is_of_results(["网警检索到相关信息12条，已全部处置。"])  # a sentence of an article
    False
    """
    short = (line for line in islice(lines, HEAD) if len(line) <= LONGEST and line[-1:] not in _TELLS)
    return any(map(_FOUND.match, short))


def is_run_together(text: str, shown: str) -> bool:
    """Is a text a page that was copied without any blank between its pieces? It states facts
    over its text. `shown`: the text unfolded.

    >>> page = f"首页新闻中心海州开会发布时间：2024-03-05来源：海州日报{'会议强调，抓落实。' * 12}上一篇"
    >>> article = f"{'会议强调，要抓落实。' * 12}来源：海州日报责任编辑：李青"
    >>> is_run_together(page, page), is_run_together(article, article)
    (True, False)
    """
    if len(text) < LENGTH or text.strip("\n").count("\n") >= LINES:
        return False
    for line in shown.split("\n"):
        stated = list(_STATED.finditer(line))
        is_over = stated and len(line) - stated[0].end() >= BEHIND
        if is_over and len({found[0] for found in stated}.union(_BUTTON.findall(line))) >= LANDMARKS:
            return True
    return False


def is_of_files(frames: Iterable[str]) -> bool:
    """Does a page show a file in one of its frames?

    >>> is_of_files(["top.htm"]), is_of_files(["/js/pdfjs/web/viewer.html?file=%2Fa%2F1.pdf"])
    (False, True)
    """
    return any(map(_FILE.search, frames))


def is_list(lines: Sequence[PageLine]) -> bool:
    """Is all of a page's text between headlines that look alike, each with a day of its own below?"""
    headlines: list[int] = []
    for number, line in enumerate(lines):
        if "date_published" in line.found:
            above = range(number - 1, max(number - 1 - ABSTRACT, -1), -1)
            headlines += [at for at in above if _may_head(lines[at])][:1]
    spoken = [number for number, line in enumerate(lines) if line.prose]
    if len(headlines) < LISTED or not spoken:
        return False
    alike = len({(lines[at].box.tag, lines[at].box.name) for at in headlines}) == 1
    return alike and headlines[0] < spoken[0] and spoken[-1] <= headlines[-1] + ABSTRACT


def _may_head(line: PageLine) -> bool:
    return line.size >= SHORTEST and not (line.prose or line.found or line.is_title)


def remarked(document: Document, rule: Rule, settings: Settings) -> Document:
    """The document with the remark that it holds no article; what is gone with the page is `partial`."""
    if rule.name in settings.off:
        return document
    remark = Change(0, len(document.text), None, note=_NOTES[rule.name])
    document = revise(document, "strip", [(rule.name, [remark])])
    return replace(document, verdict=Verdict.PARTIAL) if rule is PICTURES else document
