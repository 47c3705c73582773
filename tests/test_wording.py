"""Chinese names for every table and column, and nothing that names none."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pkgutil import walk_packages
from string import Formatter

import pytest

import policytext
from policytext.resources import rows
from policytext.schema import Table
from policytext.wording import ANY, captions, localized

HAN = re.compile("[一-鿿]")
LATIN = {"Kappa", "Alpha"}  # what Chinese texts call them too


def tables() -> list[Table]:
    """Every table that a module of the package holds."""
    found: dict[Table, None] = {}
    for module in walk_packages(policytext.__path__, "policytext."):
        if module.name.startswith(("policytext.tables", "policytext.corpus", "policytext.io.writers")):
            for value in vars(import_module(module.name)).values():
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, Table):
                        found[one] = None
    return list(found)


TABLES = tables()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_a_chinese_name_and_so_have_its_columns(table: Table) -> None:
    assert table.description
    table = localized(table, "zh")
    assert HAN.search(table.title) and HAN.search(table.description), "captions.zh.tsv"
    for column in table.columns:
        assert HAN.search(column.heading) or column.heading in LATIN, f"captions.zh.tsv: {column.name}"
        assert HAN.search(column.description), f"captions.zh.tsv: {column.name}"
    twice = [heading for heading, n in Counter(c.heading for c in table.columns).items() if n > 1]
    assert twice == []


def test_names_of_sheets_are_unique_and_fit() -> None:
    titles = [localized(table, "zh").title for table in TABLES]
    assert len(set(titles)) == len({table.name for table in TABLES})
    assert max(map(len, titles)) < 31  # what Excel takes


def test_no_caption_is_left_of_a_table_that_is_gone() -> None:
    known = {(table.name, column.name) for table in TABLES for column in table.columns}
    stale = {key for key in captions() if ANY not in key and key[1]} - known
    assert stale == {("matrix", "term")}  # made with its rows


def test_a_translation_keeps_the_places_of_what_is_put_in() -> None:
    for english, chinese in rows("sentences.zh.tsv"):
        names = [
            {name for _, name, _, _ in Formatter().parse(text) if name is not None}
            for text in (english, chinese)
        ]
        assert names[1] <= names[0], english
