"""`datapackage.json`, the description of a folder of tables (Frictionless, v1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from policytext.io.errors import OutputError
from policytext.io.writers.files import replacing
from policytext.schema import Table
from policytext.version import __version__

DESCRIPTOR = "datapackage.json"
_GENERATOR = "policytext"


@contextmanager
def claimed(folder: Path, names: Sequence[str]) -> Iterator[set[str]]:
    """A context with the folder, prepared for files of these names; gives the names of obsolete files.

    If the block fails, a newly made folder is removed again.
    """
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from None
    former = _written_before(folder)
    for name in names:
        if (folder / name).exists() and name not in former:
            raise OutputError(f"{folder / name}: is there already, and policytext did not write it")
    try:
        yield former.difference(names)
    except BaseException:
        if new:
            with suppress(OSError):
                folder.rmdir()
        raise


def describe(folder: Path, profile: str, resources: Sequence[dict[str, Any]], outdated: set[str]) -> None:
    """Write the descriptor and remove the obsolete files."""
    descriptor = {
        "profile": profile,
        "name": _slug(folder),
        "generator": f"{_GENERATOR} {__version__}",
        "resources": resources,
    }
    with replacing(folder / DESCRIPTOR) as part:
        part.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    for name in outdated:
        (folder / name).unlink(missing_ok=True)


def _written_before(folder: Path) -> set[str]:
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    except FileNotFoundError:
        return set()
    except (OSError, ValueError):
        descriptor = None
    if not isinstance(descriptor, dict) or not str(descriptor.get("generator", "")).startswith(_GENERATOR):
        raise OutputError(f"{folder}: holds a data package that policytext did not write")
    return {Path(resource["path"]).name for resource in descriptor.get("resources", [])}


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    return {
        "fields": [
            {
                "name": column.heading,
                "type": "string" if column.type == "partial_date" else column.type,
                "description": column.description,
            }
            for column in table.columns
        ],
        "missingValues": [""],
    }


def _slug(folder: Path) -> str:
    """A package's name: only lower-case ASCII letters, digits, `.`, `_` and `-`."""
    name = "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in folder.resolve().name.lower()
    )
    return name.strip("-") or "tables"
