"""Values as cells, for all formats of tables."""

from __future__ import annotations

import json
from typing import Any

from policytext.language.characters import INVISIBLE
from policytext.language.patterns import lazy

# Full-width signs begin a formula in an Excel of China or Japan; what nobody sees may stand before.
_FORMULA = lazy(f"[\t\r]|[\\s{INVISIBLE}]*[=+\\-@＝＋－＠]")
_SHARE = lazy(r"-[0-9]+(?:\.[0-9]+)?%")  # a number to Excel, which a sum would pass over as text
SURROGATE = lazy("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which cannot be encoded."""
    return SURROGATE.sub("\ufffd", text)


def cell(value: Any) -> Any:
    """A value as a cell of text formats: true and false in lower case, lists and mappings as JSON.

    >>> cell(True), cell(["a"]), cell(1.5), cell(None)
    ('true', '["a"]', 1.5, None)
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def escaped(text: str) -> str:
    """A cell escaped so that Excel takes it for text, not for a formula (OWASP, CSV injection).

    >>> escaped("=1+1"), escaped("\\n ＠SUM(A1)"), escaped("关于"), escaped("-2.5%")
    ("'=1+1", "'\\n ＠SUM(A1)", '关于', '-2.5%')
    """
    return f"'{text}" if _FORMULA.match(text) and not _SHARE.fullmatch(text) else text
