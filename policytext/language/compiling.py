"""A cache on disk of compiled patterns, as Python keeps one of compiled modules.

Compiling takes a third of the start-up time of a command. The file lies beside the compiled modules, so
that whoever can change it can change the program as well. A pattern that is not in it, or was compiled by
another version of Python, is compiled. A file with a wrong checksum is not used: a changed number may be
another character in a pattern.
"""

from __future__ import annotations

import _imp
import marshal
import os
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from policytext.version import __version__

ENOUGH = 10  # patterns from which writing them takes less than compiling them in the next run
LARGEST = 16 << 20  # bytes, some ten times what all patterns take: what is above was left by older sources

_KNOWN = sys.implementation.name == "cpython" and sys.version_info < (3, 15)  # by the tests
_STAMP = f"{sys.version} {sys.byteorder} {sys.maxsize} {__version__}"
_SEED, _SUM = 0, 8  # of what Python tells by whether a source changed; the bytes of that

Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""The arguments of `_sre.compile`, the code as bytes."""
Codes = dict[tuple[str, int], Code]

_new: Codes = {}  # what this process compiled


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern as `re.compile` does, or take it from the cache.

    >>> compiled("(?P<year>[0-9]{4})年").search("于2025年")["year"]
    '2025'
    """
    flags = int(flags)
    if not _KNOWN:
        return re.compile(source, flags)
    code = _kept().get((source, flags)) or _new.get((source, flags))
    if code is None:
        code = _new[source, flags] = _code(source, flags)
    return _pattern(source, code)


def keep() -> None:
    """Write the patterns that this run compiled, if they are many and Python may write compiled modules."""
    path = _path()
    if len(_new) < ENOUGH or not path or sys.dont_write_bytecode:
        return
    data = marshal.dumps((_STAMP, _read(path) | _new))
    if len(data) > LARGEST:
        data = marshal.dumps((_STAMP, _new))
    part = f"{path}.{os.getpid()}"
    with suppress(OSError):  # a full disk, a folder that is another's
        try:
            with open(part, "xb") as file:  # noqa: PTH123
                file.write(_imp.source_hash(_SEED, data) + data)
            os.replace(part, path)  # noqa: PTH105
        finally:  # it is there still if that failed, or a run that was killed had the same number
            os.unlink(part)  # noqa: PTH108


@cache
def _kept() -> Codes:
    path = _path()
    return _read(path) if path else {}


def _path() -> str | None:
    return __spec__.cached and f"{__spec__.cached.removesuffix('.pyc')}.patterns"


def _read(path: str) -> Codes:
    """The codes in a file; none if it is missing, damaged, or written by another version of Python."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            found = file.read()
    except OSError:
        return {}
    data = found[_SUM:]
    if found[:_SUM] != _imp.source_hash(_SEED, data):
        return {}
    stamp, codes = marshal.loads(data)  # a third of what `marshal.load` takes
    return codes if stamp == _STAMP else {}


def _code(source: str, flags: int) -> Code:
    """Compile a pattern to code, as `re.compile` does, but that searches are faster."""
    from policytext.language.beginnings import hinted  # not for what compiles nothing

    compiler: Any = import_module("re._compiler")
    parsed = compiler._parser.parse(source, flags)
    names = dict(parsed.state.groupdict)
    groups: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        groups[number] = name
    numbers = array("I", hinted(compiler._code(parsed, flags), parsed))
    return flags | parsed.state.flags, numbers.tobytes(), len(groups) - 1, names, tuple(groups)


def _pattern(source: str, code: Code) -> re.Pattern[str]:
    flags, numbers, groups, names, groups_names = code
    made: Any = import_module("_sre")
    values = array("I", numbers).tolist()
    found: re.Pattern[str] = made.compile(source, flags, values, groups, names, groups_names)
    return found
