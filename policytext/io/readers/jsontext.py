"""Parsing of real-world JSON: invalid numbers, and values nested too deeply."""

from __future__ import annotations

import json
from ast import literal_eval
from collections.abc import Iterator
from contextlib import suppress
from math import isfinite
from typing import Any

from policytext.io.encoding import Decoded
from policytext.io.errors import Unreadable
from policytext.language.gbk import decoded
from policytext.language.patterns import lazy

DEEPEST = 100
"""Most levels of a field's value: pickling fails at some 300, and no table of documents has ten."""

TOO_LARGE = "a number beyond 1e308"
CALL = lazy(r"\s*(?:(?:(?:var|let|const)\s+)?[\w$.]+\s*=\s*|[\w$.]+\s*\(\s*)?(?=[\[{])")
"""What a script has before JSON: a call (JSONP) or an assignment."""
_BETWEEN = lazy(r"[\s,;)]*")
_OF_MONGO = lazy(
    r"\b(?:ObjectId|ISODate|UUID|Number\w+)\(\s*(\"[^\"]*\"|-?[\d.]+)\s*\)|(?m:^/\*[^*\n]*\*/$)"
)
"""Values as MongoDB's shell writes them, and the numbers that its clients set between records."""
_OF_PYTHON = lazy(r"\s*+(?:\[\s*+)?\{\s*+'")


def decoded_json(raw: bytes) -> Decoded | None:
    """The text of JSON in UTF-8, its standard encoding, or None if it is in another."""
    text = decoded(raw)
    return None if text is None else Decoded(text.removeprefix("\ufeff"), "utf-8")


def parsed(written: str, several: bool = False) -> tuple[Any, list[str]]:
    """A JSON value, and its changes: NaN, Infinity and 1e400 become null.

    With `several` the list of all values, which may stand one behind the other, as in dumps of databases,
    or in the call or the assignment of a script. Raises Unreadable, with line and column, for invalid JSON.

    >>> parsed('{"a": NaN, "b": 1e400}')
    ({'a': None, 'b': None}, ['NaN', 'a number beyond 1e308'])
    >>> [parsed(written, True)[0] for written in ('{"a": 1}\\n{"a": 2}', 'show([3]);', 'var a = [4]')]
    [[{'a': 1}, {'a': 2}], [[3]], [[4]]]
    >>> parsed('/* 1 */\\n{"_id": ObjectId("5f"), "n": NumberLong(7)}', True)[0]
    [{'_id': '5f', 'n': 7}]
    """
    changed: list[str] = []
    decoder = json.JSONDecoder(parse_constant=changed.append, strict=False)
    try:
        value = list(_values(written, decoder)) if several else decoder.decode(_line(written))
    except json.JSONDecodeError as error:
        if _OF_MONGO.search(written):
            return parsed(_OF_MONGO.sub(lambda found: found[1] or "", written), several)
        if _OF_PYTHON.match(written):
            value = _of_python(_line(written))
            return [value] if several else value, _without_infinity([value])
        raise Unreadable(
            f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}", error.lineno
        ) from None
    except RecursionError:
        raise Unreadable("not JSON that can be read: nested too deeply") from None
    except ValueError as error:  # an integer of thousands of digits
        raise Unreadable(f"not JSON that can be read: {error}") from None
    return value, changed + _without_infinity([value])


def _values(written: str, decoder: json.JSONDecoder) -> Iterator[Any]:
    found = CALL.match(written)
    while (at := found.end() if found else 0) < len(written):
        value, end = decoder.raw_decode(written, at)
        yield value
        found = _BETWEEN.match(written, end)


def _line(written: str) -> str:
    """A value on a line of its own; of a list written a record a line it ends with a comma."""
    return written.rstrip().removesuffix(",")


def _of_python(written: str) -> Any:
    """A value as Python shows it, which whoever writes `str(record)` to a file has instead of JSON.

    >>> _of_python("{'a': None, 'b': ['一']}")
    {'a': None, 'b': ['一']}
    """
    try:
        return json.loads(json.dumps(literal_eval(written), default=str))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        raise Unreadable("not JSON, nor what Python shows of a record") from None


def parsed_items(written: str) -> tuple[list[Any], list[str], bool]:
    """The values of a list before its damage, their changes, and whether a comma at its end is all.

    >>> parsed_items('[{"a": 1}, {"a": 2}, ]'), parsed_items('[{"a": 1}, {"a')
    (([{'a': 1}, {'a': 2}], [], True), ([{'a': 1}], [], False))
    """
    values: list[Any] = []
    changed: list[str] = []
    decoder = json.JSONDecoder(parse_constant=changed.append, strict=False)
    begun = CALL.match(written)
    at = begun.end() if begun else 0
    if not written.startswith("[", at):
        return [], [], False
    at += 1
    with suppress(ValueError, RecursionError):
        while not written.startswith("]", at := _next(written, at)):
            value, at = decoder.raw_decode(written, at)
            values.append(value)
    return values, changed + _without_infinity([values]), written.startswith("]", at)


def _next(written: str, at: int) -> int:
    """Where the value behind the one before begins."""
    found = _BETWEEN.match(written, at)
    return found.end() if found else at


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
