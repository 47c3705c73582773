"""Files that this package writes beside its output, and that are no documents where a folder is read."""

from __future__ import annotations

import json
from pathlib import Path

REJECT_FIELDS = ("id", "source", "line", "reason")
_LISTS = ("manifest.json", "datapackage.json")
_REJECTS = "rejects.jsonl"
_HEAD = 1000  # bytes within which a list of files says who made it
_GENERATOR = b'"generator": "policytext '


def is_bookkeeping(path: Path) -> bool:
    """Is this a list of shards or of tables, or what a run rejected? By its name and how it begins."""
    if path.name.endswith(_REJECTS):
        return are_rejects(path)
    return path.name.endswith(_LISTS) and _GENERATOR in _head(path)


def are_rejects(path: Path) -> bool:
    """Is this a file that a run wrote its rejects to?"""
    try:
        with path.open("rb") as stream:
            record = json.loads(stream.readline())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(record, dict) and tuple(record)[: len(REJECT_FIELDS)] == REJECT_FIELDS


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""
