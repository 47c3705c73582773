"""Finding the files to read, their kinds, and the names of their documents."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

from policytext.document import LeftOut, Problem
from policytext.io import storage
from policytext.io.bookkeeping import HEAD, begins_as_bookkeeping, is_bookkeeping
from policytext.io.compression import bare_suffix
from policytext.io.kinds import NO_DOCUMENTS, OF_PROGRAMS, STDIN, kind_of
from policytext.io.readers import savedpages
from policytext.language.patterns import lazy

_ADDRESS = lazy(r"[a-z][a-z0-9+.-]+:/", re.I)  # two letters at least: C:/ is a drive
_ONE_SLASH = lazy(r"(?<=https):/(?!/)|(?<=http):/(?!/)", re.I)  # what Path made of an address
_NOT_UTF8 = lazy("[\udc80-\udcff]")  # bytes of a name, as Python gives them
_DASHES = "—–－‐‑−"
"""Characters that word processors and chats substitute for the hyphen of an option."""
_QUOTED = lazy("(?P<at>[“”‘’「'])?(?P<name>[^“”‘’「」']*)(?(at)[“”‘’」']?|[“”‘’」'])")
"""A name, or its first or last word, in marks that no shell takes for quotation marks (' on Windows)."""
MOST_WORDS = 12  # words of a name with blanks that was written without quotation marks
NEAR = 2  # names like the one that is missing that are told
_UNPACK = "an archive that is not read: unpack it beside the others"
_PRINT, _EXPORT = (
    "only its own reader opens it: print it as PDF there",
    "a database: export its tables as CSV",
)
_HINTS = {
    **dict.fromkeys((".rar", ".7z"), _UNPACK),
    **dict.fromkeys((".caj", ".kdh", ".nh", ".ceb", ".cebx"), _PRINT),
    **dict.fromkeys((".sql", ".mdb", ".accdb"), _EXPORT),
    **dict.fromkeys((".sav", ".rds", ".rdata", ".pkl", ".pickle"), "data of a program: export them as CSV"),
}
_NOT_FILES = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Source(NamedTuple):
    """A file to read, its name, and the name of its kind if the suffix says it.

    It is `named` by the user, or was found in a folder. For an object in storage the path is made of its
    address, and `found` is its listing.
    """

    path: Path
    id: str
    kind: str = ""
    named: bool = True
    found: storage.Object | None = None

    def size(self) -> int:
        """Its bytes. Raises OSError."""
        return self.found.size if self.found else self.path.stat().st_size


def are_several(paths: Sequence[str | PurePath]) -> bool:
    """May there be more than one input in these paths?"""
    [first, *others] = paths
    above = storage.is_several if storage.is_address(first) else Path.is_dir
    return bool(others) or above(Path(first))


def find(paths: Sequence[str | PurePath]) -> Iterator[Source | Problem]:
    """The files of `paths`, folders searched through in sorted order.

    The name of a file in a folder is its path inside it, that of any other file its file name. With several
    inputs, the names of folders are added, and inputs of the same name have their whole path. Whatever
    in a folder is not read (other kinds, hidden files, links to folders, devices) is a `LeftOut`, unless
    it is `bookkeeping` of this package. Names are `readable`.
    """
    for item in _found(paths):
        if isinstance(item, Problem):
            name = readable(item.source)
            yield item if name == item.source else replace(item, source=name)
        else:
            name = readable(item.id, item.path)
            yield item if name == item.id else item._replace(id=name)


def readable(name: str, path: Path | None = None) -> str:
    """The name of a file, decoded from GBK, as on Chinese Windows, if it is not UTF-8.

    It is not changed if the folder of `path` also has a file with the decoded name.

    >>> readable("a/" + "公告.txt".encode("gbk").decode(errors="surrogateescape"))
    'a/公告.txt'
    """
    if not _NOT_UTF8.search(name):
        return name
    from policytext.io.readers.zipped import unmangled

    told = unmangled(os.fsencode(name))
    taken = path and os.path.lexists(path.with_name(PurePath(told).name))
    return name if taken or "\ufffd" in told else told


def _found(paths: Sequence[str | PurePath]) -> Iterator[Source | Problem]:
    if "" in paths:
        yield Problem("''", "is no name of a file; a variable of the script may be empty")
    parted = _parted(paths)
    for whole in dict.fromkeys(parted.values()):
        yield Problem(whole, f'has blanks in its name: put it in quotation marks, "{whole}"')
    paths = [path for path in paths if path != "" and str(path) not in parted]
    inputs = [path if str(path) == STDIN else Path(path) for path in dict.fromkeys(paths)]
    names = Counter(path.name for path in inputs if isinstance(path, Path))
    for path in inputs:
        if not isinstance(path, Path):
            yield Source(Path(STDIN), STDIN)
            continue
        name = path.name if path.name and names[path.name] == 1 else path.as_posix()
        try:
            if storage.is_address(path):
                yield from _objects(path, name, f"{name}/" if len(inputs) > 1 else "")
            elif path.is_dir():
                yield from _folder(path, f"{name}/" if len(inputs) > 1 else "")
            elif path.exists():
                kind = kind_of(path.name)
                yield Source(path, name, kind.name if kind else "")
            else:
                yield Problem(_ONE_SLASH.sub("://", str(path)), _missing(path))
        except OSError as error:
            yield Problem(str(path), error.strerror or str(error))


def _parted(paths: Sequence[str | PurePath]) -> dict[str, str]:
    """Inputs that do not exist but are words of an existing name with blanks: each word, and that name."""
    words = [str(path) for path in paths]
    found: dict[str, str] = {}
    for first, word in enumerate(words):
        if os.path.lexists(word) or word in found:
            continue
        for last in range(first + 2, min(len(words), first + MOST_WORDS) + 1):
            whole = " ".join(words[first:last])
            if os.path.lexists(whole):
                found |= {part: whole for part in words[first:last] if not os.path.lexists(part)}
    return found


def _objects(path: Path, name: str, prefix: str) -> Iterator[Source | Problem]:
    """The objects at an address, like the files of a folder."""
    try:
        found = list(storage.objects(path))
    except FileNotFoundError:
        yield Problem(storage.address(path), "there is no such object")
        return
    for one in found:
        kind, last = kind_of(one.name), one.name.rpartition("/")[2]
        single = len(found) == 1 and one.address == storage.address(path)
        if single:
            yield Source(Path(one.address), name, kind.name if kind else "", found=one)
        elif begins_as_bookkeeping(last, partial(storage.head, one.address, HEAD)):
            continue
        elif kind is None or not kind.in_folders:
            group = bare_suffix(last) or "no suffix"
            yield LeftOut(one.address, "is of no kind that is read among others", group=group)
        else:
            yield Source(Path(one.address), prefix + one.name, kind.name, named=False, found=one)


def broken_link(path: Path) -> str:
    """The message for a broken link; empty for what is no link."""
    return f"is a link to {path.readlink()}, which is not there" if path.is_symlink() else ""


def _missing(path: Path) -> str:
    if link := broken_link(path):
        return link
    if _ADDRESS.match(path.as_posix()):
        return "is an address, and nothing is downloaded: save the page, and name its file"
    if path.name[:1] in _DASHES:
        option = path.name.lstrip(_DASHES)
        return f"no such file; an option begins with hyphens: {'--' if option[1:] else '-'}{option}"
    if quoted := _QUOTED.fullmatch(str(path)):
        return f'no such file; the quotation marks of a command are straight: "{quoted["name"]}"'
    if "*" in path.name or "?" in path.name:
        return "no file has such a name; name the folder instead"
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 - names, not paths
    except OSError:
        return f"no such file, and no folder {path.parent}"
    from difflib import get_close_matches

    near = get_close_matches(path.name, names, NEAR)
    return f"no such file; there is {', '.join(near)}" if near else "no such file"


def _folder(folder: Path, prefix: str) -> Iterator[Source | Problem]:
    found = False
    for item in _walk(folder):
        if isinstance(item, Problem):
            found = found or not isinstance(item, LeftOut)
            yield item
        elif kind := kind_of(item):
            found = True
            yield Source(folder / item, prefix + item, kind.name, named=False)
    if not found:
        yield Problem(str(folder), "no file in this folder can be read (docs/formats.md names the kinds)")


def _walk(folder: Path, inside: str = "") -> Iterator[str | Problem]:
    """The files below a folder as POSIX paths inside it, sorted by path, and entries that are not read."""
    try:
        with os.scandir(folder / inside) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(str(folder / inside), error.strerror or str(error))
        return
    for entry in found:
        try:
            yield from _entry(entry, folder, inside + entry.name)
        except OSError as error:  # a link that leads to itself costs itself, not what stands behind it
            yield Problem(str(folder / inside / entry.name), error.strerror or str(error))


def _entry(entry: os.DirEntry[str], folder: Path, name: str) -> Iterator[str | Problem]:
    """The files at an entry of a folder, with its `name` inside the outermost. Raises OSError."""
    if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".") and not _is_link(entry):
        yield from _walk(folder, f"{name}/")
    elif is_bookkeeping(folder / name):
        return
    elif page := savedpages.page_of(name, lambda path: (folder / path).is_file()):
        yield LeftOut(str(folder / name), savedpages.REASON.format(page), group=savedpages.GROUP)
    elif left := _left_out(entry):
        group, reason = left
        yield LeftOut(str(folder / name), reason, group=group, hint=_HINTS.get(group, ""))
    else:
        yield name


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Is an entry a link, or a junction of Windows?"""
    return entry.is_symlink() or bool(getattr(entry, "is_junction", bool)())


def _left_out(entry: os.DirEntry[str]) -> tuple[str, str] | None:
    """The reason why an entry of a folder is not read, first in a word, or None."""
    if entry.name.startswith("~$"):
        return "of open documents", "says that a document is open in Word or Excel"
    if entry.name.startswith("."):
        return "hidden", "is hidden"
    if entry.name.lower() in NO_DOCUMENTS:
        return OF_PROGRAMS
    if _is_link(entry) and entry.is_dir():
        return "link", "is a link to a folder"
    kind = kind_of(entry.name)
    if kind is None:
        return bare_suffix(entry.name) or "no suffix", "is of no kind that is read"
    if not kind.in_folders:
        return bare_suffix(entry.name), f"is a {kind.title}, which is read where it is named"
    try:
        mode = entry.stat().st_mode
    except OSError:  # a link that leads nowhere is said when it is opened
        return None
    return next(((name, f"is {name}") for test, name in _NOT_FILES if test(mode)), None)
