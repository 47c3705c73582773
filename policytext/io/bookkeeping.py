"""Files that this package writes beside its output, which are skipped when a folder is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

REJECT_FIELDS = ("id", "source", "line", "reason")
_LISTS = ("manifest.json", "datapackage.json")
_REJECTS = "rejects.jsonl"
HEAD = 1 << 20  # bytes: a list of files says in the first thousand who made it, a reject may hold its line
_GENERATOR = b'"generator": "policytext '


def is_bookkeeping(path: Path) -> bool:
    """Is it a manifest of shards, a datapackage or a rejects file? By its name and first bytes."""
    return begins_as_bookkeeping(path.name, lambda: _head(path))


def begins_as_bookkeeping(name: str, head: Callable[[], bytes]) -> bool:
    """As `is_bookkeeping`, for a file in any storage; `head` returns its first `HEAD` bytes."""
    if name.endswith(_REJECTS):
        return _is_reject(head().partition(b"\n")[0])
    return name.endswith(_LISTS) and _GENERATOR in head()


def are_rejects(path: Path) -> bool:
    """Is it a rejects file?"""
    return _is_reject(_head(path).partition(b"\n")[0])


def _is_reject(line: bytes) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and tuple(record)[: len(REJECT_FIELDS)] == REJECT_FIELDS


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""
