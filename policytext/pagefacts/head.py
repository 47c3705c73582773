"""The metadata in an HTML page's head: title, dates, source and site, under standard names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from policytext.language.characters import GLOSS, HAN
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import stated_day
from policytext.pagefacts.labels import bare, labels
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.title import is_complete, joined, names_subject
from policytext.resources import mapping

_TAG = lazy(r"<[^>]*>")
# What stands between a headline and the name of its site or column. A single hyphen or dash
# without spaces may belong to the headline.
_SEPARATOR = lazy(r"\s*(?:_+|\||｜|--+|<|»|>)\s*|\s+[-–—]+\s+")
_MARKS = lazy(r"[\W_]+")
_FRAME = " :：*·~=+|_-☆★◆●■"  # ::: 某市水利局 :::
_HAN = lazy(f"[{HAN}]")
_SEPARATED = lazy(r"[\s_|｜>»–—-]$")
_TEMPLATE = lazy(  # what templates write in <title> and never fill in
    r"(?:文章|新闻|信息|信件|来信|留言|诉求|提案|公文|文件|政策|内容|页面|详细)?(?:正文|详情|详细|内容|细览|查看|浏览)(?:页|页面|信息|内容)?"
    r"|(?:政府)?信息公开(?:目录|指南|专栏|平台)?|政务公开|通知公告|公示公告|政策文件|规范性文件|无标题(?:文档)?"
    r"|打印(?:预览|页面|本页)?|New Page.*|Untitled.*|Document",
    re.IGNORECASE,
)
_SITE = lazy(
    r"(?:网|网站|门户|平台|频道|栏目|首页|政府|文章|动态|公告栏|资讯|规章库|文件库|政策库|法规库|数据库|公开目录)$"
)
_NEWS = lazy(
    "[：，！？]|建[成起立]|搭[建起]|打造|开通|上线|启用|推进|加快|走进|入选|召开|举行|构建|织[密牢]|助力|亮相|探索|用[好上]"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_LOWER = ("h2", "h3", "h4", "h5", "h6")
_HEADLINE = lazy(r"(?:^|[\s_-])(?:art|article|news|content|rumor|doc|detail|main)?[_-]?title(?:\s|$)")
_CUT_OFF = lazy(r"(?P<begun>.{10,}?)(?:\.{2,}|…+)(?=\s*(?:[-–—_|｜]|$))")  # 关于印发节水管理办...-某县政府
_NO_HEADLINE = lazy(r"[。，！]|(?:\.{2,}|…)\s*$")  # a sentence, or as much cut off
_UPPER_LATIN = lazy("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
DAMAGED = 2  # a title is one read as Latin where one in so many of its characters is no ASCII letter
SHORTEST = 4  # characters of a line that the title of a page may begin with though it is not marked up
LEAST, MOST = 6, 80  # characters of a headline that only the markup shows
MOST_LINES = 4  # of a headline
WHOLE = 220  # characters of a headline that a site may cut off; those of joint notices have 190
SITE_NAME = 12  # characters of a site's name behind a headline whose punctuation differs
_AFTER_HEADLINE = lazy(r"\s*(?:[-–—_|｜<>»(（\s]|$)")
_GLOSSES = lazy(GLOSS)


def page_facts(meta: Mapping[str, str]) -> dict[str, str]:
    """The useful <meta> elements of a page (lower-case name to content), under standard names.

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


