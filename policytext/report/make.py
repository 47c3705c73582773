"""Making a report: summarise documents, make the sections, collect the passages, render the page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from policytext.corpus.phrases import Mapper
from policytext.report.corpus_summary import CorpusSummary, names, phrases, summed_up
from policytext.report.document_summary import DocumentSummary
from policytext.report.evidence import Evidence
from policytext.report.sections import NAMES, Left, Material, section
from policytext.report.view import Cell, Head, Section, TableView, number, numeric, percent
from policytext.report.words import Words
from policytext.version import __version__
from policytext.wording import Language


@dataclass(frozen=True, slots=True)
class Wanted:
    """The user's choices for a report."""

    sections: Collection[str]
    language: Language = "en"
    title: str = ""
    by: str | None = None
    font: str = ""  # of a word cloud
    inputs: str = ""  # what was read, as it is said on the page


def report(seen: Iterable[DocumentSummary], run: Mapper, wanted: Wanted, left: Callable[[], Left]) -> str:
    """The page of a corpus. `left` returns what was not read, and is called after everything was read.

    Memory: the list of documents, and the content of sections; texts and phrases are on disk. Raises
    UnknownFieldError if no document has the field for grouping.
    """
    words = Words(wanted.language)
    evidence = Evidence()
    with ExitStack() as stack:
        corpus = summed_up(seen, run, wanted.by)
        spoken = stack.enter_context(phrases(corpus))
        found = stack.enter_context(names(corpus))
        material = Material(corpus, spoken, found, evidence, words, left, wanted.font)
        made = [section(name, material) for name in NAMES if name in wanted.sections]
        for number, one in enumerate(corpus.seen):
            evidence.look(number, one)
    made.insert(1 if made and made[0].name == "overview" else 0, _documents(corpus, words))
    return html(
        words,
        title=wanted.title or words("report"),
        made=date.today().isoformat(),
        inputs=wanted.inputs,
        sections=made,
        documents=corpus.listed,
        exhibits=evidence.exhibits,
    )


def _documents(corpus: CorpusSummary, words: Words) -> Section:
    """The list of all documents, to which passages link."""
    rows = [
        [
            Cell(found.title, address=found.url, aside=found.id if found.id != found.title else ""),
            Cell(facets["date"], part=facets["year"] if facets["year"] != facets["date"][:4] else ""),
            *(Cell(facets[name]) for name in ("issuer", "province", "genre")),
            numeric(found.characters), Cell(words.name("verdict", found.verdict) if found.verdict else ""),
        ]
        for found in corpus.listed
        for facets in (found.facets,)
    ]  # fmt: skip
    date = Head(words("date"), fixed=True, part=words("year"))
    province, genre = (Head(words(name), fixed=True) for name in ("province", "genre"))
    heads = words.heads("title", date, "issuer", province, genre, "characters", "verdict")
    table = TableView(words("documents"), heads, rows, search=True, first=10, anchors="d")
    return Section("documents", words("all_documents"), parts=[table])


def html(words: Words, **page: object) -> str:
    """The complete page: its title, the day it was made, inputs, sections, documents and exhibits.

    One HTML file that loads nothing from the network: Jinja escapes all text of documents, and a Content
    Security Policy in the page's head allows only the page's own script, and no loading.
    """
    script, style = _part("report.js"), _part("report.css")
    return str(
        _template().render(
            page=page,
            words=words,
            language={"en": "en", "zh": "zh-CN"}[words.language],
            version=__version__,
            script=script,
            style=style,
            digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            number=number,
            percent=percent,
        )
    )


def _part(name: str) -> str:
    return (files("policytext.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    from jinja2 import BaseLoader, Environment, StrictUndefined

    environment = Environment(
        loader=BaseLoader(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.from_string(_part("report.html"))
