"""A page says the same of itself whatever was done to it, where all of its bytes are there still.

The whole pages of `pages/`, damaged as files and as copied lines: title, facts and names of files come
out as those of the sound page, or are empty or said to be unsure; never others without a word.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policytext.document import Document, Verdict
from policytext.io.documents import read
from policytext.io.readers.html import read_html
from policytext.language.readings import first_reading
from policytext.metadata.header import find_header
from policytext.normalization.step import normalize
from policytext.pipeline import clean
from policytext.settings import Settings

HERE = Path(__file__).parent
FACTS = (
    *("title", "doc_number", "issuer", "date_written", "date_published", "date_effective"),
    *("date_expired", "source_name", "genre", "place"),
)
PAGES = (  # catalogue, issuers above the headline, a file, two days, a kind alone as <title>
    *("02_ministry_catalogue", "07_courts_joint", "55_customs", "99p_two_days", "99z_reconsideration"),
)
GLOSSED = 0.08  # of the characters have their reading behind them, as on pages of spinners


def _of_text(page: str, change: Callable[[str], str]) -> str:
    """The page with its text changed, its tags left alone."""
    parts = re.split(r"(<[^>]*>)", page)
    return "".join(part if part.startswith("<") else change(part) for part in parts)


def _spun(page: str) -> str:
    """Traditional, glossed, its marks doubled."""
    chance = random.Random(1)

    def of(text: str) -> str:
        spun = normalize(text, Settings(to="traditional")).text if text.strip() else text
        spun = spun.replace("，", "，,").replace("。", "。.")
        return "".join(
            f"{sign}({reading})"
            if "\u4e00" <= sign <= "\u9fff"
            and chance.random() < GLOSSED
            and (reading := first_reading(sign))
            else sign
            for sign in spun
        )

    return _of_text(page, of)


FAMILIES: dict[str, Callable[[str], str]] = {
    "GBK read as Latin-1": lambda page: page.encode("gb18030").decode("latin-1"),
    "UTF-8 read as Latin-1": lambda page: page.encode("utf-8").decode("latin-1"),
    "Traditional, glossed, marks doubled": _spun,
}


def _facts(document: Document) -> tuple[Document, dict[str, Any]]:
    cleaned = clean(document)
    header = find_header(cleaned)
    facts = {fact: getattr(header, fact) for fact in FACTS if fact not in header.unsure}
    return cleaned, {**facts, "files": [file["name"] for file in cleaned.meta.get("attachments", ())]}


def _page(folder: Path, text: str, kind: str) -> Document:
    file = folder / f"page.{kind}"
    file.write_text(text, encoding="utf-8")
    (document,) = read(file)
    return document


@pytest.mark.parametrize("kind", ["html", "txt"])
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", PAGES)
def test_the_facts_of_a_damaged_page(name: str, family: str, kind: str, tmp_path: Path) -> None:
    page = (HERE / "pages" / f"{name}.html").read_text(encoding="utf-8")
    page = page if kind == "html" else read_html(page).text
    _, sound = _facts(_page(tmp_path, page, kind))
    repaired, found = _facts(_page(tmp_path, FAMILIES[family](page), kind))
    others = {fact: value for fact, value in found.items() if value not in ("", sound.get(fact))}
    assert not others or repaired.verdict in (Verdict.PARTIAL, Verdict.UNREADABLE)
    lost = {fact for fact, value in sound.items() if value and not found.get(fact)}
    assert lost <= {"source_name"}


@pytest.mark.parametrize("name", PAGES)
def test_a_title_that_lost_bytes_is_the_headline(name: str, tmp_path: Path) -> None:
    """UTF-8 read as GBK, bytes that are none replaced: what is still wrong is under the verdict."""
    page = (HERE / "pages" / f"{name}.html").read_text(encoding="utf-8")
    torn = page.encode("utf-8").decode("gb18030", "replace")
    repaired, found = _facts(_page(tmp_path, torn, "html"))
    assert "\ufffd" not in found.get("title", "") and repaired.verdict != Verdict.REPAIRED
