"""Pages without an article: pages of pictures, of nothing but links, lists, results of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from policytext.boilerplate.blocks import PageLine
from policytext.boilerplate.markers import glued_words
from policytext.boilerplate.rules import DOUBTFUL, NO_ARTICLE, PICTURES, RUN_TOGETHER
from policytext.document import Document, Verdict
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
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
OVER = 400  # characters in which a page's menu and headline stand
NAMED, SURELY_NAMED = 10, 16  # characters of a title that is its headline once more
_TELLS = ("。", "；", "，", "：")  # what a sentence or a part of it ends with, and no count
_WHAT = "(?:相关|有关|的)*(?:结果|信息|记录|文档|内容|文章)"
_FOUND = lazy(
    rf".{{0,8}}(?:找|搜索|检索|查询|搜)到(?:了|与.{{1,24}}(?:相关|有关|匹配))?\s*(?:{_WHAT})?\s*[共约]*\s*"
    rf"\d[\d,]*\s*[条个项篇份](?:{_WHAT}|$|[，,（(\s])"
)
_FILE = lazy(r"\.(?:pdf|ofd|docx?|xlsx?|pptx?|wps|ceb)(?:[?#&]|$)|pdfjs|pdf/web/viewer", re.IGNORECASE)

_STATED = lazy(  # what a page states of itself
    r"(?:(?:发布|发表|更新|添加|录入|公布|信息|公开|发文|成文)(?:时间|日期)|(?:信息|文章|内容)?来源|责任编辑|索引号"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)|(?:您?的?(?:当前|所在|现在)的?)位置|(?:发布|发文)(?:机构|机关|单位)|发文字号|信息分类|作者)[】]?[：:]"
)
_CLOSING = ("》", "）", ")", "】")
_BUTTON = lazy(
    r"(?<=\S)(?:打印(?:本[页文]|此页)?(?=关闭|分享|返回|$)|关闭(?:窗口|本页)|【(?:打印|关闭|返回)|分享到|[上下]一[篇条封][：:]?|版权所有"
    r"|网站首页|返回(?:顶部|列表)|Copyright|Powered by|发表评论|(?<=\w\w)\wICP备|网站标识码"
    r"|(?:技术支持|主办单位)[：:]|扫一扫|设为首页|加入收藏"
    r"|相关(?:文章|新闻|推荐|阅读)|字体：?大中小|(?:浏览|阅读)[：:]\d|听全文|阅读原文|私隐政策)"
)
_MOMENT = lazy(r"(?<=[^\W\d_])20\d\d-\d\d?-\d\d?(?:\s\d\d:\d\d(?::\d\d)?)?(?=[^\W\d_])")  # between words
_PUTS_IN_FORCE = lazy(r"(?:印发|转发|发布|公布|关于|实施|执行)\Z")
_BODY = lazy(r"^.*(?:[部局署院府厅室委]|委员会|银行|[分支]行)")
_SIGNED = lazy(  # a signature that the page goes on behind
    r"[局府室院委会部厅处]\d{4}年\d{1,2}月\d{1,2}日(?=[^\W\d])(?!印发|发布|起|前|至|上午|下午|在)"
)

_NUMBERED = lazy(  # a title, its number and whom it is to, without anything between
    rf"(?:通知|决定|公告|意见|批复|通告|办法)[{HAN}]{{2,8}}[〔\[（(](?:19|20)\d\d[〕\]）)]\d+号(?=[{HAN}（()）、，]{{2,60}}[：:])"
)

_NOTES = {
    NO_ARTICLE.name: "nothing looks like an article",
    RUN_TOGETHER.name: "a page copied without any blank: its menus and buttons stay in the text",
    DOUBTFUL.name: "lines below the document that may be its page's: they stay in the text",
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
    page = text.translate(simplified_table())
    return _lands(page) >= LANDMARKS or any(map(_states, shown.split("\n")))


def _states(line: str) -> bool:
    """Does a line state facts of a page, glued to other words, over its text?"""
    stated = [found for found in _STATED.finditer(line) if _is_glued(line, found.start())]
    is_over = stated and len(line) - stated[0].end() >= BEHIND
    return bool(is_over) and len({found[0] for found in stated}.union(_BUTTON.findall(line))) >= LANDMARKS


def _is_glued(line: str, at: int) -> bool:
    """Does a word, with a bracket that closes behind it perhaps, stand right before a place?"""
    before = line[max(at - 2, 0) : at]
    return before[-1:].isalnum() or (before[-1:] in _CLOSING and before[:-1].isalnum())


def _lands(page: str) -> int:
    """How much of a page stands in a text right behind other words, where some of it is over the text."""
    head = page[:OVER]
    label = _STATED.search(head)
    over = {found[0] for found in (*_MOMENT.finditer(head), *glued_words(head))}
    over |= {label[0]} if label and _is_glued(head, label.start()) else set()
    again = max(_again(head), LANDMARKS * (_NUMBERED.search(head) is not None))
    if not (over or again) or len(page) < BEHIND + OVER // 2:
        return 0
    return again + len(over.union(_BUTTON.findall(page), _SIGNED.findall(page)))


def _again(head: str) -> int:
    """How surely does a text begin with a title that stands there once more, right behind other words?

    Bodies repeat their names, and a notice that of what it puts in force.
    """
    at = head.find(head[:NAMED], NAMED)
    if at < 0 or not head[at - 1].isalnum() or _PUTS_IN_FORCE.search(head, 0, at):
        return 0
    pairs = zip(head[:at], head[at:], strict=False)
    title = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if "。" in title or len(_BODY.sub("", title)) < SHORTEST:
        return 0
    return 1 + (len(title) >= SURELY_NAMED)


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


def doubted(document: Document, lines: Iterable[str], settings: Settings) -> Document:
    """The document with a remark on each of its last lines that may be the page's."""
    places = ((document.text.rfind(line), line) for line in lines)
    note = _NOTES[DOUBTFUL.name]
    found = [Change(at, at + len(line), None, note=note) for at, line in places if at >= 0]
    is_on = found and DOUBTFUL.name not in settings.off
    return revise(document, "strip", [(DOUBTFUL.name, found)]) if is_on else document
