"""A made-up corpus: notices of three provinces over three years, and what reads a report of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from policytext.document import Document
from policytext.pipeline import clean
from policytext.report.document_summary import summarized
from policytext.report.make import Wanted, report
from policytext.report.sections import USUAL, Left

THEMES = {"山东省": "海洋牧场", "四川省": "清洁能源", "云南省": "高原花卉"}
SHARED = "各县应当建立河道巡查制度，发现侵占河道的行为，及时制止并报告主管部门，由其依法予以处理。"


def notice(province: str, year: int, number: int) -> Document:
    """A notice of a province that no office wrote."""
    theme = THEMES[province]
    text = f"""{province}人民政府关于发展{theme}的通知
{province[0]}政发〔{year}〕{number}号
各市、县人民政府：
为推动{theme}发展，根据《{province}节水条例》，现通知如下。
一、总体要求
到{year + 5}年，{theme}示范基地达到{10 * number}个以上。大力发展{theme}，发展人工智能和低空经济。
二、重点任务
设立{theme}专项资金，对企业给予补贴。{theme}与人工智能融合发展。{SHARED}
（省财政厅负责）
{province}人民政府
{year}年{number}月6日
"""
    return Document(f"{province}-{year}-{number}", text, "notices.jsonl")


def notices() -> list[Document]:
    """Two notices a year of each province, the theme's word ever more often."""
    found = [
        notice(province, year, number)
        for year in (2021, 2022, 2023)
        for province in THEMES
        for number in (1, 2)
    ]
    return [clean(document) for document in found]


class Reader(HTMLParser):
    """A page as a person reads it: links, cells of each table by its caption, text, ids, scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.text = ""
        self._in: list[str] = []
        self._caption = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._in.append(tag)
        if tag == "caption":
            self._caption = ""
        if tag == "tr" and self._caption:
            self.tables.setdefault(self._caption, []).append([])
        if tag in ("td", "th") and self._caption:
            self.tables[self._caption][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass
        if tag == "table":
            self._caption = ""

    def handle_data(self, data: str) -> None:
        if {"script", "style"} & set(self._in):
            return
        self.text += data
        if "caption" in self._in:
            self._caption += data
        elif {"td", "th"} & set(self._in) and self._caption:
            self.tables[self._caption][-1][-1] += data

    def attributes(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def page_of(
    documents: Iterable[Document],
    sections: Sequence[str] = USUAL,
    left: Left = Left(),  # noqa: B008
    **wanted: object,
) -> str:
    """A report of documents, as the library makes it."""
    chosen = frozenset(sections)
    by = wanted.get("by")
    seen = (summarized(document, chosen, by) for document in documents)  # type: ignore[arg-type]
    return report(seen, map, Wanted(chosen, **wanted), lambda: left)  # type: ignore[arg-type]


def read(documents: Iterable[Document], sections: Sequence[str] = USUAL, **wanted: object) -> Reader:
    """The same, read."""
    return Reader(page_of(documents, sections, **wanted))  # type: ignore[arg-type]
