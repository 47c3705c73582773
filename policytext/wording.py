"""What tables, columns and sentences are called in the user's language. English is in the code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal

from policytext.resources import rows

if TYPE_CHECKING:  # help waits for none of it
    from policytext.schema import Column, Table

Language = Literal["en", "zh"]
ANY = "*"


@cache
def captions() -> Mapping[tuple[str, str], tuple[str, str]]:
    """The Chinese name and meaning of each table (column "") and column; `*` is any of them."""
    return {(table, column): (label, text) for table, column, label, text in rows("captions.zh.tsv")}


@cache
def _sentences(table: str) -> Mapping[str, str]:
    return dict(rows(table))


def localized(table: Table, language: Language) -> Table:
    """The table with labels and meanings in the language; what has none there keeps its own.

    >>> from policytext.schema import Column, Table
    >>> table = Table("keywords", (Column("score", "number", ""), Column("2024", "integer", "")))
    >>> localized(table, "zh").title, [column.heading for column in localized(table, "zh").columns]
    ('关键词', ['得分', '2024'])
    """
    if language == "en":
        return table
    from dataclasses import replace

    label, description = captions().get((table.name, ""), ("", table.description))
    columns = tuple(_localized(table.name, column) for column in table.columns)
    return replace(table, columns=columns, label=label, description=description)


def _localized(table: str, column: Column) -> Column:
    for key in ((table, column.name), (ANY, column.name), (table, ANY)):
        if found := captions().get(key):
            from dataclasses import replace

            label, description = found
            return replace(column, label=label, description=description)
    return column


def counted(number: int, noun: str) -> str:
    """A number and what is counted.

    >>> counted(1, "document"), counted(2000, "document")
    ('1 document', '2,000 documents')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def said(sentence: str, language: Language, table: str = "sentences.zh.tsv") -> str:
    """A sentence in the language, or as it is where the table has no translation.

    >>> said("Nothing was cut.", "zh"), said("Nothing was cut.", "en"), said("x", "zh")
    ('没有内容被截断。', 'Nothing was cut.', 'x')
    """
    return sentence if language == "en" else _sentences(table).get(sentence, sentence)


def system_language() -> Language:
    """The language that the user speaks with the system, as far as it is one of ours.

    The variables of POSIX and of gettext in gettext's order, else (Windows, macOS) what the system says.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if given := os.environ.get(name):
            return _first_known(given.split(":"))
    import locale  # where no variable says it

    return _first_known([locale.getlocale()[0] or ""])


def _first_known(spoken: Iterable[str]) -> Language:
    """The first of the languages that is ours.

    >>> _first_known(["fr", "zh_CN.UTF-8", "en"]), _first_known(["Chinese (Simplified)_China"])
    ('zh', 'zh')
    """
    for one in spoken:
        if one.lower().startswith(("zh", "chinese")):
            return "zh"
        if one.lower().startswith("en"):
            return "en"
    return "en"