def page_title(title: str, lines: Sequence[str], marked: Sequence[str] = ()) -> str:
    """The headline in a page's <title>: the longest of its `lines` that the title begins with.

    Where no line does, what the page marks up as its headline (`marked`: an <h1>, a class `title`)
    if there is one such, or else the title up to the name of the site. Punctuation may differ.

    >>> page_title("关于开展检查的通知-某某市人民政府", ["首页", "关于开展检查的通知", "一、总体要求"])
    '关于开展检查的通知'
    >>> page_title("关于开展检查的通知_通知公告_某某市人民政府", [])
    '关于开展检查的通知'
    >>> page_title("首页_通知公告_关于开展检查的通知", ["各乡镇："])
    '关于开展检查的通知'
    >>> page_title("财政部 水利部 关于节水的通知_财政部", ["财政部 水利部", "关于节水的通知"])
    '财政部 水利部关于节水的通知'
    >>> page_title("¹ØÓÚ½ÚË®µÄÍ¨Öª-Ä³ÊÐË®ÀûÍø", ["¹ØÓÚ½ÚË®µÄÍ¨Öª"])  # to be asked again once it is repaired
    '¹ØÓÚ½ÚË®µÄÍ¨Öª-Ä³ÊÐË®ÀûÍø'
    >>> page_title("某市关于印发节水管理办...-某市网", ["某市关于印发节水管理办法的通知", "现通知如下。"])
    '某市关于印发节水管理办法的通知'
    >>> page_title("科普平台-辟谣文章", ["空手接球可行吗？", "来源：某网"], ["空手接球可行吗？"])
    '空手接球可行吗？'
    >>> lines = ["行政规范性文件公开", "青江市节水办法"]
    >>> page_title("某市人民政府门户网站_行政规范性文件公开", lines, ["青江市节水办法"])
    '青江市节水办法'
    """
    if is_damaged(title):  # separators and blanks may be bytes of characters: » is one of 化 in Latin-1
        return title
    title = _one_line(title).strip(_FRAME)
    if (cut := _CUT_OFF.match(title)) and (uncut := _that_begins(cut["begun"], lines)):
        return uncut
    longest = max(*_beginnings(title, lines, marked), _over_lines(title, lines), "", key=len)
    ending = max(_endings(title, lines), key=len, default="")
    own = [one for one in map(_one_line, marked) if not is_line("column", _plain(one))]
    if not longest and own and ending not in own:
        ending = ""  # a column: the page has a headline of its own
    first = longest or title[: len(title) - len(ending)].rstrip(" _|｜>»–—-")
    if ending and (names_site(first) or not _HAN.search(first)):  # or a title in English first
        return ending
    if not title or not longest:
        return _without_line(title, lines, marked)
    if is_complete(_key(longest)):  # <title> 行政判决书, above it who against whom
        whole = [one for one in marked if _key(one).endswith(_key(longest)) and _key(one) != _key(longest)]
        if len(whole) == 1:
            return whole[0]
    return _with_issuers(longest, lines) if longest.startswith("关于") else longest


def _beginnings(title: str, lines: Sequence[str], marked: Sequence[str]) -> Iterator[str]:
    """The lines that a page's title begins with."""
    folds = simplified_table()
    first = title[:1].translate(folds)
    for line in lines:
        if line.lstrip()[:1].translate(folds) != first:  # most lines
            continue
        line = _one_line(line)
        if (len(line) >= SHORTEST or line in marked) and _begins(title, line):
            yield line


def _endings(title: str, lines: Sequence[str]) -> Iterator[str]:
    """The lines that a page's title ends with, behind a separator."""
    for line in lines:
        if not line.rstrip().endswith(title[-2:]):
            continue
        line = _one_line(line)
        separated = title.endswith(line) and _SEPARATED.search(title, 0, len(title) - len(line))
        if len(line) >= LEAST and separated:
            yield line


def _without_line(title: str, lines: Sequence[str], marked: Sequence[str]) -> str:
    """The headline that a page marks up, if there is one such, or else its title up to the site's name."""
    parts: list[str] = [*filter(None, _SEPARATOR.split(title)), title]
    before_site = next((part for part in parts if is_complete(part) and names_subject(part)), parts[0])
    of_page = {
        line for line in map(_one_line, marked) if LEAST <= len(line) <= MOST and not _SITE.search(line)
    }
    key = _key(before_site)
    if len(of_page) == 1 and not any(_key(line) == key for line in lines if len(line) >= len(key)):
        return of_page.pop()
    return before_site


def _that_begins(begun: str, lines: Sequence[str]) -> str:
    """The line that begins like a title that a site cut off, "" if there is none."""
    found = (
        line
        for line in lines
        if len(begun) < len(line) <= WHOLE
        and line.lstrip().startswith(begun)
        and not _NO_HEADLINE.search(line)
    )
    return _one_line(next(found, ""))


def is_damaged(title: str) -> bool:
    """Was a title read as Latin letters?

    >>> is_damaged("¹ØÓÚ½ÚË®µÄÍ¨Öª"), is_damaged("关于Café管理的通知")
    (True, False)
    """
    return DAMAGED * len(_UPPER_LATIN.findall(title)) > len(title)


def marked_headlines(lines: Iterable[tuple[str, str, str]]) -> list[str]:
    """The lines that a page marks up as its headline; a lower heading if it is a document's title.

    Each line comes with its element's tag and its class and id in lower case; none is a link.

    >>> marked_headlines([("节水", "div", "nav"), ("关于节水的通知", "h3", ""), ("一、目标", "p", "")])
    ['关于节水的通知']
    """
    own: list[tuple[str, str, str]] = []
    for text, *element in lines:
        issuers: list[str] = []  # on lines of the same element
        while text.startswith("关于") and own and [*own[-1][1:]] == element and agencies(own[-1][0]):
            issuers.insert(0, own.pop()[0])
        is_end = element[0] in HEADINGS and is_complete(text) and not issuers  # of a broken headline
        while is_end and own and [*own[-1][1:]] == element and _may_begin(own[-1][0]):
            issuers.insert(0, own.pop()[0])
        own.append((joined([*issuers, text]), element[0], element[1]))
    marked = [
        text for text, tag, name in own if tag == "h1" or ("title" in name and _HEADLINE.search(name))
    ]
    lower = [text for text, tag, _ in own if tag in _LOWER]
    names = [text for text in lower if len(text) < SHORTEST]  # of a person, whom a page may be about
    complete = [text for text in lower if is_complete(_plain(text))]
    return names + (marked or [text for text in complete if names_subject(text)] or complete)


