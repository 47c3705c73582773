"""Parsing of real-world JSON: invalid numbers, and values nested too deeply."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

from policytext.io.encoding import Decoded
from policytext.io.errors import Unreadable
from policytext.language.gbk import decoded

DEEPEST = 100
"""Most levels of a field's value: pickling fails at some 300, and no table of documents has ten."""

TOO_LARGE = "a number beyond 1e308"


def decoded_json(raw: bytes) -> Decoded | None:
    """The text of JSON in UTF-8, its standard encoding, or None if it is in another."""
    text = decoded(raw)
    return None if text is None else Decoded(text.removeprefix("\ufeff"), "utf-8")


def parsed(written: str) -> tuple[Any, list[str]]:
    """A JSON value, and its changes: NaN, Infinity and 1e400 become null.

    Raises Unreadable, with line and column, for invalid JSON.

    >>> parsed('{"a": NaN, "b": 1e400}')
    ({'a': None, 'b': None}, ['NaN', 'a number beyond 1e308'])
    """
    changed: list[str] = []
    try:
        value = json.loads(written, parse_constant=changed.append)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}", error.lineno
        ) from None
    except RecursionError:
        raise Unreadable("not JSON that can be read: nested too deeply") from None
    except ValueError as error:  # an integer of thousands of digits
        raise Unreadable(f"not JSON that can be read: {error}") from None
    return value, changed + _without_infinity([value])


def _without_infinity(value: list[Any]) -> list[str]:
    """Replace numbers that are too large for a float by null; the edits of a record have none."""
    pending: list[Any] = [value]
    found = []
    while pending:
        outer = pending.pop()
        for name, inner in outer.items() if isinstance(outer, dict) else enumerate(outer):
            if isinstance(inner, float) and not isfinite(inner):
                outer[name] = None
                found.append(TOO_LARGE)
            elif isinstance(inner, dict | list) and name not in ("edits", "remarks"):
                pending.append(inner)
    return found


def flattened(record: dict[str, Any]) -> list[str]:
    """Replace values that are nested too deeply by their JSON; the names of these fields.

    >>> record = {"a": [[1]], "b": json.loads("[" * 200 + "]" * 200)}
    >>> flattened(record), type(record["b"])
    (['b'], <class 'str'>)
    """
    deep = [name for name, value in record.items() if isinstance(value, dict | list) and _is_deep(value)]
    for name in deep:
        record[name] = json.dumps(record[name], ensure_ascii=False)
    return deep


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
