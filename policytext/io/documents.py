"""Reading files, folders and data frames, for users of the library."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
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
    """The documents among which are bare texts, records (dicts), or the rows of a pandas frame or Series.

    The fields of records, and the columns of a frame, are known by their usual names, as those of files.
    Without an id of their own, documents have that of the frame's index, or else their number. A row
    without a text is issued as a warning. TypeError for what is no text.

    >>> [(one.id, one.title, one.text) for one in documents_of([{"标题": "通知", "正文": "关于"}, "关于"])]
    [('1', '通知', '关于'), ('2', '', '关于')]
    >>> import pandas
    >>> [(one.id, one.text) for one in documents_of(pandas.Series(["关于", "印发"], index=["甲", "乙"]))]
    [('甲', '关于'), ('乙', '印发')]
    """
    from policytext.io.parting import marked
    from policytext.io.readers.fields import RecordDocuments
    from policytext.io.readers.origin import Origin
    from policytext.io.readers.roles import roles

    settings = Settings()
    told = RecordDocuments(Origin("-", "-", settings))
    of_pandas = hasattr(given, "index") and hasattr(given, "to_dict")
    ids = _labels(given) if of_pandas else map(str, count(1))
    if hasattr(given, "columns") and hasattr(given, "to_dict"):
        try:
            roles(tuple(map(str, given.columns)), settings)
        except Unreadable as error:
            reason = error.reason.partition(";")[0]
            raise ValueError(f"{reason}: rename the column of the texts to 'text'") from None
        given = given.to_dict("records")
    for name, one in zip(ids, given, strict=False):
        if of_pandas and _plain(one) is None:
            warnings.warn(f"not read: row {name}: no text", stacklevel=2)
        elif not isinstance(one, dict):
            yield Document.of(one, id=name)
        else:
            held = {str(column): _plain(cell) for column, cell in one.items()}
            try:
                yield marked(told.document(held, name)[0])
            except Unreadable as error:
                warnings.warn(f"not read: row {name}: {error.reason}", stacklevel=2)


def _labels(given: Any) -> Iterator[str]:
    """The labels of an index of pandas, by which its owner joins what comes back, if none stands twice."""
    if given.index.is_unique:
        return map(str, given.index)
    warnings.warn("labels of the index stand twice in it: documents are numbered instead", stacklevel=3)
    return map(str, count(1))


def _plain(cell: Any) -> Any:
    """A cell of a frame: NaN, NaT and NA, which no text equals, are None; a day is written in ISO 8601."""
    from policytext.io.readers.cells import value

    if type(cell).__name__ in ("NaTType", "NAType") or (isinstance(cell, float) and cell != cell):
        return None
    return value(cell) if isinstance(cell, date) else cell
