"""Which files there are to read, of which kind, and what their documents are called."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from policytext.document import Problem
from policytext.io.compression import bare_suffix
from policytext.io.kinds import KINDS, STDIN, SUFFIXES, kind_of


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, what it is called, and the name of its kind if its own name tells."""

    path: Path
    id: str
    kind: str = ""


def find(paths: Sequence[str | PurePath]) -> Iterator[Source | Problem]:
    """The files of `paths`, folders searched through in sorted order, hidden files passed over.

    A file in a folder is called by its path inside it, any other file by its name. Where several
    inputs are given, folders are named too, and inputs of one name by their whole path.
    """
    inputs = [None if path == STDIN else Path(path) for path in dict.fromkeys(paths)]
    names = Counter(path.name for path in inputs if path)
    for path in inputs:
        if path is None:
            yield Source(Path(STDIN), STDIN)
            continue
        name = path.name if path.name and names[path.name] == 1 else path.as_posix()
        try:
            if path.is_dir():
                yield from _folder(path, f"{name}/" if len(inputs) > 1 else "")
            elif path.exists():
                kind = SUFFIXES.get(bare_suffix(path.name))
                yield Source(path, name, kind.name if kind else "")
            else:
                yield Problem(str(path), "no such file")
        except OSError as error:
            yield Problem(str(path), error.strerror or str(error))


def _folder(folder: Path, prefix: str) -> Iterator[Source | Problem]:
    found = False
    for item in _walk(folder):
        found = True
        if isinstance(item, Problem):
            yield item
        elif kind := kind_of(item):
            yield Source(folder / item, prefix + item, kind.name)
    if not found:
        known = " ".join(s for kind in KINDS.values() if not kind.named_only for s in kind.suffixes)
        yield Problem(str(folder), f"no file in this folder can be read (kinds: {known})")


def _walk(folder: Path, inside: str = "") -> Iterator[str | Problem]:
    """Readable files below a folder as POSIX paths inside it, sorted by path."""
    try:
        with os.scandir(folder / inside) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        yield Problem(str(folder / inside), error.strerror or str(error))
        return
    for name, is_folder in found:
        if name.startswith((".", "~$")):
            continue
        if is_folder:
            yield from _walk(folder, f"{inside}{name}/")
        elif kind_of(name):
            yield inside + name
