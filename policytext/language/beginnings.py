"""The characters that matches of a pattern begin with, as a hint in its code.

A search passes over all other characters in a loop of C. Python itself sees what a class begins with and
a choice of plain characters, but not what `[0-9]+年` or `(?:各[省市]|全国)` does: it tries them everywhere.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

_sre: Any = import_module("re._compiler")
_NO_WIDTH = (_sre.AT, _sre.ASSERT, _sre.ASSERT_NOT)
_OF_CODES = (_sre.LITERAL, _sre.RANGE)
_REPEATS = (_sre.MAX_REPEAT, _sre.MIN_REPEAT, _sre.POSSESSIVE_REPEAT)
_NO_SPACE = (_sre.CATEGORY, _sre.CATEGORY_NOT_SPACE)  # in [^\S\n], which is a white space
_PLANE = range(1 << 16)  # the characters beyond, of which a few have cases, have no hint if these count
# The codes of ^ and \A, with which a search tries the first character only.
_ONCE = ([_sre.AT, _sre.AT_BEGINNING], [_sre.AT, _sre.AT_BEGINNING_STRING])

Items = list[tuple[Any, Any]]
"""Parts of a pattern, or of a class, as Python's parser gives them."""


def hinted(code: list[int], parsed: Any) -> list[int]:
    """The code of a parsed pattern, with the hint if Python has put in none.

    >>> parsed = _sre._parser.parse("[0-9]+年|令")
    >>> plain = _sre._code(parsed, 0)
    >>> code = hinted(plain, parsed)
    >>> code[2] == _sre.SRE_INFO_CHARSET, code[-10:] == plain[-10:]
    (True, True)
    """
    info, skip, mask, least, most, *rest = code
    flags = parsed.state.flags
    if mask or not least or code[skip + 1 : skip + 3] in _ONCE:
        return code
    hint: list[int] = []
    try:
        found = _beginnings(parsed)[0]
        if flags & re.IGNORECASE:
            found += _in_other_case(found)
        _sre._compile_charset(_sre._optimize_charset(found)[0], flags & ~re.IGNORECASE, hint)
    except LookupError:
        return code
    return [info, skip + len(hint), _sre.SRE_INFO_CHARSET, least, most, *hint, *rest]


def _beginnings(parsed: Items) -> tuple[Items, bool]:
    """A class of the characters that matches begin with, and can one be empty?

    Raises LookupError where they may begin with any character but a few, or flags differ within.
    """
    found: Items = []
    for kind, value in parsed:
        if kind in _NO_WIDTH:
            continue
        if kind is _sre.LITERAL:
            return [*found, (kind, value)], False
        if kind is _sre.IN and value[0][0] is not _sre.NEGATE:
            return [*found, *value], False
        if kind is _sre.IN and _NO_SPACE in value:
            return [*found, (_sre.CATEGORY, _sre.CATEGORY_SPACE)], False
        if not (kind is _sre.BRANCH or kind in _REPEATS or _is_plain_group(kind, value)):
            raise LookupError(kind)
        each = [_beginnings(part) for part in (value[1] if kind is _sre.BRANCH else value[-1:])]
        found += [begin for begins, _ in each for begin in begins]
        if not (any(empty for _, empty in each) or (kind in _REPEATS and not value[0])):
            return found, False
    return found, True


def _in_other_case(found: Items) -> Items:
    """The other characters that these match whatever their case. LookupError where some are beyond.

    >>> [chr(code) for _, code in _in_other_case([(_sre.LITERAL, ord("k"))])]
    ['K', 'k', '\u212a']
    """
    lower, has_case = _sre._sre.unicode_tolower, _sre._sre.unicode_iscased
    spans = [value if kind is _sre.RANGE else (value, value) for kind, value in found if kind in _OF_CODES]
    if any(high not in _PLANE for _, high in spans):
        raise LookupError(found)
    same = {lower(code) for low, high in spans for code in range(low, high + 1) if has_case(code)}
    same |= {code for one in same for code in _sre._EXTRA_CASES.get(one, ())}
    return [(_sre.LITERAL, code) for code in _PLANE if same and lower(code) in same]


def _is_plain_group(kind: Any, value: Any) -> bool:
    """Is it a group within which characters mean what they do outside? ^ and $ may mean another thing."""
    return kind is _sre.SUBPATTERN and not value[1] & ~re.MULTILINE
