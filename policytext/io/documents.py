"""Reading files, folders and data frames, for users of the library."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from os import PathLike, fspath
from typing import Any

from policytext.document import Document, LeftOut, Problem
from policytext.io.errors import Unreadable
from policytext.io.read import read as read_items
from policytext.settings import Settings


def read(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    settings: Settings | None = None,
    problems: list[Problem] | None = None,
) -> Iterator[Document]:
    """Every document in a file or folder, or in several, one at a time, in order and uncleaned.

    `Problem`s of inputs that could not be read are added to `problems`, or, without such a list, issued as
    warnings. Raises TypeError for what is no path, SettingsError for an unknown encoding.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "notice.txt").write_bytes("关于印发".encode("gbk"))
    ...     [(document.id, document.text) for document in read(folder)]
    [('notice.txt', '关于印发')]
    """
    named = [paths] if isinstance(paths, str | PathLike) else list(paths)
    for path in named:
        if not isinstance(path, str | PathLike):
            raise TypeError(f"a path is a str or a Path, not {type(path).__name__}")
    return _documents([fspath(path) for path in named], settings, problems)


def _documents(
    paths: list[str], settings: Settings | None, problems: list[Problem] | None
) -> Iterator[Document]:
    for item in read_items(paths, settings) if paths else ():
        if isinstance(item, Document):
            yield item
        elif problems is not None:
            problems.append(item)
        else:
            what = "left out" if isinstance(item, LeftOut) else "not read"
            warnings.warn(f"{what}: {item}", stacklevel=2)


def documents_of(given: Iterable[Any]) -> Iterator[Document]:
    """The documents among which are bare texts, records (dicts), or the rows of a pandas frame.

    The fields of records, and the columns of a frame, are known by their usual names, as those of files. A
    row without a text is issued as a warning. TypeError for what is no text.

    >>> [(one.id, one.title, one.text) for one in documents_of([{"标题": "通知", "正文": "关于"}, "关于"])]
    [('1', '通知', '关于'), ('2', '', '关于')]
    """
    from policytext.io.readers.fields import RecordDocuments, roles
    from policytext.io.readers.origin import Origin

    settings = Settings()
    told = RecordDocuments(Origin("-", "-", settings))
    if hasattr(given, "columns") and hasattr(given, "to_dict"):  # a frame of pandas
        try:
            roles(tuple(map(str, given.columns)), settings)
        except Unreadable as error:
            reason = error.reason.partition(";")[0]
            raise ValueError(f"{reason}: rename the column of the texts to 'text'") from None
        given = given.to_dict("records")
    for number, one in enumerate(given, 1):
        if not isinstance(one, dict):
            yield Document.of(one, id=str(number))
            continue
        held = {str(name): _plain(cell) for name, cell in one.items()}
        try:
            yield told.document(held, str(number))[0]
        except Unreadable as error:
            warnings.warn(f"not read: row {number}: {error.reason}", stacklevel=2)


def _plain(cell: Any) -> Any:
    """A cell of a frame: NaN, NaT and NA, which no text equals, are None; a day is written in ISO 8601."""
    from policytext.io.readers.cells import value

    if type(cell).__name__ in ("NaTType", "NAType") or (isinstance(cell, float) and cell != cell):
        return None
    return value(cell) if isinstance(cell, date) else cell
