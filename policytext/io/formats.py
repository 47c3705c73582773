"""The formats of output: one entry each, from which writing and the help texts follow.

To add a format: an entry here, a file in `writers` with `tables` or `documents` of the forms in
`writers.interfaces`, and what it keeps in tests/io/test_sinks.py or test_write.py.
tests/io/test_registries.py names what was forgotten; docs/formats.md is made from these entries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from policytext.io.compression import bare_suffix

if TYPE_CHECKING:
    from pathlib import Path

    from policytext.io.writers.interfaces import DocumentWriter, TableWriter

Place = Literal["stdout", "file", "folder"]


class Format(NamedTuple):
    """The description of a format, available before its writer is loaded.

    `tables` and `documents` name the modules of `writers` that write them, empty if the format cannot
    hold them. `places` are those that it can be written to.
    """

    name: str
    suffixes: tuple[str, ...]
    places: tuple[Place, ...]
    documents: str = ""
    tables: str = ""

    def document_writer(self) -> DocumentWriter:
        writer: DocumentWriter = import_module(f"policytext.io.writers.{self.documents}").documents
        return writer

    def table_writer(self) -> TableWriter:
        writer: TableWriter = import_module(f"policytext.io.writers.{self.tables}").tables
        return writer


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("table", (), ("stdout",), tables="terminal"),
        Format("csv", (".csv",), ("stdout", "file", "folder"), tables="delimited"),
        Format("tsv", (".tsv",), ("stdout", "file", "folder"), tables="delimited"),
        Format("jsonl", (".jsonl", ".ndjson"), ("stdout", "file"), "jsonl", "delimited"),
        Format("text", (".txt", ".md"), ("stdout", "file"), "text"),
        Format("xlsx", (".xlsx",), ("file",), tables="xlsx"),
        Format("sqlite", (".sqlite", ".sqlite3", ".db"), ("file",), tables="sqlite"),
        Format("parquet", (".parquet",), ("file", "folder"), "parquet", "parquet"),
    )
}
SUFFIXES = {suffix: entry for entry in FORMATS.values() for suffix in entry.suffixes}


def format_of(path: Path) -> Format | None:
    """The format of a file by its suffix, or None.

    >>> from pathlib import Path
    >>> format_of(Path("a.CSV.gz")).name, format_of(Path("a.doc"))
    ('csv', None)
    """
    return SUFFIXES.get(bare_suffix(path.name))


def suffixes(what: Literal["documents", "tables"]) -> list[str]:
    """The suffixes of files that hold documents, or tables."""
    return [suffix for suffix, entry in SUFFIXES.items() if getattr(entry, what)]
