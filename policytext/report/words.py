"""The texts of the page, in Chinese or English, from `report_words.tsv`."""

from __future__ import annotations

from policytext.report.view import Head
from policytext.resources import mapping
from policytext.wording import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")
NUMBERS = frozenset((
    "characters", "citing", "count", "documents", "elsewhere", "expected", "here", "how_many", "inferred",
    "left", "number", "sentences", "share", "similarity", "targets_head", "undone", "writers",
))  # fmt: skip
"""Heads of columns of numbers."""
FIXED = frozenset(("bound", "date", "keyness", "verdict"))
"""Heads of columns whose cells are not broken into lines."""


class Words:
    """The texts of a language, by key.

    >>> words = Words("en")
    >>> words("n_documents", n=1), words("n_documents", n=1200)
    ('1 document', '1,200 documents')
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table = mapping("report_words.tsv", 0, 1 + LANGUAGES.index(language))

    def __call__(self, key: str, **values: int | str) -> str:
        """The text of a key with values filled in; of `one|many` the form for `n`."""
        found = self._table[key]
        if "|" in found:
            one, many = found.split("|")
            found = one if values.get("n") == 1 else many
        shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        return found.format(**shown)

    def heads(self, *keys: str | Head) -> list[Head]:
        """The heads of columns by their keys; of KEY_about what is said of one."""
        return [
            Head(self(key), key in NUMBERS, fixed=key in FIXED, about=self._table.get(f"{key}_about", ""))
            if isinstance(key, str)
            else key
            for key in keys
        ]

    def cut(self, shown: int, of: int) -> str:
        """The note under a table of which only the first rows are shown; empty where all are.

        >>> Words("en").cut(3, 3)
        ''
        """
        return self("n_shown", shown=shown, of=of) if of > shown else ""

    def name(self, kind: str, value: str, otherwise: str = "") -> str:
        """The text for one of the program's own values (a verdict, a rule); others unchanged."""
        return self._table.get(f"{kind}:{value}") or otherwise or value
