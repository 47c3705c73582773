"""Pages of WeChat's public accounts: account, day and text of picture posts, which are in scripts.

A post's page (mp.weixin.qq.com) names its account in `nickname`, its moment in `createTime` or in
`ct` (seconds since 1970, shown as Beijing time), its headline in `msg_title`. Posts of pictures, and
of text alone, have no `js_content`: their text is a string of the script (`content_noencode`, `desc`),
or the description among the <meta> elements, written with JavaScript's escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

from policytext.io.readers.htmltable import Line
from policytext.language.patterns import lazy
from policytext.layout import Box

BEIJING = timedelta(hours=8)
SAME = 20  # characters that a description and the text on the page have in common where they are one

_STRING = r"""(?:\w+\(\s*)*(['"])((?:\\.|(?!\1)[^\\\n])*)\1"""
_SIGNS = ("js_content", "rich_media", "msg_title")
_ESCAPE = lazy(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.S)
_TAG = lazy(r"<[^<>]*>")
_BREAKS = {"n": "\n", "r": "", "t": "\t"}


def is_post(markup: str) -> bool:
    """Is the page a post of a public account?"""
    return any(sign in markup for sign in _SIGNS)


def facts(markup: str) -> dict[str, str]:
    """The facts in a post's scripts: `source_name`, `date_published` (YYYY-MM-DD) and `title`.

    >>> facts("<script>var nickname = htmlDecode('海州发布'); var ct = '1740802140';</script>")
    {'source_name': '海州发布', 'date_published': '2025-03-01'}
    """
    moment = _first(markup, "createTime", "create_time", "publish_time")[:10]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", moment):
        seconds = re.search(r"\b(?:ct|svr_time|ori_create_time)\s*[=:]\s*['\"]?(\d{10})\b", markup)
        moment = f"{datetime.fromtimestamp(int(seconds[1]), UTC) + BEIJING:%Y-%m-%d}" if seconds else ""
    found = {
        "source_name": _first(markup, "nickname", "nick_name"),
        "date_published": moment,
        "title": _first(markup, "msg_title"),
    }
    return {name: fact for name, fact in found.items() if fact}


def missing_lines(markup: str, lines: Iterable[Line]) -> list[Line]:
    """The lines of a post in a script or a <meta> that are not on its page.

    >>> post = r"<script>d = {content_noencode: '一。\\x0a二。'}</script>"
    >>> [line.text for line in missing_lines(post, [])]
    ['一。', '二。']
    """
    described = re.search(r'<meta name="description" content="([^"]*)"', markup)
    text = _first(markup, "content_noencode", "picture_desc") or _decoded(described[1] if described else "")
    shown = "".join("".join(line.text.split()) for line in lines)
    if "".join(text.split())[:SAME] in shown:
        return []
    box = Box(None, "div", "js_content")
    return [Line(line.strip(), box) for line in _TAG.sub("\n", text).split("\n") if line.strip()]


def _first(markup: str, *names: str) -> str:
    return next(filter(None, _strings(markup, names)), "")


def _strings(markup: str, names: tuple[str, ...]) -> Iterator[str]:
    """The strings that are assigned to these names, in the order of the names."""
    for name in names:
        for match in re.finditer(rf"\b{name}['\"]?\s*[=:]\s*{_STRING}", markup):
            yield _decoded(match[2])


def _decoded(written: str) -> str:
    """A JavaScript string decoded, with its character references resolved."""
    return unescape(_ESCAPE.sub(_character, written)).replace("\r", "").strip()


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _BREAKS.get(escape[3], escape[3])
