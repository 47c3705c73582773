"""Markdown, above all pages from Jina Reader (r.jina.ai): its header, and lines with their links.

The head names title and address, `Markdown Content:` ends it. What follows is Markdown (CommonMark
0.31); it is read as the page it was, a line a block, so that strip can judge it by its links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.layout import Block, Box

_HEAD = lazy(
    r"\s*Title:(?P<title>[^\n]*)\n\s*(?:URL Source:\s*(?P<url>\S*)\s*\n\s*)?"
    r"(?:Published Time:\s*(?P<time>[^\n]*)\n\s*)?(?:Number of Pages:[^\n]*\n\s*)?"
    r"Markdown Content:[ \t]*\n?"
)
_PICTURE = lazy(r"!\[[^\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = lazy(r"\[([^\[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s*\"[^\"]*\")?\)")
_OF_NOTES = lazy(
    r"!\[\[[^\[\]\n]*\]\]|%%.*?%%|\s\^(?=[\w-]*[a-z])[\w-]{4,}\s*\Z|\[![\w-]+\][+-]?(?=\s|\Z)|\[\^[\w-]{1,20}\](?!:)"
)
"""What Obsidian has in notes: what is shown of others, remarks, names of blocks, kinds of callouts; and
marks of footnotes."""
_WIKI = lazy(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")
_TAGS = lazy(r"\s*#[^\s#]+(?:\s+#[^\s#]+)+\s*")  # one alone may be a heading without its blank
_FOOTNOTE = lazy(r"\s*\[\^[\w-]{1,20}\]:\s*(.*)")
_EMPHASIS = lazy(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\3(?![\w*])")
_SIGNS = r"\s*(?:(?P<heading>#{1,6})\s+|(?P<item>[*+-])\s+|>\s?)+"
_MARK = lazy(_SIGNS)
_MARK_OF_JINA = lazy(_SIGNS.replace("[*+-]", r"[*+-]|\d{1,3}\.(?=\s{2})"))  # numbers that a browser counts
_HEADING = lazy(r"#{1,6} +\S|(\*\*|__)(?=\S)(?:(?!\1).)+\1[ \t]*$")  # one in bold, as of Word
_FENCE = lazy(r" {0,3}(`{3,}|~{3,})([^`]*)")
_RULE = lazy(r"\s*(?:[-=*_]\s*){3,}|[|:\s-]*-{3}[|:\s-]*")
_SETEXT = lazy(r"(?m)^(?=\S)([^\n]*\S)[ \t]*\n={3,}[ \t]*$")
_TABLE = lazy(r"<table\b(?:(?!<table\b).)*?</table\s*>|<!--(?:(?!<!--).)*?-->", re.S | re.I)
_BREAK = lazy(r"<br\s*/?>", re.I)
_TAG = lazy(
    r"</?(?:html|body|div|p|span|center|font|b|strong|i|em|u|s|del|mark|sup|sub|a|img|h[1-6]|ul|ol|li|details"
    r"|summary)(?:\s+[\w-]+(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"']+))?)*\s*/?>",
    re.I | re.A,
)
_ESCAPED = lazy(r"\\([!-/:-@\[-`{-~])")


def is_jina(text: str) -> bool:
    """Does the text begin with the header of Jina Reader?"""
    return text.lstrip().startswith("Title:") and _HEAD.match(text) is not None


def has_headings(text: str) -> bool:
    """Has a text Markdown headings?

    >>> has_headings("# 关于节水的通知\\n各区："), has_headings("#1 机组")
    (True, False)
    >>> has_headings("运行：\\n```\\n# 注释\\n```")
    False
    """
    return any(not is_code and _HEADING.match(line) for line, is_code in _unfenced(_with_marks(text)))


def read_jina(text: str) -> Document:
    """The page of such a text, or of any other Markdown, whose title is its only heading of level one.

    >>> head = "Title: 通知\\n\\nURL Source: http://a.example/\\n\\nMarkdown Content:\\n"
    >>> page = read_jina(head + "# [首页](/)\\n\\n各**区**：")
    >>> page.text, page.title, page.meta, page.layout[0].link_characters
    ('首页\\n各区：', '通知', {'url': 'http://a.example/'}, 2)
    """
    head = _HEAD.match(text)
    body = text[head.end() :] if head else text
    body = _with_marks(body)
    root = Box(None, "body")
    pieces: list[str] = []
    layout: list[Block] = []
    at = 0
    footnotes: list[str] = []
    for written, is_code in _unfenced(body):
        if not is_code and (footnote := _FOOTNOTE.fullmatch(written)):
            footnotes.append(_line(footnote[1], bool(head))[0])
            continue
        line, tag, links, spaced = (
            (written.strip(), "pre", 0, "") if is_code else _line(written, bool(head))
        )
        if line:
            layout.append(Block(at, at + len(line), Box(root, tag), links, spaced))
            pieces.append(line)
            at += len(line) + 1
    meta: dict[str, Any] = {"url": head["url"]} if head and head["url"] else {}
    if footnotes:
        meta["footnotes"] = footnotes
    if head and head["time"] and (day := re.match(r"\d{4}-\d\d-\d\d", head["time"].strip())):
        meta["date_published"] = day[0]
    heads = [piece for piece, block in zip(pieces, layout, strict=True) if block.box.tag == "h1"]
    title = head["title"].strip() if head else heads[0] if len(heads) == 1 else ""
    return Document("-", "\n".join(pieces), title=title, meta=meta, layout=tuple(layout))


def _with_marks(text: str) -> str:
    """The text with its headings marked before them, and without markup of several lines.

    >>> _with_marks("通知\\n===\\n各区：<br>一、略<table><tr><td>一<td>二</table>")
    '# 通知\\n各区：\\n一、略\\n一\\t二\\n'
    """
    if "<" in text:
        text = _BREAK.sub("\n", _TABLE.sub(_read, text))
    return _SETEXT.sub(r"# \1", text) if "===" in text else text


def _read(table: re.Match[str]) -> str:
    from policytext.io.readers.html import read_html

    return "" if table[0].startswith("<!") else f"\n{read_html(table[0]).text}\n"


def _unfenced(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text without code fences, and whether each is code."""
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.fullmatch(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not mark[2].strip():
            fence = ""
        else:
            yield line, bool(fence)


def _line(written: str, of_jina: bool) -> tuple[str, str, int, str]:
    """A line without Markdown, its tag, its number of characters in links, and its `Block.spaced`."""
    if _RULE.fullmatch(written):
        return "", "hr", 0, ""
    if _TAGS.fullmatch(written):
        return "", "p", 0, ""
    mark = (_MARK_OF_JINA if of_jina else _MARK).match(written)
    tag = "p"
    if mark:
        tag = f"h{len(mark['heading'])}" if mark["heading"] else "li" if mark["item"] else "blockquote"
        written = written[mark.end() :]
    if "[" in written or "%%" in written or " ^" in written:
        written = _WIKI.sub(r"\1", _OF_NOTES.sub("", written))
    if "<" in written:
        written = _TAG.sub("", written)
    links = 0

    def linked(link: re.Match[str]) -> str:
        nonlocal links
        shown = _plain(link[1])
        links += len("".join(shown.split()))
        return f" {shown} " if link.end() < len(link.string) and link.string[link.end()] == "[" else shown

    shown = _LINK.sub(linked, _PICTURE.sub("", written))
    if shown.strip().startswith("|") and shown.strip().endswith("|"):
        shown = "\t".join(cell.strip() for cell in shown.strip().strip("|").split("|"))
        tag = "tr"
    spaced = _plain(_EMPHASIS.sub(r" \g<0> ", shown)).strip() if _EMPHASIS.search(shown) else ""
    return _plain(shown).strip(), tag, links, spaced


def _plain(text: str) -> str:
    """The text without marks of emphasis and without backslashes of escapes."""
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(lambda match: match[2] or match[4], text))