def _may_begin(text: str) -> bool:
    """Can a headline that is broken begin on a line: no title, column, body or number?"""
    is_long = len(text) >= LEAST and text.isalnum()
    return is_long and not (is_complete(text) or names_site(text) or is_line("column", text))


def _with_issuers(title: str, lines: Sequence[str]) -> str:
    """A title without its issuers, with those that the page sets on the lines above it.

    >>> _with_issuers("关于节水的公告", ["青江市财政局", "青江市水利局", "关于节水的公告"])
    '青江市财政局 青江市水利局关于节水的公告'
    """
    issuers: list[str] = []
    over = ""
    for line in map(_one_line, lines):
        if line == title and issuers and bare(over) not in labels():
            return joined([*issuers, title])
        over, issuers = (over, [*issuers, line]) if agencies(line) else (line, [])
    return title


def tells(title: str) -> bool:
    """Does a headline tell what happened, though it ends as names do: 我国建成全球首个采集中心?"""
    return _NEWS.search(title) is not None


def names_site(title: str) -> bool:
    """Is a title the name of a site, a body or a column, or a template's word for its page?

    >>> names_site("青江县人民政府"), names_site("信息公开"), names_site("关于节水的通知")
    (True, True, False)
    >>> names_site("青江市政务服务平台"), names_site("农机专家：为农机行业搭建信息平台")
    (True, False)
    >>> names_site("航行警告-青江海事局"), names_site("关于节水的通知-青江县水利局")
    (True, False)
    """
    column, _, site = title.rpartition("-")
    if column and agencies(site):
        return not is_complete(column)
    is_called_so = _SITE.search(title) and not _NEWS.search(title)  # 全市建成节水监管平台
    return bool(is_called_so or _TEMPLATE.fullmatch(title) or agencies(title))


def is_site_alone(title: str) -> bool:
    """Is a title no more than `names_site` says: none of a document's own?

    >>> is_site_alone("青江县人民政府"), is_site_alone("青江县人民政府关于节水的通知")
    (True, False)
    """
    return names_site(title) and (not is_complete(title) or _TEMPLATE.fullmatch(title) is not None)


def _begins(title: str, line: str) -> bool:
    """Does a title begin with a line, and end there or go on with the name of a site?"""
    if title.startswith(line):
        return _AFTER_HEADLINE.match(title, len(line)) is not None
    key, whole = _key(line), _key(title)
    rest = whole[len(key) :]
    return len(key) > 9 and whole.startswith(key) and len(rest) <= SITE_NAME


def _over_lines(title: str, lines: Sequence[str]) -> str:
    """A document's title that a page's begins with and that fills several lines, "" if there is none."""
    rest = "".join(title.split())
    for at, line in enumerate(lines):
        if not rest.startswith(line.lstrip()[:1]):  # of most lines
            continue
        parts: list[str] = []
        whole = ""
        for part in lines[at : at + MOST_LINES] if rest.startswith("".join(line.split())) else ():
            whole += "".join(part.split())
            if not rest.startswith(whole):
                break
            parts.append(_one_line(part))
            if len(parts) > 1 and _AFTER_HEADLINE.match(rest, len(whole)) and is_complete(joined(parts)):
                return joined(parts)  # of news the other line is a subtitle
    return ""


def _one_line(text: str) -> str:
    """A text with its white space folded to single spaces."""
    return " ".join(text.split())


def _key(text: str) -> str:
    """The letters and digits of a text, those of a spinner's glosses aside, in Simplified characters."""
    return _MARKS.sub("", _plain(text))


def _plain(text: str) -> str:
    """A text without a spinner's glosses, in Simplified characters."""
    return _GLOSSES.sub("", text).translate(simplified_table())


_names = partial(mapping, "page_meta.tsv")


def _value(fact: str, written: str) -> str:
    written = _TAG.sub("", written)
    value = written if is_damaged(written) else _one_line(written)
    if fact == "date_published":
        return stated_day(value)
    if fact in ("source_name", "author"):
        value = re.sub(r"^(?:[来來]源|稿源|作者)\s*[:：]\s*", "", value)
        if re.fullmatch(r"[A-Z]?_?\d+", value):
            return ""
    return value
