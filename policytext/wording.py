"""What tables, columns and sentences are called in the user's language. English is in the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Literal

from policytext.resources import rows
from policytext.schema import Column, Table

Language = Literal["en", "zh"]
ANY = "*"


@cache
def captions() -> Mapping[tuple[str, str], tuple[str, str]]:
    """The Chinese name and meaning of each table (column "") and column; `*` is any of them."""
    return {(table, column): (label, text) for table, column, label, text in rows("captions.zh.tsv")}


@cache
def _sentences() -> Mapping[str, str]:
    return dict(rows("sentences.zh.tsv"))


def localized(table: Table, language: Language) -> Table:
    """The table with labels and meanings in the language; what has none there keeps its own.

    >>> table = Table("keywords", (Column("score", "number", ""), Column("2024", "integer", "")))
    >>> localized(table, "zh").title, [column.heading for column in localized(table, "zh").columns]
    ('关键词', ['得分', '2024'])
    """
    if language == "en":
        return table
    label, description = captions().get((table.name, ""), ("", table.description))
    columns = tuple(_localized(table.name, column) for column in table.columns)
    return replace(table, columns=columns, label=label, description=description)


def _localized(table: str, column: Column) -> Column:
    for key in ((table, column.name), (ANY, column.name), (table, ANY)):
        if found := captions().get(key):
            label, description = found
            return replace(column, label=label, description=description)
    return column


def counted(number: int, noun: str) -> str:
    """A number and what is counted.

    >>> counted(1, "document"), counted(2000, "document")
    ('1 document', '2,000 documents')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def said(sentence: str, language: Language) -> str:
    """A sentence in the language, or as it is where it has no translation.

    >>> said("Nothing was cut.", "zh"), said("Nothing was cut.", "en"), said("x", "zh")
    ('没有内容被截断。', 'Nothing was cut.', 'x')
    """
    return sentence if language == "en" else _sentences().get(sentence, sentence)
