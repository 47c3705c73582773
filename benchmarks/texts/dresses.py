"""Dresses of a text: what layouts, programs and other people, places and years make of it, with its facts.

Each says where it is met in the field, and makes a page of a text; the rows of its tables stay, or are
renamed. None where a text does not take it: one without people has none to exchange.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from html import escape
from itertools import groupby, pairwise
from random import Random
from typing import Any, NamedTuple

from benchmarks.texts.renamed import Page, bodies, later, people, places
from policytext.analysis import Analysis


class Dress(NamedTuple):
    """`why` says where it is met; `put_on` dresses the text of an analysis."""

    name: str
    why: str
    put_on: Callable[[Analysis, Random], Page | None]


def of_text(change: Callable[[str], str]) -> Callable[[Analysis, Random], Page]:
    """The dress of a change of characters or lines."""
    return lambda analysis, _: Page(change(analysis.document.text).encode(errors="replace"))


def quoted(marks: Mapping[int, str]) -> Callable[[Analysis, Random], Page]:
    """The dress of other quotation marks; the text keeps them, as it was published with them."""
    return lambda analysis, _: Page(
        analysis.document.text.translate(marks).encode(), renamed=lambda cell: cell.translate(marks)
    )


def of_file(suffix: str, make: Callable[[str], bytes]) -> Callable[[Analysis, Random], Page]:
    return lambda analysis, _: Page(make(analysis.document.text), suffix)


def of_lines(
    lines: Callable[[str], Sequence[str]], between: str = "\n"
) -> Callable[[Analysis, Random], Page]:
    return of_text(lambda text: between.join(lines(text)))


# Characters

_HALF = str.maketrans("，；：（）", ",;:()")
_FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), ord("%"))})
_BESIDE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
_QUOTES = str.maketrans("“”‘’", "「」『』")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def traditional(variety: str) -> Callable[[str], str]:
    @cache
    def converter() -> Any:  # reads its dictionaries when it is first used
        from opencc import OpenCC

        return OpenCC(variety)

    return lambda text: str(converter().convert(text))


# Lines

_NEVER_FIRST = "，。；：、）》”’！？％%"
_WIDE = 72  # columns of a printed page


def wrapped(text: str, columns: int = _WIDE) -> list[str]:
    """The lines of a text as word processors break them: no mark begins one, no number is divided."""
    lines = []
    for paragraph in text.split("\n"):
        line, width = "", 0
        for character in paragraph:
            wide = 2 if ord(character) > 0x2000 else 1
            together = line[-1:].isascii() and line[-1:].isalnum() and character.isascii()
            if width + wide > columns and character not in _NEVER_FIRST and not together:
                lines.append(line)
                line, width = "", 0
            line, width = line + character, width + wide
        lines.append(line)
    return lines


def indented(text: str) -> str:
    return re.sub("^(?=.)", "\u3000\u3000", text, flags=re.M)


def unindented(text: str) -> list[str]:
    """The same, of indented paragraphs whose indents were lost."""
    return [line.strip("\u3000") for line in wrapped(indented(text))]


def cut(text: str, most: int = 34) -> list[str]:
    """The lines of a text as programs break them: after so many characters, whatever they are."""
    return [
        paragraph[at : at + most]
        for paragraph in text.split("\n")
        for at in range(0, max(len(paragraph), 1), most)
    ]


def paged(lines: Sequence[str], each: int = 22) -> list[str]:
    """Lines with the number of the page behind each so many."""
    pages = [lines[at : at + each] for at in range(0, len(lines), each)]
    return [line for number, page in enumerate(pages, 1) for line in (*page, f"— {number} —")]


def numbered(lines: Sequence[str]) -> list[str]:
    return [f"{number:>3}  {line}" for number, line in enumerate(lines, 1)]


# Order

_LEANS = re.compile(
    r"[该其此]|上述|以上|以下|前款|同[年月日]|[当次][年月日]|这[些一是]|简称|^[^。]{0,12}(?:[0-9]月|会议|通知|[一二三四五六七八九十]是)"
)
_ALONE = 40  # characters from which a paragraph is more than a heading


def reordered(text: str) -> str:
    """Neighbouring paragraphs that do not lean on others, the last first."""
    lines = text.split("\n")
    for stands, group in groupby(
        range(1, len(lines) - 3), lambda at: len(lines[at]) >= _ALONE and not _LEANS.search(lines[at])
    ):
        if stands:
            places = list(group)
            for at, line in zip(places, [lines[at] for at in reversed(places)], strict=True):
                lines[at] = line
    return "\n".join(lines)


def listed(analysis: Analysis, _: Random) -> Page | None:
    """Lists of names on lines of their own: what stands between 、 and 、."""
    text = analysis.document.text
    people = sorted((e.start, e.end) for e in analysis.entities if e.type == "PER")
    breaks = [end for (_, end), (start, _) in pairwise(people) if start == end + 1 and text[end] == "、"]
    if not breaks:
        return None
    changed = "".join("，" if at in set(breaks) else character for at, character in enumerate(text))
    return Page(changed.encode())


def twice(analysis: Analysis, _: Random) -> Page:
    text = analysis.document.text
    return Page(f"{text}\n\n{text}".encode(), copies=2)


def years(analysis: Analysis, _: Random) -> Page:
    return Page(later(analysis.document.text).encode(), renamed=later)


# Files


def html(text: str) -> bytes:
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n") if line)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{lines}</body></html>".encode()


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(text: str) -> bytes:
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n") if line)
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {_WORD}><w:body>{lines}</w:body></w:document>")
    return raw.getvalue()


def xlsx(text: str) -> bytes:
    import xlsxwriter

    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["编号", "正文"])
        sheet.write_row(1, 0, [1, text[:32767]])
    return raw.getvalue()


def jsonl(text: str) -> bytes:
    return json.dumps({"text": text}).encode()


DRESSES: tuple[Dress, ...] = (
    Dress("again", "a text that was cleaned before", of_text(str)),
    Dress("spaced", "blanks beside digits, as many editors set them", of_text(partial(_BESIDE.sub, " "))),
    Dress("half", "crawls folded by NFKC: , ; : ( )", of_text(lambda text: text.translate(_HALF))),
    Dress("full", "full-width digits of old typesetting", of_text(lambda text: text.translate(_FULL))),
    Dress("corners", "「」 as Hong Kong and Taiwan quote", quoted(_QUOTES)),
    Dress("straight", "quotation marks of typewriters", of_text(lambda text: text.translate(_STRAIGHT))),
    Dress("traditional", "mirrors in Traditional characters", of_text(traditional("s2t"))),
    Dress("taiwan", "the same for Taiwan", of_text(traditional("s2tw"))),
    Dress("hongkong", "the same for Hong Kong", of_text(traditional("s2hk"))),
    Dress("crlf", "files of Windows", of_text(lambda text: text.replace("\n", "\r\n"))),
    Dress("indented", "paragraphs as printed", of_text(indented)),
    Dress(
        "blank lines", "empty lines between paragraphs", of_text(lambda text: text.replace("\n", "\n\n"))
    ),
    Dress("wrapped", "PDF and mail: broken by width", of_lines(wrapped)),
    Dress("unindented", "PDF: the same, indents lost", of_lines(unindented)),
    Dress("cut", "broken after so many characters", of_lines(cut)),
    Dress("cut apart", "the same, an empty line between", of_lines(cut, "\n\n")),
    Dress("paged", "PDF: page numbers between lines", of_lines(lambda text: paged(wrapped(text)))),
    Dress("numbered", "drafts whose lines are numbered", of_lines(lambda text: numbered(wrapped(text)))),
    Dress("reordered", "paragraphs in another order", of_text(reordered)),
    Dress("listed", "， for 、 in lists of people", listed),
    Dress("twice", "a page that has its text twice", twice),
    Dress("people", "the same of other people", people),
    Dress("places", "the same of other places", places),
    Dress("bodies", "the same of other offices", bodies),
    Dress("years", "the same a year later", years),
    Dress("html", "a bare page", of_file(".html", html)),
    Dress("docx", "a Word document", of_file(".docx", docx)),
    Dress("xlsx", "a cell of a workbook", of_file(".xlsx", xlsx)),
    Dress("jsonl", "a record of a crawl", of_file(".jsonl", jsonl)),
    Dress("gbk", "files of old Windows", of_file(".txt", lambda text: text.encode("gb18030"))),
)
