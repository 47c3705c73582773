"""Reading files and folders, for users of the library."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from os import PathLike, fspath

from policytext.document import Document, LeftOut, Problem
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
