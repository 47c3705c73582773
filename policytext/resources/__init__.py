"""Tables that the package reads at run time: TSV, comment lines (`#`) give source and licence."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table, each a list of its cells; comments and blank lines left out."""
    for line in (files(__name__) / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
