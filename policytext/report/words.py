"""The texts of the page, in Chinese or English, from `report_words.tsv`."""

from __future__ import annotations

from policytext.resources import mapping
from policytext.wording import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh")


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

    def cut(self, shown: int, of: int) -> str:
        """The note under a table of which only the first rows are shown; empty where all are.

        >>> Words("en").cut(3, 3)
        ''
        """
        return self("n_shown", shown=shown, of=of) if of > shown else ""

    def name(self, kind: str, value: str, otherwise: str = "") -> str:
        """The text for one of the program's own values (a verdict, a rule); others unchanged."""
        return self._table.get(f"{kind}:{value}") or otherwise or value
