"""Folders of tables with `datapackage.json`, their description (Frictionless, v1)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from policytext.io.errors import OutputError
from policytext.io.writers.files import replacing
from policytext.io.writers.interfaces import Row, Sink, WriteRow
from policytext.schema import Table
from policytext.version import __version__

DESCRIPTOR = "datapackage.json"
_GENERATOR = "policytext"


class TableFile(NamedTuple):
    """The file of a table in a folder: what writes rows to it, and what `describes` it when it is complete
    with so many."""

    write: WriteRow
    describes: Callable[[int], dict[str, Any]]


@contextmanager
def package(
    folder: Path,
    suffix: str,
    profile: str,
    tables: Sequence[Table],
    opened: Callable[[ExitStack, Path, Table, list[str]], TableFile],
) -> Iterator[Sink]:
    """A file for each table in `folder`, which is made if need be; the descriptor is written last.

    `opened` gets the stack that completes the file, its path, its table and the list of notes. Files are
    replaced only when all are complete. Files of an earlier package that this one does not have are
    removed; other files in the folder are left alone, and OutputError is raised if one of them has the name
    of a table's file.
    """
    names = [f"{table.name}.{suffix}" for table in tables]
    with claimed(folder, names) as outdated:
        files: dict[str, TableFile] = {}
        rows, notes = Counter[str](), list[str]()
        with ExitStack() as stack:

            def begun(table: Table) -> WriteRow:
                name = f"{table.name}.{suffix}"
                file = files[name] = opened(stack, folder / name, table, notes)

                def write(row: Row) -> None:
                    file.write(row)
                    rows[name] += 1

                return write

            yield Sink(tables, begun, notes)
        resources = [files[name].describes(rows[name]) for name in names]
        describe(folder, profile, resources, outdated)


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


def resource(
    table: Table, path: Path, profile: str, format: str, media: str, **facts: Any
) -> dict[str, Any]:
    """The description of a table's file, with the Table Schema."""
    fields = [
        {
            "name": column.heading,
            "type": "string" if column.type == "partial_date" else column.type,
            "description": column.description,
        }
        for column in table.columns
    ]
    return {
        "profile": profile,
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": path.name,
        "format": format,
        "mediatype": media,
        **facts,
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _slug(folder: Path) -> str:
    """A package's name: only lower-case ASCII letters, digits, `.`, `_` and `-`."""
    name = "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in folder.resolve().name.lower()
    )
    return name.strip("-") or "tables"
