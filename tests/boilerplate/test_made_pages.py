"""Floors of quality on pages made by `benchmarks/texts/furniture.py` over made-up documents.

The figures are what strip reached when they were set, so that a change of a weight or threshold in
boilerplate is seen here. Raise them when strip gets better; a lower one needs a reason.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from made_documents import texts

from benchmarks.texts.furniture import Text, wrapped, wrapped_html
from policytext.boilerplate import strip
from policytext.document import Document
from policytext.io.readers.html import read_html

DOCUMENTS = texts(120)
PAGES = 240


class Quality(NamedTuple):
    """Pages whose article came out exactly; characters lost from the others, and left over in them."""

    exact: int
    lost: int
    left: int


def quality(pages: Iterable[tuple[Text, Document]]) -> Quality:
    exact = lost = left = 0
    for text, page in pages:
        kept = [line for line in strip(page).text.split("\n") if line.strip() and line != text.title]
        exact += kept == list(text.lines)
        wanted, got = Counter(text.lines), Counter(kept)
        lost += sum(len(line) * times for line, times in (wanted - got).items())
        left += sum(len(line) * times for line, times in (got - wanted).items())
    return Quality(exact, lost, left)


def made_lines() -> Iterable[tuple[Text, Document]]:
    chance = random.Random(2)
    for number in range(PAGES):
        text = DOCUMENTS[number % len(DOCUMENTS)]
        yield text, Document.of(wrapped(text, DOCUMENTS, chance))


def made_html() -> Iterable[tuple[Text, Document]]:
    chance = random.Random(3)
    for number in range(PAGES):
        text = DOCUMENTS[number % len(DOCUMENTS)]
        page = read_html(wrapped_html(text, DOCUMENTS, chance))
        yield text, Document(str(number), page.text, "", page.title, page.meta, layout=page.layout)


def test_pages_of_lines() -> None:
    assert quality(made_lines()) == Quality(exact=235, lost=381, left=2098)


def test_pages_of_markup() -> None:
    assert quality(made_html()) == Quality(exact=239, lost=0, left=218)


def test_documents_without_a_page_stay_whole() -> None:
    for text in DOCUMENTS:
        whole = "\n".join((text.title, *text.lines))
        assert strip(whole).text == whole
