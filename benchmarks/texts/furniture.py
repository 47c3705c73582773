"""Pages made from clean documents: the furniture of Chinese sites put around a text, as lines or as HTML.

The answer is known, so pages can be made without end. The templates are written in the manner of
government and news sites; titles and paragraphs of other documents stand in for other articles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple


class Text(NamedTuple):
    title: str
    lines: tuple[str, ...]


MENUS = (
    "",
    "您的位置：\n首页\n>\n政务公开\n>\n政策文件",
    "当前位置：首页 > 政府信息公开 > 规范性文件",
    "下载\n打印\n收藏\n【字号：\n大\n中\n小\n】",
    "网站首页\n新闻中心\n政务公开\n办事服务\n互动交流\n数说海州\n走进海州\n搜索\n首页 > 政策文件 > 正文",
    "首页|要闻|政务|服务|互动\n登录|注册",
    "海州发布\n网站首页\n市长之窗\n信息公开\n营商环境\n专题专栏\n当前位置：\n网站首页\n>>\n政策文件",
)
PUBLICATIONS = (
    "",
    "发布时间：2024-03-05 09:30 来源：海州市人民政府办公室 浏览次数：132次 【字体：大 中 小】",
    "来源：\n海州日报\n2024-03-05 09:30:12\n【字体：\n大\n中\n小\n】",
    "时间：2024-03-05\n来源：市政府办",
    "2024年03月05日 09:30 | 来源：海州网",
    "索 引 号：\n000000000/2024-00003\n主题分类：\n综合政务\n发文机关：\n海州市人民政府\n"
    "成文日期：\n2024年01月12日\n发布日期：\n2024年03月05日",
)
BUTTONS = (
    "",
    "打印本页\n关闭窗口",
    "责任编辑：李青",
    "编辑 李青 审读 王晓明 终审 赵大勇",
    "分享到：\n微信\n微博\nQQ空间",
    "扫一扫在手机打开当前页",
    "(0)\n打赏 微信扫一扫 支付宝扫一扫",
)
FEET = (
    "",
    "主办：海州市人民政府办公室 承办：海州市大数据局\n苏ICP备00000000号\n"
    "苏公网安备00000000000000号\n网站标识码：0000000000",
    "友情链接\n中国政府网\n江苏省人民政府\n海州大学\n网站地图\n联系我们\n版权所有：海州市人民政府",
)


def wrapped(text: Text, others: Sequence[Text], chance: random.Random) -> str:
    """The text as one line each with furniture above and below; its headline stands first."""
    above = (chance.choice(MENUS), text.title, chance.choice(PUBLICATIONS))
    below = (chance.choice(BUTTONS), related(others, chance), chance.choice(FEET))
    return "\n".join(part for part in (*above, *text.lines, *below) if part)


def related(others: Sequence[Text], chance: random.Random) -> str:
    """Other articles: headlines, headlines with dates, neighbours, abstracts cut off, whole paragraphs."""
    chosen = chance.sample(others, 4)
    titles = [other.title for other in chosen]
    paragraphs = [max(other.lines, key=len)[:400] for other in chosen]
    numbered = list(enumerate(zip(titles, paragraphs, strict=True), start=1))
    return chance.choice(
        (
            "",
            "\n".join(["相关文件", *(f"- {title} 2024-0{n}-11" for n, (title, _) in numbered)]),
            "\n".join(["相关阅读", *titles]),
            f"上一篇：{titles[0]}\n下一篇：{titles[1]}",
            "\n".join(
                ["猜你喜欢", *(f"{a}\n{b[:120]}…\n2024-02-0{n}\n{n}87阅读" for n, (a, b) in numbered)]
            ),
            "\n".join(["热门推荐", *(f"{a}\n{b}\n00:4{n}" for n, (a, b) in numbered)]),
        )
    )


# What stands around headline and publication line, and around the article.
HOLDERS = (
    ("<div class=article-head>{}</div>", "<div class=article-content>{}</div>"),
    ("<div class=title>{}</div>", "<div id=zoom>{}</div>"),
    ("<div><div>{}</div>", "<div>{}</div></div>"),
    ("<table><tr><td>{}</td></tr>", "<tr><td>{}</td></tr></table>"),
    ("{}", "{}"),
)
ASIDES = (
    "<div class=sidebar>{}</div>",
    "<div class=r-list>{}</div>",
    "<ul>{}</ul>",
    "<div id=footer>{}</div>",
)


def wrapped_html(text: Text, others: Sequence[Text], chance: random.Random) -> str:
    """The text as a page of markup: menus, related articles and feet in boxes whose names tell or not."""
    head, body = chance.choice(HOLDERS)
    headline = f"<{chance.choice(('h1', 'h2', 'div', 'p'))}>{escape(text.title)}</h1>"
    above = _paragraphs(chance.choice(MENUS), "<a href=m.htm>{}</a>")
    told = _paragraphs(chance.choice(PUBLICATIONS), "{}")
    article = "".join(_marked_up(text.lines))
    links = [
        f"<li><a href={n}.htm>{escape(other.title)}</a></li>"
        for n, other in enumerate(chance.sample(others, 4))
    ]
    around = [chance.choice(ASIDES).format("".join(links))] if chance.random() < 0.7 else []
    below = [
        _paragraphs(chance.choice(BUTTONS), "{}"),
        chance.choice(ASIDES).format(_paragraphs(related(others, chance), "{}")),
        chance.choice(ASIDES).format(_paragraphs(chance.choice(FEET), "<a href=f.htm>{}</a>")),
    ]
    parts = [f"<div>{above}</div>", head.format(headline + told), body.format(article), *around, *below]
    return f"<title>{escape(text.title)}</title>{''.join(parts)}"


def _marked_up(lines: Sequence[str]) -> Iterator[str]:
    """The lines as paragraphs, those with tabs as the rows of a table."""
    for in_table, group in groupby(lines, key=lambda line: "\t" in line):
        if in_table:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in group)
            yield f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        else:
            yield from (f"<p>{escape(line)}</p>" for line in group)


def _paragraphs(lines: str, inside: str) -> str:
    return "".join(f"<div>{inside.format(escape(line))}</div>" for line in lines.split("\n") if line)
