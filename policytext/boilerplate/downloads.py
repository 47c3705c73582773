"""Files that a page offers below its article: 附件下载：分工表.docx. The article names them itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policytext.boilerplate.blocks import PageLine
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.layout import Box

# 附件 without a colon heads an annex
_LABEL = lazy(
    r"\W*(?:(?:相关|关联|文件|本文|政策|信息)?附件(?:(?:下载|列表|材料|信息)|(?=[：:]))|(?:文件|文档|资料)下载)\W*"
)
KINDS = "docx?|xlsx?|pptx?|wps|et|pdf|ofd|ceb|rtf|odt|ods|zip|rar|7z"
"""What the names of files that pages offer end with."""
_FILE = lazy(rf".*\.(?:{KINDS})\W*(?:[\d.]+\s*[KM]B?)?\W*(?:(?:点击)?下载\W*)?", re.IGNORECASE)
_EXTENSION = lazy(r"\.[a-z]{2,4}\d?\W*$", re.IGNORECASE)
_NUMBERED = lazy(r"^\W*(?:附件)?\W*[\d一二三四五六七八九十]{0,3}\W*")


def without_downloads(lines: Sequence[PageLine], first: int, last: int) -> int:
    """The end of the article `[first, last)`, moved up over the files that its page offers below it.

    They stand outside the element of its last running text; a file that is listed within it, and
    whatever else follows, is the article's own.
    """
    prose = next((number for number in range(last - 1, first - 1, -1) if lines[number].prose), last)
    if prose >= last - 1:  # nothing stands below it
        return last
    inner = lines[prose].box
    home = inner.parent if inner.parent and inner.tag in ("p", "li", "tr", "dd") else inner
    named = {_name(line.text) for line in lines[first:last] if _stands_in(line.box, home)}
    end = last
    for number in range(last - 1, prose, -1):
        line = lines[number]
        if line.rule or line.look.strength > 1:
            continue
        if _stands_in(line.box, home) or not (is_offer(line.text) or _name(line.text) in named):
            break
        end = number
    return end


def own_files(listed: Sequence[Mapping[str, str]], text: str, furniture: str) -> list[Mapping[str, str]]:
    """The files that a page links to, as its lines name them; those that only its furniture names are none.

    >>> own_files([{"name": "附件.doc"}, {"name": "软件.doc"}], "附件.doc", "软件.doc")
    [{'name': '附件.doc'}]
    """
    page = f"{text}\n{furniture}"
    shown = [{**file, "name": _as_named(file["name"], page)} for file in listed]
    return [file for file in shown if file["name"] in text or file["name"] not in furniture]


def _as_named(name: str, text: str) -> str:
    """The name of a file in the script of the text, which may have been made Simplified."""
    simplified = name.translate(simplified_table())
    return simplified if name not in text and simplified in text else name


def is_bare_label(text: str) -> bool:
    """Is a line the label of a list of files and nothing else?

    >>> is_bare_label("附件下载："), is_bare_label("附件1"), is_bare_label("附件：1.分工表")
    (True, False, False)
    """
    return _LABEL.fullmatch(text) is not None


def is_offer(text: str) -> bool:
    """Is a line the label of a list of files, or a file?"""
    return is_bare_label(text) or _FILE.fullmatch(text.strip()) is not None


def _name(text: str) -> str:
    """The name of a file without number and extension."""
    return "".join(_NUMBERED.sub("", _EXTENSION.sub("", text)).split())


def _stands_in(box: Box | None, home: Box) -> bool:
    while box is not None and box is not home:
        box = box.parent
    return box is home
