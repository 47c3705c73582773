"""Punctuation that page spinners doubled."""

from __future__ import annotations

import re

from policytext.revision import Change

_DOUBLED = re.compile(r",(?=[，、。；：])")


def find(text: str) -> list[Change]:
    """Commas before punctuation.

    >>> find("好,，")
    [Change(start=1, end=2, after='', inferred=False, note='')]
    """
    return [Change(found.start(), found.end(), "") for found in _DOUBLED.finditer(text)]
